import type { ProcessorName } from '../debug-protocol.ts';
import type { DebugSession } from '../headless-debug.ts';
import { referenceTo } from './places.ts';

type Line = ReturnType<typeof linesOf>[number];

/** An instruction, or a place where none can be. */
export interface InstructionRow {
  readonly address: number;
  readonly line: Line | null;
}

/** Addresses of a processor: the S-CPU's bus, the sound processor's. */
const SPACE: Readonly<Record<ProcessorName, number>> = { cpu: 1 << 24, smp: 1 << 16 };
/** Bytes of the longest instruction. */
const LONGEST = 4;

function linesOf(session: DebugSession, processor: ProcessorName, address: number, before: number, after: number) {
  return session.call('disassemble', { processor, address, before, after });
}

/** Those before the place at which addresses begin again, as they do at the end of a bank. */
function rising(lines: readonly Line[]): Line[] {
  const fold = lines.findIndex(({ address }, i) => i > 0 && address <= (lines[i - 1]?.address ?? 0));
  return fold < 0 ? [...lines] : lines.slice(0, fold);
}

function endOf({ address, bytes }: Line): number {
  return address + Math.max(1, bytes.length);
}

/** @returns the lines from `address` on, at most `count`, over the ends of banks */
function linesFrom(session: DebugSession, processor: ProcessorName, address: number, count: number): Line[] {
  const found: Line[] = [];
  for (let at = address; found.length < count && at < SPACE[processor];) {
    const lines = rising(linesOf(session, processor, at, 0, count - found.length - 1));
    const last = lines.at(-1);
    if (last === undefined) break;
    found.push(...lines);
    at = endOf(last);
  }
  return found.slice(0, count);
}

/** @returns the lines that end at `address`, at most `count`, over the beginnings of banks */
function linesBefore(session: DebugSession, processor: ProcessorName, address: number, count: number): Line[] {
  let found: Line[] = [];
  for (let at = address; found.length < count && at > 0;) {
    // The first of a bank has nothing before it there; what begins within an instruction is led to by none.
    const begins = processor === 'cpu' && (at & 0xffff) === 0;
    let lines: Line[] = [];
    for (let nearer = begins ? 1 : 0; lines.length === 0 && nearer <= Math.min(LONGEST, at); nearer++)
      lines = rising(linesOf(session, processor, at - nearer, count - found.length, 0)).filter((line) => line.address < at);
    const [first] = lines;
    if (first === undefined) break;
    found = [...lines, ...found];
    at = first.address;
  }
  return found.slice(-count);
}

/** `before` rows, the one at `address` and `after` rows: exactly as many, with rising addresses, as editors want them. */
export function rowsAround(
  session: DebugSession,
  processor: ProcessorName,
  address: number,
  before: number,
  after: number,
): InstructionRow[] {
  const valid = address >= 0 && address < SPACE[processor];
  const there = valid ? linesFrom(session, processor, address, after + 1) : [];
  const earlier = valid && before > 0 ? linesBefore(session, processor, address, before) : [];
  const first = earlier[0]?.address ?? address;
  const last = there.at(-1);
  const end = last === undefined ? address : endOf(last);
  const row = (line: Line): InstructionRow => ({ address: line.address, line });
  const nothing = (at: number): InstructionRow => ({ address: at, line: null });
  return [
    ...Array.from({ length: before - earlier.length }, (_, i) => nothing(first - (before - earlier.length) + i)),
    ...earlier.map(row),
    ...there.map(row),
    ...Array.from({ length: after + 1 - there.length }, (_, i) => nothing(end + i)),
  ];
}

/** As the protocol writes it: hexadecimal after `0x`, else decimal. */
export function instructionAddress(processor: ProcessorName, address: number): string {
  return address < 0 ? String(address) : referenceTo({ memory: processor, address });
}
