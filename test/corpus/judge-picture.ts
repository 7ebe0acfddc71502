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
/** How far an animated program's picture is searched for. */
const SEARCH_FRAMES = 900;
/** A stored picture may have been made with another widening of five bits. */
const PNG_SHIFT = 3;
const PNG_TOLERANCE = 1;

/** The picture as `WxH crc`, as the reference prints it. */
function hashOf(picture: Picture | null): string {
  return picture === null ? '0x0 00000000' : `${picture.width}x${picture.height} ${hex32(crc32(picture.rgb))}`;
}

/** The picture beside the ROM: some frame must equal it. */
export function judgeAgainstPng(romPath: string, pngPath: string, failureFolder: string): TestResult[] {
  const reference = readPicture(pngPath);
  const machine = new HeadlessMachine(readFileSync(romPath), { pictures: FOLDED, powerOn: { fill: ORACLE_FILL } });
  machine.pictures.wanted = true;
  let closest: { readonly picture: Picture; readonly pixels: number; readonly frame: number; readonly where: string } | null =
    null;
  while (machine.frame < SEARCH_FRAMES) {
    machine.runFrame();
    const picture = machine.pictures.picture;
    const pair = picture === null ? null : atSameSize(picture, reference);
    if (picture === null || pair === null) continue;
    const difference = comparePictures(pair[0], pair[1], PNG_SHIFT, PNG_TOLERANCE);
    if (difference.pixels === 0) return [passed('picture')];
    if (closest === null || difference.pixels < closest.pixels) {
      closest = {
        picture: copyOf(picture),
        pixels: difference.pixels,
        frame: machine.frame - 1,
        where: `${difference.firstX},${difference.firstY}`,
      };
    }
  }
  storeDifference(failureFolder, closest?.picture ?? null, reference);
  return [
    failed(
      'picture',
      closest === null
        ? 'no frame has a size that fits'
        : `closest is frame ${closest.frame}: ${closest.pixels} pixels differ, the first at ${closest.where} (of ${closest.picture.width}x${closest.picture.height})`,
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

/** PNG beside the ROM where there is one, the reference's frames where not. */
export function judgeKrom(romPath: string, oracle: Oracle | null, failureFolder: string): TestResult[] {
  const png = romPath.replace(/\.sfc$/, '.png');
  return existsSync(png) ? judgeAgainstPng(romPath, png, failureFolder) : judgeAgainstOracle(romPath, oracle, failureFolder);
}
