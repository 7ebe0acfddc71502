import { SourceError, type Position } from './diagnostics.ts';

/**
 * `ident` names (with `::` inside), `local` names with `@`, `anon` references `:+` `:--`, `directive` words with a dot,
 * `number` (character constants too), `string`, `punct`.
 */
export type TokenKind = 'ident' | 'local' | 'anon' | 'directive' | 'number' | 'string' | 'punct' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; lower case for directives; the contents of a string. */
  readonly text: string;
  /** Of a number; of an anonymous reference, how many labels forward (back when negative). */
  readonly value: number;
  readonly at: Position;
  /** Whether a blank stands before it. */
  readonly spaced: boolean;
}

const LONG_PUNCTUATION = ['<<', '>>', '&&', '||', '==', '!=', '<>', '<=', '>=', ':='];
const PUNCTUATION = '+-*/%&|^~!<>=()[]{},#:.';
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\', '"': '"', "'": "'" };

const IDENT = /(?:::)?[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*/y;
const LOCAL = /@[A-Za-z_][A-Za-z0-9_]*/y;
const DIRECTIVE = /\.[A-Za-z_][A-Za-z0-9_]*/y;
const HEXADECIMAL = /\$[0-9A-Fa-f_]+|0[xX][0-9A-Fa-f_]+/y;
const BINARY = /%[01][01_]*/y;
const DECIMAL = /[0-9][0-9_]*/y;
const ANONYMOUS = /:(\++|-+)/y;

/** Splits one line into tokens; the last one is `end`. Throws SourceError. */
export function tokenize(text: string, file: string, line: number): Token[] {
  return new LineLexer(text, file, line).run();
}

class LineLexer {
  readonly #text: string;
  readonly #file: string;
  readonly #line: number;
  readonly #tokens: Token[] = [];
  #at = 0;
  #spaced = false;

  constructor(text: string, file: string, line: number) {
    this.#text = text;
    this.#file = file;
    this.#line = line;
  }

  run(): Token[] {
    for (;;) {
      const start = this.#at;
      while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at])) this.#at++;
      this.#spaced = this.#at > start;
      if (this.#at >= this.#text.length || this.#text[this.#at] === ';') break;
      this.#token();
    }
    this.#push('end', '', 0, 0);
    return this.#tokens;
  }

  #position(): Position {
    return { file: this.#file, line: this.#line, column: this.#at + 1 };
  }

  #push(kind: TokenKind, text: string, value: number, length: number): void {
    this.#tokens.push({ kind, text, value, at: this.#position(), spaced: this.#spaced });
    this.#at += length;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? null;
  }

  #token(): void {
    const char = this.#text[this.#at];
    if (char === '"') return this.#string();
    if (char === "'") return this.#character();
    if (this.#anonymous() || this.#number() || this.#word()) return;
    const long = LONG_PUNCTUATION.find((one) => this.#text.startsWith(one, this.#at));
    if (long !== undefined) return this.#push('punct', long, 0, long.length);
    if (PUNCTUATION.includes(char)) return this.#push('punct', char, 0, 1);
    throw new SourceError(this.#position(), `'${char}' means nothing here`, 'comments start with ;');
  }

  /** `:+` and `:-`, but not the sign behind an address-size prefix such as `a:-1`. */
  #anonymous(): boolean {
    if (this.#at > 0 && /[A-Za-z0-9_]/.test(this.#text[this.#at - 1])) return false;
    const text = this.#match(ANONYMOUS);
    if (text === null) return false;
    this.#push('anon', text, text[1] === '+' ? text.length - 1 : 1 - text.length, text.length);
    return true;
  }

  #number(): boolean {
    const hexadecimal = this.#match(HEXADECIMAL);
    if (hexadecimal !== null) return this.#digits(hexadecimal, hexadecimal.replace(/^(\$|0[xX])/, ''), 16);
    // Written against something that has a value, % is the remainder.
    const last = this.#tokens.at(-1);
    const operand = last !== undefined && (['ident', 'local', 'number', 'anon'].includes(last.kind) || /^[)\]]$/.test(last.text));
    const binary = operand && !this.#spaced ? null : this.#match(BINARY);
    if (binary !== null) return this.#digits(binary, binary.slice(1), 2);
    const decimal = this.#match(DECIMAL);
    return decimal !== null && this.#digits(decimal, decimal, 10);
  }

  #digits(text: string, digits: string, radix: number): boolean {
    const value = Number.parseInt(digits.replaceAll('_', ''), radix);
    if (Number.isNaN(value) || value > 0xffffffff)
      throw new SourceError(this.#position(), `'${text}' is not a number of 32 bits`, 'numbers are 123, $7b or %01111011');
    this.#push('number', text, value, text.length);
    return true;
  }

  #word(): boolean {
    const ident = this.#match(IDENT);
    if (ident !== null) this.#push('ident', ident, 0, ident.length);
    const local = ident === null ? this.#match(LOCAL) : null;
    if (local !== null) this.#push('local', local, 0, local.length);
    const directive = ident === null && local === null ? this.#match(DIRECTIVE) : null;
    if (directive !== null) this.#push('directive', directive.toLowerCase(), 0, directive.length);
    return ident !== null || local !== null || directive !== null;
  }

  #string(): void {
    let value = '';
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== '"') {
      if (this.#text[end] === '\\' && end + 1 < this.#text.length) value += ESCAPES[this.#text[++end]] ?? `\\${this.#text[end]}`;
      else value += this.#text[end];
      end++;
    }
    if (end >= this.#text.length)
      throw new SourceError(this.#position(), 'the string does not end', 'a string ends with " on its line');
    this.#push('string', value, 0, end + 1 - this.#at);
  }

  #character(): void {
    const escaped = this.#text[this.#at + 1] === '\\' && this.#text[this.#at + 3] === "'";
    const char = escaped ? ESCAPES[this.#text[this.#at + 2]] : this.#text[this.#at + 1];
    const length = escaped ? 4 : 3;
    if (char === undefined || this.#text[this.#at + length - 1] !== "'")
      throw new SourceError(this.#position(), 'the character constant does not end', "write one character between quotes: 'a'");
    this.#push('number', this.#text.slice(this.#at, this.#at + length), char.codePointAt(0)!, length);
  }
}

/** The hint and place for what stands where nothing should. */
export function unexpected(token: Token, wanted: string): SourceError {
  const found = token.kind === 'end' ? 'the line ends' : `'${token.text}' found`;
  return new SourceError(token.at, `${found} where ${wanted} should be`, '');
}

/** Reads along a statement's tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #index: number;

  /** The last token must be `end`. */
  constructor(tokens: readonly Token[], index = 0) {
    this.#tokens = tokens;
    this.#index = index;
  }

  get index(): number {
    return this.#index;
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)];
  }

  next(): Token {
    const token = this.peek();
    if (this.#index < this.#tokens.length - 1) this.#index++;
    return token;
  }

  /** The tokens from here to the end, without `end`. */
  rest(): readonly Token[] {
    return this.#tokens.slice(this.#index, -1);
  }

  /** Takes the punctuation if it comes next. */
  accept(text: string): boolean {
    const token = this.peek();
    if (token.kind !== 'punct' || token.text !== text) return false;
    this.next();
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw unexpected(this.peek(), `'${text}'`);
  }

  take(kind: TokenKind, wanted: string): Token {
    if (this.peek().kind !== kind) throw unexpected(this.peek(), wanted);
    return this.next();
  }

  expectEnd(): void {
    if (!this.atEnd) throw new SourceError(this.peek().at, `'${this.peek().text}' is too much`, 'one statement a line');
  }
}
