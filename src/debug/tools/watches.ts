import { compileExpression, type Names } from '../break/expression.ts';
import type { Snes } from '../../core/snes.ts';
import { type MemoryName, peek } from '../memories.ts';
import type { TextTable } from './text-table.ts';

/**
 * What lies at an address:
 *
 * - `u8 u16 u24 u32 s8 s16 s24 s32`: numbers, low byte first
 * - `fixed16.8`: so many bits in all, so many of them behind the point; `ufixed` without sign
 * - `string16`: so many characters; `string` up to a 0
 * - `ptr16 T`, `ptr24 T`: an address in the same bank, or a whole one, and what lies there
 * - `T[4]`: so many of them; `struct { x: s16, y: s16 }`: named parts
 */
export type WatchType =
  | { readonly kind: 'number'; readonly bytes: number; readonly signed: boolean; readonly fraction: number }
  | { readonly kind: 'string'; readonly length: number }
  | { readonly kind: 'pointer'; readonly bytes: 2 | 3; readonly to: WatchType }
  | { readonly kind: 'array'; readonly of: WatchType; readonly count: number }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: WatchType }[] };

export interface WatchValue {
  readonly name: string;
  readonly address: number;
  readonly text: string;
  /** How the number at the address is written; null for what is no number. `fraction` bits stand behind the point. */
  readonly number: { readonly bytes: number; readonly signed: boolean; readonly fraction: number } | null;
  readonly children: readonly WatchValue[];
}

/** What is wrong with a type. */
export class WatchTypeError extends Error {
  override readonly name = 'WatchTypeError';
}

const MOST_PARTS = 1024;

class TypeParser {
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#words = text.match(/[A-Za-z_][\w.]*|\d+|[{}[\]:,]|\S/g) ?? [];
  }

  whole(): WatchType {
    const type = this.#type();
    const rest = this.#words[this.#at];
    if (rest !== undefined) throw new WatchTypeError(`'${rest}' is not expected in a type`);
    return type;
  }

  #take(): string {
    return this.#words[this.#at++] ?? '';
  }

  #expect(word: string): void {
    const found = this.#take();
    if (found !== word) throw new WatchTypeError(`'${word}' is expected${found === '' ? ' at the end' : `, not '${found}'`}`);
  }

  #type(): WatchType {
    let type = this.#simple();
    while (this.#words[this.#at] === '[') {
      this.#at++;
      const count = Number(this.#take());
      if (!Number.isInteger(count) || count < 1 || count > MOST_PARTS)
        throw new WatchTypeError(`an array has 1 to ${MOST_PARTS} parts`);
      this.#expect(']');
      type = { kind: 'array', of: type, count };
    }
    return type;
  }

  #simple(): WatchType {
    const word = this.#take();
    const number = /^([us])(8|16|24|32)$/.exec(word);
    if (number !== null) return { kind: 'number', bytes: Number(number[2]) / 8, signed: number[1] === 's', fraction: 0 };
    const fixed = /^(u?)fixed(8|16|24|32)\.(\d+)$/.exec(word);
    if (fixed !== null && Number(fixed[3]) <= Number(fixed[2]))
      return { kind: 'number', bytes: Number(fixed[2]) / 8, signed: fixed[1] === '', fraction: Number(fixed[3]) };
    const text = /^string(\d*)$/.exec(word);
    if (text !== null) return { kind: 'string', length: Math.min(Number(text[1]), MOST_PARTS) };
    if (word === 'ptr16') return { kind: 'pointer', bytes: 2, to: this.#type() };
    if (word === 'ptr24') return { kind: 'pointer', bytes: 3, to: this.#type() };
    if (word === 'struct') return this.#struct();
    throw new WatchTypeError(`'${word}' is no type: u8, s16, fixed16.8, string8, ptr24 u8, u8[4], struct { x: u8 }`);
  }

  #struct(): WatchType {
    const fields: { name: string; type: WatchType }[] = [];
    this.#expect('{');
    while (this.#words[this.#at] !== '}') {
      const name = this.#take();
      if (!/^[A-Za-z_]/.test(name)) throw new WatchTypeError(`a part's name is expected, not '${name}'`);
      this.#expect(':');
      fields.push({ name, type: this.#type() });
      if (this.#words[this.#at] === ',') this.#at++;
      if (fields.length > MOST_PARTS) throw new WatchTypeError(`a struct has up to ${MOST_PARTS} parts`);
    }
    this.#at++;
    return { kind: 'struct', fields };
  }
}

/** @throws WatchTypeError */
export function parseWatchType(text: string): WatchType {
  return new TypeParser(text).whole();
}

function sizeOf(type: WatchType): number {
  switch (type.kind) {
    case 'number':
    case 'pointer':
      return type.bytes;
    case 'string':
      return type.length;
    case 'array':
      return sizeOf(type.of) * type.count;
    default:
      return type.fields.reduce((sum, field) => sum + sizeOf(field.type), 0);
  }
}

class WatchReader {
  readonly #snes: Snes;
  readonly #memory: MemoryName;
  readonly #table: TextTable;
  #parts = 0;

  constructor(snes: Snes, memory: MemoryName, table: TextTable) {
    this.#snes = snes;
    this.#memory = memory;
    this.#table = table;
  }

  #number(address: number, bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value += peek(this.#snes, this.#memory, address + i) * 2 ** (8 * i);
    return value;
  }

  read(name: string, type: WatchType, address: number, depth = 0): WatchValue {
    const leaf = (text: string, number: WatchValue['number'] = null): WatchValue => ({
      name,
      address,
      text,
      number,
      children: [],
    });
    if (++this.#parts > MOST_PARTS || depth > 8) return leaf('…');
    switch (type.kind) {
      case 'number':
        return leaf(this.#numberText(type, address), { bytes: type.bytes, signed: type.signed, fraction: type.fraction });
      case 'string':
        return leaf(this.#text(address, type.length));
      case 'pointer': {
        const value = this.#number(address, type.bytes);
        const to = type.bytes === 3 ? value : (address & 0xff0000) | value;
        return {
          name,
          address,
          text: `$${to.toString(16).padStart(6, '0')}`,
          number: { bytes: type.bytes, signed: false, fraction: 0 },
          children: [this.read('*', type.to, to, depth + 1)],
        };
      }
      case 'array': {
        const step = sizeOf(type.of);
        const children = Array.from({ length: type.count }, (_, i) =>
          this.read(`[${i}]`, type.of, address + i * step, depth + 1),
        );
        return { name, address, text: `${type.count}`, number: null, children };
      }
      default: {
        let at = address;
        const children = type.fields.map((field) => {
          const child = this.read(field.name, field.type, at, depth + 1);
          at += sizeOf(field.type);
          return child;
        });
        return { name, address, text: '', number: null, children };
      }
    }
  }

  #numberText(type: WatchType & { kind: 'number' }, address: number): string {
    const raw = this.#number(address, type.bytes);
    const limit = 2 ** (8 * type.bytes - 1);
    const value = type.signed && raw >= limit ? raw - 2 * limit : raw;
    if (type.fraction > 0) return (value / 2 ** type.fraction).toFixed(Math.min(4, type.fraction));
    return `${value} ($${raw.toString(16).padStart(type.bytes * 2, '0')})`;
  }

  #text(address: number, length: number): string {
    let text = '';
    const end = length || 64;
    for (let i = 0; i < end;) {
      const byteAt = (offset: number): number => (i + offset < end ? peek(this.#snes, this.#memory, address + i + offset) : -1);
      const byte = byteAt(0);
      if (length === 0 && byte === 0) break;
      const entry = this.#table.at(byteAt);
      text += entry?.text ?? (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');
      i += entry?.bytes.length ?? 1;
    }
    return `"${text}"`;
  }
}

/** Reads a watch. @throws WatchTypeError, ExpressionError */
export function readWatch(
  snes: Snes,
  watch: { readonly name: string; readonly address: string; readonly memory: MemoryName; readonly type: string },
  names: Names,
  table: TextTable,
): WatchValue {
  const type = parseWatchType(watch.type);
  return new WatchReader(snes, watch.memory, table).read(watch.name, type, compileExpression(watch.address, names)());
}
