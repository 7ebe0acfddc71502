import type { DapCalls, DapEvents } from './dap.ts';
import type { DebuggerCalls } from './debugger.ts';
import type { PartialSettings, Settings } from './settings.ts';
import type { StateCalls } from './states.ts';

/** SHA-256 of a ROM image without copier header, in lower-case hex: the only name by which the renderer knows a game. */
export type GameHash = string;

/** A game as the renderer may know it: names, never paths. Times in milliseconds since 1970, 0 for never. */
export interface Game {
  readonly hash: GameHash;
  readonly title: string;
  /** Name of the file (and of the entry in its archive) without its folder. */
  readonly fileName: string;
  readonly folder: string;
  /** Bytes of the ROM image. */
  readonly size: number;
  readonly region: 'ntsc' | 'pal';
  readonly mapping: string;
  /** Name of the coprocessor, or 'none'. */
  readonly chip: string;
  readonly battery: boolean;
  readonly addedAt: number;
  readonly lastPlayed: number;
  readonly playSeconds: number;
  readonly favourite: boolean;
  readonly demo: boolean;
  /** The file is not where it was. */
  readonly missing: boolean;
  /** Only for this run: dropped, or patched in memory. */
  readonly temporary: boolean;
  /** Name of the patch that is applied on loading, or ''. */
  readonly patch: string;
  readonly hasPicture: boolean;
  /** The picture is one that the player chose. */
  readonly ownCover: boolean;
}

export interface Folder {
  readonly id: string;
  readonly name: string;
}

/** A list of games that the player made. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly games: readonly GameHash[];
}

export interface Library {
  readonly games: readonly Game[];
  readonly folders: readonly Folder[];
  readonly collections: readonly Collection[];
}

export interface ScanProgress {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  readonly found: number;
  /** What could not be read: file name and reason. */
  readonly problems: readonly { readonly fileName: string; readonly reason: string }[];
}

export type OpenResult =
  | { readonly kind: 'game'; readonly hash: GameHash }
  /** All games of an archive, for who wanted them all. */
  | { readonly kind: 'games'; readonly name: string; readonly hashes: readonly GameHash[] }
  /** A folder, which is looked through from now on. */
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'choose'; readonly ticket: string; readonly name: string; readonly entries: readonly string[] }
  /** For a game that the page knows: it goes back with `library.open`, as a dropped one does. */
  | { readonly kind: 'patch'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly name: string; readonly reason: string };

/** A file that the player chose in the host's dialog. */
export interface ChosenFile {
  readonly ticket: string;
  readonly name: string;
}

export interface LoadedGame {
  readonly game: Game;
  /** The image without copier header, patches applied. */
  readonly rom: Uint8Array;
  /** The battery save, or null when there is none. */
  readonly sram: Uint8Array | null;
  /** When the battery save was last written, 0 when there is none. */
  readonly sramTime: number;
}

export interface StartInfo {
  readonly host: 'electron' | 'local';
  readonly version: string;
  readonly platform: string;
  /** Settings were broken and set aside: the name of the file that keeps them. */
  readonly settingsSetAside: string | null;
  /** Settings whose stored values could not be understood and are as they come; told once. */
  readonly settingsIgnored: readonly string[];
  /** What the command line asked for. */
  readonly open: OpenResult | null;
}

export const RECORDING_KINDS = ['wav', 'webm'] as const;
export type RecordingKind = (typeof RECORDING_KINDS)[number];
/** Kinds of files that grow while the machine runs: recordings, and traces of the debugger. */
export const GROWING_KINDS = [...RECORDING_KINDS, 'log'] as const;
export type GrowingKind = (typeof GROWING_KINDS)[number];

export interface DirectoryListing {
  readonly name: string;
  /** Ticket of the folder above, or null at the top. */
  readonly parent: string | null;
  readonly here: string;
  readonly folders: readonly { readonly ticket: string; readonly name: string }[];
  /** ROMs and archives directly in here. */
  readonly romCount: number;
}

export interface MenuItem {
  /** A command, or '-' for a separator. */
  readonly command: string;
  readonly title: string;
  /** In Electron's words (`CmdOrCtrl+K`), or ''. Shown only: the page handles the keys. */
  readonly accelerator: string;
  readonly enabled: boolean;
  readonly checked: boolean | null;
}

/** A menu within a menu. */
export interface MenuPart {
  readonly title: string;
  readonly items: readonly MenuItem[];
}

export interface MenuGroup {
  readonly title: string;
  readonly items: readonly (MenuItem | MenuPart)[];
}

/** Every call: its one argument and its answer. */
export interface Calls extends StateCalls, DebuggerCalls, DapCalls {
  'app.start': [null, StartInfo];
  'app.menu': [readonly MenuGroup[], null];
  'app.fullscreen': [boolean, null];
  'app.title': [string, null];
  /** After `closing`: `writing` is something that takes its time, `stays` that the window is not to go, because something could not be kept. */
  'app.closing': ['writing' | 'stays', null];
  /** After `closing`: everything is flushed, the window may go. */
  'app.readyToClose': [null, null];
  /** The player wants to quit: Electron's window closes, with `closing` before it; the local host ends. */
  'app.quit': [null, null];
  'library.list': [null, Library];
  /** Asks for a folder (Electron), or takes the one of a ticket (local host). False when cancelled. */
  'library.addFolder': [{ ticket: string | null }, boolean];
  'library.removeFolder': [{ id: string }, null];
  /** A folder that was forgotten in this run comes back as it was. */
  'library.restoreFolder': [{ id: string }, null];
  'library.rescan': [null, null];
  'library.cancelScan': [null, null];
  'library.favourite': [{ hash: GameHash; on: boolean }, null];
  'library.forget': [{ hash: GameHash }, null];
  'library.restore': [{ hash: GameHash }, null];
  'library.browse': [{ ticket: string | null }, DirectoryListing];
  /** A dropped or chosen file's bytes; `base` is the game that is being played, for patches without a sum of their source. `all`: all games of an archive, without asking which. */
  'library.open': [{ name: string; bytes: Uint8Array; base: GameHash | null; all?: boolean }, OpenResult];
  /** The same for a file or a folder of the disk; the preload script alone can ask. */
  'library.openPath': [{ path: string; base: GameHash | null; all: boolean }, OpenResult];
  'library.choose': [{ ticket: string; entry: string }, OpenResult];
  /** Asks for files (Electron); none when cancelled. */
  'library.openDialog': [null, readonly ChosenFile[]];
  /** One of the files of the last dialog, as `library.open` takes its bytes. */
  'library.openChosen': [{ ticket: string; base: GameHash | null; all: boolean }, OpenResult];
  'game.load': [{ hash: GameHash }, LoadedGame];
  'game.played': [{ hash: GameHash; seconds: number }, null];
  'sram.write': [{ hash: GameHash; bytes: Uint8Array }, null];
  /** The game keeps another size than its save has: the name under which the save is kept for good, or null when it was kept before. */
  'sram.keepOriginal': [{ hash: GameHash }, { name: string } | null];
  'picture.get': [{ hash: GameHash }, Uint8Array | null];
  'picture.set': [{ hash: GameHash; png: Uint8Array }, null];
  /** A picture of the player's own, over the screenshot. */
  'cover.set': [{ hash: GameHash; png: Uint8Array }, null];
  'cover.reset': [{ hash: GameHash }, null];
  /** Makes a collection, or changes the one of that id. */
  'collections.save': [Collection, null];
  'collections.remove': [{ id: string }, null];
  'movie.save': [{ hash: GameHash; bytes: Uint8Array }, { name: string }];
  'screenshot.save': [{ hash: GameHash; png: Uint8Array }, { name: string }];
  /** Begins a file of that kind; it has its name from the start and holds whatever was written, however it ends. */
  'recording.start': [{ hash: GameHash; kind: GrowingKind }, { id: string; name: string }];
  /** Bytes for a place of the file that is at most its end. */
  'recording.write': [{ id: string; position: number; bytes: Uint8Array }, null];
  'recording.stop': [{ id: string }, null];
  /** Shows a screenshot or a recording of this run in the system's file manager. */
  'file.show': [{ name: string }, null];
  'settings.get': [null, { settings: Settings; games: Readonly<Record<GameHash, PartialSettings>> }];
  'settings.set': [{ hash: GameHash | null; patch: PartialSettings }, null];
  /** Forgets the values of these settings: back to the default, or for a game back to the global value. */
  'settings.reset': [{ hash: GameHash | null; keys: readonly string[] }, null];
}

export type CallName = keyof Calls;
export type CallArgument<N extends CallName> = Calls[N][0];
export type CallResult<N extends CallName> = Calls[N][1];

/** What the host says by itself. */
export interface HostEvents extends DapEvents {
  'library.changed': null;
  'library.progress': ScanProgress;
  command: string;
  /** The window went to full screen or came back, whoever asked. */
  fullscreen: boolean;
  open: OpenResult;
  /** The window wants to close: flush what is pending, then the host ends. */
  closing: null;
  fault: { readonly message: string };
}

export type HostEventName = keyof HostEvents;

/** The renderer's only door to the machine it runs on. Calls reject with an Error whose message is for the player. */
export interface HostBridge {
  call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallResult<N>>;
  on<N extends HostEventName>(name: N, listener: (payload: HostEvents[N]) => void): () => void;
  /** Opens a `File` of the page where it is, also a folder; null when it is nowhere on the disk. Not every host can. */
  openFile?(file: object, base: GameHash | null, all: boolean): Promise<OpenResult | null>;
}
