import { DIRECT_COLOR, LAYER_SHIFT, PRIORITIES, PRIORITY_SHIFT, priorityRow } from './layers.ts';
import type { Registers } from './registers.ts';

/** 13-bit two's complement. */
function signed13(value: number): number {
  return (value << 19) >> 19;
}

/** Scroll minus centre is cut to 10 bits and a sign. [anomie: registers, $211B-2120] [fullsnes: SNES PPU Mode7 Rotation/Scaling] */
function wrapped(difference: number): number {
  return difference & 0x2000 ? difference | ~0x3ff : difference & 0x3ff;
}

/** Where BG1 or BG2 of mode 7 looks at pixel x of a line: on its plane, and in VRAM (words; -1 where nothing is fetched). */
export function mode7At(
  r: Registers,
  vram: Uint16Array,
  line: number,
  x: number,
): { planeX: number; planeY: number; outside: boolean; mapWord: number; pixelWord: number } {
  const centerX = signed13(r.m7X);
  const centerY = signed13(r.m7Y);
  const dx = wrapped(signed13(r.m7HScroll) - centerX);
  const dy = wrapped(signed13(r.m7VScroll) - centerY);
  const y = r.m7VFlip ? 255 - line : line;
  const screenX = r.m7HFlip ? 255 - x : x;
  const originX = ((r.m7A * dx) & ~63) + ((r.m7B * dy) & ~63) + ((r.m7B * y) & ~63) + (centerX << 8);
  const originY = ((r.m7C * dx) & ~63) + ((r.m7D * dy) & ~63) + ((r.m7D * y) & ~63) + (centerY << 8);
  const planeX = (originX + r.m7A * screenX) >> 8;
  const planeY = (originY + r.m7C * screenX) >> 8;
  const outside = ((planeX | planeY) & ~0x3ff) !== 0;
  if (outside && r.m7Over === 2) return { planeX, planeY, outside, mapWord: -1, pixelWord: -1 };
  const mapWord = outside && r.m7Over === 3 ? -1 : ((planeY & 0x3f8) << 4) | ((planeX >> 3) & 0x7f);
  const tile = mapWord < 0 ? 0 : vram[mapWord] & 0xff;
  return { planeX, planeY, outside, mapWord, pixelWord: (tile << 6) | ((planeY & 7) << 3) | (planeX & 7) };
}

/**
 * Pushes pixels [from, to) of BG1 or (EXTBG) BG2 of mode 7.
 *
 * @param y line, moved up to its mosaic block's first line
 * @param block, next, size mosaic as in drawMosaicTiles; size 1, block and next `from` without mosaic
 */
export function drawMode7(
  line: Int32Array,
  r: Registers,
  vram: Uint16Array,
  bg: number,
  y: number,
  block: number,
  next: number,
  size: number,
  from: number,
  to: number,
): void {
  const a = r.m7A;
  const c = r.m7C;
  const centerX = signed13(r.m7X);
  const centerY = signed13(r.m7Y);
  const dx = wrapped(signed13(r.m7HScroll) - centerX);
  const dy = wrapped(signed13(r.m7VScroll) - centerY);
  if (r.m7VFlip) y = 255 - y;
  // Each product loses its low 6 bits on its own.
  const originX = ((a * dx) & ~63) + ((r.m7B * dy) & ~63) + ((r.m7B * y) & ~63) + (centerX << 8);
  const originY = ((c * dx) & ~63) + ((r.m7D * dy) & ~63) + ((r.m7D * y) & ~63) + (centerY << 8);

  const priorities = priorityRow(7, r.bg3Front, r.extBg) + bg * 2;
  const layer = (bg + 1) << LAYER_SHIFT;
  const wordLow = (PRIORITIES[priorities] << PRIORITY_SHIFT) | layer | (bg === 0 && r.directColor ? DIRECT_COLOR : 0);
  const wordHigh = bg === 0 ? wordLow : (PRIORITIES[priorities + 1] << PRIORITY_SHIFT) | layer;
  const pixelMask = bg === 0 ? 0xff : 0x7f;
  const over = r.m7Over;

  while (next <= from) {
    block = next;
    next += size;
  }
  for (let x = from; x < to;) {
    const screenX = r.m7HFlip ? 255 - block : block;
    const px = (originX + a * screenX) >> 8;
    const py = (originY + c * screenX) >> 8;
    const outside = ((px | py) & ~0x3ff) !== 0;
    let color = 0;
    if (!outside || over !== 2) {
      const tile = outside && over === 3 ? 0 : vram[((py & 0x3f8) << 4) | ((px >> 3) & 0x7f)] & 0xff;
      color = vram[(tile << 6) | ((py & 7) << 3) | (px & 7)] >> 8;
    }
    const word = (color & 0x80 ? wordHigh : wordLow) | (color & pixelMask);
    const end = next < to ? next : to;
    if ((color & pixelMask) !== 0) {
      for (; x < end; x++) if (word > line[x]) line[x] = word;
    }
    x = end;
    block = next;
    next += size;
  }
}
