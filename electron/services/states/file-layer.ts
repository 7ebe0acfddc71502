import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { patiently, whereItCan } from '../patience.ts';

export interface FileFacts {
  readonly size: number;
  readonly time: number;
  /** Tells one file of a name from the next. */
  readonly serial: number;
}

/** A file that is being written. `write` says how many bytes it took, which can be fewer. */
export interface OpenFile {
  write(bytes: Uint8Array): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Everything that the state store asks of a disk. Rejects with Node's system errors (`code`). */
export interface FileLayer {
  /** Names in a folder; none when it is not there. */
  list(folder: string): Promise<string[]>;
  makeFolder(folder: string): Promise<void>;
  facts(path: string): Promise<FileFacts | null>;
  /** The file, or its first bytes; null when it is not there. */
  read(path: string, most?: number): Promise<Uint8Array | null>;
  /** Fails when there is one. */
  create(path: string): Promise<OpenFile>;
  append(path: string): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names that were given in a folder last. */
  syncFolder(folder: string): Promise<void>;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

class DiskFile implements OpenFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Uint8Array): Promise<number> {
    return (await this.#handle.write(bytes)).bytesWritten;
  }

  sync(): Promise<void> {
    return this.#handle.sync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

async function readFirst(path: string, most: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const bytes = new Uint8Array(most);
    let at = 0;
    while (at < most) {
      const { bytesRead } = await handle.read(bytes, at, most - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await handle.close();
  }
}

export const DISK: FileLayer = {
  list: async (folder) => (await orNull(readdir(folder))) ?? [],
  makeFolder: async (folder) => void (await mkdir(folder, { recursive: true })),
  facts: async (path) => {
    const found = await orNull(stat(path));
    return found === null ? null : { size: found.size, time: found.mtimeMs, serial: found.ino };
  },
  read: (path, most) => orNull<Uint8Array>(most === undefined ? readFile(path) : readFirst(path, most)),
  create: async (path) => new DiskFile(await open(path, 'wx')),
  append: async (path) => new DiskFile(await open(path, 'a')),
  rename: (from, to) => patiently(() => rename(from, to)),
  remove: (path) => patiently(() => rm(path, { force: true })),
  syncFolder: async (folder) => {
    // Windows has no such thing; its file system keeps names in order by itself.
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await whereItCan(() => handle.sync());
    } finally {
      await handle.close();
    }
  },
};

async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const taken = await file.write(bytes.subarray(at));
    if (taken <= 0) throw Object.assign(new Error('the disk takes no more bytes'), { code: 'ENOSPC' });
    at += taken;
  }
}

async function fill(file: OpenFile, bytes: Uint8Array): Promise<void> {
  try {
    await writeAll(file, bytes);
    await file.sync();
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  await file.close();
}

export const TEMPORARY = /\.[0-9a-f]{8}\.tmp$/;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/**
 * A file whole or not at all: written to a neighbour, made to last, renamed, its name made to last, and read back. Resolves only when the bytes
 * that stand under the name are these.
 */
export async function writeDurable(files: FileLayer, path: string, bytes: Uint8Array): Promise<void> {
  const neighbour = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await fill(await files.create(neighbour), bytes);
    const written = await files.read(neighbour);
    if (written === null || !sameBytes(written, bytes)) {
      throw Object.assign(new Error('what was written reads back as something else'), { code: 'EIO' });
    }
    await files.rename(neighbour, path);
  } catch (error) {
    await files.remove(neighbour).catch(() => {});
    throw error;
  }
  await files.syncFolder(dirname(path));
  const kept = await files.facts(path);
  if (kept === null || kept.size !== bytes.length) {
    throw Object.assign(new Error('the file is not there after it was written'), { code: 'EIO' });
  }
}

/** Adds bytes to a file and makes them last. Written again when the file was taken away in between. */
export async function appendDurable(files: FileLayer, path: string, bytes: Uint8Array): Promise<void> {
  for (let round = 0; ; round++) {
    const before = await files.facts(path);
    await fill(await files.append(path), bytes);
    const after = await files.facts(path);
    if (before === null) await files.syncFolder(dirname(path));
    if (after !== null && (before === null || before.serial === after.serial)) return;
    if (round === 2) throw Object.assign(new Error('the file is taken away again and again'), { code: 'EIO' });
  }
}

/** A file can be moved and comes back under the same name. */
export async function moveDurable(files: FileLayer, from: string, to: string): Promise<void> {
  await files.makeFolder(dirname(to));
  await files.rename(from, to);
  await files.syncFolder(dirname(to));
  await files.syncFolder(dirname(from));
}
