import type { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import type { Watcher } from '../hub.ts';
import { CallStack } from '../run/call-stack.ts';

export interface ProfileRow {
  /** First instruction. */
  readonly address: number;
  readonly calls: number;
  /** Master clocks in the routine alone, and with what it called. */
  readonly exclusive: number;
  readonly inclusive: number;
  readonly shortest: number;
  readonly longest: number;
}

/** A box of a flame chart. */
export interface ProfileSpan {
  readonly address: number;
  readonly depth: number;
  /** Master clocks since power-on. */
  readonly start: number;
  readonly end: number;
}

interface Row {
  calls: number;
  exclusive: number;
  inclusive: number;
  shortest: number;
  longest: number;
}

const MOST_SPANS = 20_000;

/** Where the S-CPU's time goes, routine by routine, while it is switched on. Interrupts are routines of their own. */
export class Profiler implements Watcher {
  readonly plan = { exec: true, io: true };
  readonly #snes: Snes;
  readonly #calls: CallStack;
  readonly #rows = new Map<number, Row>();
  readonly #open: { address: number; start: number; inside: number }[] = [];
  #spans: ProfileSpan[] = [];
  #last = 0;
  #root = -1;

  constructor(snes: Snes) {
    this.#snes = snes;
    this.#calls = new CallStack(snes, 'cpu');
  }

  get #now(): number {
    return this.#snes.clock.base + this.#snes.clock.now;
  }

  reset(): void {
    this.#rows.clear();
    this.#spans = [];
    this.#open.length = 0;
    this.#calls.clear();
    this.#last = this.#now;
    this.#root = -1;
  }

  exec(pc: number): boolean {
    const now = this.#now;
    if (this.#root < 0) {
      this.#root = pc;
      this.#last = now;
    }
    const top = this.#open.at(-1)?.address ?? this.#root;
    this.#row(top).exclusive += now - this.#last;
    this.#last = now;
    this.#calls.before(pc);
    this.#follow(now);
    return false;
  }

  event(kind: DebugEvent): void {
    this.#calls.event(kind);
    this.#follow(this.#now);
  }

  /** Opens and closes routines as the stack of calls has changed. */
  #follow(now: number): void {
    const { frames } = this.#calls;
    while (
      this.#open.length > frames.length ||
      (this.#open.length > 0 && this.#open.at(-1)?.start !== frames[this.#open.length - 1]?.time)
    )
      this.#close(now);
    while (this.#open.length < frames.length) {
      const frame = frames[this.#open.length];
      this.#open.push({ address: frame.to, start: frame.time, inside: 0 });
    }
  }

  #close(now: number): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const { address, start } = closed;
    const length = now - start;
    const row = this.#row(address);
    row.calls++;
    // Of a routine that calls itself the outermost call alone counts.
    if (!this.#open.some((one) => one.address === address)) row.inclusive += length;
    row.shortest = Math.min(row.shortest, length);
    row.longest = Math.max(row.longest, length);
    this.#spans.push({ address, depth: this.#open.length, start, end: now });
    if (this.#spans.length > MOST_SPANS) this.#spans.splice(0, MOST_SPANS >> 1);
  }

  #row(address: number): Row {
    let row = this.#rows.get(address);
    if (row === undefined) {
      row = { calls: 0, exclusive: 0, inclusive: 0, shortest: Infinity, longest: 0 };
      this.#rows.set(address, row);
    }
    return row;
  }

  get rows(): ProfileRow[] {
    return [...this.#rows].map(([address, row]) => ({ address, ...row, shortest: row.calls === 0 ? 0 : row.shortest }));
  }

  get spans(): readonly ProfileSpan[] {
    return this.#spans;
  }
}
