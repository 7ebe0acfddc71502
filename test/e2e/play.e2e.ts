import { decode } from 'fast-png';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, pictureShown, Place, shot } from './harness.ts';
import { playCart } from './play-cart.ts';

type Rgb = readonly [number, number, number];

/** What is meant by a colour of a band; a filter rounds by a little. */
const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];
const BLUE: Rgb = [0, 0, 255];
const PURPLE: Rgb = [128, 0, 128];
const WHITE: Rgb = [255, 255, 255];
const ROUNDING = 4;

let place: Place;
let app: LocalApp;
let page: Page;
beforeEach(() => {
  place = new Place();
  writeFileSync(join(place.home, 'games', 'Play Cart.sfc'), playCart());
});
afterEach(async () => {
  await app.close();
  place.remove();
});

function keep(settings: object): void {
  mkdirSync(place.data, { recursive: true });
  writeFileSync(join(place.data, 'settings.json'), JSON.stringify({ version: 1, global: settings, games: {} }));
}

async function open(): Promise<void> {
  app = await LocalApp.open(place, { file: join(place.home, 'games', 'Play Cart.sfc') });
  ({ page } = app);
  await page.getByRole('img', { name: 'Picture of Play Cart' }).waitFor();
  await page.mouse.move(5, 400);
}

interface Seen {
  /** Where the picture is in the window. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Colours of the rows of each of the four bands, in its middle, from the third of it on. */
  readonly bands: readonly (readonly Rgb[])[];
}

/** The cart's picture in the window. Its first band has a colour, the room around it is black. */
async function look(): Promise<Seen> {
  const canvas = await page.locator('.picture canvas').boundingBox();
  if (canvas === null) throw new Error('no picture');
  const { data, width, channels } = decode(await page.screenshot({ clip: canvas }));
  const at = (x: number, y: number): Rgb => {
    const from = (y * width + x) * channels;
    return [data[from], data[from + 1], data[from + 2]];
  };
  const lit = ([r, g, b]: Rgb): boolean => r + g + b > 60;
  const height = data.length / width / channels;
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) => lit(at(width >> 1, y)));
  const top = rows[0] ?? 0;
  const tall = (rows.at(-1) ?? 0) - top + 1;
  const columns = Array.from({ length: width }, (_, x) => x).filter((x) => lit(at(x, top + 20)));
  const left = columns[0] ?? 0;
  const wide = (columns.at(-1) ?? 0) - left + 1;
  const bands = [0, 1, 2, 3].map((band) => {
    const from = Math.round(top + (tall * (band + 0.35)) / 4);
    return Array.from({ length: Math.round(tall / 12) }, (_, row) => at(left + (wide >> 1), from + row));
  });
  return { box: { x: canvas.x + left, y: canvas.y + top, width: wide, height: tall }, bands };
}

const near = (colour: Rgb, wanted: Rgb, by = ROUNDING): boolean =>
  colour.every((value, part) => Math.abs(value - wanted[part]) <= by);

/** The one colour of a band, or null where it has several. */
async function band(number: number): Promise<Rgb | null> {
  const rows = (await look()).bands[number];
  return rows.every((row) => near(row, rows[0], 1)) ? rows[0] : null;
}

async function expectBand(number: number, wanted: Rgb, by = ROUNDING): Promise<void> {
  await expect.poll(async () => near((await band(number)) ?? [-99, -99, -99], wanted, by), { timeout: 15_000 }).toBe(true);
}

async function choose(section: string, setting: string, value: string): Promise<void> {
  await page.keyboard.press('Control+Comma');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('button', { name: section, exact: true }).click();
  await dialog.locator(`[data-setting="${setting}"] select`).selectOption(value);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function command(name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const words = page.getByRole('dialog').getByRole('combobox');
  await words.fill(name);
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Frames a second as the overlay tells them. */
async function frameRate(): Promise<number> {
  const text = (await page.getByText(/ fps · /).textContent()) ?? '';
  return Number.parseFloat(text);
}

/** The picture on the clipboard. */
async function copied(): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return [...new Uint8Array(await (await item.getType('image/png')).arrayBuffer())];
  });
  return Uint8Array.from(decode(Uint8Array.from(bytes)).data);
}

describe.skipIf(findBrowser() === null)('playing', { timeout: 150_000 }, () => {
  it('shows interlace in three ways, colours in two, and copies the picture', async () => {
    keep({ 'machine.powerOn': 'zero', 'general.resumeOnOpen': false });
    await open();
    await expectBand(0, RED);
    // Both fields at once: lines of each.
    const rows = async (): Promise<[number, number, number]> => {
      const lines = (await look()).bands[3];
      return [RED, BLUE, PURPLE].map((colour) => lines.filter((row) => near(row, colour, 70)).length) as [number, number, number];
    };
    await page.keyboard.press('KeyP');
    await page.getByText('Paused').waitFor();
    await expect.poll(async () => Math.min(...(await rows()).slice(0, 2)), { timeout: 15_000 }).toBeGreaterThan(2);
    await shot(page, 'play-weave');
    await choose('Picture', 'video.interlace', 'blend');
    await expectBand(3, PURPLE, 12);
    await shot(page, 'play-blend');
    await choose('Picture', 'video.interlace', 'bob');
    await expect.poll(async () => near((await band(3)) ?? PURPLE, RED) || near((await band(3)) ?? PURPLE, BLUE)).toBe(true);
    const field = (await band(3)) ?? PURPLE;
    await page.keyboard.press('Period');
    await expectBand(3, near(field, RED) ? BLUE : RED);
    const raw = await band(0);
    await choose('Picture', 'video.colour', 'crt');
    await expect.poll(async () => near((await band(0)) ?? RED, raw ?? RED)).toBe(false);
    // What is kept and copied is what the console made, whatever the screen shows.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('F9');
    await page.getByText('Screenshot').first().waitFor();
    await page.keyboard.press('Control+Shift+KeyC');
    await page.getByText('Picture copied.').waitFor();
    const folder = [join(place.data, 'screenshots'), join(place.home, 'Pictures', 'Dotclock'), join(place.home, 'Pictures')];
    const file = folder.flatMap((one) => {
      try {
        return readdirSync(one).map((name) => join(one, name));
      } catch {
        return [];
      }
    });
    const saved = decode(readFileSync(file.find((name) => name.endsWith('.png')) ?? ''));
    const rgb = (data: ArrayLike<number>, channels: number): number[] =>
      Array.from(data).filter((_, index) => channels === 3 || index % channels < 3);
    const clip = await copied();
    expect(rgb(clip, clip.length / saved.width / saved.height)).toEqual(rgb(saved.data as Uint8Array, saved.channels));
    expect(app.problems).toEqual([]);
  });

  it('has region and memory at power-on of one game, slow motion, and a Super Scope by the mouse', async () => {
    keep({ 'machine.powerOn': 'zero', 'general.resumeOnOpen': false, 'input.port2': 'superscope', 'video.fps': true });
    await open();
    await expectBand(0, RED);
    await expectBand(1, [0, 0, 0]);
    await expect.poll(frameRate, { timeout: 15_000 }).toBeGreaterThan(55);
    await page.keyboard.press('Minus');
    await page.getByText('Slow motion').waitFor();
    await expect.poll(frameRate, { timeout: 15_000 }).toBeLessThan(40);
    await page.keyboard.press('Minus');
    await expect.poll(frameRate, { timeout: 15_000 }).toBeGreaterThan(55);
    // Nothing was hit yet. A shot gives the place in the console's counters: 22 dots and one line before the picture.
    await expectBand(2, [0, 0, 0]);
    const { box } = await look();
    const shoot = async (x: number, y: number): Promise<Rgb> => {
      const before = (await band(2)) ?? [0, 0, 0];
      await page.mouse.move(box.x + (box.width * x) / 256, box.y + (box.height * y) / 224);
      // The beam has to come by where the gun points.
      await page.waitForTimeout(300);
      await page.mouse.down();
      await expect.poll(async () => near((await band(2)) ?? before, before, 1), { timeout: 15_000 }).toBe(false);
      await page.mouse.up();
      const [r, g, b] = (await band(2)) ?? [0, 0, 0];
      return [r >> 3, g >> 3, b >> 3];
    };
    const [left, high, hit] = await shoot(40, 20);
    const [right, low] = await shoot(200, 200);
    expect(hit).toBe(31);
    expect(Math.abs((right - left) * 16 - 160)).toBeLessThanOrEqual(16);
    expect(Math.abs(high * 8 - 20)).toBeLessThanOrEqual(8);
    expect(Math.abs(low * 8 - 200)).toBeLessThanOrEqual(8);
    await shot(page, 'play-scope');
    await page.mouse.move(5, 400);
    await choose('Console', 'machine.region', 'pal');
    await choose('Console', 'machine.powerOn', 'ones');
    await command('Back to library');
    await app.play('Play Cart');
    await expectBand(0, GREEN);
    await expectBand(1, WHITE);
    await expect.poll(async () => Math.abs((await frameRate()) - 50), { timeout: 15_000 }).toBeLessThan(3);
    expect(app.problems).toEqual([]);
  });

  it('leaves out layers and voices until the next game', async () => {
    keep({ 'general.resumeOnOpen': false });
    await open();
    await command('Back to library');
    await app.play('Embermoth');
    await pictureShown(page);
    await page.keyboard.press('KeyP');
    await page.getByText('Paused').waitFor();
    const clip = { x: 300, y: 150, width: 500, height: 450 };
    const picture = async (): Promise<string> => Buffer.from(await page.screenshot({ clip })).toString('base64');
    const whole = await picture();
    for (const name of ['Layer BG1', 'Layer BG2', 'Layer BG3', 'Sprites']) await command(name);
    await page.keyboard.press('Period');
    await expect.poll(async () => (await picture()) === whole).toBe(false);
    await shot(page, 'play-no-layers');
    await page.keyboard.press('KeyP');
    const heard = async (): Promise<number> => {
      await page.keyboard.press('Control+F9');
      await page.getByText('Recording the sound.').waitFor();
      await page.waitForTimeout(2500);
      await page.keyboard.press('Control+F9');
      await page.getByText('Recording saved: Embermoth').waitFor();
      const folder = join(place.data, 'recordings');
      const name =
        readdirSync(folder)
          .filter((one) => one.endsWith('.wav'))
          .sort()
          .at(-1) ?? '';
      const bytes = readFileSync(join(folder, name)).subarray(44);
      const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~3)));
      // The end of it: an echo has died away.
      return samples.subarray(-32_000).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
    expect(await heard()).toBeGreaterThan(500);
    for (let voice = 1; voice <= 8; voice++) await command(`Voice ${voice}`);
    await page.getByText('Recording saved: Embermoth').waitFor({ state: 'detached' });
    await page.waitForTimeout(1000);
    expect(await heard()).toBeLessThan(64);
    expect(app.problems).toEqual([]);
  });
});
