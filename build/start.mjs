#!/usr/bin/env node
// `npm start [-- GAME]`: builds the app when a source is newer, and opens it: in Electron where its executable is there, else in a browser window.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './bundle-options.mjs';

const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** Electron's executable, or null and why not. */
function findElectron() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = named ?? join(root, 'node_modules/electron/dist');
  const executable = join(folder, EXECUTABLES[process.platform] ?? 'electron');
  if (!existsSync(executable)) {
    const place = named === undefined ? 'node_modules/electron/dist' : 'ELECTRON_OVERRIDE_DIST_PATH';
    return { executable: null, why: `Electron's executable is not in ${place} ("npx install-electron" gets it)` };
  }
  if (process.platform === 'linux' && process.env.DISPLAY === undefined && process.env.WAYLAND_DISPLAY === undefined) {
    return { executable: null, why: 'there is no display for Electron' };
  }
  return { executable, why: 'its executable is there' };
}

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

const { executable, why } = findElectron();
console.log(
  executable === null
    ? `dotclock: ${why}; opening a browser window on this machine instead`
    : `dotclock: opening Electron: ${why}`,
);
if (!isBuilt()) {
  const { buildApp } = await import('./app-bundles.mjs');
  await buildApp();
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const env = { ...process.env, npm_package_version: version };
const [game] = process.argv.slice(2);
const open = game === undefined ? [] : [`--open=${resolve(process.env.INIT_CWD ?? process.cwd(), game)}`];
// Chromium refuses its own sandbox to root; nobody else loses it.
const sandbox = process.getuid?.() === 0 && process.platform === 'linux' ? ['--no-sandbox'] : [];
const child =
  executable === null
    ? spawn(process.execPath, [join(root, 'dist/local.mjs'), ...open], { stdio: 'inherit', env })
    : spawn(executable, [...sandbox, ...open, root], { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`dotclock: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (status) => process.exit(status ?? 0));
