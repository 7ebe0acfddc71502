import { zipSync } from 'fflate';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectInspector } from '../../../electron/services/inspect.ts';
import { bps } from './make-patches.ts';
import { ips, LibraryRig, only, rom, titles } from './library-rig.ts';

let rig: LibraryRig;
beforeEach(() => void (rig = new LibraryRig()));
afterEach(() => rig.remove());

describe('a file that has changed', () => {
  it('is the same game in its new version, with all that was known of it', async () => {
    rig.put('homebrew.sfc', rom(1));
    const made = await rig.scanned();
    const first = only(made);
    await made.change(first.hash, { favourite: true });
    await made.played(first.hash, 90);
    await made.setPicture(first.hash, Uint8Array.of(1, 2, 3));
    await rig.sram.save(first.hash, Uint8Array.of(5, 6));
    rig.put('homebrew.sfc', rom(2));
    await made.rescan();
    const second = only(made);
    expect(second).toMatchObject({ title: 'Homebrew', favourite: true, playSeconds: 90, missing: false, hasPicture: true });
    expect(second.lastPlayed).toBeGreaterThan(0);
    expect(second.addedAt).toBe(first.addedAt);
    expect(second.hash).not.toBe(first.hash);
    expect(rig.replaced).toEqual([{ before: first.hash, after: second.hash }]);
    const { rom: image, sram } = await made.load(second.hash);
    expect([image[2], sram]).toEqual([2, Uint8Array.of(5, 6)]);
    expect(await made.picture(second.hash)).toEqual(Uint8Array.of(1, 2, 3));
    // The first one's own things stay under its hash.
    expect((await rig.sram.load(first.hash))?.bytes).toEqual(Uint8Array.of(5, 6));
    expect(only(await rig.open())).toMatchObject({ hash: second.hash, playSeconds: 90 });
  });

  it('has no place for the first version when that comes back, and its time counts on', async () => {
    rig.put('homebrew.sfc', rom(1));
    const made = await rig.scanned();
    const first = only(made);
    for (const seed of [2, 3, 1]) {
      rig.put('homebrew.sfc', rom(seed));
      await made.rescan();
      await made.played(only(made).hash, 10);
    }
    expect(only(made)).toMatchObject({ hash: first.hash, playSeconds: 30 });
  });

  it('is loaded in its new version at once, by the hash that the page still has', async () => {
    rig.put('homebrew.sfc', rom(1));
    const made = await rig.scanned();
    const { hash } = only(made);
    rig.put('homebrew.sfc', rom(2));
    const loaded = await made.load(hash);
    expect(loaded.rom[2]).toBe(2);
    expect(loaded.game.hash).toBe(only(made).hash);
    rig.put('homebrew.sfc', rom(3));
    expect((await made.load(hash)).rom[2]).toBe(3);
    await made.played(hash, 7);
    expect(only(made).playSeconds).toBe(7);
    rig.put('homebrew.sfc', 'no game at all, but words\n'.repeat(9));
    await expect(made.load(hash)).rejects.toThrow('text file');
    expect(only(made).playSeconds).toBe(7);
  });

  it('of a patch beside it makes the patched game a new version, and only that', async () => {
    rig.put('game.sfc', rom(1));
    rig.put('game.bps', bps(rom(1), rom(8)));
    const made = await rig.scanned();
    const patched = made.list().games.find(({ patch }) => patch !== '');
    await made.change(patched!.hash, { favourite: true });
    rig.put('game.bps', bps(rom(1), rom(9)));
    await made.rescan();
    const games = made.list().games;
    expect(games.map(({ title, favourite }) => ({ title, favourite }))).toEqual([
      { title: 'Game', favourite: false },
      { title: 'Game (BPS)', favourite: true },
    ]);
    expect((await made.load(games[1].hash)).rom[2]).toBe(9);
    expect((await made.load(games[0].hash)).rom[2]).toBe(1);
  });

  it('in an archive is found by its name there; what the archive has no more goes', async () => {
    rig.put('pack.zip', zipSync({ 'a.sfc': rom(1), 'b.sfc': rom(2), 'c.sfc': rom(3) }));
    const made = await rig.scanned();
    for (const { hash, fileName } of made.list().games) if (fileName.endsWith('a.sfc')) await made.played(hash, 60);
    rig.put('pack.zip', zipSync({ 'a.sfc': rom(4), 'b.sfc': rom(2), 'd.sfc': rom(5), 'e.sfc': rom(6) }));
    await made.rescan();
    expect(titles(made).sort()).toEqual(['A', 'B', 'D', 'E']);
    const a = made.list().games.find(({ title }) => title === 'A');
    expect(a?.playSeconds).toBe(60);
    expect((await made.load(a!.hash)).rom[2]).toBe(4);
  });

  it('of one game in an archive is that game, whatever the build calls it', async () => {
    rig.put('build.zip', zipSync({ 'game-1.0.sfc': rom(1) }));
    const made = await rig.scanned();
    await made.played(only(made).hash, 60);
    rig.put('build.zip', zipSync({ 'game-1.1.sfc': rom(2) }));
    await made.rescan();
    expect(only(made)).toMatchObject({ title: 'Game 1.1', playSeconds: 60 });
  });

  it('that was opened by itself is looked at, too; its archive’s other games stay out', async () => {
    mkdirSync(join(rig.folder, 'elsewhere'));
    const path = join(rig.folder, 'elsewhere', 'pack.zip');
    writeFileSync(path, zipSync({ 'a.sfc': rom(1), 'b.sfc': rom(2) }));
    const made = await rig.open();
    const offer = await made.openPath(path);
    if (offer.kind === 'choose') await made.choose(offer.ticket, 'a.sfc');
    await made.played(only(made).hash, 60);
    writeFileSync(path, zipSync({ 'a.sfc': rom(3), 'b.sfc': rom(2) }));
    await made.rescan();
    expect(only(made)).toMatchObject({ title: 'A', playSeconds: 60 });
    expect((await made.load(only(made).hash)).rom[2]).toBe(3);
  });

  it('that was opened by itself is read again only when it has changed', async () => {
    mkdirSync(join(rig.folder, 'elsewhere'));
    const path = join(rig.folder, 'elsewhere', 'game.sfc');
    writeFileSync(path, rom(1));
    const made = await rig.open();
    await made.openPath(path);
    await made.rescan();
    const { reads } = rig.inspector;
    await made.rescan();
    expect(rig.inspector.reads).toBe(reads);
    writeFileSync(path, Buffer.concat([rom(2), Buffer.alloc(32_768)]));
    await made.rescan();
    expect(rig.inspector.reads).toBe(reads + 1);
    expect((await made.load(only(made).hash)).rom[2]).toBe(2);
  });

  it('that is a copy of another is not read again either, until one of them changes', async () => {
    rig.put('game.sfc', rom(1));
    rig.put('deep/copy.sfc', rom(1));
    const made = await rig.scanned();
    const { reads } = rig.inspector;
    await made.rescan();
    expect(rig.inspector.reads).toBe(reads);
    const again = await rig.open();
    await again.rescan();
    expect(rig.inspector.reads).toBe(0);
    rig.put('deep/copy.sfc', rom(2));
    await again.rescan();
    expect(titles(again).sort()).toEqual(['Copy', 'Game']);
    rig.put('deep/copy.sfc', rom(1));
    await again.rescan();
    rmSync(join(rig.games, 'game.sfc'));
    await again.rescan();
    expect(only(again)).toMatchObject({ fileName: 'copy.sfc', missing: false });
  });

  it('that is gone stays in the library as missing; a copy elsewhere takes over', async () => {
    rig.put('game.sfc', rom(1));
    rig.put('deep/copy.sfc', rom(1));
    const made = await rig.scanned();
    await made.played(only(made).hash, 60);
    rig.put('game.sfc', rom(2));
    await made.rescan();
    const places = made.list().games.map(({ fileName, playSeconds }) => `${fileName} ${playSeconds}`);
    expect(places.sort()).toEqual(['copy.sfc 60', 'game.sfc 60']);
    rmSync(join(rig.games, 'game.sfc'));
    await made.rescan();
    expect(made.list().games.find(({ fileName }) => fileName === 'game.sfc')?.missing).toBe(true);
  });

  it('of a demo cart is known and played without a reader, unless it is not what the build knows', async () => {
    const path = join(rig.folder, 'demos', 'ember.sfc');
    const facts = join(rig.folder, 'demos', 'facts.json');
    writeFileSync(path, rom(7));
    const [known] = (await new DirectInspector().facts({ path })).games;
    writeFileSync(facts, JSON.stringify({ 'ember.sfc': known }));
    const library = await rig.open();
    expect((await library.load(only(library).hash)).rom).toEqual(rom(7));
    expect([rig.inspector.reads, rig.inspector.roms]).toEqual([0, 0]);
    // The same size, other bytes.
    writeFileSync(path, rom(8));
    expect((await library.load(known.hash)).rom).toEqual(rom(8));
    expect(rig.inspector.roms).toBeGreaterThan(0);
    for (const bad of ['{', '{"ember.sfc": {"size": 1}}']) {
      writeFileSync(facts, bad);
      rmSync(rig.data, { recursive: true, force: true });
      expect(only(await rig.open()).hash).not.toBe(known.hash);
    }
  });

  it('of a demo cart is the demo cart', async () => {
    const path = join(rig.folder, 'demos', 'ember.sfc');
    writeFileSync(path, rom(1));
    await (await rig.open()).played(only(await rig.open()).hash, 5);
    writeFileSync(path, Buffer.concat([rom(2), Buffer.alloc(32768)]));
    expect(only(await rig.open())).toMatchObject({ title: 'Ember', demo: true });
  });
});

describe('a scan', () => {
  it('reads nothing that has not changed, and what is written by an earlier version stays known', async () => {
    rig.put('game.sfc', rom(1));
    rig.put('game.bps', bps(rom(1), rom(9)));
    rig.put('pack.zip', zipSync({ 'a.sfc': rom(3), 'b.sfc': rom(4) }));
    const made = await rig.scanned();
    expect(rig.inspector.reads).toBe(3);
    await made.rescan();
    const after = await rig.open();
    await after.rescan();
    expect(rig.inspector.reads).toBe(0);
  });

  it('takes the good games of an archive and names the bad ones, again each time', async () => {
    rig.put('pack.zip', zipSync({ 'good.sfc': rom(1), 'empty.sfc': new Uint8Array(0), 'short.sfc': rom(2).slice(0, 900) }));
    const made = await rig.scanned();
    expect(titles(made)).toEqual(['Good']);
    expect((await made.load(only(made).hash)).rom).toEqual(rom(1));
    const named = [
      { fileName: 'pack.zip › empty.sfc', reason: 'the file is empty.' },
      { fileName: 'pack.zip › short.sfc', reason: expect.stringContaining('900 bytes') as string },
    ];
    expect(rig.progress.at(-1)).toMatchObject({ running: false, problems: named });
    await made.rescan();
    expect(rig.progress.at(-1)).toMatchObject({ running: false, problems: named });
    // A game whose entry went bad is still the player's.
    rig.put('pack.zip', zipSync({ 'good.sfc': new Uint8Array(0) }));
    await made.rescan();
    expect(titles(made)).toEqual(['Good']);
    await expect(made.load(only(made).hash)).rejects.toThrow('empty');
  });

  it('that cannot write what it found says so', async () => {
    rig.put('game.sfc', rom(1));
    const made = await rig.scanned();
    rmSync(rig.data, { recursive: true });
    writeFileSync(rig.data, 'in the way');
    await made.rescan();
    expect(rig.progress.at(-1)?.problems).toMatchObject([{ fileName: 'library.json' }]);
    expect(existsSync(join(rig.games, 'game.sfc'))).toBe(true);
  });
});

describe('a folder that is forgotten', () => {
  async function withTwo(): Promise<{ made: Awaited<ReturnType<LibraryRig['scanned']>>; id: string }> {
    rig.put('game.sfc', rom(1));
    rig.put('deep/other.sfc', rom(2));
    const made = await rig.scanned();
    for (const { hash, title } of made.list().games) {
      if (title !== 'Game') continue;
      await made.change(hash, { favourite: true });
      await made.played(hash, 60);
    }
    return { made, id: made.list().folders[0].id };
  }

  it('keeps what was known of its games for when it is added again, also after a restart', async () => {
    const { made, id } = await withTwo();
    const before = made.list().games;
    await made.removeFolder(id);
    expect(made.list()).toEqual({ games: [], folders: [] });
    const after = await rig.scanned();
    for (const game of before) {
      const { favourite, lastPlayed, playSeconds } = game;
      expect(after.list().games.find(({ hash }) => hash === game.hash)).toMatchObject({ favourite, lastPlayed, playSeconds });
    }
  });

  it('comes back as it was when that is undone, without a look at its files', async () => {
    const { made, id } = await withTwo();
    const before = made.list();
    const { reads } = rig.inspector;
    await made.removeFolder(id);
    await made.restoreFolder(id);
    expect(made.list()).toEqual(before);
    expect(rig.inspector.reads).toBe(reads);
    expect((await rig.open()).list()).toEqual(before);
  });

  it('leaves the games of another folder that is in it or around it', async () => {
    const { made, id } = await withTwo();
    await made.addFolder(join(rig.games, 'deep'));
    await made.rescan();
    await made.removeFolder(id);
    expect(titles(made)).toEqual(['Other']);
  });

  it('is not filled again by a scan that runs', async () => {
    for (let index = 0; index < 30; index++) rig.put(`g${index}.sfc`, rom(index));
    const made = await rig.open();
    await made.addFolder(rig.games);
    await made.removeFolder(made.list().folders[0].id);
    await made.rescan();
    expect(made.list()).toEqual({ games: [], folders: [] });
  });
});

describe('patches that are dropped', () => {
  async function patched(
    made: Awaited<ReturnType<LibraryRig['scanned']>>,
    base: string,
    name: string,
    bytes: Uint8Array,
  ): Promise<string> {
    const result = await made.openBytes(name, bytes, base);
    if (result.kind !== 'game') throw new Error(JSON.stringify(result));
    return result.hash;
  }

  it('one on another are all in the game that the title names, also after a restart', async () => {
    rig.put('game.sfc', rom(1));
    const made = await rig.scanned();
    const one = await patched(made, only(made).hash, 'one.ips', ips(8, 0x11));
    const two = await patched(made, one, 'two.ips', ips(9, 0x22));
    const after = await rig.open();
    const game = after.list().games.find(({ hash }) => hash === two);
    expect(game).toMatchObject({ title: 'Game (One) (Two)', patch: 'one.ips + two.ips', temporary: false });
    const { rom: image } = await after.load(two);
    expect([image[8], image[9]]).toEqual([0x11, 0x22]);
    const first = (await after.load(one)).rom;
    expect([first[8], first[9]]).toEqual([0x11, rom(1)[9]]);
    await after.rescan();
    expect(titles(after)).toEqual(['Game', 'Game (One)', 'Game (One) (Two)']);
  });

  it('say when the game below them has changed, or when they are gone', async () => {
    rig.put('game.sfc', rom(1));
    const made = await rig.scanned();
    const hash = await patched(made, only(made).hash, 'one.ips', ips(8, 0x11));
    rig.put('game.sfc', rom(2));
    await expect(made.load(hash)).rejects.toThrow('has changed');
    rig.put('game.sfc', rom(1));
    rmSync(join(rig.data, 'patches'), { recursive: true });
    await expect(made.load(hash)).rejects.toThrow('the patch "one.ips" is gone');
  });
});

describe('a game without a place on the disk', () => {
  it('is there for this run; what is known of it comes back when it is opened again', async () => {
    const made = await rig.open();
    const opened = await made.openBytes('drop.sfc', rom(1), null);
    const { hash } = only(made);
    expect(opened).toEqual({ kind: 'game', hash });
    expect(only(made).temporary).toBe(true);
    await made.change(hash, { favourite: true });
    await made.played(hash, 60);
    const after = await rig.open();
    expect(after.list().games).toEqual([]);
    expect(after.titleOf(hash)).toBe('Drop');
    await after.openBytes('drop.sfc', rom(1), null);
    expect(only(after)).toMatchObject({ favourite: true, playSeconds: 60, temporary: true });
    // And when nobody opened it in between.
    await (await rig.open()).rescan();
    const later = await rig.open();
    await later.openBytes('drop.sfc', rom(1), null);
    expect(only(later)).toMatchObject({ favourite: true, playSeconds: 60 });
  });

  it('is in the library for good once its file is opened or its folder is added', async () => {
    const made = await rig.open();
    await made.openBytes('drop.sfc', rom(1), null);
    await made.change(only(made).hash, { favourite: true });
    const path = rig.put('real.sfc', rom(1));
    await made.openPath(path);
    expect(only(made)).toMatchObject({ temporary: false, favourite: true, fileName: 'real.sfc' });
    expect(only(await rig.open())).toMatchObject({ favourite: true, missing: false });
  });

  it('gives a patch that is dropped on it a game of the same run; its patch is kept for when the game has a place', async () => {
    const made = await rig.open();
    await made.openBytes('drop.sfc', rom(1), null);
    await made.openBytes('one.ips', ips(8, 0x11), only(made).hash);
    expect(made.list().games.map(({ temporary }) => temporary)).toEqual([true, true]);
    expect((await rig.open()).list().games).toEqual([]);
  });
});

describe('paths that are opened', () => {
  it('a folder is looked through, an archive gives one game or all, a patch is for its game', async () => {
    rig.put('game.sfc', rom(1));
    const other = join(rig.folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'pack.zip'), zipSync({ 'a.sfc': rom(2), 'b.sfc': rom(3), 'bad.sfc': new Uint8Array(0) }));
    writeFileSync(join(other, 'hack.ips'), ips(8, 0x33));
    const made = await rig.open();
    expect(await made.openPath(rig.games)).toEqual({ kind: 'folder', name: 'games' });
    await made.rescan();
    expect(titles(made)).toEqual(['Game']);
    expect(await made.openPath(join(other, 'pack.zip'))).toMatchObject({ kind: 'choose' });
    expect(await made.openPath(join(other, 'pack.zip'), { base: null, all: true })).toMatchObject({
      kind: 'games',
      name: 'pack.zip',
    });
    expect(titles(made)).toEqual(['Game', 'A', 'B']);
    const { hash } = made.list().games[0];
    const patched = await made.openPath(join(other, 'hack.ips'), { base: hash, all: false });
    expect(patched.kind === 'game' && (await made.load(patched.hash)).rom[8]).toBe(0x33);
    expect(await made.openPath(join(other, 'hack.ips'))).toMatchObject({ kind: 'refused', name: 'hack.ips' });
    expect(made.list().games.every(({ temporary }) => !temporary)).toBe(true);
    // The patch's file may go.
    rmSync(join(other, 'hack.ips'));
    const after = await rig.open();
    expect(titles(after)).toEqual(['Game', 'A', 'B', 'Game (Hack)']);
    expect(patched.kind === 'game' && (await after.load(patched.hash)).rom[8]).toBe(0x33);
  });
});
