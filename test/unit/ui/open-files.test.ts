import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenResult, StartInfo } from '../../../src/shared/bridge.ts';
import { takeDrop } from '../../../src/ui/drop.ts';
import { openFiles } from '../../../src/ui/open-files.ts';
import { FakeApp, HASH, loadedGame } from './fake-app.ts';

const hashOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');
const game = (name: string): OpenResult => ({ kind: 'game', hash: hashOf(name) });
const file = (name: string, size = 4): File => new File([new Uint8Array(size)], name);

let page: FakeApp;
/** What the host is asked to open, and over which game. */
let asked: { name: string; base: string | null; all: boolean }[];
let played: string[];
beforeEach(() => {
  page = new FakeApp();
  asked = [];
  played = [];
  page.app.player.play = (hash) => Promise.resolve(void played.push(hash));
  page.host['library.open'] = ({ name, base, all = false }) => {
    asked.push({ name, base, all });
    return name.startsWith('bad') ? { kind: 'refused', name, reason: 'the file is empty.' } : game(name);
  };
});
afterEach(() => vi.unstubAllGlobals());

describe('files that are dropped together', () => {
  it('one game is played', async () => {
    await openFiles(page.app, [file('one.sfc')]);
    expect(played).toEqual([hashOf('one.sfc')]);
    expect(asked).toEqual([{ name: 'one.sfc', base: null, all: false }]);
  });

  it('several games all come in, and none is played', async () => {
    await openFiles(page.app, [file('one.sfc'), file('two.sfc'), file('three.zip')]);
    expect(asked.map(({ name, all }) => `${name} ${all}`)).toEqual(['one.sfc true', 'two.sfc true', 'three.zip true']);
    expect(played).toEqual([]);
    expect(page.texts()).toEqual(['3 games came into the library.']);
  });

  it('patches are for the one game that comes along, one on the other, whatever their order', async () => {
    await openFiles(page.app, [file('a.ips'), file('game.sfc'), file('b.bps')]);
    expect(asked.map(({ name, base }) => [name, base])).toEqual([
      ['game.sfc', null],
      ['a.ips', hashOf('game.sfc')],
      ['b.bps', hashOf('a.ips')],
    ]);
    expect(played).toEqual([hashOf('b.bps')]);
  });

  it('patches alone are for the game that is played', async () => {
    page.app.store.update((state) => void (state.player = { game: { hash: HASH } } as never));
    await openFiles(page.app, [file('a.ips'), file('b.ips')]);
    expect(asked.map(({ base }) => base)).toEqual([HASH, hashOf('a.ips')]);
    expect(played).toEqual([hashOf('b.ips')]);
  });

  it('a patch with several games is for none of them but the one that it names', async () => {
    page.app.store.update((state) => void (state.player = { game: { hash: HASH } } as never));
    await openFiles(page.app, [file('one.sfc'), file('two.sfc'), file('a.bps')]);
    expect(asked.at(-1)).toEqual({ name: 'a.bps', base: null, all: false });
    expect(played).toEqual([]);
  });

  it('the good ones are taken, and the bad ones are named with their reasons', async () => {
    await openFiles(page.app, [file('bad1.sfc'), file('good.sfc'), file('bad2.sfc'), file('huge.sfc', (64 << 20) + 1)]);
    expect(played).toEqual([hashOf('good.sfc')]);
    expect(page.texts()).toEqual(['3 files can’t be opened.']);
    page.toasts[0].options.run?.();
    expect(page.app.store.now.problems.map(({ fileName, reason }) => `${fileName}: ${reason}`)).toEqual([
      'bad1.sfc: the file is empty.',
      'bad2.sfc: the file is empty.',
      'huge.sfc: the file is larger than any cartridge.',
    ]);
  });

  it('are opened where they are when the host can see that, folders too; bytes are only for what is nowhere', async () => {
    const there: string[] = [];
    page.app.bridge.openFile = (one) => {
      const { name } = one as File;
      if (name === 'nowhere.sfc') return Promise.resolve(null);
      there.push(name);
      return Promise.resolve(name === 'Roms' ? { kind: 'folder', name } : game(name));
    };
    await openFiles(page.app, [file('one.sfc'), file('Roms'), file('nowhere.sfc')]);
    expect(there).toEqual(['one.sfc', 'Roms']);
    expect(asked.map(({ name }) => name)).toEqual(['nowhere.sfc']);
    expect(page.texts()).toEqual(['The folder “Roms” is in the library now, with its games.', '2 games came into the library.']);
  });

  it('of the dialog of the host are opened by their tickets, together as if they were dropped', async () => {
    const tickets: string[] = [];
    page.host['library.openDialog'] = () => ['one.sfc', 'two.sfc'].map((name) => ({ ticket: `of ${name}`, name }));
    page.host['library.openChosen'] = ({ ticket, all }) => {
      tickets.push(`${ticket} ${String(all)}`);
      return game(ticket);
    };
    page.app.store.set({ start: { host: 'electron' } as StartInfo });
    await page.app.library.openFile();
    expect(tickets).toEqual(['of one.sfc true', 'of two.sfc true']);
    expect(page.texts()).toEqual(['2 games came into the library.']);
    page.host['library.openDialog'] = () => [];
    await page.app.library.openFile();
    expect(tickets.length).toBe(2);
  });

  it('a game that stays only for now is said to, once, with what to do', async () => {
    const { game: loaded } = loadedGame() as { game: object };
    page.host['library.list'] = () => ({
      games: [{ ...loaded, hash: hashOf('one.sfc'), temporary: true }],
      folders: [],
      collections: [],
    });
    await openFiles(page.app, [file('one.sfc')]);
    await openFiles(page.app, [file('one.sfc')]);
    expect(page.texts()).toEqual([expect.stringContaining('until Dotclock closes')]);
    expect(page.toasts[0].options.action).toBe('command.addFolder');
  });
});

describe('a drop', () => {
  function drop(...items: { file: File; folder?: boolean }[]): Promise<void> {
    const list = items.map((one) => ({
      kind: 'file',
      getAsFile: () => one.file,
      webkitGetAsEntry: () => ({ isDirectory: one.folder === true }),
    }));
    takeDrop(page.app, { dataTransfer: { items: list }, target: null } as never);
    return new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('takes every file: games to the library, the rest to where it belongs', async () => {
    const taken: string[] = [];
    page.app.shelf.dropPicture = (one) => Promise.resolve(void taken.push(one.name));
    await drop(
      { file: file('one.sfc') },
      { file: new File(['x'], 'cover.png', { type: 'image/png' }) },
      { file: file('two.sfc') },
    );
    expect(asked.map(({ name }) => name)).toEqual(['one.sfc', 'two.sfc']);
    expect(taken).toEqual(['cover.png']);
  });

  it('of a folder is advised on where the host cannot see it, and the files beside it are taken', async () => {
    await drop({ file: file('Roms'), folder: true }, { file: file('one.sfc') });
    expect(page.texts()).toEqual([expect.stringContaining('“Roms” can’t be dropped')]);
    expect(played).toEqual([hashOf('one.sfc')]);
  });

  it('of a folder goes to the host that sees it', async () => {
    page.app.bridge.openFile = (one) => Promise.resolve({ kind: 'folder', name: (one as File).name });
    await drop({ file: file('Roms'), folder: true });
    expect(page.texts()).toEqual(['The folder “Roms” is in the library now, with its games.']);
    expect(asked).toEqual([]);
  });
});

describe('a game that was cut off', () => {
  const start = { host: 'local', version: '1', platform: 'linux', settingsSetAside: null, settingsIgnored: [], open: null };

  it('and is not in the library is named, with the way back', async () => {
    page.host['app.start'] = () => start;
    page.host['states.recovery'] = () => ({ hash: HASH, record: { id: 'x' }, title: 'Away' });
    await page.app.start();
    expect(page.app.store.now.states.recovery).toBeNull();
    expect(page.texts()).toEqual([expect.stringContaining('“Away”')]);
    expect(page.toasts[0].options.action).toBe('command.openFile');
  });
});
