import { encode } from 'fast-png';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { drop, findBrowser, LocalApp, Place, ROOT, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

function red(): Buffer {
  const data = Uint8Array.from({ length: 40 * 60 * 3 }, (_, index) => (index % 3 === 0 ? 220 : 40));
  return Buffer.from(encode({ width: 40, height: 60, data, channels: 3 }));
}

describe.skipIf(findBrowser() === null)('the library is arranged', () => {
  it('with collections that are made, filled, renamed, deleted and brought back, also after a restart', async () => {
    app = await LocalApp.open(place);
    let { page } = app;
    await page.getByRole('button', { name: 'More about Embermoth' }).click();
    const dialog = page.getByRole('dialog', { name: 'Embermoth' });
    await dialog.getByRole('button', { name: 'New collection' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Late nights');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('checkbox', { name: 'Late nights' }).isChecked()).toBe(true);
    await shot(page, 'game-page');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Late nights' }).click();
    await page.getByRole('heading', { name: /Late nights.*1 game/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Play / }).count()).toBe(1);
    await page.getByRole('button', { name: 'Rename collection' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Early mornings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Early mornings/ }).waitFor();
    await shot(page, 'collection');
    await app.close();
    app = await LocalApp.open(place);
    page = app.page;
    await page.getByRole('button', { name: 'Early mornings' }).click();
    await page.getByRole('button', { name: 'Delete collection' }).click();
    await page.getByText('was deleted').waitFor();
    expect(await page.getByRole('button', { name: 'Early mornings' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Early mornings' }).click();
    await page.getByRole('heading', { name: /Early mornings.*1 game/ }).waitFor();
    expect(app.problems).toEqual([]);
  });

  it('with covers of one’s own, chosen and reset', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await page.getByRole('button', { name: 'More about Embermoth' }).click();
    const dialog = page.getByRole('dialog', { name: 'Embermoth' });
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose a picture' }).click();
    await (await chooser).setFiles({ name: 'cover.png', mimeType: 'image/png', buffer: red() });
    await page.getByText('Embermoth has a new cover.').waitFor();
    const covers = (): string[] => (existsSync(join(place.data, 'covers')) ? readdirSync(join(place.data, 'covers')) : []);
    expect(covers().length).toBe(1);
    const colour = (): Promise<number[]> =>
      dialog.locator('.cover img').evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        const canvas = new OffscreenCanvas(1, 1);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0, 1, 1);
        return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
      });
    await expect.poll(colour).toEqual([220, 40, 40]);
    await dialog.getByRole('button', { name: 'Use the screenshot' }).click();
    await expect.poll(covers).toEqual([]);
    await expect.poll(colour).not.toEqual([220, 40, 40]);
    const again = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose a picture' }).click();
    await (await again).setFiles({ name: 'cover.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText('that file is no picture that can be read.').waitFor();
    expect(app.problems).toEqual([]);
  });

  it('with covers that are dropped on a game; what has no place is refused in words', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    const card = page.locator('.card', { hasText: 'Embermoth' }).first();
    await card.waitFor();
    await drop(page, 'cover.png', red(), {
      type: 'image/png',
      on: `.card[data-game="${await card.getAttribute('data-game')}"] .cover`,
    });
    await page.getByText('Embermoth has a new cover.').waitFor();
    await card.locator('img.cover-own').waitFor();
    expect(readdirSync(join(place.data, 'covers')).length).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => readdirSync(join(place.data, 'covers')).length).toBe(0);
    await drop(page, 'cover.png', red(), { type: 'image/png' });
    await page.getByText('drop the picture on a game').waitFor();
    await drop(page, 'other.srm', new Uint8Array(8192));
    await page.getByText('start the game first').waitFor();
    expect(app.problems).toEqual([]);
  });

  it('and searched, listed, narrowed to kinds; missing and unreadable files are told by name', async () => {
    const games = join(place.home, 'games');
    const cart = readFileSync(join(ROOT, 'dist/carts/embermoth.sfc'));
    const write = (name: string, seed: number): void =>
      writeFileSync(
        join(games, name),
        cart.map((byte, at) => (at === 0x7000 ? byte ^ seed : byte)),
      );
    write('Away (USA).sfc', 1);
    write('Stays (USA).sfc', 2);
    writeFileSync(join(games, 'broken.zip'), 'this is no archive');
    app = await LocalApp.open(place);
    const { page } = app;
    await page.getByRole('button', { name: 'Add folder' }).first().click();
    await page.getByRole('button', { name: 'games', exact: true }).click();
    await page.getByRole('button', { name: 'Add “games”' }).click();
    await page.getByRole('button', { name: 'Play Stays' }).waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const problems = page.getByRole('dialog', { name: '1 file could not be read' });
    await problems.getByText('broken.zip').waitFor();
    await shot(page, 'scan-problems');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await problems.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.locator('.rows .card').first().waitFor();
    await shot(page, 'library-list');
    const plays = page.getByRole('button', { name: /^Play / });
    await page.getByRole('searchbox', { name: 'Search games' }).fill('usa stays');
    await expect.poll(() => plays.count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Search games' }).fill('');
    rmSync(join(games, 'Away (USA).sfc'));
    await page.keyboard.press('F5');
    await page.getByRole('combobox', { name: 'Show only' }).selectOption('missing');
    await expect.poll(() => plays.allTextContents().then(({ length }) => length)).toBe(1);
    await page.getByRole('button', { name: 'Play Away' }).click();
    await page.getByText('"Away (USA).sfc" is not where it was').waitFor();
    await page.getByRole('combobox', { name: 'Show only' }).selectOption('pal');
    await page.getByText('No game here is “PAL”.').waitFor();
    await shot(page, 'library-none-fits');
    await page.getByRole('button', { name: 'All kinds' }).click();
    await expect.poll(() => plays.count()).toBeGreaterThan(3);
    expect(app.problems).toEqual([]);
  });
});
