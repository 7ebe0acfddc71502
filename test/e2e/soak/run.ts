// The app in a real window for some minutes: run.ts [--minutes N]. Looks at sound, speed, memory; writes out/soak.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { WAV_HEADER_BYTES } from '../../../src/session/wav.ts';
import { findBrowser, LocalApp, Place, ROOT } from '../harness.ts';
import { firstStart, firstStartInElectron, inputLatency } from './latency.ts';
import { CAPTURE_RATE, Desk, slope } from './machine.ts';
import { play, watch, type Played } from './play.ts';
import { bandDifferences, thirdOctaves, type Band } from './spectrum.ts';

const EXIT_ABSENT = 77;
/** Frames a second of the console. */
const FRAME_RATE = 60.0988;
const FRAME_TIME = 1000 / FRAME_RATE;
/** Memory has to be filled before it can be flat: history has its room, caches are warm. */
const MINUTES_FOR_MEMORY = 5;
const CLI_RATE = 32_041;

interface Row {
  readonly what: string;
  readonly found: string;
  readonly wanted: string;
  /** null: told, not judged. */
  readonly good: boolean | null;
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
}

/** The sound of the movie's run, by the command line. */
function soundOf(movie: string, folder: string): Int16Array {
  const wav = join(folder, 'movie.wav');
  const words = ['run', join(ROOT, 'dist/carts/embermoth.sfc'), '--movie', movie, '--wav', wav];
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/cli.mjs'), ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the command line did not play the movie: ${stderr}`);
  const bytes = readFileSync(wav).subarray(WAV_HEADER_BYTES);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
}

async function soak(desk: Desk, minutes: number): Promise<{ played: Played; bands: readonly Band[]; resumed: string[] }> {
  const place = new Place();
  const app = await LocalApp.open(place, { window: desk.env, prepare: watch });
  try {
    await app.play('Embermoth');
    await app.page.waitForTimeout(1500);
    desk.listen();
    await command(app.page, 'Record a movie from power-on');
    await app.page.getByRole('button', { name: 'Movie: recording' }).waitFor();
    const played = await play(app.page, minutes, performance.now());
    await command(app.page, 'End the movie');
    await app.page.getByText(/Movie saved: Embermoth/).waitFor();
    const resumed = [...app.problems];
    const heard = desk.heard();
    await app.close();
    const folder = join(place.data, 'recordings');
    const movie = readdirSync(folder).find((name) => name.endsWith('.dcm')) ?? '';
    if (desk.capture === null) return { played, bands: [], resumed };
    const reference = thirdOctaves(soundOf(join(folder, movie), folder), CLI_RATE);
    return { played, bands: bandDifferences(thirdOctaves(heard, CAPTURE_RATE), reference), resumed };
  } finally {
    await app.close();
    place.remove();
  }
}

function rowsOf({ played, bands, resumed }: Awaited<ReturnType<typeof soak>>, minutes: number): readonly Row[] {
  const { stalls } = played;
  const rate = (played.frames * 1000) / played.time;
  const off = (rate / FRAME_RATE - 1) * 100;
  const sorted = played.slowest.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? Infinity;
  const late = played.memory.filter(({ at }) => at > minutes * 30_000);
  const grows = (which: 'heap' | 'resident'): number => slope(late.map((one) => ({ at: one.at, value: one[which] })));
  const last = played.memory.at(-1) ?? { heap: 0, resident: 0 };
  const judged = minutes >= MINUTES_FOR_MEMORY;
  const worst = bands.reduce((most, { level }) => Math.max(most, Math.abs(level)), 0);
  return [
    { what: 'audio underruns', found: String(played.underruns), wanted: '0', good: played.underruns === 0 },
    {
      what: 'frames a second',
      found: `${rate.toFixed(4)} (${off.toFixed(3)} %)`,
      wanted: `${FRAME_RATE} ± 0.1 %`,
      good: Math.abs(off) <= 0.1,
    },
    {
      what: "a frame's 99th of 100",
      found: `${middle.toFixed(2)} ms; worst second ${(sorted.at(-1) ?? 0).toFixed(2)}`,
      wanted: `< ${(FRAME_TIME / 2).toFixed(2)} ms`,
      good: middle < FRAME_TIME / 2,
    },
    {
      what: 'JS heap of the page',
      found: `${last.heap.toFixed(1)} MB, ${grows('heap').toFixed(2)} MB/min`,
      wanted: '< 0.2 MB/min',
      good: judged ? grows('heap') < 0.2 : null,
    },
    {
      what: 'memory of all processes',
      found: `${last.resident.toFixed(0)} MB, ${grows('resident').toFixed(1)} MB/min`,
      wanted: `< ${(last.resident / 100).toFixed(1)} MB/min (1 %)`,
      good: judged ? grows('resident') < last.resident / 100 : null,
    },
    {
      what: 'sound against the command line',
      found: bands.length === 0 ? 'not heard' : `${worst.toFixed(2)} dB at most in ${bands.length} bands`,
      wanted: '<= 1.5 dB',
      good: bands.length === 0 ? null : worst <= 1.5,
    },
    {
      what: 'longest stall of the Worker',
      found: `${Math.max(0, ...stalls.map(({ gap }) => gap)).toFixed(0)} ms; ${stalls.length} s with one over 40 ms`,
      wanted: '',
      good: null,
    },
    { what: 'errors in the console', found: resumed.join('; ') || 'none', wanted: 'none', good: resumed.length === 0 },
  ];
}

async function tellLatency(desk: Desk): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const runAhead of [0, 1]) {
    const time = await inputLatency(desk.env, runAhead);
    const found = `${time.toFixed(1)} ms, ${(time / FRAME_TIME).toFixed(1)} frames`;
    rows.push({ what: `key to first changed pixel, run-ahead ${runAhead}`, found, wanted: '', good: null });
  }
  const starts = { browser: await firstStart(desk.env), Electron: await firstStartInElectron(desk.env) };
  for (const [where, start] of Object.entries(starts)) {
    if (start === null) continue;
    const { empty, demo } = start;
    const found = `${demo.toFixed(0)} ms, ${(demo / empty).toFixed(2)} times an empty window (${empty.toFixed(0)} ms)`;
    rows.push({ what: `first start to a running demo, ${where}`, found, wanted: '', good: null });
  }
  return rows;
}

async function main(): Promise<number> {
  const at = process.argv.indexOf('--minutes');
  const minutes = at < 0 ? 10 : Number(process.argv[at + 1]);
  if (!(minutes > 0)) throw new Error('--minutes takes a number above 0.');
  if (findBrowser() === null) {
    console.log('soak skipped: there is no browser (chromium)');
    return EXIT_ABSENT;
  }
  const out = join(ROOT, 'out');
  const folder = join(out, 'soak');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const load = loadavg()[0] ?? 0;
  const desk = await Desk.open(folder);
  try {
    const latency = await tellLatency(desk);
    const result = await soak(desk, minutes);
    const rows = [...rowsOf(result, minutes), ...latency];
    const conditions = { minutes, cores: cpus().length, loadBefore: load, loadAfter: loadavg()[0] ?? 0 };
    for (const { what, found, wanted, good } of rows) {
      const mark = good === null ? '     ' : good ? 'ok   ' : 'FAIL ';
      console.log(`${mark}${what.padEnd(42)}${found.padEnd(54)}${wanted}`);
    }
    console.log(`load ${conditions.loadBefore.toFixed(1)} to ${conditions.loadAfter.toFixed(1)} on ${conditions.cores} cores`);
    writeFileSync(join(out, 'soak.json'), `${JSON.stringify({ conditions, rows, ...result }, null, 2)}\n`);
    const failed = rows.filter(({ good }) => good === false).length;
    console.log(`${rows.filter(({ good }) => good === true).length} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    desk.close();
  }
}

process.exitCode = await main();
