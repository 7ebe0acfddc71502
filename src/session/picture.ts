import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame, type VideoSink } from '../core/platform.ts';

/** A picture of 8 bits a channel: `rgb[(y * width + x) * 3]` is red, then green, then blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export interface PictureOptions {
  /** Halve a picture whose columns (lines) are equal in pairs. */
  readonly fold: boolean;
  /** Cut every channel to five bits first. */
  readonly rgb5: boolean;
}

export const AS_DRAWN: PictureOptions = { fold: false, rgb5: false };

/** Repeats a 5-bit value's top bits below it. */
function widen(value: number): number {
  return (value << 3) | (value >> 2);
}

/**
 * 8-bit value of a 5-bit channel at a brightness: index `brightness << 5 | channel`.
 * The console's brightness 0 is not quite black. [bsnes-mercury: video.cpp, measured through its frames]
 */
export const CHANNEL_LEVELS: Uint8Array = (() => {
  const levels = new Uint8Array(16 * 32);
  for (let brightness = 0; brightness < 16; brightness++) {
    const scale = brightness === 0 ? 1 / 64 : (1 + brightness) / 16;
    for (let channel = 0; channel < 32; channel++) {
      levels[(brightness << 5) | channel] = Math.floor(scale * widen(channel) * 257) >> 8;
    }
  }
  return levels;
})();

function columnsPaired(rgb: Uint8Array, pixels: number): boolean {
  for (let at = 0; at < pixels * 3; at += 6) {
    if (rgb[at] !== rgb[at + 3] || rgb[at + 1] !== rgb[at + 4] || rgb[at + 2] !== rgb[at + 5]) return false;
  }
  return true;
}

function rowsPaired(rgb: Uint8Array, rowBytes: number, height: number): boolean {
  for (let y = 0; y < height; y += 2) {
    for (let at = y * rowBytes; at < (y + 1) * rowBytes; at++) if (rgb[at] !== rgb[at + rowBytes]) return false;
  }
  return true;
}

/**
 * Undoes doubling in place: 512 columns equal in pairs become 256; an even number, at least 448, of lines equal in pairs
 * become half as many.
 */
export function foldPicture(picture: Picture): Picture {
  const { rgb } = picture;
  let { width, height } = picture;
  if (width === 512 && columnsPaired(rgb, width * height)) {
    const pixels = (width * height) / 2;
    for (let to = 0, from = 0; to < pixels * 3; to += 3, from += 6) {
      rgb[to] = rgb[from] ?? 0;
      rgb[to + 1] = rgb[from + 1] ?? 0;
      rgb[to + 2] = rgb[from + 2] ?? 0;
    }
    width /= 2;
  }
  const rowBytes = width * 3;
  if (height >= 448 && height % 2 === 0 && rowsPaired(rgb, rowBytes, height)) {
    for (let y = 0; y < height / 2; y++) rgb.copyWithin(y * rowBytes, y * 2 * rowBytes, (y * 2 + 1) * rowBytes);
    height /= 2;
  }
  return { width, height, rgb: rgb.subarray(0, width * height * 3) };
}

/** A row's 512 pixels from `out` on. A function of its own: engines optimise it whole, and leave it without throwing that away. */
function putRow(rgb: Uint8Array, out: number, pixels: Uint32Array, row: number, narrow: number): void {
  for (let x = 0; x < FRAME_STRIDE; x++, out += 3) {
    const pixel = pixels[row + (x >> narrow)] ?? 0;
    const level = (pixel >> 11) & 0x1e0;
    rgb[out] = CHANNEL_LEVELS[level | (pixel & 31)] ?? 0;
    rgb[out + 1] = CHANNEL_LEVELS[level | ((pixel >> 5) & 31)] ?? 0;
    rgb[out + 2] = CHANNEL_LEVELS[level | ((pixel >> 10) & 31)] ?? 0;
  }
}

/**
 * A frame as 8 bits a channel, always 512 columns wide (a narrow row's pixels are doubled), before folding.
 * `buffer` is reused when it is large enough.
 */
export function toPicture(frame: VideoFrame, options: PictureOptions, buffer?: Uint8Array): Picture {
  const { pixels, wide, height } = frame;
  const width = FRAME_STRIDE;
  const bytes = width * height * 3;
  const rgb = buffer !== undefined && buffer.length >= bytes ? buffer.subarray(0, bytes) : new Uint8Array(bytes);
  for (let y = 0; y < height; y++) putRow(rgb, y * width * 3, pixels, y * FRAME_STRIDE, wide[y] === 0 ? 1 : 0);
  if (options.rgb5) for (let at = 0; at < bytes; at++) rgb[at] = widen((rgb[at] ?? 0) >> 3);
  const picture = { width, height, rgb };
  return options.fold ? foldPicture(picture) : picture;
}

/** Converts the frames that are asked for; the others cost nothing. */
export class PictureSink implements VideoSink {
  /** Set before a frame is run whose picture is wanted. */
  wanted = false;
  /** The last wanted frame; overwritten by the next one. Null before any. */
  picture: Picture | null = null;
  /** Milliseconds spent here since it was last set to 0, measured with `now`. */
  ownTime = 0;
  readonly #options: PictureOptions;
  readonly #now: () => number;
  readonly #buffer = new Uint8Array(FRAME_STRIDE * FRAME_MAX_ROWS * 3);

  constructor(options: PictureOptions, now: () => number = () => 0) {
    this.#options = options;
    this.#now = now;
  }

  frame(frame: VideoFrame): void {
    if (!this.wanted) return;
    const started = this.#now();
    this.picture = toPicture(frame, this.#options, this.#buffer);
    this.ownTime += this.#now() - started;
  }
}
