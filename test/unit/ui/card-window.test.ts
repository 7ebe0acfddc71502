import { describe, expect, it } from 'vitest';
import { windowOf } from '../../../src/ui/components/card-window.ts';

describe('the part of many cards that is drawn', () => {
  it('is what is seen and a little more; the rest is room', () => {
    const { from, to, above, below } = windowOf(5000, 5, 200, 100_000, 800);
    expect([from, to]).toEqual([2485, 2535]);
    expect(above + ((to - from) / 5) * 200 + below).toBe(200_000);
  });

  it('is all of a few, at both ends', () => {
    expect(windowOf(3, 5, 200, 0, 800)).toEqual({ from: 0, to: 3, above: 0, below: 0 });
    expect(windowOf(5000, 5, 200, 0, 800)).toMatchObject({ from: 0, above: 0 });
    const end = windowOf(5000, 5, 200, 199_200, 800);
    expect([end.to, end.below]).toEqual([5000, 0]);
  });

  it('has a row even where the list has become shorter than what is scrolled', () => {
    expect(windowOf(10, 5, 200, 90_000, 800)).toEqual({ from: 5, to: 10, above: 200, below: 0 });
    expect(windowOf(0, 5, 200, 0, 800)).toEqual({ from: 0, to: 0, above: 0, below: expect.any(Number) as number });
  });
});
