import { BITS_PER_PIXEL } from '../../core/ppu/layers.ts';
import type { Snes } from '../../core/snes.ts';
import { type MemoryName, readBytes } from '../memories.ts';

/** A picture of 4 bytes a pixel: red, green, blue, alpha (0 where a tile is transparent). */
export interface RgbaPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** A BGR555 colour as 8 bits a channel. */
function put(rgba: Uint8Array, at: number, color: number): void {
  const widen = (value: number): number => (value << 3) | (value >> 2);
  rgba[at] = widen(color & 31);
  rgba[at + 1] = widen((color >> 5) & 31);
  rgba[at + 2] = widen((color >> 10) & 31);
  rgba[at + 3] = 255;
}

/** Bytes of a tile. `mode7` tiles are 64 bytes, one a pixel. */
export type TileFormat = 2 | 4 | 8 | 'mode7' | 'mode7-vram';

export function tileBytes(format: TileFormat): number {
  return format === 'mode7' ? 64 : format === 'mode7-vram' ? 128 : format * 8;
}

/** The palette index at a place of a tile. */
export function tilePixel(bytes: Uint8Array, start: number, format: TileFormat, x: number, y: number): number {
  if (format === 'mode7') return bytes[start + y * 8 + x] ?? 0;
  if (format === 'mode7-vram') return bytes[start + (y * 8 + x) * 2 + 1] ?? 0;
  let pixel = 0;
  for (let plane = 0; plane < format; plane++) {
    const byte = bytes[start + (plane >> 1) * 16 + y * 2 + (plane & 1)] ?? 0;
    pixel |= ((byte >> (7 - x)) & 1) << plane;
  }
  return pixel;
}

export interface TileSheetQuery {
  readonly memory: MemoryName;
  readonly address: number;
  readonly format: TileFormat;
  /** Tiles a row, and rows. */
  readonly columns: number;
  readonly rows: number;
  /** First colour in CGRAM; -1: shades of grey. */
  readonly palette: number;
  /** The first colour of a palette is shown too. */
  readonly opaque?: boolean;
}

/** Tiles of any memory as a sheet. */
export function tileSheet(snes: Snes, query: TileSheetQuery): RgbaPicture {
  const { memory, address, format, columns, rows, palette, opaque = false } = query;
  const size = tileBytes(format);
  const bytes = readBytes(snes, memory, address, size * columns * rows);
  const width = columns * 8;
  const rgba = new Uint8Array(width * rows * 8 * 4);
  for (let y = 0; y < rows * 8; y++) {
    for (let x = 0; x < width; x++) {
      const start = ((y >> 3) * columns + (x >> 3)) * size;
      const pixel = tilePixel(bytes, start, format, x & 7, y & 7);
      if (pixel === 0 && !opaque) continue;
      put(rgba, (y * width + x) * 4, palette < 0 ? grey(pixel, format) : snes.cgram[(palette + pixel) & 0xff]);
    }
  }
  return { width, height: rows * 8, rgba };
}

function grey(pixel: number, format: TileFormat): number {
  const most = typeof format === 'number' ? (1 << format) - 1 : 255;
  return Math.round((pixel * 31) / most) * 0x421;
}

export interface TilemapInfo extends RgbaPicture {
  readonly bg: number;
  readonly bits: number;
  /** Pixels of a tile. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Entries a row, and rows. */
  readonly columns: number;
  readonly rows: number;
  /** Byte addresses in VRAM. */
  readonly mapAddress: number;
  readonly tileAddress: number;
  readonly hScroll: number;
  readonly vScroll: number;
  /** Of each entry its byte address in VRAM and the entry itself (mode 7: the tile number), row by row. */
  readonly addresses: Uint32Array;
  readonly entries: Uint16Array;
}

/** A background's whole map, with the registers as they are; null when the mode has no such layer. `bg` 0 to 3. */
export function tilemap(snes: Snes, bg: number): TilemapInfo | null {
  const r = snes.ppu.registers;
  if (r.bgMode === 7) return bg === 0 || (bg === 1 && r.extBg) ? mode7Map(snes, bg) : null;
  const bits = BITS_PER_PIXEL[r.bgMode * 4 + bg] as 0 | 2 | 4 | 8;
  if (bits === 0) return null;
  const big = ((r.bigTiles >> bg) & 1) !== 0;
  const hires = r.bgMode === 5 || r.bgMode === 6;
  const tileWidth = big || hires ? 16 : 8;
  const tileHeight = big ? 16 : 8;
  const columns = (r.mapSize[bg] & 1) !== 0 ? 64 : 32;
  const rows = (r.mapSize[bg] & 2) !== 0 ? 64 : 32;
  const width = columns * tileWidth;
  const picture = new Uint8Array(width * rows * tileHeight * 4);
  const addresses = new Uint32Array(columns * rows);
  const entries = new Uint16Array(columns * rows);
  const vram = readBytes(snes, 'vram', 0, 0x10000);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const word = mapWord(snes, bg, column, row);
      const entry = snes.vram[word];
      addresses[row * columns + column] = word << 1;
      entries[row * columns + column] = entry;
      drawEntry(snes, vram, { bg, bits, entry, tileWidth, tileHeight }, picture, width, column * tileWidth, row * tileHeight);
    }
  }
  return {
    bg,
    bits,
    tileWidth,
    tileHeight,
    columns,
    rows,
    mapAddress: r.mapAddress[bg] << 1,
    tileAddress: r.tileAddress[bg] << 1,
    hScroll: r.hScroll[bg],
    vScroll: r.vScroll[bg],
    addresses,
    entries,
    width,
    height: rows * tileHeight,
    rgba: picture,
  };
}

function mapWord(snes: Snes, bg: number, column: number, row: number): number {
  const r = snes.ppu.registers;
  const size = r.mapSize[bg];
  const right = (size & 1) !== 0 ? 0x400 : 0;
  const below = (size & 2) !== 0 ? ((size & 1) !== 0 ? 0x800 : 0x400) : 0;
  const at =
    r.mapAddress[bg] + ((row & 31) << 5) + (column & 31) + ((column & 32) !== 0 ? right : 0) + ((row & 32) !== 0 ? below : 0);
  return at & 0x7fff;
}

interface Entry {
  readonly bg: number;
  readonly bits: 2 | 4 | 8;
  readonly entry: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

function drawEntry(snes: Snes, vram: Uint8Array, one: Entry, rgba: Uint8Array, width: number, left: number, top: number): void {
  const r = snes.ppu.registers;
  const { bg, bits, entry, tileWidth, tileHeight } = one;
  const palette = (entry >> 10) & 7;
  const first = bits === 8 ? 0 : (palette << bits) + (r.bgMode === 0 ? bg * 32 : 0);
  for (let y = 0; y < tileHeight; y++) {
    const sourceY = (entry & 0x8000) !== 0 ? tileHeight - 1 - y : y;
    for (let x = 0; x < tileWidth; x++) {
      const sourceX = (entry & 0x4000) !== 0 ? tileWidth - 1 - x : x;
      const tile = ((entry & 0x3ff) + (sourceX >> 3) + ((sourceY >> 3) << 4)) & 0x3ff;
      const start = ((r.tileAddress[bg] << 1) + tile * bits * 8) & 0xffff;
      const pixel = tilePixel(vram, start, bits, sourceX & 7, sourceY & 7);
      if (pixel === 0) continue;
      const color = bits === 8 && r.directColor ? directColor(pixel, palette) : snes.cgram[(first + pixel) & 0xff];
      put(rgba, ((top + y) * width + left + x) * 4, color);
    }
  }
}

function directColor(pixel: number, group: number): number {
  const red = ((pixel & 7) << 2) | ((group & 1) << 1);
  const green = ((pixel & 0x38) >> 1) | (group & 2);
  const blue = ((pixel & 0xc0) >> 3) | (group & 4);
  return red | (green << 5) | (blue << 10);
}

function mode7Map(snes: Snes, bg: number): TilemapInfo {
  const r = snes.ppu.registers;
  const rgba = new Uint8Array(1024 * 1024 * 4);
  const entries = new Uint16Array(128 * 128);
  const mask = bg === 0 ? 0xff : 0x7f;
  for (let y = 0; y < 1024; y++) {
    for (let x = 0; x < 1024; x++) {
      const tile = snes.vram[((y >> 3) << 7) | (x >> 3)] & 0xff;
      const pixel = (snes.vram[(tile << 6) | ((y & 7) << 3) | (x & 7)] >> 8) & mask;
      entries[((y >> 3) << 7) | (x >> 3)] = tile;
      if (pixel === 0) continue;
      put(rgba, (y * 1024 + x) * 4, bg === 0 && r.directColor ? directColor(pixel, 0) : snes.cgram[pixel]);
    }
  }
  return {
    bg,
    bits: bg === 0 ? 8 : 7,
    tileWidth: 8,
    tileHeight: 8,
    columns: 128,
    rows: 128,
    mapAddress: 0,
    tileAddress: 0,
    hScroll: r.m7HScroll,
    vScroll: r.m7VScroll,
    addresses: Uint32Array.from({ length: 128 * 128 }, (_, i) => i * 2),
    entries,
    width: 1024,
    height: 1024,
    rgba,
  };
}

export interface SpriteInfo {
  readonly index: number;
  /** -256 to 255. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly large: boolean;
  readonly tile: number;
  readonly palette: number;
  readonly priority: number;
  readonly hFlip: boolean;
  readonly vFlip: boolean;
  /** Byte address in VRAM of its first tile. */
  readonly tileAddress: number;
  /** Touches the visible part of the picture. */
  readonly visible: boolean;
}

const WIDTHS = [8, 8, 8, 16, 16, 32, 16, 16, 16, 32, 64, 32, 64, 64, 32, 32];
const HEIGHTS = [8, 8, 8, 16, 16, 32, 32, 32, 16, 32, 64, 32, 64, 64, 64, 32];

/** The sprites in OAM's order. */
export function spriteList(snes: Snes): SpriteInfo[] {
  const { oam } = snes;
  const r = snes.ppu.registers;
  return Array.from({ length: 128 }, (_, index) => {
    const high = oam[0x200 + (index >> 2)] >> ((index & 3) << 1);
    const size = r.objSizePair | ((high & 2) << 2);
    const [x0 = 0, y = 0, low = 0, attribute = 0] = oam.subarray(index * 4, index * 4 + 4);
    const x = x0 - ((high & 1) << 8);
    const width = WIDTHS[size];
    const height = HEIGHTS[size];
    const second = (attribute & 1) !== 0 ? r.objSecondTable : 0;
    return {
      index,
      x,
      y,
      width,
      height,
      large: (high & 2) !== 0,
      tile: low | ((attribute & 1) << 8),
      palette: (attribute >> 1) & 7,
      priority: (attribute >> 4) & 3,
      hFlip: (attribute & 0x40) !== 0,
      vFlip: (attribute & 0x80) !== 0,
      tileAddress: ((r.objAddress + second + (low << 4)) & 0x7fff) << 1,
      visible: x > -width && (y < snes.ppu.vdisp - 1 || y + height > 256),
    };
  });
}

/** All sprites, each in a cell of 64 x 64, 16 a row. */
export function spriteSheet(snes: Snes): RgbaPicture {
  const width = 1024;
  const rgba = new Uint8Array(width * 512 * 4);
  const r = snes.ppu.registers;
  for (const one of spriteList(snes)) {
    const left = (one.index & 15) * 64;
    const top = (one.index >> 4) * 64;
    const table = r.objAddress + (one.tile > 0xff ? r.objSecondTable : 0);
    for (let y = 0; y < one.height; y++) {
      const sy = one.vFlip ? flippedRow(y, one.width, one.height) : y;
      for (let x = 0; x < one.width; x++) {
        const sx = one.hFlip ? one.width - 1 - x : x;
        const tile = (((((one.tile >> 4) & 15) + (sy >> 3)) & 15) << 4) | (((one.tile & 15) + (sx >> 3)) & 15);
        const pixel = spritePixel(snes, table + (tile << 4), sx & 7, sy & 7);
        if (pixel !== 0) put(rgba, ((top + y) * width + left + x) * 4, snes.cgram[128 + one.palette * 16 + pixel]);
      }
    }
  }
  return { width, height: 512, rgba };
}

/** Tall sprites are flipped in two square halves. */
function flippedRow(y: number, width: number, height: number): number {
  if (width === height) return height - 1 - y;
  return y < width ? width - 1 - y : 3 * width - 1 - y;
}

function spritePixel(snes: Snes, word: number, x: number, y: number): number {
  const low = snes.vram[(word + y) & 0x7fff];
  const high = snes.vram[(word + y + 8) & 0x7fff];
  const bit = (value: number): number => (value >> (7 - x)) & 1;
  return bit(low) | (bit(low >> 8) << 1) | (bit(high) << 2) | (bit(high >> 8) << 3);
}
