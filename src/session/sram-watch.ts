/** Frames between looks. */
const EVERY = 15;
/** Milliseconds of rest after which a change is told, and the longest that one is held back. */
const REST = 400;
const LONGEST = 1000;

/** Notices changes of battery RAM, and waits until a burst of writes is over. */
export class SramWatch {
  readonly #sram: Uint8Array;
  readonly #seen: Uint8Array;
  #frames = 0;
  #firstChange = -1;
  #lastChange = -1;

  constructor(sram: Uint8Array) {
    this.#sram = sram;
    this.#seen = sram.slice();
  }

  /** Called each frame with the time in milliseconds: a copy when it is time to write it, else null. */
  poll(now: number): Uint8Array | null {
    if (++this.#frames < EVERY) return null;
    this.#frames = 0;
    if (this.#differs()) {
      if (this.#firstChange < 0) this.#firstChange = now;
      this.#lastChange = now;
      this.#seen.set(this.#sram);
    }
    if (this.#firstChange < 0) return null;
    return now - this.#lastChange >= REST || now - this.#firstChange >= LONGEST ? this.#take() : null;
  }

  /** Time stands still: what has changed is not held back. */
  flush(): Uint8Array | null {
    return this.#firstChange >= 0 || this.#differs() ? this.#take() : null;
  }

  /** A copy of the RAM as it is; nothing is pending afterwards. */
  #take(): Uint8Array {
    this.#firstChange = -1;
    this.#seen.set(this.#sram);
    return this.#sram.slice();
  }

  #differs(): boolean {
    const sram = this.#sram;
    const seen = this.#seen;
    for (let at = 0; at < sram.length; at++) if (sram[at] !== seen[at]) return true;
    return false;
  }
}
