import type { TileFormat } from '../../../session/debug-protocol.ts';

export const TILE_FORMATS: readonly { readonly value: TileFormat; readonly text: string }[] = [
  { value: 2, text: '2 bpp' },
  { value: 4, text: '4 bpp' },
  { value: 8, text: '8 bpp' },
  { value: 'mode7-vram', text: 'Mode 7 (VRAM)' },
  { value: 'mode7', text: 'Mode 7 (64 bytes)' },
];

export function bytesOfTile(format: TileFormat): number {
  return format === 'mode7' ? 64 : format === 'mode7-vram' ? 128 : format * 8;
}

export function bitsOfTile(format: TileFormat): number {
  return typeof format === 'number' ? format : 8;
}

/** The palette index of a tile's pixel. */
export function pixelOfTile(bytes: ArrayLike<number>, format: TileFormat, x: number, y: number): number {
  if (format === 'mode7') return bytes[y * 8 + x] ?? 0;
  if (format === 'mode7-vram') return bytes[(y * 8 + x) * 2 + 1] ?? 0;
  let pixel = 0;
  for (let plane = 0; plane < format; plane++) {
    pixel |= (((bytes[(plane >> 1) * 16 + y * 2 + (plane & 1)] ?? 0) >> (7 - x)) & 1) << plane;
  }
  return pixel;
}

/** A tile with one pixel changed. [fullsnes: PPU Tile formats] */
export function withPixel(bytes: Uint8Array, format: TileFormat, x: number, y: number, pixel: number): Uint8Array {
  const changed = bytes.slice();
  if (format === 'mode7') changed[y * 8 + x] = pixel;
  else if (format === 'mode7-vram') changed[(y * 8 + x) * 2 + 1] = pixel;
  else {
    const bit = 0x80 >> x;
    for (let plane = 0; plane < format; plane++) {
      const at = (plane >> 1) * 16 + y * 2 + (plane & 1);
      const before = changed[at] ?? 0;
      changed[at] = ((pixel >> plane) & 1) !== 0 ? before | bit : before & ~bit;
    }
  }
  return changed;
}

export interface SheetShape {
  readonly columns: number;
  readonly rows: number;
}

/** A sheet of at most so many tiles that begins at an address and ends with its memory. */
export function sheetShape(size: number, address: number, tile: number, columns: number, most: number): SheetShape {
  const left = Math.max(1, Math.floor((size - address) / tile));
  const rows = Math.max(1, Math.min(Math.floor(most / columns), Math.ceil(left / columns)));
  return { columns, rows };
}
