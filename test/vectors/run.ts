// Single-step vectors of both processors: run.ts DIR [FILTER]. One JSON array a file, gzipped or plain (docs/architecture.md, "Proof").
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { runSpc700Case } from './spc700.ts';
import { runW65816Case } from './w65816.ts';

const EXIT_USAGE = 2;
const EXIT_ABSENT = 77;
const SHOWN_FAILURES_A_FILE = 3;
const PROCESSORS = ['65816', 'spc700'] as const;
type Processor = (typeof PROCESSORS)[number];

interface Job {
  readonly file: string;
  readonly processor: Processor;
}

interface JobResult {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  /** `NAME: what differs first` of the first few failures. */
  readonly messages: readonly string[];
}

function runCase(processor: Processor, test: unknown): string | null {
  try {
    return processor === '65816' ? runW65816Case(test) : runSpc700Case(test);
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

function runJob({ file, processor }: Job): JobResult {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const tests = JSON.parse(text) as { name: string }[];
  const messages: string[] = [];
  let failed = 0;
  for (const test of tests) {
    const difference = runCase(processor, test);
    if (difference === null) continue;
    failed++;
    if (messages.length < SHOWN_FAILURES_A_FILE) messages.push(`${test.name}: ${difference}`);
  }
  return { file, passed: tests.length - failed, failed, messages };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return /\.json(\.gz)?$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function findJobs(folder: string, filter: string): Job[] {
  return filesUnder(folder).flatMap((file) => {
    const path = join(folder, relative(folder, file));
    const processor = PROCESSORS.find((name) => path.split(/[/\\]/).includes(name));
    return processor !== undefined && relative(folder, file).includes(filter) ? [{ file, processor }] : [];
  });
}

/** Spreads the jobs over as many workers as there are processors to run on. */
function runJobs(jobs: readonly Job[], onResult: (result: JobResult) => void): Promise<void> {
  let next = 0;
  const workers = Math.min(availableParallelism(), jobs.length, 8);
  const runWorker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url));
      const give = (): void => {
        const job = jobs[next++];
        if (job === undefined) void worker.terminate();
        else worker.postMessage(job);
      };
      worker.on('message', (result: JobResult) => {
        onResult(result);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      give();
    });
  return Promise.all(Array.from({ length: workers }, runWorker)).then(() => undefined);
}

/** For docs/accuracy.md; only whole runs are kept. */
function storeTotals(totals: ReadonlyMap<Processor, unknown>): void {
  const out = join(process.env['DOTCLOCK_ROOT'] ?? process.cwd(), 'out/vectors');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(Object.fromEntries(totals), null, 1)}\n`);
}

async function main(args: readonly string[]): Promise<number> {
  const [folder, filter = ''] = args;
  if (folder === undefined) {
    console.error(
      'usage: npm run vectors -- DIR [FILTER]   (DIR holds 65816/ and spc700/; FILTER is part of a file name, e.g. 65816/a9.n)',
    );
    return EXIT_USAGE;
  }
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    console.error(`vectors: no folder '${folder}': nothing was run`);
    return EXIT_ABSENT;
  }
  const jobs = findJobs(folder, filter);
  if (jobs.length === 0) {
    console.error(`vectors: no file of '${folder}'${filter === '' ? '' : ` matches '${filter}'`}: nothing was run`);
    return EXIT_ABSENT;
  }
  let passed = 0;
  let failed = 0;
  const totals = new Map<Processor, { files: number; passed: number; failed: number }>();
  const processorOf = new Map(jobs.map((job) => [job.file, job.processor]));
  await runJobs(jobs, (result) => {
    passed += result.passed;
    failed += result.failed;
    const processor = processorOf.get(result.file) ?? '65816';
    const total = totals.get(processor) ?? { files: 0, passed: 0, failed: 0 };
    totals.set(processor, { files: total.files + 1, passed: total.passed + result.passed, failed: total.failed + result.failed });
    if (result.failed === 0) return;
    console.log(`${relative(folder, result.file)}: ${result.failed} of ${result.passed + result.failed} failed`);
    for (const message of result.messages) console.log(`  ${message}`);
  });
  for (const [processor, total] of totals) {
    console.log(`${processor}: ${total.files} files, ${total.passed} passed, ${total.failed} failed.`);
  }
  if (filter === '') storeTotals(totals);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (isMainThread) process.exitCode = await main(process.argv.slice(2));
else parentPort?.on('message', (job: Job) => parentPort?.postMessage(runJob(job)));
