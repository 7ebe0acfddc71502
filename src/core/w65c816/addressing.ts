import type { u16, u24, u8 } from '../types.ts';
import { Alu, type Modify } from './alu.ts';

/**
 * Bus cycles and addressing modes. A mode consumes its operand bytes and returns the effective 24-bit address; where the second
 * byte of a 16-bit access lies is the caller's choice: `…Bank0` wraps at the end of bank 0, the others carry into the next bank.
 * [anomie: 65816, ob-wrap] [test: vectors]
 */
export abstract class Addressing extends Alu {
  abstract read(addr: u24): u8;
  abstract write(addr: u24, value: u8): void;
  /** An internal cycle: neither VDA nor VPA. */
  abstract idle(): void;
  /**
   * The second cycle of the two-cycle implied instructions: internal, but a read of the next opcode when an interrupt follows.
   * [ares: idleIRQ] [byuu: test_irqb]
   */
  abstract idleImplied(): void;
  /** An internal cycle that shows `addr` on the bus; as long as `idle`. */
  abstract idleAt(addr: u24): void;
  /** The second cycle of WDM: it shows `addr` without VDA or VPA [test: vectors 42] and takes as long as a fetch there [accuracysnes: A5.S17]. */
  abstract idleFetch(addr: u24): void;
  /** The cycle between read and write of a read-modify-write instruction (in emulation mode it shows as a write without VDA). */
  abstract idleModify(addr: u24, value: u8): void;

  protected fetch(): u8 {
    const value = this.read((this.pbr << 16) | this.pc);
    this.pc = (this.pc + 1) & 0xffff;
    return value;
  }

  protected fetch16(): u16 {
    const low = this.fetch();
    return low | (this.fetch() << 8);
  }

  // Data accesses

  protected read16(addr: u24): u16 {
    const low = this.read(addr);
    return low | (this.read((addr + 1) & 0xffffff) << 8);
  }

  protected read16Bank0(addr: u16): u16 {
    const low = this.read(addr);
    return low | (this.read((addr + 1) & 0xffff) << 8);
  }

  protected store(addr: u24, value: u16): void {
    this.write(addr, value & 0xff);
    if (this.fM === 0) this.write((addr + 1) & 0xffffff, value >> 8);
  }

  protected storeBank0(addr: u16, value: u16): void {
    this.write(addr, value & 0xff);
    if (this.fM === 0) this.write((addr + 1) & 0xffff, value >> 8);
  }

  protected storeIndex(addr: u24, value: u16): void {
    this.write(addr, value & 0xff);
    if (this.fX === 0) this.write((addr + 1) & 0xffffff, value >> 8);
  }

  protected storeIndexBank0(addr: u16, value: u16): void {
    this.write(addr, value & 0xff);
    if (this.fX === 0) this.write((addr + 1) & 0xffff, value >> 8);
  }

  protected modify(op: Modify, addr: u24): void {
    this.modifyAt(op, addr, (addr + 1) & 0xffffff);
  }

  protected modifyBank0(op: Modify, addr: u16): void {
    this.modifyAt(op, addr, (addr + 1) & 0xffff);
  }

  private modifyAt(op: Modify, addr: u24, highAddr: u24): void {
    if (this.fM !== 0) {
      const value = this.read(addr);
      this.idleModify(addr, value);
      this.write(addr, this.modify8(op, value));
      return;
    }
    const low = this.read(addr);
    const value = low | (this.read(highAddr) << 8);
    this.idleModify(highAddr, value >> 8);
    const result = this.modify16(op, value);
    this.write(highAddr, result >> 8);
    this.write(addr, result & 0xff);
  }

  // Stack. The instructions that the 6502 had stay on page 1 in emulation mode; the newer ones use all 16 bits and S is forced back after.

  protected push(value: u8): void {
    this.write(this.s, value);
    this.s = this.fE !== 0 ? 0x0100 | ((this.s - 1) & 0xff) : (this.s - 1) & 0xffff;
  }

  protected pull(): u8 {
    this.s = this.fE !== 0 ? 0x0100 | ((this.s + 1) & 0xff) : (this.s + 1) & 0xffff;
    return this.read(this.s);
  }

  protected pushNew(value: u8): void {
    this.write(this.s, value);
    this.s = (this.s - 1) & 0xffff;
  }

  protected pullNew(): u8 {
    this.s = (this.s + 1) & 0xffff;
    return this.read(this.s);
  }

  protected push16New(value: u16): void {
    this.pushNew(value >> 8);
    this.pushNew(value & 0xff);
  }

  protected pull16New(): u16 {
    const low = this.pullNew();
    return low | (this.pullNew() << 8);
  }

  protected settleStack(): void {
    if (this.fE !== 0) this.s = 0x0100 | (this.s & 0xff);
  }

  // Modes

  /** dp */
  protected direct(): u16 {
    const offset = this.fetch();
    if ((this.d & 0xff) !== 0) this.idle();
    return (this.d + offset) & 0xffff;
  }

  /** dp,X and dp,Y: in emulation mode with DL = 0 the sum stays in the page. */
  protected directIndexed(index: u16): u16 {
    const offset = this.fetch();
    if ((this.d & 0xff) !== 0) this.idle();
    this.idle();
    if (this.fE !== 0 && (this.d & 0xff) === 0) return this.d | ((offset + index) & 0xff);
    return (this.d + offset + index) & 0xffff;
  }

  /** (dp): a 16-bit pointer; in emulation mode with DL = 0 it wraps in the page. */
  private pointer(addr: u16): u16 {
    const low = this.read(addr);
    const wraps = this.fE !== 0 && (this.d & 0xff) === 0;
    const high = this.read(wraps ? (addr & 0xff00) | ((addr + 1) & 0xff) : (addr + 1) & 0xffff);
    return low | (high << 8);
  }

  /** [dp]: never wraps in the page, also in emulation mode. [test: gilyon 2d, vectors 07.e] */
  private longPointer(addr: u16): u24 {
    const low = this.read(addr);
    const middle = this.read((addr + 1) & 0xffff);
    return low | (middle << 8) | (this.read((addr + 2) & 0xffff) << 16);
  }

  /** (dp) */
  protected indirect(): u24 {
    return (this.dbr << 16) | this.pointer(this.direct());
  }

  /** (dp,X) */
  protected indexedIndirect(): u24 {
    const addr = this.directIndexed(this.x);
    const low = this.read(addr);
    return (this.dbr << 16) | low | (this.read(this.indexedPointerHigh(addr)) << 8);
  }

  /**
   * Where the high byte of the pointer of (dp,X) lies. In emulation mode with DL = 0 the pointer wraps in its page; with DL <> 0 sources
   * disagree: the single-step vectors carry into the next page, the 5A22 wraps (docs/hardware/dp-indexed-indirect.md).
   */
  protected indexedPointerHigh(addr: u16): u16 {
    const wraps = this.fE !== 0 && (this.d & 0xff) === 0;
    return wraps ? (addr & 0xff00) | ((addr + 1) & 0xff) : (addr + 1) & 0xffff;
  }

  /** (dp),Y for reads: the extra cycle comes with 16-bit indexes or when a page is crossed. */
  protected indirectIndexedRead(): u24 {
    return this.indexedRead(this.pointer(this.direct()), this.y);
  }

  protected indirectIndexedWrite(): u24 {
    return this.indexedWrite(this.pointer(this.direct()), this.y);
  }

  /** [dp] */
  protected indirectLong(): u24 {
    return this.longPointer(this.direct());
  }

  /** [dp],Y */
  protected indirectLongIndexed(): u24 {
    return (this.longPointer(this.direct()) + this.y) & 0xffffff;
  }

  /** a */
  protected absolute(): u24 {
    return (this.dbr << 16) | this.fetch16();
  }

  protected absoluteIndexedRead(index: u16): u24 {
    return this.indexedRead(this.fetch16(), index);
  }

  protected absoluteIndexedWrite(index: u16): u24 {
    return this.indexedWrite(this.fetch16(), index);
  }

  private indexedRead(base: u16, index: u16): u24 {
    const addr = ((this.dbr << 16) + base + index) & 0xffffff;
    if (this.fX === 0 || (base & 0xff00) !== ((base + index) & 0xff00)) {
      this.idleAt((this.dbr << 16) | (base & 0xff00) | (addr & 0xff));
    }
    return addr;
  }

  private indexedWrite(base: u16, index: u16): u24 {
    const addr = ((this.dbr << 16) + base + index) & 0xffffff;
    this.idleAt((this.dbr << 16) | (base & 0xff00) | (addr & 0xff));
    return addr;
  }

  /** al */
  protected absoluteLong(): u24 {
    const addr = this.fetch16();
    return addr | (this.fetch() << 16);
  }

  /** al,X */
  protected absoluteLongIndexed(): u24 {
    return (this.absoluteLong() + this.x) & 0xffffff;
  }

  /** d,S */
  protected stackRelative(): u16 {
    const offset = this.fetch();
    this.idle();
    return (this.s + offset) & 0xffff;
  }

  /** (d,S),Y */
  protected stackRelativeIndexed(): u24 {
    const addr = this.stackRelative();
    const base = this.read16Bank0(addr);
    this.idle();
    return ((this.dbr << 16) + base + this.y) & 0xffffff;
  }
}
