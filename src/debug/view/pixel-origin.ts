import { BITS_PER_PIXEL } from '../../core/ppu/layers.ts';
import { mode7At } from '../../core/ppu/mode7.ts';
import type { Renderer } from '../../core/ppu/renderer.ts';
import type { PpuTrace } from '../../core/ppu/trace.ts';
import { COLUMNS } from '../../core/ppu/fetch-slots.ts';
import type { Ppu } from '../../core/ppu/ppu.ts';

/** The bytes that made a layer's pixel. Addresses are of bytes in VRAM and OAM. */
export type PixelOrigin =
  | {
      readonly kind: 'background';
      readonly bits: number;
      /** Map entry: two bytes. -1 where it was fetched before the look began. */
      readonly mapAddress: number;
      /** When the map entry and the tile were fetched, in master clocks since power-on. */
      readonly mapTime: number;
      readonly tileTime: number;
      readonly entry: number;
      readonly tile: number;
      readonly palette: number;
      readonly highPriority: boolean;
      readonly hFlip: boolean;
      readonly vFlip: boolean;
      /** The tile's row in the first plane pair; each next pair is 16 bytes on. */
      readonly tileAddress: number;
      /** Column of the tile, 0 to 7 (to 15 in modes 5 and 6). */
      readonly column: number;
    }
  | {
      readonly kind: 'mode7';
      /** Place on the 1024 x 1024 plane; outside of it as the matrix gave it. */
      readonly planeX: number;
      readonly planeY: number;
      readonly outside: boolean;
      /** -1 where nothing is fetched. */
      readonly mapAddress: number;
      readonly tile: number;
      readonly tileAddress: number;
    }
  | {
      readonly kind: 'sprite';
      readonly sprite: number;
      /** First of the four bytes in the low table, and the byte in the high one. */
      readonly oamAddress: number;
      readonly oamHighAddress: number;
      readonly tile: number;
      readonly palette: number;
      readonly tileAddress: number;
      readonly hFlip: boolean;
      readonly vFlip: boolean;
      /** When it was fetched, in master clocks since power-on. */
      readonly time: number;
    };

/** `x` is the dot that the layer shows, after mosaic. */
export function backgroundOrigin(
  ppu: Ppu,
  renderer: Renderer,
  trace: PpuTrace,
  bg: number,
  x: number,
  evenHalf: boolean,
): PixelOrigin | null {
  const { registers: r } = ppu;
  const bits = BITS_PER_PIXEL[r.bgMode * 4 + bg];
  const { background } = renderer;
  if (bits === 0 || ((background.present >> bg) & 1) === 0) return null;
  const at = x + background.fineScroll[bg];
  const i = bg * COLUMNS + (at >> 3);
  const entry = background.attribute[i];
  const hFlip = (entry & 0x4000) !== 0;
  const hires = r.bgMode === 5 || r.bgMode === 6;
  const dot = at & 7;
  const column = hires ? dot * 2 + (evenHalf ? 0 : 1) : dot;
  return {
    kind: 'background',
    bits,
    mapAddress: Math.max(-1, trace.mapAddress[i] * 2),
    mapTime: trace.mapTime[i],
    tileTime: trace.tileTime[i],
    entry,
    tile: entry & 0x3ff,
    palette: (entry >> 10) & 7,
    highPriority: (entry & 0x2000) !== 0,
    hFlip,
    vFlip: (entry & 0x8000) !== 0,
    tileAddress: background.row[i] << 1,
    column: hFlip ? (hires ? 15 : 7) - column : column,
  };
}

export function mode7Origin(ppu: Ppu, x: number): PixelOrigin {
  const { registers: r } = ppu;
  const { planeX, planeY, outside, mapWord, pixelWord } = mode7At(r, ppu.vram, ppu.renderer.mode7Line, x);
  return {
    kind: 'mode7',
    planeX,
    planeY,
    outside,
    mapAddress: mapWord < 0 ? -1 : mapWord << 1,
    tile: mapWord < 0 ? 0 : ppu.vram[mapWord] & 0xff,
    tileAddress: pixelWord < 0 ? -1 : (pixelWord << 1) | 1,
  };
}

/** Null where no sprite is, or the look began after it was fetched. */
export function spriteOrigin(trace: PpuTrace, x: number): PixelOrigin | null {
  const row = trace.spriteAt(x);
  if (row === null) return null;
  const { sprite, address, tile, attribute, time } = row;
  return {
    kind: 'sprite',
    sprite,
    oamAddress: sprite * 4,
    oamHighAddress: 0x200 + (sprite >> 2),
    tile,
    palette: (attribute >> 1) & 7,
    tileAddress: address << 1,
    hFlip: (attribute & 0x40) !== 0,
    vFlip: (attribute & 0x80) !== 0,
    time,
  };
}
