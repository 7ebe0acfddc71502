import { createHash } from 'node:crypto';
import { importRecord, isZipFile, unzipRecords, zipRecords } from '../../electron/services/states/exchange.ts';
import { packEntries, unpackEntries, type Entry } from '../../electron/services/states/journal.ts';
import { readRecordHead, readRecordPicture, RecordError, unpackRecord } from '../../electron/services/states/record-file.ts';
import { compareStates } from '../../electron/services/states/compare.ts';
import { packState, unpackState, type ContainerKind } from '../../src/core/state/container.ts';
import { crc32 } from '../../src/session/cart-identity.ts';
import { HeadlessMachine, StateError } from '../../src/session/headless.ts';
import { decodeMovie, type Movie } from '../../src/session/movie.ts';
import { MoviePlayback } from '../../src/session/movie-mode.ts';
import { PlayerSession } from '../../src/session/player.ts';
import { openMovieRun } from '../../src/session/rebuild.ts';
import { HASH, MemoryDisk } from '../unit/states/memory-disk.ts';
import { request, stateOf, timelineOn } from '../unit/states/rig.ts';
import { mutated } from './record-files.ts';
import { randomNumbers, registerStorm, romWith } from './programs.ts';

/** What became of a changed file; everything else is a fault and thrown. */
export type Verdict = 'read' | 'refused';
type Numbers = () => number;
/** Changes one file and tries it. */
export type Try = (next: Numbers) => Promise<Verdict>;

export interface SaveKind {
  readonly name: string;
  /** Part of all files, of 100. */
  readonly share: number;
  /** At least so many of a hundred are read: the changes must not only reach the first check. */
  readonly leastRead: number;
  prepare(): Promise<Try>;
}

/** No file of these sizes may take longer. */
const MOST_MILLISECONDS = 5000;
const MOVIE_KIND: ContainerKind = { magic: 'DOTMOVIE', name: 'movie' };
/** Steps of a changed movie that are played. */
const PLAYED_STEPS = 3;
/** One in so many that can be read is played: a machine must be built for it. */
const PLAYED = 16;

/** Whether something worked; false when it was refused with a reason. @throws what is no refusal, and when it takes too long */
async function works(action: () => unknown): Promise<boolean> {
  const started = performance.now();
  const refusal = await Promise.resolve()
    .then(action)
    .then(
      () => null,
      (error: unknown) => error,
    );
  const spent = performance.now() - started;
  if (spent > MOST_MILLISECONDS) throw new Error(`it took ${Math.round(spent)} ms`);
  if (refusal === null) return true;
  if (!(refusal instanceof RecordError) && !(refusal instanceof StateError)) throw refusal;
  if (refusal.message.length <= 10) throw new Error(`'${refusal.message}' is no reason`);
  return false;
}

async function verdict(...actions: readonly (() => unknown)[]): Promise<Verdict> {
  const results: boolean[] = [];
  for (const action of actions) results.push(await works(action));
  return results[0] ? 'read' : 'refused';
}

/** The outer sums are put right, so that what lies behind them is reached. */
function resealed(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  let at = 48;
  while (at + 20 <= file.length) {
    const length = file.readUInt32LE(at + 8);
    if (at + 20 + length > file.length) break;
    file.writeUInt32LE(crc32(file.subarray(at + 20, at + 20 + length)), at + 16);
    at += 20 + length;
  }
  if (file.length >= 48) createHash('sha256').update(file.subarray(48)).digest().copy(file, 16);
  return file;
}

async function example(): Promise<{ disk: MemoryDisk; file: Uint8Array }> {
  const disk = new MemoryDisk();
  const timeline = timelineOn(disk);
  const { id } = await timeline.save(request(7, { slot: 1, inputs: new Uint8Array(300).map((_, at) => at % 7) }));
  await timeline.change(id, { name: 'a name', note: 'a note', pinned: true });
  await timeline.save(request(8, { parent: id, slot: 1, how: 'manual' }));
  await timeline.close();
  return { disk, file: disk.names.get(disk.find(`${id}.dcstate`))!.bytes };
}

async function records(): Promise<Try> {
  const { file } = await example();
  return (next) => {
    const plain = mutated(file, next);
    const bytes = next() % 3 === 0 ? plain : resealed(plain);
    return verdict(
      () => unpackRecord(bytes),
      () => readRecordHead(bytes),
      () => readRecordPicture(bytes),
      () => importRecord(bytes, HASH, '0.1.0'),
    );
  };
}

function journals(): Promise<Try> {
  const entries: Entry[] = Array.from({ length: 12 }, (_, at) => ({
    time: 1000 + at,
    op: 'name',
    id: '0'.repeat(16),
    name: `name ${at}`,
  }));
  const whole = packEntries(entries);
  return Promise.resolve((next) => {
    const at = next() % whole.length;
    const spoiled = Uint8Array.from(whole);
    spoiled[at] = next() & 0xff;
    if (unpackEntries(spoiled).length < entries.length - 2) throw new Error('a changed byte costs more than its own lines');
    const torn = unpackEntries(whole.subarray(0, at));
    if (JSON.stringify(torn) !== JSON.stringify(entries.slice(0, torn.length)))
      throw new Error('a torn journal tells something else');
    const left = unpackEntries(mutated(whole, next));
    if (left.some((entry) => !(entry.time > 0))) throw new Error('an entry without a time was read');
    return Promise.resolve(left.length > 0 ? 'read' : 'refused');
  });
}

/** Files, journals and the index of a folder. */
async function folders(): Promise<Try> {
  const { disk } = await example();
  return async (next) => {
    const copy = disk.afterKill();
    const paths = [...copy.names.keys()];
    for (let n = 1 + (next() % 3); n > 0; n--) {
      const node = copy.names.get(paths[next() % paths.length])!;
      node.bytes = mutated(node.bytes, next);
    }
    const timeline = timelineOn(copy);
    const { records, problems } = await timeline.list();
    if (records.length + problems.length === 0) throw new Error('all states are gone without a word');
    let whole = 0;
    for (const { id } of records) if (await works(() => timeline.load(id))) whole++;
    await timeline.acts();
    const { id } = await timeline.save(request(9, { slot: 1 }));
    if ((await timelineOn(copy).inSlot(1))?.id !== id) throw new Error('a new state is not there after a look from outside');
    return whole > 0 ? 'read' : 'refused';
  };
}

async function archives(): Promise<Try> {
  const { file } = await example();
  const zip = zipRecords('Game', [{ name: 'a.dcstate', bytes: file }]).bytes;
  return (next) => {
    const bytes = mutated(zip, next);
    const state = mutated(stateOf(4), next);
    return verdict(
      () => (isZipFile(bytes) ? unzipRecords(bytes) : Promise.reject(new StateError('this is no archive.'))),
      () => importRecord(state, HASH, '0.1.0'),
      () => compareStates(state, stateOf(5)),
    );
  };
}

/** Changed fields with a right checksum; what loads must run on. */
function states(): Promise<Try> {
  const machine = new HeadlessMachine(registerStorm(3));
  for (let i = 0; i < 2; i++) machine.runFrame();
  const { header, chunks } = unpackState(machine.snes.saveState());
  return Promise.resolve((next) => {
    const changed = chunks.map((chunk) => ({ ...chunk, bytes: chunk.bytes.slice() }));
    for (let n = 1 + (next() % 8); n > 0; n--) {
      const chunk = changed[next() % changed.length];
      if (chunk.bytes.length === 0) continue;
      // the small fields at the end and the beginning matter more than the memories between
      const span = Math.min(chunk.bytes.length, 1500);
      const at = next() % 2 === 0 ? next() % span : chunk.bytes.length - 1 - (next() % span);
      chunk.bytes[at] = next() & 0xff;
    }
    return verdict(() => {
      machine.snes.loadState(packState(header, changed));
      machine.runFrame();
    });
  });
}

const LOOP = romWith([0x80, 0xfe]);

function recorded(from: 'power' | 'now'): Uint8Array {
  let pad = 0;
  const player = new PlayerSession({
    video: { frame: () => {} },
    audio: { samples: () => {} },
    input: { pad: (index) => (index === 0 ? pad : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => 0,
    sramChanged: () => {},
  });
  player.load(LOOP, { region: 'pal', powerOn: { seed: 77 }, sram: null });
  player.movieRecord(from);
  for (let frame = 0; frame < 20; frame++) {
    pad = frame << 8;
    if (frame === 4) player.reset();
    player.step();
  }
  const movie = player.movieStop();
  if (movie === null) throw new Error('no movie was recorded');
  return movie;
}

function play(movie: Movie): void {
  const playback = new MoviePlayback(openMovieRun(LOOP, movie, null), movie);
  for (let step = 0; step < PLAYED_STEPS && playback.advance(); step++) playback.checkNow();
}

/** As it lies on a disk, or its parts with a right checksum; its description as bytes or as JSON. Some of what can be read is played. */
function movies(): Promise<Try> {
  const files = [recorded('power'), recorded('now')].map((file) => ({ file, ...unpackState(file, MOVIE_KIND) }));
  return Promise.resolve(async (next) => {
    const { file, header, chunks } = files[next() % files.length];
    let bytes = mutated(file, next);
    if (next() % 8 !== 0) {
      const changed = chunks.map((chunk) => ({ ...chunk }));
      const chunk = changed[next() % changed.length];
      chunk.bytes = chunk.tag === 'INFO' && next() % 2 === 0 ? otherDescription(chunk.bytes, next) : mutated(chunk.bytes, next);
      if (next() % 16 === 0) chunk.version = next() % 4;
      bytes = packState({ ...header, frame: next() % 16 === 0 ? next() : header.frame }, changed, MOVIE_KIND);
    }
    let movie: Movie | null = null;
    const read = await verdict(() => (movie = decodeMovie(bytes)));
    const whole = movie as Movie | null;
    if (whole !== null && next() % PLAYED === 0) await works(() => play(whole));
    return read;
  });
}

const ODD: readonly unknown[] = [
  null,
  -1,
  0,
  1.5,
  1e300,
  2 ** 53,
  '',
  'x',
  [],
  {},
  true,
  [[]],
  { step: -1 },
  ['pad', 'pad'],
  ['mouse', 'superscope'],
];

/** A description with other values, which is still JSON. */
function otherDescription(bytes: Uint8Array, next: Numbers): Uint8Array {
  const info = JSON.parse(Buffer.from(bytes).toString('latin1')) as Record<string, unknown>;
  for (let n = 1 + (next() % 2); n > 0; n--) {
    const keys = Object.keys(info);
    const key = keys[next() % keys.length];
    const odd = ODD[next() % ODD.length];
    const old = info[key];
    info[key] = Array.isArray(old) && next() % 2 === 0 ? [...(old as unknown[]), odd] : odd;
  }
  return Buffer.from(JSON.stringify(info), 'latin1');
}

export const SAVE_KINDS: readonly SaveKind[] = [
  { name: 'movies', share: 34, leastRead: 5, prepare: movies },
  { name: 'record files', share: 33, leastRead: 1, prepare: records },
  { name: 'journals', share: 14, leastRead: 50, prepare: journals },
  { name: 'archives and states in them', share: 10, leastRead: 1, prepare: archives },
  { name: 'states in the machine', share: 5, leastRead: 5, prepare: states },
  { name: 'folders with their indexes', share: 4, leastRead: 25, prepare: folders },
];

export interface FuzzResult {
  readonly read: number;
  readonly refused: number;
  /** Most bytes outside of the JavaScript heap, over those at the beginning. */
  readonly memory: number;
}

/** @throws the first fault, with the round that it came in */
export async function fuzzKind(
  kind: SaveKind,
  count: number,
  seed: number,
  told: (done: number) => void = () => {},
): Promise<FuzzResult> {
  const tryOne = await kind.prepare();
  const next = randomNumbers(seed);
  const before = process.memoryUsage().arrayBuffers;
  const counts = { read: 0, refused: 0 };
  let memory = 0;
  for (let round = 0; round < count; round++) {
    try {
      counts[await tryOne(next)]++;
    } catch (error) {
      throw new Error(`${kind.name}, seed ${seed}, round ${round}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    if (round % 100 !== 0) continue;
    memory = Math.max(memory, process.memoryUsage().arrayBuffers - before);
    told(round);
  }
  return { ...counts, memory };
}
