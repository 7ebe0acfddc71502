import type { RgbaPicture } from '../../../session/debug-protocol.ts';
import type { RgbPicture } from '../../../session/protocol.ts';

export type { RgbaPicture } from '../../../session/debug-protocol.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A BGR555 colour as red, green and blue of 8 bits. */
export function rgbOf(color: number): readonly [number, number, number] {
  const widen = (value: number): number => (value << 3) | (value >> 2);
  return [widen(color & 31), widen((color >> 5) & 31), widen((color >> 10) & 31)];
}

export function cssOf(color: number): string {
  return `rgb(${rgbOf(color).join(' ')})`;
}

/** Channels of 5 bits. */
export function channelsOf(color: number): readonly [number, number, number] {
  return [color & 31, (color >> 5) & 31, (color >> 10) & 31];
}

/** Dark text on a light colour, light text on a dark one. */
export function inkOn(color: number): '#000' | '#fff' {
  const [red, green, blue] = rgbOf(color);
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? '#000' : '#fff';
}

export function withAlpha({ width, height, rgb }: RgbPicture): RgbaPicture {
  const rgba = new Uint8Array(width * height * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!;
    rgba[to + 1] = rgb[from + 1]!;
    rgba[to + 2] = rgb[from + 2]!;
    rgba[to + 3] = 255;
  }
  return { width, height, rgba };
}

/** A part of a picture; beyond its edges it is transparent. */
export function cut(picture: RgbaPicture, part: Rectangle): RgbaPicture {
  const rgba = new Uint8Array(part.width * part.height * 4);
  const left = Math.max(0, part.x);
  const right = Math.min(picture.width, part.x + part.width);
  for (let y = Math.max(0, part.y); y < Math.min(picture.height, part.y + part.height); y++) {
    if (right <= left) break;
    const from = (y * picture.width + left) * 4;
    rgba.set(picture.rgba.subarray(from, from + (right - left) * 4), ((y - part.y) * part.width + left - part.x) * 4);
  }
  return { width: part.width, height: part.height, rgba };
}

/** A picture in the console's own dots: 256 a line and one row a line, whatever it was drawn with. Of two half-dots or fields the first is taken. */
export function inDots(picture: RgbaPicture): RgbaPicture {
  const stepX = picture.width > 256 ? 2 : 1;
  const stepY = picture.height > 240 ? 2 : 1;
  if (stepX === 1 && stepY === 1) return picture;
  const width = picture.width / stepX;
  const height = Math.floor(picture.height / stepY);
  const rgba = new Uint8Array(width * height * 4);
  const from = new Uint32Array(picture.rgba.buffer, picture.rgba.byteOffset, picture.width * picture.height);
  const to = new Uint32Array(rgba.buffer);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) to[y * width + x] = from[y * stepY * picture.width + x * stepX]!;
  return { width, height, rgba };
}

/** 256 colours as a file of red, green and blue, 768 bytes, as tile editors read it. */
export function palFile(colors: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, i) => rgbOf(colors[Math.floor(i / 3)] ?? 0)[i % 3] ?? 0);
}

/** The palette as a picture: 16 colours a row, `size` pixels each. */
export function paletteSheet(colors: ArrayLike<number>, size: number): RgbaPicture {
  const width = 16 * size;
  const rgba = new Uint8Array(width * width * 4);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const index = Math.floor(y / size) * 16 + Math.floor(x / size);
      rgba.set([...rgbOf(colors[index] ?? 0), 255], (y * width + x) * 4);
    }
  }
  return { width, height: width, rgba };
}
