import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOracle } from '../corpus/oracle.ts';
import {
  batteryIsDone,
  batteryRun,
  buildBattery,
  buildRom,
  readMeta,
  readVerdict,
  romNames,
  runRom,
  runRomOnOracle,
} from './harness.ts';
import type { Verdict } from './harness.ts';

const USAGE = `usage: npm run roms [-- [--oracle] [--details] [--out=FOLDER] [NAME ...]]
  builds the test ROMs, runs them and prints a table of their verdicts
  --oracle   runs them on the oracle core too (DOTCLOCK_REFCORE, DOTCLOCK_CORE) and says where it disagrees
  --details  prints every measurement: measured/wanted
  --out=FOLDER  writes the images there, to run them elsewhere: "npm run roms -- --out=. battery"
  NAME       only these; "battery" is the ROM of all of them`;

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

function describeDetails({ details }: Verdict): string {
  return details.map(([measured, wanted], i) => `${i + 1}:${hex(measured)}/${hex(wanted)}`).join(' ');
}

function word({ status, firstFailed }: Verdict): string {
  return status === 'fail' ? `fail at ${firstFailed}` : status;
}

function main(args: readonly string[]): number {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const wanted = args.filter((argument) => !argument.startsWith('--'));
  const names = wanted.length > 0 ? wanted : romNames();
  const oracle = args.includes('--oracle') ? findOracle() : null;
  if (args.includes('--oracle') && oracle === null)
    console.log('no oracle core here: DOTCLOCK_REFCORE and DOTCLOCK_CORE name it');
  const out = args.find((argument) => argument.startsWith('--out='))?.slice(6);
  let unexpected = 0;
  let disagreements = 0;
  for (const name of names) {
    const battery = name === 'battery';
    const meta = battery ? null : readMeta(name);
    const rom = battery ? buildBattery() : buildRom(name);
    if (out !== undefined) writeFileSync(join(out, `${name}.sfc`), rom);
    const run = meta ?? batteryRun();
    const ours = readVerdict(battery ? runRom(rom, run, 1, batteryIsDone) : runRom(rom, run));
    const good = ours.status === (meta?.verdict === 'known failure' ? 'fail' : (meta?.verdict ?? 'pass'));
    if (!good) unexpected++;
    const theirs = oracle === null ? null : readVerdict(runRomOnOracle(oracle, rom, run));
    const agree = theirs === null || JSON.stringify(theirs) === JSON.stringify(ours);
    if (!agree) disagreements++;
    const oracleWord = theirs === null ? '' : agree ? 'same' : `${word(theirs)}, differs`;
    console.log(
      `${good ? ' ' : '!'} ${name.padEnd(28)} ${word(ours).padEnd(12)} ${oracleWord.padEnd(18)} ${meta?.behaviour ?? ''}`,
    );
    if (args.includes('--details') || (!agree && theirs !== null)) {
      console.log(`    ours    ${describeDetails(ours)}`);
      if (theirs !== null) console.log(`    oracle  ${describeDetails(theirs)}`);
    }
  }
  console.log(
    `${names.length} ROMs, ${unexpected} not as expected${oracle === null ? '' : `, ${disagreements} different on the oracle`}`,
  );
  return unexpected === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
