import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { identifyCart } from '../../src/session/cart-identity.ts';
import { ArchiveError, isArchive, LARGEST_ROM, withRoms, type ArchiveEntry } from './archives.ts';
import { applyPatch } from './patches.ts';

/** Where a ROM comes from: a file or bytes, maybe an entry of an archive, maybe patches on top. */
export interface RomSource {
  readonly path?: string;
  readonly bytes?: Uint8Array;
  readonly entry?: string;
  readonly patchPath?: string;
  /** Patches over all that, one after the other: files or bytes. */
  readonly patches?: readonly (string | Uint8Array)[];
}

export interface RomFacts {
  readonly entry: string | null;
  readonly hash: string;
  readonly crc: number;
  readonly title: string;
  readonly size: number;
  readonly region: 'ntsc' | 'pal';
  readonly mapping: string;
  readonly chip: string;
  readonly battery: boolean;
}

/** What a file holds: its games, and the entries of an archive that are none, with the reason. */
export interface Inspection {
  readonly games: readonly RomFacts[];
  readonly problems: readonly { readonly entry: string; readonly reason: string }[];
}

/** What runs outside of the main process: everything that takes foreign bytes apart. */
export interface Inspector {
  /** Facts of each ROM in a file (several in an archive). Rejects with words for the player when the file as a whole cannot be read. */
  facts(source: RomSource): Promise<Inspection>;
  /** The image without copier header, patched. */
  rom(source: RomSource): Promise<Uint8Array>;
  /** Names of the ROMs in an archive; null when it is none. */
  entries(source: RomSource): Promise<readonly string[] | null>;
  /** It will be needed soon. */
  warmUp?(): void;
  close(): void;
}

const LARGEST_FILE = 64 << 20;

/** A Buffer is a byte array that turns into a list of numbers on some roads; nobody gets one from here. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function bytesOf(source: RomSource): Promise<Uint8Array> {
  if (source.bytes !== undefined) return source.bytes;
  if (source.path === undefined) throw new Error('there is no file.');
  const { size } = await stat(source.path);
  if (size > LARGEST_FILE) throw new Error(`the file has ${Math.round(size / 1048576)} MB, far more than any cartridge.`);
  return plain(await readFile(source.path));
}

async function patchesOf({ patchPath, patches = [] }: RomSource): Promise<Uint8Array[]> {
  const all = patchPath === undefined ? patches : [patchPath, ...patches];
  return Promise.all(all.map(async (patch) => (typeof patch === 'string' ? plain(await readFile(patch)) : patch)));
}

function factsOf(file: Uint8Array, entry: string | null): RomFacts {
  const { info, rom, crc } = identifyCart(file);
  return {
    entry,
    hash: createHash('sha256').update(rom).digest('hex'),
    crc,
    title: info.title.trim(),
    size: rom.length,
    region: info.region,
    mapping: info.mapping,
    chip: info.chip,
    battery: info.battery,
  };
}

function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 2048);
  return sample.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13));
}

function checkRom(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) throw new Error('the file is empty.');
  if (looksLikeText(bytes)) throw new Error('this is a text file, not a game.');
  if (bytes.length > LARGEST_ROM) throw new Error('the file is larger than any cartridge.');
  return bytes;
}

async function entryOf(archive: Uint8Array, wanted: string | undefined): Promise<Uint8Array> {
  return withRoms(archive, async (roms) => {
    const rom = wanted === undefined ? roms[0] : roms.find((one) => one.name === wanted);
    if (rom === undefined) throw new ArchiveError('the archive holds no game (.sfc, .smc, .swc or .fig).');
    return plain(await rom.unpack());
  });
}

/** One bad entry takes no other along. */
async function inspectEntries(roms: readonly ArchiveEntry[]): Promise<Inspection> {
  if (roms.length === 0) throw new ArchiveError('the archive holds no game (.sfc, .smc, .swc or .fig).');
  const games: RomFacts[] = [];
  const problems: { entry: string; reason: string }[] = [];
  for (const rom of roms) {
    try {
      games.push(factsOf(checkRom(await rom.unpack()), rom.name));
    } catch (error) {
      problems.push({ entry: rom.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { games, problems };
}

/** Does the work where it is; a child process wraps it (inspector-main.ts). */
export class DirectInspector implements Inspector {
  async rom(source: RomSource): Promise<Uint8Array> {
    const file = await bytesOf(source);
    const packed = isArchive(file) ? await entryOf(file, source.entry) : file;
    let { rom } = identifyCart(checkRom(packed));
    for (const patch of await patchesOf(source)) ({ rom } = identifyCart(applyPatch(rom, patch)));
    return rom;
  }

  async facts(source: RomSource): Promise<Inspection> {
    if (source.patchPath !== undefined || source.patches !== undefined) {
      return { games: [factsOf(await this.rom(source), source.entry ?? null)], problems: [] };
    }
    const file = await bytesOf(source);
    if (!isArchive(file)) return { games: [factsOf(checkRom(file), null)], problems: [] };
    return withRoms(file, (roms) =>
      inspectEntries(roms.filter(({ name }) => source.entry === undefined || name === source.entry)),
    );
  }

  async entries(source: RomSource): Promise<readonly string[] | null> {
    const file = await bytesOf(source);
    if (!isArchive(file)) return null;
    return withRoms(file, (roms) => Promise.resolve(roms.map((rom) => rom.name)));
  }

  close(): void {}
}
