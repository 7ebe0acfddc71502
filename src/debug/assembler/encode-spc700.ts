import { SourceError, suggestion, type Position } from './diagnostics.ts';
import { constant, evaluate, type Value } from './expression.ts';
import { Cursor, type Token } from './lexer.ts';
import type { Program } from './program.ts';
import { SPC700_ALIASES, SPC700_BY_MNEMONIC, type SpcInstruction } from './spc700-table.ts';

/** One operand: its written form (`e` for an expression: `#e`, `!e+x`, `e.b`) and its values. */
interface Operand {
  readonly form: string;
  readonly value: Value;
  readonly bit: number;
  readonly at: Position;
}

const REGISTERS = new Set(['a', 'x', 'y', 'sp', 'psw', 'ya', 'c', '(x)', '(y)', '(x)+']);

export function isSpc700Mnemonic(word: string): boolean {
  const name = word.toLowerCase();
  return SPC700_BY_MNEMONIC.has(name) || SPC700_ALIASES[name] !== undefined;
}

export function suggestSpc700(word: string): string {
  return suggestion(word, SPC700_BY_MNEMONIC.keys());
}

/** Assembles one instruction; the cursor stands behind the mnemonic. Throws SourceError. */
export function encodeSpc700(program: Program, mnemonic: Token, cursor: Cursor): void {
  const word = mnemonic.text.toLowerCase();
  const name = SPC700_ALIASES[word] ?? word;
  let operands = splitOperands(cursor, mnemonic.at).map((tokens) => parseOperand(program, tokens));
  // `tset !abs,a` is how some documents write `tset1 !abs`.
  if ((name === 'tset1' || name === 'tclr1') && operands.length === 2 && operands[1].form === 'a')
    operands = operands.slice(0, 1);
  const candidates = SPC700_BY_MNEMONIC.get(name)!;
  const found = candidates.find(
    (one) => one.operands.length === operands.length && one.operands.every((pattern, i) => matches(pattern, operands[i], name)),
  );
  if (found === undefined) {
    const forms = candidates.map((one) => one.operands.join(',') || 'nothing').join('  ');
    throw new SourceError(
      operands[0]?.at ?? mnemonic.at,
      `${word} has no such operands`,
      `it takes ${forms}; an absolute address has a !`,
    );
  }
  program.emit(found.opcode);
  emitOperands(program, found, operands);
}

/** The operands' tokens, split at commas; each list ends with an `end` token. */
function splitOperands(cursor: Cursor, at: Position): Token[][] {
  if (cursor.atEnd) return [];
  const lists: Token[][] = [[]];
  while (!cursor.atEnd) {
    const token = cursor.next();
    if (token.kind === 'punct' && token.text === ',') lists.push([]);
    else lists.at(-1)!.push(token);
  }
  for (const list of lists) {
    if (list.length === 0) throw new SourceError(at, 'an operand is missing', 'nothing stands between two commas');
    list.push({ ...list.at(-1)!, kind: 'end', text: '' });
  }
  return lists;
}

function parseOperand(program: Program, tokens: readonly Token[]): Operand {
  const at = tokens[0].at;
  const body = tokens.slice(0, -1);
  const words = body.map((token) => token.text.toLowerCase());
  const written = words.join('');
  if (REGISTERS.has(written) && body.every((token) => token.kind !== 'string'))
    return { form: written, value: constant(0), bit: 0, at };
  let start = 0;
  let end = body.length;
  let before = '';
  let after = '';
  let bit = 0;
  const cutFront = (text: string): boolean => words[start] === text && (before += text) !== '' && ++start > 0;
  const cutBack = (...texts: string[]): boolean => {
    if (end - start <= texts.length || !texts.every((text, i) => words[end - texts.length + i] === text)) return false;
    after = texts.join('') + after;
    end -= texts.length;
    return true;
  };
  if (words.at(-2) === '.' && body.at(-1)!.kind === 'number') {
    bit = body.at(-1)!.value;
    after = '.b';
    end -= 2;
    if (bit > 7) throw new SourceError(body.at(-1)!.at, `there is no bit ${bit}`, 'bits are 0 to 7');
    cutFront('/');
  } else if (words[0] === '[') {
    if (!cutBack(']', '+', 'y')) cutBack('+', 'x', ']');
    cutFront('[');
    cutFront('!');
  } else if (!cutFront('#')) {
    cutFront('!');
    if (!cutBack('+', 'x')) cutBack('+', 'y');
  }
  const cursor = new Cursor([...body.slice(start, end), tokens.at(-1)!]);
  const value = evaluate(cursor, program);
  cursor.expectEnd();
  return { form: `${before}e${after}`, value, bit, at };
}

/** Where an address can only be absolute, its `!` may be left out. */
const ALWAYS_ABSOLUTE = new Set(['call', 'jmp', 'tset1', 'tclr1']);

function matches(pattern: string, { form, value, bit }: Operand, name: string): boolean {
  if (/^d\.\d$/.test(pattern)) return form === 'e.b' && bit === Number(pattern[2]);
  if (/^\d+$/.test(pattern)) return form === 'e' && (!value.known ? pattern === '0' : value.value === Number(pattern));
  if (pattern === 'r' || pattern === 'u') return form === 'e';
  if (pattern === '!a' && ALWAYS_ABSOLUTE.has(name)) return form === '!e' || form === 'e';
  return (
    pattern
      .replace(/m\.b|^d|(?<=\[)d/, (text) => (text === 'd' ? 'e' : 'e.b'))
      .replace('#i', '#e')
      .replace('!a', '!e') === form
  );
}

function emitOperands(program: Program, found: SpcInstruction, operands: readonly Operand[]): void {
  const branch = found.operands.at(-1) === 'r';
  const order = branch ? found.operands.map((_, i) => i) : found.operands.map((_, i) => i).reverse();
  for (const i of order) {
    const pattern = found.operands[i];
    const { value, bit, at } = operands[i];
    if (pattern === 'r') program.emitBranch(value, found.length, 1, at);
    else if (pattern === 'u')
      program.emitValue(value.value >> 8 === 0xff ? { ...value, value: value.value & 0xff } : value, 1, at);
    else if (pattern.includes('m.b')) emitBitAddress(program, value, bit, at);
    else if (pattern.includes('!a')) program.emitValue(value, 2, at);
    else if (/(^|\[)d/.test(pattern)) emitDirect(program, value, at);
    else if (pattern === '#i') program.emitValue(value, 1, at);
  }
}

/** The direct page may be page 0 or page 1. */
function emitDirect(program: Program, value: Value, at: Position): void {
  const page = value.known && value.value >> 8 === 1 ? { ...value, value: value.value & 0xff } : value;
  if (page.known && (page.value < 0 || page.value > 0xff))
    throw new SourceError(at, `$${page.value.toString(16)} is not in the direct page`, 'an absolute address has a ! before it');
  program.emitValue(page, 1, at);
}

function emitBitAddress(program: Program, value: Value, bit: number, at: Position): void {
  if (value.known && (value.value < 0 || value.value > 0x1fff))
    throw new SourceError(
      at,
      `$${value.value.toString(16)} is beyond the reach of bit instructions`,
      'they reach $0000 to $1fff',
    );
  program.emitValue({ ...value, value: (value.value & 0x1fff) | (bit << 13), address: false }, 2, at);
}
