import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { hex32 } from '../../src/host/node/records.ts';
import type { Picture } from '../../src/session/picture.ts';
import { atSameSize, comparePictures, copyOf, readPicture, storeDifference } from './images.ts';
import { oracleFrames, oraclePicture, ORACLE_FILL, type Oracle } from './oracle.ts';
import { failed, passed, skipped, type TestResult } from './results.ts';

const FOLDED = { fold: true, rgb5: false };
/** Frames 60, 120, ... 600. */
const SAMPLE_EVERY = 60;
const SAMPLES = 10;
/** How far an animated program's picture is searched for: the longest shows its last page after 1590 frames. */
const SEARCH_FRAMES = 1700;
/** One program's picture shows what it says after the reset button: it is pressed here when nothing else matched. */
const RESET_AT = 60;
const RESET_SEARCH_FRAMES = 180;
/** A stored picture may have been made with another widening of five bits. */
const PNG_SHIFT = 3;
const PNG_TOLERANCE = 1;

/** The picture as `WxH crc`, as the reference prints it. */
function hashOf(picture: Picture | null): string {
  return picture === null ? '0x0 00000000' : `${picture.width}x${picture.height} ${hex32(crc32(picture.rgb))}`;
}

interface Closest {
  readonly picture: Picture;
  readonly pixels: number;
  readonly frame: number;
  readonly where: string;
}

/** Runs until a frame equals the reference ('equal') or `frames` are over; then the closest frame, or null when no size fits. */
function searchFrames(rom: Uint8Array, reference: Picture, frames: number, resetAt: number): Closest | 'equal' | null {
  const machine = new HeadlessMachine(rom, { pictures: FOLDED, powerOn: { fill: ORACLE_FILL } });
  machine.pictures.wanted = true;
  let closest: Closest | null = null;
  while (machine.frame < frames) {
    if (machine.frame === resetAt) machine.snes.reset();
    machine.runFrame();
    const picture = machine.pictures.picture;
    const pair = picture === null ? null : atSameSize(picture, reference);
    if (picture === null || pair === null) continue;
    const { pixels, firstX, firstY } = comparePictures(pair[0], pair[1], PNG_SHIFT, PNG_TOLERANCE);
    if (pixels === 0) return 'equal';
    if (closest === null || pixels < closest.pixels) {
      closest = { picture: copyOf(picture), pixels, frame: machine.frame - 1, where: `${firstX},${firstY}` };
    }
  }
  return closest;
}

/** The picture beside the ROM: some frame must equal it. */
export function judgeAgainstPng(romPath: string, pngPath: string, failureFolder: string): TestResult[] {
  const reference = readPicture(pngPath);
  const rom = readFileSync(romPath);
  const closest = searchFrames(rom, reference, SEARCH_FRAMES, -1);
  if (closest === 'equal' || searchFrames(rom, reference, RESET_SEARCH_FRAMES, RESET_AT) === 'equal') return [passed('picture')];
  storeDifference(failureFolder, closest?.picture ?? null, reference);
  if (closest === null) return [failed('picture', 'no frame has a size that fits')];
  const { frame, pixels, where, picture } = closest;
  return [
    failed(
      'picture',
      `closest is frame ${frame}: ${pixels} pixels differ, the first at ${where} (of ${picture.width}x${picture.height})`,
    ),
  ];
}

/** Sampled frames against the reference's, where that does not depend on the power-on state. */
export function judgeAgainstOracle(romPath: string, oracle: Oracle | null, failureFolder: string): TestResult[] {
  if (oracle === null) return [skipped('frames', 'the reference program is not installed')];
  const frames = SAMPLE_EVERY * SAMPLES + 1;
  const { hashes } = oracleFrames(oracle, romPath, frames);
  const machine = new HeadlessMachine(readFileSync(romPath), { pictures: FOLDED, powerOn: { fill: ORACLE_FILL } });
  const results: TestResult[] = [];
  let stored = false;
  for (let frame = 0; frame < frames; frame++) {
    const sampled = frame > 0 && frame % SAMPLE_EVERY === 0;
    machine.pictures.wanted = sampled;
    machine.runFrame();
    if (!sampled) continue;
    const name = `frame ${frame}`;
    const expected = hashes[frame] ?? null;
    const ours = hashOf(machine.pictures.picture);
    if (expected === null) results.push(skipped(name, 'the reference itself depends on the power-on state'));
    else if (ours === expected) results.push(passed(name));
    else {
      results.push(failed(name, describeFrame(ours, expected, frame, hashes)));
      if (!stored && machine.pictures.picture !== null) {
        storeDifference(join(failureFolder, `frame-${frame}`), machine.pictures.picture, oraclePicture(oracle, romPath, frame));
        stored = true;
      }
    }
  }
  return results;
}

function describeFrame(ours: string, expected: string, frame: number, hashes: readonly (string | null)[]): string {
  const near = [-1, 1, -2, 2].find((step) => hashes[frame + step] === ours);
  const shift = near === undefined ? '' : `; it equals the reference's frame ${frame + near}`;
  return `${ours}, the reference has ${expected}${shift}`;
}

/**
 * The picture beside the ROM where there is one. Where no frame equals it (some were taken after buttons were pressed), and where there is
 * none, the reference's frames decide.
 */
export function judgeKrom(romPath: string, oracle: Oracle | null, failureFolder: string): TestResult[] {
  const png = romPath.replace(/\.sfc$/, '.png');
  if (!existsSync(png)) return judgeAgainstOracle(romPath, oracle, failureFolder);
  const results = judgeAgainstPng(romPath, png, failureFolder);
  if (oracle === null || results.every((result) => result.verdict === 'passed')) return results;
  const frames = judgeAgainstOracle(romPath, oracle, failureFolder);
  const equal = frames.filter((result) => result.verdict === 'passed').length;
  const different = frames.filter((result) => result.verdict === 'failed').length;
  if (different > 0 || equal === 0) return results;
  return [
    {
      name: 'picture',
      verdict: 'passed',
      detail: `all ${equal} sampled frames equal the reference's; the picture was taken at another moment`,
    },
  ];
}
