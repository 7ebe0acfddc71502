import { SourceError, suggestion, type Position } from './diagnostics.ts';
import { constant } from './expression.ts';
import { HEADER_KEYS, REGIONS, VECTORS, type CartHeader } from './header.ts';
import { unexpected, type Cursor, type Token } from './lexer.ts';
import type { Program } from './program.ts';
import { decodeText } from './sources.ts';

export interface DirectiveContext {
  readonly program: Program;
  /** Finds a file as seen from the file that names it. */
  readonly find: (path: string, from: string) => { path: string; bytes: Uint8Array } | null;
}

type Directive = (context: DirectiveContext, cursor: Cursor, token: Token) => void;

const MAX_ALIGN = 1 << 16;

/** Strings become one value a character, through `.charmap`. */
function emitString(program: Program, text: string, bytes: number, at: Position): void {
  for (const char of text) {
    const code = char.codePointAt(0)!;
    program.emitValue(constant(program.characters.get(code) ?? code), bytes, at);
  }
}

function data(bytes: number, part?: (value: number) => number): Directive {
  return ({ program }, cursor) => {
    do {
      const token = cursor.peek();
      const after = cursor.peek(1);
      if (token.kind === 'string' && (after.kind === 'end' || after.text === ',')) {
        cursor.next();
        emitString(program, token.text, bytes, token.at);
      } else {
        const value = program.evaluate(cursor);
        program.emitValue(part === undefined ? value : { ...value, value: part(value.value), address: false }, bytes, token.at);
      }
    } while (cursor.accept(','));
  };
}

function reserve({ program }: DirectiveContext, cursor: Cursor): void {
  const at = cursor.peek().at;
  const count = program.number(cursor);
  const fill = cursor.accept(',') ? program.evaluate(cursor) : null;
  if (count < 0 || count > 1 << 22) throw new SourceError(at, `cannot reserve ${count} bytes`, 'give 0 to $400000');
  if (program.inRam || fill === null) program.reserve(count);
  else for (let i = 0; i < count; i++) program.emitValue(fill, 1, at);
}

function align({ program }: DirectiveContext, cursor: Cursor): void {
  const at = cursor.peek().at;
  const size = program.number(cursor);
  const fill = cursor.accept(',') ? program.evaluate(cursor) : constant(0);
  if (size < 1 || size > MAX_ALIGN) throw new SourceError(at, `cannot align to ${size} bytes`, `give 1 to ${MAX_ALIGN}`);
  const gap = (size - (program.address % size)) % size;
  if (program.inRam) program.reserve(gap);
  else for (let i = 0; i < gap; i++) program.emitValue(fill, 1, at);
}

function includeBinary({ program, find }: DirectiveContext, cursor: Cursor): void {
  const name = cursor.take('string', 'a file name in quotes');
  const found = find(name.text, name.at.file);
  if (found === null) throw new SourceError(name.at, `cannot read '${name.text}'`, 'paths start at the file that names them');
  const { length } = found.bytes;
  const offset = cursor.accept(',') ? program.number(cursor) : 0;
  const size = cursor.accept(',') ? program.number(cursor) : length - offset;
  if (offset < 0 || size < 0 || offset + size > length)
    throw new SourceError(name.at, `'${name.text}' has only ${length} bytes`, 'look at the offset and the size');
  for (const byte of found.bytes.subarray(offset, offset + size)) program.emit(byte);
}

function charmap({ program }: DirectiveContext, cursor: Cursor): void {
  const from = program.number(cursor);
  cursor.expect(',');
  program.characters.set(from, program.number(cursor));
}

/** A string table: lines `41=A`, the code in hexadecimal. */
function table({ program, find }: DirectiveContext, cursor: Cursor): void {
  const name = cursor.take('string', 'a file name in quotes');
  const found = find(name.text, name.at.file);
  if (found === null) throw new SourceError(name.at, `cannot read '${name.text}'`, 'paths start at the file that names them');
  decodeText(found.bytes)
    .split(/\r?\n/)
    .forEach((line, i) => {
      if (line === '') return;
      const match = /^([0-9A-Fa-f]{1,4})=(.)$/s.exec(line);
      if (match === null)
        throw new SourceError({ file: found.path, line: i + 1, column: 1 }, 'not a line of a string table', 'lines are 41=A');
      program.characters.set(match[2].codePointAt(0)!, Number.parseInt(match[1], 16));
    });
}

function smart({ program }: DirectiveContext, cursor: Cursor): void {
  if (cursor.atEnd || cursor.accept('+')) {
    program.smart = true;
    return;
  }
  if (cursor.accept('-')) {
    program.smart = false;
    return;
  }
  const word = cursor.take('ident', 'on or off');
  if (!/^(on|off)$/i.test(word.text)) throw unexpected(word, 'on or off');
  program.smart = word.text.toLowerCase() === 'on';
}

function scope({ program }: DirectiveContext, cursor: Cursor, token: Token): void {
  const name = cursor.take('ident', 'the name of the scope');
  if (token.text === '.proc')
    program.symbols.define(name.text, { value: program.address, known: true, forward: false, address: true }, name.at);
  program.symbols.enter(name.text);
}

function endScope({ program }: DirectiveContext, _cursor: Cursor, token: Token): void {
  if (program.symbols.scopeDepth === 0) throw new SourceError(token.at, `${token.text} without .scope or .proc`, '');
  program.symbols.leave();
}

function mapping(name: 'lorom' | 'hirom'): Directive {
  return ({ program }, cursor, token) => {
    const word = cursor.peek();
    const fast = word.kind === 'ident' && word.text.toLowerCase() === 'fast';
    if (fast) cursor.next();
    if (program.image.end > 0)
      throw new SourceError(token.at, `${token.text} comes too late`, 'it stands before everything that makes bytes');
    program.selectMapping(name, fast);
  };
}

function raw({ program }: DirectiveContext, _cursor: Cursor, token: Token): void {
  if (program.image.end > 0)
    throw new SourceError(token.at, '.raw comes too late', 'it stands before everything that makes bytes');
  program.selectMapping('raw', false);
}

function segment({ program }: DirectiveContext, cursor: Cursor): void {
  const name = cursor.take('string', 'the name of a segment in quotes');
  const start = cursor.accept(',') ? program.number(cursor) : null;
  program.selectSegment(name.text, start, name.at);
}

function vector({ program }: DirectiveContext, cursor: Cursor): void {
  const name = cursor.take('ident', 'the name of a vector');
  const key = name.text.toLowerCase();
  if (VECTORS[key] === undefined)
    throw new SourceError(name.at, `there is no vector '${name.text}'`, `vectors are ${Object.keys(VECTORS).join(' ')}`);
  if (program.vectors.has(key)) throw new SourceError(name.at, `the vector '${key}' is set twice`, '');
  cursor.expect(',');
  program.vectors.set(key, { value: program.evaluate(cursor), at: name.at });
}

function header({ program }: DirectiveContext, cursor: Cursor, token: Token): void {
  if (program.header !== null) throw new SourceError(token.at, 'there are two .header statements', '');
  const title = cursor.take('string', 'the title in quotes');
  if (title.text.length > 21) throw new SourceError(title.at, 'the title is too long', 'it has up to 21 characters');
  const values = new Map<string, number>();
  while (cursor.accept(',')) {
    const key = cursor.take('ident', `one of ${HEADER_KEYS.join(' ')}`);
    const name = key.text.toLowerCase();
    if (!(HEADER_KEYS as readonly string[]).includes(name))
      throw new SourceError(
        key.at,
        `the header has no '${key.text}'`,
        suggestion(name, HEADER_KEYS) || `it has ${HEADER_KEYS.join(' ')}`,
      );
    cursor.expect('=');
    const word = cursor.peek();
    const region = name === 'region' && word.kind === 'ident' ? REGIONS[word.text.toLowerCase()] : undefined;
    if (region !== undefined) cursor.next();
    const value = region ?? program.number(cursor);
    if (value < 0 || value > 255)
      throw new SourceError(word.at, `${name}=${value} does not fit`, 'values are 0 to 255; sram counts KiB');
    values.set(name, value);
  }
  const made: CartHeader = {
    title: title.text,
    fast: (values.get('fast') ?? 0) !== 0,
    sramKib: values.get('sram') ?? 0,
    region: values.get('region') ?? 1,
    chipType: values.get('chip') ?? null,
    version: values.get('version') ?? 0,
    maker: values.get('maker') ?? 0,
  };
  program.header = made;
  program.headerAt = token.at;
}

function complain(_context: DirectiveContext, cursor: Cursor, token: Token): void {
  throw new SourceError(token.at, cursor.take('string', 'a message in quotes').text, '');
}

/** `.assert expression, "message"`; ca65's `.assert expression, error, "message"` too. */
function assert({ program }: DirectiveContext, cursor: Cursor, token: Token): void {
  const value = program.evaluate(cursor);
  let message = 'the assertion does not hold';
  while (cursor.accept(',')) {
    if (cursor.peek().kind === 'string') message = cursor.next().text;
    else cursor.take('ident', 'a message in quotes');
  }
  if (value.known && value.value === 0) throw new SourceError(token.at, message, '');
}

function widths(accumulator: number | null, index: number | null): Directive {
  return ({ program }) => {
    program.accumulatorBytes = accumulator ?? program.accumulatorBytes;
    program.indexBytes = index ?? program.indexBytes;
  };
}

/** `.local` is done when the macro is expanded. */
function local(_context: DirectiveContext, cursor: Cursor): void {
  while (!cursor.atEnd) cursor.next();
}

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  '.byte': data(1),
  '.byt': data(1),
  '.lobytes': data(1, (value) => value & 0xff),
  '.hibytes': data(1, (value) => (value >> 8) & 0xff),
  '.bankbytes': data(1, (value) => (value >> 16) & 0xff),
  '.word': data(2),
  '.addr': data(2),
  '.faraddr': data(3),
  '.dword': data(4),
  '.asciiz': (context, cursor) => {
    const text = cursor.take('string', 'a string');
    emitString(context.program, text.text, 1, text.at);
    context.program.emit(0);
  },
  '.res': reserve,
  '.align': align,
  '.incbin': includeBinary,
  '.charmap': charmap,
  '.table': table,
  '.p816': ({ program }) => void (program.processor = 'p816'),
  '.spc700': ({ program }) => void (program.processor = 'spc700'),
  '.a8': widths(1, null),
  '.a16': widths(2, null),
  '.i8': widths(null, 1),
  '.i16': widths(null, 2),
  '.smart': smart,
  '.local': local,
  '.scope': scope,
  '.proc': scope,
  '.endscope': endScope,
  '.endproc': endScope,
  '.lorom': mapping('lorom'),
  '.hirom': mapping('hirom'),
  '.raw': raw,
  '.bank': ({ program }, cursor) => {
    const { at } = cursor.peek();
    program.selectBank(program.number(cursor), at);
  },
  '.segment': segment,
  '.org': ({ program }, cursor) => {
    const { at } = cursor.peek();
    program.origin(program.number(cursor), at);
  },
  '.base': ({ program }, cursor) => {
    const { at } = cursor.peek();
    program.beginBase(program.number(cursor), at);
  },
  '.endbase': ({ program }, _cursor, token) => program.endBase(token.at),
  '.header': header,
  '.vector': vector,
  '.error': complain,
  '.assert': assert,
};

export const DIRECTIVE_NAMES: readonly string[] = [
  ...Object.keys(DIRECTIVES),
  '.include',
  '.macro',
  '.endmacro',
  '.repeat',
  '.endrepeat',
  '.if',
  '.ifdef',
  '.ifndef',
  '.else',
  '.elseif',
  '.endif',
];

export function isDirective(name: string): boolean {
  return Object.hasOwn(DIRECTIVES, name);
}

/** Runs a directive of `isDirective`; the cursor stands behind it. Throws SourceError. */
export function runDirective(token: Token, cursor: Cursor, context: DirectiveContext): void {
  DIRECTIVES[token.text](context, cursor, token);
  cursor.expectEnd();
}
