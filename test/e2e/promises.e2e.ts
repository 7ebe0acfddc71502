import { decode } from 'fast-png';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const CART = join(ROOT, 'dist/carts/embermoth.sfc');
let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

interface Shot {
  readonly width: number;
  readonly rgb: Buffer;
}

/** F9, and the picture that it wrote. */
async function screenshot(page: Page): Promise<Shot> {
  const folder = join(place.data, 'screenshots');
  const files = (): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')) : []);
  const before = new Set(files());
  await page.keyboard.press('F9');
  await expect.poll(() => files().length).toBeGreaterThan(before.size);
  const name = files().find((one) => !before.has(one)) ?? '';
  const { width, data, channels } = decode(readFileSync(join(folder, name)));
  const rgb = Buffer.from(data.filter((_value, index) => channels === 3 || index % 4 !== 3));
  return { width, rgb };
}

/** The score's digits, at the top left. */
function scoreOf({ width, rgb }: Shot): string {
  const rows = Array.from({ length: 12 }, (_, y) => rgb.subarray(y * width * 3, (y * width + 56) * 3));
  return Buffer.concat(rows).toString('base64');
}

describe.skipIf(findBrowser() === null)('what the app promises', () => {
  it('a screenshot is a frame of the machine, pixel for pixel; playing by keys makes the score rise', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.waitForTimeout(1500);
    await page.keyboard.press('KeyP');
    await page.getByText('Paused').waitFor();
    const ours = await screenshot(page);
    const machine = new HeadlessMachine(new Uint8Array(readFileSync(CART)), { pictures: { fold: true, rgb5: false } });
    let same = false;
    for (let frame = 0; frame < 1500 && !same; frame++) {
      machine.pictures.wanted = true;
      machine.runFrame();
      const { picture } = machine.pictures;
      same =
        picture !== null && picture.rgb.length === ours.rgb.length && Buffer.compare(Buffer.from(picture.rgb), ours.rgb) === 0;
    }
    expect(same).toBe(true);
    await page.keyboard.press('KeyP');
    await page.getByText('Paused').waitFor({ state: 'hidden' });
    const title = scoreOf(ours);
    let first = title;
    for (let tries = 0; tries < 20 && first === title; tries++) {
      await page.keyboard.press('Enter', { delay: 200 });
      await page.waitForTimeout(1500);
      first = scoreOf(await screenshot(page));
    }
    expect(first).not.toBe(title);
    const keys = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'];
    let risen = false;
    for (let turn = 0; turn < 40 && !risen; turn++) {
      await page.keyboard.down(keys[turn % keys.length] ?? '');
      await page.keyboard.press('KeyX', { delay: 300 + (turn % 3) * 250 });
      await page.keyboard.up(keys[turn % keys.length] ?? '');
      risen = scoreOf(await screenshot(page)) !== first;
    }
    expect(risen).toBe(true);
    expect(app.problems).toEqual([]);
  }, 120_000);

  it('a patch that is dropped on its game is applied softly', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    // IPS: one record of one byte at $7000.
    const patch = [...Buffer.from('PATCH'), 0x00, 0x70, 0x00, 0x00, 0x01, 0x5a, ...Buffer.from('EOF')];
    const before = readFileSync(CART);
    await page.evaluate((list) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(list)], 'Hard mode.ips'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, patch);
    await page.getByRole('img', { name: 'Picture of Embermoth (Hard mode)' }).waitFor();
    expect(Buffer.compare(readFileSync(CART), before)).toBe(0);
    expect(app.problems).toEqual([]);
  });

  it('quitting in the middle of a recording and of writes leaves whole files', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.keyboard.press('Control+F9');
    const folder = join(place.data, 'recordings');
    const size = (): number => {
      const [name] = existsSync(folder) ? readdirSync(folder) : [];
      return name === undefined ? 0 : readFileSync(join(folder, name)).length;
    };
    await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(100_000);
    await page.keyboard.press('F9');
    await page.keyboard.press('F2');
    expect(await app.close()).toBe(0);
    const [name = ''] = readdirSync(folder);
    const wav = readFileSync(join(folder, name));
    expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
    const left: string[] = readdirSync(place.data, { recursive: true }).map(String);
    expect(left.filter((one) => one.endsWith('.tmp'))).toEqual([]);
  });
});
