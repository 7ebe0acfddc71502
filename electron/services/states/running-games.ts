import { uptime } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { DISK, writeDurable, type FileLayer } from './file-layer.ts';

const NAME = /^running-[0-9a-f]{16}\.json$/;
const SCHEMA = v.object({
  format: v.literal(1),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  since: v.number(),
});

function isAlive(pid: number, since: number): boolean {
  // A process of before the computer's start is gone, whoever has its number now.
  if (since < Date.now() - uptime() * 1000) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Remembers on the disk which game runs, so that the next start knows what was cut off. */
export class RunningGames {
  readonly #files: FileLayer;
  readonly #folder: string;
  readonly #own: string;

  constructor(folder: string, writer: string, files: FileLayer = DISK) {
    this.#folder = folder;
    this.#own = join(folder, `running-${writer}.json`);
    this.#files = files;
  }

  async begin(hash: string): Promise<void> {
    await this.#files.makeFolder(this.#folder);
    const text = JSON.stringify({ format: 1, hash, pid: process.pid, since: Date.now() });
    await writeDurable(this.#files, this.#own, Buffer.from(text));
  }

  async end(): Promise<void> {
    await this.#files.remove(this.#own);
  }

  /** The game that ran last when its Dotclock ended without a word, or null; asked for once. */
  async takeCutOff(): Promise<string | null> {
    let last: { hash: string; since: number } | null = null;
    for (const name of (await this.#files.list(this.#folder)).filter((one) => NAME.test(one))) {
      const path = join(this.#folder, name);
      const found = await this.#read(path);
      if (found !== null && isAlive(found.pid, found.since)) continue;
      if (found !== null && (last === null || found.since > last.since)) last = found;
      await this.#files.remove(path).catch(() => {});
    }
    return last?.hash ?? null;
  }

  async #read(path: string): Promise<v.InferOutput<typeof SCHEMA> | null> {
    try {
      const bytes = await this.#files.read(path, 4096);
      const parsed = v.safeParse(SCHEMA, JSON.parse(Buffer.from(bytes ?? []).toString('utf8')));
      return parsed.success ? parsed.output : null;
    } catch {
      return null;
    }
  }
}
