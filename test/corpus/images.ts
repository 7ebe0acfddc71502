import { decode } from 'fast-png';
import { readFileSync } from 'node:fs';
import { writeFile, makeDirectory } from '../../src/host/node/files.ts';
import { encodePng } from '../../src/host/node/png.ts';
import type { Picture } from '../../src/session/picture.ts';
import { join } from 'node:path';

function fromBmp(bytes: Buffer): Picture {
  const start = bytes.readUInt32LE(10);
  const width = bytes.readInt32LE(18);
  const height = bytes.readInt32LE(22);
  const rowBytes = (width * 3 + 3) & ~3;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = start + (height - 1 - y) * rowBytes + x * 3;
      const to = (y * width + x) * 3;
      rgb[to] = bytes[from + 2] ?? 0;
      rgb[to + 1] = bytes[from + 1] ?? 0;
      rgb[to + 2] = bytes[from] ?? 0;
    }
  }
  return { width, height, rgb };
}

/** Reads a PNG of 8 bits a channel (or a 24-bit BMP, which one file of the public sets is in spite of its name). */
export function readPicture(file: string): Picture {
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 2).toString('latin1') === 'BM') return fromBmp(bytes);
  const { width, height, channels, data, palette, depth } = decode(bytes);
  if (depth !== 8) throw new Error(`${file}: ${depth} bits a channel`);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    const colour = palette === undefined ? undefined : palette[data[pixel] ?? 0];
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = colour?.[channel] ?? data[from + (channels >= 3 ? channel : 0)] ?? 0;
    }
  }
  return { width, height, rgb };
}

/** Repeats columns or lines so that the picture has that size; null when that takes no whole factor. */
export function scaledTo(picture: Picture, width: number, height: number): Picture | null {
  if (width % picture.width !== 0 || height % picture.height !== 0) return null;
  const xFactor = width / picture.width;
  const yFactor = height / picture.height;
  if (xFactor === 1 && yFactor === 1) return picture;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / yFactor) * picture.width;
    for (let x = 0; x < width; x++) {
      const from = (row + Math.floor(x / xFactor)) * 3;
      const to = (y * width + x) * 3;
      rgb[to] = picture.rgb[from] ?? 0;
      rgb[to + 1] = picture.rgb[from + 1] ?? 0;
      rgb[to + 2] = picture.rgb[from + 2] ?? 0;
    }
  }
  return { width, height, rgb };
}

/** Both pictures at the larger width and height, or null when they do not fit. */
export function atSameSize(a: Picture, b: Picture): [Picture, Picture] | null {
  const width = Math.max(a.width, b.width);
  const height = Math.max(a.height, b.height);
  const left = scaledTo(a, width, height);
  const right = scaledTo(b, width, height);
  return left === null || right === null ? null : [left, right];
}

export interface Difference {
  /** Pixels with a channel that differs by more than the tolerance. */
  readonly pixels: number;
  readonly firstX: number;
  readonly firstY: number;
}

/** `shift` bits are dropped from every channel before the comparison. The pictures have one size. */
export function comparePictures(a: Picture, b: Picture, shift: number, tolerance: number): Difference {
  let pixels = 0;
  let first = -1;
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    const at = pixel * 3;
    if (
      Math.abs(((a.rgb[at] ?? 0) >> shift) - ((b.rgb[at] ?? 0) >> shift)) <= tolerance &&
      Math.abs(((a.rgb[at + 1] ?? 0) >> shift) - ((b.rgb[at + 1] ?? 0) >> shift)) <= tolerance &&
      Math.abs(((a.rgb[at + 2] ?? 0) >> shift) - ((b.rgb[at + 2] ?? 0) >> shift)) <= tolerance
    ) {
      continue;
    }
    pixels++;
    if (first < 0) first = pixel;
  }
  return { pixels, firstX: first < 0 ? -1 : first % a.width, firstY: first < 0 ? -1 : Math.floor(first / a.width) };
}

/** Red where the pictures differ, over the first one darkened. */
export function differencePicture(a: Picture, b: Picture): Picture {
  const rgb = new Uint8Array(a.rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const differs = a.rgb[at] !== b.rgb[at] || a.rgb[at + 1] !== b.rgb[at + 1] || a.rgb[at + 2] !== b.rgb[at + 2];
    const grey = ((a.rgb[at] ?? 0) + (a.rgb[at + 1] ?? 0) + (a.rgb[at + 2] ?? 0)) / 12;
    rgb[at] = differs ? 255 : grey;
    rgb[at + 1] = grey;
    rgb[at + 2] = grey;
  }
  return { width: a.width, height: a.height, rgb };
}

export function copyOf(picture: Picture): Picture {
  return { ...picture, rgb: picture.rgb.slice() };
}

/** Writes ours.png, reference.png and difference.png into the folder. */
export function storeDifference(folder: string, ours: Picture | null, reference: Picture | null): void {
  makeDirectory(folder);
  if (ours !== null) writeFile(join(folder, 'ours.png'), encodePng(ours));
  if (reference !== null) writeFile(join(folder, 'reference.png'), encodePng(reference));
  const same = ours === null || reference === null ? null : atSameSize(ours, reference);
  if (same !== null) writeFile(join(folder, 'difference.png'), encodePng(differencePicture(same[0], same[1])));
}
