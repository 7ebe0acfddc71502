import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { DirectoryListing } from '../../src/shared/bridge.ts';
import { isRomName } from './archives.ts';

/** Lists folders for hosts without a dialog of their own. Folders are named by tickets of this run, never by path. */
export class FolderBrowser {
  readonly #directories = new Map<string, string>();

  /** What is in a folder; null begins in the user's own. */
  async browse(ticket: string | null): Promise<DirectoryListing> {
    const path = ticket === null ? homedir() : this.directory(ticket);
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => ({ ticket: this.#ticketFor(join(path, entry.name)), name: entry.name }))
      .sort((a, b) => a.name.localeCompare(b.name));
    const romCount = entries.filter(
      (entry) => entry.isFile() && (isRomName(entry.name) || /\.(zip|7z)$/i.test(entry.name)),
    ).length;
    const above = dirname(path);
    return {
      name: basename(path) || path,
      parent: above === path ? null : this.#ticketFor(above),
      here: this.#ticketFor(path),
      folders,
      romCount,
    };
  }

  /** @throws Error when the ticket is not one of ours */
  directory(ticket: string): string {
    const path = this.#directories.get(ticket);
    if (path === undefined) throw new Error('that folder is no longer open; start again.');
    return path;
  }

  #ticketFor(path: string): string {
    for (const [ticket, known] of this.#directories) if (known === path) return ticket;
    const ticket = randomBytes(8).toString('hex');
    this.#directories.set(ticket, path);
    return ticket;
  }
}
