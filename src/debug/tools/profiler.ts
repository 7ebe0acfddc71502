import { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import type { ToldPlace, Watcher } from '../hub.ts';
import type { ProcessorName } from '../processors.ts';
import { type CallFrame, CallStack } from '../run/call-stack.ts';
import { FirstTime } from './first-time.ts';

export interface ProfileRow {
  /** First instruction. */
  readonly address: number;
  readonly calls: number;
  /** The processor's units (see `clocksOf`) in the routine alone, and with what it called. */
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
/** Master clocks of a cycle of the SPC700, NTSC and PAL. [bsnes: smp frequency; CASES: Actual SPC clock] */
const SMP_CLOCKS = { ntsc: 2684659 / 128162, pal: 10640685 / 512648 } as const;

/** Master clocks of what a processor's time is counted in: the S-CPU's is master clocks, the SPC700's its own cycles. */
export function clocksOf(snes: Snes, processor: ProcessorName): number {
  return processor === 'cpu' ? 1 : SMP_CLOCKS[snes.region];
}

/**
 * Where a processor's time goes, routine by routine, while it is switched on. Interrupts are routines of their own. What the machine does again
 * after it went back is not counted again: the calls that were open go on when it comes to what is new.
 */
export class Profiler implements Watcher {
  readonly plan: Watcher['plan'];
  readonly records = true;
  readonly processor: ProcessorName;
  readonly #snes: Snes;
  readonly #calls: CallStack;
  readonly #rows = new Map<number, Row>();
  readonly #open: { readonly frame: CallFrame; readonly address: number; readonly start: number }[] = [];
  /** Time of calls on stacks that the program has left. */
  readonly #parked = new Map<CallFrame, number>();
  #spans: ProfileSpan[] = [];
  #last = 0;
  /** An interrupt is being entered: its time is the handler's. */
  #entering = false;
  #root = -1;
  /** Of the SPC700, and when their count began in master clocks. */
  #cycles = 0;
  #begin = 0;
  #first: FirstTime;
  #firstCycles: FirstTime;

  constructor(snes: Snes, processor: ProcessorName = 'cpu') {
    this.#snes = snes;
    this.processor = processor;
    this.plan = processor === 'cpu' ? { exec: true, io: true } : { smp: true };
    this.#calls = new CallStack(snes, processor);
    this.#first = new FirstTime(this.#time);
    this.#firstCycles = new FirstTime(this.#time);
  }

  get #now(): number {
    return this.processor === 'cpu' ? this.#snes.clock.base + this.#snes.clock.now : this.#cycles;
  }

  /** A moment of `#now` as master clocks since power-on. */
  #clocksAt(time: number): number {
    return this.processor === 'cpu' ? time : Math.round(this.#begin + time * clocksOf(this.#snes, 'smp'));
  }

  reset(): void {
    this.#rows.clear();
    this.#spans = [];
    this.#open.length = 0;
    this.#parked.clear();
    this.#calls.clear();
    if (this.processor === 'smp') this.#snes.catchUpApu();
    this.#cycles = 0;
    this.#begin = this.#snes.clock.base + this.#snes.clock.now;
    this.#last = this.#now;
    this.#entering = false;
    this.#root = -1;
    this.#first = new FirstTime(this.#time);
    this.#firstCycles = new FirstTime(this.#time);
  }

  /** Of the processor, in master clocks since power-on. */
  get #time(): number {
    const { clock, soundTime } = this.#snes;
    return this.processor === 'cpu' ? clock.base + clock.now : soundTime;
  }

  skipped({ time, soundTime }: ToldPlace): void {
    const from = this.processor === 'cpu' ? time : soundTime;
    this.#first.moved(from, this.#time);
    this.#firstCycles.moved(from, this.#time);
  }

  /** The time after a moment will be another one: what it had is counted already, and stays. */
  cut(time: number): void {
    this.#firstCycles.cut(time);
    if (this.#first.cut(time)) this.#spans = this.#spans.filter(({ end }) => end <= time);
  }

  /** Something new; whether it is what comes after all that is known, or somewhere else. */
  #isNew(): boolean {
    if (!this.#first.at(this.#time)) return false;
    if (!this.#first.follows) this.#beginHere();
    return true;
  }

  /** Nobody has seen the way to where the machine is: what is open has no beginning. */
  #beginHere(): void {
    this.#open.length = 0;
    this.#parked.clear();
    this.#calls.clear();
    this.#entering = false;
    this.#root = -1;
    if (this.processor === 'smp') this.#begin = this.#snes.soundTime - this.#cycles * clocksOf(this.#snes, 'smp');
  }

  exec(pc: number): boolean {
    if (this.processor === 'cpu' && this.#isNew()) this.#instruction(pc);
    return false;
  }

  smpExec(pc: number): boolean {
    if (this.processor === 'smp' && this.#isNew()) this.#instruction(pc);
    return false;
  }

  smpCycle(): void {
    if (this.#firstCycles.at(this.#snes.soundTime)) this.#cycles++;
  }

  #instruction(pc: number): void {
    const now = this.#now;
    if (this.#root < 0) {
      this.#root = pc;
      this.#last = now;
    }
    if (!this.#entering) this.#spend(now);
    this.#calls.before(pc);
    this.#follow(now);
    if (this.#entering) this.#spend(now);
    this.#entering = false;
  }

  /** The time since the last look is that of the routine that is open. */
  #spend(now: number): void {
    this.#row(this.#open.at(-1)?.address ?? this.#root).exclusive += now - this.#last;
    this.#last = now;
  }

  event(kind: DebugEvent): void {
    if (this.processor !== 'cpu' || (kind !== DebugEvent.Nmi && kind !== DebugEvent.Irq) || this.#root < 0 || !this.#isNew())
      return;
    // It may have begun anew here.
    if (this.#root < 0) return;
    const now = this.#now;
    if (!this.#entering) this.#spend(now);
    this.#calls.event(kind);
    this.#follow(now);
    if (this.#entering) this.#spend(now);
    this.#entering = true;
  }

  /** Opens and closes routines as the stack of calls has changed. */
  #follow(time: number): void {
    const now = this.#entering ? this.#last : time;
    const { frames } = this.#calls;
    // Of very many the stack forgets the outermost.
    if (this.#open.length > 1 && this.#open[1]?.frame === frames[0]) this.#open.shift();
    while (
      this.#open.length > frames.length ||
      (this.#open.length > 0 && this.#open.at(-1)?.frame !== frames[this.#open.length - 1])
    )
      this.#close(now);
    while (this.#open.length < frames.length) {
      const frame = frames[this.#open.length];
      this.#open.push({ frame, address: frame.to, start: now });
    }
  }

  #close(now: number): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const { address, start, frame } = closed;
    const length = now - start;
    const row = this.#row(address);
    // Of a routine that calls itself the outermost call alone counts.
    if (!this.#open.some((one) => one.address === address)) row.inclusive += length;
    const whole = length + (this.#parked.get(frame) ?? 0);
    if (this.#calls.isParked(frame)) this.#parked.set(frame, whole);
    else {
      this.#parked.delete(frame);
      row.calls++;
      row.shortest = Math.min(row.shortest, whole);
      row.longest = Math.max(row.longest, whole);
    }
    this.#spans.push({ address, depth: this.#open.length, start: this.#clocksAt(start), end: this.#clocksAt(now) });
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

  /** Up to where the machine is. */
  get spans(): readonly ProfileSpan[] {
    const { clock } = this.#snes;
    const now = clock.base + clock.now;
    return this.#spans.filter(({ end }) => end <= now);
  }
}
