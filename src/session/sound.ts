import type { AudioSink } from '../core/platform.ts';

/** Stereo frames a second of the console's sound, as measured on consoles; the reference core's rate too. [bsnes: smp frequency] */
export const SAMPLE_RATE = 32040.5;

/** Keeps all sound of a run, left and right interleaved. */
export class SoundRecorder implements AudioSink {
  #samples = new Int16Array(1 << 16);
  #length = 0;

  samples(samples: Int16Array, count: number): void {
    const needed = this.#length + count * 2;
    if (needed > this.#samples.length) {
      const larger = new Int16Array(needed * 2);
      larger.set(this.#samples.subarray(0, this.#length));
      this.#samples = larger;
    }
    this.#samples.set(samples.subarray(0, count * 2), this.#length);
    this.#length = needed;
  }

  /** Stereo frames so far. */
  get frames(): number {
    return this.#length / 2;
  }

  get recorded(): Int16Array {
    return this.#samples.subarray(0, this.#length);
  }
}
