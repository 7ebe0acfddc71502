import type { Snes } from '../../core/snes.ts';
import { AccessKind, type Watcher } from '../hub.ts';
import type { History } from '../run/history.ts';
import { Timeline } from '../time/timeline.ts';
import type { Traveller } from '../time/traveller.ts';

/** Stretch of the past, in master clocks, that is run again at once before the machine goes on: 600 frames. */
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
  /** All writes up to here are known, and to what moment those that can be seen at keyframes are. */
  #exact = 0;
  #rough = 0;
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

  /** Runs again what was not watched, up to `time`. */
  complete(time: number): void {
    const times = this.#begun();
    if (time > this.#exact) this.#run(times, time);
  }

  /** The same before the machine goes on: of a long stretch that nobody watched only what keyframes show, so that nobody waits. */
  completeSoon(time: number): void {
    const times = this.#begun();
    if (time <= this.#exact) return;
    if (time - this.#exact <= MOST_AT_ONCE) this.#run(times, time);
    else if (time > this.#rough) this.#guess(times, time);
  }

  /** The live machine ran from one time to another with somebody who marks. */
  watched(from: number, to: number): void {
    if (this.#times === null) return;
    if (from <= this.#exact) this.#exact = Math.max(this.#exact, to);
    else if (from <= this.#rough) this.#rough = Math.max(this.#rough, to);
  }

  #cut(time: number): void {
    if (time === -Infinity) this.#times = null;
    this.#mark.time = -1;
    const times = this.#times;
    if (times === null) return;
    for (let i = 0; i < times.length; i++) if (times[i] > time) times[i] = NEVER_WRITTEN;
    // A change by hand at this very moment is still to be seen.
    this.#exact = Math.min(this.#exact, time - 1);
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
    this.#exact = this.#rough = first.time;
    return times;
  }

  /** What differs from power-on was written before. */
  #compare(times: Float64Array, wram: Uint8Array, time: number): void {
    const powerOn = this.#powerOn;
    if (powerOn === null) return;
    for (let i = 0; i < times.length; i++) if (wram[i] !== powerOn[i] && time < times[i]) times[i] = time;
  }

  #run(times: Float64Array, time: number): void {
    const { timeline, scout } = this.#history;
    const { traveller, snes, hub } = scout;
    const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(this.#exact))];
    hub.only([this.#watcher(snes)], () => {
      traveller.restore(keyframe);
      this.#follow(times, traveller, time);
    });
    this.#exact = traveller.time;
    this.#rough = Math.max(this.#rough, this.#exact);
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

  /** Runs again some of what was not watched, up to `time`, until `over` says so. False when nothing is missing. */
  slice(time: number, over: () => boolean): boolean {
    const times = this.#begun();
    if (time <= this.#exact) return false;
    const { timeline, scout } = this.#history;
    const { traveller, snes, hub } = scout;
    const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(this.#exact))];
    const from = this.#mark.time > keyframe.time && this.#mark.time <= this.#exact ? this.#mark : keyframe;
    hub.only([this.#watcher(snes)], () => {
      traveller.restore(from);
      do this.#follow(times, traveller, Math.min(time, traveller.time + SLICE));
      while (traveller.time < time && !over());
    });
    // The first slice may not reach what is known already.
    if (traveller.time > this.#exact) this.#exact = traveller.time;
    this.#rough = Math.max(this.#rough, this.#exact);
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
