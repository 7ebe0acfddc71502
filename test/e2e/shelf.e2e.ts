import { encode } from 'fast-png';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

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
});
