import { W65C816_INSTRUCTIONS, type Mode } from '../../../src/debug/assembler/w65c816-table.ts';

/** An operand of each mode, as both our assembler and ca65 read it. */
const OPERANDS: Readonly<Record<Mode, string>> = {
  imp: '',
  acc: 'a',
  imm8: '#$12',
  immM: '',
  immX: '',
  imm16: '$1234',
  dp: '$12',
  dpx: '$12,x',
  dpy: '$12,y',
  idp: '($12)',
  idpx: '($12,x)',
  idpy: '($12),y',
  ildp: '[$12]',
  ildpy: '[$12],y',
  abs: '$1234',
  absx: '$1234,x',
  absy: '$1234,y',
  iabs: '($1234)',
  iabsx: '($1234,x)',
  ilabs: '[$1234]',
  long: '$123456',
  longx: '$123456,x',
  sr: '$12,s',
  isry: '($12,s),y',
  rel8: '*+$20',
  rel16: '*+$1234',
  move: '#$12,#$34',
};

/** Every opcode and mode in every width of the registers, in the syntax that ca65 shares. */
export function everyOpcode(): string {
  const lines: string[] = ['.p816'];
  for (const [m, x] of [
    [8, 8],
    [16, 8],
    [8, 16],
    [16, 16],
  ]) {
    lines.push(`.a${m}`, `.i${x}`);
    for (const { mnemonic, mode } of W65C816_INSTRUCTIONS) {
      const width = mode === 'immM' ? m : mode === 'immX' ? x : 0;
      let operand = width === 0 ? OPERANDS[mode] : width === 8 ? '#$12' : '#$1234';
      if (['brk', 'cop', 'wdm'].includes(mnemonic)) operand = '$12';
      lines.push(`  ${mnemonic} ${operand}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
