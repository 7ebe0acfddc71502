import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../build/bundle-options.mjs';
import { registerStorm } from '../fuzz/programs.ts';
import { journey, type JourneyOptions } from './journey.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-determinism-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FRAMES = 24;

/** ROMs of ours: a register storm, and each program of test/roms and assets/carts. */
function ownRoms(): [string, Uint8Array][] {
  const roms: [string, Uint8Array][] = [['register storm', registerStorm(5)]];
  for (const place of ['test/roms', 'assets/carts']) {
    const files = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.sfc')) : [];
    for (const file of files.sort().slice(0, 6)) roms.push([file, readFileSync(join(place, file))]);
  }
  return roms;
}

function inWorker(script: string, options: JourneyOptions): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: options });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** A context with nothing but the language: no console, no timers, no Node. */
function inBareContext(code: string, options: JourneyOptions): string[] {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  runInContext(code, context);
  const { rom, ...rest } = options;
  const call = `Journey.journey({ rom: Uint8Array.from(${JSON.stringify([...rom])}), ...${JSON.stringify(rest)} })`;
  return Array.from(runInContext(call, context) as string[]);
}

let workerScript = '';
let plainScript = '';

beforeAll(async () => {
  const config = nodeBundle({ entry: 'test/determinism/journey.ts', outDir: folder, name: 'journey' });
  const rolldownOptions = config.build?.rolldownOptions ?? {};
  const plain = { format: 'iife' as const, name: 'Journey', entryFileNames: 'journey.js' };
  await build({ ...config, build: { ...config.build, outDir: folder } });
  await build({ ...config, build: { ...config.build, outDir: folder, rolldownOptions: { ...rolldownOptions, output: plain } } });
  plainScript = readFileSync(join(folder, 'journey.js'), 'utf8');
  workerScript = join(folder, 'worker.mjs');
  writeFileSync(
    workerScript,
    `import { parentPort, workerData } from 'node:worker_threads';
import { journey } from './journey.mjs';
parentPort.postMessage(journey(workerData));`,
  );
});

describe.each(ownRoms())('%s', (_name, rom) => {
  const options: JourneyOptions = { rom, seed: 7, frames: FRAMES, detours: [] };

  it('gives the same frames again, in a worker and in a bare context', async () => {
    const inline = journey(options);
    expect(new Set(inline).size).toBeGreaterThan(1);
    expect(journey(options)).toEqual(inline);
    expect(await inWorker(workerScript, options)).toEqual(inline);
    expect(inBareContext(plainScript, options)).toEqual(inline);
  });

  it('goes on alike after its state was saved and loaded', () => {
    expect(journey({ ...options, detours: [0, 3, 4, 9, 14, 15] })).toEqual(journey(options));
  });
});

it('depends on the seed', () => {
  const rom = registerStorm(5);
  expect(journey({ rom, seed: 1, frames: 1, detours: [] })).not.toEqual(journey({ rom, seed: 2, frames: 1, detours: [] }));
});
