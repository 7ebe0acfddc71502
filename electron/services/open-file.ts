import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenResult } from '../../src/shared/bridge.ts';
import type { LibraryService } from './library.ts';
import { patchKind } from './patches.ts';

/** Bytes by which a patch is known. */
const MARK_LENGTH = 5;
/** The most bytes of a patch: what the page may send back. */
const LARGEST_PATCH = 64 << 20;

async function isPatch(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(MARK_LENGTH), 0, MARK_LENGTH, 0);
    return patchKind(buffer.subarray(0, bytesRead)) !== null && (await file.stat()).size <= LARGEST_PATCH;
  } finally {
    await file.close();
  }
}

/** A file that the player chose or that the system named. A patch goes to the page, which knows the game that it is for. */
export async function openFile(library: Pick<LibraryService, 'openPath'>, path: string): Promise<OpenResult> {
  // What can't be read is the library's to refuse.
  if (!(await isPatch(path).catch(() => false))) return library.openPath(path);
  const bytes = await readFile(path);
  return { kind: 'patch', name: basename(path), bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
