import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';
import { CHANNEL_LEVELS } from '../../session/picture.ts';
import type { Display } from './worker-messages.ts';

const OPAQUE = 0xff00_0000;
const STEPS = 4096;

/** A tube's primaries in a modern screen's, as in assets/shaders/decode.frag.glsl: rows give red, green, blue. */
const WARM = [
  [0.9396, 0.0502, 0.0102],
  [0.0178, 0.9658, 0.0164],
  [-0.0016, -0.0044, 1.006],
] as const;

/** Index: brightness << 15 | BGR555. Value: red, green, blue, opaque from the lowest byte up. */
function rawTable(): Uint32Array {
  const table = new Uint32Array(16 << 15);
  for (let at = 0; at < table.length; at++) {
    const level = (at >> 10) & 0x1e0;
    const red = CHANNEL_LEVELS[level | (at & 31)];
    const green = CHANNEL_LEVELS[level | ((at >> 5) & 31)];
    const blue = CHANNEL_LEVELS[level | ((at >> 10) & 31)];
    table[at] = OPAQUE | (blue << 16) | (green << 8) | red;
  }
  return table;
}

function warmTable(raw: Uint32Array): Uint32Array {
  const light = Float64Array.from({ length: 256 }, (_, value) => (value / 255) ** 2.4);
  const shown = Uint8Array.from({ length: STEPS + 1 }, (_, step) => Math.round((step / STEPS) ** (1 / 2.2) * 255));
  const channel = ([red, green, blue]: readonly [number, number, number], r: number, g: number, b: number): number =>
    shown[Math.round(Math.min(1, Math.max(0, red * r + green * g + blue * b)) * STEPS)];
  return raw.map((colour) => {
    const r = light[colour & 255];
    const g = light[(colour >> 8) & 255];
    const b = light[(colour >> 16) & 255];
    return OPAQUE | (channel(WARM[2], r, g, b) << 16) | (channel(WARM[1], r, g, b) << 8) | channel(WARM[0], r, g, b);
  });
}

/** The mean of two colours, byte by byte. */
function mean(one: number, other: number): number {
  return (one & other) + (((one ^ other) >>> 1) & 0x7f7f_7f7f);
}

/** Turns the console's pixels into colours by the processor. */
export class Colours {
  /** Rows of FRAME_STRIDE, each red, green, blue, opaque from the lowest byte up. */
  readonly pixels = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  readonly #raw = rawTable();
  #warm: Uint32Array | null = null;

  decode(frame: VideoFrame, { colour, interlace }: Pick<Display, 'colour' | 'interlace'>): void {
    const table = colour === 'raw' ? this.#raw : (this.#warm ??= warmTable(this.#raw));
    const bob = frame.interlaced && interlace === 'bob';
    for (let y = 0; y < frame.height; y++) this.#row(frame, bob ? (y & ~1) | frame.field : y, y, table);
    if (frame.interlaced && interlace === 'blend') this.#blend(frame.height);
  }

  #row(frame: VideoFrame, from: number, to: number, table: Uint32Array): void {
    const out = this.pixels;
    const { pixels } = frame;
    const source = from * FRAME_STRIDE;
    const target = to * FRAME_STRIDE;
    if (frame.wide[from] !== 0) {
      for (let x = 0; x < FRAME_STRIDE; x++) {
        const pixel = pixels[source + x];
        out[target + x] = table[((pixel >> 1) & 0x7_8000) | (pixel & 0x7fff)];
      }
      return;
    }
    for (let x = 0, at = target; x < FRAME_STRIDE / 2; x++, at += 2) {
      const pixel = pixels[source + x];
      const rgb = table[((pixel >> 1) & 0x7_8000) | (pixel & 0x7fff)];
      out[at] = rgb;
      out[at + 1] = rgb;
    }
  }

  #blend(height: number): void {
    const out = this.pixels;
    for (let y = 0; y + 1 < height; y += 2)
      for (let at = y * FRAME_STRIDE; at < (y + 1) * FRAME_STRIDE; at++)
        out[at] = out[at + FRAME_STRIDE] = mean(out[at], out[at + FRAME_STRIDE]);
  }
}
