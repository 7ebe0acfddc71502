import type { InputSource, PointerState } from '../../core/platform.ts';

/** Every answer that the ports were given, in order. The machine asks the same questions again when it is run again. */
export class InputLog {
  #words = new Int32Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#words[index] ?? 0;
  }

  push(word: number): void {
    if (this.#length === this.#words.length) {
      const grown = new Int32Array(this.#length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.#length++] = word;
  }

  truncate(length: number): void {
    this.#length = Math.min(length, this.#length);
  }
}

const NOTHING: InputSource = { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) };

/** Answers from the log as long as it goes, and then from `source`, whose answers are added to it. Without a source nothing is pressed. */
export class LoggedInput implements InputSource {
  /** Next word of the log. */
  cursor = 0;
  source: InputSource | null;
  readonly #log: InputLog;
  readonly #pointer = { x: 0, y: 0, buttons: 0 };

  constructor(log: InputLog, source: InputSource | null) {
    this.#log = log;
    this.source = source;
  }

  #next(ask: () => number): number {
    if (this.cursor >= this.#log.length) {
      if (this.source === null) return 0;
      this.#log.push(ask());
    }
    return this.#log.at(this.cursor++);
  }

  pad(index: number): number {
    return this.#next(() => (this.source ?? NOTHING).pad(index));
  }

  pointer(port: number): PointerState {
    const known = this.cursor < this.#log.length;
    const asked = known ? this.#pointer : (this.source ?? NOTHING).pointer(port);
    const { x, y, buttons } = asked;
    this.#pointer.x = this.#next(() => x);
    this.#pointer.y = this.#next(() => y);
    this.#pointer.buttons = this.#next(() => buttons);
    return this.#pointer;
  }
}
