import type { BreakpointState, CodeLine, ListingLine, ProcessorName } from '../../../session/debug-protocol.ts';
import type { DebugModel } from '../debug-model.ts';

const NOP: Readonly<Record<ProcessorName, number>> = { cpu: 0xea, smp: 0x00 };

/** Bytes in the place of an instruction: what is left of it becomes instructions that do nothing. */
export function fitted(code: Uint8Array, room: number, processor: ProcessorName): Uint8Array {
  const whole = new Uint8Array(Math.max(code.length, room)).fill(NOP[processor]);
  whole.set(code);
  return whole;
}

/** Sets a row's label or comment. */
export async function setName(
  debug: DebugModel,
  processor: ProcessorName,
  line: ListingLine,
  part: { readonly name: string } | { readonly comment: string },
): Promise<void> {
  const place = line.place ?? { memory: processor, address: line.address };
  await debug.ask('setLabels', [{ name: line.label, comment: line.comment, length: 1, ...place, ...part }]);
  debug.notes.changed();
  debug.changed();
}

export interface Assembled {
  /** What is wrong, or ''. */
  readonly problem: string;
  readonly next: number;
  /** Bytes of the instructions behind it that it took. */
  readonly over: number;
}

/** Assembles a line in the place of a row. */
export async function assembleOver(
  debug: DebugModel,
  processor: ProcessorName,
  { address, bytes, accumulator, index }: ListingLine,
  source: string,
): Promise<Assembled> {
  const widths = { accumulator: accumulator === 16 ? 16 : 8, index: index === 16 ? 16 : 8 } as const;
  const code = await debug.ask('assemble', { processor, address, source, ...widths });
  if (code.errors.length > 0) return { problem: code.errors.join(' '), next: address, over: 0 };
  if (code.bytes.length === 0) return { problem: '', next: address, over: 0 };
  const whole = fitted(code.bytes, bytes.length, processor);
  await debug.write({ memory: processor, address }, Array.from(whole));
  return { problem: '', next: address + whole.length, over: Math.max(0, code.bytes.length - bytes.length) };
}

/** The breakpoint that stops at a row: one that is switched on, when there are several. */
export function breakpointOf(line: CodeLine, list: readonly BreakpointState[]): BreakpointState | undefined {
  const here = list.filter(({ id }) => line.breakpoints.includes(id));
  return here.find(({ enabled }) => enabled) ?? here[0];
}
