import { randomBytes } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { PendingWrites } from './data-files.ts';

interface Running {
  readonly file: FileHandle;
  size: number;
}

/** Files that grow while the machine plays. What was written stays, whatever happens afterwards. */
export class RecordingStore {
  readonly #folder: string;
  readonly #writes: PendingWrites;
  readonly #running = new Map<string, Running>();

  constructor(folder: string, writes: PendingWrites) {
    this.#folder = folder;
    this.#writes = writes;
  }

  /** @throws Error of the system: no room, not allowed, or the name is taken */
  async start(name: string): Promise<{ id: string; path: string }> {
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, name);
    const id = randomBytes(8).toString('hex');
    this.#running.set(id, { file: await open(path, 'wx'), size: 0 });
    return { id, path };
  }

  /** Writes in the order of the calls. @throws Error for a recording that has ended, and for a place behind the file's end */
  write(id: string, position: number, bytes: Uint8Array): Promise<void> {
    return this.#writes.run(`recording ${id}`, async () => {
      const running = this.#running.get(id);
      if (running === undefined) throw new Error('that recording has ended.');
      if (position > running.size) throw new Error('a part of the recording is missing.');
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await running.file.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
      running.size = Math.max(running.size, position + bytes.length);
    });
  }

  stop(id: string): Promise<void> {
    return this.#writes.run(`recording ${id}`, async () => {
      const running = this.#running.get(id);
      if (running === undefined) return;
      this.#running.delete(id);
      await running.file.sync();
      await running.file.close();
    });
  }

  /** Ends all of them, after what is being written. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#running.keys()].map((id) => this.stop(id)));
  }
}
