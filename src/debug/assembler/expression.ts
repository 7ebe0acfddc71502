import { SourceError } from './diagnostics.ts';
import { unexpected, type Cursor, type Token } from './lexer.ts';

export interface Value {
  readonly value: number;
  /** False while a symbol in it has not been seen in any pass. */
  readonly known: boolean;
  /** A symbol in it is defined further on: its size must not be relied on. */
  readonly forward: boolean;
  /** It is a place in the program, not a plain number. */
  readonly address: boolean;
}

/** What an expression may ask of the program around it. */
export interface ExpressionScope {
  /** The address of the statement. */
  programCounter(at: Token): Value;
  /** The value of a name (`ident`, `local` or `anon` token). */
  symbol(token: Token): Value;
  isDefined(token: Token): boolean;
}

export const UNKNOWN: Value = { value: 0, known: false, forward: true, address: true };

export function constant(value: number): Value {
  return { value, known: true, forward: false, address: false };
}

const MAX_DEPTH = 100;

/** Lowest first, as in C; `=` and `<>` compare as well. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!=', '=', '<>'],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** 32-bit logic that keeps values without sign when both sides have none. */
function bitwise(a: number, b: number, result: number): number {
  return a >= 0 && b >= 0 ? result >>> 0 : result;
}

function compute(operator: string, a: number, b: number): number {
  switch (operator) {
    case '||':
      return a !== 0 || b !== 0 ? 1 : 0;
    case '&&':
      return a !== 0 && b !== 0 ? 1 : 0;
    case '|':
      return bitwise(a, b, a | b);
    case '^':
      return bitwise(a, b, a ^ b);
    case '&':
      return bitwise(a, b, a & b);
    case '==':
    case '=':
      return a === b ? 1 : 0;
    case '!=':
    case '<>':
      return a !== b ? 1 : 0;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '<<':
      return a * 2 ** Math.max(0, Math.min(b, 64));
    case '>>':
      return Math.floor(a / 2 ** Math.max(0, Math.min(b, 64)));
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? NaN : Math.trunc(a / b);
    default:
      return b === 0 ? NaN : a % b;
  }
}

function combine(operator: Token, a: Value, b: Value): Value {
  const known = a.known && b.known;
  let value = compute(operator.text, a.value, b.value);
  if (!Number.isSafeInteger(value)) {
    if (known && Number.isNaN(value)) throw new SourceError(operator.at, 'division by zero', 'the right side is 0');
    if (known) throw new SourceError(operator.at, 'the value does not fit', 'values have up to 53 bits');
    value = 0;
  }
  const sum = operator.text === '+' && a.address !== b.address;
  const difference = operator.text === '-' && a.address && !b.address;
  return { value, known, forward: a.forward || b.forward, address: sum || difference };
}

/** Reads an expression and computes it. Throws SourceError. */
export function evaluate(cursor: Cursor, scope: ExpressionScope): Value {
  return new Evaluation(cursor, scope).binary(0);
}

class Evaluation {
  readonly #cursor: Cursor;
  readonly #scope: ExpressionScope;
  #depth = 0;

  constructor(cursor: Cursor, scope: ExpressionScope) {
    this.#cursor = cursor;
    this.#scope = scope;
  }

  binary(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = this.#cursor.peek();
      if (operator.kind !== 'punct' || !operators.includes(operator.text)) return left;
      this.#cursor.next();
      left = combine(operator, left, this.binary(level + 1));
    }
  }

  #unary(): Value {
    const token = this.#cursor.peek();
    if (token.kind !== 'punct') return this.#primary();
    const apply = UNARY[token.text];
    if (apply === undefined) return this.#primary();
    this.#cursor.next();
    this.#enter(token);
    const operand = this.#unary();
    this.#depth--;
    return { ...operand, value: apply(operand.value), address: operand.address && token.text === '+' };
  }

  #enter(token: Token): void {
    if (++this.#depth > MAX_DEPTH)
      throw new SourceError(token.at, 'the expression is too deep', `up to ${MAX_DEPTH} levels of parentheses and signs`);
  }

  #primary(): Value {
    const token = this.#cursor.peek();
    if (token.kind === 'number') {
      this.#cursor.next();
      return constant(token.value);
    }
    if (token.kind === 'ident' || token.kind === 'local' || token.kind === 'anon') {
      this.#cursor.next();
      return this.#scope.symbol(token);
    }
    if (token.kind === 'string' && token.text.length === 1) {
      this.#cursor.next();
      return constant(token.text.codePointAt(0)!);
    }
    if (token.kind === 'directive') return this.#call();
    if (this.#cursor.accept('*')) return this.#scope.programCounter(token);
    if (!this.#cursor.accept('(')) throw unexpected(token, 'a value');
    this.#enter(token);
    const value = this.binary(0);
    this.#depth--;
    this.#cursor.expect(')');
    return value;
  }

  #call(): Value {
    const name = this.#cursor.next();
    if (name.text === '.defined' || name.text === '.def') return this.#defined();
    if (name.text === '.strlen') return this.#stringLength();
    const apply = FUNCTIONS[name.text];
    if (apply === undefined) throw unexpected(name, 'a value');
    this.#cursor.expect('(');
    this.#enter(name);
    const operand = this.binary(0);
    this.#depth--;
    this.#cursor.expect(')');
    return { ...operand, value: apply(operand.value), address: false };
  }

  #defined(): Value {
    this.#cursor.expect('(');
    const name = this.#cursor.next();
    if (name.kind !== 'ident' && name.kind !== 'local') throw unexpected(name, 'a name');
    this.#cursor.expect(')');
    return constant(this.#scope.isDefined(name) ? 1 : 0);
  }

  #stringLength(): Value {
    this.#cursor.expect('(');
    const text = this.#cursor.take('string', 'a string').text;
    this.#cursor.expect(')');
    return constant(text.length);
  }
}

const low = (value: number): number => value & 0xff;
const high = (value: number): number => (value >> 8) & 0xff;
const bank = (value: number): number => (value >> 16) & 0xff;

const UNARY: Readonly<Record<string, (value: number) => number>> = {
  '+': (value) => value,
  '-': (value) => -value,
  '~': (value) => ~value,
  '!': (value) => (value === 0 ? 1 : 0),
  '<': low,
  '>': high,
  '^': bank,
};

const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  '.lobyte': low,
  '.hibyte': high,
  '.bankbyte': bank,
  '.loword': (value) => value & 0xffff,
  '.hiword': (value) => (value >>> 16) & 0xffff,
};
