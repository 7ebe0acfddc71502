#!/usr/bin/env node
// Runs a TypeScript program of the project: run.mjs ENTRY.ts [ARGUMENT ...]. Node 20 cannot run TypeScript, so it is bundled first.
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { build } from 'vite';
import { nodeBundle, root } from './bundle-options.mjs';
import { join } from 'node:path';

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: run.mjs ENTRY.ts [ARGUMENT ...]');
  process.exit(2);
}
const outDir = 'node_modules/.cache/dotclock/run';
const name = entry.replace(/\.ts$/, '').replaceAll('/', '-');
// The browser's driver finds its own files beside itself.
await build(nodeBundle({ entry, outDir, name, external: ['playwright', 'fast-png'] }));
const result = spawnSync(process.execPath, ['--enable-source-maps', join(root, outDir, `${basename(name)}.mjs`), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, DOTCLOCK_ROOT: root },
});
process.exit(result.status ?? 1);
