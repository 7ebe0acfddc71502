import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { patiently } from './patience.ts';

/** A system's error names the file that the work was about, not a neighbour and not nothing. */
function about(error: unknown, path: string): unknown {
  return error instanceof Error && 'code' in error ? Object.assign(error, { path }) : error;
}

/** Writes a file whole or not at all, and has it on the disk before it takes the name. */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  const neighbour = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(neighbour, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await patiently(() => rename(neighbour, path));
  } catch (error) {
    await rm(neighbour, { force: true }).catch(() => {});
    throw about(error, path);
  }
}

/** The file's bytes, or null when there is none. Other faults are thrown. */
export async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw about(error, path);
  }
}

/** Runs jobs of one name one after the other, and knows when all are done. */
export class PendingWrites {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(name: string, job: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const after = before.then(job, job);
    const quiet = after.catch(() => {});
    this.#last.set(name, quiet);
    void quiet.finally(() => {
      if (this.#last.get(name) === quiet) this.#last.delete(name);
    });
    return after;
  }

  get count(): number {
    return this.#last.size;
  }

  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
