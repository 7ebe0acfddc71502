import type { u16, u8 } from '../types.ts';
import { Registers } from './registers.ts';

/** Arithmetic of the 65C816: every operation in an 8-bit and a 16-bit form, results and flags as the single-step vectors have them. */
export abstract class Alu extends Registers {
  protected adc8(value: u8): void {
    const a = this.a & 0xff;
    const sum = this.fD === 0 ? a + value + this.fC : this.addDecimal(a, value, 8);
    if (this.fD === 0) this.fV = (~(a ^ value) & (a ^ sum) & 0x80) >> 7;
    this.fC = sum > 0xff ? 1 : 0;
    this.a = (this.a & 0xff00) | (sum & 0xff);
    this.setNZ8(sum & 0xff);
  }

  protected adc16(value: u16): void {
    const a = this.a;
    const sum = this.fD === 0 ? a + value + this.fC : this.addDecimal(a, value, 16);
    if (this.fD === 0) this.fV = (~(a ^ value) & (a ^ sum) & 0x8000) >> 15;
    this.fC = sum > 0xffff ? 1 : 0;
    this.a = sum & 0xffff;
    this.setNZ16(this.a);
  }

  protected sbc8(value: u8): void {
    const a = this.a & 0xff;
    const inverted = value ^ 0xff;
    const sum = this.fD === 0 ? a + inverted + this.fC : this.subtractDecimal(a, inverted, 8);
    if (this.fD === 0) this.fV = (~(a ^ inverted) & (a ^ sum) & 0x80) >> 7;
    this.fC = sum > 0xff ? 1 : 0;
    this.a = (this.a & 0xff00) | (sum & 0xff);
    this.setNZ8(sum & 0xff);
  }

  protected sbc16(value: u16): void {
    const a = this.a;
    const inverted = value ^ 0xffff;
    const sum = this.fD === 0 ? a + inverted + this.fC : this.subtractDecimal(a, inverted, 16);
    if (this.fD === 0) this.fV = (~(a ^ inverted) & (a ^ sum) & 0x8000) >> 15;
    this.fC = sum > 0xffff ? 1 : 0;
    this.a = sum & 0xffff;
    this.setNZ16(this.a);
  }

  /** Digit by digit; V comes from the sum before the top digit's correction. A carry out stands above `bits`. [test: vectors 61-7f] */
  private addDecimal(a: number, b: number, bits: number): number {
    const top = bits - 4;
    let result = 0;
    let carry = this.fC;
    for (let shift = 0; shift <= top; shift += 4) {
      let digit = ((a >> shift) & 15) + ((b >> shift) & 15) + carry;
      if (shift === top) this.fV = this.topOverflow(a, b, digit << shift, bits);
      if (digit > 9) digit += 6;
      carry = digit > 15 ? 1 : 0;
      result |= (digit & 15) << shift;
    }
    return result | (carry << bits);
  }

  /** As `addDecimal`, on the inverted subtrahend. [test: vectors e1-ff] */
  private subtractDecimal(a: number, b: number, bits: number): number {
    const top = bits - 4;
    let result = 0;
    let carry = this.fC;
    for (let shift = 0; shift <= top; shift += 4) {
      let digit = ((a >> shift) & 15) + ((b >> shift) & 15) + carry;
      if (shift === top) this.fV = this.topOverflow(a, b, digit << shift, bits);
      carry = digit > 15 ? 1 : 0;
      if (carry === 0) digit -= 6;
      result |= (digit & 15) << shift;
    }
    return result | (carry << bits);
  }

  private topOverflow(a: number, b: number, sum: number, bits: number): number {
    return (~(a ^ b) & (a ^ sum) & (1 << (bits - 1))) === 0 ? 0 : 1;
  }

  protected compare8(register: u16, value: u8): void {
    const difference = (register & 0xff) - value;
    this.fC = difference >= 0 ? 1 : 0;
    this.setNZ8(difference & 0xff);
  }

  protected compare16(register: u16, value: u16): void {
    const difference = register - value;
    this.fC = difference >= 0 ? 1 : 0;
    this.setNZ16(difference & 0xffff);
  }

  protected setA8(value: u8): void {
    this.a = (this.a & 0xff00) | value;
    this.setNZ8(value);
  }

  protected setA16(value: u16): void {
    this.a = value;
    this.setNZ16(value);
  }

  protected bit8(value: u8): void {
    this.fN = value >> 7;
    this.fV = (value >> 6) & 1;
    this.fZ = (value & this.a & 0xff) === 0 ? 1 : 0;
  }

  protected bit16(value: u16): void {
    this.fN = value >> 15;
    this.fV = (value >> 14) & 1;
    this.fZ = (value & this.a) === 0 ? 1 : 0;
  }

  /** Read-modify-write operations, by number so that one method serves all addressing modes. */
  protected modify8(op: Modify, value: u8): u8 {
    let result: u8;
    switch (op) {
      case Modify.Asl:
        this.fC = value >> 7;
        result = (value << 1) & 0xff;
        break;
      case Modify.Rol:
        result = ((value << 1) & 0xff) | this.fC;
        this.fC = value >> 7;
        break;
      case Modify.Lsr:
        this.fC = value & 1;
        result = value >> 1;
        break;
      case Modify.Ror:
        result = (value >> 1) | (this.fC << 7);
        this.fC = value & 1;
        break;
      case Modify.Inc:
        result = (value + 1) & 0xff;
        break;
      case Modify.Dec:
        result = (value - 1) & 0xff;
        break;
      case Modify.Tsb:
        this.fZ = (value & this.a & 0xff) === 0 ? 1 : 0;
        return value | (this.a & 0xff);
      default:
        this.fZ = (value & this.a & 0xff) === 0 ? 1 : 0;
        return value & ~this.a & 0xff;
    }
    this.setNZ8(result);
    return result;
  }

  protected modify16(op: Modify, value: u16): u16 {
    let result: u16;
    switch (op) {
      case Modify.Asl:
        this.fC = value >> 15;
        result = (value << 1) & 0xffff;
        break;
      case Modify.Rol:
        result = ((value << 1) & 0xffff) | this.fC;
        this.fC = value >> 15;
        break;
      case Modify.Lsr:
        this.fC = value & 1;
        result = value >> 1;
        break;
      case Modify.Ror:
        result = (value >> 1) | (this.fC << 15);
        this.fC = value & 1;
        break;
      case Modify.Inc:
        result = (value + 1) & 0xffff;
        break;
      case Modify.Dec:
        result = (value - 1) & 0xffff;
        break;
      case Modify.Tsb:
        this.fZ = (value & this.a) === 0 ? 1 : 0;
        return value | this.a;
      default:
        this.fZ = (value & this.a) === 0 ? 1 : 0;
        return value & ~this.a & 0xffff;
    }
    this.setNZ16(result);
    return result;
  }
}

export const enum Modify {
  Asl,
  Rol,
  Lsr,
  Ror,
  Inc,
  Dec,
  Tsb,
  Trb,
}
