import { join } from 'node:path';
import { appendDurable, DISK, writeDurable, type FileFacts, type FileLayer } from './file-layer.ts';
import { JournalState, newId, packEntries, unpackEntries, type Change, type Entry } from './journal.ts';

const EXTENSION = '.journal';
/** Journals above which the old ones are put together. */
const MOST_JOURNALS = 32;
/** Milliseconds after which nobody writes to a journal any more. */
const OLD = 24 * 3600_000;
/** A journal that is longer is none of ours. */
const MOST_BYTES = 64 << 20;

interface Journal {
  readonly facts: FileFacts;
  readonly entries: readonly Entry[];
}

/** What was changed about the records of a game: one journal for each running copy of Dotclock, read together. */
export class ChangeLog {
  readonly #files: FileLayer;
  readonly #folder: string;
  readonly #own: string;
  readonly #now: () => number;
  readonly #journals = new Map<string, Journal>();
  #state = new JournalState([]);

  constructor(folder: string, writer: string, files: FileLayer = DISK, now: () => number = Date.now) {
    this.#folder = folder;
    this.#own = `${writer}${EXTENSION}`;
    this.#files = files;
    this.#now = now;
  }

  get state(): JournalState {
    return this.#state;
  }

  /** Reads what has changed on the disk since the last look. */
  async refresh(): Promise<void> {
    const names = (await this.#files.list(this.#folder)).filter((name) => name.endsWith(EXTENSION)).sort();
    let changed = false;
    for (const name of this.#journals.keys()) {
      if (!names.includes(name)) changed = this.#journals.delete(name) || changed;
    }
    for (const name of names) changed = (await this.#read(name)) || changed;
    if (names.length > MOST_JOURNALS) await this.#putTogether();
    if (changed) this.#rebuild();
  }

  async #read(name: string): Promise<boolean> {
    const path = join(this.#folder, name);
    const facts = await this.#files.facts(path);
    const before = this.#journals.get(name)?.facts;
    if (facts === null || facts.size > MOST_BYTES) return false;
    if (before?.size === facts.size && before.time === facts.time && before.serial === facts.serial) return false;
    const bytes = await this.#files.read(path);
    this.#journals.set(name, { facts, entries: unpackEntries(bytes ?? new Uint8Array()) });
    return true;
  }

  #rebuild(): void {
    this.#state = new JournalState(this.#all());
  }

  /** An entry that stands in two journals (they were put together, or copied) counts once. */
  #all(): Entry[] {
    const seen = new Map<string, Entry>();
    for (const { entries } of this.#journals.values()) for (const entry of entries) seen.set(JSON.stringify(entry), entry);
    return [...seen.values()];
  }

  async #putTogether(): Promise<void> {
    const old = [...this.#journals].filter(([name, { facts }]) => name !== this.#own && this.#now() - facts.time > OLD);
    if (old.length < 2) return;
    const merged = new Map<string, Entry>();
    for (const [, { entries }] of old) for (const entry of entries) merged.set(JSON.stringify(entry), entry);
    await writeDurable(this.#files, join(this.#folder, `${newId()}${EXTENSION}`), packEntries([...merged.values()]));
    for (const [name] of old) await this.#files.remove(join(this.#folder, name));
    await this.#files.syncFolder(this.#folder);
  }

  /** Makes changes last, then lets them count. */
  async add(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    let time = Math.max(this.#now(), this.#state.latest + 1);
    const entries = changes.map((change) => ({ ...change, time: time++ })) as Entry[];
    await this.#files.makeFolder(this.#folder);
    await appendDurable(this.#files, join(this.#folder, this.#own), packEntries(entries));
    for (const entry of entries) this.#state.apply(entry);
  }
}
