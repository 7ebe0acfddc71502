import { FatalSourceError, SourceError, type Diagnostic, type Position } from './diagnostics.ts';
import { constant, evaluate, UNKNOWN, type ExpressionScope, type Value } from './expression.ts';
import type { CartHeader } from './header.ts';
import { bankStart, banksOf, fileOffset, isWorkRam, RomImage, type Mapping } from './image.ts';
import type { Cursor, Token } from './lexer.ts';
import { SymbolTable } from './symbols.ts';

/** A counter that says where the next byte goes. */
interface Segment {
  readonly name: string;
  address: number;
  /** The bank's last byte is filled. */
  full: boolean;
  complained: boolean;
}

/** Bytes that a line of source made. */
export interface LineRecord {
  /** In the ROM file. */
  readonly offset: number;
  /** As the program sees it: 24 bits, or 16 for the audio processor. */
  readonly address: number;
  readonly length: number;
  readonly at: Position;
  readonly processor: 'p816' | 'spc700';
}

/** Segments that need no declaration. RAM segments only reserve. */
const SEGMENTS: Readonly<Record<string, number>> = { ZEROPAGE: 0, BSS: 0x200, HIRAM: 0x7e2000, HIRAM2: 0x7f0000 };
const MAX_BYTES = 1 << 24;

/** What one pass makes of the source: bytes, names, complaints, and the state that directives change. */
export class Program implements ExpressionScope {
  readonly symbols: SymbolTable;
  readonly image = new RomImage();
  readonly errors: Diagnostic[] = [];
  readonly undefinedNames: Token[] = [];
  readonly lines: LineRecord[] = [];
  readonly characters = new Map<number, number>();
  readonly vectors = new Map<string, { value: Value; at: Position }>();
  processor: 'p816' | 'spc700' = 'p816';
  accumulatorBytes = 1;
  indexBytes = 1;
  smart = false;
  mapping: Mapping;
  fast = false;
  header: CartHeader | null = null;
  headerAt: Position | null = null;

  readonly #segments = new Map<string, Segment>();
  #segment: Segment;
  /** Added to the segment's address for code that will run elsewhere. */
  #shift = 0;
  #based = false;
  #emitted = 0;
  /** Where the statement that is being assembled began. */
  #statementAddress = 0;
  #statementOffset = 0;
  #statementAt: Position = { file: '', line: 0, column: 0 };
  #emittedHere = 0;

  constructor(mapping: Mapping, before: Program | null) {
    this.mapping = mapping;
    this.symbols = new SymbolTable(before?.symbols ?? null);
    this.#segment = this.#segmentOf('bank 0', bankStart(mapping, 0, false));
  }

  // Names and expressions

  evaluate(cursor: Cursor): Value {
    return evaluate(cursor, this);
  }

  /** An expression whose value must be known in the end; 0 until then. */
  number(cursor: Cursor): number {
    return this.evaluate(cursor).value;
  }

  programCounter(): Value {
    return { value: this.#statementAddress, known: true, forward: false, address: true };
  }

  symbol(token: Token): Value {
    if (token.kind === 'anon') {
      const found = this.symbols.findAnonymous(token.value);
      if (found !== null) return { value: found.address, known: true, forward: found.forward, address: true };
    } else {
      const found = this.symbols.find(token.text);
      if (found !== null) return { ...found.entry, forward: found.forward };
    }
    this.undefinedNames.push(token);
    return UNKNOWN;
  }

  isDefined(token: Token): boolean {
    return this.symbols.isDefined(token.text);
  }

  report(error: SourceError, context: string): void {
    this.errors.push({ ...error.at, what: error.message + context, hint: error.hint });
  }

  // Where bytes go

  get address(): number {
    const address = this.#segment.address + this.#shift;
    return this.#based ? address & 0xffff : address;
  }

  get isBased(): boolean {
    return this.#based;
  }

  #segmentOf(name: string, start: number): Segment {
    let segment = this.#segments.get(name);
    if (segment === undefined) this.#segments.set(name, (segment = { name, address: start, full: false, complained: false }));
    return segment;
  }

  #leaveBase(at: Position): void {
    if (this.#based) throw new SourceError(at, 'the place changes inside .base', 'write .endbase first');
  }

  selectMapping(mapping: Mapping, fast: boolean): void {
    this.mapping = mapping;
    this.fast = fast;
    for (const name of this.#segments.keys()) if (name.startsWith('bank ')) this.#segments.delete(name);
    this.#segment = this.#segmentOf('bank 0', bankStart(mapping, 0, fast));
  }

  selectBank(bank: number, at: Position): void {
    this.#leaveBase(at);
    if (bank < 0 || bank >= banksOf(this.mapping))
      throw new SourceError(at, `there is no bank ${bank}`, `banks are 0 to ${banksOf(this.mapping) - 1}`);
    this.#segment = this.#segmentOf(`bank ${bank}`, bankStart(this.mapping, bank, this.fast));
  }

  selectSegment(name: string, start: number | null, at: Position): void {
    this.#leaveBase(at);
    const number = /^BANK(\d+)$/.exec(name)?.[1];
    if (start !== null) this.#segment = this.#segmentOf(name, start);
    else if (this.#segments.has(name)) this.#segment = this.#segments.get(name)!;
    else if (name === 'CODE' || name === 'RODATA') this.selectBank(0, at);
    else if (number !== undefined) this.selectBank(Number(number), at);
    else if (SEGMENTS[name] !== undefined) this.#segment = this.#segmentOf(name, SEGMENTS[name]);
    else throw new SourceError(at, `there is no segment '${name}'`, `say where it begins: .segment "${name}", $7e8000`);
  }

  /** Goes on at an address: 16 bits stay in the bank, 24 bits change it. */
  origin(address: number, at: Position): void {
    this.#leaveBase(at);
    if (address < 0 || address > 0xffffff) throw new SourceError(at, 'the address is out of range', 'addresses have 24 bits');
    if (this.mapping === 'raw') {
      this.#shift = address - this.#segment.address;
      return;
    }
    const target = address > 0xffff ? address : (this.#segment.address & 0xff0000) | address;
    if (fileOffset(this.mapping, target) < 0 && !isWorkRam(target))
      throw new SourceError(
        at,
        `$${target.toString(16)} is neither ROM nor work RAM`,
        'LoROM code stands at $8000 to $ffff of a bank',
      );
    this.#segment.address = target;
    this.#segment.full = false;
  }

  beginBase(address: number, at: Position): void {
    if (this.#based) throw new SourceError(at, '.base inside .base', 'write .endbase first');
    if (address < 0 || address > 0xffff) throw new SourceError(at, 'the address is out of range', '.base takes 16 bits');
    this.#based = true;
    this.#shift = address - this.#segment.address;
  }

  endBase(at: Position): void {
    if (!this.#based) throw new SourceError(at, '.endbase without .base', '');
    this.#based = false;
    this.#shift = 0;
  }

  // Bytes

  beginStatement(at: Position): void {
    this.#statementAddress = this.address;
    this.#statementOffset = fileOffset(this.mapping, this.#segment.address);
    this.#statementAt = at;
    this.#emittedHere = 0;
  }

  endStatement(): void {
    if (this.#emittedHere === 0 || this.#statementOffset < 0) return;
    this.lines.push({
      offset: this.#statementOffset,
      address: this.#statementAddress,
      length: this.#emittedHere,
      at: this.#statementAt,
      processor: this.processor,
    });
  }

  emit(byte: number): void {
    const at = this.#statementAt;
    if (this.#segment.full) return this.#complainFull();
    if (++this.#emitted > MAX_BYTES) throw new FatalSourceError(at, 'the program is too large', 'up to 16 MiB');
    const offset = fileOffset(this.mapping, this.#segment.address);
    if (offset < 0 && isWorkRam(this.#segment.address))
      throw new SourceError(
        at,
        'bytes in work RAM',
        'RAM segments only reserve room with .res; use .base for code that is copied',
      );
    const outcome = this.image.write(offset, byte & 0xff);
    if (outcome === 'overlap')
      throw new SourceError(
        at,
        `$${this.#segment.address.toString(16)} has bytes already`,
        'look at the .org statements of this bank',
      );
    if (outcome === 'outside') throw new SourceError(at, 'outside of the ROM', 'an image has up to 64 Mbit');
    this.#advance(1);
    this.#emittedHere++;
  }

  /** Steps over room without writing it: RAM, or gaps. */
  reserve(bytes: number): void {
    if (bytes < 0 || bytes > MAX_BYTES)
      throw new SourceError(this.#statementAt, `cannot reserve ${bytes} bytes`, 'give 0 or more');
    this.#advance(bytes);
  }

  get inRam(): boolean {
    return this.mapping !== 'raw' && isWorkRam(this.#segment.address);
  }

  /** Steps on inside the bank. Its last byte may be filled; that there is no more is said once. */
  #advance(bytes: number): void {
    const segment = this.#segment;
    const next = segment.address + bytes;
    const end = (segment.address | 0xffff) + 1;
    if (this.mapping === 'raw' || next < end) segment.address = next;
    else {
      segment.full = true;
      if (next === end) segment.address = end;
      else this.#complainFull();
    }
  }

  #complainFull(): void {
    if (this.#segment.complained) return;
    this.#segment.complained = true;
    throw new SourceError(this.#statementAt, `${this.#segment.name} is full`, 'move something to another .bank');
  }

  /** `bytes` bytes, low one first; complains when the value needs more. An address may lose its bank byte to a word. */
  emitValue(value: Value, bytes: number, at: Position): void {
    const limit = 2 ** (8 * bytes);
    const cut = value.address && bytes === 2;
    if (value.known && !cut && (value.value >= limit || value.value < -limit / 2)) {
      // The bytes are there, so that what follows stays in its place.
      for (let i = 0; i < bytes; i++) this.emit(0);
      const hint =
        bytes === 1 ? 'take one byte with < > or ^, or look at the register width (.a8 .a16)' : 'take a part with & or .loword()';
      throw new SourceError(
        at,
        `${hexadecimal(value.value)} does not fit into ${bytes === 1 ? 'a byte' : `${bytes} bytes`}`,
        hint,
      );
    }
    for (let i = 0, rest = value.value; i < bytes; i++, rest = Math.floor(rest / 256)) this.emit(((rest % 256) + 256) % 256);
  }

  /** The distance of a branch in `bytes` bytes, from the end of an instruction of `length` bytes. */
  emitBranch(target: Value, length: number, bytes: number, at: Position): void {
    const from = this.#statementAddress + length;
    const far = target.known && target.value > 0xffff && target.value >> 16 !== from >> 16;
    const distance = target.known ? ((target.value - from) << 16) >> 16 : 0;
    const limit = 2 ** (8 * bytes - 1);
    if (!far && distance < limit && distance >= -limit) {
      this.emitValue(constant(distance), bytes, at);
      return;
    }
    this.emitValue(constant(0), bytes, at);
    const by = far ? 'is in another bank' : `is ${distance} bytes away`;
    throw new SourceError(at, `the branch's target ${by}`, far ? 'use jml' : 'a branch reaches -128 to +127; use jmp or brl');
  }
}

export function hexadecimal(value: number): string {
  return value < 0 ? `-$${(-value).toString(16)}` : `$${value.toString(16)}`;
}
