import type { InputSource, PointerState } from '../core/platform.ts';
import { parseButtons, type PadEvent, ScriptedInput } from './input-script.ts';

/** Pads along an input script, of which some are held by hand from a moment on. Time may go back. */
export class ScriptPads implements InputSource {
  readonly #events: readonly PadEvent[];
  readonly #frame: () => number;
  readonly #held = new Map<number, number>();
  #script: ScriptedInput;
  #last = -1;

  /** `frame`: the frame that is being run. */
  constructor(events: readonly PadEvent[], frame: () => number) {
    this.#events = events;
    this.#frame = frame;
    this.#script = new ScriptedInput(events);
  }

  /** Holds these buttons (`RIGHT+B`, `-` for none) until others are held. @throws TypeError */
  hold(pad: number, buttons: string): void {
    this.#held.set(
      pad,
      parseButtons(buttons.trim() === '' ? '-' : buttons, (what) => {
        throw new TypeError(`emu.pad: ${what}`);
      }),
    );
  }

  pad(index: number): number {
    const held = this.#held.get(index);
    if (held !== undefined) return held;
    const frame = this.#frame();
    if (frame < this.#last) this.#script = new ScriptedInput(this.#events);
    this.#last = frame;
    this.#script.apply(frame);
    return this.#script.pad(index);
  }

  pointer(): PointerState {
    return this.#script.pointer();
  }
}
