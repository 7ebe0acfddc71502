import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importRecord, isZipFile, unzipRecords, zipRecords } from '../../electron/services/states/exchange.ts';
import { packEntries, unpackEntries, type Entry } from '../../electron/services/states/journal.ts';
import { readRecordHead, readRecordPicture, RecordError, unpackRecord } from '../../electron/services/states/record-file.ts';
import { crc32 } from '../../src/session/cart-identity.ts';
import { compareStates } from '../../electron/services/states/compare.ts';
import { FOLDER, HASH, MemoryDisk } from '../unit/states/memory-disk.ts';
import { request, stateOf, timelineOn } from '../unit/states/rig.ts';
import { mutated, randomNumbers } from './record-files.ts';

/** `DOTCLOCK_FUZZ=40` makes 100,000 files. */
const SCALE = Number(process.env['DOTCLOCK_FUZZ'] ?? '1');
const FILES = 1500 * SCALE;
const FOLDERS = 200 * SCALE;
const JOURNALS = 800 * SCALE;
/** No file of these sizes may take longer, or more memory. */
const MOST_MILLISECONDS = 3000;
const MOST_MEMORY = 256 << 20;

async function expectRefused(work: () => Promise<unknown>): Promise<boolean> {
  const started = performance.now();
  try {
    await work();
    return true;
  } catch (error) {
    const known = error instanceof RecordError || (error instanceof Error && error.name === 'StateError');
    if (!known) throw error;
    expect((error as Error).message.length).toBeGreaterThan(10);
    return false;
  } finally {
    expect(performance.now() - started).toBeLessThan(MOST_MILLISECONDS);
  }
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

describe('hostile files', { timeout: 600_000 * SCALE }, () => {
  it(`${FILES} changed record files are refused with a reason or read`, async () => {
    const { file } = await example();
    const next = randomNumbers(11);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    let read = 0;
    for (let round = 0; round < FILES; round++) {
      const plain = mutated(file, next);
      const bytes = next() % 3 === 0 ? plain : resealed(plain);
      if (await expectRefused(() => unpackRecord(bytes))) read++;
      await expectRefused(() => readRecordHead(bytes));
      await expectRefused(() => readRecordPicture(bytes));
      await expectRefused(() => importRecord(bytes, HASH, '0.1.0'));
      if (round % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(read).toBeGreaterThan(FILES / 100);
    expect(most).toBeLessThan(MOST_MEMORY);
  });

  it(`${JOURNALS} changed journals lose no more than the lines that were changed`, () => {
    const entries: Entry[] = Array.from({ length: 12 }, (_, at) => ({
      time: 1000 + at,
      op: 'name',
      id: '0'.repeat(16),
      name: `name ${at}`,
    }));
    const whole = packEntries(entries);
    expect(unpackEntries(whole)).toEqual(entries);
    const next = randomNumbers(12);
    for (let round = 0; round < JOURNALS; round++) {
      const at = next() % whole.length;
      const spoiled = Uint8Array.from(whole);
      spoiled[at] = next() & 0xff;
      expect(unpackEntries(spoiled).length).toBeGreaterThanOrEqual(entries.length - 2);
      const torn = unpackEntries(whole.subarray(0, at));
      expect(torn).toEqual(entries.slice(0, torn.length));
      for (const entry of unpackEntries(mutated(whole, next))) expect(entry.time).toBeGreaterThan(0);
    }
  });

  it(`${FOLDERS} folders with changed files, journals and indexes are listed, and what is whole loads`, async () => {
    const { disk } = await example();
    const next = randomNumbers(13);
    let whole = 0;
    for (let round = 0; round < FOLDERS; round++) {
      const copy = disk.afterKill();
      const paths = [...copy.names.keys()];
      for (let n = 1 + (next() % 3); n > 0; n--) {
        const node = copy.names.get(paths[next() % paths.length])!;
        node.bytes = mutated(node.bytes, next);
      }
      const timeline = timelineOn(copy);
      const { records, problems } = await timeline.list();
      expect(records.length + problems.length).toBeGreaterThan(0);
      for (const { id } of records) if (await expectRefused(() => timeline.load(id))) whole++;
      await timeline.acts();
      const { id } = await timeline.save(request(9, { slot: 1 }));
      expect((await timelineOn(copy).inSlot(1))?.id).toBe(id);
    }
    expect(whole).toBeGreaterThan(FOLDERS / 4);
    expect(FOLDER.startsWith('/')).toBe(true);
  });

  it('archives and states inside are refused with a reason or read', async () => {
    const { file } = await example();
    const next = randomNumbers(14);
    const zip = zipRecords('Game', [{ name: 'a.dcstate', bytes: file }]).bytes;
    for (let round = 0; round < 300 * SCALE; round++) {
      const bytes = mutated(zip, next);
      if (isZipFile(bytes)) await expectRefused(() => Promise.resolve().then(() => unzipRecords(bytes)));
      const state = mutated(stateOf(4), next);
      await expectRefused(() => importRecord(state, HASH, '0.1.0'));
      await expectRefused(() => Promise.resolve().then(() => compareStates(state, stateOf(5))));
    }
    expect(join('a', 'b').length).toBe(3);
  });
});
