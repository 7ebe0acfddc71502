import type { InputSource, PointerState } from '../core/platform.ts';
import { GameRun } from './game-run.ts';
import { parseButtons } from './input-script.ts';
import type { LoadOptions } from './protocol.ts';

const OPTIONS: LoadOptions = { region: 'auto', powerOn: { seed: 1 }, sram: null };
/** Of each cart: past its own start, and far enough for the engine to have compiled what games use. */
export const FRAMES_OF_EACH = 240;
/** Start is held for two of this many frames: there is more to see than a title. */
const PRESS_EVERY = 16;
const START = parseButtons('START', (fault) => {
  throw new Error(fault);
});
const NO_POINTER: PointerState = { x: 0, y: 0, buttons: 0 };

class Presses implements InputSource {
  frame = 0;

  pad(index: number): number {
    return index === 0 && this.frame % PRESS_EVERY < 2 ? START : 0;
  }

  pointer(): PointerState {
    return NO_POINTER;
  }
}

/**
 * Plays carts that nobody sees or hears. A machine's first seconds are slow in any JavaScript engine, which compiles
 * what runs often; they are spent before a player asks for a game.
 */
class WarmUp {
  readonly #carts: Uint8Array[];
  #run: GameRun | null = null;
  #input = new Presses();

  constructor(carts: readonly Uint8Array[]) {
    this.#carts = [...carts];
  }

  /** One frame. False when there is nothing left to play. @throws CartError */
  step(): boolean {
    if (this.#run !== null && this.#input.frame >= FRAMES_OF_EACH) this.#run = null;
    this.#run ??= this.#next();
    if (this.#run === null) return false;
    this.#run.step(this.#input);
    this.#input.frame++;
    return true;
  }

  #next(): GameRun | null {
    const rom = this.#carts.shift();
    if (rom === undefined) return null;
    this.#input = new Presses();
    const nowhere = (): void => {};
    return new GameRun(rom, OPTIONS, ['pad', 'pad'], { show: nowhere, look: nowhere, hear: nowhere });
  }
}

/**
 * Plays the carts, with a `rest` after each frame, until they are through or a game is `wanted`.
 * @throws CartError
 */
export async function warmUp(carts: readonly Uint8Array[], wanted: () => boolean, rest: () => Promise<void>): Promise<void> {
  const unseen = new WarmUp(carts);
  while (!wanted() && unseen.step()) await rest();
}
