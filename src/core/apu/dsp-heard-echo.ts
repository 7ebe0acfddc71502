import type { DspEcho } from './dsp-echo.ts';
import { clamp16, DspReg, type DspShared } from './dsp-shared.ts';

/** Stereo samples of the longest ring: 15 times 2 KB. */
const MOST_SAMPLES = (15 << 11) >> 2;
const TAPS = 8;

const wrap16 = (value: number): number => (value << 16) >> 16;

/**
 * The echo of the voices that are heard, while the player leaves others out: a second ring beside the one in the audio RAM, which stays as the machine
 * has it. No part of the machine's state.
 */
export class HeardEcho {
  private readonly rings = [new Int16Array(MOST_SAMPLES), new Int16Array(MOST_SAMPLES)] as const;
  private readonly histories = [new Int16Array(TAPS * 2), new Int16Array(TAPS * 2)] as const;
  private newest = 0;
  private readonly shared: DspShared;
  private readonly echo: DspEcho;

  constructor(shared: DspShared, echo: DspEcho) {
    this.shared = shared;
    this.echo = echo;
  }

  /** Begins with what the machine's ring holds, which dies away. */
  begin(): void {
    const { base } = this.echo;
    for (let at = 0; at < MOST_SAMPLES; at++)
      for (const side of [0, 1] as const) this.rings[side][at] = this.shared.word(base + at * 4 + side * 2);
    for (const history of this.histories) history.fill(0);
  }

  /** Once a sample, when all voices have added to `heardLeft` and `heardRight`. */
  step(): void {
    this.newest = (this.newest + 1) & (TAPS - 1);
  }

  /** One side of the sample, with the echo that is heard; 0 is left. */
  side(side: 0 | 1): number {
    const { shared: s, echo } = this;
    const ring = this.rings[side];
    const history = this.histories[side];
    const place = echo.place >> 2;
    // What is not written to comes from the RAM, whoever filled it.
    const word = echo.isProtected ? s.word(echo.base + echo.place + side * 2) : ring[place];
    history[this.newest] = history[this.newest + TAPS] = (word << 16) >> 17;
    const filtered = this.filter(history);
    const fresh = side === 0 ? s.heardLeft : s.heardRight;
    ring[place] = clamp16(fresh + wrap16((filtered * s.liveSigned[DspReg.Efb]) >> 7)) & ~1;
    const mix = side === 0 ? s.mixLeft : s.mixRight;
    const volume = s.liveSigned[side === 0 ? DspReg.MvolL : DspReg.MvolR];
    const echoVolume = s.liveSigned[side === 0 ? DspReg.EvolL : DspReg.EvolR];
    return clamp16(wrap16((mix * volume) >> 7) + wrap16((filtered * echoVolume) >> 7));
  }

  /** As the chip's: only the newest product saturates. */
  private filter(history: Int16Array): number {
    const { liveSigned } = this.shared;
    let sum = 0;
    for (let tap = 0; tap < TAPS - 1; tap++) sum += (history[this.newest + tap + 1] * liveSigned[DspReg.Fir | (tap << 4)]) >> 6;
    const last = (history[this.newest + TAPS] * liveSigned[DspReg.Fir | ((TAPS - 1) << 4)]) >> 6;
    return clamp16(wrap16(sum) + wrap16(last)) & ~1;
  }
}
