import type { u16, u8 } from '../types.ts';

/** Bits of PSW. [fullsnes: SPC700 CPU Registers and Flags] */
// prettier-ignore
export const enum Psw {
  C = 0x01, Z = 0x02, I = 0x04, H = 0x08, B = 0x10, P = 0x20, V = 0x40, N = 0x80,
}

/** Registers and arithmetic of the SPC700; the flags live in `psw`. */
export class Spc700Registers {
  pc: u16 = 0;
  a: u8 = 0;
  x: u8 = 0;
  y: u8 = 0;
  sp: u8 = 0;
  psw: u8 = 0;

  protected setNz(value: u8): void {
    this.psw = (this.psw & ~(Psw.N | Psw.Z)) | (value & Psw.N) | (value === 0 ? Psw.Z : 0);
  }

  /** Sets C to `carry` (0 or 1) and N, Z to the result. */
  protected setNzc(value: u8, carry: number): void {
    this.psw = (this.psw & ~(Psw.N | Psw.Z | Psw.C)) | (value & Psw.N) | (value === 0 ? Psw.Z : 0) | carry;
  }

  protected setCarry(carry: number): void {
    this.psw = (this.psw & ~Psw.C) | carry;
  }

  protected adc(left: u8, right: u8): u8 {
    const sum = left + right + (this.psw & Psw.C);
    const result = sum & 0xff;
    const half = ((left ^ right ^ sum) & 0x10) >> 1;
    const overflow = (~(left ^ right) & (left ^ sum) & 0x80) >> 1;
    this.psw =
      (this.psw & (Psw.I | Psw.B | Psw.P)) | (result & Psw.N) | overflow | half | (result === 0 ? Psw.Z : 0) | (sum >> 8);
    return result;
  }

  protected sbc(left: u8, right: u8): u8 {
    return this.adc(left, right ^ 0xff);
  }

  protected compare(left: u8, right: u8): void {
    const difference = left - right;
    this.setNzc(difference & 0xff, difference >= 0 ? Psw.C : 0);
  }

  protected logic(result: u8): u8 {
    this.setNz(result);
    return result;
  }

  protected asl(value: u8): u8 {
    const result = (value << 1) & 0xff;
    this.setNzc(result, value >> 7);
    return result;
  }

  protected rol(value: u8): u8 {
    const result = ((value << 1) & 0xff) | (this.psw & Psw.C);
    this.setNzc(result, value >> 7);
    return result;
  }

  protected lsr(value: u8): u8 {
    const result = value >> 1;
    this.setNzc(result, value & 1);
    return result;
  }

  protected ror(value: u8): u8 {
    const result = (value >> 1) | ((this.psw & Psw.C) << 7);
    this.setNzc(result, value & 1);
    return result;
  }

  protected addWord(right: u16): void {
    this.psw &= ~Psw.C;
    this.a = this.adc(this.a, right & 0xff);
    this.y = this.adc(this.y, right >> 8);
    this.setWordZero();
  }

  protected subWord(right: u16): void {
    this.psw |= Psw.C;
    this.a = this.sbc(this.a, right & 0xff);
    this.y = this.sbc(this.y, right >> 8);
    this.setWordZero();
  }

  protected compareWord(right: u16): void {
    const difference = ((this.y << 8) | this.a) - right;
    this.setNzc((difference >> 8) & 0xff, difference >= 0 ? Psw.C : 0);
    if ((difference & 0xffff) === 0) this.psw |= Psw.Z;
    else this.psw &= ~Psw.Z;
  }

  protected loadWord(value: u16): void {
    this.a = value & 0xff;
    this.y = value >> 8;
    this.setNz(this.y);
    this.setWordZero();
  }

  private setWordZero(): void {
    this.psw = (this.psw & ~Psw.Z) | ((this.a | this.y) === 0 ? Psw.Z : 0);
  }

  /** N and Z tell of the high byte alone. [fullsnes: MUL YA] */
  protected multiply(): void {
    const product = this.y * this.a;
    this.a = product & 0xff;
    this.y = product >> 8;
    this.setNz(this.y);
  }

  /**
   * The divider shifts nine times: a quotient above 511 leaves what the hardware's subtractor makes of it.
   * H compares the low nibbles of the operands. [anomie: spc700; test: single-step vectors 9e]
   */
  protected divide(): void {
    const { x, y } = this;
    const dividend = (y << 8) | this.a;
    this.psw &= ~(Psw.V | Psw.H);
    if ((y & 15) >= (x & 15)) this.psw |= Psw.H;
    if (y >= x) this.psw |= Psw.V;
    if (y < x << 1) {
      const quotient = (dividend / x) | 0;
      this.a = quotient & 0xff;
      this.y = dividend - quotient * x;
    } else {
      const excess = dividend - (x << 9);
      const rest = 256 - x;
      const quotient = (excess / rest) | 0;
      this.a = (255 - quotient) & 0xff;
      this.y = (x + excess - quotient * rest) & 0xff;
    }
    this.setNz(this.a);
  }

  protected decimalAdjustAdd(): void {
    let a = this.a;
    if ((this.psw & Psw.C) !== 0 || a > 0x99) {
      a = (a + 0x60) & 0xff;
      this.psw |= Psw.C;
    }
    if ((this.psw & Psw.H) !== 0 || (a & 15) > 9) a = (a + 6) & 0xff;
    this.a = a;
    this.setNz(a);
  }

  protected decimalAdjustSub(): void {
    let a = this.a;
    if ((this.psw & Psw.C) === 0 || a > 0x99) {
      a = (a - 0x60) & 0xff;
      this.psw &= ~Psw.C;
    }
    if ((this.psw & Psw.H) === 0 || (a & 15) > 9) a = (a - 6) & 0xff;
    this.a = a;
    this.setNz(a);
  }
}
