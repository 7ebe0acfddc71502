import type { Snes } from '../../core/snes.ts';
import { busAddressOf, type Place, placeOf } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import { CodeFlag, type CodeLog } from './code-log.ts';
import type { Labels } from './labels.ts';
import type { Listing, RowText } from './listing.ts';

const BANK = 0x10000;

export interface TextQuery {
  readonly processor: ProcessorName;
  /** Part of a label, an instruction as it is written, or a comment; capitals do not matter. */
  readonly text: string;
  /** The row behind or before which it begins; that row itself is the last. */
  readonly from: number;
  readonly back: boolean;
}

export interface FoundText {
  readonly address: number;
  /** It was gone around: the row is not on the way that was asked for. */
  readonly wrapped: boolean;
}

export interface CodeBank {
  readonly bank: number;
  /** Bytes that were executed, operands included. */
  readonly code: number;
}

/** What the rows are made of. */
export interface ListingSource {
  readonly snes: Snes;
  readonly listing: Listing;
  readonly codeLog: CodeLog;
  readonly labels: Labels;
}

/** A text with single spaces and without capitals. */
function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

function says({ label, text, comment }: RowText, wanted: string): boolean {
  if (label !== '' && `${label}:`.toLowerCase().includes(wanted)) return true;
  return plain(comment === '' ? text : `${text} ; ${comment}`).includes(wanted);
}

/** The address of the bus of a place in the arena. */
function busOfArena(snes: Snes, at: number): number {
  const { wram, rom } = snes.bus;
  if (at < wram.length) return busAddressOf(snes, 'wram', at);
  if (at < wram.length + rom.length) return busAddressOf(snes, 'rom', at - wram.length);
  return busAddressOf(snes, 'sram', at - wram.length - rom.length);
}

/** Rows, or bytes of the code/data log, that are looked at before others have their turn: some milliseconds. */
const ROWS_A_TURN = 256;
const FLAGS_A_TURN = 1 << 15;

/** Rows outside of a bank that are known: executed instructions, and places with a label or a comment. */
function* knownElsewhere({ snes, codeLog, labels }: ListingSource, bank: number): Generator<void, Int32Array> {
  const same = (one: Place | null, other: Place | null): boolean =>
    one !== null && other !== null && one.memory === other.memory && one.address === other.address;
  const found: number[] = [];
  const add = (address: number): void => {
    if (address < 0 || address >>> 16 === bank) return;
    // The bank may be a mirror of where it is named.
    const here = bank * BANK + (address & (BANK - 1));
    if (!same(placeOf(snes, here), placeOf(snes, address))) found.push(address);
  };
  const { flags } = codeLog;
  for (let at = 0; at < flags.length; at++) {
    if ((flags[at] & CodeFlag.Opcode) !== 0) add(busOfArena(snes, at));
    if (at % FLAGS_A_TURN === 0) yield;
  }
  for (const { memory, address } of labels.all) add(busAddressOf(snes, memory, address));
  const sorted = new Int32Array(found).sort();
  yield;
  return sorted.filter((address, i) => i === 0 || address !== sorted[i - 1]);
}

/** Of the way through all banks, as far as it is told: the bank in which a search begins. */
const PART_OF_BANK = 0.3;

/**
 * Looks for the next row that says a text: in the bank of `from` every row, in the others what was executed or has a name. From the row on to the end,
 * through the banks, and around to the row itself. In turns, so that others have theirs.
 */
export class TextFinder {
  /** How much of the way is gone, 0 to 1. */
  part = 0;
  /** Undefined until it is known. */
  found: FoundText | null | undefined = undefined;
  readonly query: TextQuery;
  readonly #source: ListingSource;
  readonly #wanted: string;
  readonly #search: Generator<void, FoundText | null>;

  constructor(source: ListingSource, query: TextQuery) {
    this.query = query;
    this.#source = source;
    this.#wanted = plain(query.text);
    this.#search = this.#run();
  }

  /** Goes on for so many turns. */
  go(turns: number): void {
    for (let i = 0; i < turns && this.found === undefined; i++) {
      const { done, value } = this.#search.next();
      if (done === true) this.found = value;
    }
  }

  *#run(): Generator<void, FoundText | null> {
    const { processor, from, back } = this.query;
    if (this.#wanted === '') return null;
    const ahead = (address: number): boolean => (back ? address < from : address > from);
    const behind = (address: number): boolean => !ahead(address);
    const order = (list: Int32Array): Int32Array => (back ? list.toReversed() : list);
    const inBank = order(new Int32Array(yield* this.#inBank()));
    const near = inBank.find(ahead);
    if (near !== undefined) return { address: near, wrapped: false };
    if (processor === 'cpu') {
      const others = order(yield* knownElsewhere(this.#source, Math.floor(from / BANK)));
      yield;
      const onward = others.filter(ahead);
      const way = new Int32Array(others.length);
      way.set(onward);
      way.set(others.filter(behind), onward.length);
      const other = yield* this.#firstOf(way);
      if (other !== undefined) return { address: other, wrapped: behind(other) };
    }
    const last = inBank.find(behind);
    return last === undefined ? null : { address: last, wrapped: true };
  }

  /** Rows before the chosen one must lead to it. */
  *#inBank(): Generator<void, number[]> {
    const { from } = this.query;
    const low = from - (from % BANK);
    const found: number[] = [];
    yield* this.#each(low, from - 1, found);
    yield* this.#each(from, low + BANK - 1, found);
    return found;
  }

  *#each(first: number, last: number, found: number[]): Generator<void, void> {
    const { snes, listing } = this.#source;
    let rows = 0;
    for (const row of listing.rows(snes, this.query.processor, first, last)) {
      if (says(row, this.#wanted)) found.push(row.address);
      if (++rows % ROWS_A_TURN !== 0) continue;
      this.part = ((row.address % BANK) / BANK) * PART_OF_BANK;
      yield;
    }
  }

  /** The first of some rows that says the text. */
  *#firstOf(addresses: Int32Array): Generator<void, number | undefined> {
    const { snes, listing } = this.#source;
    for (const [i, address] of addresses.entries()) {
      for (const row of listing.rows(snes, this.query.processor, address, address)) if (says(row, this.#wanted)) return address;
      if (i % ROWS_A_TURN !== 0) continue;
      this.part = PART_OF_BANK + (i / addresses.length) * (1 - PART_OF_BANK);
      yield;
    }
    return undefined;
  }
}

/** The same at once. */
export function findText(source: ListingSource, query: TextQuery): FoundText | null {
  const finder = new TextFinder(source, query);
  finder.go(Infinity);
  return finder.found ?? null;
}

/** The banks that show ROM, WRAM or battery RAM under its own name, with how much of it was executed. */
export function codeBanks({ snes, codeLog }: Pick<ListingSource, 'snes' | 'codeLog'>): CodeBank[] {
  const { flags } = codeLog;
  const banks = new Map<number, number>();
  const STEP = 0x1000;
  for (let start = 0; start < flags.length; start += STEP) {
    const address = busOfArena(snes, start);
    if (address < 0) continue;
    let code = 0;
    for (let at = start; at < Math.min(flags.length, start + STEP); at++)
      if ((flags[at] & (CodeFlag.Opcode | CodeFlag.Operand)) !== 0) code++;
    banks.set(address >>> 16, (banks.get(address >>> 16) ?? 0) + code);
  }
  return [...banks].map(([bank, code]) => ({ bank, code })).sort((a, b) => a.bank - b.bank);
}
