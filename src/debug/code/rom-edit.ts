import { assemble, formatDiagnostic } from '../assembler/assembler.ts';
import type { ProcessorName } from '../processors.ts';

export interface AssembledCode {
  readonly bytes: Uint8Array;
  /** What is wrong, in words; empty when nothing is. */
  readonly errors: readonly string[];
}

/**
 * Assembles some lines for an address. Labels are given as names with their addresses; widths as the machine has them there.
 */
export function assembleAt(
  source: string,
  options: {
    readonly processor: ProcessorName;
    readonly address: number;
    readonly accumulator: 8 | 16;
    readonly index: 8 | 16;
    readonly labels: readonly { readonly name: string; readonly address: number }[];
  },
): AssembledCode {
  const { processor, address, accumulator, index, labels } = options;
  const names = new Set(source.match(/[A-Za-z_]\w*/g));
  const used = labels.filter(({ name }) => names.has(name));
  const start = address & 0xffff;
  // Addresses of the same bank are words to the program.
  const value = (at: number): number => (at >> 16 === address >> 16 ? at & 0xffff : at);
  const head = [
    processor === 'smp' ? '.spc700' : '.p816',
    ...used.map(({ name, address: at }) => `${name} = $${value(at).toString(16)}`),
    ...(processor === 'smp' ? [] : [`.a${accumulator}`, `.i${index}`]),
    `.org $${start.toString(16)}`,
  ];
  const text = encode([...head, source, ''].join('\n'));
  const result = assemble('input', { readFile: (path) => (path === 'input' ? text : null), mapping: 'raw' });
  const errors = result.errors.map((error) => formatDiagnostic({ ...error, line: error.line - head.length }));
  return { bytes: result.rom.slice(result.lines[0]?.offset ?? 0), errors };
}

/** Sources are Latin-1 or UTF-8; names and mnemonics are ASCII. */
function encode(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => Math.min(character.codePointAt(0) ?? 63, 255));
}

const IPS_END = 0x454f46;
const LONGEST = 0xffff;

/** What turns `before` into `after`, as an IPS patch. @throws RangeError when the images differ in length or beyond 16 MB */
export function ipsPatch(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (before.length !== after.length || after.length > 0x1000000)
    throw new RangeError('IPS patches are for images of one length, up to 16 MB.');
  const bytes: number[] = [0x50, 0x41, 0x54, 0x43, 0x48];
  for (let at = 0; at < after.length;) {
    if (before[at] === after[at]) {
      at++;
      continue;
    }
    // A record may not begin at the offset that spells the end mark.
    const start = at === IPS_END ? at - 1 : at;
    let end = at;
    while (end < after.length && end - start < LONGEST && before[end] !== after[end]) end++;
    bytes.push(
      start >> 16,
      (start >> 8) & 0xff,
      start & 0xff,
      (end - start) >> 8,
      (end - start) & 0xff,
      ...after.subarray(start, end),
    );
    at = end;
  }
  bytes.push(0x45, 0x4f, 0x46);
  return Uint8Array.from(bytes);
}
