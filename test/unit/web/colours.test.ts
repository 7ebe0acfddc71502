import { describe, expect, it } from 'vitest';
import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../../src/core/platform.ts';
import { Colours } from '../../../src/host/web/colours.ts';
import { AS_DRAWN, toPicture } from '../../../src/session/picture.ts';

const RAW = { colour: 'raw', interlace: 'weave' } as const;

function frame(height: number, part: Partial<VideoFrame> = {}): VideoFrame {
  const pixels = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (Math.imul(at, 0x9e37_79b1) >>> 13) & 0xf_7fff;
  const wide = new Uint8Array(FRAME_MAX_ROWS).map((_, row) => (row % 3 === 0 ? 1 : 0));
  return { pixels, wide, width: 512, height, interlaced: false, field: 0, number: 0, ...part };
}

function rgb(colour: number): number[] {
  return [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
}

describe("the console's pixels as colours", () => {
  it('are those of a saved picture, narrow rows and wide ones, at every brightness', () => {
    const colours = new Colours();
    const one = frame(224);
    colours.decode(one, RAW);
    const picture = toPicture(one, AS_DRAWN);
    const mine = [...colours.pixels.subarray(0, 224 * FRAME_STRIDE)].flatMap(rgb);
    expect(Uint8Array.from(mine)).toEqual(picture.rgb);
    expect(colours.pixels[0] >>> 24).toBe(255);
  });

  it('of one field fill both rows of a line with bob, and are mixed with blend', () => {
    const colours = new Colours();
    const one = frame(448, { interlaced: true, field: 1 });
    one.wide.fill(1);
    colours.decode(one, RAW);
    const [upper, lower] = [colours.pixels.slice(0, FRAME_STRIDE), colours.pixels.slice(FRAME_STRIDE, 2 * FRAME_STRIDE)];
    colours.decode(one, { colour: 'raw', interlace: 'bob' });
    expect(colours.pixels.slice(0, FRAME_STRIDE)).toEqual(lower);
    expect(colours.pixels.slice(FRAME_STRIDE, 2 * FRAME_STRIDE)).toEqual(lower);
    colours.decode(one, { colour: 'raw', interlace: 'blend' });
    expect(colours.pixels.slice(0, FRAME_STRIDE)).toEqual(colours.pixels.slice(FRAME_STRIDE, 2 * FRAME_STRIDE));
    for (const x of [0, 100, 511]) {
      const mixed = rgb(colours.pixels[x]);
      const [one, other] = [rgb(upper[x]), rgb(lower[x])];
      for (const channel of [0, 1, 2]) expect(mixed[channel]).toBe((one[channel] + other[channel]) >> 1);
    }
  });

  it('have the tube’s primaries with warm colours: white stays white, green gets some red', () => {
    const colours = new Colours();
    const one = frame(1);
    one.wide.fill(1);
    one.pixels.set([0xf_7fff, 0xf_03e0, 0x0_0000 | (15 << 16)]);
    colours.decode(one, { colour: 'crt', interlace: 'weave' });
    const [white, green, black] = [...colours.pixels.subarray(0, 3)].map(rgb);
    for (const channel of white) expect(channel).toBeGreaterThanOrEqual(254);
    expect(green[0]).toBeGreaterThan(30);
    expect(green[1]).toBeGreaterThan(240);
    expect(black).toEqual([0, 0, 0]);
  });
});
