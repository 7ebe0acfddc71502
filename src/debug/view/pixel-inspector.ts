import { PpuTrace } from '../../core/ppu/trace.ts';
import type { History } from '../run/history.ts';
import type { Position } from '../run/position.ts';
import { lastWrites, type WriteQuery, type WriteRecord } from '../search/who-wrote.ts';
import { type DrawnPixel, DrawnRows } from './drawn-rows.ts';
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

/** `until`: when it was fetched. */
interface Part extends Omit<PixelByte, 'writer'> {
  readonly until: number;
}

/** Bits of a background's or a sprite's pixel, two of them in each pair of bytes, 16 bytes from pair to pair. */
function planes(part: Omit<Part, 'address' | 'length'>, address: number, bits: number): Part[] {
  return Array.from({ length: bits / 2 }, (_, pair) => ({ ...part, address: (address + pair * 16) & 0xffff, length: 2 }));
}

/** What the winners of both screens are made of. */
function bytesOf(report: PixelReport, drawn: number): Part[] {
  if (report.forcedBlank) return [];
  return (['main', 'sub'] as const).flatMap((screen) => {
    const winner = report.candidates.find((one) => one.screen === screen && one.wins);
    // Where nothing wins on the sub-screen its fixed colour counts, which is no byte of a memory.
    if (winner === undefined && screen === 'sub') return [];
    const color: Part = { what: 'palette', screen, memory: 'cgram', address: (winner?.color ?? 0) * 2, length: 2, until: drawn };
    return [...(winner?.directColor === true ? [] : [color]), ...originBytes(winner?.origin ?? null, screen, drawn)];
  });
}

function originBytes(origin: PixelOrigin | null, screen: 'main' | 'sub', drawn: number): Part[] {
  if (origin === null) return [];
  const tile = { what: 'tile', screen, memory: 'vram', until: drawn } as const;
  const map = { what: 'map', screen, memory: 'vram', until: drawn } as const;
  if (origin.kind === 'sprite') {
    const { oamAddress, oamHighAddress, tileAddress, time: until } = origin;
    return [
      { what: 'oam', screen, memory: 'oam', address: oamAddress, length: 4, until },
      { what: 'oam-high', screen, memory: 'oam', address: oamHighAddress, length: 1, until },
      ...planes({ ...tile, until }, tileAddress, 4),
    ];
  }
  const { mapAddress, tileAddress } = origin;
  if (origin.kind === 'mode7')
    return [
      ...(mapAddress < 0 ? [] : [{ ...map, address: mapAddress, length: 1 }]),
      ...(tileAddress < 0 ? [] : [{ ...tile, address: tileAddress, length: 1 }]),
    ];
  const { mapTime, tileTime, bits } = origin;
  // Fetched before the look began: what was written before is not known either.
  if (mapAddress < 0) return [];
  return [{ ...map, address: mapAddress, length: 2, until: mapTime }, ...planes({ ...tile, until: tileTime }, tileAddress, bits)];
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
  /** `x` is a dot (0 to 255) and `y` a line of the picture, however wide the row is drawn; of two fields the first, as in pictures in dots. */
  readonly dots?: boolean;
  /** Keyframes in which writers are searched at most; all of them when missing. */
  readonly most?: number;
}

/**
 * Draws the picture once more and tells how a pixel came about. `x` and `y` are in the picture as it is shown. Null where the picture has no line,
 * and where nothing has been drawn since the history began.
 */
export function inspectPixel(
  history: History,
  before: Position,
  x: number,
  y: number,
  writers: boolean,
  { dots = false, most = Infinity }: PixelOptions = {},
): PixelAnswer | null {
  const { interlace, renderer } = history.live.snes.ppu;
  const row = dots && interlace ? y * 2 : y;
  const dot = renderer.wide[row] === 1 && !dots ? x >> 1 : x;
  const [pixel] = drawnPixels(history, before, (otherRow, otherDot) => otherRow === row && otherDot === dot);
  if (pixel === undefined) return null;
  const { report, position } = pixel;
  const parts = bytesOf(report, position.time);
  if (!writers) return { ...report, position, bytes: parts.map((part) => toldOf(part, null)) };
  const single = parts.flatMap((part) =>
    Array.from({ length: part.length }, (_, i): Part => ({ ...part, address: part.address + i, length: 1 })),
  );
  const queries = single.map(({ memory, address, until }): WriteQuery => ({ memory, from: address, to: address, most, until }));
  const records = lastWrites(history, position, queries);
  return { ...report, position, bytes: merged(single.map((part, i) => toldOf(part, records[i] ?? null))) };
}

function toldOf({ what, screen, memory, address, length }: Part, writer: WriteRecord | null): PixelByte {
  return { what, screen, memory, address, length, writer };
}

/** Draws the picture once more, as it stands at `before`: those of its pixels that are wanted, by row of the picture and dot. */
export function drawnPixels(history: History, before: Position, wanted: (row: number, dot: number) => boolean): DrawnPixel[] {
  const { scout, timeline } = history;
  const { snes, traveller, hub } = scout;
  const { ppu } = snes;
  const drawn = new DrawnRows(snes);
  const rowOf = (line: number): number => (ppu.interlace ? (line - 1) * 2 + snes.clock.field : line - 1);
  const probe = new PixelProbe(
    ppu,
    new PpuTrace(),
    // A field may stand in for the other one.
    (line, dot) => wanted(rowOf(line), dot) || (ppu.interlace && wanted(rowOf(line) ^ 1, dot)),
    (report) => drawn.add(report, rowOf(report.line)),
  );
  const from = Math.max(timeline.start, before.time - FRAME_CLOCKS * (history.live.snes.ppu.interlace ? 4 : 2));
  const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(from))];
  if (keyframe === undefined) return [];
  const { videoSink } = ppu;
  ppu.videoSink = {
    frame: (frame) => {
      drawn.frame(frame);
      videoSink?.frame(frame);
    },
  };
  hub.only([], () => {
    traveller.restore(keyframe);
    ppu.renderer.probe = probe;
    runToPlace(scout, before, () => {
      ppu.catchUp();
      ppu.renderer.probe = null;
    });
  });
  ppu.videoSink = videoSink;
  return drawn.pixels.filter(({ row, report }) => wanted(row, report.x));
}
