import { describe, expect, it } from 'vitest';
import type { Game } from '../../../src/shared/bridge.ts';
import { distanceTowards } from '../../../src/ui/focus.ts';
import { Store } from '../../../src/ui/state/store.ts';
import {
  beginsWords,
  effectiveSettings,
  INITIAL_STATE,
  matches,
  shownGames,
  type GameFilter,
  type UiState,
} from '../../../src/ui/state/ui-state.ts';
import { fakePlayer } from './fake-player.ts';
import { timeAgo } from '../../../src/ui/times.ts';

function game(title: string, more: Partial<Game> = {}): Game {
  return {
    hash: title,
    title,
    fileName: `${title}.sfc`,
    folder: '',
    size: 0,
    region: 'ntsc',
    mapping: 'lorom',
    chip: 'none',
    battery: false,
    addedAt: 0,
    lastPlayed: 0,
    playSeconds: 0,
    favourite: false,
    demo: false,
    missing: false,
    temporary: false,
    patch: '',
    hasPicture: false,
    ownCover: false,
    ...more,
  };
}

const state: UiState = {
  ...INITIAL_STATE,
  library: {
    folders: [],
    collections: [],
    games: [
      game('Beta', { favourite: true, addedAt: 5 }),
      game('Álgebra', { lastPlayed: 9 }),
      game('Demo', { demo: true, playSeconds: 3 }),
    ],
  },
};
const titles = (games: readonly Game[]): string[] => games.map(({ title }) => title);

describe('the library as it is shown', () => {
  it('puts what was played last first, then goes by title', () => {
    expect(titles(shownGames(state))).toEqual(['Álgebra', 'Beta', 'Demo']);
  });

  it('puts part 2 before part 10', () => {
    const games = ['Part 10', 'Part 2', 'Part 1'].map((title) => game(title));
    expect(titles(shownGames({ ...state, library: { folders: [], collections: [], games } }))).toEqual([
      'Part 1',
      'Part 2',
      'Part 10',
    ]);
  });

  it('keeps to its section, its order and the words that are searched', () => {
    expect(titles(shownGames(state, 'favourites'))).toEqual(['Beta']);
    expect(titles(shownGames(state, 'demos'))).toEqual(['Demo']);
    expect(titles(shownGames({ ...state, query: 'algebra SFC' }))).toEqual(['Álgebra']);
    expect(titles(shownGames({ ...state, settings: { ...state.settings, 'library.sort': 'played' } }))[0]).toBe('Demo');
    expect(titles(shownGames({ ...state, settings: { ...state.settings, 'library.sort': 'added' } }))[0]).toBe('Beta');
  });

  it('is narrowed to a kind of game', () => {
    const kinds = [game('Old', { missing: true, region: 'pal' }), game('New', { battery: true, lastPlayed: 1, patch: 'x.ips' })];
    const shown = (gameFilter: GameFilter): string[] =>
      titles(shownGames({ ...state, gameFilter, library: { folders: [], collections: [], games: kinds } }));
    expect(shown('any').sort()).toEqual(['New', 'Old']);
    for (const filter of ['missing', 'pal', 'unplayed'] as const) expect(shown(filter), filter).toEqual(['Old']);
    for (const filter of ['battery', 'patched', 'ntsc'] as const) expect(shown(filter), filter).toEqual(['New']);
  });

  it('finds words in any order, whatever the accents', () => {
    expect(matches('Ação Total', 'total acao')).toBe(true);
    expect(matches('Ação Total', 'acao x')).toBe(false);
    expect(['layer bg', 'Ação', 'run-a', 'ayer'].map((query) => beginsWords('Layer BG1: ação (run-ahead)', query))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('state', () => {
  it('takes a game’s own settings before the global ones, only while it is played', () => {
    const own = { ...state, gameSettings: { Beta: { 'video.filter': 'crt' as const } } };
    expect(effectiveSettings(own)['video.filter']).toBe('sharp');
    const player = fakePlayer(game('Beta'));
    expect(effectiveSettings({ ...own, player })['video.filter']).toBe('crt');
  });

  it('is frozen and changes only through the store', () => {
    const store = new Store();
    const before = store.now;
    store.update((draft) => void (draft.query = 'x'));
    expect(before.query).toBe('');
    expect(store.now.query).toBe('x');
    expect(store.now.settings).toBe(before.settings);
    expect(() => Object.assign(store.now, { query: 'y' })).toThrow();
  });
});

describe('moving the focus', () => {
  it('prefers what lies straight ahead and ignores what lies behind', () => {
    const from = { x: 100, y: 100 };
    expect(distanceTowards('right', from, { x: 200, y: 100 })).toBeLessThan(distanceTowards('right', from, { x: 180, y: 160 }));
    expect(distanceTowards('right', from, { x: 50, y: 100 })).toBe(Infinity);
    expect(distanceTowards('up', from, { x: 100, y: 20 })).toBe(80);
  });
});

it('says how long ago something was', () => {
  expect(timeAgo(0, 'en', 5 * 60_000)).toBe('5 minutes ago');
  expect(timeAgo(0, 'en', 12_400)).toBe('12 seconds ago');
  expect(timeAgo(1000, 'en', 0)).toBe('1 second ago');
  expect(timeAgo(0, 'pt', 24 * 3600_000)).toBe('ontem');
});
