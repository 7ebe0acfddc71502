import type { Breakpoint, MemoryName, ProcessorName } from '../../../session/debug-protocol.ts';
import type { DebugModel } from '../debug-model.ts';
import { hex, MEMORY_TITLES } from '../places.ts';

/** Bytes of a memory, or a register, that a panel's cursor is on. */
export interface Place {
  readonly memory: MemoryName;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** What it is called where that says more than its address. */
  readonly title?: string;
}

/** What commands ask about a place that is named in a dialog. */
export type PlaceQuestion = 'whoWrote' | 'whenChanged' | 'stopWrite' | 'stopRead' | 'freeze';

const SOUND: ReadonlySet<MemoryName> = new Set(['smp', 'aram', 'dsp']);

/** Whose accesses to a memory there are. */
export function processorOf(memory: MemoryName): ProcessorName {
  return SOUND.has(memory) ? 'smp' : 'cpu';
}

/** `VRAM $1000–$101F`. */
export function placeText({ memory, from, to, title }: Place): string {
  if (title !== undefined) return title;
  const last = to > from ? `–$${hex(to, 4)}` : '';
  return `${MEMORY_TITLES[memory]} $${hex(from, 4)}${last}`;
}

/** A breakpoint of the kind that panels set: on one access to one place, without a condition. */
function isPlain(one: Breakpoint, wanted: Partial<Breakpoint>): boolean {
  const { event = null, memory, from, to, execute = false, read = false, write = false } = wanted;
  return (
    one.event === event &&
    one.condition === '' &&
    !one.forbid &&
    (event !== null ||
      (one.memory === memory &&
        one.from === from &&
        one.to === to &&
        one.execute === execute &&
        one.read === read &&
        one.write === write))
  );
}

/** Sets a breakpoint, or takes away the one that is just so. Answers whether it is set now. */
async function toggle(debug: DebugModel, wanted: Partial<Breakpoint>): Promise<boolean> {
  const list = debug.breakpoints.peek();
  const there = list.find((one) => isPlain(one, wanted));
  if (there === undefined) await debug.addBreakpoint(wanted);
  else await debug.setBreakpoints(list.filter(({ id }) => id !== there.id));
  return there === undefined;
}

/** Breaks when a place is read or written; asked again, no more. */
export function toggleStop(debug: DebugModel, { memory, from, to }: Place, access: 'read' | 'write'): Promise<boolean> {
  return toggle(debug, { processor: processorOf(memory), memory, from, to, [access]: true });
}

/** The same for an event of the S-CPU. */
export function toggleEventStop(debug: DebugModel, event: NonNullable<Breakpoint['event']>): Promise<boolean> {
  return toggle(debug, { processor: 'cpu', event });
}
