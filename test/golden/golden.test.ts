import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPicture } from '../corpus/images.ts';
import { buildCartsInto, CASES } from './cases.ts';
import { pictureHash, picturePath, readGolden, runCase, soundDifferences } from './golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-golden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let carts: ReadonlyMap<string, string>;
beforeAll(() => {
  carts = buildCartsInto(folder);
});

/** After a failure: `npm run golden:review` shows what differs; `npm run golden:accept -- NAME --why "..."` takes it as right. */
describe.each(CASES)('$name', (one) => {
  it('looks and sounds as accepted', () => {
    const expected = readGolden(one.name);
    expect(expected, `nothing was accepted for ${one.name}`).not.toBeNull();
    if (expected === null) return;
    const { golden } = runCase(one, carts.get(one.cart) ?? '');
    expect(golden.pictures).toEqual(expected.pictures);
    expect(soundDifferences(expected.sound, golden.sound)).toEqual([]);
    expect(golden.sram).toBe(expected.sram);
  });

  it('keeps pictures that are the ones it names', () => {
    const expected = readGolden(one.name);
    const kept = Object.fromEntries(one.pictures.map((frame) => [frame, pictureHash(readPicture(picturePath(one.name, frame)))]));
    expect(kept).toEqual(expected?.pictures);
  });
});
