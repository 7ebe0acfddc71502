import type { BackgroundFetcher } from './background.ts';
import { COLUMNS } from './fetch-slots.ts';
import { DIRECT_COLOR } from './layers.ts';
import { KEEP_BELOW, KEEP_FROM } from './tiles.ts';

const GROUP = 0x0700;

/** Pushes pixels [from, to) of a layer of 2 or 4 bits a pixel into a line buffer. `rows` is the fetcher's `low` or `even`. */
export function drawTiles(
  line: Int32Array,
  fetcher: BackgroundFetcher,
  rows: Int32Array,
  bg: number,
  from: number,
  to: number,
): void {
  const words = fetcher.word;
  const fine = fetcher.fineScroll[bg];
  const first = (from + fine) >> 3;
  const last = (to - 1 + fine) >> 3;
  for (let column = first, i = bg * COLUMNS + first; column <= last; column++, i++) {
    let row = rows[i];
    const x = column * 8 - fine;
    if (x < from) row &= KEEP_FROM[from - x];
    if (x + 8 > to) row &= KEEP_BELOW[to - x];
    if (row === 0) continue;
    const word = words[i];
    let pixel = row & 15;
    if (pixel !== 0 && word + pixel > line[x]) line[x] = word + pixel;
    pixel = (row >> 4) & 15;
    if (pixel !== 0 && word + pixel > line[x + 1]) line[x + 1] = word + pixel;
    pixel = (row >> 8) & 15;
    if (pixel !== 0 && word + pixel > line[x + 2]) line[x + 2] = word + pixel;
    pixel = (row >> 12) & 15;
    if (pixel !== 0 && word + pixel > line[x + 3]) line[x + 3] = word + pixel;
    pixel = (row >> 16) & 15;
    if (pixel !== 0 && word + pixel > line[x + 4]) line[x + 4] = word + pixel;
    pixel = (row >> 20) & 15;
    if (pixel !== 0 && word + pixel > line[x + 5]) line[x + 5] = word + pixel;
    pixel = (row >> 24) & 15;
    if (pixel !== 0 && word + pixel > line[x + 6]) line[x + 6] = word + pixel;
    pixel = row >>> 28;
    if (pixel !== 0 && word + pixel > line[x + 7]) line[x + 7] = word + pixel;
  }
}

/** The same for BG1 with 8 bits a pixel. */
export function drawTiles8(line: Int32Array, fetcher: BackgroundFetcher, direct: boolean, from: number, to: number): void {
  const fine = fetcher.fineScroll[0];
  const first = (from + fine) >> 3;
  const last = (to - 1 + fine) >> 3;
  for (let column = first; column <= last; column++) {
    let low = fetcher.low[column];
    let high = fetcher.high[column];
    const x = column * 8 - fine;
    if (x < from) {
      low &= KEEP_FROM[from - x];
      high &= KEEP_FROM[from - x];
    }
    if (x + 8 > to) {
      low &= KEEP_BELOW[to - x];
      high &= KEEP_BELOW[to - x];
    }
    if ((low | high) === 0) continue;
    const word = direct ? fetcher.word[column] | DIRECT_COLOR : fetcher.word[column] & ~GROUP;
    for (let n = 0; n < 8; n++) {
      const pixel = ((low >>> (n * 4)) & 15) | (((high >>> (n * 4)) & 15) << 4);
      if (pixel !== 0 && word + pixel > line[x + n]) line[x + n] = word + pixel;
    }
  }
}

/** The layer word at pixel x, or 0 where the layer is transparent. `bits` is 8 for BG1 of modes 3 and 4. */
function wordAt(fetcher: BackgroundFetcher, rows: Int32Array, bg: number, bits: number, direct: boolean, x: number): number {
  const at = x + fetcher.fineScroll[bg];
  const i = bg * COLUMNS + (at >> 3);
  const shift = (at & 7) << 2;
  let pixel = (rows[i] >>> shift) & 15;
  let word = fetcher.word[i];
  if (bits === 8) {
    pixel |= ((fetcher.high[i] >>> shift) & 15) << 4;
    word = direct ? word | DIRECT_COLOR : word & ~GROUP;
  }
  return pixel === 0 ? 0 : word + pixel;
}

/**
 * Pushes a layer with mosaic. A block shows its first pixel. `block` is the start of the block in which `segmentStart` lies unless a new one
 * begins at `next` (then at every `size` pixels). [fullsnes: $2106]
 */
export function drawMosaicTiles(
  line: Int32Array,
  fetcher: BackgroundFetcher,
  rows: Int32Array,
  bg: number,
  bits: number,
  direct: boolean,
  block: number,
  next: number,
  size: number,
  from: number,
  to: number,
): void {
  while (next <= from) {
    block = next;
    next += size;
  }
  let x = from;
  while (x < to) {
    const word = wordAt(fetcher, rows, bg, bits, direct, block);
    const end = next < to ? next : to;
    if (word !== 0) {
      for (; x < end; x++) if (word > line[x]) line[x] = word;
    }
    x = end;
    block = next;
    next += size;
  }
}
