import * as v from 'valibot';
import type { Collection } from '../../src/shared/bridge.ts';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';

/** Ids and hashes are hex; a name is what a list can show. */
export const COLLECTION_SCHEMA = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,64}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
  games: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), v.maxLength(10_000)),
});
const FILE_SCHEMA = v.object({ version: v.literal(1), collections: v.array(COLLECTION_SCHEMA) });
const MOST = 200;

/** The player's own lists of games. A file that cannot be read is kept under another name. */
export class CollectionStore {
  readonly #path: string;
  readonly #writes: PendingWrites;
  readonly #collections = new Map<string, Collection>();

  constructor(path: string, writes: PendingWrites) {
    this.#path = path;
    this.#writes = writes;
  }

  async open(): Promise<void> {
    const bytes = await readIfThere(this.#path);
    if (bytes === null) return;
    try {
      const { collections } = v.parse(FILE_SCHEMA, JSON.parse(new TextDecoder().decode(bytes)));
      for (const one of collections) this.#collections.set(one.id, one);
    } catch {
      await writeAtomic(this.#path.replace(/\.json$/, `.broken-${Date.now()}.json`), bytes);
    }
  }

  list(): readonly Collection[] {
    return [...this.#collections.values()];
  }

  /** Makes a collection, or changes the one of that id. @throws Error when there are too many */
  save(collection: Collection): Promise<void> {
    if (!this.#collections.has(collection.id) && this.#collections.size >= MOST)
      throw new Error(`there can be ${MOST} collections.`);
    this.#collections.set(collection.id, { ...collection, games: [...new Set(collection.games)] });
    return this.#write();
  }

  remove(id: string): Promise<void> {
    this.#collections.delete(id);
    return this.#write();
  }

  /** A game's new version takes the place of the one before in all collections. */
  async replace(before: string, after: string): Promise<void> {
    const holding = this.list().filter(({ games }) => games.includes(before));
    for (const one of holding) {
      const games = new Set(one.games.map((game) => (game === before ? after : game)));
      this.#collections.set(one.id, { ...one, games: [...games] });
    }
    if (holding.length > 0) await this.#write();
  }

  #write(): Promise<void> {
    const text = JSON.stringify({ version: 1, collections: this.list() });
    return this.#writes.run('collections', () => writeAtomic(this.#path, text));
  }
}
