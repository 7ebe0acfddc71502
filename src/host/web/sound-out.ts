import type { AudioSink } from '../../core/platform.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import { SoundRing } from './sound-ring.ts';

/** Source frames by which each gap in the sound lengthens the queue, and the most that they add up to: 15 and 105 ms. */
const LONGER_AFTER_GAP = 480;
const LONGEST_EXTRA = 7 * LONGER_AFTER_GAP;
/** A queue of which less than this part is left was nearly a gap; those lengthen it by at most 60 ms. */
const NEARLY_EMPTY = 0.25;
const LONGEST_BEFORE_GAPS = 4 * LONGER_AFTER_GAP;

/** The Worker's end of the sound: into the shared ring, or in pieces through a port. */
export class SoundOut implements AudioSink {
  #ring: SoundRing | null = null;
  #port: MessagePort | null = null;
  #pending = new Int16Array(8192);
  #count = 0;
  #target = Math.round((SAMPLE_RATE * 60) / 1000);
  #gaps = 0;
  #extra = 0;
  /** The queue has been as long as it should be since it was begun or lengthened. */
  #filled = false;
  /** Frames that waited before the first of this tick were written. */
  #left = Infinity;
  active = false;
  speed = 1;

  connect(ring: SharedArrayBuffer | null, port: MessagePort | null): void {
    this.#ring = ring === null ? null : new SoundRing(ring);
    this.#port = port;
  }

  /** Milliseconds of sound that wait between the machine and the device. */
  set latency(milliseconds: number) {
    const target = Math.round((SAMPLE_RATE * milliseconds) / 1000);
    if (target !== this.#target) this.#extra = 0;
    this.#target = target;
  }

  /** Source frames a second of the listener's time; fast-forward keeps the pitch and drops what is too much. */
  get #rate(): number {
    return Math.round(SAMPLE_RATE * Math.min(1, this.speed));
  }

  samples(samples: Int16Array, count: number): void {
    if (this.#ring !== null) {
      this.#left = Math.min(this.#left, this.#ring.filled);
      this.#ring.write(samples, count, (this.#target + this.#extra) * 3);
      return;
    }
    if ((this.#count + count) * 2 > this.#pending.length) this.#count = 0;
    this.#pending.set(samples.subarray(0, count * 2), this.#count * 2);
    this.#count += count;
  }

  /** Tells the reader how things stand; called once a tick. */
  flush(): void {
    if (this.#ring !== null) {
      this.#watch(this.#ring);
      this.#ring.rate = this.#rate;
      this.#ring.target = this.#target + this.#extra;
      this.#ring.active = this.active;
    } else if (this.#port !== null && this.#count > 0) {
      const samples = this.#pending.slice(0, this.#count * 2);
      this.#port.postMessage({ samples, rate: this.#rate, target: this.#target, active: this.active }, [samples.buffer]);
    }
    this.#count = 0;
  }

  /** A machine that is too busy for the wanted delay, or nearly so, gets a longer one until the wish changes. */
  #watch(ring: SoundRing): void {
    const target = this.#target + this.#extra;
    const gaps = ring.underruns;
    if (gaps !== this.#gaps) this.#lengthen(LONGEST_EXTRA);
    else if (this.active && this.#filled && this.#left < target * NEARLY_EMPTY) this.#lengthen(LONGEST_BEFORE_GAPS);
    else if (ring.filled >= target) this.#filled = true;
    if (!this.active) this.#filled = false;
    this.#gaps = gaps;
    this.#left = Infinity;
  }

  #lengthen(most: number): void {
    this.#extra = Math.max(this.#extra, Math.min(most, this.#extra + LONGER_AFTER_GAP));
    this.#filled = false;
  }
}
