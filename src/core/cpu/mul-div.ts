import type { StateIO, u16, u8 } from '../types.ts';

/**
 * The 5A22's multiplier and divider, one bit a CPU cycle: reading early gives what is in flight.
 * Starting one while the other runs only clears RDMPY. [ares: aluEdge] [test: roms/muldiv-in-flight]
 */
export class MulDiv {
  private wrmpya: u8 = 0xff;
  private wrdiv: u16 = 0xffff;
  rddiv: u16 = 0;
  rdmpy: u16 = 0;
  private multiplySteps = 0;
  private divideSteps = 0;
  private shift = 0;

  get busy(): boolean {
    return (this.multiplySteps | this.divideSteps) !== 0;
  }

  power(): void {
    this.wrmpya = 0xff;
    this.wrdiv = 0xffff;
    this.rddiv = 0;
    this.rdmpy = 0;
    this.multiplySteps = 0;
    this.divideSteps = 0;
    this.shift = 0;
  }

  setMultiplicand(value: u8): void {
    this.wrmpya = value;
  }

  startMultiply(multiplier: u8): void {
    this.rdmpy = 0;
    if (this.busy) return;
    this.rddiv = (multiplier << 8) | this.wrmpya;
    this.multiplySteps = 8;
    this.shift = multiplier;
  }

  setDividendLow(value: u8): void {
    this.wrdiv = (this.wrdiv & 0xff00) | value;
  }

  setDividendHigh(value: u8): void {
    this.wrdiv = (this.wrdiv & 0xff) | (value << 8);
  }

  startDivide(divisor: u8): void {
    this.rdmpy = this.wrdiv;
    if (this.busy) return;
    this.divideSteps = 16;
    this.shift = divisor << 16;
  }

  /** One CPU cycle. */
  step(): void {
    if (this.multiplySteps !== 0) {
      this.multiplySteps--;
      if ((this.rddiv & 1) !== 0) this.rdmpy = (this.rdmpy + this.shift) & 0xffff;
      this.rddiv >>= 1;
      this.shift <<= 1;
    }
    if (this.divideSteps !== 0) {
      this.divideSteps--;
      this.rddiv = (this.rddiv << 1) & 0xffff;
      this.shift >>= 1;
      if (this.rdmpy >= this.shift) {
        this.rdmpy -= this.shift;
        this.rddiv |= 1;
      }
    }
  }

  serialize(s: StateIO): void {
    this.wrmpya = s.u8('wrmpya', this.wrmpya);
    this.wrdiv = s.u16('wrdiv', this.wrdiv);
    this.rddiv = s.u16('rddiv', this.rddiv);
    this.rdmpy = s.u16('rdmpy', this.rdmpy);
    this.multiplySteps = s.u8('multiplySteps', this.multiplySteps);
    this.divideSteps = s.u8('divideSteps', this.divideSteps);
    this.shift = s.i32('aluShift', this.shift);
  }
}
