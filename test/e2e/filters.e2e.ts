import { decode } from 'fast-png';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, pictureShown, Place, shot } from './harness.ts';

const FILTERS = ['sharp', 'edges', 'crt', 'ntsc', 'plain'] as const;
/** By how much a colour may be off that two kinds of arithmetic make. */
const ROUNDING = 3;

let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

/** The middle of the picture, where no message stands. */
async function picture(page: Page): Promise<Uint8Array> {
  const png = await page.screenshot({ clip: { x: 300, y: 200, width: 500, height: 400 } });
  return Uint8Array.from(decode(png).data);
}

const distance = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
const shareOff = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((count, value, index) => count + (Math.abs(value - (b[index] ?? 0)) > ROUNDING ? 1 : 0), 0) / a.length;
const furthest = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? 0))), 0);

/** The light of the picture's middle, as it falls into the eye. */
async function light(page: Page): Promise<number> {
  const { width, height } = page.viewportSize()!;
  const clip = { x: width / 3, y: height / 4, width: width / 3, height: height / 2 };
  const { data, channels } = decode(await page.screenshot({ clip }));
  let sum = 0;
  for (let at = 0; at < data.length; at++) if (at % channels < 3) sum += (data[at] / 255) ** 2.2;
  return sum / data.length;
}

/** The next filter, once it is seen. */
async function nextFilter(page: Page, before: Uint8Array): Promise<Uint8Array> {
  await page.keyboard.press('KeyF');
  await expect.poll(async () => distance(await picture(page), before), { timeout: 20_000 }).toBeGreaterThan(0.1);
  return settled(page);
}

/** What is seen once nothing changes any more: the same at five looks. */
async function settled(page: Page): Promise<Uint8Array> {
  let last = await picture(page);
  let same = 0;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await picture(page);
        same = distance(before, last) === 0 ? same + 1 : 0;
        return same;
      },
      { interval: 150 },
    )
    .toBeGreaterThan(3);
  return last;
}

async function pausedGame(query: string): Promise<Page> {
  app = await LocalApp.open(place, { query });
  const { page } = app;
  await app.play('Embermoth');
  await pictureShown(page);
  // The game has faded in: how bright filters are is told of what is no longer nearly black.
  await expect.poll(() => light(page)).toBeGreaterThan(0.15);
  await page.keyboard.press('KeyP');
  await page.mouse.move(5, 400);
  return page;
}

describe.skipIf(findBrowser() === null)('filters', () => {
  it.each(['?webgl', '?'])('each compile, show the game, and look different (%s)', async (query) => {
    const page = await pausedGame(query);
    const seen = new Map<string, Uint8Array>();
    let last = await settled(page);
    for (const name of FILTERS) {
      if (seen.size > 0) last = await nextFilter(page, last);
      seen.set(name, last);
      await shot(page, `filter-${name}${query.slice(1)}`);
    }
    const names = [...seen.keys()];
    for (const [index, name] of names.entries()) {
      for (const other of names.slice(index + 1)) {
        const apart = distance(seen.get(name)!, seen.get(other)!);
        expect(apart, `${name} and ${other}`).toBeGreaterThan(0.1);
        // All of them show the same picture.
        expect(apart, `${name} and ${other}`).toBeLessThan(60);
      }
    }
    expect(app.problems).toEqual([]);
  });

  it.each([
    [760, 470],
    [1180, 780],
  ])('are as bright as each other, however large the window is (%i by %i)', async (width, height) => {
    const page = await pausedGame('?webgl');
    await page.setViewportSize({ width, height });
    let last = await settled(page);
    const sharp = await light(page);
    for (const name of FILTERS.slice(1, -1)) {
      last = await nextFilter(page, last);
      const share = (await light(page)) / sharp;
      expect(share, name).toBeGreaterThan(0.93);
      expect(share, name).toBeLessThan(1.07);
    }
  });

  it('without effects are the same picture by a graphics card and by the processor', async () => {
    const pictures: Uint8Array[][] = [];
    for (const query of ['?webgl', '?canvas2d']) {
      const page = await pausedGame(query);
      if (pictures.length === 0) {
        await page.keyboard.press('Shift+Digit1');
        await page.getByText('Saved to slot 1.').waitFor();
      }
      await page.keyboard.press('Digit1');
      await page.getByText('Loaded slot 1.').waitFor();
      const sharp = await settled(page);
      // Those with effects are as `sharp` where WebGL is not asked for.
      for (let presses = 2; presses < FILTERS.length; presses++) await page.keyboard.press('KeyF');
      if (query === '?canvas2d') await page.getByText('look like “Sharp”').waitFor();
      if (query === '?webgl') await expect.poll(async () => distance(await picture(page), sharp)).toBeGreaterThan(0.1);
      const plain = await nextFilter(page, await settled(page));
      // The choice is kept: the next window begins with `sharp`, too.
      await nextFilter(page, plain);
      pictures.push([sharp, plain]);
      await app.close();
    }
    const [[sharp, plain], [sharpToo, plainToo]] = pictures as [[Uint8Array, Uint8Array], [Uint8Array, Uint8Array]];
    expect(furthest(sharp, sharpToo)).toBeLessThanOrEqual(ROUNDING);
    // A point whose middle lies between two texels may have either: two lines of this picture do.
    expect(shareOff(plain, plainToo)).toBeLessThan(0.01);
    expect(distance(sharp, plain)).toBeGreaterThan(0.1);
  });
});
