import type { Snes } from '../core/snes.ts';
import { disassemble65816 } from './disassembler/w65c816.ts';
import { disassembleSpc700 } from './disassembler/spc700.ts';
import type { Disassembled, NameOf } from './disassembler/instruction.ts';
import type { MemoryName } from './memories.ts';

export const PROCESSORS = ['cpu', 'smp'] as const;
export type ProcessorName = (typeof PROCESSORS)[number];

export interface RegisterInfo {
  readonly name: string;
  readonly bits: number;
}

/** What the debugger asks of a processor. Coprocessors join by a row in `processors`. */
export interface Processor {
  readonly name: ProcessorName;
  /** The bus that its program counter and its operands name. */
  readonly bus: MemoryName;
  readonly addressBits: number;
  readonly registers: readonly RegisterInfo[];
  read(snes: Snes, register: string): number;
  /** False when there is no such register or it can't be set. */
  write(snes: Snes, register: string, value: number): boolean;
  pc(snes: Snes): number;
  setPc(snes: Snes, address: number): void;
  /** The next step is an instruction. */
  atInstruction(snes: Snes): boolean;
  /** `flags` is the status register as it was there: it decides the widths. */
  disassemble(snes: Snes, address: number, flags: number, emulation: boolean, nameOf: NameOf): Disassembled;
}

const FLAG_M = 0x20;
const FLAG_X = 0x10;

const CPU: Processor = {
  name: 'cpu',
  bus: 'cpu',
  addressBits: 24,
  registers: [
    { name: 'pc', bits: 24 },
    { name: 'a', bits: 16 },
    { name: 'x', bits: 16 },
    { name: 'y', bits: 16 },
    { name: 's', bits: 16 },
    { name: 'd', bits: 16 },
    { name: 'db', bits: 8 },
    { name: 'p', bits: 8 },
    { name: 'e', bits: 1 },
  ],
  read({ cpu }, register) {
    switch (register) {
      case 'pc':
        return (cpu.pbr << 16) | cpu.pc;
      case 'db':
        return cpu.dbr;
      case 'e':
        return cpu.fE;
      case 'a':
      case 'x':
      case 'y':
      case 's':
      case 'd':
      case 'p':
        return cpu[register];
      default:
        return 0;
    }
  },
  write({ cpu }, register, value) {
    switch (register) {
      case 'pc':
        cpu.pbr = (value >> 16) & 0xff;
        cpu.pc = value & 0xffff;
        return true;
      case 'db':
        cpu.dbr = value & 0xff;
        return true;
      case 'e':
        cpu.setEmulation(value & 1);
        return true;
      case 'p':
        cpu.p = value & 0xff;
        return true;
      case 'a':
      case 'd':
        cpu[register] = value & 0xffff;
        return true;
      case 's':
        cpu.s = cpu.fE === 0 ? value & 0xffff : 0x100 | (value & 0xff);
        return true;
      case 'x':
      case 'y':
        cpu[register] = value & (cpu.fX === 0 ? 0xffff : 0xff);
        return true;
      default:
        return false;
    }
  },
  pc: ({ cpu }) => (cpu.pbr << 16) | cpu.pc,
  setPc({ cpu }, address) {
    cpu.pbr = (address >> 16) & 0xff;
    cpu.pc = address & 0xffff;
    cpu.waiting = 0;
    cpu.stopped = 0;
  },
  atInstruction: ({ cpu }) => cpu.atInstruction,
  disassemble(snes, address, flags, emulation, nameOf) {
    const accumulator = emulation || (flags & FLAG_M) !== 0 ? 1 : 2;
    const index = emulation || (flags & FLAG_X) !== 0 ? 1 : 2;
    return disassemble65816((at) => snes.cpu.peek(at), address, { accumulator, index }, nameOf);
  },
};

const SMP: Processor = {
  name: 'smp',
  bus: 'smp',
  addressBits: 16,
  registers: [
    { name: 'pc', bits: 16 },
    { name: 'a', bits: 8 },
    { name: 'x', bits: 8 },
    { name: 'y', bits: 8 },
    { name: 'sp', bits: 8 },
    { name: 'psw', bits: 8 },
  ],
  read({ apu }, register) {
    switch (register) {
      case 'pc':
      case 'a':
      case 'x':
      case 'y':
      case 'sp':
      case 'psw':
        return apu.core[register];
      default:
        return 0;
    }
  },
  write({ apu }, register, value) {
    switch (register) {
      case 'pc':
        apu.core.restart(value & 0xffff);
        return true;
      case 'a':
      case 'x':
      case 'y':
      case 'sp':
      case 'psw':
        apu.core[register] = value & 0xff;
        return true;
      default:
        return false;
    }
  },
  pc: ({ apu }) => apu.pc,
  setPc({ apu }, address) {
    apu.core.restart(address & 0xffff);
  },
  atInstruction: ({ apu }) => apu.atInstruction,
  disassemble: (snes, address, _flags, _emulation, nameOf) => disassembleSpc700((at) => snes.apu.peek(at), address, nameOf),
};

const BY_NAME: Readonly<Record<ProcessorName, Processor>> = { cpu: CPU, smp: SMP };

export function processorOf(name: ProcessorName): Processor {
  return BY_NAME[name];
}
