import { suppliedIpl } from './supplied-ipl.ts';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadlessMachine } from '../../src/session/headless.ts';
import type { Picture } from '../../src/session/picture.ts';
import { failed, passed, skipped, type TestResult } from './results.ts';

/** Where the cartridge publishes its results, in WRAM. */
const BLOCK = 0xf000;
const AT_VERSION = BLOCK + 4;
const AT_COUNT = BLOCK + 6;
const AT_DONE = BLOCK + 8;
const AT_SCENE = BLOCK + 0x12;
const AT_SCENES_DONE = BLOCK + 0x13;
const AT_STATUS = BLOCK + 0x20;
const DONE = 0xa5;
const SCENES_DONE = 0x5a;
const SKIPPED = 0xff;

const BATTERY_FRAMES = 1200;
const SCENE_FRAMES = 4000;
/** A scene is hashed on the fourth frame on which its number shows: steady, and away from both ends. */
const SIGHTING = 4;
const SCENE_WIDTH = 256;
const SCENE_HEIGHT = 224;

const HELD_BUTTONS = [
  { frame: 0, pad: 0, buttons: 0x9050 },
  { frame: 0, pad: 1, buttons: 0x60a0 },
];

interface CatalogRow {
  readonly id: string;
  readonly name: string;
  readonly scored: boolean;
}

function readCatalog(romFolder: string): CatalogRow[] {
  return readFileSync(join(romFolder, '../SOURCE_CATALOG.tsv'), 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const columns = line.split('\t');
      return { id: columns[1] ?? '', name: columns[3] ?? '', scored: columns[6] === 'Scored' };
    });
}

function readSceneHashes(file: string): Map<string, string> {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[^#\s]+\t0x/.test(line));
  return new Map(rows.map((line) => [line.split('\t')[0] ?? '', BigInt(line.split('\t')[1] ?? '0').toString(16)]));
}

/** FNV-1a of 64 bits over 256x224 pixels as 0RRRRRGGGGGBBBBB. */
export function sceneHash(picture: Picture): string {
  let hash = 0xcbf29ce484222325n;
  const step = picture.width / SCENE_WIDTH;
  for (let y = 0; y < SCENE_HEIGHT; y++) {
    for (let x = 0; x < SCENE_WIDTH; x++) {
      const at = (y * picture.width + x * step) * 3;
      const [r = 0, g = 0, b = 0] = [picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]];
      const pixel = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
      hash = BigInt.asUintN(64, (hash ^ BigInt(pixel)) * 0x100000001b3n);
    }
  }
  return hash.toString(16);
}

function judgeStatus(row: CatalogRow, status: number): TestResult {
  const name = `${row.id} ${row.name}`;
  if (status === SKIPPED) return skipped(name, 'the cartridge skips it on this console');
  if (status === 0) return failed(name, 'it was not run');
  return (status & 1) !== 0 ? passed(name) : failed(name, `error code ${status >> 1}`);
}

function runBattery(machine: HeadlessMachine, wram: Uint8Array): boolean {
  while (machine.frame < BATTERY_FRAMES && wram[AT_DONE] !== DONE) machine.runFrame();
  return wram[AT_DONE] === DONE;
}

/** Each scene's hash by its number, from the scenes that follow the battery. */
function captureScenes(machine: HeadlessMachine, wram: Uint8Array): Map<number, string> {
  const sightings = new Map<number, number>();
  const hashes = new Map<number, string>();
  for (let frame = 0; frame < SCENE_FRAMES && wram[AT_SCENES_DONE] !== SCENES_DONE; frame++) {
    machine.pictures.wanted = true;
    machine.runFrame();
    const scene = wram[AT_SCENE] ?? 0;
    if (scene === 0) continue;
    const seen = (sightings.get(scene) ?? 0) + 1;
    sightings.set(scene, seen);
    if (seen === SIGHTING && machine.pictures.picture !== null) hashes.set(scene, sceneHash(machine.pictures.picture));
  }
  return hashes;
}

/** The reference names scenes and the cartridge numbers them, so each reference hash must be among the captured ones as often as it is listed. */
function judgeScenes(captured: ReadonlyMap<number, string>, reference: ReadonlyMap<string, string>): TestResult[] {
  const left = [...captured.values()];
  const results: TestResult[] = [];
  const missing: string[] = [];
  for (const [id, hash] of reference) {
    const at = left.indexOf(hash);
    if (at < 0) missing.push(id);
    else {
      left.splice(at, 1);
      results.push(passed(`scene ${id}`));
    }
  }
  const unmatched = [...captured].filter(([, hash]) => left.includes(hash)).map(([scene]) => scene);
  for (const id of missing)
    results.push(
      failed(`scene ${id}`, `no captured scene has its hash; without a match: scenes ${unmatched.join(', ') || 'none'}`),
    );
  return results;
}

/** Runs an AccuracySNES cartridge: each scored test and, where the reference file applies (the LoROM NTSC image), each scene. */
export function judgeAccuracySnes(romPath: string): TestResult[] {
  const machine = new HeadlessMachine(readFileSync(romPath), { script: HELD_BUTTONS, ipl: suppliedIpl() });
  const wram = machine.memory('wram');
  if (!runBattery(machine, wram)) return [failed('battery', `not done after ${BATTERY_FRAMES} frames`)];
  if (Buffer.from(wram.subarray(BLOCK, AT_VERSION)).toString('latin1') !== 'ACSN') return [failed('battery', 'no results block')];
  const tests = (wram[AT_COUNT] ?? 0) | ((wram[AT_COUNT + 1] ?? 0) << 8);
  const catalog = readCatalog(dirname(romPath));
  const rows: CatalogRow[] =
    tests === catalog.length
      ? catalog
      : Array.from({ length: tests }, (_, index) => ({ id: `H${index}`, name: 'HiROM image', scored: true }));
  const results = rows.flatMap((row, index) => (row.scored ? [judgeStatus(row, wram[AT_STATUS + index] ?? 0)] : []));
  const sceneFile = join(dirname(romPath), '../../../golden/accuracysnes-scenes.tsv');
  if (romPath.endsWith('accuracysnes.sfc') && existsSync(sceneFile)) {
    results.push(...judgeScenes(captureScenes(machine, wram), readSceneHashes(sceneFile)));
  }
  return results;
}
