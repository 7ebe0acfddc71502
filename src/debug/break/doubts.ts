import type { Stop } from '../debugger.ts';
import type { History } from '../run/history.ts';
import type { DoubtfulRead } from './breakpoints.ts';
import type { FirstWrites } from './first-writes.ts';

/** Master clocks since power-on, of the S-CPU's next step and of the sound processor. */
export interface Told {
  readonly time: number;
  readonly soundTime: number;
}

/** What is being looked for in the past before the machine goes on. */
export interface DoubtStatus {
  /** In WRAM; null when it is not about one byte. */
  readonly address: number | null;
  /** How much of the past is known, 0 to 1. */
  readonly part: number;
}

/** The machine halted because what comes of a read depends on what is not known of the past. */
interface Doubt {
  /** The reads that are not decided; none when all of the past is to be known before the machine moves. */
  readonly reads: DoubtfulRead[];
  readonly all: boolean;
  /** Only what was before is not known. */
  readonly since: number;
  /** What the stop's reason is if no breakpoint stops. */
  readonly reason: Stop['reason'];
  /** Up to where breakpoints have told what happened. */
  readonly told: Told;
}

export const NOTHING_TOLD: Told = { time: -1, soundTime: -1 };

/** Reads of which it is not known yet whether their bytes were ever written. While there are some the machine stands, and the past is run again. */
export class Doubts {
  readonly #history: History;
  readonly #written: FirstWrites;
  #now: Doubt | null = null;

  constructor(history: History, written: FirstWrites) {
    this.#history = history;
    this.#written = written;
  }

  get any(): boolean {
    return this.#now !== null;
  }

  get status(): DoubtStatus | null {
    if (this.#now === null) return null;
    const { reads, since } = this.#now;
    const all = since - this.#history.timeline.start;
    return { address: reads[0]?.address ?? null, part: 1 - this.#written.missing(since) / all };
  }

  add(read: DoubtfulRead): void {
    this.#now ??= this.#new(this.#written.since, false);
    this.#now.reads.push(read);
  }

  /** All before a time is to be known. False when it is. */
  waitForAll(time: number): boolean {
    if (this.#written.missing(time) === 0) return false;
    this.#now = this.#new(time, true);
    return true;
  }

  #new(since: number, all: boolean): Doubt {
    return { reads: [], all, since, reason: 'breakpoint', told: NOTHING_TOLD };
  }

  /** The machine stands. */
  stand(reason: Stop['reason'], told: Told): void {
    if (this.#now !== null) this.#now = { ...this.#now, reason, told };
  }

  /** Nobody asks for these reads any more. */
  drop(): void {
    if (this.#now !== null) this.#now = { ...this.#now, reads: [], all: false };
  }

  clear(): void {
    this.#now = null;
  }

  /** Runs the past again until `over` says so. Null while it is still not decided; then what is left are reads of what was never written. */
  decide(over: () => boolean): Doubt | null {
    for (let doubt = this.#now; doubt !== null; doubt = this.#now) {
      const reads = doubt.reads.filter((read) => this.#isNever(read));
      this.#now = { ...doubt, reads };
      const [first] = reads;
      if (first === undefined && !doubt.all) break;
      const found = (): boolean => first !== undefined && !this.#isNever(first);
      if (!this.#written.slice(doubt.since, () => over() || found())) break;
      if (over() && !found()) return null;
    }
    const decided = this.#now;
    this.#now = null;
    return decided;
  }

  #isNever({ address, time }: DoubtfulRead): boolean {
    return this.#written.isNever(address, time);
  }
}
