import type { AudioSink } from '../core/platform.ts';

export { SAMPLE_RATE } from '../core/platform.ts';

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
