import { PpuTrace } from '../../core/ppu/trace.ts';
import type { History } from '../run/history.ts';
import type { Position } from '../run/position.ts';
import { lastWrites, type WriteQuery, type WriteRecord } from '../search/who-wrote.ts';
import { PixelProbe, type PixelReport } from './pixel-probe.ts';

/** A byte or two that took part in a pixel, and who wrote them last before it was drawn. */
export interface PixelByte {
  readonly what: 'map' | 'tile' | 'oam' | 'oam-high' | 'palette' | 'sub-palette';
  readonly memory: 'vram' | 'oam' | 'cgram';
  readonly address: number;
  readonly length: number;
  readonly writer: WriteRecord | null;
}

export interface PixelAnswer extends PixelReport {
  /** Before the line was finished: what to search back from. */
  readonly position: Position;
  readonly bytes: readonly PixelByte[];
}

const FRAME_CLOCKS = 313 * 1364;

/** What the winners of both screens are made of. */
function bytesOf(report: PixelReport): Omit<PixelByte, 'writer'>[] {
  const bytes: Omit<PixelByte, 'writer'>[] = [];
  for (const screen of ['main', 'sub'] as const) {
    const winner = report.candidates.find((one) => one.screen === screen && one.wins);
    const origin = winner?.origin ?? null;
    const what = screen === 'main' ? 'palette' : 'sub-palette';
    if (winner?.directColor !== true) bytes.push({ what, memory: 'cgram', address: (winner?.color ?? 0) * 2, length: 2 });
    if (origin === null || screen === 'sub') continue;
    if (origin.kind === 'sprite') {
      bytes.push({ what: 'oam', memory: 'oam', address: origin.oamAddress, length: 4 });
      bytes.push({ what: 'oam-high', memory: 'oam', address: origin.oamHighAddress, length: 1 });
      bytes.push({ what: 'tile', memory: 'vram', address: origin.tileAddress, length: 2 });
    } else if (origin.mapAddress >= 0) {
      bytes.push({ what: 'map', memory: 'vram', address: origin.mapAddress, length: origin.kind === 'mode7' ? 1 : 2 });
    }
    if (origin.kind !== 'sprite' && origin.tileAddress >= 0)
      bytes.push({ what: 'tile', memory: 'vram', address: origin.tileAddress, length: origin.kind === 'mode7' ? 1 : 2 });
  }
  return bytes;
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
  const bytes = bytesOf(report);
  const queries = bytes.map(({ memory, address, length }): WriteQuery => ({
    memory,
    from: address,
    to: address + length - 1,
    most,
  }));
  const records = writers ? lastWrites(history, position, queries) : queries.map(() => null);
  return { ...report, position, bytes: bytes.map((one, i) => ({ ...one, writer: records[i] ?? null })) };
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
    traveller.runTo(before.time);
    snes.settle();
    ppu.renderer.probe = null;
  });
  return last;
}
