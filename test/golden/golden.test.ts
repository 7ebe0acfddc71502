import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../build/bundle-options.mjs';
import { readPicture } from '../corpus/images.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { buildCartsInto, CASES, type GoldenCase } from './cases.ts';
import { pictureHash, picturePath, readGolden, soundDifferences, type Golden } from './golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-golden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let carts: ReadonlyMap<string, string>;
beforeAll(async () => {
  carts = buildCartsInto(folder);
  await build(nodeBundle({ entry: 'test/golden/measure.ts', outDir: folder, name: 'measure' }));
});

/** In a process of its own, bundled: many times faster than under the test runner's transformation. */
function measure(one: GoldenCase): Golden {
  const output = execFileSync(process.execPath, [join(folder, 'measure.mjs'), one.name, carts.get(one.cart) ?? ''], {
    encoding: 'utf8',
    env: { ...process.env, DOTCLOCK_ROOT: PROJECT_ROOT },
    maxBuffer: 16 << 20,
  });
  return JSON.parse(output) as Golden;
}

/** After a failure: `npm run golden:review` shows what differs; `npm run golden:accept -- NAME --why "..."` takes it as right. */
describe.each(CASES)('$name', (one) => {
  it('looks and sounds as accepted', () => {
    const expected = readGolden(one.name);
    expect(expected, `nothing was accepted for ${one.name}`).not.toBeNull();
    if (expected === null) return;
    const golden = measure(one);
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
