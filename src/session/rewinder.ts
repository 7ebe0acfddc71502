import { FRAME_STRIDE, type VideoFrame } from '../core/platform.ts';
import type { History } from '../core/state/history.ts';
import { KeptSound } from './run-ahead.ts';

/** What one step showed and sounded like. */
class KeptStep {
  readonly sound = new KeptSound();
  frame: VideoFrame | null = null;
  #pixels = new Uint32Array(FRAME_STRIDE * 239);
  #wide = new Uint8Array(478);

  keepFrame(frame: VideoFrame): void {
    const size = FRAME_STRIDE * frame.height;
    if (this.#pixels.length < size) this.#pixels = new Uint32Array(size);
    this.#pixels.set(frame.pixels.subarray(0, size));
    this.#wide.set(frame.wide);
    this.frame = { ...frame, pixels: this.#pixels, wide: this.#wide };
  }

  clear(): void {
    this.frame = null;
    this.sound.count = 0;
  }
}

/** The steps from one snapshot to the next, as far as they are run. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly steps: KeptStep[];
}

export interface RewindSinks {
  /** Runs the history's next step again; its picture and sound go into `kept`. */
  replayInto(kept: { keepFrame(frame: VideoFrame): void; readonly sound: KeptSound }): void;
  show(frame: VideoFrame): void;
  play(sound: KeptSound): void;
}

/**
 * Goes back step by step. The steps between two snapshots are run once, forwards, and kept with picture and sound; while they are shown
 * backwards the stretch before them is run, one step a step: going back costs what going on costs.
 */
export class Rewinder {
  readonly #history: History;
  readonly #sinks: RewindSinks;
  readonly #spare: KeptStep[] = [];
  #position: number;
  readonly #began: number;
  #shown: Stretch | null = null;
  #next: Stretch | null = null;

  constructor(history: History, sinks: RewindSinks) {
    this.#history = history;
    this.#sinks = sinks;
    this.#position = history.position;
    this.#began = history.position;
  }

  /** The step that would come next. */
  get position(): number {
    return this.#position;
  }

  /** Steps that were gone back. */
  get gone(): number {
    return this.#began - this.#position;
  }

  /** One step back, shown and heard backwards. False at the beginning of what is kept. */
  back(): boolean {
    const target = this.#position - 1;
    const before = target - 1;
    if (before < this.#history.first) return false;
    const stretch = this.#stretchOf(before);
    const kept = stretch.steps[before - stretch.from];
    this.#position = target;
    if (kept.frame !== null) this.#sinks.show(kept.frame);
    reverse(kept.sound);
    this.#sinks.play(kept.sound);
    this.#prepare();
    return true;
  }

  /** The stretch with this step, all of it run. */
  #stretchOf(step: number): Stretch {
    if (this.#shown !== null && step >= this.#shown.from && step < this.#shown.to) return this.#shown;
    if (this.#shown !== null) this.#release(this.#shown);
    this.#shown = this.#next ?? this.#begin(step, this.#position);
    this.#next = null;
    while (this.#runOne(this.#shown)) {
      // As many as are left.
    }
    return this.#shown;
  }

  #begin(step: number, end: number): Stretch {
    return { from: this.#history.seekSnapshot(step), to: end, steps: [] };
  }

  #release(stretch: Stretch): void {
    this.#spare.push(...stretch.steps);
  }

  #prepare(): void {
    if (this.#shown === null || this.#shown.from <= this.#history.first) return;
    this.#next ??= this.#begin(this.#shown.from - 1, this.#shown.from);
    this.#runOne(this.#next);
  }

  /** False when all are run. */
  #runOne(stretch: Stretch): boolean {
    if (stretch.from + stretch.steps.length >= stretch.to) return false;
    const kept = this.#spare.pop() ?? new KeptStep();
    kept.clear();
    stretch.steps.push(kept);
    this.#sinks.replayInto(kept);
    return true;
  }

  /** Brings the machine to where the player is now. */
  end(): void {
    this.#history.seek(this.#position);
  }
}

function reverse({ samples, count }: KeptSound): void {
  for (let left = 0, right = count - 1; left < right; left++, right--) {
    for (const channel of [0, 1]) {
      const value = samples[left * 2 + channel];
      samples[left * 2 + channel] = samples[right * 2 + channel];
      samples[right * 2 + channel] = value;
    }
  }
}
