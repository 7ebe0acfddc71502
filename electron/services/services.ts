import { randomBytes } from 'node:crypto';
import { basename, isAbsolute, join } from 'node:path';
import type {
  CallArgument,
  CallName,
  CallResult,
  ChosenFile,
  HostEventName,
  HostEvents,
  Library,
  OpenResult,
  GrowingKind,
  ScanProgress,
  StartInfo,
} from '../../src/shared/bridge.ts';
import { checkCall } from './call-schemas.ts';
import { CollectionStore } from './collections.ts';
import { CoverStore } from './covers.ts';
import { PendingWrites, writeAtomic } from './data-files.ts';
import { fileCalled, inWords, placeNames, worded, wordedReason } from './disk-words.ts';
import { DapService } from './dap-service.ts';
import { DebuggerStore } from './debugger-store.ts';
import type { OpenedAs } from './game-opener.ts';
import type { Replaced } from './game-shelf.ts';
import type { Inspector } from './inspect.ts';
import { LibraryService } from './library.ts';
import { openFile } from './open-file.ts';
import { RecordingStore } from './recordings.ts';
import { SettingsService, type SettingsBacking } from './settings-service.ts';
import { SramStore } from './sram-store.ts';
import { stateHandlers } from './states/state-handlers.ts';
import { StateStore } from './states/state-store.ts';

/** Milliseconds after the page's start in which it has the machine for itself; then the reader of game files is started, for the first game of the player's own. */
const READER_START = 2500;

/** Milliseconds that a disk has for what is still to be written when the program ends. */
const CLOSE_TIME = 10_000;

/** Calls that are answered by what a file gave. */
const OPENING: ReadonlySet<string> = new Set(['library.open', 'library.openPath', 'library.openChosen', 'library.choose']);

/** What only the host can do. */
export interface HostAbilities {
  readonly kind: 'electron' | 'local';
  readonly version: string;
  /** Asks for a folder; null when cancelled. */
  chooseFolder(): Promise<string | null>;
  /** Asks for files; none when cancelled. */
  chooseFiles(): Promise<readonly string[]>;
  setMenu(groups: CallArgument<'app.menu'>): void;
  setFullscreen(on: boolean): void;
  setTitle(title: string): void;
  opened(path: string): void;
  /** The page answers that the window wants to close. */
  closing(how: CallArgument<'app.closing'>): void;
  readyToClose(): void;
  quit(): void;
  /** Shows a file in the system's file manager. */
  showFile(path: string): void;
}

export interface ServicePlaces {
  readonly data: string;
  readonly demos: string;
  readonly screenshots: string;
  readonly recordings: string;
}

type Handlers = { readonly [N in CallName]: (argument: CallArgument<N>) => CallResult<N> | Promise<CallResult<N>> };

/** Everything behind the bridge, for one window. */
export class Services {
  readonly writes = new PendingWrites();
  readonly #inspector: Inspector;
  readonly library: LibraryService;
  readonly #host: HostAbilities;
  readonly #places: ServicePlaces;
  readonly #settings: SettingsService;
  readonly #sram: SramStore;
  readonly #states: StateStore;
  readonly #covers: CoverStore;
  readonly #collections: CollectionStore;
  readonly #recordings: RecordingStore;
  readonly #debugger: DebuggerStore;
  readonly #dap: DapService;
  /** Screenshots and recordings of this run, by name. */
  readonly #made = new Map<string, string>();
  /** Paths of the files of the last dialog, by ticket. */
  readonly #chosen = new Map<string, string>();
  /** Names of this run's recordings, by id. */
  readonly #recorded = new Map<string, string>();
  readonly #nameOf: (path: string) => string;
  readonly #handlers: Handlers;
  readonly #setAside: string | null;
  /** What the page is to open when it starts: until then nobody hears of it. */
  #toOpen: OpenResult | null = null;
  #pageListens = false;
  #opened: Promise<unknown> = Promise.resolve();
  /** Set by the host: tells the page. */
  emit: <N extends HostEventName>(name: N, payload: HostEvents[N]) => void = () => {};

  constructor(
    host: HostAbilities,
    places: ServicePlaces,
    inspector: Inspector,
    backing: SettingsBacking,
    setAside: string | null,
  ) {
    this.#host = host;
    this.#places = places;
    this.#setAside = setAside;
    this.#nameOf = placeNames(places);
    this.#settings = new SettingsService(backing);
    this.#sram = new SramStore(join(places.data, 'saves'), this.writes);
    this.#states = new StateStore({ folder: join(places.data, 'states'), writes: this.writes, coreVersion: host.version });
    this.#covers = new CoverStore(join(places.data, 'covers'), this.writes);
    this.#collections = new CollectionStore(join(places.data, 'collections.json'), this.writes);
    this.#recordings = new RecordingStore(places.recordings, this.writes);
    this.#debugger = new DebuggerStore(join(places.data, 'debugger'), this.writes);
    this.#dap = new DapService(join(places.data, 'attach.json'), this.writes, {
      request: (request) => this.emit('dap.request', request),
      gone: () => this.emit('dap.gone', null),
      changed: (status) => this.emit('dap.changed', status),
    });
    this.#inspector = inspector;
    this.library = new LibraryService({ data: places.data, demos: places.demos }, inspector, this.writes, this.#sram, {
      changed: () => this.emit('library.changed', null),
      progress: (progress) => this.emit('library.progress', this.#wordedProgress(progress)),
      replaced: (replaced) => this.#goOnAs(replaced),
    });
    this.#handlers = this.#makeHandlers();
  }

  /** Opens the library; `file` is what the command line names. */
  async open(file: string | null): Promise<void> {
    this.#opened = Promise.all([this.library.open(), this.#covers.open(), this.#collections.open(), this.#dap.open()]);
    await this.#opened;
    if (file !== null) await this.openFile(file);
  }

  /** Opens a file that a second start or the system names; a page that does not listen yet finds it when it starts. */
  async openFile(path: string): Promise<void> {
    await this.#opened;
    const result = this.#wordedResult(await openFile(this.library, path));
    if (this.#pageListens) this.emit('open', result);
    else this.#toOpen = result;
  }

  /** The page ended without a word: what it held is kept. */
  async pageGone(): Promise<void> {
    this.#pageListens = false;
    await this.#states.pageGone();
  }

  /** Waits until everything that was to be written is written; false when the disk has not taken it in `most` milliseconds. */
  async close(most = CLOSE_TIME): Promise<boolean> {
    this.#dap.close();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, most, false)));
    // A fault ends the waiting, too: whoever asked for the write was told.
    const written = this.#settle().catch(() => {});
    const whole = await Promise.race([written.then(() => true), late]);
    clearTimeout(timer);
    return whole;
  }

  async #settle(): Promise<void> {
    await this.library.cancelScan();
    await this.#recordings.close();
    await this.#states.close();
    await this.writes.settled();
  }

  /** One call of the page: name and argument are checked first. Rejects with words for the player. */
  async handle(name: unknown, argument: unknown): Promise<unknown> {
    const call = checkCall(name, argument);
    const answer = await inWords(
      () => (this.#handlers[call.name] as (argument: unknown) => unknown)(call.argument),
      this.#nameOf,
    );
    return OPENING.has(call.name) ? this.#wordedResult(answer as OpenResult) : answer;
  }

  /** Something that nobody waits for has failed: the player hears of it. */
  fault(error: unknown): void {
    const told = worded(error, this.#nameOf);
    this.emit('fault', { message: told instanceof Error ? told.message : String(told) });
  }

  #wordedResult(result: OpenResult): OpenResult {
    return result.kind === 'refused' ? { ...result, reason: wordedReason(result.reason, this.#nameOf) } : result;
  }

  #wordedProgress(progress: ScanProgress): ScanProgress {
    const problems = progress.problems.map((one) => ({ ...one, reason: wordedReason(one.reason, this.#nameOf) }));
    return { ...progress, problems };
  }

  /** What is kept by hash goes on with a game's new version. */
  async #goOnAs({ before, after }: Replaced): Promise<void> {
    const parts = [
      this.#covers.copy(before, after),
      this.#collections.replace(before, after),
      this.#debugger.copy(before, after),
      (async () => this.#settings.copy(before, after))(),
    ];
    await Promise.allSettled(parts);
  }

  #list(): Library {
    const { games, folders } = this.library.list();
    const covered = games.map((game) => (this.#covers.has(game.hash) ? { ...game, hasPicture: true, ownCover: true } : game));
    return { games: covered, folders, collections: this.#collections.list() };
  }

  /** Then the page looks at the library again. */
  async #changing(work: unknown): Promise<null> {
    await work;
    this.emit('library.changed', null);
    return null;
  }

  #start(): StartInfo {
    this.#dap.pageStarted();
    this.#pageListens = true;
    const open = this.#toOpen;
    this.#toOpen = null;
    const settingsIgnored = this.#settings.takeIgnored();
    const { kind, version } = this.#host;
    setTimeout(() => this.#inspector.warmUp?.(), READER_START).unref();
    return { host: kind, version, platform: process.platform, settingsSetAside: this.#setAside, settingsIgnored, open };
  }

  async #addFolder(ticket: string | null): Promise<boolean> {
    const path = ticket === null ? await this.#host.chooseFolder() : this.library.directory(ticket);
    if (path === null) return false;
    await this.library.addFolder(path);
    return true;
  }

  async #openDialog(): Promise<readonly ChosenFile[]> {
    const paths = await this.#host.chooseFiles();
    this.#chosen.clear();
    return paths.map((path) => {
      const ticket = randomBytes(8).toString('hex');
      this.#chosen.set(ticket, path);
      return { ticket, name: basename(path) };
    });
  }

  async #openChosen(ticket: string, how: OpenedAs): Promise<OpenResult> {
    const path = this.#chosen.get(ticket);
    if (path === undefined) throw new Error('that file is not of the last dialog: choose it again.');
    return this.#openFrom(path, how);
  }

  /** A path of a file that was dropped: only Electron's preload script knows one. */
  async #openPath(path: string, how: OpenedAs): Promise<OpenResult> {
    if (this.#host.kind !== 'electron' || !isAbsolute(path)) throw new Error('there is no such call.');
    return this.#openFrom(path, how);
  }

  async #openFrom(path: string, how: OpenedAs): Promise<OpenResult> {
    const result = await this.library.openPath(path, how);
    if (result.kind === 'game' || result.kind === 'choose') this.#host.opened(path);
    return result;
  }

  async #saveFile(folder: string, hash: string, extension: string, bytes: Uint8Array): Promise<{ name: string }> {
    const name = this.#fileName(hash, extension);
    const path = join(folder, name);
    await this.writes.run(extension, () => inWords(() => writeAtomic(path, bytes), fileCalled(name)));
    this.#made.set(name, path);
    return { name };
  }

  /** Title and time, of letters that every file system takes. */
  #fileName(hash: string, extension: string): string {
    const time = new Date().toISOString().replace(/[:.]/g, '-').slice(0, 23);
    const title = (this.library.titleOf(hash) ?? '').replace(/[^\p{L}\p{N} ._-]/gu, '').trim();
    return `${title === '' ? 'Dotclock' : title} ${time}.${extension}`;
  }

  async #keepOriginal(hash: string): Promise<{ name: string } | null> {
    const name = await this.#sram.keepOriginal(hash);
    if (name === null) return null;
    this.#made.set(name, this.#sram.pathOf(name));
    return { name };
  }

  async #startRecording(hash: string, kind: GrowingKind): Promise<{ id: string; name: string }> {
    const name = this.#fileName(hash, kind);
    const { id, path } = await this.#recordings.start(name);
    this.#made.set(name, path);
    this.#recorded.set(id, name);
    return { id, name };
  }

  /** A recording's faults name it. */
  async #onRecording(id: string, work: Promise<void>): Promise<null> {
    await inWords(() => work, fileCalled(this.#recorded.get(id) ?? ''));
    return null;
  }

  #showFile(name: string): void {
    const path = this.#made.get(name);
    if (path === undefined) throw new Error('that file is not of this run.');
    this.#host.showFile(path);
  }

  #makeHandlers(): Handlers {
    const { library } = this;
    const done = async (work: unknown): Promise<null> => {
      await work;
      return null;
    };
    return {
      'app.start': () => this.#start(),
      'app.menu': (groups) => done(this.#host.setMenu(groups)),
      'app.fullscreen': (on) => done(this.#host.setFullscreen(on)),
      'app.title': (title) => done(this.#host.setTitle(title)),
      'app.closing': (how) => done(this.#host.closing(how)),
      'app.readyToClose': () => done(this.#host.readyToClose()),
      'app.quit': () => done(this.#host.quit()),
      'library.list': () => this.#list(),
      'library.addFolder': ({ ticket }) => this.#addFolder(ticket),
      'library.removeFolder': ({ id }) => done(library.removeFolder(id)),
      'library.restoreFolder': ({ id }) => done(library.restoreFolder(id)),
      'library.rescan': () => {
        library.rescan().catch((error: unknown) => this.fault(error));
        return null;
      },
      'library.cancelScan': () => done(library.cancelScan()),
      'library.favourite': ({ hash, on }) => done(library.change(hash, { favourite: on })),
      'library.forget': ({ hash }) => done(library.change(hash, { forgotten: true })),
      'library.restore': ({ hash }) => done(library.change(hash, { forgotten: false })),
      'library.browse': ({ ticket }) => {
        if (this.#host.kind !== 'local') throw new Error('this window has a dialog for that.');
        return library.browse(ticket);
      },
      'library.open': ({ name, bytes, base, all }) => library.openBytes(name, bytes, base, all),
      'library.openPath': ({ path, ...how }) => this.#openPath(path, how),
      'library.choose': ({ ticket, entry }) => library.choose(ticket, entry),
      'library.openDialog': () => this.#openDialog(),
      'library.openChosen': ({ ticket, ...how }) => this.#openChosen(ticket, how),
      'game.load': ({ hash }) => library.load(hash),
      'game.played': ({ hash, seconds }) => done(library.played(hash, seconds)),
      'sram.write': ({ hash, bytes }) => done(this.#sram.save(hash, bytes)),
      'sram.keepOriginal': ({ hash }) => this.#keepOriginal(hash),
      ...stateHandlers(this.#states, (hash) => library.titleOf(hash)),
      'debugger.layout': () => this.#debugger.layout(),
      'debugger.setLayout': (layout) => done(this.#debugger.setLayout(layout)),
      'debugger.layouts': () => this.#debugger.layouts(),
      'debugger.setLayouts': (layouts) => done(this.#debugger.setLayouts(layouts)),
      'debugger.notes': ({ hash }) => this.#debugger.notes(hash),
      'debugger.symbols': ({ hash, known }) => library.symbolsOf(hash, known),
      'debugger.setNotes': ({ hash, notes }) => done(this.#debugger.setNotes(hash, notes)),
      'debugger.sources': ({ hash }) => this.#debugger.sources(hash),
      'debugger.setSources': ({ hash, part, bytes }) => done(this.#debugger.setSources(hash, part, bytes)),
      'debugger.setCodeLog': ({ hash, bytes }) => done(this.#debugger.setCodeLog(hash, bytes)),
      'debugger.export': ({ hash, kind, bytes }) => this.#saveFile(this.#places.recordings, hash, kind, bytes),
      'dap.status': () => this.#dap.status,
      'dap.set': ({ on, port }) => this.#dap.set(on, port),
      'dap.newToken': () => this.#dap.newToken(),
      'dap.send': (message) => done(this.#dap.send(message)),
      'picture.get': async ({ hash }) => (await this.#covers.get(hash)) ?? library.picture(hash),
      'cover.set': ({ hash, png }) => this.#changing(this.#covers.set(hash, png)),
      'cover.reset': ({ hash }) => this.#changing(this.#covers.reset(hash)),
      'collections.save': (collection) => this.#changing(this.#collections.save(collection)),
      'collections.remove': ({ id }) => this.#changing(this.#collections.remove(id)),
      'picture.set': ({ hash, png }) => done(library.setPicture(hash, png)),
      'movie.save': ({ hash, bytes }) => this.#saveFile(this.#places.recordings, hash, 'dcm', bytes),
      'screenshot.save': ({ hash, png }) => this.#saveFile(this.#places.screenshots, hash, 'png', png),
      'recording.start': ({ hash, kind }) => this.#startRecording(hash, kind),
      'recording.write': ({ id, position, bytes }) => this.#onRecording(id, this.#recordings.write(id, position, bytes)),
      'recording.stop': ({ id }) => this.#onRecording(id, this.#recordings.stop(id)),
      'file.show': ({ name }) => done(this.#showFile(name)),
      'settings.get': () => this.#settings.get(),
      'settings.set': ({ hash, patch }) => done(this.#settings.set(hash, patch)),
      'settings.reset': ({ hash, keys }) => done(this.#settings.reset(hash, keys)),
    };
  }
}
