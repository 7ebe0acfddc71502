import type { Clock } from './clock.ts';
import type { Clk, StateIO } from './types.ts';

/** What happens at a known time. Of two at the same time the lower number comes first. */
export const enum EventKind {
  LineEnd,
  NmiCheck,
  NmiTransition,
  Irq,
  IrqTransition,
  Joypad,
  DramRefresh,
  HdmaInit,
  Hdma,
  LightGun,
  /** The debugger's; no part of the machine's state. */
  Stop,
  Count,
}

export const NEVER = 0x7fffffff;
/** No event lies further ahead than two lines. */
const FARTHEST = 4096;

/** One small table of times in clocks of `Clock.now`; `clock.nextEvent` is always the earliest of them. */
export class EventTable {
  readonly at = new Int32Array(EventKind.Count).fill(NEVER);
  private readonly saved = this.at.subarray(0, EventKind.Stop);

  constructor(private readonly clock: Clock) {}

  clear(): void {
    this.at.fill(NEVER);
    this.clock.nextEvent = NEVER;
  }

  schedule(kind: EventKind, time: Clk): void {
    this.at[kind] = time;
    this.update();
  }

  cancel(kind: EventKind): void {
    this.at[kind] = NEVER;
    this.update();
  }

  /** Takes the earliest event that is due out of the table; its kind, or -1 when none is due. */
  take(): number {
    const at = this.at;
    const next = this.clock.nextEvent;
    if (this.clock.now < next) return -1;
    let kind = 0;
    while (at[kind] !== next) kind++;
    at[kind] = NEVER;
    this.update();
    return kind;
  }

  rebase(by: Clk): void {
    for (let i = 0; i < EventKind.Count; i++) if (this.at[i] !== NEVER) this.at[i] -= by;
    this.update();
  }

  private update(): void {
    const at = this.at;
    let next = at[0];
    for (let i = 1; i < EventKind.Count; i++) if (at[i] < next) next = at[i]!;
    this.clock.nextEvent = next;
  }

  /** Whether the times fit a line that began at `lineStart`: its end is in the table, nothing lies in the past or far ahead. */
  fits(lineStart: Clk, lineLength: Clk, now: Clk): boolean {
    if (this.at[EventKind.LineEnd] !== lineStart + lineLength) return false;
    for (const time of this.saved) if (time !== NEVER && (time <= now || time > now + FARTHEST)) return false;
    return true;
  }

  serialize(s: StateIO): void {
    s.ram('events', this.saved);
    this.update();
  }
}
