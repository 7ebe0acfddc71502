import type { Page } from 'playwright';
import { SoundRing } from '../../../src/host/web/sound-ring.ts';
import type { SessionStats } from '../../../src/session/protocol.ts';
import { browserMegabytes } from './machine.ts';

interface Report {
  readonly at: number;
  readonly stats: SessionStats;
}

interface Sample {
  readonly at: number;
  readonly heap: number;
  readonly resident: number;
}

interface Stall {
  /** Seconds since the play began. */
  readonly at: number;
  readonly gap: number;
}

/** Milliseconds that a tick may be late without a word. */
const STALL = 40;

export interface Played {
  readonly frames: number;
  /** Milliseconds in which they ran, pauses left out. */
  readonly time: number;
  /** Milliseconds of each second's 99th frame. */
  readonly slowest: readonly number[];
  readonly underruns: number;
  /** Seconds in which something took longer than a delay of sound can bridge: milliseconds of each. */
  readonly stalls: readonly Stall[];
  readonly memory: readonly Sample[];
}

/** Before the page loads: keeps what the Worker tells, and the ring of sound. */
export function watch(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const reports: unknown[] = [];
    const buffers: SharedArrayBuffer[] = [];
    const PlainWorker = globalThis.Worker;
    const PlainBuffer = globalThis.SharedArrayBuffer;
    globalThis.Worker = class extends PlainWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<{ event?: string; stats?: unknown }>) => {
          if (data.event === 'stats') reports.push({ at: performance.now(), stats: data.stats });
        });
      }
    };
    globalThis.SharedArrayBuffer = new Proxy(PlainBuffer, {
      construct(target, words: [number]) {
        const made = new target(...words);
        buffers.push(made);
        return made;
      },
    });
    Object.assign(globalThis, { soak: { reports, buffers } });
  });
}

interface Watched {
  readonly soak: { readonly reports: Report[]; readonly buffers: readonly SharedArrayBuffer[] };
}

async function underruns(page: Page): Promise<number> {
  const words = await page.evaluate((bytes) => {
    const { buffers } = (globalThis as unknown as Watched).soak;
    const ring = buffers.find(({ byteLength }) => byteLength === bytes);
    return ring === undefined ? [] : [...new Int32Array(ring, 0, 7)];
  }, SoundRing.bytes);
  if (words.length === 0) throw new Error('the page has no ring of sound.');
  const copy = new ArrayBuffer(SoundRing.bytes);
  new Int32Array(copy).set(words);
  return new SoundRing(copy).underruns;
}

const reportsOf = (page: Page): Promise<Report[]> =>
  page.evaluate(() => (globalThis as unknown as Watched).soak.reports.splice(0));

/** Frames and time between reports that follow each other; the first of a stretch has a pause behind it. */
function stretch(reports: readonly Report[]): { frames: number; time: number } {
  const first = reports[0];
  const last = reports.at(-1);
  if (first === undefined || last === undefined) return { frames: 0, time: 0 };
  return { frames: last.stats.frame - first.stats.frame, time: last.at - first.at };
}

const MOVES = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'] as const;

/** Presses of someone who plays; the palette comes and goes while the game goes on. */
async function playOn(page: Page, until: number, round: number): Promise<void> {
  for (let step = 0; performance.now() < until; step++) {
    const key = MOVES[(step * 7 + round) % MOVES.length] ?? 'ArrowRight';
    await page.keyboard.press(key, { delay: 180 + ((step * 53) % 240) });
    if (step % 3 === 0) await page.keyboard.press('KeyX', { delay: 60 });
    if (step % 9 === 4) await page.keyboard.press('Enter', { delay: 60 });
    if (step % 12 === 7) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('reco', { delay: 40 });
      await page.keyboard.press('Escape');
    }
  }
}

async function lookAround(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
  await page.keyboard.press('Control+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.waitFor();
  for (const section of ['Sound', 'Controls', 'Picture'])
    await settings.getByRole('navigation').getByRole('button', { name: section }).click();
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export async function play(page: Page, minutes: number, began: number): Promise<Played> {
  const cdp = await page.context().newCDPSession(page);
  const memory: Sample[] = [];
  const slowest: number[] = [];
  const stalls: Stall[] = [];
  let frames = 0;
  let time = 0;
  await page.waitForTimeout(3000);
  const before = await underruns(page);
  const end = performance.now() + minutes * 60_000;
  for (let round = 0; performance.now() < end; round++) {
    await reportsOf(page);
    await playOn(page, Math.min(end, performance.now() + 28_000), round);
    const reports = await reportsOf(page);
    const part = stretch(reports);
    frames += part.frames;
    time += part.time;
    slowest.push(...reports.map(({ stats }) => stats.frameTime99));
    for (const { at, stats } of reports)
      if (stats.longestGap > STALL) stalls.push({ at: Math.round(at / 1000), gap: stats.longestGap });
    await lookAround(page);
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    memory.push({ at: performance.now() - began, heap: usedSize / 2 ** 20, resident: browserMegabytes() });
  }
  return { frames, time, slowest, underruns: (await underruns(page)) - before, stalls, memory };
}
