import { W65C816_INSTRUCTIONS, w65c816Length, type Mode } from '../assembler/w65c816-table.ts';
import { hex, NO_NAMES, type Disassembled, type NameOf, type PeekByte } from './instruction.ts';

/** Bytes in the accumulator and in the index registers: what immediates take. */
export interface Widths {
  readonly accumulator: 1 | 2;
  readonly index: 1 | 2;
}

/** Where the operand stands in each form; `$` is replaced. */
const FORMS: Readonly<Record<Mode, string>> = {
  imp: '',
  acc: 'a',
  imm8: '#$',
  immM: '#$',
  immX: '#$',
  imm16: '$',
  dp: '$',
  dpx: '$,x',
  dpy: '$,y',
  idp: '($)',
  idpx: '($,x)',
  idpy: '($),y',
  ildp: '[$]',
  ildpy: '[$],y',
  abs: '$',
  absx: '$,x',
  absy: '$,y',
  iabs: '($)',
  iabsx: '($,x)',
  ilabs: '[$]',
  long: '$',
  longx: '$,x',
  sr: '$,s',
  isry: '($,s),y',
  rel8: '$',
  rel16: '$',
  move: '$',
};

/** Takes the instruction at a 24-bit address apart. Operands wrap inside the bank, as the program counter does. */
export function disassemble65816(peek: PeekByte, address: number, widths: Widths, nameOf: NameOf = NO_NAMES): Disassembled {
  const bank = address & 0xff0000;
  const opcode = peek(address);
  const { mnemonic, mode } = W65C816_INSTRUCTIONS[opcode];
  const length = w65c816Length(opcode, widths.accumulator, widths.index);
  const bytes = Array.from({ length }, (_, i) => (i === 0 ? opcode : peek(bank | ((address + i) & 0xffff))));
  const value = bytes.slice(1).reduce((sum, byte, i) => sum | (byte << (8 * i)), 0);
  const target = targetOf(mode, mnemonic, address, value, length);
  const operand = operandText(mode, mnemonic, bytes, value, target, nameOf);
  return { address, bytes, text: operand === '' ? mnemonic : `${mnemonic} ${operand}`, target };
}

/** What is known of the widths after an instruction: REP and SEP say. */
export function widthsAfter({ bytes }: Disassembled, widths: Widths): Widths {
  const [opcode, flags = 0] = bytes;
  if (opcode !== 0xc2 && opcode !== 0xe2) return widths;
  const size = opcode === 0xc2 ? 2 : 1;
  return {
    accumulator: (flags & 0x20) === 0 ? widths.accumulator : size,
    index: (flags & 0x10) === 0 ? widths.index : size,
  };
}

function targetOf(mode: Mode, mnemonic: string, address: number, value: number, length: number): number | null {
  const bank = address & 0xff0000;
  if (mode === 'rel8') return bank | ((address + length + ((value << 24) >> 24)) & 0xffff);
  if (mode === 'rel16') return bank | ((address + length + value) & 0xffff);
  if (mode === 'long' || mode === 'longx') return value;
  if (mode === 'abs' && (mnemonic === 'jmp' || mnemonic === 'jsr')) return bank | value;
  return null;
}

function operandText(
  mode: Mode,
  mnemonic: string,
  bytes: readonly number[],
  value: number,
  target: number | null,
  nameOf: NameOf,
): string {
  if (mode === 'move') return `#${hex(bytes[2], 2)},#${hex(bytes[1], 2)}`;
  const name = target === null ? null : nameOf(target);
  const number = mode === 'rel8' || mode === 'rel16' ? hex(target! & 0xffff, 4) : hex(value, 2 * (bytes.length - 1));
  return FORMS[mode].replace('$', () => (name === null ? prefix(mode, mnemonic, value) + number : longName(mode, name)));
}

function longName(mode: Mode, name: string): string {
  return mode === 'long' || mode === 'longx' ? `f:${name}` : name;
}

/** Where the number alone would make the assembler choose a shorter form. */
function prefix(mode: Mode, mnemonic: string, value: number): string {
  if ((mode === 'long' || mode === 'longx') && value <= 0xffff && mnemonic !== 'jml' && mnemonic !== 'jsl') return 'f:';
  const shorter = (mode === 'abs' || mode === 'absx' || mode === 'absy') && value < 0x100;
  return shorter && mnemonic !== 'jmp' && mnemonic !== 'jsr' ? 'a:' : '';
}
