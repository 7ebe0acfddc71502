import type { SoundRing } from './sound-ring.ts';

/** How far the rate may be bent to keep the ring at its target: half a percent, below what anyone hears. */
const MOST_BEND = 0.005;
/** Frames over which the sound fades in and out at its edges. */
const FADE = 256;

/** Third-order interpolation between `b` and `c`; exact where the wave is a cubic. */
function hermite(a: number, b: number, c: number, d: number, t: number): number {
  const slope = (c - a) / 2;
  const slopeNext = (d - b) / 2;
  const jump = b - c;
  return (((2 * jump + slope + slopeNext) * t - 3 * jump - 2 * slope - slopeNext) * t + slope) * t + b;
}

/** Reads a ring at the device's rate. When too little waits it goes faster or slower by what nobody hears, and counts an underrun when it runs dry. */
export class Resampler {
  readonly #ring: SoundRing;
  readonly #deviceRate: number;
  #phase = 0;
  #primed = false;
  #gain = 0;
  #smoothFill = 0;
  #left = 0;
  #right = 0;

  constructor(ring: SoundRing, deviceRate: number) {
    this.#ring = ring;
    this.#deviceRate = deviceRate;
  }

  /** Source frames a device frame, bent towards the target. */
  #step(): number {
    const { rate, target } = this.#ring;
    this.#smoothFill += (this.#ring.filled - this.#smoothFill) * 0.05;
    const error = (this.#smoothFill - target) / Math.max(target, 1);
    const bend = Math.max(-MOST_BEND, Math.min(MOST_BEND, error * MOST_BEND));
    return (rate / this.#deviceRate) * (1 + bend);
  }

  /** Fills one block; values from -1 to 1. */
  render(left: Float32Array, right: Float32Array): void {
    const ring = this.#ring;
    if (!this.#primed && ring.filled >= ring.target) {
      this.#primed = true;
      this.#smoothFill = ring.filled;
    }
    const step = this.#step();
    for (let index = 0; index < left.length; index++) {
      const playing = this.#advance(ring, step);
      this.#gain = Math.max(0, Math.min(1, this.#gain + (playing ? 1 : -1) / FADE));
      left[index] = this.#left * this.#gain;
      right[index] = this.#right * this.#gain;
    }
  }

  /** Moves on by one device frame; false when nothing is there. */
  #advance(ring: SoundRing, step: number): boolean {
    if (!this.#primed) return false;
    if (ring.filled < 4 + Math.ceil(step)) {
      this.#primed = false;
      if (ring.active) ring.countUnderrun();
      return false;
    }
    const t = this.#phase;
    this.#left = hermite(ring.peek(0, 0), ring.peek(1, 0), ring.peek(2, 0), ring.peek(3, 0), t) / 32768;
    this.#right = hermite(ring.peek(0, 1), ring.peek(1, 1), ring.peek(2, 1), ring.peek(3, 1), t) / 32768;
    this.#phase += step;
    const whole = Math.floor(this.#phase);
    this.#phase -= whole;
    ring.skip(whole);
    return true;
  }
}
