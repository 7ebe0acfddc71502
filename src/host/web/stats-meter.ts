import type { SessionStats } from '../../session/protocol.ts';

const SPAN = 100;

/** Measures the display's rate, the emulated frame rate and what a frame costs. */
export class StatsMeter {
  readonly #times = new Float64Array(SPAN);
  #frames = 0;
  #since = 0;
  #sinceFrames = 0;
  #lastShown = 0;
  #interval = 0;
  #lastTick = 0;
  #longestGap = 0;

  frame(milliseconds: number): void {
    this.#times[this.#frames++ % SPAN] = milliseconds;
  }

  /** A tick of the driving clock; `shown` when it came from the display. */
  tick(now: number, shown: boolean): void {
    this.#longestGap = Math.max(this.#longestGap, now - this.#lastTick);
    this.#lastTick = now;
    const gap = now - this.#lastShown;
    this.#lastShown = now;
    if (!shown || gap > 50 || gap < 3) return;
    this.#interval += (gap - this.#interval) * (this.#interval === 0 ? 1 : 0.02);
  }

  /** Refreshes a second, 0 while unknown. */
  get displayRate(): number {
    return this.#interval === 0 ? 0 : 1000 / this.#interval;
  }

  /** About once a second the numbers since the last time, else null. */
  report(now: number, frame: number): SessionStats | null {
    if (now - this.#since > 3000) {
      this.#since = now;
      this.#sinceFrames = this.#frames;
      this.#longestGap = 0;
      return null;
    }
    if (now - this.#since < 1000) return null;
    const frameRate = ((this.#frames - this.#sinceFrames) * 1000) / (now - this.#since);
    this.#since = now;
    this.#sinceFrames = this.#frames;
    const sorted = this.#times.slice(0, Math.min(this.#frames, SPAN)).sort();
    const at = (part: number): number => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
    const stats = {
      frameRate,
      frameTime: at(0.5),
      frameTime99: at(0.99),
      frame,
      longestGap: this.#longestGap,
    };
    this.#longestGap = 0;
    return stats;
  }
}
