import type { u16, u8 } from '../types.ts';
import type { Dsp } from './dsp.ts';

/** Writes below this address are logged. */
export const LOGGED_BYTES = 0x400;
const CAPACITY = 256;

/**
 * The SMP's writes since the S-DSP was last run. They are in the RAM already; where the S-DSP might look at one of them too early, the log takes
 * them back and repeats each at its time.
 */
export class WriteLog {
  private count = 0;
  private readonly times = new Int32Array(CAPACITY);
  private readonly addresses = new Uint16Array(CAPACITY);
  private readonly before = new Uint8Array(CAPACITY);
  private readonly after = new Uint8Array(CAPACITY);

  get full(): boolean {
    return this.count === CAPACITY;
  }

  /** `time` is the tick at the end of the write's cycle. */
  add(time: number, addr: u16, before: u8, after: u8): void {
    const at = this.count++;
    this.times[at] = time;
    this.addresses[at] = addr;
    this.before[at] = before;
    this.after[at] = after;
  }

  clear(): void {
    this.count = 0;
  }

  /** Runs `cycles` of the S-DSP, which has been run up to tick `from`, and forgets the writes. */
  run(dsp: Dsp, cycles: number, from: number): void {
    if (this.count === 0) {
      dsp.run(cycles);
      return;
    }
    let done = 0;
    while (done < cycles) {
      if (dsp.looksBelow(LOGGED_BYTES)) {
        this.replay(dsp, done, cycles, from);
        break;
      }
      const chunk = Math.min(cycles - done, dsp.cyclesLeft);
      dsp.run(chunk);
      done += chunk;
    }
    this.count = 0;
  }

  private replay(dsp: Dsp, start: number, cycles: number, from: number): void {
    const { aram } = dsp.shared;
    let first = this.count;
    while (first > 0 && (this.times[first - 1] - from) >> 1 > start) {
      first--;
      aram[this.addresses[first]] = this.before[first]!;
    }
    let done = start;
    for (let i = first; i < this.count; i++) {
      const cycle = (this.times[i] - from) >> 1;
      dsp.run(cycle - done);
      done = cycle;
      aram[this.addresses[i]] = this.after[i]!;
    }
    dsp.run(cycles - done);
  }
}
