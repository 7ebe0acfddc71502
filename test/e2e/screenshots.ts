import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const folder = join(ROOT, 'docs/screenshots');

it.skipIf(findBrowser() === null)('makes a picture of every screen', async () => {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  const app = await LocalApp.open(place, { size: { width: 960, height: 640 } });
  const { page } = app;
  const shot = async (name: string): Promise<void> => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  const quiet = async (): Promise<void> => {
    for (const close of await page.locator('.toast').getByRole('button', { name: 'Close' }).all()) await close.click();
  };
  await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
  await shot('first-start');
  for (const title of ['Test card', 'Embermoth']) {
    await app.play(title);
    await page.waitForTimeout(2500);
    if (title === 'Embermoth') break;
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
  }
  for (let press = 0; press < 1; press++) {
    await page.keyboard.press('Enter', { delay: 120 });
    await page.waitForTimeout(1500);
  }
  await page.keyboard.down('ArrowRight');
  await page.waitForTimeout(900);
  await page.keyboard.up('ArrowRight');
  await quiet();
  await page.mouse.move(5, 400);
  await page.waitForTimeout(2600);
  await shot('player');
  // Past the smoothed edges to the television.
  for (let press = 0; press < 2; press++) await page.keyboard.press('f');
  await quiet();
  await page.waitForTimeout(2600);
  await shot('player-television');
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await quiet();
  await shot('game-menu');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^States/ })
    .click();
  await quiet();
  await shot('states');
  await page.keyboard.press('Escape');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Settings/ })
    .click();
  await shot('settings');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await shot('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Continue' }).waitFor();
  await page.locator('.cover img').first().waitFor();
  await quiet();
  await shot('library');
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'light'));
  await shot('library-light');
  expect(app.problems).toEqual([]);
  await app.close();
  place.remove();
});
