import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic, type PendingWrites } from './data-files.ts';
import type { KeptPatch } from './library-entries.ts';
import { patchKind } from './patches.ts';

/** Patches that were dropped on a game, by hash: the game can be made again after a restart. */
export class PatchFiles {
  readonly #folder: string;
  readonly #writes: PendingWrites;

  constructor(folder: string, writes: PendingWrites) {
    this.#folder = folder;
    this.#writes = writes;
  }

  async keep(name: string, bytes: Uint8Array): Promise<KeptPatch> {
    const file = `${createHash('sha256').update(bytes).digest('hex')}.${patchKind(bytes) ?? 'patch'}`;
    const path = this.pathOf({ file, name });
    if (!existsSync(path)) await this.#writes.run(`patch ${file}`, () => writeAtomic(path, bytes));
    return { file, name };
  }

  pathOf({ file }: KeptPatch): string {
    return join(this.#folder, file);
  }
}
