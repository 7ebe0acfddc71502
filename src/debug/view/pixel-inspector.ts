import { PpuTrace } from '../../core/ppu/trace.ts';
import type { History } from '../run/history.ts';
import type { Position } from '../run/position.ts';
import { lastWrites, type WriteQuery, type WriteRecord } from '../search/who-wrote.ts';
import { runToPlace } from './fields.ts';
import type { PixelOrigin } from './pixel-origin.ts';
import { PixelProbe, type PixelReport } from './pixel-probe.ts';

export type PixelByteKind = 'map' | 'tile' | 'oam' | 'oam-high' | 'palette';

/** Bytes that took part in a pixel and were written last by the same instruction or transfer, and by which. */
export interface PixelByte {
  readonly what: PixelByteKind;
  readonly screen: 'main' | 'sub';
  readonly memory: 'vram' | 'oam' | 'cgram';
  readonly address: number;
  readonly length: number;
  /** The last of the writes to them, before the pixel was drawn. */
  readonly writer: WriteRecord | null;
}

export interface PixelAnswer extends PixelReport {
  /** Before the line was finished: what to search back from. */
  readonly position: Position;
  readonly bytes: readonly PixelByte[];
}

const FRAME_CLOCKS = 313 * 1364;

type Part = Omit<PixelByte, 'writer'>;

/** Bits of a background's or a sprite's pixel, two of them in each pair of bytes, 16 bytes from pair to pair. */
function planes(part: Omit<Part, 'address' | 'length'>, address: number, bits: number): Part[] {
  return Array.from({ length: bits / 2 }, (_, pair) => ({ ...part, address: (address + pair * 16) & 0xffff, length: 2 }));
}

/** What the winners of both screens are made of. */
function bytesOf(report: PixelReport): Part[] {
  return (['main', 'sub'] as const).flatMap((screen) => {
    const winner = report.candidates.find((one) => one.screen === screen && one.wins);
    // Where nothing wins on the sub-screen its fixed colour counts, which is no byte of a memory.
    if (winner === undefined && screen === 'sub') return [];
    const color: Part = { what: 'palette', screen, memory: 'cgram', address: (winner?.color ?? 0) * 2, length: 2 };
    return [...(winner?.directColor === true ? [] : [color]), ...originBytes(winner?.origin ?? null, screen)];
  });
}

function originBytes(origin: PixelOrigin | null, screen: 'main' | 'sub'): Part[] {
  if (origin === null) return [];
  const tile = { what: 'tile', screen, memory: 'vram' } as const;
  const map = { what: 'map', screen, memory: 'vram' } as const;
  if (origin.kind === 'sprite')
    return [
      { what: 'oam', screen, memory: 'oam', address: origin.oamAddress, length: 4 },
      { what: 'oam-high', screen, memory: 'oam', address: origin.oamHighAddress, length: 1 },
      ...planes(tile, origin.tileAddress, 4),
    ];
  const { mapAddress, tileAddress } = origin;
  const fetched = mapAddress >= 0 ? [{ ...map, address: mapAddress, length: origin.kind === 'mode7' ? 1 : 2 }] : [];
  if (origin.kind === 'mode7') return tileAddress < 0 ? fetched : [...fetched, { ...tile, address: tileAddress, length: 1 }];
  return [...fetched, ...planes(tile, tileAddress, origin.bits)];
}

/** Each byte has its own last writer; neighbours that one instruction or transfer wrote are told as one. */
function merged(bytes: readonly PixelByte[]): PixelByte[] {
  const result: PixelByte[] = [];
  for (const one of bytes) {
    const before = result.at(-1);
    if (before !== undefined && sameWriter(before, one) && before.address + before.length === one.address)
      result[result.length - 1] = { ...before, length: before.length + one.length, writer: later(before.writer, one.writer) };
    else result.push(one);
  }
  return result;
}

function sameWriter(a: PixelByte, b: PixelByte): boolean {
  if (a.what !== b.what || a.screen !== b.screen) return false;
  if (a.writer === null || b.writer === null) return a.writer === b.writer;
  return (
    a.writer.position.time === b.writer.position.time &&
    a.writer.agent === b.writer.agent &&
    a.writer.channel === b.writer.channel
  );
}

function later(a: WriteRecord | null, b: WriteRecord | null): WriteRecord | null {
  if (a === null || b === null) return a ?? b;
  const clock = ({ frame, line, dot }: WriteRecord): number => (frame * 512 + line) * 512 + dot;
  return clock(b) >= clock(a) ? b : a;
}

export interface PixelOptions {
  /** `x` is a dot (0 to 255) and `y` a line of the picture, however wide the row is drawn and whether or not it is interlaced. */
  readonly dots?: boolean;
  /** Keyframes in which writers are searched at most; all of them when missing. */
  readonly most?: number;
}

/** Draws the picture once more and tells how a pixel came about. `x` and `y` are in the picture as it is shown; null where no picture is. */
export function inspectPixel(
  history: History,
  before: Position,
  x: number,
  y: number,
  writers: boolean,
  { dots = false, most = Infinity }: PixelOptions = {},
): PixelAnswer | null {
  const found = drawAgain(history, before, x, y, dots);
  if (found === null) return null;
  const { report, position } = found;
  const parts = bytesOf(report);
  if (!writers) return { ...report, position, bytes: parts.map((part) => ({ ...part, writer: null })) };
  const single = parts.flatMap((part) =>
    Array.from({ length: part.length }, (_, i): Part => ({ ...part, address: part.address + i, length: 1 })),
  );
  const queries = single.map(({ memory, address }): WriteQuery => ({ memory, from: address, to: address, most }));
  const records = lastWrites(history, position, queries, position.time);
  return { ...report, position, bytes: merged(single.map((part, i) => ({ ...part, writer: records[i] ?? null }))) };
}

function drawAgain(
  history: History,
  before: Position,
  x: number,
  y: number,
  dots: boolean,
): { report: PixelReport; position: Position } | null {
  const { scout, timeline } = history;
  const { snes, traveller, hub } = scout;
  const { ppu } = snes;
  const shown = history.live.snes.ppu;
  const row = shown.interlace && !dots ? y >> 1 : y;
  const dot = shown.renderer.wide[y] === 1 && !dots ? x >> 1 : x;
  const field = y & 1;
  let last: { report: PixelReport; position: Position } | null = null;
  const probe = new PixelProbe(
    ppu,
    new PpuTrace(),
    (line, at) => line === row + 1 && at === dot && (!ppu.interlace || dots || snes.clock.field === field),
    (report) => (last = { report, position: { time: snes.clock.base + snes.clock.now, micro: 0 } }),
  );
  const from = Math.max(timeline.start, before.time - FRAME_CLOCKS * (shown.interlace ? 4 : 2));
  const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(from))];
  if (keyframe === undefined) return null;
  hub.only([], () => {
    traveller.restore(keyframe);
    ppu.renderer.probe = probe;
    runToPlace(scout, before, () => {
      ppu.catchUp();
      ppu.renderer.probe = null;
    });
  });
  return last;
}
