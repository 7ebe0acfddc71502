import type { Watcher } from '../hub.ts';
import type { History } from '../run/history.ts';
import { type Span, Spans } from '../time/spans.ts';
import { type Keyframe, Timeline } from '../time/timeline.ts';
import type { CodeLog } from './code-log.ts';

/** Master clocks that are run at once while there is time: a tenth of a frame. */
const SLICE = 36_000;

/** Makes the code/data log complete: runs the past again, what is near first, and remembers from which stretches was learned. */
export class CodeLearner {
  readonly #history: History;
  readonly #log: CodeLog;
  readonly #known = new Spans();
  /** Where the last slice ended, and who watches there. */
  readonly #mark = new Timeline(0).blank();
  #watcher: Watcher | null = null;
  /** Where `learnTo` was last; not to be used when its time is negative. */
  readonly #last = new Timeline(0).blank();

  /** Up to where only the last moments were learned; -1 when no more. */
  #short = -1;

  constructor(history: History, log: CodeLog) {
    this.#history = history;
    this.#log = log;
    this.#last.time = -1;
    history.timeline.onCut.add((time) => this.#cut(time));
  }

  #cut(time: number): void {
    this.#known.cut(time);
    this.#watcher = null;
    if (this.#last.time >= time) this.#last.time = -1;
    if (this.#short >= time) this.#short = -1;
  }

  /** Up to where everything after `time` is known; `time` itself when nothing is. */
  #knownFrom(time: number): number {
    return this.#known.at(time)?.to ?? time;
  }

  /** What was run before `time`: of the last frames, and of all that follows what is known; with `atOnce`, of so many clocks. */
  learnTo(time: number, atOnce = Infinity): void {
    const { timeline, scout } = this.#history;
    const last = timeline.indexAt(time);
    const near = timeline.keyframes[last];
    if (near === undefined || this.#known.at(time) !== null) return;
    const since = this.#knownFrom(near.time);
    const goesOn = since > near.time;
    if (time - (goesOn ? since : near.time) > atOnce) {
      this.#learnLast(time, atOnce);
      return;
    }
    const first = goesOn ? this.#from(near, since) : timeline.keyframes[Math.max(0, last - 1)];
    const from = goesOn ? since : first.time;
    this.#log.learn(scout, first, time, from);
    this.#known.add(from, time);
    scout.traveller.take(this.#last);
  }

  #learnLast(time: number, atOnce: number): void {
    const { scout, timeline } = this.#history;
    const { traveller, hub } = scout;
    const target = Math.max(timeline.start, time - atOnce);
    // Where the machine stands may be a past that is forgotten.
    traveller.restore(timeline.keyframes[timeline.indexAt(target)]);
    hub.only([], () => traveller.goTo(target));
    const from = traveller.time;
    this.#log.learnOn(scout, time);
    this.#known.add(from, time);
    traveller.take(this.#last);
    this.#short = time;
  }

  /** Once, after a short answer: whether what came before it is learned since. */
  get caughtUp(): boolean {
    const near = this.#history.timeline.keyframes[this.#history.timeline.indexAt(this.#short)];
    if (this.#short < 0 || near === undefined || this.#knownFrom(near.time) < this.#short) return false;
    this.#short = -1;
    return true;
  }

  /** The latest machine that is kept, not later than `since`. */
  #from(near: Keyframe, since: number): Keyframe {
    return this.#last.time >= near.time && this.#last.time <= since ? this.#last : near;
  }

  /** Learns more of the kept history, the newest first, until `over` says so. False when there is nothing more. */
  slice(over: () => boolean): boolean {
    const stretch = this.#open();
    if (stretch === null) return false;
    const { timeline, scout } = this.#history;
    const { traveller, snes, hub } = scout;
    const goesOn = this.#watcher !== null && this.#mark.time > stretch.from && this.#mark.time < stretch.to;
    if (!goesOn) this.#watcher = this.#log.watcher(snes, true);
    const watcher = this.#watcher ?? this.#log.watcher(snes, true);
    traveller.restore(goesOn ? this.#mark : timeline.keyframes[timeline.indexAt(stretch.from)]);
    const from = traveller.time;
    hub.only([watcher], () => {
      do traveller.runTo(Math.min(stretch.to, traveller.time + SLICE));
      while (traveller.time < stretch.to && !over());
      snes.catchUpApu();
    });
    this.#known.add(from, traveller.time);
    traveller.take(this.#mark);
    return true;
  }

  /** So many pieces, a tenth of a frame each. */
  slices(most: number): void {
    let done = 0;
    const over = (): boolean => ++done >= most;
    while (this.slice(over)) if (done >= most) return;
  }

  /** From a keyframe to the next: the newest that is not known. */
  #open(): Span | null {
    const { timeline, end } = this.#history;
    const { keyframes } = timeline;
    for (let i = keyframes.length - 1; i >= 0; i--) {
      const span = { from: keyframes[i].time, to: keyframes[i + 1]?.time ?? Math.max(end, keyframes[i].time) };
      if (this.#knownFrom(span.from) < span.to) return span;
    }
    return null;
  }

  /** How much of the kept history was learned from, 0 to 1. */
  get learned(): number {
    const { timeline, end } = this.#history;
    const { start } = timeline;
    if (end <= start) return 1;
    return 1 - this.#known.missing(start, end) / (end - start);
  }
}
