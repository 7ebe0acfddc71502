#!/usr/bin/env node
// `npm start`: until the desktop app is there, builds the command line and runs a program of ours, and says where its picture and sound are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './bundle-options.mjs';

const FRAMES = '180';

function run(args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** The program that the user names, or the first demo cartridge. */
function chooseRom() {
  const named = process.argv[2];
  if (named !== undefined) return named;
  const folder = join(root, 'assets/carts');
  const carts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sfc')) : [];
  const preferred = carts.find((name) => name.startsWith('demo')) ?? carts.sort()[0];
  return preferred === undefined ? undefined : join(folder, preferred);
}

if (run([join(root, 'build/bundle.mjs')]) !== 0) process.exit(1);
const rom = chooseRom();
if (rom === undefined) {
  console.error('dotclock: there is no demo cartridge in assets/carts; name a ROM: npm start -- game.sfc');
  process.exit(1);
}
const out = join(root, 'out/start');
mkdirSync(out, { recursive: true });
const wav = join(out, 'sound.wav');
const last = `frame_${String(Number(FRAMES) - 1).padStart(6, '0')}.png`;
const status = run([
  join(root, 'dist/cli.mjs'),
  'run',
  rom,
  '--frames',
  FRAMES,
  '--fold',
  '--hash-every',
  '60',
  '--dump-frames',
  'last',
  '--out',
  out,
  '--wav',
  wav,
]);
if (status !== 0) process.exit(status);
console.log(`\n${relative(process.cwd(), rom) || rom} ran for ${FRAMES} frames.`);
console.log(`picture: ${join(out, last)}`);
console.log(`sound:   ${wav}`);
console.log('more:    node dist/cli.mjs run GAME.sfc --help');
