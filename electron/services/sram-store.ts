import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PendingWrites } from './data-files.ts';
import { readIfThere } from './data-files.ts';
import { FOLDERS, inWords } from './disk-words.ts';
import { patiently } from './patience.ts';
import { DISK, writeDurable } from './states/file-layer.ts';

const BACKUPS = 10;
/** Milliseconds between backups, so that ten of them reach back farther than a minute of saving. */
const BACKUP_EVERY = 5 * 60_000;

export interface BatterySave {
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
}

function isBlank(bytes: Uint8Array): boolean {
  const first = bytes[0];
  return (first === 0 || first === 0xff) && bytes.every((byte) => byte === first);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Battery saves, one file a game, with the last ten kept beside it (`.1` is the newest), and for good what had another size (`.size-8192`). */
export class SramStore {
  readonly #folder: string;
  readonly #writes: PendingWrites;
  readonly #now: () => number;
  readonly #lastBackup = new Map<string, number>();

  constructor(folder: string, writes: PendingWrites, now: () => number = Date.now) {
    this.#folder = folder;
    this.#writes = writes;
    this.#now = now;
  }

  #path(hash: string): string {
    return join(this.#folder, `${hash}.srm`);
  }

  async load(hash: string): Promise<BatterySave | null> {
    const path = this.#path(hash);
    const bytes = await readIfThere(path);
    if (bytes === null || bytes.length === 0) return this.#loadBackup(path);
    return { bytes, time: (await stat(path)).mtimeMs };
  }

  /** The file is gone or empty: the newest backup with something in it. */
  async #loadBackup(path: string): Promise<BatterySave | null> {
    for (let number = 1; number <= BACKUPS; number++) {
      const backup = `${path}.${number}`;
      const bytes = await readIfThere(backup);
      if (bytes !== null && bytes.length > 0) return { bytes, time: (await stat(backup)).mtimeMs };
    }
    return null;
  }

  /**
   * Writes a save. A blank one never takes the place of one with contents; one of another size is kept for good first.
   * False when nothing was written.
   */
  save(hash: string, bytes: Uint8Array): Promise<boolean> {
    return this.#writes.run(`sram ${hash}`, () => inWords(() => this.#save(hash, bytes), FOLDERS.saves));
  }

  async #save(hash: string, bytes: Uint8Array): Promise<boolean> {
    const path = this.#path(hash);
    const before = await readIfThere(path);
    if (before !== null) {
      if (sameBytes(before, bytes)) return false;
      if (isBlank(bytes) && !isBlank(before)) return false;
      const due = this.#now() - (this.#lastBackup.get(hash) ?? 0) >= BACKUP_EVERY;
      if (before.length !== bytes.length) await this.#keepOriginal(hash, before);
      if (due || before.length !== bytes.length) await this.#backUp(hash, path);
    }
    await DISK.makeFolder(this.#folder);
    await writeDurable(DISK, path, bytes);
    return true;
  }

  /**
   * The game keeps another size than its save has: the save goes beside it under a name that no later one takes. The name, or null when that
   * was done before or there is no save.
   */
  keepOriginal(hash: string): Promise<string | null> {
    return this.#writes.run(`sram ${hash}`, async () => {
      const bytes = (await this.load(hash))?.bytes ?? null;
      return bytes === null ? null : inWords(() => this.#keepOriginal(hash, bytes), FOLDERS.saves);
    });
  }

  async #keepOriginal(hash: string, bytes: Uint8Array): Promise<string | null> {
    for (let number = 1; ; number++) {
      const name = `${hash}.size-${bytes.length}${number === 1 ? '' : `.${number}`}.srm`;
      const there = await readIfThere(this.pathOf(name));
      if (there !== null && sameBytes(there, bytes)) return null;
      if (there !== null) continue;
      await writeDurable(DISK, this.pathOf(name), bytes);
      return name;
    }
  }

  pathOf(name: string): string {
    return join(this.#folder, name);
  }

  /** A game's new version begins with the save of the one before, unless it has its own. */
  copy(before: string, after: string): Promise<void> {
    return this.#writes.run(`sram ${after}`, async () => {
      const save = (await this.load(after)) === null ? await this.load(before) : null;
      if (save !== null) await inWords(() => writeDurable(DISK, this.#path(after), save.bytes), FOLDERS.saves);
    });
  }

  async #backUp(hash: string, path: string): Promise<void> {
    this.#lastBackup.set(hash, this.#now());
    const there = new Set(await readdir(this.#folder));
    const name = `${hash}.srm`;
    if (there.has(`${name}.${BACKUPS}`)) await rm(`${path}.${BACKUPS}`);
    for (let number = BACKUPS - 1; number >= 1; number--) {
      const older = `${path}.${number + 1}`;
      if (there.has(`${name}.${number}`)) await patiently(() => rename(`${path}.${number}`, older));
    }
    await copyFile(path, `${path}.1`);
  }
}
