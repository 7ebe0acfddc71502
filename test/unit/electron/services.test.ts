import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChosenFile, Library, OpenResult, StartInfo } from '../../../src/shared/bridge.ts';
import { romWith } from '../../fuzz/programs.ts';
import type { Services } from '../../../electron/services/services.ts';
import { fakeHost, servicesIn } from './fake-host.ts';

const IPS = Uint8Array.from([0x50, 0x41, 0x54, 0x43, 0x48, 0, 0, 0, 0, 1, 0x18, 0x45, 0x4f, 0x46]);
const rom = (seed: number): Uint8Array => romWith([0x78, 0xea, seed, 0x80, 0xfe]);

let folder = '';
const made: Services[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(made.splice(0).map((services) => services.close(1000)));
  rmSync(folder, { recursive: true, force: true });
});

function open(host = fakeHost()): ReturnType<typeof servicesIn> {
  const opened = servicesIn(folder, host);
  made.push(opened.services);
  return opened;
}

function put(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

describe('a file that the system or a second start names', () => {
  const start = async (services: { handle: (name: string, argument: null) => Promise<unknown> }): Promise<OpenResult | null> =>
    ((await services.handle('app.start', null)) as StartInfo).open;

  it('waits for a page that does not listen yet, and is opened once', async () => {
    const { services, told } = open();
    await services.open(null);
    await services.openFile(put('game.sfc', rom(1)));
    expect(told.filter(([name]) => name === 'open')).toEqual([]);
    expect(await start(services)).toMatchObject({ kind: 'game' });
    expect(await start(services)).toBeNull();
  });

  it('is not lost while the library is still being read, nor after the page has crashed', async () => {
    const { services, told } = open();
    const opening = services.open(null);
    await Promise.all([opening, services.openFile(put('early.sfc', rom(1)))]);
    expect(await start(services)).toMatchObject({ kind: 'game' });
    await services.pageGone();
    await services.openFile(put('late.sfc', rom(2)));
    expect(told.filter(([name]) => name === 'open')).toEqual([]);
    expect(await start(services)).toMatchObject({ kind: 'game' });
  });

  it('goes straight to a page that listens', async () => {
    const { services, told } = open();
    await services.open(null);
    await start(services);
    await services.openFile(put('game.sfc', rom(1)));
    expect(told.filter(([name]) => name === 'open')).toEqual([['open', expect.objectContaining({ kind: 'game' })]]);
  });

  it('which is a patch goes to the page, for the game that is played', async () => {
    const patch = put('better.ips', IPS);
    const { services } = open();
    await services.open(patch);
    const wanted = { kind: 'patch', name: 'better.ips', bytes: IPS };
    expect(await start(services)).toEqual(wanted);
    const { hash } = (await services.handle('library.open', { name: 'game.sfc', bytes: rom(1), base: null })) as { hash: string };
    expect(await services.handle('library.open', { name: wanted.name, bytes: wanted.bytes, base: hash })).toMatchObject({
      kind: 'game',
    });
  });
});

describe('the files of a dialog', () => {
  it('are opened each by its ticket, a patch over the game that is played; those of an earlier dialog no more', async () => {
    const paths = [put('one.sfc', rom(1)), put('better.ips', IPS), put('empty.sfc', new Uint8Array())];
    const chosen = [paths, [], [paths[0]]];
    const opened = vi.fn();
    const host = { ...fakeHost(), opened, chooseFiles: () => Promise.resolve(chosen.shift() ?? []) };
    const { services } = open(host);
    await services.open(null);
    const ask = async (): Promise<ChosenFile[]> => (await services.handle('library.openDialog', null)) as ChosenFile[];
    const take = (ticket: string, base: string | null): Promise<unknown> =>
      services.handle('library.openChosen', { ticket, base, all: true });
    const [game, patch, empty] = await ask();
    expect([game.name, patch.name, empty.name]).toEqual(['one.sfc', 'better.ips', 'empty.sfc']);
    const played = (await take(game.ticket, null)) as { kind: string; hash: string };
    expect(played.kind).toBe('game');
    expect(await take(patch.ticket, played.hash)).toMatchObject({ kind: 'game' });
    expect(await take(empty.ticket, null)).toMatchObject({ kind: 'refused', name: 'empty.sfc' });
    expect(opened).toHaveBeenCalledWith(paths[0]);
    expect(opened).not.toHaveBeenCalledWith(paths[2]);
    expect(await ask()).toEqual([]);
    await expect(take(game.ticket, null)).rejects.toThrow('choose it again');
    expect((await ask())[0].ticket).not.toBe(game.ticket);
  });
});

describe('a game whose file was built anew', () => {
  const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 5);

  it('keeps its place in collections, its cover and its settings, and has its own where it had them', async () => {
    const { services } = open();
    const library = async (): Promise<Library> => (await services.handle('library.list', null)) as Library;
    await services.open(null);
    const path = put('homebrew.sfc', rom(1));
    await services.handle('library.openPath', { path, base: null, all: false });
    const before = (await library()).games[0].hash;
    const other = 'cd'.repeat(32);
    await services.handle('collections.save', { id: '1', name: 'Mine', games: [other, before] });
    await services.handle('cover.set', { hash: before, png: PNG });
    await services.handle('settings.set', { hash: before, patch: { 'audio.volume': 30 } });
    put('homebrew.sfc', rom(2));
    await services.library.rescan();
    const { games, collections } = await library();
    const [{ hash, ownCover }] = games;
    expect(games.length).toBe(1);
    expect(hash).not.toBe(before);
    expect(ownCover).toBe(true);
    expect(collections[0].games).toEqual([other, hash]);
    const stored = (await services.handle('settings.get', null)) as { games: Record<string, unknown> };
    expect(stored.games[hash]).toEqual({ 'audio.volume': 30 });
    await services.handle('settings.set', { hash, patch: { 'audio.volume': 50 } });
    put('homebrew.sfc', rom(1));
    await services.library.rescan();
    const again = (await services.handle('settings.get', null)) as { games: Record<string, unknown> };
    expect(again.games[before]).toEqual({ 'audio.volume': 30 });
  });
});

describe('a path that the preload script names', () => {
  const ask = (path: string): unknown => ({ path, base: null, all: false });

  it('is opened in Electron, and in nothing else', async () => {
    const path = put('game.sfc', rom(1));
    const opened = vi.fn();
    const { services } = open({ ...fakeHost(), opened });
    await services.open(null);
    expect(await services.handle('library.openPath', ask(path))).toMatchObject({ kind: 'game' });
    expect(opened).toHaveBeenCalledWith(path);
    const answer = JSON.stringify([await services.handle('library.list', null)]);
    expect(answer).not.toContain(folder);
    expect(answer).toContain('"temporary":false');
    const local = open({ ...fakeHost(), kind: 'local' });
    await local.services.open(null);
    await expect(local.services.handle('library.openPath', ask(path))).rejects.toThrow('no such call');
  });

  it('is told to nobody when it cannot be read', async () => {
    const path = put('game.sfc', rom(1));
    const bad = {
      facts: () => Promise.reject(new Error(`EIO: i/o error, read '${path}'`)),
      entries: () => Promise.resolve(null),
    };
    const { services } = servicesIn(folder, fakeHost(), bad as never);
    made.push(services);
    await services.open(null);
    const result = JSON.stringify(await services.handle('library.openPath', ask(path)));
    expect(result).toContain('game.sfc');
    expect(result).not.toContain(folder);
  });

  it('is whole and nothing but a path', async () => {
    const { services } = open();
    await services.open(null);
    for (const wrong of [ask('game.sfc'), ask(''), { ...(ask('/game.sfc') as object), more: 1 }, ask(7 as never)]) {
      await expect(services.handle('library.openPath', wrong)).rejects.toThrow();
    }
    expect(await services.handle('library.openPath', ask(join(folder, 'nowhere.sfc')))).toMatchObject({ kind: 'refused' });
  });
});

describe('ending', () => {
  it('waits for what is being written', async () => {
    const { services } = open();
    let written = false;
    void services.writes.run('slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      written = true;
    });
    expect(await services.close()).toBe(true);
    expect(written).toBe(true);
  });

  it('does not wait for a disk that never answers', async () => {
    vi.useFakeTimers();
    const { services } = open();
    void services.writes.run('hung', () => new Promise(() => {}));
    const closed = services.close();
    await vi.advanceTimersByTimeAsync(9_000);
    const before = await Promise.race([closed, Promise.resolve('waiting')]);
    expect(before).toBe('waiting');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await closed).toBe(false);
    made.length = 0;
  });
});
