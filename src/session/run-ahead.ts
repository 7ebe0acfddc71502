import type { FrameInput } from '../core/frame-input.ts';
import { Snapshot } from '../core/state/snapshot.ts';

/** The most frames that the picture may be ahead. */
export const MOST_AHEAD = 4;

/** What run-ahead drives: a machine that runs one step with sound going where it says. */
export interface AheadMachine {
  takeSnapshot(into: Snapshot): void;
  restoreSnapshot(from: Snapshot): void;
  /** One step with `input` as it is. `sound` null: to the listener; else it is kept there. */
  runStep(shown: boolean, sound: KeptSound | null): void;
  play(sound: KeptSound): void;
}

/** The sound of one step. */
export class KeptSound {
  samples = new Int16Array(4096);
  count = 0;

  keep(samples: Int16Array, count: number): void {
    const needed = (this.count + count) * 2;
    if (needed > this.samples.length) {
      const grown = new Int16Array(needed * 2);
      grown.set(this.samples.subarray(0, this.count * 2));
      this.samples = grown;
    }
    this.samples.set(samples.subarray(0, count * 2), this.count * 2);
    this.count += count;
  }
}

interface Ahead {
  /** The machine before the step. */
  readonly before: Snapshot;
  readonly sound: KeptSound;
}

/**
 * Shows frames that the player has not reached yet, as they will be when the input stays as it is; what a game answers late is seen earlier.
 * While the input holds still each step costs one: the machine stays ahead, and what was guessed becomes true. When it changes the machine
 * goes back and runs again. Sound is heard only of steps that are true, so it is the same as without.
 */
export class RunAhead {
  readonly #machine: AheadMachine;
  readonly #fed: FrameInput;
  readonly #guess = new Int16Array(14);
  #ring: Ahead[] = [];
  readonly #spare: Ahead[] = [];
  #frames = 0;

  constructor(machine: AheadMachine, fed: FrameInput) {
    this.#machine = machine;
    this.#fed = fed;
  }

  get frames(): number {
    return this.#frames;
  }

  set frames(frames: number) {
    this.settle();
    this.#frames = Math.max(0, Math.min(MOST_AHEAD, Math.trunc(frames)));
  }

  /** Steps that the machine is ahead of the player now. */
  get ahead(): number {
    return this.#ring.length;
  }

  /** The machine as the player has reached it, when it is ahead; else null. */
  get real(): Snapshot | null {
    return this.#ring[0]?.before ?? null;
  }

  /** Whether the step that comes next was run already, with this input. */
  guessed(input: ArrayLike<number>): boolean {
    return this.#ring.length > 0 && this.#guess.every((value, i) => value === input[i]);
  }

  /** The step that was guessed is true: it is heard, and one more is guessed. */
  confirm(): void {
    const first = this.#ring.shift();
    if (first === undefined) return;
    this.#machine.play(first.sound);
    this.#guessOne(first, true);
  }

  /** One step with the input that is fed now, from where the player is, and the guesses that follow it. */
  run(): void {
    this.settle();
    this.#machine.runStep(this.#frames === 0, null);
    if (this.#frames === 0) return;
    this.#fed.finish();
    this.#fed.hold();
    this.#guess.set(this.#fed.values);
    for (let i = 1; i <= this.#frames; i++) {
      this.#guessOne(this.#spare.pop() ?? { before: new Snapshot(), sound: new KeptSound() }, i === this.#frames);
    }
  }

  #guessOne(into: Ahead, shown: boolean): void {
    this.#machine.takeSnapshot(into.before);
    into.sound.count = 0;
    this.#fed.replay(this.#guess);
    this.#machine.runStep(shown, into.sound);
    this.#ring.push(into);
  }

  /** Back to where the player is. Before anything else than a step happens to the machine. */
  settle(): void {
    const first = this.#ring[0];
    if (first === undefined) return;
    this.#machine.restoreSnapshot(first.before);
    this.#spare.push(...this.#ring);
    this.#ring = [];
  }
}
