/** How near a display's rate must be to the console's for one frame a refresh. */
const LOCK_RANGE = 0.015;
/** After a longer gap (a sleeping machine, a hidden window) the time between is dropped, not made up for. */
const LONGEST_GAP = 250;

/** Decides how many frames are due, from the time between calls. */
export class Pace {
  frameRate = 60;
  /** 1 is the console's own speed. */
  speed = 1;
  #last = -1;
  #owed = 0;

  /** Forgets the time since the last call. */
  restart(): void {
    this.#last = -1;
    this.#owed = 0;
  }

  /** Frames due at `now` (milliseconds). With a display rate close to the console's and normal speed it is one a call. */
  due(now: number, displayRate = 0): number {
    const elapsed = this.#last < 0 ? 1000 / this.frameRate : now - this.#last;
    this.#last = now;
    if (this.speed === 1 && displayRate > 0 && Math.abs(displayRate / this.frameRate - 1) < LOCK_RANGE) return 1;
    if (elapsed > LONGEST_GAP) {
      this.#owed = 0;
      return 1;
    }
    this.#owed += (elapsed * this.frameRate * this.speed) / 1000;
    const frames = Math.floor(this.#owed + 1e-6);
    this.#owed -= frames;
    return frames;
  }
}
