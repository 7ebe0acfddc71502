import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from '../../src/session/picture.ts';
import { readPicture } from './images.ts';
import { PROJECT_ROOT } from './results.ts';

const DEFAULT_CORE = '/usr/lib/x86_64-linux-gnu/libretro/bsnes_mercury_accuracy_libretro.so';
/** The reference's seed at which every memory starts as 0xC0. */
const FILL_SEED = 3067149760;
/** Another power-on state, to find out what depends on it. */
const NOISE_SEED = 12345;
export const ORACLE_FILL = 0xc0;

export interface Oracle {
  readonly program: string;
  readonly core: string;
}

/** The reference program and core, or null where they are not installed. DOTCLOCK_REFCORE and DOTCLOCK_CORE name them. */
export function findOracle(): Oracle | null {
  const program = process.env['DOTCLOCK_REFCORE'] ?? 'refcore';
  const core = process.env['DOTCLOCK_CORE'] ?? DEFAULT_CORE;
  if (!existsSync(core)) return null;
  try {
    execFileSync(program, ['--help'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { program, core };
}

const CACHE = join(PROJECT_ROOT, 'node_modules/.cache/dotclock/oracle');
const COPIER_HEADER = 512;

/** The reference does not know copier headers: a copy without one, where the file has it. */
function bareRom(path: string): string {
  const bytes = readFileSync(path);
  if ((bytes.length & 0x3ff) !== COPIER_HEADER) return path;
  const copy = join(CACHE, `${createHash('sha1').update(bytes).digest('hex')}.sfc`);
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(copy)) writeFileSync(copy, bytes.subarray(COPIER_HEADER));
  return copy;
}

export function runOracle(oracle: Oracle, args: readonly string[]): string {
  const bare = args.map((arg, i) => (args[i - 1] === '--rom' ? bareRom(arg) : arg));
  return execFileSync(oracle.program, ['--core', oracle.core, '--log', 'none', ...bare], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** `WxH crc` of each frame in a program's output. */
export function frameHashes(output: string): Map<number, string> {
  const hashes = new Map<number, string>();
  for (const match of output.matchAll(/^frame (\d+) (\d+x\d+ [0-9a-f]{8})$/gm)) hashes.set(Number(match[1]), match[2] ?? '');
  return hashes;
}

export interface OracleFrames {
  /** By frame; null where two power-on states give two pictures. */
  readonly hashes: readonly (string | null)[];
}

/** Hashes of the folded pictures of frames 0 to `frames - 1`; kept on disk by the ROM's hash. */
export function oracleFrames(oracle: Oracle, romPath: string, frames: number): OracleFrames {
  const key = createHash('sha1').update(readFileSync(romPath)).update(`${frames} ${FILL_SEED} ${NOISE_SEED} v2`).digest('hex');
  const file = join(CACHE, `${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as OracleFrames;
  const run = (seed: number): Map<number, string> =>
    frameHashes(
      runOracle(oracle, ['--rom', romPath, '--frames', String(frames), '--hash-every', '1', '--fold', '--seed', String(seed)]),
    );
  const fill = run(FILL_SEED);
  const noise = run(NOISE_SEED);
  const hashes = Array.from({ length: frames }, (_, frame) => {
    const hash = fill.get(frame);
    return hash !== undefined && hash === noise.get(frame) ? hash : null;
  });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, JSON.stringify({ hashes }));
  return { hashes };
}

/** The folded picture of one frame. */
export function oraclePicture(oracle: Oracle, romPath: string, frame: number, extra: readonly string[] = []): Picture {
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-oracle-'));
  try {
    runOracle(oracle, [
      '--rom',
      romPath,
      '--frames',
      String(frame + 1),
      '--fold',
      '--dump-frames',
      'last',
      '--out',
      folder,
      ...extra,
    ]);
    return readPicture(join(folder, `frame_${String(frame).padStart(6, '0')}.png`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
