import type { InputSource, PointerState } from './platform.ts';

/** Values of a frame's input: pads 0 to 7, then x, y and buttons of the pointer of port 0 and of port 1. */
export const INPUT_VALUES = 14;
const PADS = 8;
const POINTER = 3;

export type PointerKind = 'none' | 'movement' | 'place';

interface MutablePointer extends PointerState {
  x: number;
  y: number;
  buttons: number;
}

/**
 * The input of one frame, taken before the frame begins: what the machine reads in it is a list of numbers that can be kept and given again.
 * A mouse's movement is read once, and is 0 for who asks again in the same frame; a Super Scope's place stays.
 */
export class FrameInput implements InputSource {
  readonly values = new Int16Array(INPUT_VALUES);
  /** What the ports' pointers give: nothing, a movement (a mouse) or a place (a Super Scope). */
  readonly pointers: [PointerKind, PointerKind] = ['none', 'none'];
  readonly #answer: MutablePointer = { x: 0, y: 0, buttons: 0 };
  readonly #asked: [boolean, boolean] = [false, false];
  /** Movement of port 0 and port 1 that nobody read, x and y. */
  readonly #left = new Int32Array(4);

  /** Takes what the player does now, and the movement that nobody read before. */
  sample(live: InputSource | null): void {
    const { values } = this;
    for (let pad = 0; pad < PADS; pad++) values[pad] = live?.pad(pad) ?? 0;
    for (const port of [0, 1] as const) {
      const at = PADS + port * POINTER;
      const pointer = this.pointers[port] === 'none' ? undefined : live?.pointer(port);
      values[at] = clamp((pointer?.x ?? 0) + this.#left[port * 2]);
      values[at + 1] = clamp((pointer?.y ?? 0) + this.#left[port * 2 + 1]);
      values[at + 2] = pointer?.buttons ?? 0;
      this.#asked[port] = false;
    }
  }

  /** After the frame that was sampled: movement that nobody read is for the next. */
  finish(): void {
    for (const port of [0, 1] as const) {
      const at = PADS + port * POINTER;
      const keep = this.pointers[port] === 'movement' && !this.#asked[port];
      this.#left[port * 2] = keep ? this.values[at] : 0;
      this.#left[port * 2 + 1] = keep ? this.values[at + 1] : 0;
    }
  }

  /** Gives a frame's input again. @param from `INPUT_VALUES` numbers from `at` on */
  replay(from: ArrayLike<number>, at = 0): void {
    for (let i = 0; i < INPUT_VALUES; i++) this.values[i] = from[at + i] ?? 0;
    this.#asked[0] = this.#asked[1] = false;
  }

  /** As the frame before, with pointers at rest. */
  hold(): void {
    for (const port of [0, 1] as const) {
      if (this.pointers[port] !== 'movement') continue;
      this.values[PADS + port * POINTER] = 0;
      this.values[PADS + port * POINTER + 1] = 0;
      this.#asked[port] = false;
    }
  }

  pad(index: number): number {
    return this.values[index & 7] & 0xffff;
  }

  pointer(port: number): PointerState {
    const which = port === 0 ? 0 : 1;
    const at = PADS + which * POINTER;
    const used = this.pointers[which] === 'movement' && this.#asked[which];
    const answer = this.#answer;
    answer.x = used ? 0 : this.values[at];
    answer.y = used ? 0 : this.values[at + 1];
    answer.buttons = this.values[at + 2];
    this.#asked[which] = true;
    return answer;
  }
}

function clamp(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.trunc(value)));
}
