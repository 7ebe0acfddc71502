import { BreakpointWatcher, type Breakpoint, type Reached } from '../break/breakpoints.ts';
import type { FirstWrites } from '../break/first-writes.ts';
import type { LabelLookup } from '../break/machine-names.ts';
import type { Keyframe } from '../time/timeline.ts';
import type { History } from './history.ts';
import { onlooker, runCounting } from './onlooker.ts';

/**
 * What `hits` is for conditions, at any time: how often a breakpoint was reached since it was set. While the machine runs, keyframes are told; what
 * they were not told is counted again from those before them.
 */
export class HitCounts {
  readonly #history: History;
  readonly #live: BreakpointWatcher;
  readonly #label: LabelLookup;
  readonly written: FirstWrites;
  /** The breakpoints that are set now. */
  list: readonly Breakpoint[] = [];

  constructor(history: History, live: BreakpointWatcher, label: LabelLookup, written: FirstWrites) {
    this.written = written;
    this.#history = history;
    this.#live = live;
    this.#label = label;
    // What is run again while nobody is told is not counted.
    history.countsNow = () => (live.asksForHits && history.live.hub.watchers.includes(live) ? live.reached : null);
  }

  /** Whether the keyframe was told the count of every breakpoint that had been set by then. */
  #knows({ counts, time }: Keyframe): boolean {
    return [...this.#live.reached].every(([id, { since, revision }]) => time <= since || counts?.get(id)?.revision === revision);
  }

  /** Whether a condition or a log asks for `hits`. */
  get asked(): boolean {
    return this.#live.asksForHits;
  }

  /** Counts at a keyframe, for the breakpoints that are set now. */
  atKeyframe(keyframe: Keyframe): ReadonlyMap<number, Reached> {
    return new Map(
      [...this.#live.reached].map(([id, now]) => {
        const then = keyframe.counts?.get(id);
        return [id, then?.revision === now.revision ? then : { ...now, count: 0 }];
      }),
    );
  }

  /** Tells the keyframes up to `time` what they were not told. */
  complete(time: number): void {
    if (!this.#live.asksForHits) return;
    const { keyframes } = this.#history.timeline;
    const last = this.#history.timeline.indexAt(time);
    let first = last;
    while (first >= 0 && !this.#knows(keyframes[first])) first--;
    for (let at = Math.max(0, first); at < last; at++)
      keyframes[at + 1].counts = this.#run(keyframes[at], keyframes[at + 1].time);
  }

  /** Counts of all that is before the boundary at `time`. */
  before(time: number): ReadonlyMap<number, Reached> {
    if (!this.asked) return this.#live.reached;
    this.complete(time);
    const { timeline } = this.#history;
    const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(time))];
    return keyframe === undefined ? this.#live.reached : this.#run(keyframe, time);
  }

  #run(keyframe: Keyframe, time: number): ReadonlyMap<number, Reached> {
    if (this.#live.countsNeverWritten) this.written.complete(keyframe.time);
    const { snes, traveller, hub } = this.#history.scout;
    const watcher = new BreakpointWatcher(snes, { stop: () => {}, log: () => {} }, this.#label, this.written);
    watcher.set(this.list);
    watcher.reached = this.atKeyframe(keyframe);
    hub.only([], () => traveller.restore(keyframe));
    hub.only([onlooker(snes, watcher)], () => runCounting(traveller, watcher, time));
    return watcher.reached;
  }
}
