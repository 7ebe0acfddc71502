import { dirname } from 'node:path';
import { type Arguments, optionalText, textsOf } from '../../../session/dap/arguments.ts';
import type { SymbolText } from '../../../shared/dap.ts';
import { readFile } from '../files.ts';

const MAX_SYMBOL_BYTES = 64 << 20;

/** Symbol files that a request names, or the ones that hold without it. */
export function readSymbols(args: Arguments, otherwise: readonly string[]): SymbolText[] {
  const files = args['symbols'] === undefined ? otherwise : textsOf(args, 'symbols');
  return files.map((file) => ({
    file,
    text: Buffer.from(readFile('symbol file', file, MAX_SYMBOL_BYTES)).toString('utf8'),
  }));
}

/** Where relative source paths begin. */
export function sourceRootOf(args: Arguments, symbols: readonly SymbolText[], otherwise: string): string {
  return optionalText(args, 'sourceRoot') || dirname(symbols[0]?.file ?? otherwise);
}
