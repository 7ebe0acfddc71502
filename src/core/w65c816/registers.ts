import type { StateIO, u16, u8 } from '../types.ts';

/**
 * Registers of the 65C816. Flags are numbers 0 or 1, kept apart for speed; `p` packs and unpacks them.
 * Invariants: with `fX` (or `fE`) set the high bytes of `x` and `y` are 0; with `fE` set `fM` and `fX` are 1 and `s` is $01xx.
 */
export abstract class Registers {
  /** C: accumulator, 16 bits; with `fM` set instructions use the low byte. */
  a: u16 = 0;
  x: u16 = 0;
  y: u16 = 0;
  s: u16 = 0x01ff;
  d: u16 = 0;
  pc: u16 = 0;
  pbr: u8 = 0;
  dbr: u8 = 0;
  fN = 0;
  fV = 0;
  fM = 1;
  fX = 1;
  fD = 0;
  fI = 1;
  fZ = 0;
  fC = 0;
  fE = 1;

  /** Status register. In emulation mode bits 5 and 4 read as 1. */
  get p(): u8 {
    return (
      (this.fN << 7) |
      (this.fV << 6) |
      (this.fM << 5) |
      (this.fX << 4) |
      (this.fD << 3) |
      (this.fI << 2) |
      (this.fZ << 1) |
      this.fC
    );
  }

  set p(value: u8) {
    this.fN = value >> 7;
    this.fV = (value >> 6) & 1;
    this.fM = ((value >> 5) & 1) | this.fE;
    this.fX = ((value >> 4) & 1) | this.fE;
    this.fD = (value >> 3) & 1;
    this.fI = (value >> 2) & 1;
    this.fZ = (value >> 1) & 1;
    this.fC = value & 1;
    if (this.fX !== 0) {
      this.x &= 0xff;
      this.y &= 0xff;
    }
  }

  /** Sets the emulation flag with all that follows from it. */
  setEmulation(on: number): void {
    this.fE = on;
    if (on === 0) return;
    this.fM = 1;
    this.fX = 1;
    this.x &= 0xff;
    this.y &= 0xff;
    this.s = 0x0100 | (this.s & 0xff);
  }

  /** What /RES does to the registers. [WDC W65C816S data sheet: reset] */
  protected resetRegisters(): void {
    this.setEmulation(1);
    this.s = 0x01ff;
    this.d = 0;
    this.dbr = 0;
    this.pbr = 0;
    this.fD = 0;
    this.fI = 1;
  }

  protected serializeRegisters(s: StateIO): void {
    this.fE = s.u8('e', this.fE);
    this.p = s.u8('p', this.p);
    this.a = s.u16('a', this.a);
    this.x = s.u16('x', this.x);
    this.y = s.u16('y', this.y);
    this.s = s.u16('s', this.s);
    this.d = s.u16('d', this.d);
    this.pc = s.u16('pc', this.pc);
    this.pbr = s.u8('pbr', this.pbr);
    this.dbr = s.u8('dbr', this.dbr);
  }

  protected setNZ8(value: u8): void {
    this.fN = value >> 7;
    this.fZ = value === 0 ? 1 : 0;
  }

  protected setNZ16(value: u16): void {
    this.fN = value >> 15;
    this.fZ = value === 0 ? 1 : 0;
  }
}
