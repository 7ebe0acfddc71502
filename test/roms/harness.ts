import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble, formatDiagnostic, type Assembled } from '../../src/debug/assembler/assembler.ts';
import { HeadlessMachine, type PortDevice } from '../../src/session/headless.ts';
import type { Oracle } from '../corpus/oracle.ts';

/** What `meta.json` of a test ROM says. */
export interface RomMeta {
  /** One line: what the hardware does. */
  readonly behaviour: string;
  /** Where that is known from. */
  readonly source: string;
  readonly verdict: 'pass' | 'recorded' | 'known failure';
  readonly frames: number;
  /** What is plugged into port 1; a pad when missing. */
  readonly device?: PortDevice;
  readonly device2?: PortDevice;
  /** Left out of the battery: it needs another machine or header. */
  readonly alone?: boolean;
}

export const STATUS_NAMES = ['none', 'pass', 'fail', 'recorded'] as const;
export type Status = (typeof STATUS_NAMES)[number];

export interface Verdict {
  readonly status: Status;
  /** Number of the first measurement that failed, from 1; 0 when none did. */
  readonly firstFailed: number;
  /** Measured and wanted. */
  readonly details: readonly (readonly [number, number])[];
}

/** Where the verdict is in work RAM, and how many measurements it keeps. */
const VERDICT_AT = 0xff00;
const MAX_DETAILS = 60;
const MAGIC = 0x52544344;

const ROOT = process.env['DOTCLOCK_ROOT'] ?? join(import.meta.dirname, '../..');
export const ROMS_FOLDER = join(ROOT, 'test/roms');

/** The test ROMs in alphabetical order. */
export function romNames(): string[] {
  return readdirSync(ROMS_FOLDER)
    .filter((name) => existsSync(join(ROMS_FOLDER, name, 'meta.json')))
    .sort();
}

export function readMeta(name: string): RomMeta {
  return JSON.parse(readFileSync(join(ROMS_FOLDER, name, 'meta.json'), 'utf8')) as RomMeta;
}

function readSource(path: string): Uint8Array | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? readFileSync(path) : null;
}

function complete(name: string, result: Assembled): Uint8Array {
  if (result.errors.length > 0) throw new Error(`${name}:\n${result.errors.map(formatDiagnostic).join('\n')}`);
  return result.rom;
}

/** Throws with every complaint when the source is wrong. */
export function buildRom(name: string): Uint8Array {
  return complete(name, assemble(`${ROMS_FOLDER}/${name}/main.s`, { readFile: readSource }));
}

/** Tests of the battery that share a bank. */
const TESTS_A_BANK = 8;

/** The main file of the ROM that runs all the others. */
export function batterySource(names: readonly string[]): string {
  const tests = names.map(
    (name, i) => `.bank ${1 + Math.floor(i / TESTS_A_BANK)}\n.scope test_${i}\n.include "../${name}/main.s"\n.endscope`,
  );
  const table = names.map((_, i) => `  .faraddr test_${i}::test\n  .faraddr test_${i}::name`);
  return [
    'BATTERY = 1',
    `TESTS = ${names.length}`,
    '.include "../lib/rom.inc"',
    '.include "../lib/battery.inc"',
    'test_table:',
    ...table,
    ...tests,
  ].join('\n');
}

export function batteryNames(): string[] {
  return romNames().filter((name) => readMeta(name).alone !== true);
}

export function buildBattery(): Uint8Array {
  const main = `${ROMS_FOLDER}/battery/main.s`;
  const source = new TextEncoder().encode(batterySource(batteryNames()));
  return complete('battery', assemble(main, { readFile: (path) => (path === main ? source : readSource(path)) }));
}

export function readVerdict(wram: Uint8Array): Verdict {
  const view = new DataView(wram.buffer, wram.byteOffset + VERDICT_AT, 0x100);
  if (view.getUint32(0, true) !== MAGIC) return { status: 'none', firstFailed: 0, details: [] };
  const count = Math.min(view.getUint8(5), MAX_DETAILS);
  return {
    status: STATUS_NAMES[view.getUint8(4)] ?? 'none',
    firstFailed: view.getUint8(6),
    details: Array.from(
      { length: count },
      (_, i) => [view.getUint16(8 + 4 * i, true), view.getUint16(10 + 4 * i, true)] as const,
    ),
  };
}

type Run = Pick<RomMeta, 'frames' | 'device' | 'device2'>;

function hasVerdict(wram: Uint8Array): boolean {
  return readVerdict(wram).status !== 'none';
}

/** Where the battery counts its tests, and where it keeps their statuses, one byte a test. */
const BATTERY_COUNT_AT = 0xf700;
export const BATTERY_STATUSES_AT = 0xf800;

/** The battery is done when its verdict counts all the tests. */
export function batteryIsDone(wram: Uint8Array): boolean {
  return hasVerdict(wram) && readVerdict(wram).details[3]?.[0] === (wram[BATTERY_COUNT_AT] ?? -1);
}

/** Runs a ROM on our core until it is done, for so many frames at most; gives its work RAM. */
export function runRom(rom: Uint8Array, run: Run, seed = 1, done = hasVerdict): Uint8Array {
  const machine = new HeadlessMachine(rom, {
    powerOn: { seed },
    devices: [run.device ?? 'pad', run.device2 ?? 'pad'],
  });
  const wram = machine.memory('wram');
  for (let frame = 0; frame < run.frames && !done(wram); frame++) machine.runFrame();
  return wram;
}

/** So many frames the battery takes at most. */
export function batteryRun(): Run {
  return { frames: 60 * batteryNames().length };
}

/** Runs a ROM on the oracle core; gives its work RAM. */
export function runRomOnOracle(
  oracle: Oracle,
  rom: Uint8Array,
  meta: Pick<RomMeta, 'frames' | 'device' | 'device2'>,
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-roms-'));
  try {
    mkdirSync(folder, { recursive: true });
    const romPath = join(folder, 'test.sfc');
    const wramPath = join(folder, 'wram.bin');
    writeFileSync(romPath, rom);
    const args = ['--core', oracle.core, '--log', 'none', '--rom', romPath, '--frames', String(meta.frames), '--wram', wramPath];
    for (const [port, device] of [meta.device, meta.device2].entries())
      if (device !== undefined) args.push('--device', `${port + 1}=${device === 'pad' ? 'joypad' : device}`);
    execFileSync(oracle.program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    return readFileSync(wramPath);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
