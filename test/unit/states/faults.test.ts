import { describe, expect, it } from 'vitest';
import { DiskFault, FOLDERS, inWords } from '../../../electron/services/disk-words.ts';
import type { GameTimeline } from '../../../electron/services/states/timeline.ts';
import { randomNumbers } from '../../fuzz/programs.ts';
import { MemoryDisk, systemError, type Operation } from './memory-disk.ts';
import { clock, request, stateOf, timelineOn } from './rig.ts';

const now = clock();

/** A disk with two records, the second in slot 1. */
async function prepared(): Promise<{ disk: MemoryDisk; timeline: GameTimeline; old: string; first: string }> {
  const disk = new MemoryDisk();
  const timeline = timelineOn(disk, now);
  const first = await timeline.save(request(1));
  const second = await timeline.save(request(2, { slot: 1, parent: first.id }));
  await timeline.change(first.id, { name: 'kept', pinned: true });
  return { disk, timeline, old: second.id, first: first.id };
}

/** Everything from before is there and loads; the slot points at the old or at a whole new record. */
async function expectNothingLost(disk: MemoryDisk, old: string, first: string): Promise<void> {
  const fresh = timelineOn(disk, now);
  const { records } = await fresh.list();
  const ids = records.map(({ id }) => id);
  expect(ids).toContain(old);
  expect(records.find(({ id }) => id === first)).toMatchObject({ name: 'kept', pinned: true, binned: false });
  expect((await fresh.load(first)).state).toEqual(stateOf(1));
  expect((await fresh.load(old)).state).toEqual(stateOf(2));
  const slot = await fresh.inSlot(1);
  expect(slot).not.toBeNull();
  expect((await fresh.load(slot!.id)).state).toEqual(slot!.id === old ? stateOf(2) : stateOf(3));
  for (const { id } of records) await fresh.load(id);
}

const WORDS: Readonly<Record<string, RegExp>> = {
  ENOSPC: /disk is full/,
  EIO: /disk does not answer/,
  EACCES: /may not be written/,
  EROFS: /may not be written/,
  ENOENT: /folder of the states is gone/,
};

/** How many calls a save makes on a fresh start. */
async function callsOf(work: (timeline: GameTimeline) => Promise<unknown>): Promise<number> {
  const { disk } = await prepared();
  const calls = disk.calls;
  await work(timelineOn(disk, now));
  return disk.calls - calls;
}

const WORK: readonly (readonly [string, (timeline: GameTimeline, ids: { old: string; first: string }) => Promise<unknown>])[] = [
  ['a save', (timeline) => timeline.save(request(3, { slot: 1 }))],
  ['a rename', (timeline, { old }) => timeline.change(old, { name: 'new', note: 'a note' })],
  [
    'a way to the bin and back',
    async (timeline, { old }) => {
      await timeline.bin([old]);
      await timeline.restore([old]);
    },
  ],
  [
    'an undo',
    async (timeline) => {
      await timeline.save(request(3, { slot: 1 }));
      await timeline.step('undo', (await timeline.acts()).undo!.id, null);
    },
  ],
];

describe('every call of the disk fails once', () => {
  it.each(WORK)('during %s: told in words, nothing lost, and it works afterwards', async (_name, work) => {
    const made = await prepared();
    const calls = await callsOf((timeline) => work(timeline, made).catch(() => {}));
    for (const code of Object.keys(WORDS)) {
      for (let call = 0; call < calls; call++) {
        const { disk, old, first } = await prepared();
        const timeline = timelineOn(disk, now);
        const from = disk.calls;
        let failed: Operation | null = null;
        disk.before = (operation, number) => {
          if (number - from !== call) return;
          failed = operation;
          throw systemError(code);
        };
        const told = await inWords(() => work(timeline, { old, first }), FOLDERS.states).then(
          () => null,
          (error: unknown) => error,
        );
        disk.before = () => {};
        // What only cleans up or caches may fail in silence; a fault that is told is told in words.
        if (told !== null) {
          expect(told, `${code} at call ${call} (${String(failed)})`).toBeInstanceOf(Error);
          if (told instanceof DiskFault) expect(told.message).toMatch(WORDS[code]);
        }
        if (['write', 'sync', 'rename', 'create', 'append'].includes(String(failed))) expect(told).toBeInstanceOf(DiskFault);
        const there = await timelineOn(disk, now).list();
        for (const { id, binned } of there.records) if (binned) await timelineOn(disk, now).restore([id]);
        await expectNothingLost(disk, old, first);
        await timeline.save(request(3, { slot: 1 }));
        expect((await timelineOn(disk, now).inSlot(1))?.frame).toBe(3);
      }
    }
  });

  it('short writes are written on', async () => {
    const { disk, timeline, old, first } = await prepared();
    disk.shortWrite = 7;
    const { id } = await timeline.save(request(3, { slot: 1 }));
    await expectNothingLost(disk, old, first);
    expect((await timelineOn(disk, now).inSlot(1))?.id).toBe(id);
    disk.shortWrite = 0;
    await expect(inWords(() => timeline.save(request(4, { slot: 1 })), FOLDERS.states)).rejects.toThrow(/disk is full/);
    await expectNothingLost(disk, old, first);
  });

  it('a disk that gives back other bytes than it took is found out before "saved" is said', async () => {
    const { disk, timeline, old, first } = await prepared();
    disk.before = (operation, _call, path) => {
      if (operation === 'read' && path.endsWith('.tmp')) disk.names.get(path)!.bytes[60] ^= 1;
    };
    await expect(inWords(() => timeline.save(request(3, { slot: 1 })), FOLDERS.states)).rejects.toThrow(/disk does not answer/);
    disk.before = () => {};
    await expectNothingLost(disk, old, first);
    expect((await timeline.list()).records.length).toBe(2);
  });
});

describe('the end comes', () => {
  const total = async (): Promise<number> => {
    const { disk } = await prepared();
    disk.bytesLeft = 1e9;
    await timelineOn(disk, now).save(request(3, { slot: 1 }));
    return 1e9 - disk.bytesLeft;
  };

  it('after every byte of a save, by kill and by power cut: the old or the new record loads', async () => {
    const next = randomNumbers(5);
    const random = (): number => next() / 0x1_0000_0000;
    const bytes = await total();
    expect(bytes).toBeGreaterThan(500);
    for (let left = 1; left <= bytes; left++) {
      const { disk, old, first } = await prepared();
      disk.bytesLeft = left;
      const saved = await timelineOn(disk, now)
        .save(request(3, { slot: 1 }))
        .then(
          ({ id }) => id,
          () => null,
        );
      await expectNothingLost(disk.afterKill(), old, first);
      const cut = disk.afterPowerCut(random);
      await expectNothingLost(cut, old, first);
      if (saved !== null) expect((await timelineOn(cut, now).inSlot(1))?.id).toBe(saved);
    }
  });

  it('at every call of a save, with and without power: what was said to be saved is there', async () => {
    const next = randomNumbers(9);
    const random = (): number => next() / 0x1_0000_0000;
    const calls = await callsOf((timeline) => timeline.save(request(3, { slot: 1 })));
    for (let call = 0; call <= calls; call++) {
      for (let round = 0; round < 4; round++) {
        const { disk, old, first } = await prepared();
        const from = disk.calls;
        disk.before = (_operation, number) => {
          if (number - from < call) return;
          disk.dead = true;
          throw systemError('EIO');
        };
        const saved = await timelineOn(disk, now)
          .save(request(3, { slot: 1 }))
          .catch(() => null);
        for (const found of [disk.afterKill(), disk.afterPowerCut(random)]) {
          await expectNothingLost(found, old, first);
          if (saved !== null) expect((await timelineOn(found, now).load(saved.id)).state).toEqual(stateOf(3));
        }
      }
    }
  });
});
