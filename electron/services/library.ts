import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { DirectoryListing, Game, Library, LoadedGame, OpenResult, ScanProgress } from '../../src/shared/bridge.ts';
import { isRomName } from './archives.ts';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';
import { FolderBrowser } from './folder-browser.ts';
import type { Inspector, RomFacts, RomSource } from './inspect.ts';
import { asGame, coverOf, folderId, newEntry, titleOf, type Entry, type LibraryFile } from './library-entries.ts';
import { patchKind, patchSourceCrc } from './patches.ts';
import { scanFolders, type FoundRom } from './scanner.ts';
import type { SramStore } from './sram-store.ts';

export interface LibraryPlaces {
  /** Where library.json and the pictures are. */
  readonly data: string;
  readonly demos: string;
}

export interface LibraryEvents {
  readonly changed: () => void;
  readonly progress: (progress: ScanProgress) => void;
}

/** The games that Dotclock knows: by hash, with where they are, which never leaves this process. */
export class LibraryService {
  readonly #places: LibraryPlaces;
  readonly #inspector: Inspector;
  readonly #writes: PendingWrites;
  readonly #sram: SramStore;
  readonly #events: LibraryEvents;
  readonly #entries = new Map<string, Entry>();
  readonly #tickets = new Map<string, { source: RomSource; name: string }>();
  readonly #browser = new FolderBrowser();
  readonly #pictures = new Set<string>();
  #folders: string[] = [];
  #scan: { readonly control: AbortController; readonly done: Promise<void> } | null = null;

  constructor(places: LibraryPlaces, inspector: Inspector, writes: PendingWrites, sram: SramStore, events: LibraryEvents) {
    this.#places = places;
    this.#inspector = inspector;
    this.#writes = writes;
    this.#sram = sram;
    this.#events = events;
  }

  /** Reads library.json (a broken one is set aside) and the demo carts. */
  async open(): Promise<void> {
    const bytes = await readIfThere(join(this.#places.data, 'library.json'));
    if (bytes !== null) {
      try {
        const file = JSON.parse(new TextDecoder().decode(bytes)) as LibraryFile;
        this.#folders = [...file.folders];
        for (const entry of file.entries) this.#entries.set(entry.facts.hash, entry);
      } catch {
        await writeAtomic(join(this.#places.data, `library.broken-${Date.now()}.json`), bytes);
      }
    }
    const pictures = await readdir(join(this.#places.data, 'pictures')).catch(() => []);
    for (const name of pictures) this.#pictures.add(name.replace(/\.png$/, ''));
    await this.#addDemos();
  }

  async #addDemos(): Promise<void> {
    const names = (await readdir(this.#places.demos).catch(() => [])).filter(isRomName).sort();
    for (const [hash, entry] of this.#entries) if (entry.demo && !existsSync(entry.source.path ?? '')) this.#entries.delete(hash);
    for (const name of names) {
      const path = join(this.#places.demos, name);
      const { size, mtimeMs } = await stat(path);
      if (this.#known(path, size, mtimeMs)) continue;
      const [facts] = await this.#inspector.facts({ path }).catch(() => []);
      if (facts !== undefined) this.#add({ path, entry: null, patchPath: null, facts, fileSize: size, fileTime: mtimeMs }, true);
    }
  }

  list(): Omit<Library, 'collections'> {
    const games = [...this.#entries.values()].filter((entry) => !entry.forgotten).map((entry) => this.#game(entry));
    return { games, folders: this.#folders.map((path) => ({ id: folderId(path), name: basename(path) || path })) };
  }

  #game(entry: Entry): Game {
    return asGame(entry, this.#pictures.has(entry.facts.hash));
  }

  #known(path: string, size: number, time: number): boolean {
    for (const entry of this.#entries.values()) {
      if ((entry.source.patchPath ?? entry.source.path) === path && entry.fileSize === size && entry.fileTime === time)
        return true;
    }
    return false;
  }

  #add({ path, entry, patchPath, facts, fileSize, fileTime }: FoundRom, demo: boolean): void {
    const source: RomSource = { path, ...(entry === null ? {} : { entry }), ...(patchPath === null ? {} : { patchPath }) };
    const before = this.#entries.get(facts.hash);
    if (before !== undefined) {
      // The same game in another place: the file that is there wins.
      if (before.temporary || !existsSync(before.source.path ?? ''))
        Object.assign(before, { source, facts, fileSize, fileTime, temporary: false });
      return;
    }
    const patched = patchPath === null ? '' : ` (${titleOf(patchPath)})`;
    this.#entries.set(facts.hash, newEntry(facts, titleOf(entry ?? path) + patched, source, { demo, fileSize, fileTime }));
  }

  /** Starts looking through the folders; a running scan is replaced. Resolves when it is done. */
  rescan(): Promise<void> {
    const before = this.#scan;
    before?.control.abort();
    const control = new AbortController();
    const done = (before?.done ?? Promise.resolve()).then(() => this.#runScan(control.signal));
    this.#scan = { control, done };
    return done;
  }

  async #runScan(signal: AbortSignal): Promise<void> {
    let news = 0;
    await scanFolders(
      this.#folders,
      this.#inspector,
      {
        known: (path, size, time) => this.#known(path, size, time),
        found: (rom) => {
          this.#add(rom, false);
          if (++news % 25 === 1) this.#events.changed();
        },
        progress: this.#events.progress,
      },
      signal,
    );
    await this.#save();
    this.#events.changed();
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

  /** Forgets a folder and the games below it; files, saves and states stay. */
  async removeFolder(id: string): Promise<void> {
    const path = this.#folders.find((one) => folderId(one) === id);
    if (path === undefined) return;
    this.#folders = this.#folders.filter((one) => one !== path);
    for (const [hash, entry] of this.#entries) {
      if (!entry.demo && entry.source.path?.startsWith(join(path, '/')) === true) this.#entries.delete(hash);
    }
    await this.#save();
    this.#events.changed();
  }

  async change(hash: string, change: Partial<Pick<Entry, 'favourite' | 'forgotten'>>): Promise<void> {
    Object.assign(this.#entry(hash), change);
    await this.#save();
    this.#events.changed();
  }

  async played(hash: string, seconds: number): Promise<void> {
    const entry = this.#entry(hash);
    entry.lastPlayed = Date.now();
    entry.playSeconds += seconds;
    await this.#save();
  }

  /** What a file of bytes is: a game to play, an archive to choose from, or a patch for `base`. */
  async openBytes(name: string, bytes: Uint8Array, base: string | null): Promise<OpenResult> {
    try {
      if (patchKind(bytes) !== null) return await this.#openPatch(name, bytes, base);
      return await this.#openSource({ bytes }, basename(name));
    } catch (error) {
      return { kind: 'refused', name: basename(name), reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A file that the user chose or named on the command line. */
  async openPath(path: string): Promise<OpenResult> {
    const name = basename(path);
    try {
      if (!existsSync(path)) throw new Error('there is no such file.');
      return await this.#openSource({ path: resolve(path) }, name);
    } catch (error) {
      return { kind: 'refused', name, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async #openSource(source: RomSource, name: string): Promise<OpenResult> {
    const entries = source.entry === undefined ? await this.#inspector.entries(source) : null;
    if (entries !== null && entries.length > 1) {
      const ticket = randomBytes(8).toString('hex');
      this.#tickets.set(ticket, { source, name });
      return { kind: 'choose', ticket, name, entries };
    }
    const [facts] = await this.#inspector.facts(source);
    if (facts === undefined) throw new Error('the file holds no game.');
    return this.#remember(facts, source, titleOf(source.entry ?? facts.entry ?? name));
  }

  async choose(ticket: string, entry: string): Promise<OpenResult> {
    const offer = this.#tickets.get(ticket);
    if (offer === undefined) return { kind: 'refused', name: entry, reason: 'the archive is no longer open; open it again.' };
    return this.#openSource({ ...offer.source, entry }, offer.name);
  }

  async #openPatch(name: string, patchBytes: Uint8Array, base: string | null): Promise<OpenResult> {
    const crc = patchSourceCrc(patchBytes);
    const fits = [...this.#entries.values()].find((entry) => entry.facts.crc === crc);
    const entry = fits ?? (base === null ? undefined : this.#entry(base));
    if (entry === undefined) {
      throw new Error(
        crc === null
          ? 'start the game that the patch is for, then drop the patch on it.'
          : 'the game that this patch is for is not in the library. Add it first.',
      );
    }
    const source: RomSource = { ...entry.source, patchBytes };
    const [facts] = await this.#inspector.facts(source);
    if (facts === undefined) throw new Error('the patch makes no game.');
    return this.#remember(facts, source, `${entry.title} (${titleOf(name)})`);
  }

  #remember(facts: RomFacts, source: RomSource, title: string): OpenResult {
    const before = this.#entries.get(facts.hash);
    if (before === undefined || (before.source.path !== undefined && !existsSync(before.source.path))) {
      const temporary = source.path === undefined || source.patchBytes !== undefined;
      this.#entries.set(facts.hash, { ...newEntry(facts, title, source, { demo: false, fileSize: -1, fileTime: 0 }), temporary });
      void this.#save();
      this.#events.changed();
    } else before.forgotten = false;
    return { kind: 'game', hash: facts.hash };
  }

  /** @throws Error in the player's words */
  async load(hash: string): Promise<LoadedGame> {
    const entry = this.#entry(hash);
    const { path } = entry.source;
    if (path !== undefined && !existsSync(path)) {
      throw new Error(`"${basename(path)}" is not where it was. Put it back or add its new folder.`);
    }
    const rom = await this.#inspector.rom(entry.source);
    const found = createHash('sha256').update(rom).digest('hex');
    if (found !== hash)
      throw new Error(`"${basename(path ?? entry.title)}" has changed since it was added. Scan its folder again.`);
    const save = await this.#sram.load(hash);
    return { game: this.#game(entry), rom, sram: save?.bytes ?? null, sramTime: save?.time ?? 0 };
  }

  picture(hash: string): Promise<Uint8Array | null> {
    if (this.#pictures.has(hash)) return readIfThere(this.#picturePath(hash));
    const entry = this.#entry(hash);
    return entry.demo ? readIfThere(coverOf(entry)) : Promise.resolve(null);
  }

  async setPicture(hash: string, png: Uint8Array): Promise<void> {
    this.#entry(hash);
    await this.#writes.run(`picture ${hash}`, () => writeAtomic(this.#picturePath(hash), png));
    this.#pictures.add(hash);
    this.#events.changed();
  }

  titleOf(hash: string): string {
    return this.#entry(hash).title;
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
    const entry = this.#entries.get(hash);
    if (entry === undefined) throw new Error('this game is not in the library any more.');
    return entry;
  }

  #save(): Promise<void> {
    return this.#writes.run('library', () => {
      const entries = [...this.#entries.values()].filter((entry) => !entry.temporary);
      const file: LibraryFile = { version: 1, folders: this.#folders, entries };
      return writeAtomic(join(this.#places.data, 'library.json'), JSON.stringify(file));
    });
  }
}
