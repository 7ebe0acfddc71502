/**
 * The 65816's instructions as data: what the assembler encodes and the disassembler decodes. [fullsnes: CPU 65XX opcode table]
 */

/** How an instruction finds its operand. The immediates M and X are as wide as the accumulator and the index registers. */
export type Mode =
  | 'imp'
  | 'acc'
  | 'imm8'
  | 'immM'
  | 'immX'
  | 'imm16'
  | 'dp'
  | 'dpx'
  | 'dpy'
  | 'idp'
  | 'idpx'
  | 'idpy'
  | 'ildp'
  | 'ildpy'
  | 'abs'
  | 'absx'
  | 'absy'
  | 'iabs'
  | 'iabsx'
  | 'ilabs'
  | 'long'
  | 'longx'
  | 'sr'
  | 'isry'
  | 'rel8'
  | 'rel16'
  | 'move';

/** Bytes of operand. Those of immM and immX are for 8-bit registers. */
export const OPERAND_BYTES: Readonly<Record<Mode, number>> = {
  imp: 0,
  acc: 0,
  imm8: 1,
  immM: 1,
  immX: 1,
  imm16: 2,
  dp: 1,
  dpx: 1,
  dpy: 1,
  idp: 1,
  idpx: 1,
  idpy: 1,
  ildp: 1,
  ildpy: 1,
  abs: 2,
  absx: 2,
  absy: 2,
  iabs: 2,
  iabsx: 2,
  ilabs: 2,
  long: 3,
  longx: 3,
  sr: 1,
  isry: 1,
  rel8: 1,
  rel16: 2,
  move: 2,
};

/** Sixteen opcodes a row, `mnemonic mode`. */
// prettier-ignore
const ROWS: readonly string[] = [
  'brk imm8|ora idpx|cop imm8|ora sr|tsb dp|ora dp|asl dp|ora ildp|php imp|ora immM|asl acc|phd imp|tsb abs|ora abs|asl abs|ora long',
  'bpl rel8|ora idpy|ora idp|ora isry|trb dp|ora dpx|asl dpx|ora ildpy|clc imp|ora absy|inc acc|tcs imp|trb abs|ora absx|asl absx|ora longx',
  'jsr abs|and idpx|jsl long|and sr|bit dp|and dp|rol dp|and ildp|plp imp|and immM|rol acc|pld imp|bit abs|and abs|rol abs|and long',
  'bmi rel8|and idpy|and idp|and isry|bit dpx|and dpx|rol dpx|and ildpy|sec imp|and absy|dec acc|tsc imp|bit absx|and absx|rol absx|and longx',
  'rti imp|eor idpx|wdm imm8|eor sr|mvp move|eor dp|lsr dp|eor ildp|pha imp|eor immM|lsr acc|phk imp|jmp abs|eor abs|lsr abs|eor long',
  'bvc rel8|eor idpy|eor idp|eor isry|mvn move|eor dpx|lsr dpx|eor ildpy|cli imp|eor absy|phy imp|tcd imp|jml long|eor absx|lsr absx|eor longx',
  'rts imp|adc idpx|per rel16|adc sr|stz dp|adc dp|ror dp|adc ildp|pla imp|adc immM|ror acc|rtl imp|jmp iabs|adc abs|ror abs|adc long',
  'bvs rel8|adc idpy|adc idp|adc isry|stz dpx|adc dpx|ror dpx|adc ildpy|sei imp|adc absy|ply imp|tdc imp|jmp iabsx|adc absx|ror absx|adc longx',
  'bra rel8|sta idpx|brl rel16|sta sr|sty dp|sta dp|stx dp|sta ildp|dey imp|bit immM|txa imp|phb imp|sty abs|sta abs|stx abs|sta long',
  'bcc rel8|sta idpy|sta idp|sta isry|sty dpx|sta dpx|stx dpy|sta ildpy|tya imp|sta absy|txs imp|txy imp|stz abs|sta absx|stz absx|sta longx',
  'ldy immX|lda idpx|ldx immX|lda sr|ldy dp|lda dp|ldx dp|lda ildp|tay imp|lda immM|tax imp|plb imp|ldy abs|lda abs|ldx abs|lda long',
  'bcs rel8|lda idpy|lda idp|lda isry|ldy dpx|lda dpx|ldx dpy|lda ildpy|clv imp|lda absy|tsx imp|tyx imp|ldy absx|lda absx|ldx absy|lda longx',
  'cpy immX|cmp idpx|rep imm8|cmp sr|cpy dp|cmp dp|dec dp|cmp ildp|iny imp|cmp immM|dex imp|wai imp|cpy abs|cmp abs|dec abs|cmp long',
  'bne rel8|cmp idpy|cmp idp|cmp isry|pei idp|cmp dpx|dec dpx|cmp ildpy|cld imp|cmp absy|phx imp|stp imp|jml ilabs|cmp absx|dec absx|cmp longx',
  'cpx immX|sbc idpx|sep imm8|sbc sr|cpx dp|sbc dp|inc dp|sbc ildp|inx imp|sbc immM|nop imp|xba imp|cpx abs|sbc abs|inc abs|sbc long',
  'beq rel8|sbc idpy|sbc idp|sbc isry|pea imm16|sbc dpx|inc dpx|sbc ildpy|sed imp|sbc absy|plx imp|xce imp|jsr iabsx|sbc absx|inc absx|sbc longx',
];

export interface Instruction {
  readonly opcode: number;
  readonly mnemonic: string;
  readonly mode: Mode;
}

/** By opcode. */
export const W65C816_INSTRUCTIONS: readonly Instruction[] = ROWS.flatMap((row) => row.split('|')).map((text, opcode) => {
  const [mnemonic = '', mode = 'imp'] = text.split(' ');
  return { opcode, mnemonic, mode: mode as Mode };
});

/** Other names that programmers know. */
export const W65C816_ALIASES: Readonly<Record<string, string>> = {
  bge: 'bcs',
  blt: 'bcc',
  cpa: 'cmp',
  dea: 'dec',
  ina: 'inc',
  swa: 'xba',
  tas: 'tcs',
  tad: 'tcd',
  tda: 'tdc',
  tsa: 'tsc',
};

/** Opcodes by mode, by mnemonic. */
export const W65C816_BY_MNEMONIC: ReadonlyMap<string, ReadonlyMap<Mode, number>> = (() => {
  const table = new Map<string, Map<Mode, number>>();
  for (const { opcode, mnemonic, mode } of W65C816_INSTRUCTIONS) {
    let modes = table.get(mnemonic);
    if (modes === undefined) table.set(mnemonic, (modes = new Map()));
    modes.set(mode, opcode);
  }
  return table;
})();

/** Bytes of the whole instruction, for register widths in bytes. */
export function w65c816Length(opcode: number, accumulatorBytes: number, indexBytes: number): number {
  const { mode } = W65C816_INSTRUCTIONS[opcode & 0xff];
  if (mode === 'immM') return 1 + accumulatorBytes;
  if (mode === 'immX') return 1 + indexBytes;
  return 1 + OPERAND_BYTES[mode];
}
