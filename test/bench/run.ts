// Speed: run.ts [SCENE ...]. Runs each scene in a process of its own, in turn with the reference core where that is installed.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOracle, runOracle, type Oracle } from '../corpus/oracle.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { drawChart, type ChartRun } from './chart.ts';
import { findScenes, type FoundScene } from './scenes.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';

const EXIT_ABSENT = 77;
const OUT = join(PROJECT_ROOT, 'out/bench');
const ROUNDS = 2;
const CHILD_MARK = '--one-scene';

interface Measurement {
  readonly fps: number;
  readonly msP50: number;
  readonly msP99: number;
  /** Highest resident memory of the process. */
  readonly rssMegabytes: number;
  /** Growth of the heap a frame, with the collector's work taken out as far as one can: bytes. */
  readonly heapBytesPerFrame: number;
}

interface HistoryLine {
  readonly date: string;
  readonly node: string;
  readonly scenes: Readonly<
    Record<string, Measurement & { readonly referenceFps: number | null; readonly ratio: number | null }>
  >;
}

function measure(scene: FoundScene): Measurement {
  const machine = new HeadlessMachine(readFileSync(scene.path));
  for (let frame = 0; frame < scene.warmup; frame++) machine.runFrame();
  const times = new Float64Array(scene.frames);
  const heapBefore = process.memoryUsage().heapUsed;
  for (let frame = 0; frame < scene.frames; frame++) {
    const started = performance.now();
    machine.runFrame();
    times[frame] = performance.now() - started;
  }
  const heapAfter = process.memoryUsage().heapUsed;
  const total = times.reduce((sum, ms) => sum + ms, 0);
  const sorted = times.toSorted();
  return {
    fps: (scene.frames * 1000) / total,
    msP50: sorted[scene.frames >> 1] ?? 0,
    msP99: sorted[Math.floor(scene.frames * 0.99)] ?? 0,
    rssMegabytes: process.resourceUsage().maxRSS / 1024,
    heapBytesPerFrame: Math.max(0, heapAfter - heapBefore) / scene.frames,
  };
}

function measureInChild(scene: FoundScene): Measurement {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), CHILD_MARK, JSON.stringify(scene)], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Measurement;
}

function measureOracle(oracle: Oracle, scene: FoundScene): number {
  const frames = String(scene.warmup + scene.frames);
  const output = runOracle(oracle, ['--rom', scene.path, '--frames', frames, '--warmup', String(scene.warmup), '--time']);
  return Number(/ fps ([0-9.]+)/.exec(output)?.[1] ?? 'NaN');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** The best of the rounds, ours and the reference's in turn, so that both see the same machine. */
function runScene(scene: FoundScene, oracle: Oracle | null): HistoryLine['scenes'][string] {
  let best: Measurement | null = null;
  let referenceFps: number | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const ours = measureInChild(scene);
    if (best === null || ours.fps > best.fps) best = ours;
    if (oracle !== null) referenceFps = Math.max(referenceFps ?? 0, measureOracle(oracle, scene));
  }
  if (best === null) throw new Error('no round was run');
  return { ...best, referenceFps, ratio: referenceFps === null ? null : best.fps / referenceFps };
}

function printScene(name: string, scene: HistoryLine['scenes'][string]): void {
  const reference =
    scene.ratio === null || scene.referenceFps === null
      ? ''
      : `, ${scene.ratio.toFixed(2)} times the reference's ${scene.referenceFps.toFixed(0)}`;
  console.log(
    `${name}: ${scene.fps.toFixed(1)} frames/s, ms p50 ${scene.msP50.toFixed(2)} p99 ${scene.msP99.toFixed(2)}, ` +
      `${scene.rssMegabytes.toFixed(0)} MB, ${scene.heapBytesPerFrame.toFixed(0)} bytes a frame${reference}`,
  );
}

function readHistory(): HistoryLine[] {
  try {
    return readFileSync(join(OUT, 'history.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as HistoryLine);
  } catch {
    return [];
  }
}

function store(line: HistoryLine): void {
  mkdirSync(OUT, { recursive: true });
  appendFileSync(join(OUT, 'history.jsonl'), `${JSON.stringify(line)}\n`);
  const runs = readHistory().map((run): ChartRun => {
    const fps = Object.fromEntries(Object.entries(run.scenes).map(([name, scene]) => [name, scene.fps]));
    return { label: run.date, fps };
  });
  writeFileSync(join(OUT, 'history.svg'), drawChart(runs.slice(-50)));
}

function main(wanted: readonly string[]): number {
  const scenes = findScenes(PROJECT_ROOT, process.env['DOTCLOCK_ROMS']).filter(
    (scene) => wanted.length === 0 || wanted.some((part) => scene.name.includes(part)),
  );
  if (scenes.length === 0) {
    console.error('bench: no scene to run: DOTCLOCK_ROMS names the folder of the public programs');
    return EXIT_ABSENT;
  }
  const oracle = findOracle();
  if (oracle === null) console.log('bench: the reference core is not installed: no ratios');
  const measured: Record<string, HistoryLine['scenes'][string]> = {};
  for (const scene of scenes) {
    const result = runScene(scene, oracle);
    measured[scene.name] = result;
    printScene(scene.name, result);
  }
  const results = Object.values(measured);
  const ratios = results.flatMap((result) => (result.ratio === null ? [] : [result.ratio]));
  console.log(
    `median ${median(results.map((result) => result.fps)).toFixed(1)} frames/s, lowest ${Math.min(...results.map((result) => result.fps)).toFixed(1)}`,
  );
  if (ratios.length > 0)
    console.log(`ratio to the reference: median ${median(ratios).toFixed(2)}, lowest ${Math.min(...ratios).toFixed(2)}`);
  store({ date: new Date().toISOString(), node: process.version, scenes: measured });
  console.log(`history and chart in ${OUT}`);
  return 0;
}

const [first, second] = process.argv.slice(2);
if (first === CHILD_MARK && second !== undefined) console.log(JSON.stringify(measure(JSON.parse(second) as FoundScene)));
else process.exitCode = main(process.argv.slice(2));
