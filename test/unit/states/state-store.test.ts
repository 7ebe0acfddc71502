import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zipSync } from 'fflate';
import { packState } from '../../../src/core/state/container.ts';
import { HeadlessMachine } from '../../../src/session/headless.ts';
import type { ImportResult } from '../../../src/shared/states.ts';
import { encodeMessage } from '../../../src/shared/wire.ts';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import { StateStore } from '../../../electron/services/states/state-store.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { HASH } from './memory-disk.ts';
import { clock, request, stateOf } from './rig.ts';

type States = Extract<ImportResult, { kind: 'states' }>;

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-states-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function store(now = clock()): StateStore {
  return new StateStore({ folder, writes: new PendingWrites(), coreVersion: '0.1.0', now });
}

describe('slots of Dotclock 0.1', () => {
  const old = (byte: number): Uint8Array =>
    encodeMessage({
      format: 1,
      savedAt: 1_700_000_000_000 + byte,
      frame: byte,
      state: stateOf(byte),
      picture: Uint8Array.of(byte),
    });

  it('become records and slots, once, and their files are kept', async () => {
    const place = join(folder, HASH);
    mkdirSync(place);
    writeFileSync(join(place, 'slot-auto.state'), old(1));
    writeFileSync(join(place, 'slot-3.state'), old(3));
    writeFileSync(join(place, 'slot-3.state.before'), old(2));
    writeFileSync(join(place, 'slot-4.state'), 'rubbish');
    const { records } = await store().list(HASH);
    expect(records.map(({ frame, slots, how }) => [frame, slots, how])).toEqual([
      [3, [3], 'manual'],
      [2, [], 'manual'],
      [1, [], 'on-stop'],
    ]);
    expect(readdirSync(join(place, 'old-slots')).sort()).toEqual(['slot-3.state', 'slot-3.state.before', 'slot-auto.state']);
    expect(existsSync(join(place, 'slot-4.state'))).toBe(true);
    const again = store();
    expect((await again.list(HASH)).records).toEqual(records);
    expect((await again.load(HASH, records[0].id)).state).toEqual(stateOf(3));
    expect(await again.picture(HASH, records[0].id)).toEqual(Uint8Array.of(3));
    expect((await again.latest(HASH))?.frame).toBe(3);
  });
});

describe('files of others', () => {
  it('go out and come back: one, several, with what was written about them', async () => {
    const from = store();
    const one = await from.save(request(1));
    const two = await from.save(request(2, { parent: one.id }));
    await from.change(HASH, one.id, { name: 'Boss: 1/2' });
    const file = await from.export(HASH, 'My "Game"', [one.id]);
    expect(file.name).toMatch(/^My Game - Boss 12 \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.dcstate$/);
    const all = await from.export(HASH, 'Game', [one.id, two.id]);
    expect(all.name).toBe('Game states.zip');
    rmSync(folder, { recursive: true });
    const to = store();
    expect(await to.import(HASH, 'x.dcstate', file.bytes)).toEqual({ kind: 'states', ids: [one.id], refused: [] });
    expect(await to.import(HASH, 'x.zip', all.bytes)).toMatchObject({ ids: [one.id, two.id] });
    const { records } = await to.list(HASH);
    expect(records.map(({ name, parent }) => [name, parent])).toEqual([
      ['', one.id],
      ['Boss: 1/2', null],
    ]);
    await to.bin(HASH, [one.id]);
    await to.import(HASH, 'x.dcstate', file.bytes);
    expect((await to.list(HASH)).records.some(({ binned }) => binned)).toBe(false);
  });

  it('are taken as bare states and battery files, and refused with the reason', async () => {
    const to = store();
    expect(await to.import(HASH, 'cli.state', stateOf(9))).toMatchObject({ kind: 'states' });
    expect((await to.list(HASH)).records[0]).toMatchObject({ how: 'import', frame: 9 });
    expect(await to.import(HASH, 'Game.SRM', new Uint8Array(8192))).toMatchObject({ kind: 'battery' });
    const other = packState({ romHash: 'cd'.repeat(32), frame: 1 }, []);
    await expect(to.import(HASH, 'a.state', other)).rejects.toThrow('another game');
    await expect(to.import(HASH, 'a.dcstate', Uint8Array.of(1, 2))).rejects.toThrow('not a Dotclock state');
    await expect(to.import(HASH, 'a.zip', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9))).rejects.toThrow('archive is damaged');
    expect((await to.list(HASH)).records.length).toBe(1);
  });

  it('of an archive: what is good is taken, and everything else is named with its reason', async () => {
    const from = store();
    const one = await from.save(request(1));
    const { bytes: good } = await from.export(HASH, 'Game', [one.id]);
    const other = packState({ romHash: 'cd'.repeat(32), frame: 1 }, []);
    const bad = { 'other.dcstate': other, 'broken.dcstate': Uint8Array.of(1, 2), 'short.dcstate': good.subarray(0, 90) };
    const { ids, refused } = (await store().import(HASH, 'all.zip', zipSync({ ...bad, 'good.dcstate': good }))) as States;
    expect(ids).toEqual([one.id]);
    expect(refused.map(({ fileName }) => fileName)).toEqual(Object.keys(bad));
    expect(refused[0].reason).toContain('another game');
    const none = (await store().import(HASH, 'all.zip', zipSync(bad))) as States;
    expect([none.ids, none.refused.length]).toEqual([[], 3]);
  });
});

describe('comparing', () => {
  it('names the memories that differ, with addresses and values', async () => {
    const machine = new HeadlessMachine(registerStorm(3));
    machine.runFrame();
    const hash = machine.snes.romHash;
    const before = machine.snes.saveState();
    machine.snes.wram[0x1234] ^= 0xff;
    machine.snes.wram[0x1235] ^= 0xff;
    machine.snes.vram[5] ^= 1;
    const after = machine.snes.saveState();
    const to = store();
    const a = await to.save(request(1, { hash, state: before }));
    const b = await to.save(request(1, { hash, state: after }));
    const { memories } = await to.compare(hash, a.id, b.id);
    const changed = memories.filter((memory) => memory.changed > 0);
    expect(memories.map(({ name, size }) => [name, size])).toEqual([
      ['wram', 0x20000],
      ['sram', machine.snes.sram.length],
      ['vram', 0x10000],
      ['cgram', 512],
      ['oam', 544],
      ['aram', 0x10000],
    ]);
    expect(changed.map((memory) => [memory.name, memory.changed, memory.runs[0]?.at])).toEqual([
      ['wram', 2, 0x1234],
      ['vram', 1, 10],
    ]);
    expect(changed[0].runs[0].before.map((byte) => byte ^ 0xff)).toEqual(changed[0].runs[0].after);
  });
});

describe('a game that was cut off', () => {
  it('is offered once, with its last moment, and not when it ended as it should or still runs', async () => {
    const first = store();
    await first.save(request(1, { how: 'auto' }));
    const newest = await first.save(request(2, { slot: 1 }));
    await first.save(request(3, { how: 'before-load' }));
    await first.setRunning(HASH);
    expect(await store().takeRecovery()).toBeNull();
    const marker = readdirSync(folder).find((name) => name.startsWith('running-'))!;
    writeFileSync(join(folder, marker), JSON.stringify({ format: 1, hash: HASH, pid: 0x7fff_fff0, since: Date.now() }));
    const next = store();
    expect(await next.takeRecovery()).toMatchObject({ hash: HASH, record: { id: newest.id } });
    expect(await next.takeRecovery()).toBeNull();
    await next.setRunning(HASH);
    await next.setRunning(null);
    expect(readdirSync(folder).filter((name) => name.startsWith('running-'))).toEqual([]);
    writeFileSync(join(folder, `running-${'0'.repeat(16)}.json`), 'rubbish');
    expect(await store().takeRecovery()).toBeNull();
  });
});

describe('a page that ends without a word', () => {
  const held = (frame: number): Parameters<StateStore['hold']>[0] => request(frame, { how: 'on-stop' });
  const markers = (): string[] => readdirSync(folder).filter((name) => name.startsWith('running-'));

  it('leaves its last moment, and the game counts as left', async () => {
    const to = store();
    await to.setRunning(HASH);
    to.hold(held(4));
    to.hold(held(5));
    expect((await to.list(HASH)).records).toEqual([]);
    await to.pageGone();
    expect((await to.list(HASH)).records.map(({ frame, how }) => [frame, how])).toEqual([[5, 'on-stop']]);
    expect(markers()).toEqual([]);
    await to.pageGone();
    expect((await to.list(HASH)).records.length).toBe(1);
  });

  it('leaves nothing that is older than what was saved, of another game, or of a game that was left', async () => {
    const to = store();
    to.hold(held(1));
    await to.setRunning(HASH);
    to.hold({ ...held(2), hash: 'cd'.repeat(32) });
    to.hold(held(3));
    await to.save(request(4));
    await to.pageGone();
    expect((await to.list(HASH)).records.map(({ frame }) => frame)).toEqual([4]);
    expect(markers()).toEqual([]);
    await to.setRunning(HASH);
    to.hold(held(6));
    await to.setRunning(null);
    await to.pageGone();
    await to.close();
    expect((await to.list(HASH)).records.map(({ frame }) => frame)).toEqual([4]);
  });

  it('is offered at the next start when there was no moment yet; a quit keeps what is held', async () => {
    const to = store();
    await to.setRunning(HASH);
    await to.pageGone();
    expect(markers().length).toBe(1);
    to.hold(held(7));
    await to.close();
    expect((await store().latest(HASH))?.frame).toBe(7);
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('a real disk', () => {
  it('that is a file where a folder should be says so in words', async () => {
    writeFileSync(join(folder, HASH), 'not a folder');
    await expect(store().save(request(1))).rejects.toThrow(/folder of the states is gone|may not be written/);
  });
});
