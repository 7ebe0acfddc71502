import { basename, isAbsolute, relative, sep } from 'node:path';

/** What stands in the data folder, and elsewhere, in the player's words. */
export const FOLDERS = {
  states: 'the folder of the states',
  saves: 'the folder of the in-game saves',
  covers: 'the folder of the covers',
  pictures: 'the folder of the pictures',
  patches: 'the folder of the patches',
  debugger: "the folder of the debugger's notes",
  screenshots: 'the folder of the screenshots',
  recordings: 'the folder of the recordings',
  data: 'the data folder',
} as const;

/** Names that a file has while it is being written. */
const WHILE_WRITTEN = /(\.[0-9a-f]{8}\.tmp|\.tmp-[0-9a-z]+)$/;

/** A file in the player's words: its name, never its path. */
export function fileCalled(name: string): string {
  return `the file "${name.replace(WHILE_WRITTEN, '')}"`;
}

const forbidden = (what: string): string => `${what} may not be written or read. Nothing was lost; check its permissions.`;
const full = (what: string): string => `${what}: the disk is full. Nothing was lost; make room, then try again.`;
const broken = (what: string): string =>
  `${what}: the disk does not answer as it should. Nothing that was saved before is touched; check the drive.`;
const gone = (what: string): string => `${what} is gone. Is its drive still there?`;
const busy = (what: string): string => `${what} is in use by another program. Close it there, then try again.`;
const occupied = (what: string): string => `${what}: something else stands in its place. Move that away, then try again.`;
const files = (): string => 'Too many files are open on this computer. Nothing was lost; close other programs, then try again.';

const FAULTS: Readonly<Record<string, (what: string) => string>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
  EIO: broken,
  ENXIO: broken,
  ENODEV: broken,
  ESTALE: broken,
  ETIMEDOUT: broken,
  ENOENT: gone,
  ENOTDIR: gone,
  EBUSY: busy,
  ETXTBSY: busy,
  EEXIST: occupied,
  EISDIR: occupied,
  ENOTEMPTY: occupied,
  EMFILE: files,
  ENFILE: files,
};

/** A fault of the disk, in words for the player. `code` is the system's. */
export class DiskFault extends Error {
  override readonly name = 'DiskFault';
  readonly code: string;

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What a fault is about: in words, or by the path that the system names. */
export type About = string | ((path: string) => string);

/** A system's error as it comes out of another process: its message alone. */
const MESSAGE = /^(E[A-Z0-9]+): [^']*(?:'(.*?)')?/s;

function partsOf(error: unknown): { code: string; path: string } {
  const { code, path, message } = (error ?? {}) as NodeJS.ErrnoException;
  const said = MESSAGE.exec(message ?? '');
  const known = typeof code === 'string' && /^E[A-Z0-9]+$/.test(code);
  return { code: known ? code : (said?.[1] ?? ''), path: path ?? said?.[2] ?? '' };
}

function named(path: string, about: About | undefined): string {
  if (typeof about === 'string') return about;
  if (path === '') return 'a file';
  return about?.(path) ?? fileCalled(basename(path));
}

/** A fault of the disk in words, without a path; any other error as it is. */
export function worded(error: unknown, about?: About): unknown {
  if (error instanceof DiskFault) return error;
  const { code, path } = partsOf(error);
  const what = named(path, about);
  const words = FAULTS[code]?.(what);
  if (words !== undefined) return new DiskFault(words, code, error);
  // Whatever it is, no path leaves.
  if (code === '' || path === '') return error;
  return new DiskFault(`${what} cannot be used (${code}). Try again; if it stays so, check its drive.`, code, error);
}

/** Runs what touches the disk; its faults come out in words. */
export async function inWords<T>(work: () => T | Promise<T>, about?: About): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw worded(error, about);
  }
}

/** A reason that was taken out of an error, in words. */
export function wordedReason(reason: string, about?: About): string {
  const told = worded(new Error(reason), about);
  return told instanceof DiskFault ? told.message : reason;
}

export interface NamedPlaces {
  readonly data: string;
  readonly screenshots: string;
  readonly recordings: string;
}

function isFolder(name: string): name is keyof typeof FOLDERS {
  return Object.hasOwn(FOLDERS, name);
}

/** Names what is at a path: a folder of ours whose files have no names that a player knows, else a file. */
export function placeNames(places: NamedPlaces): (path: string) => string {
  return (path) => {
    for (const kind of ['screenshots', 'recordings'] as const) {
      const below = relative(places[kind], path);
      if (below === '') return FOLDERS[kind];
      if (!below.startsWith('..') && !isAbsolute(below)) return fileCalled(basename(path));
    }
    const below = relative(places.data, path);
    if (below === '') return FOLDERS.data;
    const [top] = below.split(sep);
    return isFolder(top) ? FOLDERS[top] : fileCalled(basename(path));
  };
}
