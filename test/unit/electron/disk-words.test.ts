import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectInspector, type Inspector } from '../../../electron/services/inspect.ts';
import { placeNames, worded, wordedReason } from '../../../electron/services/disk-words.ts';
import type { Services } from '../../../electron/services/services.ts';
import type { OpenResult, ScanProgress } from '../../../src/shared/bridge.ts';
import { translateReason } from '../../../src/ui/texts/translate.ts';
import { romWith } from '../../fuzz/programs.ts';
import { fakeHost, servicesIn } from './fake-host.ts';

const ROM = romWith([0x78, 0xea, 0x80, 0xfe]);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const PORTUGUESE = /pasta|arquivo/;

let folder = '';
let made: ReturnType<typeof servicesIn>;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-secret-'))));
afterEach(async () => {
  await made?.services.close(1000);
  rmSync(folder, { recursive: true, force: true });
});

async function opened(inspector: Inspector = new DirectInspector()): Promise<Services> {
  made = servicesIn(folder, fakeHost(), inspector);
  mkdirSync(made.places.data, { recursive: true });
  await made.services.open(null);
  return made.services;
}

async function play(services: Services): Promise<string> {
  const result = (await services.handle('library.open', { name: 'Game.sfc', bytes: ROM, base: null })) as { hash: string };
  await services.writes.settled();
  return result.hash;
}

/** What the page hears of a call that fails. */
async function said(services: Services, name: string, argument: unknown): Promise<string> {
  return services.handle(name, argument).then(
    (value) => `no fault: ${JSON.stringify(value)}`,
    (error: Error) => error.message,
  );
}

function blocked(...path: string[]): void {
  rmSync(join(folder, ...path), { recursive: true, force: true });
  writeFileSync(join(folder, ...path), 'in the way');
}

describe('a fault of the disk', () => {
  it.each([
    ['cover.set', ['data', 'covers'], 'the folder of the covers'],
    ['picture.set', ['data', 'pictures'], 'the folder of the pictures'],
    ['sram.write', ['data', 'saves'], 'the folder of the in-game saves'],
    ['screenshot.save', ['pictures of the player'], 'the file "Game '],
    ['movie.save', ['films of the player'], 'the file "Game '],
    ['recording.start', ['films of the player'], 'the folder of the recordings'],
    ['debugger.setCodeLog', ['data', 'debugger'], "the folder of the debugger's notes"],
  ])('of %s says which one it is and what to do, without a path, in both languages', async (name, path, what) => {
    const services = await opened();
    const hash = await play(services);
    blocked(...path);
    const rest =
      name === 'recording.start' ? { kind: 'wav' } : /bytes|write|movie|Log/.test(name) ? { bytes: PNG } : { png: PNG };
    const words = await said(services, name, { hash, ...rest });
    expect(words).toContain(what);
    expect(words).not.toContain('dotclock-secret');
    expect(translateReason('pt', words)).toMatch(PORTUGUESE);
  });

  it('of the library, the collections and the layout names the file', async () => {
    const services = await opened();
    const hash = await play(services);
    for (const file of ['library.json', 'collections.json']) {
      rmSync(join(folder, 'data', file), { recursive: true, force: true });
      mkdirSync(join(folder, 'data', file, 'x'), { recursive: true });
    }
    const words = [
      await said(services, 'library.favourite', { hash, on: true }),
      await said(services, 'collections.save', { id: 'ab', name: 'one', games: [] }),
    ];
    expect(words).toEqual([
      'the file "library.json": something else stands in its place. Move that away, then try again.',
      'the file "collections.json": something else stands in its place. Move that away, then try again.',
    ]);
    for (const one of words) expect(translateReason('pt', one)).toContain('o arquivo “');
  });

  it('of a game that the reader in its own process may not read keeps the path to itself, too', async () => {
    const path = join(folder, 'games', 'Secret.sfc');
    mkdirSync(join(folder, 'games'));
    writeFileSync(path, ROM);
    const denied = (): Promise<never> => Promise.reject(new Error(`EACCES: permission denied, open '${path}'`));
    const services = await opened({ facts: denied, rom: denied, entries: denied, close: () => {} });
    const wanted = 'the file "Secret.sfc" may not be written or read. Nothing was lost; check its permissions.';
    await services.openFile(path);
    expect(((await services.handle('app.start', null)) as { open: OpenResult }).open).toMatchObject({ reason: wanted });
    await services.library.addFolder(join(folder, 'games'));
    await services.library.rescan();
    const dropped = { path, base: null, all: false };
    expect(await services.handle('library.openPath', dropped)).toMatchObject({ kind: 'refused', reason: wanted });
    const progress = made.told.filter(([name]) => name === 'library.progress').at(-1)?.[1] as ScanProgress;
    expect(progress.problems).toEqual([{ fileName: 'Secret.sfc', reason: wanted }]);
  });
});

describe('the words', () => {
  const names = placeNames({ data: '/d', screenshots: '/d/screenshots', recordings: '/films' });

  it('name folders of ours and files of the player', () => {
    expect(
      [
        '/d',
        '/d/states/ab/x.dcstate',
        '/d/library.json.0a1b2c3d.tmp',
        '/d/settings.json.tmp-12ab',
        '/d/screenshots/a.png',
        '/films',
        '/films/a.wav',
        '/e/g.sfc',
      ].map(names),
    ).toEqual([
      'the data folder',
      'the folder of the states',
      'the file "library.json"',
      'the file "settings.json"',
      'the file "a.png"',
      'the folder of the recordings',
      'the file "a.wav"',
      'the file "g.sfc"',
    ]);
  });

  it('let no path out, whatever the fault is, and leave other reasons alone', () => {
    const strange = Object.assign(new Error("ELOOP: too many links, open '/e/g.sfc'"), { code: 'ELOOP', path: '/e/g.sfc' });
    expect(String(worded(strange))).not.toContain('/e');
    expect(wordedReason("EIO: i/o error, read '/e/g.sfc'")).toContain('"g.sfc": the disk does not answer');
    expect(wordedReason('ENOSPC: no space left on device, write')).toBe(
      'a file: the disk is full. Nothing was lost; make room, then try again.',
    );
    expect(wordedReason('the file is empty.')).toBe('the file is empty.');
    const other = new Error('no such state.');
    expect(worded(other)).toBe(other);
  });
});
