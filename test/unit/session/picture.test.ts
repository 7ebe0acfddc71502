import { describe, expect, it } from 'vitest';
import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../../src/core/platform.ts';
import { CHANNEL_LEVELS, foldPicture, toPicture } from '../../../src/session/picture.ts';

function frameOf(height: number, paint: (x: number, y: number) => number, wideRows: (y: number) => boolean): VideoFrame {
  const pixels = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  const wide = new Uint8Array(FRAME_MAX_ROWS);
  for (let y = 0; y < height; y++) {
    wide[y] = wideRows(y) ? 1 : 0;
    for (let x = 0; x < FRAME_STRIDE; x++) pixels[y * FRAME_STRIDE + x] = paint(x, y);
  }
  return { pixels, wide, width: wide.includes(1) ? 512 : 256, height, interlaced: height > 239, field: 0, number: 0 };
}

const FULL = 15 << 16;

describe('pictures', () => {
  it('has the levels of the reference core', () => {
    expect(CHANNEL_LEVELS[(15 << 5) | 31]).toBe(255);
    expect(CHANNEL_LEVELS[(15 << 5) | 17]).toBe((17 << 3) | (17 >> 2));
    expect(CHANNEL_LEVELS[31]).toBe(3);
    expect(CHANNEL_LEVELS[(7 << 5) | 31]).toBe((255 * 257 * 0.5) >> 8);
    expect(CHANNEL_LEVELS[(15 << 5) | 0]).toBe(0);
  });

  it('doubles narrow rows, and folds them back', () => {
    const frame = frameOf(
      224,
      (x, y) => FULL | ((x + y) & 0x7fff),
      () => false,
    );
    const whole = toPicture(frame, { fold: false, rgb5: false });
    expect([whole.width, whole.height]).toEqual([512, 224]);
    expect(whole.rgb.slice(3, 6)).toEqual(whole.rgb.slice(0, 3));
    const folded = toPicture(frame, { fold: true, rgb5: false });
    expect([folded.width, folded.height, folded.rgb.length]).toEqual([256, 224, 256 * 224 * 3]);
    expect(folded.rgb.slice(3, 6)).toEqual(whole.rgb.slice(6, 9));
  });

  it('keeps a picture wide when one pair of one row differs', () => {
    const paint = (x: number, y: number): number => (y === 100 ? FULL | (x === 501 ? 5 : 0) : FULL | 7);
    const folded = toPicture(
      frameOf(224, paint, (y) => y === 100),
      { fold: true, rgb5: false },
    );
    expect(folded.width).toBe(512);
  });

  it('folds equal lines from 448 on, not below', () => {
    const pairs = frameOf(
      448,
      (x, y) => FULL | ((x * 3 + (y >> 1)) & 0x7fff),
      () => true,
    );
    expect(toPicture(pairs, { fold: true, rgb5: false }).height).toBe(224);
    expect(foldPicture({ width: 256, height: 224, rgb: new Uint8Array(256 * 224 * 3) }).height).toBe(224);
    const fields = frameOf(
      448,
      (x, y) => FULL | ((x * 3 + y) & 0x7fff),
      () => true,
    );
    expect(toPicture(fields, { fold: true, rgb5: false }).height).toBe(448);
  });

  it('cuts to five bits a channel', () => {
    const frame = frameOf(
      224,
      () => (3 << 16) | 0x7fff,
      () => false,
    );
    const level = CHANNEL_LEVELS[(3 << 5) | 31] ?? 0;
    expect(toPicture(frame, { fold: true, rgb5: true }).rgb[0]).toBe(((level >> 3) << 3) | (level >> 5));
  });
});
