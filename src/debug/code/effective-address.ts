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
  const { mnemonic, mode } = W65C816_INSTRUCTIONS[one.bytes[0]];
  if (JUMPS.has(mnemonic) && !mode.startsWith('i')) return null;
  const address = addressOf(snes, mode, one.bytes);
  if (address === null) return null;
  const wide = JUMPS.has(mnemonic) || (flags & (INDEX_WIDE.has(mnemonic) ? 0x10 : 0x20)) === 0;
  const low = snes.cpu.peek(address);
  return { address, value: wide ? low | (snes.cpu.peek((address + 1) & 0xffffff) << 8) : low, bytes: wide ? 2 : 1 };
}

function addressOf({ cpu }: Snes, mode: string, bytes: readonly number[]): number | null {
  const byte = bytes[1] ?? 0;
  const word = byte | ((bytes[2] ?? 0) << 8);
  const long = word | ((bytes[3] ?? 0) << 16);
  const bank = cpu.dbr << 16;
  const word0 = (at: number): number => cpu.peek(at & 0xffff) | (cpu.peek((at + 1) & 0xffff) << 8);
  const long0 = (at: number): number => word0(at) | (cpu.peek((at + 2) & 0xffff) << 16);
  const direct = (offset: number): number => (cpu.d + offset) & 0xffff;
  switch (mode) {
    case 'dp':
      return direct(byte);
    case 'dpx':
      return direct(byte + cpu.x);
    case 'dpy':
      return direct(byte + cpu.y);
    case 'idp':
      return bank | word0(direct(byte));
    case 'idpx':
      return bank | word0(direct(byte + cpu.x));
    case 'idpy':
      return ((bank | word0(direct(byte))) + cpu.y) & 0xffffff;
    case 'ildp':
      return long0(direct(byte));
    case 'ildpy':
      return (long0(direct(byte)) + cpu.y) & 0xffffff;
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
      return ((bank | word0(cpu.s + byte)) + cpu.y) & 0xffffff;
    default:
      return null;
  }
}

function ofSmp({ apu }: Snes, one: Disassembled): EffectiveAddress | null {
  const { operands, mnemonic } = SPC700_INSTRUCTIONS[one.bytes[0]];
  if (mnemonic === 'call' || mnemonic === 'jmp') return null;
  const page = (apu.psw & 0x20) << 3;
  const byte = one.bytes[1] ?? 0;
  const word = byte | ((one.bytes[2] ?? 0) << 8);
  const pointer = (at: number): number => apu.peek(page | (at & 0xff)) | (apu.peek(page | ((at + 1) & 0xff)) << 8);
  for (const operand of operands) {
    const address = smpAddress(operand, page, byte, word, apu, pointer);
    if (address !== null) return { address, value: apu.peek(address), bytes: 1 };
  }
  return null;
}

function smpAddress(
  operand: string,
  page: number,
  byte: number,
  word: number,
  apu: { readonly x: number; readonly y: number },
  pointer: (at: number) => number,
): number | null {
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
      return pointer(byte + apu.x);
    case '[d]+y':
      return (pointer(byte) + apu.y) & 0xffff;
    case '!a':
      return word;
    case '!a+x':
      return (word + apu.x) & 0xffff;
    case '!a+y':
      return (word + apu.y) & 0xffff;
    default:
      if (operand.startsWith('d.')) return page | byte;
      return operand.includes('m.b') ? word & 0x1fff : null;
  }
}
