import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packRecord, unpackRecord } from '../../electron/services/states/record-file.ts';
import { recordFileName } from '../../electron/services/states/record-folder.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const RECORDS = 5000;
/** Of the frames that the display shows while nothing happens, at least these are shown while the list runs. */
const LEAST_RATIO = 0.85;
const MOST_NODES = 60;
/** The page's memory may grow by this, as a part of what it was. */
const MOST_GROWTH = 0.5;
const place = new Place();
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
    const app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.keyboard.press('F6');
    const dialog = page.getByRole('dialog', { name: 'States' });
    await dialog.getByRole('listitem').first().waitFor();
    await page.waitForTimeout(1500);
    const measured = await page.evaluate(async () => {
      const list = document.querySelector('.record-list')!;
      const frames = async (milliseconds: number, each: (at: number) => void): Promise<number> => {
        const started = performance.now();
        let count = 0;
        while (performance.now() - started < milliseconds) {
          await new Promise(requestAnimationFrame);
          each((performance.now() - started) / milliseconds);
          count++;
        }
        return count;
      };
      const heap = (): number => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
      const still = await frames(2000, () => {});
      const before = heap();
      let most = 0;
      const running = await frames(2000, (at) => {
        list.scrollTop = at * (list.scrollHeight - list.clientHeight);
        most = Math.max(most, list.querySelectorAll('[role=listitem]').length);
      });
      const back = await frames(2000, (at) => void (list.scrollTop = (1 - at) * list.scrollHeight));
      return { still, running, back, most, growth: heap() / before - 1, height: list.scrollHeight };
    });
    console.log(
      `frames: ${measured.still} still, ${measured.running} down, ${measured.back} up; ratio ${(Math.min(measured.running, measured.back) / measured.still).toFixed(3)}; nodes ${measured.most}; memory +${(measured.growth * 100).toFixed(0)} %`,
    );
    expect(measured.height).toBeGreaterThan(RECORDS * 50);
    expect(Math.min(measured.running, measured.back) / measured.still).toBeGreaterThan(LEAST_RATIO);
    expect(measured.most).toBeLessThan(MOST_NODES);
    expect(measured.growth).toBeLessThan(MOST_GROWTH);
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
    await app.close();
  });
});
