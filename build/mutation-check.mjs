#!/usr/bin/env node
// Puts each fault of test/mutation/faults.tsv into a copy of the tree, one at a time, and runs the core's tests and our ROMs on it:
// `npm run mutations [-- FIRST-LAST]`. A fault is caught when a test fails. Closes with "N passed, N failed" (passed: caught).
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Cheap tests first; the next group runs only when the one before caught nothing. */
const groupsFor = (file) => [
  file.startsWith('src/core/ppu') ? ['test/unit/ppu'] : ['test/unit/core', 'test/unit/apu'],
  ['test/roms'],
  ['test/golden'],
];

const faults = readFileSync(join(root, 'test/mutation/faults.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));
const [first, last] = (process.argv[2] ?? `1-${faults.length}`).split('-').map(Number);

const copy = mkdtempSync(join(tmpdir(), 'dotclock-mutations-'));
for (const file of execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')) {
  if (file === '') continue;
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  cpSync(join(root, file), join(copy, file));
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** The group of tests that fails, or null. */
function caughtBy(changed) {
  for (const group of groupsFor(changed)) {
    const run = spawnSync('npx', ['vitest', 'run', '--bail', '1', ...group], { cwd: copy, stdio: 'ignore', timeout: 600_000 });
    if (run.status !== 0) return group.join(', ');
  }
  return null;
}

let caught = 0;
let missed = 0;
for (let i = first - 1; i < Math.min(last, faults.length); i++) {
  const [file, text, replacement] = faults[i];
  const source = readFileSync(join(root, file), 'utf8');
  if (!source.includes(text)) {
    console.log(`fault ${i + 1}: ${file} no longer has: ${text}`);
    missed++;
    continue;
  }
  writeFileSync(
    join(copy, file),
    source.replace(text, () => replacement),
  );
  const by = caughtBy(file);
  writeFileSync(join(copy, file), source);
  console.log(`${by === null ? 'MISSED' : 'caught'} ${i + 1} ${file}: ${replacement}${by === null ? '' : ` (${by})`}`);
  if (by === null) missed++;
  else caught++;
}
rmSync(copy, { recursive: true, force: true });
console.log(`${caught} passed, ${missed} failed`);
process.exitCode = missed === 0 ? 0 : 1;
