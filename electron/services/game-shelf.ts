import type { RomFacts, RomSource } from './inspect.ts';
import {
  isThere,
  newEntry,
  readEntry,
  titleFor,
  type Entry,
  type KeptGame,
  type KeptPatch,
  type LibraryFile,
} from './library-entries.ts';
import type { Candidate, ScannedFile } from './scanner.ts';

/** A game whose file holds another one now: what belongs to the first hash goes on under the second. */
export interface Replaced {
  readonly before: string;
  readonly after: string;
}

export interface Opened {
  readonly facts: RomFacts;
  readonly source: RomSource;
  readonly patches?: readonly KeptPatch[];
  readonly title: string;
}

function keptOf({ title, addedAt, lastPlayed, playSeconds, favourite }: KeptGame): KeptGame {
  return { title, addedAt, lastPlayed, playSeconds, favourite };
}

function isWorthKeeping({ lastPlayed, playSeconds, favourite }: KeptGame): boolean {
  return favourite || lastPlayed > 0 || playSeconds > 0;
}

/** The library's games by hash, and what is known of those whose files are away. */
export class GameShelf {
  readonly #entries = new Map<string, Entry>();
  readonly #kept = new Map<string, KeptGame>();
  /** Of this run: the hash that took another's place. */
  readonly #successors = new Map<string, string>();

  read({ entries, kept }: LibraryFile): void {
    const read = entries.map(readEntry);
    for (const [hash, game] of Object.entries(kept ?? {})) this.#kept.set(hash, keptOf(game));
    for (const entry of read) this.#entries.set(entry.facts.hash, entry);
  }

  write(): Pick<LibraryFile, 'entries' | 'kept'> {
    const kept = new Map(this.#kept);
    const entries: Entry[] = [];
    for (const [hash, entry] of this.#entries) {
      if (!entry.temporary) entries.push(entry);
      else if (isWorthKeeping(entry)) kept.set(hash, keptOf(entry));
    }
    return { entries, kept: Object.fromEntries(kept) };
  }

  all(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** The game of that hash, or the one that took its place in this run. */
  find(hash: string): Entry | undefined {
    let now: string | undefined = hash;
    while (now !== undefined && !this.#entries.has(now)) now = this.#successors.get(now);
    return now === undefined ? undefined : this.#entries.get(now);
  }

  /** The title, also of a game that is away; null when it was never known. */
  titleOf(hash: string): string | null {
    return (this.find(hash) ?? this.#kept.get(hash))?.title ?? null;
  }

  /** Play time, also of a game that is away. */
  played(hash: string, seconds: number): void {
    const game = this.find(hash) ?? this.#kept.get(hash);
    if (game === undefined) return;
    const played = { lastPlayed: Date.now(), playSeconds: game.playSeconds + seconds };
    if (this.find(hash) === game) Object.assign(game, played);
    else this.#kept.set(hash, { ...game, ...played });
  }

  /** Stamps of all scanned files, by `fileKey`. */
  stamps(): ReadonlyMap<string, ReadonlySet<string>> {
    const stamps = new Map<string, Set<string>>();
    for (const { source, patches, stamp } of this.#entries.values()) {
      if (patches !== undefined || stamp === '') continue;
      const key = fileKey({ path: source.path ?? '', patchPath: source.patchPath ?? null });
      stamps.set(key, (stamps.get(key) ?? new Set()).add(stamp));
    }
    return stamps;
  }

  /** Takes a game off; what is known of it is kept. */
  remove(entry: Entry): void {
    const { hash } = entry.facts;
    this.#entries.delete(hash);
    if (isWorthKeeping(entry)) this.#kept.set(hash, keptOf(entry));
  }

  /** Puts games back as they were. */
  restore(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { hash } = entry.facts;
      if (!this.#entries.has(hash)) this.#entries.set(hash, entry);
      this.#kept.delete(hash);
    }
  }

  /**
   * What a file holds now. A game in the place of another carries on what was known of that one; one that the file does not hold any
   * more goes. `adding`: games that are new to the library come in.
   */
  take(file: ScannedFile, { demo, adding }: { demo: boolean; adding: boolean }): readonly Replaced[] {
    this.#forgetCopies(fileKey(file));
    const here = this.#in(file).filter((entry) => entry.demo === demo);
    const gone = here.filter(
      ({ facts }) => !file.games.some(({ hash }) => hash === facts.hash) && !file.broken.includes(facts.entry ?? ''),
    );
    const fresh = file.games.filter(({ hash }) => !here.some(({ facts }) => facts.hash === hash));
    const before = new Map<RomFacts, Entry>();
    for (const entry of gone) {
      // A file of one game is that game, whatever its entry is called today.
      const only = gone.length === 1 && fresh.length === 1 ? fresh[0] : undefined;
      const after = fresh.find((facts) => facts.entry === entry.facts.entry) ?? only;
      if (after !== undefined) before.set(after, entry);
      else this.remove(entry);
    }
    for (const facts of file.games) {
      if (adding || before.has(facts) || !fresh.includes(facts)) this.#put(file, facts, demo, before.get(facts));
    }
    return [...before].map(([after, entry]) => ({ before: entry.facts.hash, after: after.hash }));
  }

  #in({ path, patchPath }: Candidate): Entry[] {
    return this.all().filter(
      ({ source, patches }) => patches === undefined && source.path === path && (source.patchPath ?? null) === patchPath,
    );
  }

  #forgetCopies(key: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.copies?.[key] === undefined) continue;
      const { [key]: _gone, ...copies } = entry.copies;
      entry.copies = copies;
    }
  }

  #put({ path, patchPath, stamp }: ScannedFile, facts: RomFacts, demo: boolean, before: Entry | undefined): void {
    const source: RomSource = {
      path,
      ...(facts.entry === null ? {} : { entry: facts.entry }),
      ...(patchPath === null ? {} : { patchPath }),
    };
    const there = this.#entries.get(facts.hash);
    const entry = there ?? this.#add(newEntry(facts, titleFor(source, facts), source, { demo, stamp }));
    // The same game in another place: the file that is there wins.
    if (entry.temporary || entry.patches !== undefined || entry.source.path === path || !isThere(entry.source)) {
      Object.assign(entry, { source, facts, stamp, temporary: false, patches: undefined });
    } else if (stamp !== '') entry.copies = { ...entry.copies, [fileKey({ path, patchPath })]: stamp };
    if (before === undefined) return;
    if (there === undefined) entry.forgotten = before.forgotten;
    this.#carry(before, entry);
  }

  #carry(before: Entry, after: Entry): void {
    const { source, facts } = before;
    after.addedAt = Math.min(before.addedAt, after.addedAt);
    after.lastPlayed = Math.max(before.lastPlayed, after.lastPlayed);
    after.playSeconds = Math.max(before.playSeconds, after.playSeconds);
    after.favourite ||= before.favourite;
    if (before.title !== titleFor(source, facts)) after.title = before.title;
    this.remove(before);
    this.#successors.set(facts.hash, after.facts.hash);
    this.#successors.delete(after.facts.hash);
  }

  #add(entry: Entry): Entry {
    const { hash } = entry.facts;
    const kept = this.#kept.get(hash);
    if (kept !== undefined) {
      const { title: _title, ...known } = kept;
      Object.assign(entry, known);
      this.#kept.delete(hash);
    }
    this.#entries.set(hash, entry);
    return entry;
  }

  /** A game that the player opened by itself. */
  open({ facts, source, patches, title }: Opened): Entry {
    const before = this.#entries.get(facts.hash);
    if (before === undefined) {
      const entry = this.#add(newEntry(facts, title, source, { demo: false, stamp: '' }));
      if (patches !== undefined) entry.patches = patches;
      return entry;
    }
    before.forgotten = false;
    const better = before.temporary && source.path !== undefined;
    if (better || !isThere(before.source)) {
      Object.assign(before, { source, facts, patches, stamp: '', temporary: source.path === undefined });
    }
    return before;
  }
}

/** One name for a file and its patch. */
export function fileKey({ path, patchPath }: Candidate): string {
  return `${path}\0${patchPath ?? ''}`;
}
