#!/usr/bin/env node
// `npm start [-- GAME]`: builds the app when a source is newer, and opens it: in Electron where that starts, else in a browser window.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './bundle-options.mjs';
import { downloadElectron, findElectron, runElectron } from './electron-executable.mjs';

const say = (line) => console.log(`dotclock: ${line}`);

function newestBelow(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestBelow(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function isBuilt() {
  const products = [
    'renderer/index.html',
    'renderer/emulator-worker.js',
    'renderer/screen-worker.js',
    'local.mjs',
    'inspector.cjs',
    'main.cjs',
    'preload.cjs',
  ];
  const paths = products.map((name) => join(root, 'dist', name));
  if (!paths.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...paths.map((path) => statSync(path).mtimeMs));
  return ['src', 'electron', 'assets', 'build'].every((folder) => newestBelow(join(root, folder)) <= oldest);
}

const { executable, missing, why } = findElectron({ root, env: process.env, platform: process.platform });
say(executable === null ? `${why}; opening a browser window on this machine instead` : `opening Electron: ${why}`);
if (!isBuilt()) {
  const { buildApp } = await import('./app-bundles.mjs');
  await buildApp();
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const env = { ...process.env, npm_package_version: version };
const [game] = process.argv.slice(2);
const open = game === undefined ? [] : [`--open=${resolve(process.env.INIT_CWD ?? process.cwd(), game)}`];
let child = null;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child?.kill(signal));

if (executable !== null) {
  // Chromium refuses its own sandbox to root; nobody else loses it.
  const sandbox = process.getuid?.() === 0 && process.platform === 'linux' ? ['--no-sandbox'] : [];
  const words = [...sandbox, ...open, root];
  const { status, fault } = await runElectron(executable, words, { env, started: (electron) => (child = electron) });
  if (fault === null) process.exit(status);
  say(`Electron does not start here: ${fault}`);
  say('opening a browser window on this machine instead');
}
child = spawn(process.execPath, [join(root, 'dist/local.mjs'), ...open], { stdio: 'inherit', env });
const download = missing ? downloadElectron({ root, env: process.env, say }) : null;
child.on('error', (error) => {
  console.error(`dotclock: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (status) => {
  download?.stop();
  process.exit(status ?? 0);
});
