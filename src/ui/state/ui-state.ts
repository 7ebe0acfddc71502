import type { Collection, Game, Library, OpenResult, RecordingKind, ScanProgress, StartInfo } from '../../shared/bridge.ts';
import { DEFAULT_SETTINGS, withProfile, type PartialSettings, type Settings } from '../../shared/settings.ts';
import type { HistoryInfo, MovieMode, SessionStats } from '../../session/protocol.ts';
import { NO_LAYOUT, type KeyLayout } from '../key-labels.ts';
import type { NotKept } from '../leave-actions.ts';
import { NO_STATES, type StatesUi } from './states-state.ts';

export type Section = 'continue' | 'all' | 'favourites' | 'demos' | `collection:${string}`;
/** Kinds of games that the library can be narrowed to. */
export const GAME_FILTERS = ['any', 'unplayed', 'battery', 'patched', 'ntsc', 'pal', 'missing'] as const;
export type GameFilter = (typeof GAME_FILTERS)[number];
export type Overlay = 'none' | 'menu' | 'states' | 'settings' | 'cheats';
export type Speed = 'normal' | 'fast' | 'slow';

export interface Toast {
  readonly id: number;
  /** What it is about: a newer one about the same takes its place. */
  readonly about: string | null;
  readonly text: string;
  readonly kind: 'info' | 'error';
  /** URL of a picture, or null. */
  readonly picture: string | null;
  /** Label of the one thing that can be done about it; what it does is kept by the app under the toast's id. */
  readonly action: string | null;
}

/** Steps that can be gone back to, and the one that is shown. */
export type ReplayState = Omit<HistoryInfo, 'pictures'>;

export interface PlayerState {
  readonly game: Game;
  readonly frameRate: number;
  readonly paused: boolean;
  readonly speed: Speed;
  readonly stats: SessionStats | null;
  readonly fault: string | null;
  /** Frame at which the player began to go back; null while they do not. */
  readonly rewinding: number | null;
  /** The bar on which one goes back, while it is open. */
  readonly replay: ReplayState | null;
  readonly movie: {
    readonly mode: MovieMode;
    readonly step: number;
    readonly length: number;
    readonly desync: number | null;
  } | null;
}

/** A game that was just put in. */
export function playerAtStart(game: Game, frameRate: number): PlayerState {
  return {
    game,
    frameRate,
    paused: false,
    speed: 'normal',
    stats: null,
    fault: null,
    rewinding: null,
    replay: null,
    movie: null,
  };
}

/** A file, and why it could not be read. */
export type FileProblem = ScanProgress['problems'][number];

export interface RecordingState {
  readonly kind: RecordingKind;
  /** Name of the file. */
  readonly name: string;
  readonly since: number;
}

export interface UiState {
  readonly start: StartInfo | null;
  readonly library: Library | null;
  readonly section: Section;
  readonly query: string;
  readonly gameFilter: GameFilter;
  readonly scan: ScanProgress | null;
  /** Files that could not be read or taken, while their list is open; empty otherwise. */
  readonly problems: readonly FileProblem[];
  readonly settings: Settings;
  readonly gameSettings: Readonly<Record<string, PartialSettings>>;
  readonly player: PlayerState | null;
  readonly overlay: Overlay;
  /** The settings page over the library. */
  readonly settingsOpen: boolean;
  /** What the page of settings shall look for; it takes it. */
  readonly settingsQuery: string;
  readonly palette: boolean;
  readonly folderDialog: boolean;
  readonly choice: Extract<OpenResult, { kind: 'choose' }> | null;
  readonly dropping: boolean;
  readonly soundBlocked: boolean;
  /** Filters with effects can be drawn, as far as is known. */
  readonly filterEffects: boolean;
  /** Left out of picture and sound: bits BG1 to BG4 and sprites, and voices 1 to 8. */
  readonly hiddenLayers: number;
  readonly silentVoices: number;
  readonly fullscreen: boolean;
  /** What the keys of the player's keyboard type. */
  readonly keyLayout: KeyLayout;
  /** The computer's mouse belongs to the game. */
  readonly mouseLocked: boolean;
  readonly recording: RecordingState | null;
  /** Counts changes of covers, so that shown ones are fetched again. */
  readonly coverVersion: number;
  /** Hash of the game whose page is open. */
  readonly gamePage: string | null;
  /** A collection that gets its name: a new one has no id yet, and takes the game when it has one. */
  readonly naming: { readonly id: string | null; readonly name: string; readonly game: string | null } | null;
  /** The debugger is on the game. */
  readonly debugger: boolean;
  /** Windows that hold panels of the debugger, besides the first one. */
  readonly secondWindows: number;
  readonly states: StatesUi;
  /** What could not be kept when the player wanted to leave. */
  readonly notKept: NotKept | null;
  /** The window wants to close, and something takes too long to be written. */
  readonly slowClose: boolean;
  readonly toasts: readonly Toast[];
}

export const INITIAL_STATE: UiState = {
  start: null,
  library: null,
  section: 'all',
  query: '',
  gameFilter: 'any',
  scan: null,
  problems: [],
  settings: DEFAULT_SETTINGS,
  gameSettings: {},
  player: null,
  overlay: 'none',
  settingsOpen: false,
  settingsQuery: '',
  palette: false,
  folderDialog: false,
  choice: null,
  dropping: false,
  soundBlocked: false,
  filterEffects: true,
  hiddenLayers: 0,
  silentVoices: 0,
  fullscreen: false,
  keyLayout: NO_LAYOUT,
  mouseLocked: false,
  recording: null,
  coverVersion: 0,
  gamePage: null,
  naming: null,
  debugger: false,
  secondWindows: 0,
  states: NO_STATES,
  notKept: null,
  slowClose: false,
  toasts: [],
};

/** Something stands over the page that has to be answered or closed first. */
export function isCovered(state: UiState): boolean {
  return (
    state.overlay !== 'none' ||
    state.settingsOpen ||
    state.folderDialog ||
    state.choice !== null ||
    state.gamePage !== null ||
    state.naming !== null ||
    state.palette ||
    state.states.question !== null ||
    state.states.recovery !== null ||
    state.notKept !== null ||
    state.slowClose ||
    state.problems.length > 0
  );
}

/** The settings that hold now: the game's own over the global ones. */
export function effectiveSettings(state: UiState): Settings {
  const hash = state.player?.game.hash;
  return withProfile(hash === undefined ? state.settings : { ...state.settings, ...state.gameSettings[hash] });
}

/** Filters that WebGL alone can draw. */
const EFFECT_FILTERS: ReadonlySet<Settings['video.filter']> = new Set(['edges', 'crt', 'ntsc']);

/** The filter that is chosen has effects that this window can't draw. */
export function lacksEffects(state: UiState): boolean {
  return !state.filterEffects && EFFECT_FILTERS.has(effectiveSettings(state)['video.filter']);
}

/** By number where there are numbers: part 2 before part 10. */
const { compare } = new Intl.Collator(undefined, { numeric: true });

const SORTS: Readonly<Record<Settings['library.sort'], (a: Game, b: Game) => number>> = {
  recent: (a, b) => b.lastPlayed - a.lastPlayed || compare(a.title, b.title),
  title: (a, b) => compare(a.title, b.title),
  added: (a, b) => b.addedAt - a.addedAt || compare(a.title, b.title),
  played: (a, b) => b.playSeconds - a.playSeconds || compare(a.title, b.title),
};

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether all words of the query stand in the text, in any order and whatever the accents. */
export function matches(text: string, query: string): boolean {
  const where = folded(text);
  return folded(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Whether all words of the query begin words of the text. */
export function beginsWords(text: string, query: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u);
  return folded(query)
    .split(/[^\p{L}\p{N}]+/u)
    .every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** The collection that a section shows, or null. */
export function collectionOf(state: UiState, section: Section = state.section): Collection | null {
  if (!section.startsWith('collection:')) return null;
  return state.library?.collections.find((one) => section === `collection:${one.id}`) ?? null;
}

function sectionFilter(state: UiState, section: Section): (game: Game) => boolean {
  switch (section) {
    case 'all':
      return () => true;
    case 'continue':
      return (game) => game.lastPlayed > 0;
    case 'favourites':
      return (game) => game.favourite;
    case 'demos':
      return (game) => game.demo;
    default: {
      const games = new Set(collectionOf(state, section)?.games);
      return (game) => games.has(game.hash);
    }
  }
}

const FITS: Readonly<Record<GameFilter, (game: Game) => boolean>> = {
  any: () => true,
  unplayed: (game) => game.lastPlayed === 0,
  battery: (game) => game.battery,
  patched: (game) => game.patch !== '',
  ntsc: (game) => game.region === 'ntsc',
  pal: (game) => game.region === 'pal',
  missing: (game) => game.missing,
};

/** What is searched of a game. */
function wordsOf({ title, fileName, folder, chip, patch }: Game): string {
  return [title, fileName, folder, chip === 'none' ? '' : chip, patch].join(' ');
}

/** The games that a section shows, in the wanted order. */
export function shownGames(state: UiState, section: Section = state.section): Game[] {
  const inSection = sectionFilter(state, section);
  const games = (state.library?.games ?? [])
    .filter(inSection)
    .filter(FITS[state.gameFilter])
    .filter((game) => matches(wordsOf(game), state.query));
  return games.sort(SORTS[section === 'continue' ? 'recent' : state.settings['library.sort']]);
}
