import type { GameRun } from './game-run.ts';
import type { Movie } from './movie.ts';
import type { MovieMode } from './protocol.ts';

/** A movie that plays: gives the run its inputs and compares what comes of them. */
export class MoviePlayback {
  readonly #run: GameRun;
  readonly movie: Movie;
  /** Step at which the machine first was not as it should be. */
  desync: number | null = null;
  #nextEvent = 0;

  constructor(run: GameRun, movie: Movie) {
    this.#run = run;
    this.movie = movie;
  }

  /** Steps since the movie's beginning. */
  get step(): number {
    return this.#run.history.position;
  }

  get length(): number {
    return this.movie.inputs.length;
  }

  get mode(): MovieMode {
    return this.step >= this.length ? 'ended' : 'playing';
  }

  /** The next step; false at the end. */
  advance(): boolean {
    const { step } = this;
    const input = this.movie.inputs.at(step);
    this.#check(step);
    if (input === null) return false;
    this.#doEvents(step);
    this.#run.stepWith(input);
    return true;
  }

  /** Compares the machine as it is, when the movie says how it should be. */
  checkNow(): void {
    this.#check(this.step);
  }

  #check(step: number): void {
    if (this.desync !== null) return;
    const expected = this.movie.checks.find((check) => check.step === step);
    if (expected !== undefined && expected.crc !== this.#run.memorySum()) this.desync = step;
  }

  #doEvents(step: number): void {
    const { events } = this.movie;
    while (this.#nextEvent > 0 && events[this.#nextEvent - 1].step >= step) this.#nextEvent--;
    for (; this.#nextEvent < events.length && events[this.#nextEvent].step <= step; this.#nextEvent++) {
      const event = events[this.#nextEvent];
      if (event.step < step) continue;
      if (event.what === 'reset') this.#run.reset();
      else if (event.what === 'devices') this.#run.plug(event.devices);
      else this.#run.setCheats(event.cheats);
    }
  }
}
