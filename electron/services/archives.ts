import { Blob, File } from 'node:buffer';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isZip, listZip, unzipEntry } from '../../src/host/node/zip.ts';

/** What is wrong with an archive; the message is for the player. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

const TOO_LARGE = 'the archive is too large to be opened; unpack it, and add the folder.';
const BROKEN = 'the archive is broken or of a kind that cannot be read.';

/** 64 Mbit with room for a copier header and rubbish behind. */
export const LARGEST_ROM = 16 << 20;
/** Bytes that an archive may make when all of it is unpacked at once. */
const MOST_AT_ONCE = 256 << 20;
const ROM_EXTENSIONS = new Set(['.sfc', '.smc', '.swc', '.fig']);

export function isRomName(name: string): boolean {
  return ROM_EXTENSIONS.has(extname(name).toLowerCase()) && !name.startsWith('__MACOSX/');
}

export function isSevenZip(bytes: Uint8Array): boolean {
  return [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c].every((byte, index) => bytes[index] === byte);
}

export function isArchive(bytes: Uint8Array): boolean {
  return isZip(bytes) || isSevenZip(bytes);
}

export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
  unpack(): Promise<Uint8Array>;
}

interface LibarchiveFile {
  readonly name: string;
  readonly size: number;
  extract(): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
}

type Contents = Awaited<ReturnType<LibarchiveFile['extract']>>;
/** By name; a folder holds others. */
interface Folder {
  readonly [name: string]: Folder | Contents;
}

interface LibarchiveArchive {
  getFilesArray(): Promise<readonly { readonly file: LibarchiveFile; readonly path: string }[]>;
  extractFiles(): Promise<Folder>;
  close(): Promise<void>;
}

interface LibarchiveModule {
  readonly Archive: { open(file: unknown): Promise<LibarchiveArchive> };
}

/** The unpacker's files stand beside the bundle; in a checkout they are in its package. */
async function loadUnpacker(): Promise<LibarchiveModule> {
  // In a package they are outside the archive: threads load files by path.
  const here = dirname(fileURLToPath(import.meta.url)).replace(/app\.asar(?!\.)/, 'app.asar.unpacked');
  const places = ['libarchive', '../node_modules/libarchive.js/dist', '../../node_modules/libarchive.js/dist'];
  const found = places.map((place) => join(here, place, 'libarchive-node.mjs')).find((path) => existsSync(path));
  if (found === undefined)
    throw new ArchiveError('7z archives cannot be opened: a part of Dotclock is missing. Install it again.');
  // It wants one in the world; some runtimes have it in its module alone.
  if (!('File' in globalThis)) Object.assign(globalThis, { File });
  return (await import(/* @vite-ignore */ pathToFileURL(found).href)) as LibarchiveModule;
}

/** The library can't skip files of a block that several share: then all of them are unpacked, once. */
function sevenZipUnpacker(
  archive: LibarchiveArchive,
  several: boolean,
): (file: LibarchiveFile, path: string) => Promise<Contents> {
  let all: Promise<Folder | null> | null = null;
  return async (file, path) => {
    if (!several) return file.extract();
    // One that is damaged must not take the others along.
    all ??= archive.extractFiles().catch(() => null);
    let found: Folder | Contents | undefined = (await all) ?? undefined;
    for (const part of path.split('/')) found = found === undefined || isContents(found) ? undefined : found[part];
    return found !== undefined && isContents(found) ? found : file.extract();
  };
}

function isContents(one: Folder | Contents): one is Contents {
  return typeof one.arrayBuffer === 'function';
}

async function listSevenZip(bytes: Uint8Array): Promise<{ entries: ArchiveEntry[]; close: () => Promise<void> }> {
  const { Archive } = await loadUnpacker();
  const archive = await Archive.open(new Blob([bytes.slice()]));
  const files = await archive.getFilesArray();
  if (files.length === 0) {
    await archive.close();
    throw new ArchiveError('the archive is broken or empty.');
  }
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  const unpackOne = sevenZipUnpacker(archive, files.length > 1 && size <= MOST_AT_ONCE);
  const entries = files.map(({ file, path }): ArchiveEntry => ({
    name: `${path}${file.name}`,
    size: file.size,
    unpack: async () => {
      if (file.size > LARGEST_ROM) throw new ArchiveError(`'${file.name}' in the archive is larger than any cartridge.`);
      try {
        const unpacked = await unpackOne(file, `${path}${file.name}`);
        return new Uint8Array(await unpacked.arrayBuffer());
      } catch {
        throw new ArchiveError(size > MOST_AT_ONCE ? TOO_LARGE : BROKEN);
      }
    },
  }));
  return { entries, close: () => archive.close() };
}

/** Calls `use` with the archive's ROMs; they can be unpacked only while it runs. Throws ArchiveError. */
export async function withRoms<T>(bytes: Uint8Array, use: (roms: readonly ArchiveEntry[]) => Promise<T>): Promise<T> {
  if (isZip(bytes)) {
    const roms = listZip(bytes)
      .filter((entry) => isRomName(entry.name))
      .map((entry): ArchiveEntry => ({
        name: entry.name,
        size: entry.size,
        unpack: () => Promise.resolve(unzipEntry(bytes, entry, LARGEST_ROM)),
      }));
    return use(roms);
  }
  let opened: Awaited<ReturnType<typeof listSevenZip>>;
  try {
    opened = await listSevenZip(bytes);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(BROKEN);
  }
  try {
    return await use(opened.entries.filter((entry) => isRomName(entry.name)));
  } finally {
    await opened.close();
  }
}
