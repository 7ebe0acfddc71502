import type { Assembled } from './assembler.ts';

function hex(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, '0');
}

/** Symbols as WLA writes them: `[labels]` with bank and address, `[definitions]` with values. */
export function symbolFile({ symbols }: Pick<Assembled, 'symbols'>): string {
  const labels: string[] = [];
  const definitions: string[] = [];
  for (const { name, value, address } of symbols) {
    if (address) labels.push(`${hex(value >> 16, 2)}:${hex(value & 0xffff, 4)} ${name}`);
    else definitions.push(`${hex(value, 8)} ${name}`);
  }
  return ['; written by dotclock asm', '[labels]', ...labels.sort(), '', '[definitions]', ...definitions.sort(), ''].join('\n');
}

/** Which source line made which bytes, for the debugger: one row `[offset, address, length, file, line, audio]` a statement. */
export function lineFile({ lines, files }: Pick<Assembled, 'lines' | 'files'>): string {
  const numbers = new Map(files.map((file, i) => [file, i]));
  const rows = lines.map(({ offset, address, length, at, processor }) =>
    JSON.stringify([offset, address, length, numbers.get(at.file) ?? -1, at.line, processor === 'spc700' ? 1 : 0]),
  );
  return `{"version":1,"files":${JSON.stringify(files)},"lines":[\n${rows.join(',\n')}\n]}\n`;
}
