// Indexed pictures and their conversion to the console's tiles, maps and palettes. Everything here is deterministic.

/** A picture of palette indices, 0 transparent. */
export class Bitmap {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height);
  }

  get(x, y) {
    return x < 0 || y < 0 || x >= this.width || y >= this.height ? 0 : this.data[y * this.width + x];
  }

  set(x, y, colour) {
    if (x >= 0 && y >= 0 && x < this.width && y < this.height) this.data[y * this.width + x] = colour;
  }

  fill(x, y, width, height, colour) {
    for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) this.set(column, row, colour);
  }

  /** Every pixel from `shade(x, y, old)`; undefined leaves it. */
  each(shade) {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const colour = shade(x, y, this.get(x, y));
        if (colour !== undefined) this.set(x, y, colour);
      }
    }
    return this;
  }

  paste(source, left, top) {
    source.each((x, y, colour) => {
      if (colour !== 0) this.set(left + x, top + y, colour);
      return undefined;
    });
    return this;
  }

  /** Gives every transparent pixel that touches a drawn one the colour `ink`. */
  outline(ink) {
    const before = this.data.slice();
    const drawn = (x, y) => x >= 0 && y >= 0 && x < this.width && y < this.height && before[y * this.width + x] !== 0;
    return this.each((x, y, colour) => {
      if (colour !== 0) return undefined;
      return drawn(x - 1, y) || drawn(x + 1, y) || drawn(x, y - 1) || drawn(x, y + 1) ? ink : undefined;
    });
  }
}

const BAYER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

/** Ordered-dither threshold of a pixel, 0 to 1. */
export function bayer(x, y) {
  return (BAYER[(y & 3) * 4 + (x & 3)] + 0.5) / 16;
}

/** Index into a ramp of `count` colours for a brightness 0 to 1, dithered by `strength`. */
export function rampIndex(light, count, x, y, strength = 0.9) {
  const at = light * (count - 1) + (bayer(x, y) - 0.5) * strength;
  return Math.max(0, Math.min(count - 1, Math.round(at)));
}

/** `#rrggbb` as the console's 15-bit colour. */
export function colour15(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  const channel = (shift) => Math.min(31, Math.round((((value >> shift) & 255) * 31) / 255));
  return channel(16) | (channel(8) << 5) | (channel(0) << 10);
}

function channels(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The colour `part` of the way from one `#rrggbb` to another. */
export function mix(from, to, part) {
  const a = channels(from);
  const b = channels(to);
  return `#${a
    .map((value, index) =>
      Math.round(value + (b[index] - value) * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** `count` colours through the given stops. */
export function ramp(stops, count) {
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : (index / (count - 1)) * (stops.length - 1);
    const first = Math.min(stops.length - 2, Math.floor(at));
    return mix(stops[first], stops[first + 1], at - first);
  });
}

/** Colours as the console's words, low byte first. */
export function paletteBytes(colours) {
  return wordBytes(colours.map(colour15));
}

export function wordBytes(words) {
  const bytes = new Uint8Array(words.length * 2);
  words.forEach((word, index) => {
    bytes[index * 2] = word & 255;
    bytes[index * 2 + 1] = (word >> 8) & 255;
  });
  return bytes;
}

export function concat(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** One 8x8 tile at pixel (left, top) in planes of `bits` a pixel (2, 4 or 8). */
export function tileBytes(bitmap, left, top, bits) {
  const bytes = new Uint8Array(bits * 8);
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      const colour = bitmap.get(left + x, top + y);
      for (let plane = 0; plane < bits; plane++) {
        if ((colour >> plane) & 1) bytes[(plane >> 1) * 16 + y * 2 + (plane & 1)] |= 0x80 >> x;
      }
    }
  }
  return bytes;
}

/** All tiles of a picture row by row. */
export function sheetBytes(bitmap, bits) {
  const parts = [];
  for (let y = 0; y < bitmap.height; y += 8) {
    for (let x = 0; x < bitmap.width; x += 8) parts.push(tileBytes(bitmap, x, y, bits));
  }
  return concat(parts);
}

/**
 * Tiles without repetition and the map of a picture, row by row. Tile 0 is the empty one.
 * `attributes` is or-ed into every map word; `firstTile` is the number of tile 0.
 */
export function tilesAndMap(bitmap, bits, attributes = 0, firstTile = 0) {
  const seen = new Map();
  const tiles = [];
  const numberOf = (bytes) => {
    const key = bytes.join();
    if (!seen.has(key)) {
      seen.set(key, tiles.length);
      tiles.push(bytes);
    }
    return seen.get(key);
  };
  numberOf(new Uint8Array(bits * 8));
  const columns = bitmap.width / 8;
  const rows = bitmap.height / 8;
  const map = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) map.push((numberOf(tileBytes(bitmap, x * 8, y * 8, bits)) + firstTile) | attributes);
  }
  return { tiles: concat(tiles), count: tiles.length, map, columns, rows };
}

/** A map of 32x32 screens (one or two across) with the picture's tiles at a row; elsewhere `blank`. */
export function screenMap(picture, topRow, screens = 1, blank = 0) {
  const words = Array.from({ length: screens * 1024 }, () => blank);
  for (let y = 0; y < picture.rows && topRow + y < 32; y++) {
    for (let x = 0; x < picture.columns && x < screens * 32; x++) {
      words[(x >> 5) * 1024 + (topRow + y) * 32 + (x & 31)] = picture.map[y * picture.columns + x];
    }
  }
  return wordBytes(words);
}
