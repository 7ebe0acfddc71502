import type { Snes } from '../../core/snes.ts';
import type { Keyframe } from '../time/timeline.ts';
import { Timeline } from '../time/timeline.ts';
import type { History } from './history.ts';
import type { Position } from './position.ts';

/**
 * Where the debugger stands. Between two steps of the S-CPU that is the live machine itself. In the middle of a step the live machine stays at its
 * beginning, and the viewer holds the state as it is at that cycle: it can be looked at but not run.
 */
export class Stand {
  readonly #history: History;
  #micro = 0;
  readonly #captured: Keyframe = new Timeline(0).blank();

  constructor(history: History) {
    this.#history = history;
  }

  get position(): Position {
    return { time: this.#history.live.traveller.time, micro: this.#micro };
  }

  get snes(): Snes {
    return this.#micro === 0 ? this.#history.live.snes : this.#history.viewer.snes;
  }

  /** The live machine's place is the place. */
  settle(): void {
    this.#micro = 0;
    const { live } = this.#history;
    live.snes.settle();
    if (live.traveller.time > this.#history.end) this.#history.end = live.traveller.time;
  }

  /** Forgets the middle of the step: the live machine is about to move. */
  leave(): void {
    this.#micro = 0;
  }

  /** Inside a step: keeps the state as it is. */
  capture(rider = this.#history.live): void {
    rider.snes.ppu.catchUp();
    rider.traveller.take(this.#captured);
  }

  /** The live machine stands before the step in which `capture` was called. */
  standInside(micro: number): void {
    const { viewer, live } = this.#history;
    viewer.snes.ppu.renderer.pixels.set(live.snes.ppu.renderer.pixels);
    viewer.snes.ppu.renderer.wide.set(live.snes.ppu.renderer.wide);
    viewer.traveller.restore(this.#captured);
    this.#micro = micro;
  }

  goTo({ time, micro }: Position): void {
    const { live } = this.#history;
    live.hub.only([], () => live.traveller.goTo(time));
    this.settle();
    if (micro > 0) this.#goInside(micro);
  }

  #goInside(micro: number): void {
    const { viewer } = this.#history;
    this.#history.copyLive(viewer);
    let found = false;
    viewer.fine.begin();
    viewer.fine.step((_, at) => {
      if (at !== micro) return;
      found = true;
      this.capture(viewer);
    });
    viewer.fine.end();
    if (found) this.standInside(micro);
  }
}
