import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const folder = join(ROOT, 'docs/screenshots');
const SECTIONS = [
  'General',
  'Library',
  'Picture',
  'Sound',
  'States',
  'Speed',
  'Controls',
  'Console',
  'Debugger',
  'Shortcuts',
] as const;

/** Takes a picture when what moves has come to rest; messages are put away first. */
async function shot(page: Page, name: string, toasts = false): Promise<void> {
  const close = page.locator('.toast').getByRole('button', { name: 'Close' });
  if (!toasts) for (const one of (await close.all()).toReversed()) await one.click({ timeout: 1000 }).catch(() => null);
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function library(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More about Embermoth' }).first().click();
  const game = page.getByRole('dialog', { name: 'Embermoth' });
  await game.getByRole('button', { name: 'New collection' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Late nights');
  await shot(page, 'collection-new');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Late nights' }).waitFor();
  await shot(page, 'game-page');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Late nights' }).click();
  await page.getByRole('heading', { name: /Late nights/ }).waitFor();
  await shot(page, 'collection');
  await page.getByRole('button', { name: 'Favourites' }).click();
  await shot(page, 'library-empty');
  await page.getByRole('button', { name: 'All games' }).click();
  await page.getByRole('button', { name: 'Add folder' }).first().click();
  await page.getByRole('dialog').waitFor();
  await shot(page, 'folder');
  await page.keyboard.press('Escape');
}

async function player(page: Page): Promise<void> {
  for (const name of ['sharp', 'edges', 'crt', 'ntsc', 'plain']) {
    await page.mouse.move(5, 400);
    await page.waitForTimeout(2300);
    await shot(page, `filter-${name}`);
    await page.keyboard.press('KeyF');
  }
  await page.keyboard.press('KeyV');
  await page.keyboard.press('F3');
  await page.keyboard.press('Control+F9');
  await page.getByRole('button', { name: 'Stop recording' }).waitFor();
  await page.keyboard.down('ArrowRight');
  await page.waitForTimeout(1500);
  await shot(page, 'recording-and-viewer');
  await page.keyboard.up('ArrowRight');
  await page.keyboard.press('Control+F9');
  await page.keyboard.press('KeyV');
  await page.keyboard.press('F3');
  await page.keyboard.press('KeyB');
  await page.getByRole('slider', { name: 'Moment' }).waitFor();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await shot(page, 'replay');
  await page.keyboard.press('Escape');
}

async function pages(page: Page): Promise<void> {
  await page.keyboard.press('F7');
  const cheats = page.getByRole('dialog', { name: 'Cheats' });
  await cheats.getByRole('textbox', { name: 'Code' }).fill('7E1F0063');
  await cheats.getByRole('textbox', { name: /What it does/ }).fill('Lives');
  await page.keyboard.press('Enter');
  await cheats.getByRole('switch', { name: 'Lives' }).waitFor();
  await shot(page, 'cheats');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await page.getByText('Saved to slot 1.').waitFor();
  await shot(page, 'saved', true);
  await page.waitForTimeout(900);
  await page.keyboard.press('Shift+Digit2');
  await page.getByText('Saved to slot 2.').waitFor();
  await page.keyboard.press('F6');
  const states = page.getByRole('dialog', { name: 'States' });
  const rows = states.getByRole('listitem').getByRole('button');
  await rows.first().click();
  await shot(page, 'timeline');
  await states.getByRole('button', { name: 'Compare…' }).click();
  await rows.last().focus();
  await page.keyboard.press('Enter');
  await states
    .getByText(/bytes differ/)
    .first()
    .waitFor();
  await shot(page, 'compare');
  await page.keyboard.press('Escape');
  while ((await page.getByRole('dialog').count()) > 0) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
  }
  await page.keyboard.press('Control+Comma');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  for (const section of SECTIONS) {
    await settings.getByRole('navigation').getByRole('button', { name: section, exact: true }).click();
    await shot(page, `settings-${section.toLowerCase()}`);
  }
  for (const theme of ['light', 'contrast']) {
    await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
    await shot(page, `settings-${theme}`);
  }
  await page.evaluate(() => void (document.documentElement.dataset['theme'] = 'dark'));
  await settings.getByRole('navigation').getByRole('button', { name: 'General', exact: true }).click();
  await page.getByLabel('Language', { exact: true }).selectOption('pt');
  await shot(page, 'settings-portuguese');
  await page.keyboard.press('Escape');
  await shot(page, 'game-menu-portuguese');
}

it.skipIf(findBrowser() === null)('makes a picture of every page', async () => {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  const app = await LocalApp.open(place, { size: { width: 960, height: 640 } });
  const { page } = app;
  try {
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    await library(page);
    await app.play('Embermoth');
    await page.waitForTimeout(4000);
    await page.keyboard.press('Enter', { delay: 120 });
    await page.waitForTimeout(1500);
    await player(page);
    await pages(page);
    expect(app.problems).toEqual([]);
  } finally {
    await app.close();
    place.remove();
  }
});
