import { SourceError, suggestion, type Position } from './diagnostics.ts';
import { constant, type Value } from './expression.ts';
import { fileOffset } from './image.ts';
import type { Cursor, Token } from './lexer.ts';
import { hexadecimal, type Program } from './program.ts';
import { OPERAND_BYTES, W65C816_ALIASES, W65C816_BY_MNEMONIC, type Mode } from './w65c816-table.ts';

/** The written forms of operands; each has its modes, the shortest first. */
type Shape = 'none' | 'a' | '#' | 'e' | 'e,x' | 'e,y' | 'e,s' | '(e)' | '(e,x)' | '(e),y' | '(e,s),y' | '[e]' | '[e],y' | 'e,e';

const MODES: Readonly<Record<Shape, readonly Mode[]>> = {
  none: ['imp', 'acc'],
  a: ['acc'],
  '#': ['imm8', 'immM', 'immX', 'imm16'],
  e: ['dp', 'abs', 'long', 'rel8', 'rel16', 'imm8', 'imm16'],
  'e,x': ['dpx', 'absx', 'longx'],
  'e,y': ['dpy', 'absy'],
  'e,s': ['sr'],
  '(e)': ['idp', 'iabs'],
  '(e,x)': ['idpx', 'iabsx'],
  '(e),y': ['idpy'],
  '(e,s),y': ['isry'],
  '[e]': ['ildp', 'ilabs'],
  '[e],y': ['ildpy'],
  'e,e': ['move'],
};

interface Operand {
  readonly shape: Shape;
  readonly value: Value;
  /** Of `mvn`, the destination. */
  readonly second: Value | null;
  /** Bytes that the programmer asks for; 0: choose. */
  readonly size: number;
  readonly at: Position;
}

const NOTHING = constant(0);
const SIZES: Readonly<Record<string, number>> = { '.b': 1, '.w': 2, '.l': 3, z: 1, a: 2, f: 3 };

export function isW65c816Mnemonic(word: string): boolean {
  const name = word.toLowerCase();
  return W65C816_BY_MNEMONIC.has(name) || W65C816_ALIASES[name] !== undefined;
}

export function suggestW65c816(word: string): string {
  return suggestion(word, W65C816_BY_MNEMONIC.keys());
}

/** Assembles one instruction; the cursor stands behind the mnemonic. Throws SourceError. */
export function encode65816(program: Program, mnemonic: Token, cursor: Cursor): void {
  const word = mnemonic.text.toLowerCase();
  let name = W65C816_ALIASES[word] ?? word;
  const size = sizeSuffix(cursor);
  const operand = parseOperand(program, cursor, size);
  cursor.expectEnd();
  if (name === 'jmp' && (operand.shape === '[e]' || isFar(operand))) name = 'jml';
  if (name === 'jsr' && isFar(operand)) name = 'jsl';
  const modes = W65C816_BY_MNEMONIC.get(name)!;
  const mode = chooseMode(modes, operand, word);
  program.emit(modes.get(mode)!);
  emitOperand(program, name, mode, operand);
  if (program.smart && (name === 'rep' || name === 'sep')) trackWidths(program, operand.value.value, name === 'rep' ? 2 : 1);
}

function sizeSuffix(cursor: Cursor): number {
  const token = cursor.peek();
  if (token.kind !== 'directive' || token.spaced || SIZES[token.text] === undefined) return 0;
  cursor.next();
  return SIZES[token.text];
}

/** A plain operand that needs a bank byte: asked for, or a number above $FFFF. Labels stay words. */
function isFar({ shape, size, value }: Operand): boolean {
  return shape === 'e' && (size === 3 || (size === 0 && value.known && !value.address && value.value > 0xffff));
}

function trackWidths(program: Program, flags: number, bytes: number): void {
  if ((flags & 0x20) !== 0) program.accumulatorBytes = bytes;
  if ((flags & 0x10) !== 0) program.indexBytes = bytes;
}

function parseOperand(program: Program, cursor: Cursor, suffix: number): Operand {
  const first = cursor.peek();
  const at = first.at;
  const make = (shape: Shape, value: Value, size = suffix, second: Value | null = null): Operand => ({
    shape,
    value,
    second,
    size,
    at,
  });
  if (cursor.atEnd) return make('none', NOTHING);
  if (first.kind === 'ident' && first.text.toLowerCase() === 'a' && cursor.peek(1).kind === 'end') {
    cursor.next();
    return make('a', NOTHING);
  }
  if (cursor.accept('#')) {
    const value = program.evaluate(cursor);
    if (!cursor.accept(',')) return make('#', value);
    cursor.expect('#');
    return make('e,e', value, suffix, program.evaluate(cursor));
  }
  if (closingEndsOperand(cursor, '(', ')')) return parseIndirect(program, cursor, make);
  if (cursor.accept('[')) {
    const value = program.evaluate(cursor);
    cursor.expect(']');
    return make(register(cursor, 'y') ? '[e],y' : '[e]', value);
  }
  const size = sizePrefix(cursor) || suffix;
  const value = program.evaluate(cursor);
  for (const name of ['x', 'y', 's'] as const) if (register(cursor, name)) return make(`e,${name}`, value, size);
  if (cursor.accept(',')) return make('e,e', bankOf(value), size, bankOf(program.evaluate(cursor)));
  return make('e', value, size);
}

/** A block move's bank, or the bank of an address. */
function bankOf(value: Value): Value {
  return value.value > 0xffff || value.address ? { ...value, value: (value.value >> 16) & 0xff, address: false } : value;
}

function parseIndirect(program: Program, cursor: Cursor, make: (shape: Shape, value: Value) => Operand): Operand {
  cursor.expect('(');
  const value = program.evaluate(cursor);
  if (register(cursor, 'x')) {
    cursor.expect(')');
    return make('(e,x)', value);
  }
  const stack = register(cursor, 's');
  cursor.expect(')');
  const y = register(cursor, 'y');
  if (stack) {
    if (!y) throw new SourceError(cursor.peek().at, "',y' is missing", 'stack indirect is (offset,s),y');
    return make('(e,s),y', value);
  }
  return make(y ? '(e),y' : '(e)', value);
}

/** Takes `, name` if it comes next. */
function register(cursor: Cursor, name: string): boolean {
  const token = cursor.peek(1);
  if (cursor.peek().text !== ',' || token.kind !== 'ident' || token.text.toLowerCase() !== name) return false;
  cursor.next();
  cursor.next();
  return true;
}

function sizePrefix(cursor: Cursor): number {
  const token = cursor.peek();
  if (token.kind !== 'ident' || cursor.peek(1).text !== ':') return 0;
  const size = SIZES[token.text.toLowerCase()];
  if (size === undefined) return 0;
  cursor.next();
  cursor.next();
  return size;
}

/** Whether the parenthesis that opens here closes before the end of the operand, so that it means indirection. */
function closingEndsOperand(cursor: Cursor, open: string, close: string): boolean {
  if (cursor.peek().kind !== 'punct' || cursor.peek().text !== open) return false;
  let depth = 0;
  for (let i = 0; cursor.peek(i).kind !== 'end'; i++) {
    const { kind, text } = cursor.peek(i);
    if (kind !== 'punct') continue;
    if (text === open) depth++;
    if (text === close && --depth === 0) return cursor.peek(i + 1).kind === 'end' || cursor.peek(i + 1).text === ',';
  }
  return true;
}

function chooseMode(modes: ReadonlyMap<Mode, number>, operand: Operand, word: string): Mode {
  const candidates = MODES[operand.shape].filter((mode) => modes.has(mode));
  if (operand.shape === 'none' && candidates.length === 0 && modes.has('imm8') && ['brk', 'cop', 'wdm'].includes(word))
    return 'imm8';
  if (candidates.length === 0)
    throw new SourceError(operand.at, `${word} has no such operand`, `it takes ${describeModes(modes)}`);
  if (candidates.length === 1 || operand.shape === '#') {
    const only = candidates[0];
    if (operand.size !== 0 && operand.size !== OPERAND_BYTES[only] && operand.shape !== '#' && !only.startsWith('rel'))
      throw new SourceError(operand.at, `${word} has no operand of that size here`, `it takes ${describeModes(modes)}`);
    return only;
  }
  const wanted = operand.size === 0 ? naturalSize(operand.value) : operand.size;
  const fitting = candidates.find((mode) => OPERAND_BYTES[mode] >= wanted);
  if (operand.size !== 0 && (fitting === undefined || OPERAND_BYTES[fitting] !== wanted))
    throw new SourceError(operand.at, `${word} has no operand of that size here`, `it takes ${describeModes(modes)}`);
  return fitting ?? candidates.at(-1)!;
}

/** Direct page for numbers below $100 that are defined already, long for numbers above $FFFF; labels are words. */
function naturalSize({ value, known, forward, address }: Value): number {
  if (!known) return 2;
  if (!address && value > 0xffff) return 3;
  return !forward && value >= 0 && value < 0x100 ? 1 : 2;
}

function emitOperand(program: Program, name: string, mode: Mode, operand: Operand): void {
  const { value, at } = operand;
  if (mode === 'move') {
    program.emitValue(operand.second!, 1, at);
    program.emitValue(value, 1, at);
  } else if (mode === 'rel8') program.emitBranch(value, 2, 1, at);
  else if (mode === 'rel16') program.emitBranch(value, 3, 2, at);
  else if (mode === 'immM' || mode === 'immX') program.emitValue(value, immediateBytes(program, mode, operand), at);
  else {
    if ((name === 'jmp' || name === 'jsr') && mode === 'abs') checkSameBank(program, name, operand);
    program.emitValue(value, OPERAND_BYTES[mode], at);
  }
}

function immediateBytes(program: Program, mode: Mode, { size, at }: Operand): number {
  if (size > 2) throw new SourceError(at, 'an immediate has 8 or 16 bits', 'use .b or .w');
  return size === 0 ? (mode === 'immM' ? program.accumulatorBytes : program.indexBytes) : size;
}

function checkSameBank(program: Program, name: string, { value, at }: Operand): void {
  if (!value.known || !value.address || program.isBased || program.mapping === 'raw') return;
  const bank = (address: number): number => fileOffset(program.mapping, address) >> (program.mapping === 'lorom' ? 15 : 16);
  const target = bank(value.value);
  if (target >= 0 && target !== bank(program.programCounter().value))
    throw new SourceError(at, `${hexadecimal(value.value)} is in another bank`, `use ${name === 'jmp' ? 'jml' : 'jsl'}`);
}

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  imp: 'nothing',
  acc: 'a',
  imm8: '#byte',
  immM: '#value',
  immX: '#value',
  imm16: 'word',
  dp: 'dp',
  dpx: 'dp,x',
  dpy: 'dp,y',
  idp: '(dp)',
  idpx: '(dp,x)',
  idpy: '(dp),y',
  ildp: '[dp]',
  ildpy: '[dp],y',
  abs: 'abs',
  absx: 'abs,x',
  absy: 'abs,y',
  iabs: '(abs)',
  iabsx: '(abs,x)',
  ilabs: '[abs]',
  long: 'long',
  longx: 'long,x',
  sr: 'offset,s',
  isry: '(offset,s),y',
  rel8: 'a label',
  rel16: 'a label',
  move: '#source bank, #destination bank',
};

function describeModes(modes: ReadonlyMap<Mode, number>): string {
  return [...modes.keys()].map((mode) => MODE_WORDS[mode]).join('  ');
}
