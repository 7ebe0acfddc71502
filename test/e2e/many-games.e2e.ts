import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, ROOT, shot } from './harness.ts';

const GAMES = 5000;
/** Cards in the page at most: what a screen shows, and a little more. */
const MOST_CARDS = 150;
const place = new Place();
afterAll(() => place.remove());

/** A library of many games, all of them in one file. */
function fill(): void {
  const path = join(ROOT, 'dist/carts/embermoth.sfc');
  const entries = Array.from({ length: GAMES }, (_, number) => ({
    facts: {
      hash: number.toString(16).padStart(64, '0'),
      crc: number,
      entry: null,
      size: 131_072,
      region: number % 3 === 0 ? 'pal' : 'ntsc',
      mapping: 'lorom',
      chip: 'none',
      battery: true,
    },
    title: `Game ${String(number).padStart(4, '0')}`,
    source: { path },
    fileSize: 131_072,
    fileTime: 1,
    addedAt: number,
    lastPlayed: 0,
    playSeconds: 0,
    favourite: false,
    demo: false,
    temporary: false,
    forgotten: false,
  }));
  mkdirSync(place.data, { recursive: true });
  writeFileSync(join(place.data, 'library.json'), JSON.stringify({ version: 1, folders: [], entries }));
}

describe.skipIf(findBrowser() === null)(`${GAMES} games`, () => {
  it('are shown, scrolled, searched and reached by keys, with no more cards in the page than are seen', async () => {
    fill();
    const app = await LocalApp.open(place);
    const { page } = app;
    const cards = page.locator('.grid .card, .rows .card');
    await page.getByText(`${GAMES + 2} games`).waitFor();
    await page.getByRole('button', { name: 'Play Game 0000' }).waitFor();
    expect(await cards.count()).toBeLessThan(MOST_CARDS);
    await shot(page, 'many-games');
    await page.locator('.shelf').evaluate((shelf) => void (shelf.scrollTop = shelf.scrollHeight));
    await page.getByRole('button', { name: `Play Game ${GAMES - 1}` }).waitFor();
    await expect.poll(() => cards.count()).toBeLessThan(MOST_CARDS);
    await shot(page, 'many-games-end');
    await page.getByRole('searchbox', { name: 'Search games' }).fill('game 4321');
    await expect.poll(() => cards.count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Search games' }).fill('');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: 'Play Game 0000' }).focus();
    for (let presses = 0; presses < 40; presses++) await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Play Game 0040' }).and(page.locator(':focus')).waitFor();
    await expect.poll(() => cards.count()).toBeLessThan(MOST_CARDS);
    await shot(page, 'many-games-list');
    expect(app.problems).toEqual([]);
    await app.close();
  });
});
