import { describe, expect, it } from 'vitest';
import { pointAnchor, spotOf } from '../../../src/ui/debugger/popover.ts';

const WINDOW = { width: 800, height: 600 };
const button = (left: number, top: number): { left: number; right: number; top: number; bottom: number } => ({
  left,
  right: left + 30,
  top,
  bottom: top + 30,
});

describe('where a menu stands', () => {
  it('is below its button, and inside the window at the right edge', () => {
    expect(spotOf(button(100, 50), { width: 240, height: 200 }, WINDOW)).toEqual({ left: 100, top: 84, most: 512 });
    expect(spotOf(button(760, 50), { width: 240, height: 200 }, WINDOW).left).toBe(556);
  });

  it('is above a button of a low panel, as high as there is room', () => {
    expect(spotOf(button(100, 560), { width: 240, height: 200 }, WINDOW).top).toBe(356);
    expect(spotOf(button(100, 400), { width: 240, height: 900 }, WINDOW)).toEqual({ left: 100, top: 4, most: 392 });
    expect(spotOf(button(100, 200), { width: 240, height: 900 }, WINDOW)).toEqual({ left: 100, top: 234, most: 362 });
  });

  it('begins at the pointer, and in a window that is too narrow at its left edge', () => {
    expect(spotOf(pointAnchor({ x: 30, y: 40 }), { width: 240, height: 200 }, WINDOW)).toMatchObject({ left: 30, top: 40 });
    expect(spotOf(pointAnchor({ x: 30, y: 590 }), { width: 240, height: 200 }, WINDOW).top).toBe(382);
    expect(spotOf(button(20, 40), { width: 900, height: 20 }, WINDOW).left).toBe(4);
  });

  it('is inside the window when its button is not', () => {
    expect(spotOf(button(100, 700), { width: 240, height: 200 }, WINDOW)).toEqual({ left: 100, top: 396, most: 592 });
    expect(spotOf(button(100, -90), { width: 240, height: 200 }, WINDOW)).toEqual({ left: 100, top: 4, most: 592 });
  });
});
