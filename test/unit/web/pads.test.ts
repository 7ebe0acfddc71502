import { describe, expect, it } from 'vitest';
import { chordOf, hasButton, padWords, withTurbo } from '../../../src/host/web/pads.ts';
import { croppedLines, placePicture } from '../../../src/host/web/placement.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts';

const bindings = DEFAULT_SETTINGS['input.pad1'];
const options = { deadZone: 0.35, opposites: false };

function held(...words: Parameters<typeof padWords>): number {
  return padWords(...words).held;
}

function gamepad(
  pressed: readonly number[],
  axes: readonly number[] = [0, 0],
): { buttons: { pressed: boolean; value: number }[]; axes: readonly number[] } {
  return { buttons: Array.from({ length: 17 }, (_, index) => ({ pressed: pressed.includes(index), value: 0 })), axes };
}

describe('a pad', () => {
  it('takes keys, buttons and sticks together', () => {
    expect(held(bindings, new Set(['KeyZ', 'ArrowUp']), null, options)).toBe(0x8800);
    expect(held(bindings, new Set(['KeyX']), gamepad([9]), options)).toBe(0x1080);
    expect(held(bindings, new Set(), gamepad([], [-0.9, 0.2]), options)).toBe(0x0200);
  });

  it('lets opposite directions cancel each other unless they are allowed', () => {
    const keys = new Set(['ArrowLeft', 'ArrowRight', 'KeyZ']);
    expect(held(bindings, keys, null, options)).toBe(0x8000);
    expect(held(bindings, keys, null, { ...options, opposites: true })).toBe(0x8300);
  });

  it('takes chords whole, and nothing of them by itself', () => {
    const chord = chordOf(['pad:4', 'pad:5']);
    const own = { ...bindings, Select: [chord], L: ['pad:4'], R: ['pad:5', 'key:KeyW'] };
    expect(held(own, new Set(), gamepad([4]), options)).toBe(0x0020);
    expect(held(own, new Set(), gamepad([4, 5]), options)).toBe(0x2000);
    expect(held(own, new Set(['KeyW']), gamepad([4, 5]), options)).toBe(0x2010);
    expect(held(own, new Set(), gamepad([4, 5]), options, new Set(['pad:4']))).toBe(0x0010);
  });

  it('keeps turbo apart', () => {
    const own = { ...bindings, B: ['key:KeyZ', withTurbo('key:KeyC', true)] };
    expect(padWords(own, new Set(['KeyC']), null, options)).toEqual({ held: 0, turbo: 0x8000 });
    expect(padWords(own, new Set(['KeyZ']), null, options)).toEqual({ held: 0x8000, turbo: 0 });
    expect(hasButton(0x8000, 'B')).toBe(true);
  });
});

describe('placing the picture', () => {
  const surface = { width: 1920, height: 1080 };

  it('keeps whole lines with integer scaling', () => {
    const place = placePicture(surface, 224, { scaling: 'integer', aspect: 'square' });
    expect(place).toEqual({ x: 448, y: 92, width: 1024, height: 896 });
  });

  it('fills the height with fit, at the console’s aspect', () => {
    const place = placePicture(surface, 224, { scaling: 'fit', aspect: '8:7' });
    expect(place.height).toBe(1080);
    expect(place.width / place.height).toBeCloseTo((256 * 8) / 7 / 224, 2);
    expect(place.x).toBe(Math.floor((1920 - place.width) / 2));
  });

  it('stretches, and shrinks where there is no room for one pixel a line', () => {
    expect(placePicture(surface, 239, { scaling: 'fit', aspect: 'stretch' })).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    const small = placePicture({ width: 128, height: 112 }, 224, { scaling: 'integer', aspect: 'square' });
    expect(small).toEqual({ x: 0, y: 0, width: 128, height: 112 });
  });

  it('crops both heights to the same lines', () => {
    expect(224 - 2 * croppedLines(224)).toBe(208);
    expect(239 - 2 * croppedLines(239)).toBe(209);
  });
});
