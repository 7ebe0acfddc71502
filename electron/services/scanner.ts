import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ScanProgress } from '../../src/shared/bridge.ts';
import { isRomName } from './archives.ts';
import type { Inspector, RomFacts } from './inspect.ts';

const ARCHIVES = new Set(['.zip', '.7z']);
const PATCHES = ['.bps', '.ups', '.ips'];
const DEEPEST = 12;
const MOST_FILES = 200_000;

export interface FoundRom {
  readonly path: string;
  readonly entry: string | null;
  readonly patchPath: string | null;
  readonly facts: RomFacts;
  readonly fileSize: number;
  readonly fileTime: number;
}

/** A file that was scanned before and has not changed is not read again. */
export type KnownFile = (path: string, size: number, time: number) => boolean;

export interface ScanSinks {
  readonly found: (rom: FoundRom) => void;
  readonly progress: (progress: ScanProgress) => void;
  readonly known: KnownFile;
}

interface Candidate {
  readonly path: string;
  readonly patchPath: string | null;
}

/** A file's patches: those of the same name beside it. */
function candidatesIn(folder: string, names: readonly string[]): Candidate[] {
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  return names.flatMap((name): Candidate[] => {
    const extension = extname(name).toLowerCase();
    if (!isRomName(name) && !ARCHIVES.has(extension)) return [];
    const path = join(folder, name);
    const stem = name.slice(0, name.length - extension.length).toLowerCase();
    const patches = PATCHES.map((patch) => lower.get(stem + patch)).filter((patch) => patch !== undefined);
    return [{ path, patchPath: null }, ...patches.map((patch) => ({ path, patchPath: join(folder, patch) }))];
  });
}

/** All ROM files and archives below a folder. Links are not followed. */
export async function listCandidates(folder: string, signal: AbortSignal, depth = 0): Promise<Candidate[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const found = candidatesIn(folder, files.sort());
  if (depth >= DEEPEST) return found;
  for (const entry of entries) {
    if (signal.aborted || found.length > MOST_FILES) break;
    if (entry.isDirectory() && !entry.name.startsWith('.')) {
      found.push(...(await listCandidates(join(folder, entry.name), signal, depth + 1)));
    }
  }
  return found;
}

/** Looks through folders, file by file, in the background. Files that cannot be read are named in the progress and left out. */
export async function scanFolders(
  folders: readonly string[],
  inspector: Inspector,
  sinks: ScanSinks,
  signal: AbortSignal,
): Promise<void> {
  const candidates: Candidate[] = [];
  for (const folder of folders) candidates.push(...(await listCandidates(folder, signal)));
  const problems: { fileName: string; reason: string }[] = [];
  let found = 0;
  let done = 0;
  const tell = (running: boolean): void =>
    sinks.progress({ running, done, total: candidates.length, found, problems: [...problems] });
  tell(true);
  for (const { path, patchPath } of candidates) {
    if (signal.aborted) break;
    try {
      const { size, mtimeMs } = await stat(path);
      if (!sinks.known(patchPath ?? path, size, mtimeMs)) {
        const source = patchPath === null ? { path } : { path, patchPath };
        for (const facts of await inspector.facts(source)) {
          sinks.found({ path, entry: facts.entry, patchPath, facts, fileSize: size, fileTime: mtimeMs });
          found++;
        }
      }
    } catch (error) {
      problems.push({
        fileName: (patchPath ?? path).split(/[\\/]/).at(-1) ?? path,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
    done++;
    if (done % 10 === 0) tell(true);
  }
  tell(false);
}
