import type { AudioSink } from '../../core/platform.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import { SoundRing } from './sound-ring.ts';

/** Source frames by which each gap in the sound lengthens the queue, and the most that they add up to: 15 and 105 ms. */
const LONGER_AFTER_GAP = 480;
const LONGEST_EXTRA = 7 * LONGER_AFTER_GAP;

/** The Worker's end of the sound: into the shared ring, or in pieces through a port. */
export class SoundOut implements AudioSink {
  #ring: SoundRing | null = null;
  #port: MessagePort | null = null;
  #pending = new Int16Array(8192);
  #count = 0;
  #target = Math.round((SAMPLE_RATE * 60) / 1000);
  #gaps = 0;
  #extra = 0;
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
      // A machine that is too busy for the wanted delay gets a longer one until the wish changes.
      const gaps = this.#ring.underruns;
      if (gaps !== this.#gaps) this.#extra = Math.min(LONGEST_EXTRA, this.#extra + LONGER_AFTER_GAP);
      this.#gaps = gaps;
      this.#ring.rate = this.#rate;
      this.#ring.target = this.#target + this.#extra;
      this.#ring.active = this.active;
    } else if (this.#port !== null && this.#count > 0) {
      const samples = this.#pending.slice(0, this.#count * 2);
      this.#port.postMessage({ samples, rate: this.#rate, target: this.#target, active: this.active }, [samples.buffer]);
    }
    this.#count = 0;
  }
}
