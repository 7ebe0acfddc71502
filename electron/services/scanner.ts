import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ScanProgress } from '../../src/shared/bridge.ts';
import { isRomName } from './archives.ts';
import type { Inspector, RomFacts } from './inspect.ts';

const ARCHIVES = new Set(['.zip', '.7z']);
export const PATCH_EXTENSIONS: ReadonlySet<string> = new Set(['.bps', '.ups', '.ips']);
const DEEPEST = 12;
const MOST_FILES = 200_000;

/** A ROM file or an archive, maybe with the patch of the same name beside it. */
export interface Candidate {
  readonly path: string;
  readonly patchPath: string | null;
}

/** What a file was found to hold. */
export interface ScannedFile extends Candidate {
  /** Sizes and times of the files: another stamp is another content. Empty when the file is to be read again the next time. */
  readonly stamp: string;
  readonly games: readonly RomFacts[];
  /** Names of the entries that could not be read. */
  readonly broken: readonly string[];
}

export interface ScanSinks {
  readonly found: (file: ScannedFile) => Promise<void>;
  readonly progress: (progress: ScanProgress) => void;
  /** Whether the file was scanned before and has not changed: it is not read again. */
  readonly known: (file: Candidate, stamp: string) => boolean;
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size}:${mtimeMs}`;
}

/** @throws Error when a file is not there */
export async function stampOfFiles({ path, patchPath }: Candidate): Promise<string> {
  return patchPath === null ? stampOf(path) : `${await stampOf(path)} ${await stampOf(patchPath)}`;
}

/** A file's patches: those of the same name beside it. */
function candidatesIn(folder: string, names: readonly string[]): Candidate[] {
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  return names.flatMap((name): Candidate[] => {
    const extension = extname(name).toLowerCase();
    if (!isRomName(name) && !ARCHIVES.has(extension)) return [];
    const path = join(folder, name);
    const stem = name.slice(0, name.length - extension.length).toLowerCase();
    const patches = [...PATCH_EXTENSIONS].map((patch) => lower.get(stem + patch)).filter((patch) => patch !== undefined);
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

/** Looks through folders, file by file, in the background. Files that cannot be read are named in the progress and left out. Returns the end's, which is told by who called. */
export async function scanFolders(
  folders: readonly string[],
  inspector: Inspector,
  sinks: ScanSinks,
  signal: AbortSignal,
): Promise<ScanProgress> {
  const candidates: Candidate[] = [];
  for (const folder of folders) candidates.push(...(await listCandidates(folder, signal)));
  const problems: { fileName: string; reason: string }[] = [];
  let found = 0;
  let done = 0;
  const now = (running: boolean): ScanProgress => ({ running, done, total: candidates.length, found, problems: [...problems] });
  sinks.progress(now(true));
  for (const candidate of candidates) {
    if (signal.aborted) break;
    const { path, patchPath } = candidate;
    const fileName = basename(patchPath ?? path);
    try {
      const stamp = await stampOfFiles(candidate);
      if (!sinks.known(candidate, stamp)) {
        const { games, problems: bad } = await inspector.facts(patchPath === null ? { path } : { path, patchPath });
        for (const { entry, reason } of bad) problems.push({ fileName: `${fileName} › ${entry}`, reason });
        const broken = bad.map(({ entry }) => entry);
        await sinks.found({ ...candidate, games, broken, stamp: broken.length > 0 ? '' : stamp });
        found += games.length;
      }
    } catch (error) {
      problems.push({ fileName, reason: error instanceof Error ? error.message : String(error) });
    }
    done++;
    if (done % 10 === 0) sinks.progress(now(true));
  }
  return now(false);
}
