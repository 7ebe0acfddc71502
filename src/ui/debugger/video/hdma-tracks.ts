import type { FrameEvent } from '../../../session/debug-protocol.ts';
import { hex } from '../places.ts';
import type { Table } from '../contents.ts';
import type { EventRow } from './event-list.ts';
import { meaningOf } from './register-meaning.ts';
import type { Say } from './pixel-words.ts';
import { registerTitle } from './register-titles.ts';
import { valuesOf } from './register-values.ts';

/** What one channel puts into one register, in the frame's order. */
export interface Track {
  readonly channel: number;
  readonly register: number;
  readonly name: string;
  /** Indices in the list of transfers. */
  readonly rows: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** The transfers, with the two bytes of a register that is written twice as one. */
export function transfersOf(events: readonly FrameEvent[]): EventRow[] {
  const held = valuesOf(events);
  return events
    .map((event, i): EventRow => ({ event, kind: 'hdma', held: held[i], breakpoint: -1 }))
    .filter((row, i, all) => row.held >= 0 || all[i + 1]?.event.register !== row.event.register);
}

/** A register's value as the number that it means: scroll offsets and the matrix have signs. */
export function numberOf(register: number, held: number): number {
  if (held < 0) return 0;
  if (register >= 0x210d && register <= 0x2114) return (held << 22) >> 22;
  if (register >= 0x211b && register <= 0x211e) return (held << 16) >> 16;
  if (register === 0x211f || register === 0x2120) return (held << 19) >> 19;
  if (register === 0x2132) return held & 31;
  return register === 0x2100 ? held & 15 : held;
}

/** One track for each channel and register, by channel. */
export function tracksOf(transfers: readonly EventRow[]): Track[] {
  const lists = new Map<number, number[]>();
  transfers.forEach(({ event }, i) => {
    const key = (event.channel << 16) | event.register;
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [i]);
    else list.push(i);
  });
  return [...lists]
    .sort(([one], [other]) => one - other)
    .map(([key, rows]) => {
      const register = key & 0xffff;
      const numbers = rows.map((row) => numberOf(register, transfers[row]?.held ?? 0));
      const name = transfers[rows[0] ?? 0]?.event.name ?? '';
      return { channel: key >> 16, register, name, rows, least: Math.min(...numbers), most: Math.max(...numbers) };
    });
}

/** Index of the transfer of a track that holds at a line: the last one at or before it; -1 when none is. */
export function heldAt(track: Track, transfers: readonly EventRow[], line: number): number {
  let found = -1;
  for (const row of track.rows) {
    if ((transfers[row]?.event.line ?? 0) > line) break;
    found = row;
  }
  return found;
}

/** How long a value's bar is, 0 to 1, on the track's own scale; one that never changes is half as long as its place. */
export function barOf({ register, least, most }: Track, held: number): number {
  return least === most ? 0.5 : 0.06 + (0.94 * (numberOf(register, held) - least)) / (most - least);
}

/** Transfers of HDMA stand in the lines' blank: what they write is seen from the next line on. */
export function seenLine({ line, dot }: Pick<FrameEvent, 'line' | 'dot'>): number {
  return dot > 270 ? line + 1 : line;
}

export function hdmaTable(transfers: readonly EventRow[], say: Say): Table {
  return {
    titles: ['line', 'dot', 'channel', 'register', 'name', 'value', 'purpose', 'meaning'],
    rows: transfers.map(({ event, held }) => {
      const title = registerTitle(event.register);
      const value = held < 0 ? hex(event.value, 2) : hex(held, held > 0xff ? 4 : 2);
      return [
        event.line,
        event.dot,
        event.channel,
        hex(event.register, 4),
        event.name,
        value,
        title === null ? '' : say(title),
        meaningOf(event.register, held, say),
      ];
    }),
  };
}
