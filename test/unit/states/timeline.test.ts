import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StateRecord } from '../../../src/shared/states.ts';
import type { GameTimeline } from '../../../electron/services/states/timeline.ts';
import { FOLDER, HASH, MemoryDisk } from './memory-disk.ts';
import { clock, request, stateOf, timelineOn } from './rig.ts';

async function idsOf(timeline: GameTimeline): Promise<string[]> {
  return (await timeline.list()).records.map(({ id }) => id);
}

describe('a timeline', () => {
  it('appends records, keeps slots as pointers and loses none', async () => {
    const disk = new MemoryDisk();
    const timeline = timelineOn(disk);
    const one = await timeline.save(request(1, { slot: 3 }));
    const two = await timeline.save(request(2, { slot: 3, parent: one.id }));
    expect((await timeline.inSlot(3))?.id).toBe(two.id);
    const { records } = await timeline.list();
    expect(records.map(({ id, slots, parent }) => [id, slots, parent])).toEqual([
      [two.id, [3], one.id],
      [one.id, [], null],
    ]);
    const loaded = await timeline.load(one.id);
    expect([loaded.state, loaded.sram]).toEqual([stateOf(1), Uint8Array.of(1, 0, 1)]);
    expect(await timeline.picture(two.id)).toEqual(Uint8Array.of(0x89, 0x50, 2));
  });

  it('takes saves back and does them again, over a restart', async () => {
    const disk = new MemoryDisk();
    const now = clock();
    const first = timelineOn(disk, now);
    const one = await first.save(request(1, { slot: 1 }));
    const two = await first.save(request(2, { slot: 1 }));
    const timeline = timelineOn(disk, now);
    const undo = async (): Promise<void> => timeline.step('undo', (await timeline.acts()).undo!.id, null);
    await undo();
    expect((await timeline.inSlot(1))?.id).toBe(one.id);
    expect(await idsOf(timeline)).toEqual([two.id, one.id]);
    await undo();
    expect(await timeline.inSlot(1)).toBeNull();
    expect((await timeline.acts()).undo).toBeNull();
    for (const id of [one.id, two.id]) {
      await timeline.step('redo', (await timeline.acts()).redo!.id, null);
      expect((await timeline.inSlot(1))?.id).toBe(id);
    }
    await undo();
    await timeline.save(request(3, { slot: 2 }));
    expect((await timeline.acts()).redo).toBeNull();
  });

  it('takes loads back to where the game was, and again to where it was then', async () => {
    const timeline = timelineOn(new MemoryDisk());
    const saved = await timeline.save(request(1));
    const before = await timeline.save(request(2, { how: 'before-load' }));
    await timeline.loaded(before.id, saved.id);
    const { undo } = await timeline.acts();
    expect(undo).toMatchObject({ kind: 'load', before: before.id, after: saved.id });
    const playedOn = await timeline.save(request(3, { how: 'before-load' }));
    await timeline.step('undo', undo!.id, playedOn.id);
    const { redo } = await timeline.acts();
    expect(redo).toMatchObject({ kind: 'load', after: playedOn.id });
    await timeline.step('redo', redo!.id, saved.id);
    expect((await timeline.acts()).undo).toMatchObject({ before: saved.id, after: playedOn.id });
    await expect(timeline.step('undo', 'f'.repeat(16), null)).rejects.toThrow('elsewhere');
  });

  it('keeps names, notes and pins beside the files, which never change', async () => {
    const disk = new MemoryDisk();
    const timeline = timelineOn(disk);
    const { id } = await timeline.save(request(1));
    const path = disk.find(`${id}.dcstate`);
    const before = disk.names.get(path)!.bytes;
    await timeline.change(id, { name: 'boss', note: 'no hit', pinned: true });
    await timeline.change(id, { name: 'boss 2' });
    expect(disk.names.get(path)!.bytes).toBe(before);
    expect((await timelineOn(disk).list()).records[0]).toMatchObject({ name: 'boss 2', note: 'no hit', pinned: true });
    const exported = await timeline.export(id);
    const other = timelineOn(new MemoryDisk());
    await other.put({ ...exported.record }, exported.bytes);
    expect((await other.list()).records[0]).toMatchObject({ name: 'boss 2', note: 'no hit', pinned: false });
  });

  it('has a bin whose things come back, with their slot', async () => {
    const disk = new MemoryDisk();
    const timeline = timelineOn(disk);
    const one = await timeline.save(request(1, { slot: 5 }));
    const two = await timeline.save(request(2, { parent: one.id }));
    const three = await timeline.save(request(3, { parent: two.id }));
    await timeline.bin([one.id, two.id]);
    expect(await timeline.inSlot(5)).toBeNull();
    expect((await timeline.list()).records.map(({ binned }) => binned)).toEqual([false, true, true]);
    await timeline.restore([one.id]);
    expect((await timeline.inSlot(5))?.id).toBe(one.id);
    await timeline.erase([one.id, two.id]);
    expect((await timeline.list()).records.map(({ id, parent }) => [id, parent])).toEqual([
      [three.id, one.id],
      [one.id, null],
    ]);
    await expect(timeline.load(two.id)).rejects.toThrow('not there any more');
  });

  it('takes back a save without a slot through the bin', async () => {
    const timeline = timelineOn(new MemoryDisk());
    const { id } = await timeline.save(request(1));
    await timeline.step('undo', (await timeline.acts()).undo!.id, null);
    expect((await timeline.list()).records[0]).toMatchObject({ id, binned: true });
    await timeline.step('redo', (await timeline.acts()).redo!.id, null);
    expect((await timeline.list()).records[0]).toMatchObject({ id, binned: false });
  });

  it('follows whatever is done to its files from outside', async () => {
    const disk = new MemoryDisk();
    const timeline = timelineOn(disk);
    const one = await timeline.save(request(1, { slot: 1 }));
    const two = await timeline.save(request(2, { slot: 2 }));
    const path = disk.find(`${one.id}.dcstate`);
    const { bytes } = disk.names.get(path)!;
    disk.put(join(FOLDER, 'a copy (conflict).dcstate'), bytes);
    expect(await idsOf(timeline)).toEqual([two.id, one.id]);
    disk.names.delete(path);
    disk.put(join(FOLDER, 'renamed.dcstate'), bytes);
    disk.names.delete(join(FOLDER, 'a copy (conflict).dcstate'));
    expect((await timeline.inSlot(1))?.id).toBe(one.id);
    expect((await timeline.load(one.id)).state).toEqual(stateOf(1));
    disk.names.delete(join(FOLDER, 'renamed.dcstate'));
    expect(await timeline.inSlot(1)).toBeNull();
    expect(await idsOf(timeline)).toEqual([two.id]);
    for (const name of [...disk.names.keys()].filter((one) => !one.endsWith('.dcstate'))) disk.names.delete(name);
    expect(await idsOf(timelineOn(disk))).toEqual([two.id]);
  });

  it('says which files are damaged or of another game, and shows the others', async () => {
    const disk = new MemoryDisk();
    const timeline = timelineOn(disk);
    const { id } = await timeline.save(request(1));
    const good = disk.names.get(disk.find(`${id}.dcstate`))!.bytes;
    disk.put(join(FOLDER, 'rubbish.dcstate'), Uint8Array.of(1, 2, 3));
    disk.put(join(FOLDER, 'cut.dcstate'), good.slice(0, 100));
    const { records, problems } = await timeline.list();
    expect(records.length).toBe(1);
    expect(problems.map(({ fileName, reason }) => [fileName, /not a|too early/.test(reason)])).toEqual([
      ['cut.dcstate', true],
      ['rubbish.dcstate', true],
    ]);
    disk.put(join(FOLDER, 'cut.dcstate'), good);
    expect((await timeline.list()).problems.length).toBe(1);
  });

  it('reads its index instead of the files, and the files when the index is wrong', async () => {
    const disk = new MemoryDisk();
    const now = clock();
    const timeline = timelineOn(disk, now);
    const records: StateRecord[] = [];
    for (let byte = 0; byte < 60; byte++) records.push(await timeline.save(request(byte)));
    await timeline.close();
    const reads = async (): Promise<number> => {
      let count = 0;
      disk.before = (operation, _call, path) => void (operation === 'read' && path.endsWith('.dcstate') && count++);
      expect((await timelineOn(disk, now).list()).records.length).toBe(60);
      return count;
    };
    expect(await reads()).toBe(0);
    disk.put(join(FOLDER, 'index.json'), Buffer.from('{"format":1,"files":[{"name":7},null,'));
    expect(await reads()).toBe(60);
    disk.put(join(FOLDER, 'index.json'), Buffer.from('{"format":1,"files":[{"name":7},null]}'));
    expect(await reads()).toBe(60);
    expect(records.length).toBe(60);
  });

  it('makes no second automatic record of the same moment', async () => {
    const timeline = timelineOn(new MemoryDisk());
    const saved = await timeline.save(request(1, { slot: 1 }));
    expect((await timeline.save(request(1, { how: 'before-load' }))).id).toBe(saved.id);
    await timeline.load(saved.id);
    expect((await timeline.save(request(1, { how: 'auto' }))).id).toBe(saved.id);
    expect((await timeline.save(request(1))).id).not.toBe(saved.id);
    expect((await timeline.save(request(2, { how: 'auto' }))).id).not.toBe(saved.id);
  });

  it('has a quota that removes the oldest automatic records that nothing protects, and says before which', async () => {
    const timeline = timelineOn(new MemoryDisk());
    const made: StateRecord[] = [];
    for (let byte = 0; byte < 8; byte++)
      made.push(await timeline.save(request(byte, { how: 'auto', parent: made.at(-1)?.id ?? null })));
    const mine = await timeline.save(request(20, { parent: made[3].id, anchor: made[1].id }));
    await timeline.change(made[0].id, { pinned: true });
    const size = made[2].size;
    const preview = await timeline.previewQuota(size * 3 + 10);
    expect(preview).toMatchObject({ count: 2, oldest: made[2].created, newest: made[3].created });
    expect(await timeline.applyQuota(size * 3 + 10)).toBe(2);
    expect(await timeline.applyQuota(size * 3 + 10)).toBe(0);
    await timeline.applyQuota(0);
    const { records } = await timeline.list();
    expect(records.map(({ id }) => id)).toEqual([mine.id, made[7].id, made[1].id, made[0].id]);
    expect(records[0]).toMatchObject({ parent: made[1].id });
    expect(records[1]).toMatchObject({ parent: made[1].id });
  });

  it('is the same for two running copies', async () => {
    const disk = new MemoryDisk();
    const now = clock();
    const [a, b] = [timelineOn(disk, now), timelineOn(disk, now)];
    const saves = await Promise.all([a.save(request(1, { slot: 1 })), b.save(request(2, { slot: 2 }))]);
    await Promise.all([a.change(saves[0].id, { name: 'A' }), b.change(saves[1].id, { name: 'B', pinned: true })]);
    await Promise.all([a.change(saves[1].id, { note: 'from A' }), b.change(saves[0].id, { note: 'from B' })]);
    for (const timeline of [a, b, timelineOn(disk, now)]) {
      const { records } = await timeline.list();
      expect(records.find(({ id }) => id === saves[0].id)).toMatchObject({ name: 'A', note: 'from B', slots: [1] });
      expect(records.find(({ id }) => id === saves[1].id)).toMatchObject({ name: 'B', note: 'from A', pinned: true, slots: [2] });
    }
  });

  it('puts journals of long ago together and loses nothing', async () => {
    const disk = new MemoryDisk();
    let now = 1_800_000_000_000;
    const names: string[] = [];
    for (let copy = 0; copy < 40; copy++) {
      const timeline = timelineOn(disk, () => (now += 5));
      const { id } = await timeline.save(request(copy, { slot: 1 }));
      await timeline.change(id, { name: `copy ${copy}` });
      names.push(`copy ${copy}`);
    }
    const later = timelineOn(disk, () => Date.now() + 10 * 24 * 3600_000);
    const { records } = await later.list();
    expect(records.map(({ name }) => name).reverse()).toEqual(names);
    expect([...disk.names.keys()].filter((path) => path.endsWith('.journal')).length).toBeLessThanOrEqual(32);
    const again = timelineOn(disk);
    expect((await again.list()).records.map(({ name }) => name).reverse()).toEqual(names);
    for (let copy = 39; copy > 0; copy--) await again.step('undo', (await again.acts()).undo!.id, null);
    expect((await again.inSlot(1))?.name).toBe('copy 0');
    expect(HASH.length).toBe(64);
  });
});
