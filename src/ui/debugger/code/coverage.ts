import type { CodeMap, Label } from '../../../session/debug-protocol.ts';
import type { Table } from '../contents.ts';
import { codeAddress, hex } from '../places.ts';

/** What a byte was used for, as far as is known. */
export const KINDS = ['code', 'data', 'dma', 'both', 'never'] as const;
export type Kind = (typeof KINDS)[number];

/** Bits of `CodeMap.flags`. */
const OPCODE = 0x01;
const EXECUTED = 0x03;
const READ = 0x04;
const ENTRY = 0x40;

export const BANK = 0x8000;
/** Bytes of the ROM that the cursor is on together. */
export const CELL = 0x100;
const CELLS = BANK / CELL;

/** Bytes by kind, in the order of `KINDS`. */
export type Counts = readonly number[];

function kindOf(flags: number, transferred: number): number {
  const read = (flags & READ) !== 0;
  if ((flags & EXECUTED) !== 0) return KINDS.indexOf(read ? 'both' : 'code');
  if (transferred !== 0) return KINDS.indexOf('dma');
  return KINDS.indexOf(read ? 'data' : 'never');
}

/** By flags, and from 256 on by flags of bytes that DMA has read. */
const KIND_OF = Uint8Array.from({ length: 512 }, (_, at) => kindOf(at & 0xff, at >> 8));

/** Bytes from `from` up to `to` by kind. */
export function countsOf({ flags, transferred }: CodeMap, from: number, to: number): Counts {
  const counts = [0, 0, 0, 0, 0];
  const end = Math.min(to, flags.length);
  for (let at = from; at < end; at++) counts[KIND_OF[flags[at] | (transferred[at] << 8)]]++;
  return counts;
}

export function sum(all: readonly Counts[]): Counts {
  return KINDS.map((_, kind) => all.reduce((total, counts) => total + counts[kind], 0));
}

/** Of so many bytes, in percent; 0 of none. */
export function percent(count: number, of: number): number {
  return of === 0 ? 0 : (count / of) * 100;
}

export function total(counts: Counts): number {
  return counts.reduce((all, one) => all + one, 0);
}

export interface BankRow {
  readonly bank: number;
  /** Offsets in the ROM; `to` is the first one behind it. */
  readonly from: number;
  readonly to: number;
  /** On the S-CPU's bus; -1 when it does not show it. */
  readonly address: number;
  readonly counts: Counts;
}

export function bankRows(map: CodeMap): readonly BankRow[] {
  return map.banks.map((address, bank) => {
    const from = bank * BANK;
    const to = Math.min(from + BANK, map.flags.length);
    return { bank, from, to, address, counts: countsOf(map, from, to) };
  });
}

/** Where the S-CPU's bus shows a byte of the ROM; -1 when it does not. */
export function busAddress({ banks }: Pick<CodeMap, 'banks'>, offset: number): number {
  const base = banks[Math.floor(offset / BANK)] ?? -1;
  return base < 0 ? -1 : base + (offset % BANK);
}

/** The first instruction of a cell that was executed, or the cell's first byte. */
export function firstCode({ flags }: CodeMap, from: number): number {
  const cell = flags.subarray(from, from + CELL);
  return (
    from +
    Math.max(
      0,
      cell.findIndex((one) => (one & OPCODE) !== 0),
    )
  );
}

/** The next cell, or the one before, in which nothing was ever touched; null when there is none. */
export function nextUntouched(map: CodeMap, cell: number, by: 1 | -1): number | null {
  const cells = Math.ceil(map.flags.length / CELL);
  for (let at = cell + by; at >= 0 && at < cells; at += by) {
    const from = at * CELL;
    const counts = countsOf(map, from, from + CELL);
    if (counts[KINDS.indexOf('never')] === total(counts)) return at;
  }
  return null;
}

/** What became of a routine or of named data. */
export const USES = ['executed', 'partly', 'read', 'never'] as const;
export type Use = (typeof USES)[number];

export interface PlaceRow {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly address: number;
  readonly counts: Counts;
  readonly use: Use;
}

function useOf(counts: Counts): Use {
  const [code, data, dma, both] = counts;
  const executed = code + both;
  if (executed === total(counts)) return 'executed';
  if (executed > 0) return 'partly';
  return data + dma > 0 ? 'read' : 'never';
}

/** Everything of the ROM that has a label, and routines that were called and have none. Each reaches to the next one, or to the end of its bank. */
export function placeRows(map: CodeMap, labels: readonly Label[]): readonly PlaceRow[] {
  const names = new Map(labels.filter((one) => one.memory === 'rom' && one.name !== '').map((one) => [one.address, one]));
  const starts = new Set(names.keys());
  map.flags.forEach((flags, at) => (flags & ENTRY) !== 0 && starts.add(at));
  const sorted = [...starts].filter((at) => at < map.flags.length).sort((a, b) => a - b);
  return sorted.map((from, index) => {
    const label = names.get(from);
    const bankEnd = (Math.floor(from / BANK) + 1) * BANK;
    const end = Math.min(sorted[index + 1] ?? map.flags.length, bankEnd, map.flags.length);
    const to = label !== undefined && label.length > 1 ? Math.min(from + label.length, end) : end;
    const counts = countsOf(map, from, to);
    return { from, to, name: label?.name ?? '', address: busAddress(map, from), counts, use: useOf(counts) };
  });
}

/** Of a bank's bytes so many kinds to each of `columns` stretches, as they are drawn. */
export function columnsOf(map: CodeMap, from: number, to: number, columns: number): readonly Counts[] {
  return Array.from({ length: columns }, (_, column) => {
    const start = from + Math.floor((column * BANK) / columns);
    const end = from + Math.max(Math.floor(((column + 1) * BANK) / columns), Math.floor((column * BANK) / columns) + 1);
    return countsOf(map, Math.min(start, to), Math.min(end, to));
  });
}

/** The cell at a share (0 to 1) of a bank's strip. */
export function cellAt(bank: number, share: number): number {
  return bank * CELLS + Math.max(0, Math.min(CELLS - 1, Math.floor(share * CELLS)));
}

export function bankOf(cell: number): number {
  return Math.floor(cell / CELLS);
}

function busText(address: number): string {
  return address < 0 ? '' : codeAddress('cpu', address);
}

export function banksTable(rows: readonly BankRow[]): Table {
  return {
    titles: ['address', 'rom', 'bytes', ...KINDS],
    rows: rows.map((row) => [busText(row.address), `$${hex(row.from, 6)}`, row.to - row.from, ...row.counts]),
  };
}

export function placesTable(rows: readonly PlaceRow[]): Table {
  return {
    titles: ['name', 'address', 'rom', 'bytes', 'use', ...KINDS],
    rows: rows.map((row) => [row.name, busText(row.address), `$${hex(row.from, 6)}`, row.to - row.from, row.use, ...row.counts]),
  };
}
