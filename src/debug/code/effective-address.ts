import type { Apu } from '../../core/apu/apu.ts';
import type { Cpu } from '../../core/cpu/cpu.ts';
import type { Snes } from '../../core/snes.ts';
import { W65C816_INSTRUCTIONS } from '../assembler/w65c816-table.ts';
import { SPC700_INSTRUCTIONS } from '../assembler/spc700-table.ts';
import type { Disassembled } from '../disassembler/instruction.ts';
import type { ProcessorName } from '../processors.ts';

export interface EffectiveAddress {
  readonly address: number;
  readonly value: number;
  readonly bytes: 1 | 2;
}

const INDEX_WIDE = new Set(['ldx', 'ldy', 'stx', 'sty', 'cpx', 'cpy']);
const JUMPS = new Set(['jmp', 'jml', 'jsr', 'jsl', 'pea', 'pei', 'per']);

/** Where an instruction's operand would lie with the registers as they are, and what is there. Null for immediates, branches and the like. */
export function effectiveAddress(
  snes: Snes,
  processor: ProcessorName,
  one: Disassembled,
  flags: number,
): EffectiveAddress | null {
  return processor === 'cpu' ? ofCpu(snes, one, flags) : ofSmp(snes, one);
}

function ofCpu(snes: Snes, one: Disassembled, flags: number): EffectiveAddress | null {
  const address = cpuOperand(snes, one.bytes);
  return address < 0 ? null : valueAt(snes, 'cpu', address, one, flags);
}

/** The operand of an instruction at an address, with what is there now. */
export function valueAt(
  { cpu, apu }: Snes,
  processor: ProcessorName,
  address: number,
  { bytes: [opcode] }: Disassembled,
  flags: number,
): EffectiveAddress {
  if (processor === 'smp') return { address, value: apu.peek(address), bytes: 1 };
  const wide = cpuOperandBytes(opcode, flags) > 1;
  const low = cpu.peek(address);
  return { address, value: wide ? low | (cpu.peek((address + 1) & 0xffffff) << 8) : low, bytes: wide ? 2 : 1 };
}

/** Bytes of an S-CPU instruction's operand in memory, with these widths. */
export function cpuOperandBytes(opcode: number, flags: number): number {
  const { mnemonic, mode } = W65C816_INSTRUCTIONS[opcode];
  if (mode === 'ilabs') return 3;
  return JUMPS.has(mnemonic) || (flags & (INDEX_WIDE.has(mnemonic) ? 0x10 : 0x20)) === 0 ? 2 : 1;
}

/** Where the operand of an S-CPU instruction lies in memory with the registers as they are; -1 when it has none. */
export function cpuOperand(snes: Snes, bytes: readonly number[]): number {
  const mode = MEMORY_MODES[bytes[0]];
  return mode === '' ? -1 : addressOf(snes, mode, bytes);
}

/** The same for the sound processor. */
export function smpOperand(snes: Snes, bytes: readonly number[]): number {
  const { operands, mnemonic } = SPC700_INSTRUCTIONS[bytes[0]];
  if (mnemonic === 'call' || mnemonic === 'jmp') return -1;
  const byte = bytes[1] ?? 0;
  const word = byte | ((bytes[2] ?? 0) << 8);
  for (let i = 0; i < operands.length; i++) {
    const address = smpAddress(operands[i], byte, word, snes.apu);
    if (address >= 0) return address;
  }
  return -1;
}

/** By opcode; '' for immediates, branches, calls and all that names no memory. */
const MEMORY_MODES: readonly string[] = W65C816_INSTRUCTIONS.map(({ mnemonic, mode }) =>
  JUMPS.has(mnemonic) && !mode.startsWith('i') ? '' : mode,
);

function word0(cpu: Cpu, at: number): number {
  return cpu.peek(at & 0xffff) | (cpu.peek((at + 1) & 0xffff) << 8);
}

function long0(cpu: Cpu, at: number): number {
  return word0(cpu, at) | (cpu.peek((at + 2) & 0xffff) << 16);
}

function addressOf({ cpu }: Snes, mode: string, bytes: readonly number[]): number {
  const byte = bytes[1] ?? 0;
  const word = byte | ((bytes[2] ?? 0) << 8);
  const long = word | ((bytes[3] ?? 0) << 16);
  const bank = cpu.dbr << 16;
  const direct = (cpu.d + byte) & 0xffff;
  switch (mode) {
    case 'dp':
      return direct;
    case 'dpx':
      return (direct + cpu.x) & 0xffff;
    case 'dpy':
      return (direct + cpu.y) & 0xffff;
    case 'idp':
      return bank | word0(cpu, direct);
    case 'idpx':
      return bank | word0(cpu, direct + cpu.x);
    case 'idpy':
      return ((bank | word0(cpu, direct)) + cpu.y) & 0xffffff;
    case 'ildp':
      return long0(cpu, direct);
    case 'ildpy':
      return (long0(cpu, direct) + cpu.y) & 0xffffff;
    case 'abs':
      return bank | word;
    case 'absx':
      return ((bank | word) + cpu.x) & 0xffffff;
    case 'absy':
      return ((bank | word) + cpu.y) & 0xffffff;
    case 'iabs':
    case 'ilabs':
      return word;
    case 'iabsx':
      return (cpu.pbr << 16) | ((word + cpu.x) & 0xffff);
    case 'long':
      return long;
    case 'longx':
      return (long + cpu.x) & 0xffffff;
    case 'sr':
      return (cpu.s + byte) & 0xffff;
    case 'isry':
      return ((bank | word0(cpu, cpu.s + byte)) + cpu.y) & 0xffffff;
    default:
      return -1;
  }
}

function ofSmp(snes: Snes, one: Disassembled): EffectiveAddress | null {
  const address = smpOperand(snes, one.bytes);
  return address < 0 ? null : valueAt(snes, 'smp', address, one, 0);
}

function smpPointer(apu: Apu, page: number, at: number): number {
  return apu.peek(page | (at & 0xff)) | (apu.peek(page | ((at + 1) & 0xff)) << 8);
}

/** -1: no memory. */
function smpAddress(operand: string, byte: number, word: number, apu: Apu): number {
  const page = (apu.psw & 0x20) << 3;
  switch (operand) {
    case '(x)':
    case '(x)+':
      return page | apu.x;
    case '(y)':
      return page | apu.y;
    case 'd':
      return page | byte;
    case 'd+x':
      return page | ((byte + apu.x) & 0xff);
    case 'd+y':
      return page | ((byte + apu.y) & 0xff);
    case '[d+x]':
      return smpPointer(apu, page, byte + apu.x);
    case '[d]+y':
      return (smpPointer(apu, page, byte) + apu.y) & 0xffff;
    case '!a':
      return word;
    case '!a+x':
      return (word + apu.x) & 0xffff;
    case '!a+y':
      return (word + apu.y) & 0xffff;
    default:
      if (operand.startsWith('d.')) return page | byte;
      return operand.includes('m.b') ? word & 0x1fff : -1;
  }
}
