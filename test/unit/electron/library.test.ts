import { zipSync } from 'fflate';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSevenZip, withRoms } from '../../../electron/services/archives.ts';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import { DirectInspector } from '../../../electron/services/inspect.ts';
import { patchedTitle, readEntry, titleOf } from '../../../electron/services/library-entries.ts';
import { LibraryService } from '../../../electron/services/library.ts';
import { SramStore } from '../../../electron/services/sram-store.ts';
import type { ScanProgress } from '../../../src/shared/bridge.ts';
import { romWith } from '../../fuzz/programs.ts';
import { solidSevenZip } from './make-archives.ts';
import { bps, ups } from './make-patches.ts';

/** A 7z archive with one file, a.txt, of 40,000 letters x. */
const SEVEN_ZIP = Uint8Array.from(
  Buffer.from(
    'N3q8ryccAARG8r16TQAAAAAAAABSAAAAAAAAAHrQlWLgnD8ARV0APG/7v/6jsV7l+D+yqiZV+GhwQXAVD439HkwbikK3GfRpGHGuZiOKik0vow3Zf6bjjCMRU+BZGMV1iuJ3+LaUemMdTgAAAAEEBgABCU0ABwsBAAEhIQEHDMBAnAAICgFHXcpzAAAFARkKAAAAAAAAAAAAABENAGEALgB0AHgAdAAAABQKAQDSKIt49nrdARUGAQAggKSBAAA=',
    'base64',
  ),
);
const IPS = Uint8Array.from([0x50, 0x41, 0x54, 0x43, 0x48, 0, 0, 0, 0, 1, 0x18, 0x45, 0x4f, 0x46]);

let folder = '';
let progress: ScanProgress[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
  mkdirSync(join(folder, 'games', 'deep'), { recursive: true });
  mkdirSync(join(folder, 'demos'));
  progress = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function library(): Promise<LibraryService> {
  const writes = new PendingWrites();
  const sram = new SramStore(join(folder, 'data', 'saves'), writes);
  const places = { data: join(folder, 'data'), demos: join(folder, 'demos') };
  const made = new LibraryService(places, new DirectInspector(), writes, sram, {
    changed: () => {},
    progress: (one) => void progress.push(one),
    replaced: () => {},
  });
  await made.open();
  return made;
}

async function scanned(): Promise<LibraryService> {
  const made = await library();
  await made.addFolder(join(folder, 'games'));
  await made.rescan();
  return made;
}

const rom = (seed: number): Uint8Array => romWith([0x78, 0xea, seed, 0x80, 0xfe]);
const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, 'games', name), bytes);

describe('the library', () => {
  it('finds games below a folder, in archives, and with a patch beside them; what cannot be read is named', async () => {
    put('First Game (U) [!].sfc', rom(1));
    put('deep/second.smc', Buffer.concat([Buffer.alloc(512), rom(2)]));
    put('third.zip', zipSync({ 'third.sfc': rom(3), 'readme.txt': new Uint8Array(4) }));
    put('second.txt', 'no game');
    put('broken.zip', 'this is no archive');
    put('First Game (U) [!].ips', IPS);
    const games = (await scanned()).list().games.map(({ title, patch, size }) => ({ title, patch, size }));
    expect(games).toEqual(
      expect.arrayContaining([
        { title: 'First Game', patch: '', size: 32_768 },
        { title: 'First Game (IPS)', patch: 'First Game (U) [!].ips', size: 32_768 },
        { title: 'Second', patch: '', size: 32_768 },
        { title: 'Third', patch: '', size: 32_768 },
      ]),
    );
    expect(games.length).toBe(4);
    expect(progress.at(-1)).toMatchObject({ running: false, problems: [{ fileName: 'broken.zip' }] });
  });

  it('never tells a path', async () => {
    put('game.sfc', rom(1));
    const made = await scanned();
    const opened = await made.load(made.list().games[0].hash);
    expect(JSON.stringify([made.list(), progress, opened.game, await made.browse(null)])).not.toContain(folder);
  });

  it('knows a game again after a restart, reads it by its hash, in its new version when its file has changed, and says when it is missing', async () => {
    put('game.sfc', rom(1));
    const before = await scanned();
    const { hash } = before.list().games[0];
    await before.change(hash, { favourite: true });
    await before.played(hash, 90);
    const after = await library();
    expect(after.list().games[0]).toMatchObject({ hash, favourite: true, playSeconds: 90, missing: false });
    expect((await after.load(hash)).rom).toEqual(rom(1));
    put('game.sfc', rom(2));
    const changed = await after.load(hash);
    expect(changed.rom).toEqual(rom(2));
    expect(changed.game).toMatchObject({ favourite: true, playSeconds: 90 });
    renameSync(join(folder, 'games', 'game.sfc'), join(folder, 'games', 'gone.bin'));
    expect(after.list().games[0]?.missing).toBe(true);
    await expect(after.load(hash)).rejects.toThrow('not where it was');
  });

  it('takes a moved file for the same game', async () => {
    put('game.sfc', rom(1));
    const made = await scanned();
    renameSync(join(folder, 'games', 'game.sfc'), join(folder, 'games', 'deep', 'renamed.sfc'));
    await made.rescan();
    expect(made.list().games.map(({ missing, fileName }) => ({ missing, fileName }))).toEqual([
      { missing: false, fileName: 'renamed.sfc' },
    ]);
  });

  it('forgets and restores; a removed folder takes its games along; no file is touched', async () => {
    put('game.sfc', rom(1));
    const made = await scanned();
    const [game] = made.list().games;
    await made.change(game.hash, { forgotten: true });
    expect(made.list().games).toEqual([]);
    await made.change(game.hash, { forgotten: false });
    expect(made.list().games.length).toBe(1);
    await made.removeFolder(made.list().folders[0].id);
    expect(made.list()).toEqual({ games: [], folders: [] });
    expect(new Uint8Array(readFileSync(join(folder, 'games', 'game.sfc')))).toEqual(rom(1));
  });

  it('has the demo carts from the start', async () => {
    writeFileSync(join(folder, 'demos', 'ember-moth.sfc'), rom(7));
    writeFileSync(join(folder, 'demos', 'ember-moth.png'), Uint8Array.of(1, 2));
    const made = await library();
    expect(made.list().games).toMatchObject([{ title: 'Ember moth', demo: true, hasPicture: true }]);
    expect(await made.picture(made.list().games[0].hash)).toEqual(Uint8Array.of(1, 2));
  });

  it('opens dropped files: a game, an archive to choose from, a patch; and refuses in words', async () => {
    const made = await library();
    const game = await made.openBytes('drop.sfc', rom(1), null);
    expect(game.kind).toBe('game');
    const base = game.kind === 'game' ? game.hash : '';
    const several = await made.openBytes('pack.zip', zipSync({ 'a.sfc': rom(2), 'b.sfc': rom(3) }), null);
    expect(several).toMatchObject({ kind: 'choose', entries: ['a.sfc', 'b.sfc'] });
    const chosen = several.kind === 'choose' ? await made.choose(several.ticket, 'b.sfc') : several;
    expect(chosen.kind === 'game' && (await made.load(chosen.hash)).rom[2]).toBe(3);
    const patched = await made.openBytes('hack.ips', IPS, base);
    expect(patched.kind === 'game' && (await made.load(patched.hash)).rom[0]).toBe(0x18);
    expect(await made.openBytes('hack.ips', IPS, null)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('start the game') as string,
    });
    expect(await made.openBytes('page.sfc', new TextEncoder().encode('<html> no game </html>'.repeat(9)), null)).toMatchObject({
      kind: 'refused',
    });
    expect(await made.openPath(join(folder, 'nothing.sfc'))).toMatchObject({ kind: 'refused', name: 'nothing.sfc' });
  });

  it('takes a BPS or UPS for the game that it says, dropped or beside it, and no other; nothing is written', async () => {
    put('game.sfc', rom(1));
    put('game.bps', bps(rom(1), rom(9)));
    const made = await scanned();
    const beside = made.list().games.find(({ patch }) => patch === 'game.bps');
    expect((await made.load(beside?.hash ?? '')).rom[2]).toBe(9);
    const dropped = await made.openBytes('hard.ups', ups(rom(1), rom(8)), null);
    expect(dropped.kind === 'game' && (await made.load(dropped.hash)).rom[2]).toBe(8);
    expect(await made.openBytes('other.bps', bps(rom(5), rom(6)), null)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('not in the library') as string,
    });
    const base = made.list().games.find(({ patch }) => patch === '')?.hash ?? '';
    expect(await made.openBytes('other.bps', bps(rom(5), rom(6)), base)).toMatchObject({ kind: 'refused', name: 'other.bps' });
    const wrong = bps(rom(1), rom(9));
    wrong[wrong.length - 6] ^= 1;
    expect(await made.openBytes('wrong.bps', wrong, base)).toMatchObject({ kind: 'refused', name: 'wrong.bps' });
    expect(await made.openBytes('rubbish.ups', Uint8Array.of(0, 1, 2, 3), base)).toMatchObject({
      kind: 'refused',
      reason: 'this is no IPS, BPS or UPS patch.',
    });
    expect(new Uint8Array(readFileSync(join(folder, 'games', 'game.sfc')))).toEqual(rom(1));
  });

  it('stops a scan that is cancelled', async () => {
    for (let index = 0; index < 40; index++) put(`g${index}.sfc`, rom(index));
    const made = await library();
    await made.addFolder(join(folder, 'games'));
    await made.cancelScan();
    expect(made.list().games.length).toBeLessThan(40);
    expect(progress.at(-1)?.running).toBe(false);
  });

  it('sets a broken library.json aside', async () => {
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'data', 'library.json'), '{"version":1,"fold');
    expect((await library()).list()).toEqual({ games: [], folders: [] });
  });
});

describe('archives', () => {
  it('of 7z are opened', async () => {
    expect(isSevenZip(SEVEN_ZIP)).toBe(true);
    await expect(new DirectInspector().facts({ bytes: SEVEN_ZIP })).rejects.toThrow('holds no game');
    await expect(withRoms(SEVEN_ZIP.subarray(0, 60), () => Promise.resolve(1))).rejects.toThrow(/broken/);
  });

  it('of 7z give each of their games, though all of them share one block', async () => {
    const games = { 'one.sfc': romWith([1]), 'in a folder/two.sfc': romWith([2]), 'three.sfc': romWith([3]) };
    const archive = solidSevenZip({ 'manual.pdf': new Uint8Array(4 << 16).map((_, at) => at % 251), ...games });
    const inspector = new DirectInspector();
    expect(await inspector.entries({ bytes: archive })).toEqual(Object.keys(games));
    for (const [entry, rom] of Object.entries(games)) {
      expect(Buffer.compare(await inspector.rom({ bytes: archive, entry }), rom), entry).toBe(0);
    }
    const { games: found, problems } = await inspector.facts({ bytes: archive });
    expect([found.map(({ entry }) => entry), problems]).toEqual([Object.keys(games), []]);
  });
});

it.each([
  ['Game', 'Game.sfc', 'Game.ips', 'Game (IPS)'],
  ['Game', 'Game (USA).sfc', 'game (USA).bps', 'Game (BPS)'],
  ['Game', 'Game (USA).sfc', 'Game (USA) [T+Por 1.2].ips', 'Game (T+Por 1.2)'],
  ['Some Game', 'some_game.sfc', 'Some Game - Hard Mode.ips', 'Some Game (Hard Mode)'],
  ['Some Game', 'some_game.sfc', 'Some Games.ips', 'Some Game (Some Games)'],
  ['Game', 'Game.sfc', 'hack.ips', 'Game (Hack)'],
  ['Game (Hack)', 'Game.sfc', 'Game.ups', 'Game (Hack) (UPS)'],
])('names %s of %s with %s: %s', (game, file, patch, title) => {
  expect(patchedTitle(game, file, patch)).toBe(title);
});

it('names anew what an earlier version called by its name twice, and leaves a name of the player’s own', () => {
  const source = { path: '/games/Game (USA).sfc', patchPath: '/games/Game (USA).ips' };
  const entry = (title: string): never => ({ source, facts: { entry: null }, title, stamp: 'x' }) as never;
  expect(readEntry(entry('Game (Game)')).title).toBe('Game (IPS)');
  expect(readEntry(entry('My game')).title).toBe('My game');
});

it('makes titles of file names', () => {
  expect(titleOf('Some_Game (USA) (Rev 1) [!].sfc')).toBe('Some Game');
  expect(titleOf('test-card.sfc')).toBe('Test card');
  expect(titleOf('(1).sfc')).toBe('(1)');
});
