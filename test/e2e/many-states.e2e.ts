import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { packRecord, unpackRecord } from '../../electron/services/states/record-file.ts';
import { recordFileName } from '../../electron/services/states/record-folder.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const RECORDS = 5000;
/** Processor time of the page's thread for a frame of scrolling, as a part of what it takes for so many turns of a plain loop in the same run. */
const MOST_WORK = 0.18;
const LOOP = 50_000_000;
/** Of the frames that the display shows while nothing happens, at least these are shown while the list runs, where there are processors to draw them. */
const LEAST_RATIO = 0.85;
/** Pixels a frame: a fast wheel. */
const STEP = 48;
const MOST_NODES = 60;
/** The page's memory may grow by this, as a part of what it was. */
const MOST_GROWTH = 0.5;
const place = new Place();
let app: LocalApp | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
});
afterAll(() => place.remove());

async function fill(): Promise<void> {
  const { picture } = await unpackRecord(readFileSync(join(ROOT, 'test/states/corpus/0.1.0/play.dcstate')));
  const machine = new HeadlessMachine(readFileSync(join(ROOT, 'dist/carts/embermoth.sfc')));
  const { romHash } = machine.snes;
  const folder = join(place.data, 'states', romHash);
  mkdirSync(folder, { recursive: true });
  const id = (number: number): string => number.toString(16).padStart(16, '0');
  for (let number = 1; number <= RECORDS; number++) {
    const created = Date.UTC(2026, 0, 1) + number * 60_000;
    const meta = {
      id: id(number),
      parent: number === 1 ? null : id(number % 7 === 0 ? Math.max(1, number - 9) : number - 1),
      name: number % 50 === 0 ? `milestone ${number}` : '',
      note: '',
      created,
      playSeconds: number * 60,
      frame: number * 3600,
      how: number % 5 === 0 ? ('manual' as const) : ('auto' as const),
      coreVersion: '0.1.0',
      romHash,
      devices: ['pad', 'pad'],
      anchor: null,
    };
    const record = await packRecord({ meta, state: new Uint8Array(64), picture, sram: null, inputs: null });
    writeFileSync(join(folder, recordFileName(created, meta.id)), record);
  }
}

describe.skipIf(findBrowser() === null)(`${RECORDS} states of one game`, () => {
  it('open, scroll at the rate of the display, are found, and take no memory for what is not seen', async () => {
    await fill();
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.keyboard.press('F6');
    const dialog = page.getByRole('dialog', { name: 'States' });
    await dialog.getByRole('listitem').first().waitFor();
    await page.waitForTimeout(1500);
    const devtools = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await devtools.send('HeapProfiler.collectGarbage');
      return page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize);
    };
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const work = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const loop = async (): Promise<number> => {
      const started = await work();
      await page.evaluate((turns) => {
        let value = 1;
        for (let i = 0; i < turns; i++) value = (Math.imul(value, 1664525) + 1013904223) | 0;
        return value;
      }, LOOP);
      return (await work()) - started;
    };
    const before = await heap();
    /** Frames in two and a half seconds while the list is scrolled by so much a frame, and the most rows in the page. */
    const frames = (from: 'top' | 'bottom', step: number): Promise<{ count: number; most: number }> =>
      page.evaluate(
        async ({ from, step }) => {
          const list = document.querySelector('.record-list')!;
          list.scrollTop = from === 'top' ? 0 : list.scrollHeight;
          const started = performance.now();
          let count = 0;
          let most = 0;
          while (performance.now() - started < 2500) {
            await new Promise(requestAnimationFrame);
            list.scrollTop += step;
            most = Math.max(most, list.childNodes[0].childNodes.length);
            count++;
          }
          return { count, most };
        },
        { from, step },
      );
    const still = await frames('top', 0);
    await loop();
    const loopBefore = await loop();
    const workBefore = await work();
    const down = await frames('top', STEP);
    const up = await frames('bottom', -STEP);
    const frame = ((await work()) - workBefore) / (down.count + up.count);
    const share = (2 * frame) / (loopBefore + (await loop()));
    await page.evaluate(async () => {
      const list = document.querySelector('.record-list')!;
      for (let at = 0; at < 1; at += 0.01) {
        list.scrollTop = at * list.scrollHeight;
        await new Promise(requestAnimationFrame);
      }
    });
    await page.waitForTimeout(500);
    const growth = (await heap()) / before - 1;
    const ratio = Math.min(down.count, up.count) / still.count;
    console.log(
      `frames: ${still.count} still, ${down.count} down, ${up.count} up: ratio ${ratio.toFixed(3)}; work a frame ${(frame * 1000).toFixed(1)} ms, ${share.toFixed(3)} of the loop; rows in the page ${down.most}; memory ${(growth * 100).toFixed(0)} %`,
    );
    expect(share).toBeLessThan(MOST_WORK);
    if (availableParallelism() > 2) expect(ratio).toBeGreaterThan(LEAST_RATIO);
    expect(Math.max(down.most, up.most)).toBeLessThan(MOST_NODES);
    expect(growth).toBeLessThan(MOST_GROWTH);
    await dialog.getByRole('searchbox').fill('milestone 4950');
    await dialog.getByRole('listitem').getByText('milestone 4950').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(1);
    await dialog.getByRole('searchbox').fill('');
    await dialog.getByRole('listitem').first().getByRole('button').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-record') === '0000000000000001');
    const shots = process.env['DOTCLOCK_SHOTS'];
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'many-states.png') });
    expect(app.problems).toEqual([]);
  });
});
