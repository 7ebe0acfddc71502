// Takes what a case shows now as right: accept.ts NAME|all --why "reason". The reason and the date go into accepted.log.
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodePng } from '../../src/host/node/png.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { buildCartsInto, CASES, type GoldenCase } from './cases.ts';
import { goldenPath, picturePath, runCase } from './golden.ts';

function accept(one: GoldenCase, rom: string, why: string): void {
  const { golden, pictures } = runCase(one, rom);
  const path = goldenPath(one.name);
  mkdirSync(dirname(path), { recursive: true });
  const old = readdirSync(dirname(path)).filter((name) => name.replace(/-\d+\.png$/, '') === one.name);
  for (const name of old) rmSync(join(dirname(path), name));
  writeFileSync(path, `${JSON.stringify(golden)}\n`);
  for (const [frame, picture] of pictures) writeFileSync(picturePath(one.name, frame), encodePng(picture));
  const date = new Date().toISOString().slice(0, 10);
  appendFileSync(join(PROJECT_ROOT, 'test/golden/accepted.log'), `${date} ${one.name}: ${why} (sound ${golden.sound.crc})\n`);
  console.log(`${one.name}: ${pictures.size} pictures, sound ${golden.sound.crc}`);
}

function main(args: readonly string[]): number {
  const [name, flag, why] = args;
  const wanted = CASES.filter((one) => name === 'all' || one.name === name);
  if (wanted.length === 0 || flag !== '--why' || why === undefined || why.trim() === '') {
    console.error('usage: npm run golden:accept -- NAME|all --why "why this is right"');
    console.error(`names: ${CASES.map((one) => one.name).join(' ')}`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-golden-'));
  try {
    const carts = buildCartsInto(folder);
    for (const one of wanted) accept(one, carts.get(one.cart) ?? '', why.trim());
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main(process.argv.slice(2));
