import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { OpenResult } from '../../src/shared/bridge.ts';
import type { GameShelf } from './game-shelf.ts';
import type { Inspector, RomFacts, RomSource } from './inspect.ts';
import { patchedTitle, titleFor, type Entry } from './library-entries.ts';
import { PATCH_EXTENSIONS } from './scanner.ts';
import type { PatchFiles } from './patch-files.ts';
import { patchKind, patchSourceCrc } from './patches.ts';

const LARGEST_PATCH = 64 << 20;

export interface OpenedAs {
  /** The game that is being played, for patches without a sum of their source. */
  readonly base: string | null;
  /** All games of an archive, without asking which. */
  readonly all: boolean;
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
}

function isPatchName(name: string): boolean {
  return PATCH_EXTENSIONS.has(extname(name).toLowerCase());
}

function refused(name: string, error: unknown): OpenResult {
  return { kind: 'refused', name, reason: error instanceof Error ? error.message : String(error) };
}

/** Single files that the player opens: games, archives to choose from, and patches. */
export class GameOpener {
  readonly #shelf: GameShelf;
  readonly #inspector: Inspector;
  readonly #patches: PatchFiles;
  readonly #tickets = new Map<string, { source: RomSource; name: string }>();

  constructor(shelf: GameShelf, inspector: Inspector, patches: PatchFiles) {
    this.#shelf = shelf;
    this.#inspector = inspector;
    this.#patches = patches;
  }

  /** What the inspector reads for an entry. */
  sourceOf({ source, patches }: Entry): RomSource {
    return patches === undefined ? source : { ...source, patches: patches.map((patch) => this.#patches.pathOf(patch)) };
  }

  async bytes(name: string, bytes: Uint8Array, how: OpenedAs): Promise<OpenResult> {
    const file = basename(name);
    try {
      if (patchKind(bytes) !== null || isPatchName(file)) return await this.#patch(file, bytes, how.base);
      return await this.#source({ bytes }, file, how.all);
    } catch (error) {
      return refused(file, error);
    }
  }

  async path(path: string, how: OpenedAs): Promise<OpenResult> {
    const file = basename(path);
    try {
      if (!existsSync(path)) throw new Error('there is no such file.');
      if (!isPatchName(file)) return await this.#source({ path: resolve(path) }, file, how.all);
      if ((await stat(path)).size > LARGEST_PATCH) throw new Error('this is no IPS, BPS or UPS patch.');
      return await this.#patch(file, new Uint8Array(await readFile(path)), how.base);
    } catch (error) {
      return refused(file, error);
    }
  }

  /** One game of an archive that was offered. */
  async choose(ticket: string, entry: string): Promise<OpenResult> {
    const offer = this.#tickets.get(ticket);
    if (offer === undefined) return refused(entry, new Error('the archive is no longer open; open it again.'));
    return this.#source({ ...offer.source, entry }, offer.name, false).catch((error: unknown) => refused(entry, error));
  }

  async #source(source: RomSource, name: string, all: boolean): Promise<OpenResult> {
    const entries = source.entry === undefined && !all ? await this.#inspector.entries(source) : null;
    if (entries !== null && entries.length > 1) {
      const ticket = randomBytes(8).toString('hex');
      this.#tickets.set(ticket, { source, name });
      return { kind: 'choose', ticket, name, entries };
    }
    const { games, problems } = await this.#inspector.facts(source);
    if (games.length === 0) throw new Error(problems[0]?.reason ?? 'the file holds no game.');
    const hashes = games.map((facts) => this.#open(facts, source, name));
    return hashes.length === 1 ? { kind: 'game', hash: hashes[0] } : { kind: 'games', name, hashes };
  }

  #open(facts: RomFacts, source: RomSource, name: string): string {
    const own = facts.entry === null ? source : { ...source, entry: facts.entry };
    return this.#shelf.open({ facts, source: own, title: titleFor(own, facts, name) }).facts.hash;
  }

  /** Over the game that the patch names, or over the one that is played with all that is on that already. */
  async #patch(name: string, bytes: Uint8Array, base: string | null): Promise<OpenResult> {
    const crc = patchSourceCrc(bytes);
    const fits = crc === null ? undefined : this.#shelf.all().find((entry) => entry.facts.crc === crc);
    const entry = fits ?? (base === null ? undefined : this.#shelf.find(base));
    if (entry === undefined) {
      throw new Error(
        crc === null
          ? 'start the game that the patch is for, then drop the patch on it.'
          : 'the game that this patch is for is not in the library. Add it first.',
      );
    }
    const source = this.sourceOf(entry);
    const { games } = await this.#inspector.facts({ ...source, patches: [...(source.patches ?? []), bytes] });
    const [facts] = games;
    if (facts === undefined) throw new Error('the patch makes no game.');
    const patches = [...(entry.patches ?? []), await this.#patches.keep(name, bytes)];
    const title = patchedTitle(entry.title, basename(entry.source.path ?? ''), name);
    return { kind: 'game', hash: this.#shelf.open({ facts, source: entry.source, patches, title }).facts.hash };
  }
}
