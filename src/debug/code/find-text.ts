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

/** Rows outside of a bank that are known: executed instructions, and places with a label or a comment. */
function knownElsewhere({ snes, codeLog, labels }: ListingSource, bank: number): number[] {
  const same = (one: Place | null, other: Place | null): boolean =>
    one !== null && other !== null && one.memory === other.memory && one.address === other.address;
  const found = new Set<number>();
  const add = (address: number): void => {
    // The bank may be a mirror of where it is named.
    const here = bank * BANK + (address & (BANK - 1));
    if (address >= 0 && !same(placeOf(snes, here), placeOf(snes, address))) found.add(address);
  };
  const { flags } = codeLog;
  for (let at = 0; at < flags.length; at++) if ((flags[at] & CodeFlag.Opcode) !== 0) add(busOfArena(snes, at));
  for (const { memory, address } of labels.all) add(busAddressOf(snes, memory, address));
  return [...found].filter((address) => address >>> 16 !== bank).sort((a, b) => a - b);
}

/**
 * The next row that says a text: in the bank of `from` every row, in the others what was executed or has a name. From the row on to the end, through the
 * banks, and around to the row itself.
 */
export function findText(source: ListingSource, { processor, text, from, back }: TextQuery): FoundText | null {
  const { snes, listing } = source;
  const wanted = plain(text);
  if (wanted === '') return null;
  const low = from - (from % BANK);
  const inBank: number[] = [];
  const take = (row: RowText): void => void (says(row, wanted) && inBank.push(row.address));
  // Rows before the chosen one must lead to it.
  listing.walk(snes, processor, low, from - 1, take);
  listing.walk(snes, processor, from, low + BANK - 1, take);
  const ahead = (address: number): boolean => (back ? address < from : address > from);
  const order = <T>(list: readonly T[]): readonly T[] => (back ? list.toReversed() : list);
  const near = order(inBank).find(ahead);
  if (near !== undefined) return { address: near, wrapped: false };
  if (processor === 'cpu') {
    const others = order(knownElsewhere(source, low / BANK));
    const matches = (address: number): boolean => {
      let found = false;
      listing.walk(snes, processor, address, address, (row) => void (found = says(row, wanted)));
      return found;
    };
    const on = others.filter(ahead).find(matches);
    if (on !== undefined) return { address: on, wrapped: false };
    const around = others.filter((address) => !ahead(address)).find(matches);
    if (around !== undefined) return { address: around, wrapped: true };
  }
  const last = order(inBank).find((address) => !ahead(address));
  return last === undefined ? null : { address: last, wrapped: true };
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
