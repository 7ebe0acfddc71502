import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { DirectoryListing, Game, Library, LoadedGame, OpenResult, ScanProgress } from '../../src/shared/bridge.ts';
import { isRomName } from './archives.ts';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';
import { FolderBrowser } from './folder-browser.ts';
import { GameOpener, isFolder, type OpenedAs } from './game-opener.ts';
import { fileKey, GameShelf, type Replaced } from './game-shelf.ts';
import type { Inspector, RomFacts } from './inspect.ts';
import { asGame, coverOf, folderId, isThere, type Entry, type LibraryFile } from './library-entries.ts';
import { PatchFiles } from './patch-files.ts';
import { scanFolders, stampOfFiles } from './scanner.ts';
import type { SramStore } from './sram-store.ts';
import { symbolsBeside, type SymbolsBeside } from './symbol-files.ts';

export interface LibraryPlaces {
  /** Where library.json and the pictures are. */
  readonly data: string;
  readonly demos: string;
}

export interface LibraryEvents {
  readonly changed: () => void;
  readonly progress: (progress: ScanProgress) => void;
  /** A game's file holds another version of it: what others keep for the first hash is wanted under the second. */
  readonly replaced: (replaced: Replaced) => unknown;
}

interface RemovedFolder {
  readonly path: string;
  readonly at: number;
  readonly entries: readonly Entry[];
}

/** Facts of the demos by file name, made with them. */
const DEMO_FACTS = 'facts.json';
const LIBRARY_FILE = 'library.json';
/** A stamp that no file has. */
const READ_AGAIN = '';

/** The games that Dotclock knows: by hash, with where they are, which never leaves this process. */
export class LibraryService {
  readonly #places: LibraryPlaces;
  readonly #inspector: Inspector;
  readonly #writes: PendingWrites;
  readonly #sram: SramStore;
  readonly #events: LibraryEvents;
  readonly #shelf = new GameShelf();
  readonly #opener: GameOpener;
  readonly #browser = new FolderBrowser();
  readonly #pictures = new Set<string>();
  /** Folders that were forgotten in this run, by id. */
  readonly #removed = new Map<string, RemovedFolder>();
  #folders: string[] = [];
  #scan: { readonly control: AbortController; readonly done: Promise<void> } | null = null;

  constructor(places: LibraryPlaces, inspector: Inspector, writes: PendingWrites, sram: SramStore, events: LibraryEvents) {
    this.#places = places;
    this.#inspector = inspector;
    this.#writes = writes;
    this.#sram = sram;
    this.#events = events;
    this.#opener = new GameOpener(this.#shelf, inspector, new PatchFiles(join(places.data, 'patches'), writes));
  }

  /** Reads library.json (a broken one is set aside) and the demo carts. */
  async open(): Promise<void> {
    const bytes = await readIfThere(join(this.#places.data, LIBRARY_FILE));
    if (bytes !== null) {
      try {
        const file = JSON.parse(new TextDecoder().decode(bytes)) as LibraryFile;
        this.#folders = [...file.folders];
        this.#shelf.read(file);
      } catch {
        await writeAtomic(join(this.#places.data, `library.broken-${Date.now()}.json`), bytes);
      }
    }
    const pictures = await readdir(join(this.#places.data, 'pictures')).catch(() => []);
    for (const name of pictures) this.#pictures.add(name.replace(/\.png$/, ''));
    await this.#addDemos();
  }

  /** What the build knows of the demos: the first start does not wait for a process that reads them. */
  async #knownDemos(): Promise<Readonly<Record<string, RomFacts>>> {
    const bytes = await readIfThere(join(this.#places.demos, DEMO_FACTS)).catch(() => null);
    try {
      return bytes === null ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Record<string, RomFacts>);
    } catch {
      return {};
    }
  }

  async #addDemos(): Promise<void> {
    const names = (await readdir(this.#places.demos).catch(() => [])).filter(isRomName).sort();
    for (const entry of this.#shelf.all()) if (entry.demo && !isThere(entry.source)) this.#shelf.remove(entry);
    const stamps = this.#shelf.stamps();
    const known = await this.#knownDemos();
    for (const name of names) {
      const file = { path: join(this.#places.demos, name), patchPath: null };
      const stamp = await stampOfFiles(file);
      if (stamps.get(fileKey(file))?.has(stamp) === true) continue;
      const same = known[name]?.size === (await stat(file.path)).size;
      const { games } = same
        ? { games: [known[name]] }
        : await this.#inspector.facts({ path: file.path }).catch(() => ({ games: [] }));
      if (games.length > 0)
        await this.#carry(this.#shelf.take({ ...file, stamp, games, broken: [] }, { demo: true, adding: true }));
    }
  }

  list(): Omit<Library, 'collections'> {
    const games = this.#shelf.all().filter((entry) => !entry.forgotten);
    return {
      games: games.map((entry) => this.#game(entry)),
      folders: this.#folders.map((path) => ({ id: folderId(path), name: basename(path) || path })),
    };
  }

  #game(entry: Entry): Game {
    return asGame(entry, this.#pictures.has(entry.facts.hash));
  }

  /** What belongs to a game's former version goes on with its new one, unless that has its own. What can't be copied stays where it is. */
  async #carry(replaced: readonly Replaced[]): Promise<void> {
    for (const { before, after } of replaced) {
      if (this.#pictures.has(before) && !this.#pictures.has(after)) {
        const copied = copyFile(this.#picturePath(before), this.#picturePath(after));
        await copied.then(() => this.#pictures.add(after)).catch(() => {});
      }
      await this.#sram.copy(before, after).catch(() => {});
      await Promise.resolve(this.#events.replaced({ before, after })).catch(() => {});
    }
  }

  /** Starts looking through the folders; a running scan is replaced. Resolves when it is done. */
  rescan(): Promise<void> {
    const before = this.#scan;
    before?.control.abort();
    const control = new AbortController();
    const done = (before?.done ?? Promise.resolve()).then(() => this.#runScan(control.signal));
    const scan = { control, done };
    this.#scan = scan;
    const over = (): void => {
      if (this.#scan === scan) this.#scan = null;
    };
    done.then(over, over);
    return done;
  }

  async #runScan(signal: AbortSignal): Promise<void> {
    let news = 0;
    const stamps = await this.#knownStamps();
    await this.#lookAtLooseFiles(signal);
    const end = await scanFolders(
      this.#folders,
      this.#inspector,
      {
        known: (file, stamp) => stamps.get(fileKey(file))?.has(stamp) === true,
        found: async (file) => {
          await this.#carry(this.#shelf.take(file, { demo: false, adding: true }));
          if (++news % 25 === 1) this.#events.changed();
        },
        progress: this.#events.progress,
      },
      signal,
    );
    const problems = [...end.problems];
    await this.#save().catch((error: unknown) => void problems.push({ fileName: LIBRARY_FILE, reason: wordsOf(error) }));
    this.#events.changed();
    this.#events.progress({ ...end, problems });
  }

  /** Stamps of all files that need not be read again. A copy of a game is one only while the game's own file is as it was. */
  async #knownStamps(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const stamps = new Map([...this.#shelf.stamps()].map(([key, some]) => [key, new Set(some)]));
    for (const { source, stamp, copies = {} } of this.#shelf.all()) {
      const all = Object.entries(copies);
      if (all.length === 0) continue;
      const now = await stampOfFiles({ path: source.path ?? '', patchPath: source.patchPath ?? null }).catch(() => null);
      if (now !== stamp) continue;
      for (const [key, one] of all) stamps.set(key, (stamps.get(key) ?? new Set()).add(one));
    }
    return stamps;
  }

  /** Games that were opened one by one are in no folder that is looked through. */
  async #lookAtLooseFiles(signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    for (const entry of this.#shelf.all()) {
      const { path = '', patchPath = null } = entry.source;
      const key = fileKey({ path, patchPath });
      const scanned =
        path === '' || entry.demo || entry.patches !== undefined || this.#folders.some((folder) => isBelow(path, folder));
      if (scanned || seen.has(key) || signal.aborted) continue;
      seen.add(key);
      const stamp = await stampOfFiles({ path, patchPath }).catch(() => entry.stamp);
      if (stamp !== entry.stamp) await this.#lookAgain(entry).catch(() => {});
    }
  }

  async cancelScan(): Promise<void> {
    this.#scan?.control.abort();
    await this.#scan?.done;
  }

  /** Adds a folder and starts to look through it. */
  async addFolder(path: string): Promise<void> {
    const full = resolve(path);
    if (!this.#folders.includes(full)) this.#folders.push(full);
    await this.#save();
    this.#events.changed();
    void this.rescan();
  }

  /** Forgets a folder and the games below it; files, saves and states stay, and what is known of the games comes back with them. */
  async removeFolder(id: string): Promise<void> {
    const at = this.#folders.findIndex((one) => folderId(one) === id);
    const path = this.#folders[at];
    if (path === undefined) return;
    const scanning = this.#scan !== null;
    await this.cancelScan();
    this.#folders = this.#folders.filter((one) => one !== path);
    const entries = this.#shelf.all().filter(({ demo, source }) => {
      const file = source.path ?? '';
      return !demo && isBelow(file, path) && !this.#folders.some((folder) => isBelow(file, folder));
    });
    for (const entry of entries) this.#shelf.remove(entry);
    this.#removed.set(id, { path, at, entries });
    await this.#save();
    this.#events.changed();
    if (scanning) void this.rescan();
  }

  /** A folder that was forgotten in this run is there again, as it was. */
  async restoreFolder(id: string): Promise<void> {
    const removed = this.#removed.get(id);
    if (removed === undefined) return;
    this.#removed.delete(id);
    if (!this.#folders.includes(removed.path)) this.#folders.splice(removed.at, 0, removed.path);
    this.#shelf.restore(removed.entries);
    await this.#save();
    this.#events.changed();
  }

  async change(hash: string, change: Partial<Pick<Entry, 'favourite' | 'forgotten'>>): Promise<void> {
    Object.assign(this.#entry(hash), change);
    await this.#save();
    this.#events.changed();
  }

  async played(hash: string, seconds: number): Promise<void> {
    this.#shelf.played(hash, seconds);
    await this.#save();
  }

  /** What a file of bytes is: a game to play, an archive to choose from, or a patch for `base`. */
  async openBytes(name: string, bytes: Uint8Array, base: string | null, all = false): Promise<OpenResult> {
    return this.#opened(await this.#opener.bytes(name, bytes, { base, all }));
  }

  /** A file or a folder that the user chose, dropped, or named on the command line. */
  async openPath(path: string, how: OpenedAs = { base: null, all: false }): Promise<OpenResult> {
    if (!(await isFolder(path))) return this.#opened(await this.#opener.path(path, how));
    await this.addFolder(path);
    return { kind: 'folder', name: basename(path) };
  }

  async choose(ticket: string, entry: string): Promise<OpenResult> {
    return this.#opened(await this.#opener.choose(ticket, entry));
  }

  /** A library that can't be written is no reason not to play. */
  async #opened(result: OpenResult): Promise<OpenResult> {
    if (result.kind !== 'game' && result.kind !== 'games') return result;
    await this.#save().catch(() => {});
    this.#events.changed();
    return result;
  }

  /** A game whose file holds another version now is loaded in that version, under its hash. @throws Error in the player's words */
  async load(hash: string): Promise<LoadedGame> {
    let entry = this.#entry(hash);
    this.#checkFiles(entry);
    let rom: Uint8Array;
    try {
      rom = await this.#rom(entry);
    } catch (error) {
      const next = await this.#lookAgain(entry).catch(() => undefined);
      if (next === undefined) throw error;
      entry = next;
      rom = await this.#rom(entry);
    }
    const save = await this.#sram.load(entry.facts.hash);
    return { game: this.#game(entry), rom, sram: save?.bytes ?? null, sramTime: save?.time ?? 0 };
  }

  /** @throws Error for a game that the library does not have */
  async symbolsOf(hash: string, known: string): Promise<SymbolsBeside | null> {
    const { path, entry } = this.#entry(hash).source;
    return path === undefined || entry !== undefined ? null : symbolsBeside(path, known);
  }

  #checkFiles(entry: Entry): void {
    const { path, patchPath, patches = [] } = this.#opener.sourceOf(entry);
    const away = [path, patchPath].find((file) => file !== undefined && !existsSync(file));
    if (away !== undefined) throw new Error(`"${basename(away)}" is not where it was. Put it back or add its new folder.`);
    const lost = patches.findIndex((file) => typeof file === 'string' && !existsSync(file));
    const name = entry.patches?.[lost]?.name;
    if (name !== undefined)
      throw new Error(`the patch "${name}" is gone. Start the game without it, then drop the patch on it again.`);
  }

  async #rom(entry: Entry): Promise<Uint8Array> {
    const isIt = (rom: Uint8Array): boolean => createHash('sha256').update(rom).digest('hex') === entry.facts.hash;
    const { path, patchPath, patches } = this.#opener.sourceOf(entry);
    // Nothing is to be taken apart in a demo as it came with the app: no process has to start for it.
    const plain = entry.demo && path !== undefined && patchPath === undefined && patches === undefined;
    const own = plain ? await readIfThere(path) : null;
    if (own !== null && isIt(own)) return own;
    const rom = await this.#inspector.rom(this.#opener.sourceOf(entry));
    if (isIt(rom)) return rom;
    throw new Error(`"${basename(entry.source.path ?? entry.title)}" has changed since it was added. Scan its folder again.`);
  }

  /** Reads a game's file once more. The game that has taken its place, if one has. */
  async #lookAgain(entry: Entry): Promise<Entry | undefined> {
    const { path, patchPath = null } = entry.source;
    // What a patch was dropped on is not the player's to change below it.
    if (path === undefined || entry.patches !== undefined) return undefined;
    const now = await stampOfFiles({ path, patchPath });
    const { games, problems } = await this.#inspector.facts(patchPath === null ? { path } : { path, patchPath });
    // Of an archive that is not wholly in the library a scan of its folder must still see the rest.
    const stamp = games.some((facts) => facts.entry !== null) ? READ_AGAIN : now;
    const broken = problems.map((one) => one.entry);
    const replaced = this.#shelf.take({ path, patchPath, stamp, games, broken }, { demo: entry.demo, adding: false });
    if (replaced.length === 0) return undefined;
    await this.#carry(replaced);
    await this.#save().catch(() => {});
    this.#events.changed();
    const next = this.#shelf.find(entry.facts.hash);
    return next === entry ? undefined : next;
  }

  picture(hash: string): Promise<Uint8Array | null> {
    if (this.#pictures.has(hash)) return readIfThere(this.#picturePath(hash));
    const entry = this.#shelf.find(hash);
    return entry?.demo === true ? readIfThere(coverOf(entry)) : Promise.resolve(null);
  }

  async setPicture(hash: string, png: Uint8Array): Promise<void> {
    await this.#writes.run(`picture ${hash}`, () => writeAtomic(this.#picturePath(hash), png));
    this.#pictures.add(hash);
    this.#events.changed();
  }

  /** Also of a game whose file is away; null when it was never known. */
  titleOf(hash: string): string | null {
    return this.#shelf.titleOf(hash);
  }

  /** Lists a folder for hosts without a dialog. */
  browse(ticket: string | null): Promise<DirectoryListing> {
    return this.#browser.browse(ticket);
  }

  /** @throws Error when the ticket is not one of ours */
  directory(ticket: string): string {
    return this.#browser.directory(ticket);
  }

  #picturePath(hash: string): string {
    return join(this.#places.data, 'pictures', `${hash}.png`);
  }

  #entry(hash: string): Entry {
    const entry = this.#shelf.find(hash);
    if (entry === undefined) throw new Error('this game is not in the library any more.');
    return entry;
  }

  #save(): Promise<void> {
    return this.#writes.run('library', () => {
      const file: LibraryFile = { version: 1, folders: this.#folders, ...this.#shelf.write() };
      return writeAtomic(join(this.#places.data, LIBRARY_FILE), JSON.stringify(file));
    });
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
