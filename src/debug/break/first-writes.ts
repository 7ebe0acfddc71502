import type { Snes } from '../../core/snes.ts';
import { AccessKind, type Watcher } from '../hub.ts';
import type { History } from '../run/history.ts';
import { Spans } from '../time/spans.ts';
import { Timeline } from '../time/timeline.ts';
import type { Traveller } from '../time/traveller.ts';

/** Stretch of the past, in master clocks, that is run again at once before a picture of events is answered: 600 frames. */
const MOST_AT_ONCE = 600 * 313 * 1364;

/** Master clocks that are run at once while there is time: a tenth of a frame. */
const SLICE = 36_000;

const NEVER_WRITTEN = Infinity;
/** Held something else than at power-on where the history begins. */
const BEFORE_ALL = -1;

/**
 * When each byte of WRAM was first written, in master clocks since power-on. It belongs to the timeline and not to a moment of it: wherever the
 * machine is, a byte counts as written whose first write was before. Where the history begins, bytes that hold what they held at power-on count as
 * never written. Nothing is kept, and nothing watched, before somebody asks.
 */
export class FirstWrites {
  readonly #history: History;
  readonly #makePowerOn: () => Uint8Array;
  #powerOn: Uint8Array | null = null;
  #times: Float64Array | null = null;
  /** Where all writes are known. */
  readonly #known = new Spans();
  /** To what moment those are known that can be seen at keyframes. */
  #rough = 0;
  /** The live machine runs since then with somebody who marks. */
  #since = 0;
  /** Where the last slice ended. */
  readonly #mark = new Timeline(0).blank();

  /** `powerOn`: the contents at power-on. */
  constructor(history: History, powerOn: () => Uint8Array) {
    this.#history = history;
    this.#makePowerOn = powerOn;
    history.timeline.onCut.add((time) => this.#cut(time));
  }

  /** A byte is written by a hand or a processor at a time. */
  mark(address: number, time: number): void {
    if (this.#times !== null && time < this.#times[address]) this.#times[address] = time;
  }

  /** Whether a byte has not been written before `time`, as far as that is known. */
  isNever(address: number, time: number): boolean {
    return this.#times !== null && this.#times[address] > time;
  }

  /** How much before `time` nobody watched, in master clocks. */
  missing(time: number): number {
    this.#begun();
    return this.#known.missing(this.#history.timeline.start, time);
  }

  /** Whether a byte that `isNever` may have been written all the same, before the live machine began to run. */
  get misses(): boolean {
    return this.#known.lastGap(this.#history.timeline.start, this.#since) !== null;
  }

  /** Until when nobody may have watched: the live machine runs since then with somebody who marks. */
  get since(): number {
    return this.#since;
  }

  /** Runs again what was not watched, up to `time`. */
  complete(time: number): void {
    while (this.slice(time, () => false));
  }

  /** The same where a guess will do for now: of a long stretch that nobody watched only what keyframes show, so that nobody waits. */
  completeSoon(time: number): void {
    if (this.missing(time) <= MOST_AT_ONCE) this.complete(time);
    else this.#guess(this.#begun(), time);
  }

  /** The live machine goes on from a time, with somebody who marks. What keyframes show of the time before is known from here on. */
  begin(time: number): void {
    const times = this.#begun();
    this.#since = time;
    if (time > this.#rough && this.misses) this.#guess(times, time);
  }

  /** The live machine ran from one time to another with somebody who marks. */
  watched(from: number, to: number): void {
    if (this.#times === null) return;
    this.#known.add(from, to);
    if (from <= this.#rough) this.#rough = Math.max(this.#rough, to);
  }

  #cut(time: number): void {
    if (time === -Infinity) this.#times = null;
    this.#mark.time = -1;
    const times = this.#times;
    if (times === null) return;
    for (let i = 0; i < times.length; i++) if (times[i] > time) times[i] = NEVER_WRITTEN;
    // A change by hand at this very moment is still to be seen.
    this.#known.cut(time - 1);
    this.#rough = Math.min(this.#rough, time - 1);
  }

  #begun(): Float64Array {
    if (this.#times !== null) return this.#times;
    const { timeline, scout } = this.#history;
    const [first] = timeline.keyframes;
    const times = new Float64Array(scout.snes.wram.length).fill(NEVER_WRITTEN);
    this.#times = times;
    this.#powerOn ??= this.#makePowerOn();
    scout.traveller.restore(first);
    this.#compare(times, scout.snes.wram, BEFORE_ALL);
    this.#known.cut(-Infinity);
    this.#rough = this.#since = first.time;
    return times;
  }

  /** What differs from power-on was written before. */
  #compare(times: Float64Array, wram: Uint8Array, time: number): void {
    const powerOn = this.#powerOn;
    if (powerOn === null) return;
    for (let i = 0; i < times.length; i++) if (wram[i] !== powerOn[i] && time < times[i]) times[i] = time;
  }

  /** Runs on to `time`; changes by hand on the way are seen by what they changed. */
  #follow(times: Float64Array, traveller: Traveller, time: number): void {
    const from = traveller.time;
    for (const edit of this.#history.timeline.edits) {
      if (edit.time < from || edit.time > time) continue;
      traveller.runTo(edit.time);
      this.#compare(times, traveller.snes.wram, edit.time);
    }
    traveller.runTo(time);
  }

  /**
   * Runs again some of what was not watched, up to `time`, until `over` says so; the newest first, because what is written again and again was
   * written there. False when nothing is missing.
   */
  slice(time: number, over: () => boolean): boolean {
    const times = this.#begun();
    const { timeline, scout } = this.#history;
    const gap = this.#known.lastGap(timeline.start, time);
    if (gap === null) return false;
    const { traveller, snes, hub } = scout;
    const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(gap.to - 1))];
    const from = Math.max(gap.from, keyframe.time);
    const begin = this.#mark.time > keyframe.time && this.#mark.time <= from ? this.#mark : keyframe;
    hub.only([this.#watcher(snes)], () => {
      traveller.restore(begin);
      do this.#follow(times, traveller, Math.min(gap.to, traveller.time + SLICE));
      while (traveller.time < gap.to && !over());
    });
    // The first slice may not reach what is missing.
    this.#known.add(from, traveller.time);
    traveller.take(this.#mark);
    return true;
  }

  #guess(times: Float64Array, time: number): void {
    const { timeline, scout, live } = this.#history;
    for (const keyframe of timeline.keyframes) {
      if (keyframe.time <= this.#rough || keyframe.time > time) continue;
      scout.traveller.restore(keyframe);
      this.#compare(times, scout.snes.wram, keyframe.time);
    }
    if (live.traveller.time === time) this.#compare(times, live.snes.wram, time);
    this.#rough = time;
  }

  #watcher({ clock, bus }: Snes): Watcher {
    return {
      plan: { io: true, ranges: [{ memory: 'wram', from: 0, to: bus.wram.length - 1, read: false, write: true }] },
      access: ({ kind, memory, address }) => {
        if (kind === AccessKind.Write && memory === 'wram') this.mark(address, clock.base + clock.now);
      },
    };
  }
}
