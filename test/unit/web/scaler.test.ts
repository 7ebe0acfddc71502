import { describe, expect, it } from 'vitest';
import { Scaler, type ScalerPlan } from '../../../src/host/web/scaler.ts';

const plan = (part: Partial<ScalerPlan>): ScalerPlan => ({
  columns: 2,
  firstRow: 0,
  rows: 2,
  width: 4,
  height: 4,
  smooth: true,
  ...part,
});

function scaled(source: readonly number[], part: Partial<ScalerPlan>): number[] {
  const one = plan(part);
  const scaler = new Scaler(one, new Uint32Array(one.width * one.height));
  scaler.scale(Uint32Array.from(source));
  return [...scaler.points];
}

/** The filter `sharp` of assets/shaders, in numbers with a point. */
function sharp(source: readonly number[], length: number): number[] {
  const count = source.length;
  const scale = Math.max(length / count, 1);
  return Array.from({ length }, (_, point) => {
    const texel = ((point + 0.5) / length) * count;
    const base = Math.floor(texel);
    const offset = texel - base - 0.5;
    const flat = 0.5 - 0.5 / scale;
    const at = base + (offset - Math.min(flat, Math.max(-flat, offset))) * scale + 0.5;
    const left = Math.floor(at - 0.5);
    const share = at - 0.5 - left;
    const value = (index: number): number => source[Math.min(count - 1, Math.max(0, index))] ?? 0;
    return value(left) * (1 - share) + value(left + 1) * share;
  });
}

describe('the scaler of pictures', () => {
  it('copies points at whole scales', () => {
    expect(scaled([1, 2, 3, 4], {})).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    expect(scaled([1, 2, 3, 4], { smooth: false })).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });

  it('mixes each byte by itself where a point lies on two texels', () => {
    const [left, middle, right] = scaled([0xff00_10fe, 0xff80_3000], { rows: 1, width: 3, height: 1 });
    expect([left, right]).toEqual([0xff00_10fe, 0xff80_3000]);
    expect(middle).toBe(0xff40_207f);
  });

  it('mixes no point of the nearest texel', () => {
    const points = scaled([10, 200, 30], { columns: 3, rows: 1, width: 7, height: 1, smooth: false });
    expect(new Set(points)).toEqual(new Set([10, 200, 30]));
  });

  it.each([5, 7, 16, 31, 33])('gives what the shader gives, in both directions, to %i points', (length) => {
    const source = [0, 255, 17, 90, 201];
    const wanted = sharp(source, length);
    const across = scaled(source, { columns: 5, rows: 1, width: length, height: 1 });
    const down = scaled(source, { columns: 1, rows: 5, width: 1, height: length });
    for (const [at, value] of wanted.entries()) {
      expect(Math.abs((across[at] ?? -9) - value)).toBeLessThan(1.1);
      expect(down[at]).toBe(across[at]);
    }
  });

  it('makes pictures smaller without leaving the source', () => {
    const points = scaled([9, 9, 9, 9, 9, 9], { columns: 6, rows: 1, width: 4, height: 1 });
    expect(points).toEqual([9, 9, 9, 9]);
  });

  it('shows only the rows of the plan', () => {
    const points = scaled([1, 2, 3, 4], { columns: 1, firstRow: 1, rows: 2, width: 1, height: 5 });
    expect(points[0]).toBe(2);
    expect(points[4]).toBe(3);
  });

  it('forgets the lines of the picture before', () => {
    const one = plan({ columns: 1, rows: 1, width: 2, height: 2 });
    const scaler = new Scaler(one, new Uint32Array(4));
    scaler.scale(Uint32Array.of(5));
    scaler.scale(Uint32Array.of(6));
    expect([...scaler.points]).toEqual([6, 6, 6, 6]);
    expect(scaler.fits({ ...one })).toBe(true);
    expect(scaler.fits({ ...one, width: 3 })).toBe(false);
  });
});
