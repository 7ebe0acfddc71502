// Our core and the reference side by side: compare.ts ROM [--input SCRIPT] [--frames N] [--seed N]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { readRom } from '../../src/host/node/rom-file.ts';
import { hex32 } from '../../src/host/node/records.ts';
import { CliError } from '../../src/host/node/errors.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { parseInputScript, type PadEvent } from '../../src/session/input-script.ts';
import type { Picture } from '../../src/session/picture.ts';
import { atSameSize, comparePictures, copyOf, storeDifference } from './images.ts';
import { findOracle, frameHashes, oraclePicture, ORACLE_FILL, runOracle, type Oracle } from './oracle.ts';
import { PROJECT_ROOT } from './results.ts';

const EXIT_DIFFERENT = 1;
const EXIT_USAGE = 2;
const EXIT_ABSENT = 77;
const WRAM_RANGES_SHOWN = 16;

interface CompareOptions {
  readonly rom: string;
  readonly input: string | null;
  readonly frames: number;
}

interface OurFrame {
  readonly hash: string;
  readonly wram: string;
}

function parseArguments(args: readonly string[]): CompareOptions | null {
  let rom: string | null = null;
  let input: string | null = null;
  let frames = 600;
  for (let at = 0; at < args.length; at++) {
    const argument = args[at];
    if (argument === '--input') input = args[++at] ?? null;
    else if (argument === '--frames') frames = Number(args[++at]);
    else if (argument !== undefined && !argument.startsWith('--') && rom === null) rom = argument;
    else return null;
  }
  return rom === null || !Number.isInteger(frames) || frames < 1 ? null : { rom, input, frames };
}

function openMachine(options: CompareOptions): HeadlessMachine {
  const script: PadEvent[] = options.input === null ? [] : parseInputScript(readFileSync(options.input, 'latin1'), options.input);
  return new HeadlessMachine(readRom(options.rom).bytes, {
    script,
    pictures: { fold: true, rgb5: false },
    powerOn: { fill: ORACLE_FILL },
  });
}

function ourFrames(options: CompareOptions): OurFrame[] {
  const machine = openMachine(options);
  const wram = machine.memory('wram');
  machine.pictures.wanted = true;
  return Array.from({ length: options.frames }, () => {
    machine.runFrame();
    const picture = machine.pictures.picture;
    const hash = picture === null ? '0x0 00000000' : `${picture.width}x${picture.height} ${hex32(crc32(picture.rgb))}`;
    return { hash, wram: hex32(crc32(wram)) };
  });
}

/** Our picture and WRAM after that frame. */
function ourFrame(options: CompareOptions, frame: number): { picture: Picture | null; wram: Uint8Array } {
  const machine = openMachine(options);
  while (machine.frame <= frame) {
    machine.pictures.wanted = machine.frame === frame;
    machine.runFrame();
  }
  const picture = machine.pictures.picture;
  return { picture: picture === null ? null : copyOf(picture), wram: machine.memory('wram').slice() };
}

function inputArguments(options: CompareOptions): string[] {
  return options.input === null ? [] : ['--input', options.input];
}

function oracleWram(oracle: Oracle, options: CompareOptions, frame: number): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-compare-'));
  try {
    const file = join(folder, 'wram');
    runOracle(oracle, ['--rom', options.rom, '--frames', String(frame + 1), '--wram', file, ...inputArguments(options)]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `$7E0010-$7E0013 ours 01 02 03 04, reference 01 02 03 05` for each range of bytes that differ. */
function wramDifferences(ours: Uint8Array, reference: Uint8Array): string[] {
  const address = (at: number): string => `$${(0x7e0000 + at).toString(16).toUpperCase()}`;
  const bytes = (memory: Uint8Array, from: number, to: number): string =>
    Buffer.from(memory.subarray(from, Math.min(to + 1, from + 8))).toString('hex');
  const lines: string[] = [];
  for (let at = 0; at < ours.length; at++) {
    if (ours[at] === reference[at]) continue;
    let end = at;
    while (end + 1 < ours.length && ours[end + 1] !== reference[end + 1]) end++;
    lines.push(`${address(at)}-${address(end)}: ours ${bytes(ours, at, end)}, reference ${bytes(reference, at, end)}`);
    at = end;
  }
  return lines;
}

function reportWram(oracle: Oracle, options: CompareOptions, frame: number, ours: Uint8Array): void {
  const lines = wramDifferences(ours, oracleWram(oracle, options, frame));
  console.log(`WRAM after frame ${frame}: ${lines.length === 0 ? 'equal' : `${lines.length} ranges differ`}`);
  for (const line of lines.slice(0, WRAM_RANGES_SHOWN)) console.log(`  ${line}`);
  if (lines.length > WRAM_RANGES_SHOWN) console.log(`  and ${lines.length - WRAM_RANGES_SHOWN} more`);
}

function reportPicture(oracle: Oracle, options: CompareOptions, frame: number, ours: Picture | null): void {
  const reference = oraclePicture(oracle, options.rom, frame, inputArguments(options));
  const folder = join(PROJECT_ROOT, 'out/compare', basename(options.rom).replace(/\.\w+$/, ''));
  storeDifference(folder, ours, reference);
  const pair = ours === null ? null : atSameSize(ours, reference);
  if (pair === null)
    console.log(
      `the sizes differ: ours ${ours?.width ?? 0}x${ours?.height ?? 0}, reference ${reference.width}x${reference.height}`,
    );
  else {
    const difference = comparePictures(pair[0], pair[1], 0, 0);
    const at = (difference.firstY * pair[0].width + difference.firstX) * 3;
    const colour = (picture: Picture): string => Buffer.from(picture.rgb.subarray(at, at + 3)).toString('hex');
    console.log(
      `first at line ${difference.firstY}, pixel ${difference.firstX} of ${pair[0].width}x${pair[0].height}: ours #${colour(pair[0])}, reference #${colour(pair[1])}; ${difference.pixels} pixels differ`,
    );
  }
  console.log(`pictures in ${folder}`);
}

function compare(oracle: Oracle, options: CompareOptions): number {
  const output = runOracle(oracle, [
    '--rom',
    options.rom,
    '--frames',
    String(options.frames),
    '--hash-every',
    '1',
    '--hash-mem',
    '--fold',
    ...inputArguments(options),
  ]);
  const reference = frameHashes(output);
  const referenceWram = new Map(
    [...output.matchAll(/^mem (\d+) wram ([0-9a-f]{8})/gm)].map((match) => [Number(match[1]), match[2] ?? '']),
  );
  const ours = ourFrames(options);
  const firstWram = ours.findIndex((frame, index) => frame.wram !== referenceWram.get(index));
  const firstPicture = ours.findIndex((frame, index) => frame.hash !== reference.get(index));
  const equal = ours.filter((frame, index) => frame.hash === reference.get(index)).length;
  console.log(`${equal} of ${options.frames} pictures equal`);
  console.log(
    `first different picture: ${firstPicture < 0 ? 'none' : `frame ${firstPicture}`}; first different WRAM: ${firstWram < 0 ? 'none' : `frame ${firstWram}`}`,
  );
  if (firstPicture >= 0) {
    const frame = ourFrame(options, firstPicture);
    reportPicture(oracle, options, firstPicture, frame.picture);
    reportWram(oracle, options, firstPicture, frame.wram);
  }
  if (firstWram >= 0 && firstWram !== firstPicture) reportWram(oracle, options, firstWram, ourFrame(options, firstWram).wram);
  return firstPicture < 0 ? 0 : EXIT_DIFFERENT;
}

function main(args: readonly string[]): number {
  const options = parseArguments(args);
  if (options === null) {
    console.error('usage: npm run compare -- ROM [--input SCRIPT] [--frames N]');
    return EXIT_USAGE;
  }
  const oracle = findOracle();
  if (oracle === null) {
    console.error(
      'compare: the reference program or its core is not installed (DOTCLOCK_REFCORE, DOTCLOCK_CORE): nothing was compared',
    );
    return EXIT_ABSENT;
  }
  try {
    return compare(oracle, options);
  } catch (error) {
    console.error(`compare: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof CliError ? error.exit : EXIT_DIFFERENT;
  }
}

process.exitCode = main(process.argv.slice(2));
