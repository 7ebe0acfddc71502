import type { StateIO, u16, u8 } from '../types.ts';
import { Access, Act, buildMicrocode, LAST } from './spc700-microcode.ts';
import { Psw, Spc700Registers } from './spc700-registers.ts';

/** What the core is wired to. Each call is one cycle; `idle` is a cycle without an access. */
export interface SpcBus {
  read(addr: u16): u8;
  write(addr: u16, value: u8): void;
  idle(): void;
  /** Before an opcode fetch. */
  instruction(pc: u16): void;
}

const MICROCODE = buildMicrocode();

/**
 * The SPC700 instruction set, one bus cycle at a time: `cycle` runs one micro-operation, so the processor can stop between any two.
 * Its whole state is the registers, the place in the microcode and three temporaries.
 */
export class Spc700 extends Spc700Registers {
  /** Index of the next micro-operation; 0 is the fetch of an opcode. */
  private position = 0;
  private opcode: u8 = 0;
  private data: u8 = 0;
  private pointer: u8 = 0;
  private addr: u16 = 0;
  private readonly bus: SpcBus;

  constructor(bus: SpcBus) {
    super();
    this.bus = bus;
  }

  /** True between instructions. */
  get atInstruction(): boolean {
    return this.position === 0;
  }

  /** True after SLEEP or STOP. */
  get halted(): boolean {
    return this.position !== 0 && (this.opcode === 0xef || this.opcode === 0xff);
  }

  /** Abandons the instruction in progress and continues at `pc`; the other registers stay. */
  restart(pc: u16): void {
    this.pc = pc;
    this.position = 0;
    this.opcode = 0;
    this.data = 0;
    this.pointer = 0;
    this.addr = 0;
  }

  /** Address of the next cycle's access, -1 for an idle cycle. No side effects. */
  nextAddress(): number {
    if (this.position === 0) return this.pc;
    const access = MICROCODE[this.position] & 15;
    switch (access) {
      case Access.Fetch:
      case Access.Dummy:
        return this.pc;
      case Access.Direct:
      case Access.WriteDirect:
        return this.page() | this.pointer;
      case Access.DirectNext:
      case Access.WriteDirectNext:
        return this.page() | ((this.pointer + 1) & 0xff);
      case Access.Absolute:
      case Access.WriteAbsolute:
        return this.addr;
      case Access.AbsoluteNext:
        return (this.addr + 1) & 0xffff;
      case Access.IndirectX:
      case Access.WriteIndirectX:
        return this.page() | this.x;
      case Access.IndirectY:
        return this.page() | this.y;
      case Access.Pull:
        return 0x100 | ((this.sp + 1) & 0xff);
      case Access.Push:
        return 0x100 | this.sp;
      default:
        return -1;
    }
  }

  /** While the bus is asked: the access takes in what stands at the program counter, needed or not; an opcode's is told by `instruction`. */
  get fetching(): boolean {
    let at = this.position - 1;
    if (at < 0) for (at = (this.opcode << 4) | 1; (MICROCODE[at] & LAST) === 0;) at++;
    const access = MICROCODE[at] & 15;
    return access === Access.Fetch || access === Access.Dummy;
  }

  /** True when the next cycle reads. */
  nextReads(): boolean {
    if (this.position === 0) return true;
    const access = MICROCODE[this.position] & 15;
    return access !== Access.Idle && access < Access.WriteDirect;
  }

  private page(): number {
    return (this.psw & Psw.P) << 3;
  }

  cycle(): void {
    const position = this.position;
    if (position === 0) {
      this.bus.instruction(this.pc);
      const opcode = this.bus.read(this.pc);
      this.pc = (this.pc + 1) & 0xffff;
      this.opcode = opcode;
      this.position = (opcode << 4) | 1;
      return;
    }
    const micro = MICROCODE[position];
    this.position = (micro & LAST) !== 0 ? 0 : position + 1;
    const bus = this.bus;
    let value = 0;
    switch (micro & 15) {
      case Access.Fetch:
        value = bus.read(this.pc);
        this.pc = (this.pc + 1) & 0xffff;
        break;
      case Access.Dummy:
        value = bus.read(this.pc);
        break;
      case Access.Direct:
        value = bus.read(this.page() | this.pointer);
        break;
      case Access.DirectNext:
        value = bus.read(this.page() | ((this.pointer + 1) & 0xff));
        break;
      case Access.Absolute:
        value = bus.read(this.addr);
        break;
      case Access.AbsoluteNext:
        value = bus.read((this.addr + 1) & 0xffff);
        break;
      case Access.IndirectX:
        value = bus.read(this.page() | this.x);
        break;
      case Access.IndirectY:
        value = bus.read(this.page() | this.y);
        break;
      case Access.Pull:
        this.sp = (this.sp + 1) & 0xff;
        value = bus.read(0x100 | this.sp);
        break;
      case Access.WriteDirect:
        bus.write(this.page() | this.pointer, this.data);
        break;
      case Access.WriteDirectNext:
        bus.write(this.page() | ((this.pointer + 1) & 0xff), this.data);
        break;
      case Access.WriteAbsolute:
        bus.write(this.addr, this.data);
        break;
      case Access.WriteIndirectX:
        bus.write(this.page() | this.x, this.data);
        break;
      case Access.Push:
        bus.write(0x100 | this.sp, this.data);
        this.sp = (this.sp - 1) & 0xff;
        break;
      default:
        bus.idle();
        break;
    }
    const act = (micro >> 4) & 0x7f;
    if (act === Act.None) return;
    if (act < Act.Jump) this.actOnData(act, value);
    else this.actOnFlow(act, value);
  }

  private actOnData(act: Act, value: u8): void {
    // prettier-ignore
    switch (act) {
      case Act.Data: this.data = value; break;
      case Act.Pointer: this.pointer = value; break;
      case Act.PointerX: this.pointer = (this.pointer + this.x) & 0xff; break;
      case Act.PointerY: this.pointer = (this.pointer + this.y) & 0xff; break;
      case Act.AddrLow: this.addr = value; break;
      case Act.AddrHigh: this.addr |= value << 8; break;
      case Act.AddrHighX: this.addr = ((this.addr | (value << 8)) + this.x) & 0xffff; break;
      case Act.AddrHighY: this.addr = ((this.addr | (value << 8)) + this.y) & 0xffff; break;
      case Act.AddrX: this.addr = (this.addr + this.x) & 0xffff; break;
      case Act.AddrY: this.addr = (this.addr + this.y) & 0xffff; break;
      case Act.AddrBit:
        this.pointer = value >> 5;
        this.addr |= (value & 0x1f) << 8;
        break;

      case Act.OrA: this.a = this.logic(this.a | value); break;
      case Act.AndA: this.a = this.logic(this.a & value); break;
      case Act.EorA: this.a = this.logic(this.a ^ value); break;
      case Act.CmpA: this.compare(this.a, value); break;
      case Act.AdcA: this.a = this.adc(this.a, value); break;
      case Act.SbcA: this.a = this.sbc(this.a, value); break;
      case Act.LoadA: this.a = this.logic(value); break;
      case Act.CmpX: this.compare(this.x, value); break;
      case Act.CmpY: this.compare(this.y, value); break;
      case Act.LoadX: this.x = this.logic(value); break;
      case Act.LoadY: this.y = this.logic(value); break;

      case Act.OrData: this.data = this.logic(value | this.data); break;
      case Act.AndData: this.data = this.logic(value & this.data); break;
      case Act.EorData: this.data = this.logic(value ^ this.data); break;
      case Act.CmpData: this.compare(value, this.data); break;
      case Act.AdcData: this.data = this.adc(value, this.data); break;
      case Act.SbcData: this.data = this.sbc(value, this.data); break;

      case Act.Asl: this.data = this.asl(value); break;
      case Act.Rol: this.data = this.rol(value); break;
      case Act.Lsr: this.data = this.lsr(value); break;
      case Act.Ror: this.data = this.ror(value); break;
      case Act.Dec: this.data = this.logic((value - 1) & 0xff); break;
      case Act.Inc: this.data = this.logic((value + 1) & 0xff); break;
      case Act.AslA: this.a = this.asl(this.a); break;
      case Act.RolA: this.a = this.rol(this.a); break;
      case Act.LsrA: this.a = this.lsr(this.a); break;
      case Act.RorA: this.a = this.ror(this.a); break;
      case Act.DecA: this.a = this.logic((this.a - 1) & 0xff); break;
      case Act.IncA: this.a = this.logic((this.a + 1) & 0xff); break;
      case Act.DecX: this.x = this.logic((this.x - 1) & 0xff); break;
      case Act.IncX: this.x = this.logic((this.x + 1) & 0xff); break;
      case Act.DecY: this.y = this.logic((this.y - 1) & 0xff); break;
      case Act.IncY: this.y = this.logic((this.y + 1) & 0xff); break;

      case Act.AToX: this.x = this.logic(this.a); break;
      case Act.XToA: this.a = this.logic(this.x); break;
      case Act.SpToX: this.x = this.logic(this.sp); break;
      case Act.XToSp: this.sp = this.x; break;
      case Act.YToA: this.a = this.logic(this.y); break;
      case Act.AToY: this.y = this.logic(this.a); break;
      case Act.DataA: this.data = this.a; break;
      case Act.DataX: this.data = this.x; break;
      case Act.DataY: this.data = this.y; break;
      case Act.DataPsw: this.data = this.psw; break;
      case Act.DataPcHigh: this.data = this.pc >> 8; break;
      case Act.DataPcLow: this.data = this.pc & 0xff; break;
      case Act.StoreXInc: this.x = (this.x + 1) & 0xff; break;
      case Act.LoadAXInc:
        this.a = this.logic(value);
        this.x = (this.x + 1) & 0xff;
        break;
      case Act.PullA: this.a = value; break;
      case Act.PullX: this.x = value; break;
      case Act.PullY: this.y = value; break;
      case Act.PullPsw: this.psw = value; break;

      case Act.BranchAlways: this.data = value; break;
      case Act.BranchFlag: this.branch(value, this.branchFlag()); break;
      case Act.BranchBit: this.branch(value, ((this.data >> (this.opcode >> 5)) & 1) !== ((this.opcode >> 4) & 1)); break;
      case Act.BranchNotEqual: this.branch(value, this.a !== this.data); break;
      case Act.BranchData: this.branch(value, this.data !== 0); break;
      case Act.BranchY:
        this.y = (this.y - 1) & 0xff;
        this.branch(value, this.y !== 0);
        break;
      case Act.TakeBranch: this.pc = (this.pc + ((this.data << 24) >> 24)) & 0xffff; break;

      case Act.DecData: this.data = (value - 1) & 0xff; break;
      case Act.BitSetClear: {
        const mask = 1 << (this.opcode >> 5);
        this.data = (this.opcode & 0x10) === 0 ? value | mask : value & ~mask;
        break;
      }
      case Act.BitCarry: this.bitCarry((value >> this.pointer) & 1); break;
      case Act.BitStore: this.data = (value & ~(1 << this.pointer)) | ((this.psw & Psw.C) << this.pointer); break;
      case Act.BitNot: this.data = value ^ (1 << this.pointer); break;
      case Act.TestSet:
        this.setNz((this.a - value) & 0xff);
        this.data = value | this.a;
        break;
      case Act.TestClear:
        this.setNz((this.a - value) & 0xff);
        this.data = value & ~this.a;
        break;

      case Act.LoadWord: this.loadWord((value << 8) | this.data); break;
      case Act.AddWord: this.addWord((value << 8) | this.data); break;
      case Act.SubWord: this.subWord((value << 8) | this.data); break;
      case Act.CmpWord: this.compareWord((value << 8) | this.data); break;
      case Act.StepWordLow: this.stepWordLow(value); break;
      case Act.StepWordHigh: this.stepWordHigh(value); break;
      default: break;
    }
  }

  private actOnFlow(act: Act, value: u8): void {
    // prettier-ignore
    switch (act) {
      case Act.Jump: this.pc = this.addr | (value << 8); break;
      case Act.JumpVector: this.pc = this.data | (value << 8); break;
      case Act.JumpAddr: this.pc = this.addr; break;
      case Act.JumpPage: this.pc = 0xff00 | this.pointer; break;
      case Act.CallVector: this.addr = 0xffde - ((this.opcode >> 4) << 1); break;
      case Act.BreakVector: this.addr = 0xffde; break;
      case Act.BreakJump:
        this.pc = this.data | (value << 8);
        this.psw = (this.psw & ~Psw.I) | Psw.B;
        break;

      case Act.ClearP: this.psw &= ~Psw.P; break;
      case Act.SetP: this.psw |= Psw.P; break;
      case Act.ClearC: this.psw &= ~Psw.C; break;
      case Act.SetC: this.psw |= Psw.C; break;
      case Act.NotC: this.psw ^= Psw.C; break;
      case Act.EnableI: this.psw |= Psw.I; break;
      case Act.DisableI: this.psw &= ~Psw.I; break;
      case Act.ClearV: this.psw &= ~(Psw.V | Psw.H); break;

      case Act.Mul: this.multiply(); break;
      case Act.Div: this.divide(); break;
      case Act.Xcn: this.a = this.logic(((this.a >> 4) | (this.a << 4)) & 0xff); break;
      case Act.Daa: this.decimalAdjustAdd(); break;
      case Act.Das: this.decimalAdjustSub(); break;
      case Act.Halt: this.position = (this.opcode << 4) | 1; break;
      default: break;
    }
  }

  private branch(displacement: u8, taken: boolean): void {
    this.data = displacement;
    if (!taken) this.position = 0;
  }

  /** Bits 7-6 of the opcode choose N, V, C or Z; bit 5 the value that branches. */
  private branchFlag(): boolean {
    const choice = this.opcode >> 6;
    const flag = choice === 0 ? Psw.N : choice === 1 ? Psw.V : choice === 2 ? Psw.C : Psw.Z;
    return ((this.psw & flag) !== 0) === ((this.opcode & 0x20) !== 0);
  }

  /** OR1, AND1 (and their inverted forms), EOR1 and MOV1 C: bits 7-5 of the opcode choose. */
  private bitCarry(bit: number): void {
    const carry = this.psw & Psw.C;
    switch (this.opcode >> 5) {
      case 0:
        this.setCarry(carry | bit);
        break;
      case 1:
        this.setCarry(carry | (bit ^ 1));
        break;
      case 2:
        this.setCarry(carry & bit);
        break;
      case 3:
        this.setCarry(carry & (bit ^ 1));
        break;
      case 4:
        this.setCarry(carry ^ bit);
        break;
      default:
        this.setCarry(bit);
        break;
    }
  }

  /** INCW and DECW keep the word's low byte and carry in `addr` until the high byte comes. */
  private stepWordLow(value: u8): void {
    this.addr = (value + (this.opcode === 0x3a ? 1 : -1)) & 0x1ff;
    this.data = this.addr & 0xff;
  }

  private stepWordHigh(value: u8): void {
    const carry = (this.addr & 0x100) === 0 ? 0 : this.opcode === 0x3a ? 1 : -1;
    const low = this.data;
    this.data = (value + carry) & 0xff;
    this.setNz(this.data);
    if ((this.data | low) === 0) this.psw |= Psw.Z;
    else this.psw &= ~Psw.Z;
  }

  /** Fields of the owner's chunk, each name with the prefix `spc`. */
  serialize(s: StateIO): void {
    this.pc = s.u16('spcPc', this.pc);
    this.a = s.u8('spcA', this.a);
    this.x = s.u8('spcX', this.x);
    this.y = s.u8('spcY', this.y);
    this.sp = s.u8('spcSp', this.sp);
    this.psw = s.u8('spcPsw', this.psw);
    this.position = s.u16('spcPosition', this.position);
    this.opcode = s.u8('spcOpcode', this.opcode);
    this.data = s.u8('spcData', this.data);
    this.pointer = s.u8('spcPointer', this.pointer);
    this.addr = s.u16('spcAddr', this.addr);
  }
}
