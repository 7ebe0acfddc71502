import { readFileSync, statSync } from 'node:fs';
import { assemble, formatDiagnostic, lineFile, symbolFile } from '../../session/assembler.ts';
import type { CommandContext } from './command.ts';
import { CliError, Exit } from './errors.ts';
import { writeFile } from './files.ts';

const ASM_USAGE = `usage: dotclock asm MAIN.s -o OUT.sfc [--sym FILE] [--lines FILE] [-D NAME[=VALUE]]... [--raw]
  assembles a program for the 65816 and the SPC700 into a ROM image
  -o FILE        the ROM image
  --sym FILE     symbols, as WLA writes them
  --lines FILE   which line made which bytes, as JSON
  -D NAME=VALUE  defines a name (1 without a value; $ff and 0xff are hexadecimal)
  --raw          bytes alone, without banks, header and padding`;

const MAX_SOURCE = 1 << 24;

interface AsmOptions {
  main: string;
  out: string;
  sym: string | null;
  lines: string | null;
  raw: boolean;
  readonly defines: Record<string, number>;
}

function define(text: string, defines: Record<string, number>): void {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:=(\$[0-9a-fA-F]+|0x[0-9a-fA-F]+|[0-9]+))?$/.exec(text);
  if (match === null) throw new CliError(Exit.Usage, `-D '${text}': write NAME or NAME=NUMBER (asm --help)`);
  defines[match[1] ?? ''] = Number((match[2] ?? '1').replace('$', '0x'));
}

function parseOptions(args: readonly string[]): AsmOptions {
  const options: AsmOptions = { main: '', out: '', sym: null, lines: null, raw: false, defines: {} };
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    const value = (): string => {
      const next = args[++i];
      if (next === undefined) throw new CliError(Exit.Usage, `${argument} needs a value (asm --help)`);
      return next;
    };
    if (argument === '-o') options.out = value();
    else if (argument === '--sym') options.sym = value();
    else if (argument === '--lines') options.lines = value();
    else if (argument === '--raw') options.raw = true;
    else if (argument === '-D') define(value(), options.defines);
    else if (argument.startsWith('-')) throw new CliError(Exit.Usage, `unknown option '${argument}' (asm --help)`);
    else if (options.main !== '') throw new CliError(Exit.Usage, `'${argument}': one main file at a time`);
    else options.main = argument;
  }
  if (options.main === '') throw new CliError(Exit.Usage, 'the main file is missing (asm --help)');
  if (options.out === '') throw new CliError(Exit.Usage, 'the output is missing: -o FILE (asm --help)');
  return options;
}

/** A file's bytes, or null: which file is missing, and where it is named, the assembler says. */
function readSource(path: string): Uint8Array | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= MAX_SOURCE ? readFileSync(path) : null;
}

/** `dotclock asm`. */
export function asmCommand(args: readonly string[], context: CommandContext): void {
  if (args.includes('--help') || args.includes('-h')) {
    context.out(ASM_USAGE);
    return;
  }
  const options = parseOptions(args);
  const result = assemble(options.main, {
    readFile: readSource,
    defines: options.defines,
    mapping: options.raw ? 'raw' : 'lorom',
  });
  for (const error of result.errors) context.warn(formatDiagnostic(error));
  if (result.errors.length > 0) {
    const count = result.errors.length;
    throw new CliError(Exit.Rom, `'${options.main}' has ${count === 1 ? 'an error' : `${count} errors`}; nothing was written`);
  }
  const encoder = new TextEncoder();
  writeFile(options.out, result.rom);
  if (options.sym !== null) writeFile(options.sym, encoder.encode(symbolFile(result)));
  if (options.lines !== null) writeFile(options.lines, encoder.encode(lineFile(result)));
}
