import { extname } from 'node:path';
import { CliError, Exit } from './errors.ts';
import { readFile } from './files.ts';
import { isZip, listZip, unzipEntry, ZipError } from './zip.ts';

/** The largest file that is read at all. */
const MAX_FILE_BYTES = 64 << 20;
/** 64 Mbit, the most that a cartridge map reaches, with a copier header and room for dumps with rubbish behind. */
const MAX_ROM_BYTES = 16 << 20;
/** Less cannot hold a header and a program. */
const MIN_ROM_BYTES = 512;

const ROM_EXTENSIONS = new Set(['.sfc', '.smc', '.swc', '.fig']);

export interface RomFile {
  readonly bytes: Uint8Array;
  /** The file's path, or `archive.zip: entry`. */
  readonly name: string;
}

function isRomName(name: string): boolean {
  return ROM_EXTENSIONS.has(extname(name).toLowerCase()) && !name.startsWith('__MACOSX/');
}

function fromZip(path: string, archive: Uint8Array): RomFile {
  const roms = listZip(archive).filter((entry) => isRomName(entry.name));
  const [rom] = roms;
  if (rom === undefined) throw new ZipError('the archive holds no ROM (.sfc, .smc, .swc or .fig)');
  if (roms.length > 1) throw new ZipError(`the archive holds ${roms.length} ROMs; unpack the one you mean`);
  return { bytes: unzipEntry(archive, rom, MAX_ROM_BYTES), name: `${path}: ${rom.name}` };
}

/** Text is what people hand over by mistake: a page, a readme, a download that failed. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  return (
    sample.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d)) &&
    sample.some((byte) => byte === 0x20)
  );
}

function checkRom(path: string, bytes: Uint8Array): void {
  if (bytes.length === 0) throw new CliError(Exit.Rom, `ROM '${path}' is empty`);
  if (looksLikeText(bytes)) throw new CliError(Exit.Rom, `ROM '${path}' is a text file, not a ROM image`);
  if (bytes.length < MIN_ROM_BYTES) throw new CliError(Exit.Rom, `ROM '${path}' has only ${bytes.length} bytes`);
  if (bytes.length > MAX_ROM_BYTES)
    throw new CliError(Exit.Rom, `ROM '${path}' has ${bytes.length} bytes, the most is ${MAX_ROM_BYTES}`);
}

/** Reads a ROM image, out of a zip archive if it is in one. Throws CliError. */
export function readRom(path: string): RomFile {
  const bytes = readFile('ROM', path, MAX_FILE_BYTES);
  if (!isZip(bytes)) {
    if (extname(path).toLowerCase() === '.zip' && bytes.length > 0)
      throw new CliError(Exit.Rom, `ROM '${path}': the archive is broken: it is no zip file`);
    checkRom(path, bytes);
    return { bytes, name: path };
  }
  try {
    const rom = fromZip(path, bytes);
    checkRom(rom.name, rom.bytes);
    return rom;
  } catch (error) {
    if (error instanceof ZipError) throw new CliError(Exit.Rom, `ROM '${path}': ${error.message}`);
    throw error;
  }
}
