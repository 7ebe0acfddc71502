import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PANELS } from '../../../src/ui/debugger/panels.ts';

/** Which picture of docs/screenshots shows each kind of panel. */
const PANEL_PICTURES: Readonly<Record<string, string>> = {
  picture: 'debugger',
  disassembly: 'debugger',
  registers: 'debugger-registers',
  memory: 'debugger-memory',
  trace: 'debugger-trace',
  watches: 'debugger-watches',
  breakpoints: 'debugger-breakpoints',
  calls: 'debugger-calls',
  pixel: 'debugger-pixel',
  frameEvents: 'debugger-events',
  hdma: 'debugger-hdma',
  tiles: 'debugger-tiles',
  tilemap: 'debugger-tilemap',
  sprites: 'debugger-sprites',
  palette: 'debugger-palette',
  voices: 'debugger-voices',
  samples: 'debugger-samples',
  dsp: 'debugger-dsp',
  references: 'debugger-references',
  coverage: 'debugger-coverage',
  source: 'debugger-source',
  search: 'debugger-search',
  compare: 'debugger-compare',
  marks: 'debugger-bookmarks',
  hardware: 'debugger-hardware',
  profiler: 'debugger-profiler',
};

const root = join(import.meta.dirname, '../../..');

function all(folder: string, part: RegExp): string {
  const names = readdirSync(join(root, folder)).filter((name) => part.test(name));
  return names.map((name) => readFileSync(join(root, folder, name), 'utf8')).join('\n');
}

it('every kind of panel has a picture that a script makes and the guide shows', () => {
  expect(Object.keys(PANEL_PICTURES).sort()).toEqual(PANELS.map(({ id }) => id).sort());
  const scripts = all('test/e2e', /^screens-debugger.*\.ts$/);
  const guide = all('docs/guide', /^debugger.*\.md$/);
  const missing = Object.values(PANEL_PICTURES).filter(
    (name) =>
      !existsSync(join(root, `docs/screenshots/${name}.png`)) ||
      !new RegExp(`'${name}(?:\\.png)?'`).test(scripts) ||
      !guide.includes(`screenshots/${name}.png`),
  );
  expect(missing).toEqual([]);
});
