import type { Snes } from '../../core/snes.ts';
import { arenaStartOf, type MemoryName } from '../memories.ts';
import type { WatchRange } from '../hub.ts';

/** What is no memory lies behind it: registers at their address in the system banks, the rest at its own. */
const NO_MEMORY = 0x1000000;
const PAGE = 0x2000;

/** A register of the system banks: the four ports of the sound processor repeat up to $217F. [fullsnes: $2140] */
export function registerAt(address: number): number {
  const low = address & 0xffff;
  return (low & 0xffc0) === 0x2140 ? low & 0xffc3 : low;
}

/** The byte or register that an address of the S-CPU's bus shows, as one number: the same for all its mirrors. */
export function shownAt(snes: Snes, address: number): number {
  const at = snes.bus.mappedAt(address);
  if (at >= 0) return at;
  return NO_MEMORY + ((address & 0x408000) === 0 ? registerAt(address) : address);
}

interface Span {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** A range of the S-CPU's bus, or of a memory behind it, with all mirrors: programs in fast ROM run in banks $80 and up, labels may name $00. */
export class BusRange {
  readonly #spans: readonly Span[];

  /** `to` is inclusive. For memories that the S-CPU does not see, nothing lies in it. */
  constructor(snes: Snes, memory: MemoryName, from: number, to: number) {
    const start = arenaStartOf(snes, memory);
    if (memory === 'cpu') this.#spans = merged(busSpans(snes, from, to));
    else this.#spans = start < 0 ? [] : [{ from: start + from, to: start + to }];
  }

  /** `shown`: of `shownAt`. */
  contains(shown: number): boolean {
    const spans = this.#spans;
    for (let i = 0; i < spans.length; i++) if (shown >= spans[i].from && shown <= spans[i].to) return true;
    return false;
  }

  /** What must be watched so that no access is missed; registers always are. */
  ranges(snes: Snes, read: boolean, write: boolean): WatchRange[] {
    return (['wram', 'rom', 'sram'] as const).flatMap((memory) => {
      const start = arenaStartOf(snes, memory);
      const end = start + snes.bus[memory].length - 1;
      return this.#spans
        .filter(({ from, to }) => to >= start && from <= end)
        .map(({ from, to }) => ({ memory, from: Math.max(from, start) - start, to: Math.min(to, end) - start, read, write }));
    });
  }
}

/** What a stretch within a page shows: one span, or where it repeats (a small SRAM, ports) those of its halves. */
function addSpans(snes: Snes, first: number, last: number, spans: Span[]): void {
  const from = shownAt(snes, first);
  const to = shownAt(snes, last);
  if (to - from === last - first) {
    spans.push({ from, to });
    return;
  }
  const middle = (first + last) >> 1;
  addSpans(snes, first, middle, spans);
  addSpans(snes, middle + 1, last, spans);
}

function busSpans(snes: Snes, from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let first = from; first <= to;) {
    const last = Math.min(to, first | (PAGE - 1));
    addSpans(snes, first, last, spans);
    first = last + 1;
  }
  return spans;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const before = result.at(-1);
    if (before !== undefined && span.from <= before.to + 1)
      result[result.length - 1] = { from: before.from, to: Math.max(before.to, span.to) };
    else result.push(span);
  }
  return result;
}
