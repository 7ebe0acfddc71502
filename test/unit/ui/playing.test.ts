import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeApp, HASH, loadedGame } from './fake-app.ts';

vi.mock('../../../src/ui/png.ts', () => ({ encodePng: ({ rgb }: { rgb: Uint8Array }) => Promise.resolve(rgb) }));

let page: FakeApp;
beforeEach(() => {
  vi.useFakeTimers();
  page = new FakeApp();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a game that starts', () => {
  it('has sound and automatic states though the library cannot be written, which is said', async () => {
    page.host['game.played'] = () => {
      throw new Error('the disk is full.');
    };
    await page.app.player.play(HASH);
    expect(page.clients[0].sounds).toBe(1);
    expect(page.said('states.running')).toEqual([{ hash: HASH }]);
    expect(page.texts()).toEqual([expect.stringContaining('the disk is full')]);
  });

  it('has sound though the state to go on from cannot be had, which is said', async () => {
    page.host['states.latest'] = () => {
      throw new Error('the disk is gone.');
    };
    await page.app.player.play(HASH);
    expect(page.clients[0].sounds).toBe(1);
    expect(page.texts()).toEqual([expect.stringContaining('the disk is gone')]);
  });
});

describe('an in-game save of another size than the game keeps', () => {
  const told = (): readonly string[] => page.texts().filter((text) => text.includes('bytes'));

  it.each([
    ['larger', Uint8Array.from({ length: 9000 }, (_, at) => at)],
    ['smaller', new Uint8Array(2048).fill(7)],
  ])('is kept for good when it is %s, and the player is told where', async (_how, sram) => {
    page.host['game.load'] = () => loadedGame(sram);
    page.host['sram.keepOriginal'] = () => ({ name: 'kept.srm' });
    await page.app.player.play(HASH);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.said('sram.keepOriginal')).toEqual([{ hash: HASH }]);
    expect(told()).toEqual([expect.stringMatching(`“Game” has ${sram.length} bytes.*8192.*“kept.srm”`)]);
    page.toasts.find(({ text }) => text.includes('bytes'))?.options.run?.();
    expect(page.said('file.show')).toEqual([{ name: 'kept.srm' }]);
  });

  it.each([
    ['was kept before', new Uint8Array(2048), 1],
    ['is only filled up', Uint8Array.from({ length: 9000 }, (_, at) => Number(at < 8192)), 0],
    ['fits', new Uint8Array(8192), 0],
  ])('is no word worth when it %s', async (_how, sram, asked) => {
    page.host['game.load'] = () => loadedGame(sram);
    await page.app.player.play(HASH);
    await vi.advanceTimersByTimeAsync(1);
    expect(told()).toEqual([]);
    expect(page.said('sram.keepOriginal').length).toBe(asked);
  });
});

describe('a state that is saved', () => {
  it('has data, picture and battery save of one moment, though the machine goes on between two questions', async () => {
    let frame = 0;
    const mark = (): Uint8Array => Uint8Array.of(frame);
    const picture = (): object => ({ width: 1, height: 1, rgb: mark() });
    page.client.saveState = () => ({ state: mark(), frame: ++frame, inputs: null, picture: picture(), sram: mark() });
    page.client.picture = () => (frame++, picture());
    page.client.sram = () => (frame++, mark());
    page.host['states.save'] = () => ({ id: 'made' });
    await page.app.player.play(HASH);
    await page.app.states.save(1);
    expect(page.said('states.save')).toMatchObject([{ frame: 1, picture: Uint8Array.of(1), sram: Uint8Array.of(1) }]);
  });
});

describe('the machine before the first game', () => {
  it('runs unseen once', async () => {
    page.app.player.warmUp();
    page.app.player.warmUp();
    expect(page.clients.map(({ warmUps }) => warmUps)).toEqual([1]);
  });

  it('does not when a game came first', async () => {
    await page.app.player.play(HASH);
    page.app.player.warmUp();
    expect(page.clients.map(({ warmUps }) => warmUps)).toEqual([0]);
  });
});

describe('Workers that die', () => {
  it('before a game are dropped with a word, and the next game has others', async () => {
    page.app.player.warmUp();
    page.clients[0].onEvent?.({ event: 'fault', message: 'the emulator could not be started.' });
    expect(page.clients[0].closed).toBe(true);
    expect(page.texts()).toEqual([expect.stringContaining('could not be started')]);
    await page.app.player.play(HASH);
    expect(page.clients.length).toBe(2);
    expect(page.app.store.now.player?.game.hash).toBe(HASH);
  });

  it('in a game are dropped, and the game shows why', async () => {
    await page.app.player.play(HASH);
    page.clients[0].onEvent?.({ event: 'fault', message: 'out of memory' });
    expect(page.clients[0].closed).toBe(true);
    expect(page.app.store.now.player?.fault).toBe('out of memory');
  });

  it('in a game leave its newest state, once the moment that the host holds is written', async () => {
    const newest = { id: 'newest', created: 5 };
    await page.app.player.play(HASH);
    page.host['states.latest'] = () => (page.said('states.keepHeld').length === 1 ? newest : null);
    page.clients[0].onEvent?.({ event: 'fault', message: 'out of memory' });
    await vi.advanceTimersByTimeAsync(1);
    expect(page.app.store.now.states.rescued).toEqual(newest);
    page.host['states.latest'] = () => null;
    await page.app.player.restartFromAuto();
    expect(page.app.store.now.states.rescued).toBeUndefined();
  });
});

describe('a movie that is played', () => {
  const movie = new File([Uint8Array.of(1)], 'mine.dcm');

  it('has messages that go with it', async () => {
    page.client.moviePlay = () => ({ length: 60, from: 'power', retries: 0 });
    await page.app.player.play(HASH);
    await page.app.time.playFile(movie);
    const tell = (mode: 'ended' | 'none'): void =>
      page.clients[0].onEvent?.({ event: 'movie', mode, step: 60, length: 60, desync: null });
    const shown = (): readonly string[] => page.app.store.now.toasts.map(({ text }) => text);
    expect(shown()).toEqual([expect.stringContaining('mine.dcm')]);
    tell('ended');
    expect(shown()).toEqual(['The movie is over.']);
    tell('none');
    expect(shown()).toEqual([]);
  });

  it('is named when it can’t be read', async () => {
    page.client.moviePlay = () => {
      throw new Error('this is not a Dotclock movie.');
    };
    await page.app.player.play(HASH);
    await expect(page.app.time.playFile(movie)).rejects.toThrow('“mine.dcm” can’t be opened: this is not a Dotclock movie.');
  });
});

describe('what is left out of picture and sound', () => {
  it.each([
    ['voice3', 'Voice 3'],
    ['layer2', 'Layer BG2'],
    ['priority1', 'BG1'],
  ])('is said: %s', async (id, name) => {
    page.client.leaveOut = () => null;
    await page.app.player.play(HASH);
    for (const value of ['Off', 'On']) {
      page.app.runCommand(id);
      await vi.advanceTimersByTimeAsync(1);
      expect(page.texts().at(-1)).toMatch(new RegExp(`${name}.*: ${value}$`));
    }
    expect(page.app.store.now.toasts.length).toBe(1);
  });
});

describe('a setting that is asked for by name', () => {
  it('is looked for on the page of settings, over the game or the library', async () => {
    page.app.showSetting('video.colour');
    expect(page.app.store.now).toMatchObject({ settingsOpen: true, settingsQuery: 'Colours' });
    await page.app.player.play(HASH);
    page.app.showSetting('speed.runAhead');
    await vi.advanceTimersByTimeAsync(1);
    expect(page.app.store.now).toMatchObject({ overlay: 'settings', settingsQuery: 'Run-ahead (frames)' });
  });
});

describe('a recording', () => {
  let files: string[];
  beforeEach(() => {
    files = [];
    page.host['recording.start'] = async ({ kind }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      files.push(kind);
      return { id: String(files.length), name: `${files.length}.${kind}` };
    };
  });

  it('that is asked for twice in a row begins and ends: no file is left open', async () => {
    await page.app.player.play(HASH);
    const both = Promise.all([page.app.record.toggle('wav'), page.app.record.toggle('wav')]);
    await vi.advanceTimersByTimeAsync(500);
    await both;
    expect(files).toEqual(['wav']);
    expect(page.said('recording.stop')).toEqual([{ id: '1' }]);
    expect(page.app.store.now.recording).toBeNull();
    expect(page.clients[0].recordings.map(({ ended }) => ended)).toEqual([true]);
  });

  it('gives way to one of another kind', async () => {
    await page.app.player.play(HASH);
    const both = Promise.all([page.app.record.toggle('wav'), page.app.record.toggle('webm')]);
    await vi.advanceTimersByTimeAsync(500);
    await both;
    expect(files).toEqual(['wav', 'webm']);
    expect(page.said('recording.stop')).toEqual([{ id: '1' }]);
    expect(page.app.store.now.recording?.kind).toBe('webm');
  });

  it('whose file was still being made when the game was left is closed', async () => {
    await page.app.player.play(HASH);
    const begun = page.app.record.toggle('wav');
    await vi.advanceTimersByTimeAsync(1);
    page.clients[0].onEvent?.({ event: 'fault', message: 'out of memory' });
    await vi.advanceTimersByTimeAsync(500);
    await begun;
    expect(page.said('recording.stop')).toEqual([{ id: '1' }]);
    expect(page.app.store.now.recording).toBeNull();
  });
});

describe('settings that could not be understood', () => {
  it('are named at the start', async () => {
    page.host['app.start'] = () => ({
      host: 'local',
      version: '1',
      platform: 'linux',
      settingsSetAside: null,
      settingsIgnored: ['audio.volume', 'video.filter'],
      open: null,
    });
    await page.app.start();
    expect(page.texts()).toEqual(['These settings could not be understood and are back at their defaults: Volume, Filter.']);
  });
});
