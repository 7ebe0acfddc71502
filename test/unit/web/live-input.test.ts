import { describe, expect, it } from 'vitest';
import { INPUT_WORDS, InputWord, LiveInput } from '../../../src/host/web/live-input.ts';
import { pixelUnder } from '../../../src/host/web/placement.ts';
import { DEFAULT_SETTINGS, padsInUse } from '../../../src/shared/settings.ts';

describe('the page’s words', () => {
  it('are a mouse’s movement since the last question, with the rest kept and across the wrap', () => {
    const input = new LiveInput();
    input.deviceOf = () => 'mouse';
    input.words[InputWord.MouseX] = 640;
    input.words[InputWord.MouseY] = -300;
    input.words[InputWord.MouseButtons] = 2;
    expect({ ...input.pointer(0) }).toEqual({ x: 2, y: -1, buttons: 2 });
    input.words[InputWord.MouseX] += 128;
    expect(input.pointer(0).x).toBe(1);
    expect(input.pointer(0).x).toBe(0);
    for (let step = 0; step < 3; step++) {
      input.words[InputWord.MouseX] += 0x7000_0000;
      expect(input.pointer(0).x).toBe(0x70_0000);
    }
  });

  it('are a place on the picture for the Super Scope', () => {
    const input = new LiveInput();
    input.deviceOf = (port) => (port === 1 ? 'superscope' : 'pad');
    expect(input.words.length).toBe(INPUT_WORDS);
    input.words[InputWord.AimX] = 32768;
    input.words[InputWord.AimY] = 16384;
    input.words[InputWord.ScopeButtons] = 5;
    input.aim(({ x, y }) => ({ x: x * 256, y: y * 224 }));
    expect({ ...input.pointer(1) }).toEqual({ x: 128, y: 56, buttons: 5 });
    input.words[InputWord.AimX] = -1;
    input.aim(() => ({ x: 9, y: 9 }));
    expect(input.pointer(1).x).toBe(-1);
  });
});

describe('the pixel under the pointer', () => {
  const options = { scaling: 'integer', aspect: 'square', crop: false } as const;
  const surface = { width: 1000, height: 700 };

  it('follows scaling, bars and crop', () => {
    // 768 by 672 pixels at (116, 14).
    expect(pixelUnder({ x: 0.116, y: 0.02 }, surface, 224, options)).toEqual({ x: 0, y: 0 });
    expect(pixelUnder({ x: 0.5, y: 0.5 }, surface, 224, options)).toEqual({ x: 128, y: 112 });
    expect(pixelUnder({ x: 0.1, y: 0.5 }, surface, 224, options).x).toBeLessThan(0);
    expect(pixelUnder({ x: 0.9, y: 0.5 }, surface, 224, options).x).toBeGreaterThan(255);
    expect(pixelUnder({ x: 0.5, y: 0.001 }, surface, 224, options).y).toBe(-1);
    expect(pixelUnder({ x: 0.5, y: 0.055 }, surface, 224, { ...options, crop: true }).y).toBe(8);
  });
});

it('a multitap has the players that the console reads there', () => {
  expect(padsInUse(DEFAULT_SETTINGS)).toEqual([0, 1]);
  expect(padsInUse({ 'input.port1': 'multitap', 'input.port2': 'superscope' })).toEqual([0, 5, 6, 7]);
  expect(padsInUse({ 'input.port1': 'none', 'input.port2': 'multitap' })).toEqual([1, 2, 3, 4]);
});

describe('turbo', () => {
  it('presses and lets go by frames', () => {
    const input = new LiveInput();
    input.words[InputWord.Turbo + 1] = 0x8000;
    input.words[InputWord.TurboFrames] = 3;
    input.words[1] = 0x0080;
    const seen = Array.from({ length: 12 }, (_, frame) => {
      input.frame = frame;
      return input.pad(1) >> 15;
    });
    expect(seen).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
    expect([input.pad(0), input.pad(1) & 0xff]).toEqual([0, 0x80]);
  });
});
