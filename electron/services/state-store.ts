import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { STATE_SLOTS, type StateInfo, type StateSlot } from '../../src/shared/bridge.ts';
import { decodeMessage, encodeMessage } from '../../src/shared/wire.ts';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';

interface StateFile {
  readonly format: 1;
  readonly savedAt: number;
  readonly frame: number;
  readonly state: Uint8Array;
  readonly picture: Uint8Array | null;
}

function isStateFile(value: unknown): value is StateFile {
  const file = value as Partial<StateFile> | null;
  return typeof file === 'object' && file !== null && file.format === 1 && file.state instanceof Uint8Array;
}

/** Save states in slots: one file a slot, and the one that it replaced. */
export class StateStore {
  readonly #folder: string;
  readonly #writes: PendingWrites;

  constructor(folder: string, writes: PendingWrites) {
    this.#folder = folder;
    this.#writes = writes;
  }

  #path(hash: string, slot: StateSlot): string {
    return join(this.#folder, hash, `slot-${slot}.state`);
  }

  async #read(path: string): Promise<StateFile | null> {
    const bytes = await readIfThere(path);
    if (bytes === null) return null;
    try {
      const file = decodeMessage(bytes);
      return isStateFile(file) ? file : null;
    } catch {
      return null;
    }
  }

  async list(hash: string): Promise<StateInfo[]> {
    const files = await Promise.all(STATE_SLOTS.map(async (slot) => ({ slot, file: await this.#read(this.#path(hash, slot)) })));
    return files.flatMap(({ slot, file }) =>
      file === null ? [] : [{ slot, savedAt: file.savedAt, frame: file.frame, picture: file.picture }],
    );
  }

  save(hash: string, slot: StateSlot, contents: Omit<StateFile, 'format'>): Promise<void> {
    return this.#writes.run(`state ${hash} ${slot}`, async () => {
      const path = this.#path(hash, slot);
      if (slot !== 'auto' && (await stat(path).catch(() => null)) !== null) await rename(path, `${path}.before`);
      await writeAtomic(path, encodeMessage({ format: 1, ...contents }));
    });
  }

  async load(hash: string, slot: StateSlot): Promise<{ state: Uint8Array; savedAt: number } | null> {
    const file = await this.#read(this.#path(hash, slot));
    return file === null ? null : { state: file.state, savedAt: file.savedAt };
  }

  /** Takes back the last `save`: what the slot held before, or nothing. */
  undo(hash: string, slot: StateSlot): Promise<void> {
    return this.#writes.run(`state ${hash} ${slot}`, async () => {
      const path = this.#path(hash, slot);
      await rm(path, { force: true });
      await rename(`${path}.before`, path).catch(() => {});
    });
  }
}
