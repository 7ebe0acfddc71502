// The public test programs: run.ts DIR [SET ...]. DIR has a folder a set, as the project's README says.
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { CartError } from '../../src/session/headless.ts';
import { findOracle } from './oracle.ts';
import {
  applyKnownDifferences,
  count,
  failed,
  PROJECT_ROOT,
  readKnownDifferences,
  skipped,
  storeResults,
  type RomResult,
} from './results.ts';
import { romsUnder, SETS } from './sets.ts';

const EXIT_USAGE = 2;
const EXIT_ABSENT = 77;
const OUT = join(PROJECT_ROOT, 'out/corpus');
const SHOWN_FAILURES_A_ROM = 12;

interface Job {
  readonly set: string;
  readonly folder: string;
  readonly path: string;
}

function runJob({ set, folder, path }: Job): RomResult {
  const rom = relative(folder, path).split(sep).join('/');
  const judge = SETS.get(set);
  if (judge === undefined) throw new Error(`no judge for ${set}`);
  const failureFolder = join(OUT, rom.replace(/\.\w+$/, ''));
  rmSync(failureFolder, { recursive: true, force: true });
  try {
    return { set, rom, tests: judge(path, findOracle(), failureFolder) };
  } catch (error) {
    if (error instanceof CartError) return { set, rom, tests: [skipped('cartridge', error.message)] };
    const detail = error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error);
    return { set, rom, tests: [failed('run', `threw ${detail}`)] };
  }
}

function report(result: RomResult): void {
  const one = [result];
  const skips = count(one, 'skipped');
  const known = count(one, 'known');
  const extra = `${known === 0 ? '' : `, ${known} known`}${skips === 0 ? '' : `, ${skips} skipped`}`;
  console.log(
    `${count(one, 'failed') === 0 ? 'ok    ' : 'FAILED'} ${result.rom}: ${count(one, 'passed')} of ${result.tests.length}${extra}`,
  );
  const failures = result.tests.filter((test) => test.verdict === 'failed');
  for (const test of failures.slice(0, SHOWN_FAILURES_A_ROM)) console.log(`         ${test.name}: ${test.detail}`);
  if (failures.length > SHOWN_FAILURES_A_ROM) console.log(`         and ${failures.length - SHOWN_FAILURES_A_ROM} more`);
}

async function runJobs(jobs: readonly Job[], onResult: (result: RomResult) => void): Promise<void> {
  let next = 0;
  const runWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url));
      const give = (): void => {
        const job = jobs[next++];
        if (job === undefined) void worker.terminate();
        else worker.postMessage(job);
      };
      worker.on('message', (result: RomResult) => {
        onResult(result);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      give();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length, 8) }, runWorker));
}

function findJobs(folder: string, wanted: readonly string[]): Job[] {
  return [...SETS.keys()]
    .filter((set) => wanted.length === 0 || wanted.includes(set))
    .filter((set) => existsSync(join(folder, set)))
    .flatMap((set) => romsUnder(join(folder, set)).map((path) => ({ set, folder, path })));
}

async function main(args: readonly string[]): Promise<number> {
  const [folder, ...wanted] = args;
  if (folder === undefined) {
    console.error(`usage: npm run corpus -- DIR [SET ...]   (sets: ${[...SETS.keys()].join(' ')})`);
    return EXIT_USAGE;
  }
  const unknown = wanted.find((set) => !SETS.has(set));
  if (unknown !== undefined) {
    console.error(`corpus: no set '${unknown}' (sets: ${[...SETS.keys()].join(' ')})`);
    return EXIT_USAGE;
  }
  const jobs = existsSync(folder) ? findJobs(folder, wanted) : [];
  if (jobs.length === 0) {
    console.error(`corpus: no test programs in '${folder}': nothing was run`);
    return EXIT_ABSENT;
  }
  if (findOracle() === null)
    console.log(
      'corpus: the reference program is not installed; sets that need it are skipped (DOTCLOCK_REFCORE, DOTCLOCK_CORE)',
    );
  const known = readKnownDifferences();
  const results: RomResult[] = [];
  await runJobs(jobs, (raw) => {
    const result = applyKnownDifferences(raw, known);
    results.push(result);
    report(result);
  });
  storeResults(
    join(OUT, 'results.json'),
    results.sort((a, b) => a.rom.localeCompare(b.rom)),
  );
  for (const set of new Set(results.map((result) => result.set))) {
    const ofSet = results.filter((result) => result.set === set);
    console.log(
      `${set}: ${count(ofSet, 'passed')} passed, ${count(ofSet, 'failed')} failed, ${count(ofSet, 'known')} known, ${count(ofSet, 'skipped')} skipped.`,
    );
  }
  console.log(`${count(results, 'passed')} passed, ${count(results, 'failed')} failed`);
  return count(results, 'failed') === 0 ? 0 : 1;
}

if (isMainThread) process.exitCode = await main(process.argv.slice(2));
else parentPort?.on('message', (job: Job) => parentPort?.postMessage(runJob(job)));
