// What is accepted for our core is what the reference core shows: same pictures, same scores in battery RAM. oracle.ts [NAME ...]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { hex32 } from '../../src/host/node/records.ts';
import { findOracle, frameHashes, runOracle, type Oracle } from '../corpus/oracle.ts';
import { buildCartsInto, CASES, scriptPath, type GoldenCase } from './cases.ts';
import { readGolden } from './golden.ts';

const EXIT_ABSENT = 77;

/** What differs, as lines; empty when the reference agrees. */
function compareCase(oracle: Oracle, one: GoldenCase, rom: string, folder: string): string[] {
  const expected = readGolden(one.name);
  if (expected === null) return ['nothing was accepted'];
  const hasSram = one.cart === 'embermoth';
  const sramFile = join(folder, `${one.name}.sram`);
  const script = scriptPath(one);
  const frames = String((one.pictures.at(-1) ?? 0) + 1);
  const output = runOracle(oracle, [
    '--rom',
    rom,
    '--frames',
    frames,
    '--hash-every',
    '1',
    '--fold',
    ...(hasSram ? ['--sram', sramFile] : []),
    ...(script === null ? [] : ['--input', script]),
  ]);
  const pictures = frameHashes(output);
  const lines = one.pictures
    .filter((frame) => pictures.get(frame) !== expected.pictures[frame])
    .map((frame) => `frame ${frame}: ${pictures.get(frame)}, ours ${expected.pictures[frame]}`);
  const known = (line: string): boolean => Object.keys(one.differs ?? {}).some((frame) => line.startsWith(`frame ${frame}:`));
  for (const [frame, why] of Object.entries(one.differs ?? {}))
    console.log(`${one.name}, frame ${frame}: known to differ: ${why}`);
  const sram = hex32(crc32(hasSram ? readFileSync(sramFile) : new Uint8Array(0)));
  if (sram !== expected.sram) lines.push(`battery RAM ${sram}, ours ${expected.sram}`);
  return lines.filter((line) => !known(line));
}

function main(names: readonly string[]): number {
  const oracle = findOracle();
  if (oracle === null) {
    console.error('the reference program or its core is not installed (DOTCLOCK_REFCORE, DOTCLOCK_CORE): nothing was compared');
    return EXIT_ABSENT;
  }
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-golden-oracle-'));
  let failed = 0;
  try {
    const carts = buildCartsInto(folder);
    for (const one of CASES.filter((each) => names.length === 0 || names.includes(each.name))) {
      const lines = compareCase(oracle, one, carts.get(one.cart) ?? '', folder);
      console.log(`${one.name}: ${lines.length === 0 ? 'the reference agrees' : lines.join('\n  ')}`);
      failed += lines.length === 0 ? 0 : 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
