/**
 * Bit-plane to packed-pixel tables. A packed row is an int32 of eight 4-bit pixels, the leftmost pixel in bits 0-3.
 * Entry b of a table has bit 0 of nibble i set when plane byte b has pixel i set. [fullsnes: SNES PPU Video Memory, bit-planes]
 */
export const SPREAD = new Int32Array(256);
/** The same with the row mirrored. */
export const SPREAD_FLIPPED = new Int32Array(256);

for (let byte = 0; byte < 256; byte++) {
  for (let pixel = 0; pixel < 8; pixel++) {
    if (byte & (0x80 >> pixel)) {
      SPREAD[byte] |= 1 << (pixel * 4);
      SPREAD_FLIPPED[byte] |= 1 << ((7 - pixel) * 4);
    }
  }
}

/** Keeps pixels n to 7 of a packed row. */
export const KEEP_FROM = new Int32Array(9);
/** Keeps pixels 0 to n - 1 of a packed row. */
export const KEEP_BELOW = new Int32Array(9);

for (let n = 0; n <= 8; n++) {
  KEEP_FROM[n] = n === 8 ? 0 : -1 << (n * 4);
  KEEP_BELOW[n] = ~KEEP_FROM[n];
}

/** Pixels 0, 2, 4 and 6 of a packed row, moved together into bits 0-15. */
export function evenPixels(row: number): number {
  let bits = row & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0xffff;
}
