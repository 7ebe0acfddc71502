import type { StateIO } from '../types.ts';
import { clamp16, DspReg, type DspShared } from './dsp-shared.ts';

const wrap16 = (value: number): number => (value << 16) >> 16;

/**
 * The echo: a ring of stereo samples in the audio RAM, read through an 8-tap filter and written back with feedback.
 * The steps carry the number of the cycle in the sample in which the chip does them. [anomie: dsp, echo; ares: dsp]
 */
export class DspEcho {
  /** Eight samples a side, stored twice so that the filter's window never wraps. */
  private readonly historyLeft = new Int16Array(16);
  private readonly historyRight = new Int16Array(16);
  private newest = 0;
  private inputLeft = 0;
  private inputRight = 0;
  private outLeft = 0;
  /** ESA as latched. */
  private page = 0;
  private writeProtected = true;
  private address = 0;
  /** Place in the ring and its length, in bytes; the length follows EDL only when the place is 0. */
  private offset = 0;
  private length = 0;

  private readonly shared: DspShared;

  constructor(shared: DspShared) {
    this.shared = shared;
  }

  /** Bytes from `page << 8` on that the echo may touch, as long as ESA, EDL and FLG stay; -1 while a change is under way. */
  get span(): number {
    const { live } = this.shared;
    const protectedNow = (live[DspReg.Flg] & 0x20) !== 0;
    if (protectedNow && this.writeProtected) return 0;
    const length = (live[DspReg.Edl] & 0x0f) << 11;
    if (live[DspReg.Esa] !== this.page || length !== this.length || this.offset >= Math.max(length, 4)) return -1;
    return Math.max(length, 4);
  }

  /** True when the next reads may be below `limit`. */
  looksBelow(limit: number): boolean {
    const next = ((this.page << 8) + this.offset) & 0xffff;
    return next < limit || next > 0xfff0 || this.address < limit || this.address > 0xfff0;
  }

  get base(): number {
    return this.page << 8;
  }

  /** Bytes from the ring's beginning to the sample that is under way. */
  get place(): number {
    return this.offset;
  }

  /** Whether the ring is only read. */
  get isProtected(): boolean {
    return this.writeProtected;
  }

  private tapLeft(tap: number): number {
    return (this.historyLeft[this.newest + tap + 1] * this.shared.liveSigned[DspReg.Fir | (tap << 4)]) >> 6;
  }

  private tapRight(tap: number): number {
    return (this.historyRight[this.newest + tap + 1] * this.shared.liveSigned[DspReg.Fir | (tap << 4)]) >> 6;
  }

  /** Steps 22 to 25 in one go. */
  filter(): void {
    this.step22();
    this.step23();
    this.step24();
    this.step25();
  }

  step22(): void {
    this.newest = (this.newest + 1) & 7;
    this.address = ((this.page << 8) + this.offset) & 0xffff;
    this.remember(this.historyLeft, this.shared.word(this.address));
    this.inputLeft = this.tapLeft(0);
    this.inputRight = this.tapRight(0);
  }

  step23(): void {
    this.inputLeft += this.tapLeft(1) + this.tapLeft(2);
    this.inputRight += this.tapRight(1) + this.tapRight(2);
    this.remember(this.historyRight, this.shared.word(this.address + 2));
  }

  private remember(history: Int16Array, word: number): void {
    history[this.newest] = history[this.newest + 8] = (word << 16) >> 17;
  }

  step24(): void {
    this.inputLeft += this.tapLeft(3) + this.tapLeft(4) + this.tapLeft(5);
    this.inputRight += this.tapRight(3) + this.tapRight(4) + this.tapRight(5);
  }

  /** Only the newest sample's product saturates; the sum of the others wraps. */
  step25(): void {
    const left = wrap16(this.inputLeft + this.tapLeft(6)) + wrap16(this.tapLeft(7));
    const right = wrap16(this.inputRight + this.tapRight(6)) + wrap16(this.tapRight(7));
    this.inputLeft = clamp16(left) & ~1;
    this.inputRight = clamp16(right) & ~1;
  }

  step26(): void {
    const s = this.shared;
    this.outLeft = this.master(s.mixLeft, this.inputLeft, DspReg.MvolL, DspReg.EvolL);
    const feedback = s.liveSigned[DspReg.Efb];
    s.echoLeft = clamp16(s.echoLeft + wrap16((this.inputLeft * feedback) >> 7)) & ~1;
    s.echoRight = clamp16(s.echoRight + wrap16((this.inputRight * feedback) >> 7)) & ~1;
  }

  /** Left half of the finished sample, taken a cycle before the right. */
  get left(): number {
    return this.outLeft;
  }

  right(): number {
    return this.master(this.shared.mixRight, this.inputRight, DspReg.MvolR, DspReg.EvolR);
  }

  private master(mix: number, echo: number, volume: DspReg, echoVolume: DspReg): number {
    const s = this.shared;
    return clamp16(wrap16((mix * s.liveSigned[volume]) >> 7) + wrap16((echo * s.liveSigned[echoVolume]) >> 7));
  }

  step28(): void {
    this.writeProtected = (this.shared.live[DspReg.Flg] & 0x20) !== 0;
  }

  step29(): void {
    const s = this.shared;
    this.page = s.live[DspReg.Esa]!;
    if (this.offset === 0) this.length = (s.live[DspReg.Edl] & 0x0f) << 11;
    this.offset += 4;
    if (this.offset >= this.length) this.offset = 0;
    this.store(0, s.echoLeft);
    s.echoLeft = 0;
    this.writeProtected = (s.live[DspReg.Flg] & 0x20) !== 0;
  }

  step30(): void {
    const s = this.shared;
    this.store(2, s.echoRight);
    s.echoRight = 0;
  }

  private store(side: number, value: number): void {
    if (this.writeProtected) return;
    this.shared.poke(this.address + side, value & 0xff);
    this.shared.poke(this.address + side + 1, (value >> 8) & 0xff);
  }

  reset(): void {
    this.newest = 0;
    this.offset = 0;
  }

  power(): void {
    this.historyLeft.fill(0);
    this.historyRight.fill(0);
    this.inputLeft = this.inputRight = this.outLeft = 0;
    this.page = this.address = this.length = 0;
    this.writeProtected = true;
    this.reset();
  }

  serialize(s: StateIO): void {
    s.ram('echoHistoryLeft', this.historyLeft);
    s.ram('echoHistoryRight', this.historyRight);
    this.newest = s.u8('echoNewest', this.newest);
    this.inputLeft = s.i32('echoInputLeft', this.inputLeft);
    this.inputRight = s.i32('echoInputRight', this.inputRight);
    this.outLeft = s.i32('echoOutLeft', this.outLeft);
    this.page = s.u8('echoPage', this.page);
    this.writeProtected = s.bool('echoWriteProtected', this.writeProtected);
    this.address = s.u16('echoAddress', this.address);
    this.offset = s.u16('echoOffset', this.offset);
    this.length = s.u16('echoLength', this.length);
  }
}
