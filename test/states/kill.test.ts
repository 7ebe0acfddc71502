import { join } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { nodeBundle, root } from '../../build/bundle-options.mjs';
import { killWhileSaving } from './kill.ts';

/** `npm run kill` does it a thousand times. */
const KILLS = 12 * Number(process.env['DOTCLOCK_FUZZ'] ?? '1');

it.skipIf(process.platform === 'win32')(`${KILLS} kills while saving: all that was said to be saved is there`, async () => {
  const outDir = 'node_modules/.cache/dotclock/kill';
  await build(nodeBundle({ entry: 'test/states/kill-run.ts', outDir, name: 'kill' }));
  const { records, faults } = await killWhileSaving(KILLS, join(root, outDir, 'kill.mjs'));
  expect(faults).toEqual([]);
  expect(records).toBeGreaterThan(KILLS / 2);
});
