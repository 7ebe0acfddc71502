import type { InputSource, PointerState } from '../../core/platform.ts';
import type { DeviceName } from '../../session/protocol.ts';

/** Places of the words that the page writes and the Worker reads; pads 0 to 7 come first. */
export const enum InputWord {
  /** Sum of the mouse's movement in 1/256 pixel; wraps. */
  MouseX = 8,
  MouseY = 9,
  MouseButtons = 10,
  /** Where the pointer is, 1/65536 of the surface from its left and top edges; -1 when it is away. */
  AimX = 11,
  AimY = 12,
  ScopeButtons = 13,
  /** Buttons of pads 0 to 7 that are pressed again and again. */
  Turbo = 14,
  /** Frames that such a button is down, and then up. */
  TurboFrames = 22,
}

export const INPUT_WORDS = 23;
const PER_PIXEL = 256;
const PER_SURFACE = 65536;

interface Pointer extends PointerState {
  x: number;
  y: number;
  buttons: number;
}

/** What the console's ports read: the page's words, as pads, as a mouse's movement or as a place on the picture. */
export class LiveInput implements InputSource {
  words: Int32Array = new Int32Array(INPUT_WORDS);
  /** What port 0 or 1 holds. */
  deviceOf: (port: number) => DeviceName = () => 'pad';
  readonly #mouse: Pointer = { x: 0, y: 0, buttons: 0 };
  readonly #scope: Pointer = { x: -1, y: -1, buttons: 0 };
  #seenX = 0;
  #seenY = 0;

  /** The frame that runs: turbo goes by it. */
  frame = 0;

  pad(index: number): number {
    const held = Atomics.load(this.words, index & 7);
    const turbo = Atomics.load(this.words, InputWord.Turbo + (index & 7));
    if (turbo === 0) return held;
    const half = Math.max(1, Atomics.load(this.words, InputWord.TurboFrames));
    return Math.floor(this.frame / half) % 2 === 0 ? held | turbo : held;
  }

  pointer(port: number): PointerState {
    return this.deviceOf(port) === 'superscope' ? this.#scope : this.#moved();
  }

  /** Movement since the last question, in whole pixels; what is less than one stays for the next. */
  #moved(): PointerState {
    const mouse = this.#mouse;
    mouse.x = Math.trunc(((Atomics.load(this.words, InputWord.MouseX) - this.#seenX) | 0) / PER_PIXEL);
    mouse.y = Math.trunc(((Atomics.load(this.words, InputWord.MouseY) - this.#seenY) | 0) / PER_PIXEL);
    mouse.buttons = Atomics.load(this.words, InputWord.MouseButtons);
    this.#seenX = (this.#seenX + mouse.x * PER_PIXEL) | 0;
    this.#seenY = (this.#seenY + mouse.y * PER_PIXEL) | 0;
    return mouse;
  }

  /** Once before the frames of a tick: turns the pointer's place into a pixel. */
  aim(pixelUnder: (point: { x: number; y: number }) => { x: number; y: number }): void {
    const x = Atomics.load(this.words, InputWord.AimX);
    const y = Atomics.load(this.words, InputWord.AimY);
    const pixel = x < 0 || y < 0 ? { x: -1, y: -1 } : pixelUnder({ x: x / PER_SURFACE, y: y / PER_SURFACE });
    this.#scope.x = pixel.x;
    this.#scope.y = pixel.y;
    this.#scope.buttons = Atomics.load(this.words, InputWord.ScopeButtons);
  }
}
