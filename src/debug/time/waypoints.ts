import { type Keyframe, Timeline } from './timeline.ts';

/** A frame of PAL with 313 lines, in master clocks. */
const FRAME_CLOCKS = 313 * 1364;
/** How long before a place a machine is kept, in frames: the first for steps inside of a frame, the second for frames, whose pictures need one more before them. */
const DISTANCES = [2.5, 5, 16, 90] as const;

/** A machine that is going to a place, for being kept on the way. */
interface Machine {
  readonly time: number;
  take(into: Keyframe): Keyframe;
  runTo(time: number): boolean;
}

/**
 * Machines kept a little, more and much before the place gone to last. The next step back begins there and not at the last keyframe, which lies
 * up to thirty frames back, and minutes in the far past.
 */
export class Waypoints {
  readonly #kept: (Keyframe | null)[] = DISTANCES.map(() => null);
  readonly #spare = new Timeline(0);
  readonly #family: Waypoints[];

  /** `family`: those of the other machines on the timeline, and these. */
  constructor(timeline: Timeline, family: Waypoints[]) {
    this.#family = family;
    family.push(this);
    timeline.onCut.add((time) => {
      this.#kept.forEach((one, i) => {
        if (one !== null && one.time >= time) this.#kept[i] = null;
      });
    });
  }

  /** The latest of `keyframe` and those kept for any machine that is not later than `time`. */
  latest(keyframe: Keyframe, time: number): Keyframe {
    let best = keyframe;
    for (const { kept } of this.#family) best = latestOf(kept, best, time);
    return best;
  }

  get kept(): readonly (Keyframe | null)[] {
    return this.#kept;
  }

  /** Runs to the first boundary at or after `time`, and keeps machines on the way. */
  run(machine: Machine, time: number): void {
    for (let i = DISTANCES.length - 1; i >= 0; i--) {
      const at = time - DISTANCES[i] * FRAME_CLOCKS;
      if (at <= machine.time) continue;
      if (!machine.runTo(at)) return;
      if (machine.time <= time) this.#kept[i] = machine.take(this.#kept[i] ?? this.#spare.blank());
    }
    machine.runTo(time);
  }
}

function latestOf(kept: readonly (Keyframe | null)[], first: Keyframe, time: number): Keyframe {
  let best = first;
  for (const one of kept) if (one !== null && one.time <= time && one.time > best.time) best = one;
  return best;
}
