import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Pictures that the player chose for games, one PNG each. They stand over the screenshots, which stay. */
export class CoverStore {
  readonly #folder: string;
  readonly #writes: PendingWrites;
  readonly #known = new Set<string>();

  constructor(folder: string, writes: PendingWrites) {
    this.#folder = folder;
    this.#writes = writes;
  }

  async open(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) if (name.endsWith('.png')) this.#known.add(name.slice(0, -4));
  }

  has(hash: string): boolean {
    return this.#known.has(hash);
  }

  get(hash: string): Promise<Uint8Array | null> {
    return this.has(hash) ? readIfThere(this.#path(hash)) : Promise.resolve(null);
  }

  /** @throws Error when the bytes are no PNG */
  async set(hash: string, png: Uint8Array): Promise<void> {
    if (!PNG.every((byte, index) => png[index] === byte)) throw new Error('that is no picture.');
    await this.#writes.run(`cover ${hash}`, () => writeAtomic(this.#path(hash), png));
    this.#known.add(hash);
  }

  /** A game's new version has the cover of the one before, unless it has its own. */
  async copy(before: string, after: string): Promise<void> {
    const png = this.has(after) ? null : await this.get(before);
    if (png !== null) await this.set(after, png);
  }

  async reset(hash: string): Promise<void> {
    await this.#writes.run(`cover ${hash}`, () => rm(this.#path(hash), { force: true }));
    this.#known.delete(hash);
  }

  #path(hash: string): string {
    return join(this.#folder, `${hash}.png`);
  }
}
