#!/usr/bin/env node
// Installs the pinned packages when they are missing or older than the lock file, so that `npm start` and `npm test` work on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.cache', 'dotclock', 'lock-hash');
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

/** npm writes its own copy of the lock file into node_modules; every package it names must be that of ours. */
function installedMatches() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockHash;
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  const stale = Object.entries(wanted).some(
    ([path, entry]) => path !== '' && entry.optional !== true && installed[path]?.version !== entry.version,
  );
  return !stale;
}

if (!installedMatches()) {
  console.error('dotclock: installing the pinned packages (npm ci)');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('dotclock: npm ci failed; see its messages above');
    process.exit(result.status ?? 1);
  }
}
mkdirSync(dirname(stampFile), { recursive: true });
writeFileSync(stampFile, lockHash);
