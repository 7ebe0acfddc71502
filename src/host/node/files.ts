import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { CliError, Exit, reasonOf } from './errors.ts';

/** Reads a whole file; `what` names it in the complaint. Throws CliError(File). */
export function readFile(what: string, path: string, maxBytes: number): Uint8Array {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new CliError(Exit.File, `${what} '${path}': is a directory`);
    if (stats.size > maxBytes) throw new CliError(Exit.File, `${what} '${path}': larger than ${maxBytes} bytes`);
    const bytes = readFileSync(path);
    if (bytes.length > maxBytes) throw new CliError(Exit.File, `${what} '${path}': larger than ${maxBytes} bytes`);
    return bytes;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(Exit.File, `${what} '${path}': ${reasonOf(error)}`);
  }
}

function isSpecialFile(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && !stats.isFile() && !stats.isDirectory();
}

function writeAll(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'w');
  try {
    for (const part of parts) {
      for (let done = 0; done < part.length;) done += writeSync(file, part, done, part.length - done);
    }
    fsyncIfPossible(file);
  } finally {
    closeSync(file);
  }
}

/** Pipes and devices cannot be synced; that is no fault. */
function fsyncIfPossible(file: number): void {
  try {
    fsyncSync(file);
  } catch {
    // nothing to sync
  }
}

/** Writes a file whole or not at all: into a neighbour first, which then takes the name. Throws CliError(File). */
export function writeFile(path: string, ...parts: Uint8Array[]): void {
  const special = isSpecialFile(path);
  const target = special ? path : `${path}.${process.pid}.tmp`;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new CliError(Exit.File, `cannot write '${path}': is a directory`);
    writeAll(target, parts);
    if (!special) renameSync(target, path);
  } catch (error) {
    if (!special) rmSync(target, { force: true });
    if (error instanceof CliError) throw error;
    throw new CliError(Exit.File, `cannot write '${path}': ${reasonOf(error)}`);
  }
}

export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    if (!statSync(path).isDirectory()) throw new CliError(Exit.File, `cannot make directory '${path}': Not a directory`);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new CliError(
      Exit.File,
      `cannot make directory '${path}': ${code === 'EEXIST' ? 'a file has that name' : reasonOf(error)}`,
    );
  }
}
