import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { hex32 } from '../../src/host/node/records.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { parseInputScript } from '../../src/session/input-script.ts';
import type { Picture } from '../../src/session/picture.ts';
import { copyOf } from '../corpus/images.ts';
import { ORACLE_FILL } from '../corpus/oracle.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { scriptText, type GoldenCase } from './cases.ts';
import { coarseSpectrum, type SoundWindow } from './spectrum.ts';

const EXPECTED = join(PROJECT_ROOT, 'test/golden/expected');

/** What is kept of a run: expected/NAME.json. */
export interface Golden {
  /** `WxH crc` by frame. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly sound: { readonly frames: number; readonly crc: string; readonly windows: readonly SoundWindow[] };
  /** CRC of the battery RAM at the end. */
  readonly sram: string;
}

export interface GoldenRun {
  readonly golden: Golden;
  readonly pictures: ReadonlyMap<number, Picture>;
  readonly sram: Uint8Array;
}

export function pictureHash(picture: Picture): string {
  return `${picture.width}x${picture.height} ${hex32(crc32(picture.rgb))}`;
}

/** Runs the case on our core. */
export function runCase(one: GoldenCase, rom: string): GoldenRun {
  const machine = new HeadlessMachine(readFileSync(rom), {
    script: parseInputScript(scriptText(one), one.script ?? ''),
    pictures: { fold: true, rgb5: false },
    powerOn: { fill: ORACLE_FILL },
    recordSound: true,
  });
  const pictures = new Map<number, Picture>();
  for (const frame of one.pictures) {
    while (machine.frame <= frame) {
      machine.pictures.wanted = machine.frame === frame;
      machine.runFrame();
    }
    if (machine.pictures.picture !== null) pictures.set(frame, copyOf(machine.pictures.picture));
  }
  const samples = machine.sound?.recorded ?? new Int16Array(0);
  const sram = machine.memory('sram').slice();
  return {
    golden: {
      pictures: Object.fromEntries([...pictures].map(([frame, picture]) => [frame, pictureHash(picture)])),
      sound: {
        frames: samples.length / 2,
        crc: hex32(crc32(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))),
        windows: coarseSpectrum(samples),
      },
      sram: hex32(crc32(sram)),
    },
    pictures,
    sram,
  };
}

export function goldenPath(name: string): string {
  return join(EXPECTED, `${name}.json`);
}

export function picturePath(name: string, frame: number): string {
  return join(EXPECTED, `${name}-${frame}.png`);
}

/** What was accepted, or null when nothing was yet. */
export function readGolden(name: string): Golden | null {
  const path = goldenPath(name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Golden) : null;
}

/** The first windows of sound that differ by more than the given decibels or a tenth of loudness, as text. */
export function soundDifferences(expected: Golden['sound'], actual: Golden['sound']): string[] {
  if (expected.crc === actual.crc && expected.frames === actual.frames) return [];
  const lines = [`${actual.frames} sound frames, CRC ${actual.crc}; expected ${expected.frames}, ${expected.crc}`];
  actual.windows.forEach((window, index) => {
    const before = expected.windows[index];
    const time = `${(index / 2).toFixed(1)} s`;
    if (before === undefined) return;
    const louder = Math.abs(window.left - before.left) + Math.abs(window.right - before.right);
    const bands = window.bands.flatMap((level, band) =>
      Math.abs(level - before.bands[band]) > 2 ? [`band ${band}: ${level} dB, expected ${before.bands[band]}`] : [],
    );
    if (louder > 0.1 * (before.left + before.right) + 4 || bands.length > 0) lines.push(`${time}: ${bands.join('; ')}`);
  });
  return lines;
}
