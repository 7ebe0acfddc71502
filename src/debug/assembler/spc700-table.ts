/**
 * The SPC700's instructions as data, in the notation of the documents: `d` a direct page byte, `!a` an absolute word, `r` a branch
 * target, `u` a byte of page $FF, `m.b` a bit of the first 8 KiB, `#i` an immediate. [anomie: spc700] [fullsnes: SPC700 CPU]
 */

/** Sixteen opcodes a row. */
// prettier-ignore
const ROWS: readonly string[] = [
  'nop|tcall 0|set1 d.0|bbs d.0,r|or a,d|or a,!a|or a,(x)|or a,[d+x]|or a,#i|or d,d|or1 c,m.b|asl d|asl !a|push psw|tset1 !a|brk',
  'bpl r|tcall 1|clr1 d.0|bbc d.0,r|or a,d+x|or a,!a+x|or a,!a+y|or a,[d]+y|or d,#i|or (x),(y)|decw d|asl d+x|asl a|dec x|cmp x,!a|jmp [!a+x]',
  'clrp|tcall 2|set1 d.1|bbs d.1,r|and a,d|and a,!a|and a,(x)|and a,[d+x]|and a,#i|and d,d|or1 c,/m.b|rol d|rol !a|push a|cbne d,r|bra r',
  'bmi r|tcall 3|clr1 d.1|bbc d.1,r|and a,d+x|and a,!a+x|and a,!a+y|and a,[d]+y|and d,#i|and (x),(y)|incw d|rol d+x|rol a|inc x|cmp x,d|call !a',
  'setp|tcall 4|set1 d.2|bbs d.2,r|eor a,d|eor a,!a|eor a,(x)|eor a,[d+x]|eor a,#i|eor d,d|and1 c,m.b|lsr d|lsr !a|push x|tclr1 !a|pcall u',
  'bvc r|tcall 5|clr1 d.2|bbc d.2,r|eor a,d+x|eor a,!a+x|eor a,!a+y|eor a,[d]+y|eor d,#i|eor (x),(y)|cmpw ya,d|lsr d+x|lsr a|mov x,a|cmp y,!a|jmp !a',
  'clrc|tcall 6|set1 d.3|bbs d.3,r|cmp a,d|cmp a,!a|cmp a,(x)|cmp a,[d+x]|cmp a,#i|cmp d,d|and1 c,/m.b|ror d|ror !a|push y|dbnz d,r|ret',
  'bvs r|tcall 7|clr1 d.3|bbc d.3,r|cmp a,d+x|cmp a,!a+x|cmp a,!a+y|cmp a,[d]+y|cmp d,#i|cmp (x),(y)|addw ya,d|ror d+x|ror a|mov a,x|cmp y,d|ret1',
  'setc|tcall 8|set1 d.4|bbs d.4,r|adc a,d|adc a,!a|adc a,(x)|adc a,[d+x]|adc a,#i|adc d,d|eor1 c,m.b|dec d|dec !a|mov y,#i|pop psw|mov d,#i',
  'bcc r|tcall 9|clr1 d.4|bbc d.4,r|adc a,d+x|adc a,!a+x|adc a,!a+y|adc a,[d]+y|adc d,#i|adc (x),(y)|subw ya,d|dec d+x|dec a|mov x,sp|div ya,x|xcn a',
  'ei|tcall 10|set1 d.5|bbs d.5,r|sbc a,d|sbc a,!a|sbc a,(x)|sbc a,[d+x]|sbc a,#i|sbc d,d|mov1 c,m.b|inc d|inc !a|cmp y,#i|pop a|mov (x)+,a',
  'bcs r|tcall 11|clr1 d.5|bbc d.5,r|sbc a,d+x|sbc a,!a+x|sbc a,!a+y|sbc a,[d]+y|sbc d,#i|sbc (x),(y)|movw ya,d|inc d+x|inc a|mov sp,x|das a|mov a,(x)+',
  'di|tcall 12|set1 d.6|bbs d.6,r|mov d,a|mov !a,a|mov (x),a|mov [d+x],a|cmp x,#i|mov !a,x|mov1 m.b,c|mov d,y|mov !a,y|mov x,#i|pop x|mul ya',
  'bne r|tcall 13|clr1 d.6|bbc d.6,r|mov d+x,a|mov !a+x,a|mov !a+y,a|mov [d]+y,a|mov d,x|mov d+y,x|movw d,ya|mov d+x,y|dec y|mov a,y|cbne d+x,r|daa a',
  'clrv|tcall 14|set1 d.7|bbs d.7,r|mov a,d|mov a,!a|mov a,(x)|mov a,[d+x]|mov a,#i|mov x,!a|not1 m.b|mov y,d|mov y,!a|notc|pop y|sleep',
  'beq r|tcall 15|clr1 d.7|bbc d.7,r|mov a,d+x|mov a,!a+x|mov a,!a+y|mov a,[d]+y|mov x,d|mov x,d+y|mov d,d|mov y,d+x|inc y|mov y,a|dbnz y,r|stop',
];

export interface SpcInstruction {
  readonly opcode: number;
  readonly mnemonic: string;
  /** The operands' patterns, in the order they are written. */
  readonly operands: readonly string[];
  readonly length: number;
}

function operandBytes(pattern: string): number {
  if (/!a|m\.b/.test(pattern)) return 2;
  return /(^|\[)d|^r$|^u$|#i/.test(pattern) ? 1 : 0;
}

/** By opcode. */
export const SPC700_INSTRUCTIONS: readonly SpcInstruction[] = ROWS.flatMap((row) => row.split('|')).map((text, opcode) => {
  const [mnemonic = '', list = ''] = text.split(' ');
  const operands = list === '' ? [] : list.split(',');
  return { opcode, mnemonic, operands, length: 1 + operands.reduce((sum, pattern) => sum + operandBytes(pattern), 0) };
});

/** The instructions of a mnemonic, in opcode order. */
export const SPC700_BY_MNEMONIC: ReadonlyMap<string, readonly SpcInstruction[]> = (() => {
  const table = new Map<string, SpcInstruction[]>();
  for (const instruction of SPC700_INSTRUCTIONS) {
    const list = table.get(instruction.mnemonic);
    if (list === undefined) table.set(instruction.mnemonic, [instruction]);
    else list.push(instruction);
  }
  return table;
})();

/** Other names that documents use. */
export const SPC700_ALIASES: Readonly<Record<string, string>> = { reti: 'ret1', tset: 'tset1', tclr: 'tclr1' };
