import type { StateIO, u16, u24, u8 } from '../types.ts';
import { Addressing } from './addressing.ts';

/** What the instructions do, apart from addressing and dispatch. */
export abstract class Instructions extends Addressing {
  /** WAI has been executed and no interrupt has come. */
  waiting = 0;
  /** STP has been executed; only a reset ends it. */
  stopped = 0;

  /** Called before CLI, SEI, PLP, REP and SEP change I: the interrupt lines have been sampled already, with the old I. */
  protected interruptFlagWillChange(): void {}

  // Loads by width

  protected loadM(addr: u24): u16 {
    return this.fM !== 0 ? this.read(addr) : this.read16(addr);
  }

  protected loadMBank0(addr: u16): u16 {
    return this.fM !== 0 ? this.read(addr) : this.read16Bank0(addr);
  }

  protected loadX(addr: u24): u16 {
    return this.fX !== 0 ? this.read(addr) : this.read16(addr);
  }

  protected loadXBank0(addr: u16): u16 {
    return this.fX !== 0 ? this.read(addr) : this.read16Bank0(addr);
  }

  protected immediateM(): u16 {
    return this.fM !== 0 ? this.fetch() : this.fetch16();
  }

  protected immediateX(): u16 {
    return this.fX !== 0 ? this.fetch() : this.fetch16();
  }

  // Operations on a loaded value

  protected ora(value: u16): void {
    if (this.fM !== 0) this.setA8((this.a & 0xff) | value);
    else this.setA16(this.a | value);
  }

  protected and(value: u16): void {
    if (this.fM !== 0) this.setA8(this.a & value & 0xff);
    else this.setA16(this.a & value);
  }

  protected eor(value: u16): void {
    if (this.fM !== 0) this.setA8((this.a & 0xff) ^ value);
    else this.setA16(this.a ^ value);
  }

  protected adc(value: u16): void {
    if (this.fM !== 0) this.adc8(value);
    else this.adc16(value);
  }

  protected sbc(value: u16): void {
    if (this.fM !== 0) this.sbc8(value);
    else this.sbc16(value);
  }

  protected cmp(value: u16): void {
    if (this.fM !== 0) this.compare8(this.a, value);
    else this.compare16(this.a, value);
  }

  protected cpx(register: u16, value: u16): void {
    if (this.fX !== 0) this.compare8(register, value);
    else this.compare16(register, value);
  }

  protected lda(value: u16): void {
    if (this.fM !== 0) this.setA8(value);
    else this.setA16(value);
  }

  protected setIndexNZ(value: u16): u16 {
    if (this.fX !== 0) this.setNZ8(value);
    else this.setNZ16(value);
    return value;
  }

  protected bit(value: u16): void {
    if (this.fM !== 0) this.bit8(value);
    else this.bit16(value);
  }

  /** BIT # sets Z alone. */
  protected bitImmediate(value: u16): void {
    this.fZ = (value & (this.fM !== 0 ? this.a & 0xff : this.a)) === 0 ? 1 : 0;
  }

  protected modifyA(op: number): void {
    this.idleImplied();
    if (this.fM !== 0) this.a = (this.a & 0xff00) | this.modify8(op, this.a & 0xff);
    else this.a = this.modify16(op, this.a);
  }

  protected stepIndex(value: u16, by: number): u16 {
    this.idleImplied();
    return this.setIndexNZ((value + by) & (this.fX !== 0 ? 0xff : 0xffff));
  }

  // Branches

  protected branch(taken: boolean): void {
    const displacement = (this.fetch() << 24) >> 24;
    if (!taken) return;
    const target = (this.pc + displacement) & 0xffff;
    this.idle();
    if (this.fE !== 0 && (target & 0xff00) !== (this.pc & 0xff00)) this.idle();
    this.pc = target;
  }

  protected brl(): void {
    const displacement = this.fetch16();
    this.idle();
    this.pc = (this.pc + displacement) & 0xffff;
  }

  // Jumps

  protected jmlAbsolute(): void {
    const target = this.fetch16();
    this.pbr = this.fetch();
    this.pc = target;
  }

  protected jmpIndexedIndirect(): void {
    const base = this.fetch16();
    this.idle();
    this.jumpThroughBank(base);
  }

  private jumpThroughBank(base: u16): void {
    const bank = this.pbr << 16;
    const addr = (base + this.x) & 0xffff;
    const low = this.read(bank | addr);
    this.pc = low | (this.read(bank | ((addr + 1) & 0xffff)) << 8);
  }

  protected jmlIndirect(): void {
    const addr = this.fetch16();
    const target = this.read16Bank0(addr);
    this.pbr = this.read((addr + 2) & 0xffff);
    this.pc = target;
  }

  protected jsr(): void {
    const target = this.fetch16();
    this.idle();
    const back = (this.pc - 1) & 0xffff;
    this.push(back >> 8);
    this.push(back & 0xff);
    this.pc = target;
  }

  protected jsrIndexedIndirect(): void {
    const low = this.fetch();
    this.push16New(this.pc);
    const base = low | (this.fetch() << 8);
    this.idle();
    this.jumpThroughBank(base);
    this.settleStack();
  }

  protected jsl(): void {
    const target = this.fetch16();
    this.pushNew(this.pbr);
    this.idleAt((this.s + 1) & 0xffff);
    const bank = this.fetch();
    this.push16New((this.pc - 1) & 0xffff);
    this.pbr = bank;
    this.pc = target;
    this.settleStack();
  }

  protected rts(): void {
    this.idle();
    this.idle();
    const low = this.pull();
    this.pc = low | (this.pull() << 8);
    this.idle();
    this.pc = (this.pc + 1) & 0xffff;
  }

  protected rtl(): void {
    this.idle();
    this.idle();
    this.pc = (this.pull16New() + 1) & 0xffff;
    this.pbr = this.pullNew();
    this.settleStack();
  }

  protected rti(): void {
    this.idle();
    this.idle();
    this.p = this.pull();
    const low = this.pull();
    this.pc = low | (this.pull() << 8);
    if (this.fE === 0) this.pbr = this.pull();
  }

  /** BRK and COP: the byte after the opcode is fetched and skipped. */
  protected softwareInterrupt(vector: u16): void {
    this.fetch();
    this.enterInterrupt(vector, this.p);
  }

  /** NMI and IRQ: two cycles that fetch nothing, then as BRK, with bit 4 of the pushed status clear in emulation mode. */
  protected hardwareInterrupt(vector: u16): void {
    this.read((this.pbr << 16) | this.pc);
    this.idle();
    this.enterInterrupt(vector, this.fE !== 0 ? this.p & 0xef : this.p);
  }

  private enterInterrupt(vector: u16, status: u8): void {
    if (this.fE === 0) this.push(this.pbr);
    this.push(this.pc >> 8);
    this.push(this.pc & 0xff);
    this.push(status);
    this.fI = 1;
    this.fD = 0;
    this.pbr = 0;
    this.pc = this.read16Bank0(vector);
  }

  // Stack

  protected pushByWidth(value: u16, eightBits: number): void {
    this.idle();
    if (eightBits === 0) this.push(value >> 8);
    this.push(value & 0xff);
  }

  protected pullByWidth(eightBits: number): u16 {
    this.idle();
    this.idle();
    const low = this.pull();
    if (eightBits !== 0) {
      this.setNZ8(low);
      return low;
    }
    const value = low | (this.pull() << 8);
    this.setNZ16(value);
    return value;
  }

  protected pla(): void {
    const value = this.pullByWidth(this.fM);
    this.a = this.fM !== 0 ? (this.a & 0xff00) | value : value;
  }

  protected plb(): void {
    this.idle();
    this.idle();
    this.dbr = this.pullNew();
    this.setNZ8(this.dbr);
    this.settleStack();
  }

  protected pld(): void {
    this.idle();
    this.idle();
    this.d = this.pull16New();
    this.setNZ16(this.d);
    this.settleStack();
  }

  protected phd(): void {
    this.idle();
    this.push16New(this.d);
    this.settleStack();
  }

  protected plp(): void {
    this.idle();
    this.idle();
    const value = this.pull();
    this.interruptFlagWillChange();
    this.p = value;
  }

  protected pea(): void {
    this.push16New(this.fetch16());
    this.settleStack();
  }

  protected pei(): void {
    const addr = this.direct();
    this.push16New(this.read16Bank0(addr));
    this.settleStack();
  }

  protected per(): void {
    const displacement = this.fetch16();
    this.idle();
    this.push16New((this.pc + displacement) & 0xffff);
    this.settleStack();
  }

  // Flags and transfers

  protected setInterruptFlag(value: number): void {
    this.idleImplied();
    this.interruptFlagWillChange();
    this.fI = value;
  }

  protected rep(): void {
    const mask = this.fetch();
    this.idle();
    this.interruptFlagWillChange();
    this.p &= ~mask;
  }

  protected sep(): void {
    const mask = this.fetch();
    this.idle();
    this.interruptFlagWillChange();
    this.p |= mask;
  }

  protected xce(): void {
    this.idleImplied();
    const carry = this.fC;
    this.fC = this.fE;
    this.setEmulation(carry);
  }

  protected xba(): void {
    this.idle();
    this.idle();
    this.a = (this.a >> 8) | ((this.a & 0xff) << 8);
    this.setNZ8(this.a & 0xff);
  }

  /** TAX, TAY, TSX, TXY, TYX */
  protected toIndex(value: u16): u16 {
    this.idleImplied();
    return this.setIndexNZ(this.fX !== 0 ? value & 0xff : value);
  }

  /** TXA, TYA */
  protected indexToA(value: u16): void {
    this.idleImplied();
    if (this.fM !== 0) this.setA8(value & 0xff);
    else this.setA16(value);
  }

  /** TCS and TXS change no flag. */
  protected toStack(value: u16): void {
    this.idleImplied();
    this.s = this.fE !== 0 ? 0x0100 | (value & 0xff) : value;
  }

  /** TCD, TDC and TSC: always 16 bits. */
  protected transfer16(value: u16): u16 {
    this.idleImplied();
    this.setNZ16(value);
    return value;
  }

  /** MVN (by = 1) and MVP (by = -1): one byte an execution; the instruction repeats itself until C is $FFFF, so interrupts come between. */
  protected blockMove(by: number): void {
    this.dbr = this.fetch();
    const sourceBank = this.fetch();
    const value = this.read((sourceBank << 16) | this.x);
    const target = (this.dbr << 16) | this.y;
    this.write(target, value);
    this.idleAt(target);
    this.idleAt(target);
    const mask = this.fX !== 0 ? 0xff : 0xffff;
    this.x = (this.x + by) & mask;
    this.y = (this.y + by) & mask;
    this.a = (this.a - 1) & 0xffff;
    if (this.a !== 0xffff) this.pc = (this.pc - 3) & 0xffff;
  }

  protected wai(): void {
    this.idle();
    this.idle();
    this.waiting = 1;
  }

  protected stp(): void {
    this.idle();
    this.idle();
    this.stopped = 1;
  }

  /** Two bytes, two cycles, nothing else. */
  protected wdm(): void {
    this.idleFetch((this.pbr << 16) | this.pc);
    this.pc = (this.pc + 1) & 0xffff;
  }

  protected serializeInstructionState(s: StateIO): void {
    this.serializeRegisters(s);
    this.waiting = s.u8('waiting', this.waiting);
    this.stopped = s.u8('stopped', this.stopped);
  }
}
