import { Clock } from '../../core/clock.ts';
import type { Snes } from '../../core/snes.ts';
import { type Keyframe, Timeline } from '../time/timeline.ts';
import { beamClocks, nextLineTime, timeOf } from './forward.ts';
import type { History } from './history.ts';

/** Places of the beam that are looked at at once, and for how many frames after somebody has asked. */
const MOST_SAMPLES = 4;
const WANTED_FOR = 60;
const MOST_LINES = 650;

interface Sample {
  readonly line: number;
  readonly dot: number;
  readonly kept: Keyframe;
  /** Something is kept. */
  taken: boolean;
  /** Frame until which it is taken. */
  until: number;
}

/** While the game runs: its state when the beam was last at places that somebody asks for. Nothing is taken that nobody asks for. */
export class Sampler {
  readonly #history: History;
  #samples: Sample[] = [];

  constructor(history: History) {
    this.#history = history;
  }

  /** The machine as it was there; null until the beam has been there. */
  at(line: number, dot: number): Snes | null {
    const { live, viewer } = this.#history;
    const until = live.snes.frame + WANTED_FOR;
    const known = this.#samples.find((one) => one.line === line && one.dot === dot);
    if (known === undefined) {
      const kept = new Timeline(0).blank();
      this.#samples = [...this.#samples.slice(1 - MOST_SAMPLES), { line, dot, kept, taken: false, until }];
      return null;
    }
    known.until = until;
    if (!known.taken) return null;
    viewer.traveller.restore(known.kept);
    return viewer.snes;
  }

  /** What was kept is of another past. */
  clear(): void {
    this.#samples = [];
  }

  /** Before a frame is run to its end: runs to each place that is asked for, in their order. False when the machine was halted. */
  run(): boolean {
    if (this.#samples.length === 0) return true;
    const { traveller, snes } = this.#history.live;
    this.#samples = this.#samples.filter(({ until }) => until >= snes.frame);
    const due = this.#samples.map((sample) => ({ sample, time: this.#nextTime(sample) })).sort((a, b) => a.time - b.time);
    const { frame } = snes;
    for (const { sample, time } of due) {
      if (!traveller.runTo(time)) return false;
      if (snes.frame !== frame) return true;
      traveller.take(sample.kept);
      sample.taken = true;
    }
    return true;
  }

  #nextTime({ line, dot }: Sample): number {
    const { clock, ppu } = this.#history.live.snes;
    const beam = new Clock();
    Object.assign(beam, clock);
    for (let i = 0; i < MOST_LINES; i++) {
      const at = beam.base + beam.lineStart + beamClocks(dot);
      if (beam.v === line && at > timeOf(clock)) return at;
      beam.nextLine(ppu.interlace);
    }
    return nextLineTime(clock);
  }
}
