/** What is wrong with an expression, and in which column (1 is the first). */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly column: number;

  constructor(message: string, column: number) {
    super(`${message} (column ${column})`);
    this.column = column;
  }
}

/** Where names and memories get their values. */
export interface Names {
  /** How to read a name (`a`, `flag.z`, `scanline`, a label), or null when nobody knows it. Asked once, when the expression is read. */
  reader(name: string): (() => number) | null;
  /** How to read a byte of a named memory (`vram`); the empty name is the processor's own bus. Null when there is no such memory. */
  memory(name: string): ((address: number) => number) | null;
  /** All names, for suggestions. */
  readonly known: readonly string[];
}

export type Evaluate = () => number;

interface Token {
  readonly kind: 'number' | 'name' | 'punct' | 'end';
  readonly text: string;
  readonly value: number;
  readonly column: number;
}

const MAX_LENGTH = 2000;
const MAX_DEPTH = 64;
const NUMBER = /^(?:\$([0-9a-fA-F]+)|0x([0-9a-fA-F]+)|%([01]+)(?![0-9a-zA-Z_])|0b([01]+)|([0-9]+))/;
const NAME = /^[A-Za-z_@.][A-Za-z0-9_.@]*(?:::[A-Za-z0-9_.@]+)*/;
const PUNCTUATION = /^(?:&&|\|\||==|!=|<=|>=|<<|>>|[-+*/%&|^~!<>()[\]{}?:,])/;

function tokens(text: string): Token[] {
  if (text.length > MAX_LENGTH) throw new ExpressionError(`the expression is longer than ${MAX_LENGTH} characters`, MAX_LENGTH);
  const list: Token[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const column = at + 1;
    const space = /^\s+/.exec(rest);
    const before = list.at(-1);
    // After a value `%` divides.
    const valueBefore = before !== undefined && (before.kind !== 'punct' || /^[)\]}]$/.test(before.text));
    const number = valueBefore && rest.startsWith('%') ? null : NUMBER.exec(rest);
    const name = NAME.exec(rest);
    const punct = PUNCTUATION.exec(rest);
    const found = space ?? number ?? name ?? punct;
    if (found === null) throw new ExpressionError(`'${rest[0] ?? ''}' is not understood`, column);
    at += found[0].length;
    if (space !== null) continue;
    if (number !== null) list.push({ kind: 'number', text: number[0], value: numberOf(number), column });
    else list.push({ kind: name === null ? 'punct' : 'name', text: found[0], value: 0, column });
  }
  list.push({ kind: 'end', text: '', value: 0, column: text.length + 1 });
  return list;
}

function numberOf([, hex, hexC, binary, binaryC, decimal]: RegExpExecArray): number {
  const digits = hex ?? hexC;
  if (digits !== undefined) return parseInt(digits, 16);
  const bits = binary ?? binaryC;
  return bits === undefined ? Number(decimal) : parseInt(bits, 2);
}

/** Lowest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function binary(operator: string, a: Evaluate, b: Evaluate): Evaluate {
  switch (operator) {
    case '||':
      return () => (a() !== 0 || b() !== 0 ? 1 : 0);
    case '&&':
      return () => (a() !== 0 && b() !== 0 ? 1 : 0);
    case '|':
      return () => a() | b();
    case '^':
      return () => a() ^ b();
    case '&':
      return () => a() & b();
    case '==':
      return () => (a() === b() ? 1 : 0);
    case '!=':
      return () => (a() === b() ? 0 : 1);
    case '<':
      return () => (a() < b() ? 1 : 0);
    case '>':
      return () => (a() > b() ? 1 : 0);
    case '<=':
      return () => (a() <= b() ? 1 : 0);
    case '>=':
      return () => (a() >= b() ? 1 : 0);
    case '<<':
      return () => a() << b();
    case '>>':
      return () => a() >> b();
    case '+':
      return () => a() + b();
    case '-':
      return () => a() - b();
    case '*':
      return () => a() * b();
    case '/':
      return () => {
        const divisor = b();
        return divisor === 0 ? 0 : Math.trunc(a() / divisor);
      };
    default:
      return () => {
        const divisor = b();
        return divisor === 0 ? 0 : a() % divisor;
      };
  }
}

const FUNCTIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  low: ([value = 0]) => value & 0xff,
  high: ([value = 0]) => (value >> 8) & 0xff,
  bank: ([value = 0]) => (value >> 16) & 0xff,
  signed8: ([value = 0]) => (value << 24) >> 24,
  signed16: ([value = 0]) => (value << 16) >> 16,
  abs: ([value = 0]) => Math.abs(value),
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
};

const BY_NAME = new Set(['long', ...Object.keys(FUNCTIONS)]);

/** Letters that differ, at most. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] ?? 0;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names: Names;
  #at = 0;
  #depth = 0;

  constructor(text: string, names: Names) {
    this.#tokens = tokens(text);
    this.#names = names;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', value: 0, column: 1 };
  }

  #accept(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'punct' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string, opened: Token): void {
    if (this.#accept(text)) return;
    const token = this.#peek();
    const found = token.kind === 'end' ? 'the expression ends' : `'${token.text}' stands`;
    throw new ExpressionError(`'${text}' is missing for the '${opened.text}' in column ${opened.column}: ${found}`, token.column);
  }

  whole(): Evaluate {
    const value = this.#choice();
    const rest = this.#peek();
    if (rest.kind !== 'end') throw new ExpressionError(`'${rest.text}' is not expected here`, rest.column);
    return value;
  }

  #choice(): Evaluate {
    const condition = this.#binary(0);
    const question = this.#peek();
    if (!this.#accept('?')) return condition;
    const yes = this.#choice();
    this.#expect(':', question);
    const no = this.#choice();
    return () => (condition() === 0 ? no() : yes());
  }

  #binary(level: number): Evaluate {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#peek();
      if (token.kind !== 'punct' || !operators.includes(token.text)) return left;
      this.#at++;
      left = binary(token.text, left, this.#binary(level + 1));
    }
  }

  #unary(): Evaluate {
    const token = this.#peek();
    if (++this.#depth > MAX_DEPTH) throw new ExpressionError(`more than ${MAX_DEPTH} levels`, token.column);
    try {
      if (this.#accept('-')) return this.#negated();
      if (this.#accept('+')) return this.#unary();
      if (this.#accept('~')) return this.#not((value) => ~value);
      if (this.#accept('!')) return this.#not((value) => (value === 0 ? 1 : 0));
      return this.#primary();
    } finally {
      this.#depth--;
    }
  }

  #negated(): Evaluate {
    const value = this.#unary();
    return () => -value();
  }

  #not(apply: (value: number) => number): Evaluate {
    const value = this.#unary();
    return () => apply(value());
  }

  #primary(): Evaluate {
    const token = this.#peek();
    if (token.kind === 'end') throw new ExpressionError('a value is missing at the end', token.column);
    this.#at++;
    if (token.kind === 'number') return () => token.value;
    if (token.kind === 'name') return this.#named(token);
    if (token.text === '(') {
      const value = this.#choice();
      this.#expect(')', token);
      return value;
    }
    if (token.text === '[' || token.text === '{') {
      this.#at--;
      return this.#memory('', token);
    }
    throw new ExpressionError(`a value is expected, not '${token.text}'`, token.column);
  }

  #named(token: Token): Evaluate {
    const next = this.#peek();
    if (next.kind === 'punct' && next.text === '(' && BY_NAME.has(token.text)) return this.#call(token);
    if (next.kind === 'punct' && (next.text === '[' || next.text === '{')) return this.#memory(token.text, token);
    const reader = this.#names.reader(token.text);
    if (reader !== null) return reader;
    const near = this.#names.known.find(
      (name) => distance(name.toLowerCase(), token.text.toLowerCase()) <= 1 + (token.text.length >> 3),
    );
    const hint = near === undefined ? '' : `; is '${near}' meant?`;
    throw new ExpressionError(`'${token.text}' is neither a register nor a label${hint}`, token.column);
  }

  #memory(name: string, token: Token): Evaluate {
    const read = this.#names.memory(name);
    if (read === null) throw new ExpressionError(`there is no memory '${name}'`, token.column);
    const open = this.#peek();
    this.#at++;
    const address = this.#choice();
    this.#expect(open.text === '[' ? ']' : '}', open);
    if (open.text === '[') return () => read(address());
    return () => {
      const at = address();
      return read(at) | (read(at + 1) << 8);
    };
  }

  #call(name: Token): Evaluate {
    const open = this.#peek();
    this.#at++;
    const values: Evaluate[] = [this.#choice()];
    while (this.#accept(',')) values.push(this.#choice());
    this.#expect(')', open);
    const most = name.text === 'min' || name.text === 'max' ? 8 : 1;
    if (values.length > most) throw new ExpressionError(`${name.text}() takes one value`, name.column);
    if (name.text === 'long') return this.#long(values[0]);
    const apply = FUNCTIONS[name.text];
    return () => apply(values.map((value) => value()));
  }

  #long(address: Evaluate): Evaluate {
    const read = this.#names.memory('')!;
    return () => {
      const at = address();
      return read(at) | (read(at + 1) << 8) | (read(at + 2) << 16);
    };
  }
}

/** Reads an expression; the function computes it anew each time. Comparisons give 1 or 0; a division by 0 gives 0. @throws ExpressionError */
export function compileExpression(text: string, names: Names): Evaluate {
  return new Parser(text, names).whole();
}

/** Reads a text with `{expression:format}` in it; formats: `x2` to `x8` hexadecimal digits, `d` decimal (the default is `x`), `b8` bits, `c` a character. */
export function compileFormat(text: string, names: Names): () => string {
  const parts: (string | (() => string))[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    parts.push(text.slice(at, open));
    const close = closing(text, open);
    parts.push(formatted(text.slice(open + 1, close), open + 1, names));
    at = close + 1;
  }
  parts.push(text.slice(at));
  return () => {
    let all = '';
    for (const part of parts) all += typeof part === 'string' ? part : part();
    return all;
  };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new ExpressionError("'}' is missing for this '{'", open + 1);
}

function formatted(inner: string, offset: number, names: Names): () => string {
  const match = /:\s*([xdbc])([0-9]{0,2})\s*$/.exec(inner);
  const source = match === null ? inner : inner.slice(0, match.index);
  const kind = match?.[1] ?? 'x';
  const digits = Math.min(Number(match?.[2] ?? '0'), 32);
  let value: Evaluate;
  try {
    value = compileExpression(source, names);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ExpressionError(error.message.replace(/ \(column \d+\)$/, ''), error.column + offset);
  }
  if (kind === 'd') return () => String(value()).padStart(digits, ' ');
  if (kind === 'b') return () => (value() >>> 0).toString(2).padStart(digits, '0');
  if (kind === 'c') return () => String.fromCharCode(value() & 0xff);
  if (digits > 6) return () => (value() >>> 0).toString(16).padStart(digits, '0');
  // A leading 1 keeps the zeros: cheaper than padding, in a trace's every row.
  const [limit, leading] = [16 ** digits, 16 ** Math.max(digits, 1)];
  return () => {
    const number = value() >>> 0;
    return number >= limit ? number.toString(16) : (number + leading).toString(16).slice(1);
  };
}
