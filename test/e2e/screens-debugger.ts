import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const folder = join(ROOT, 'docs/screenshots');

/** Opens a panel and takes a picture of the window when its answers are there. */
async function shot(page: Page, panel: string, name: string, keys: readonly string[] = []): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(`Show panel: ${panel}`);
  await page
    .getByRole('option', { name: `Show panel: ${panel}` })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1200);
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

it.skipIf(findBrowser() === null)('makes a picture of the debugger’s video panels', async () => {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  const app = await LocalApp.open(place, { size: { width: 1400, height: 860 } });
  const { page } = app;
  try {
    await app.play('Embermoth');
    await page.waitForTimeout(4000);
    await page.keyboard.press('Enter', { delay: 120 });
    await page.waitForTimeout(2500);
    await page.keyboard.press('F12');
    await page.getByLabel('S-CPU PC').waitFor();
    await page.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
    await page
      .locator('.toast')
      .getByRole('button', { name: 'Close' })
      .click({ timeout: 2000 })
      .catch(() => {});
    await page.screenshot({ path: join(folder, 'debugger.png') });
    // A layout with room for them.
    for (const name of ['Disassembly', 'Memory', 'Trace', 'Registers', 'Watches', 'Breakpoints', 'Call stack']) {
      await page.getByRole('button', { name: 'Panels' }).click();
      await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    }
    await shot(page, 'Sprites', 'debugger-sprites', ['ArrowRight']);
    const x = Number(await page.locator('[data-panel=sprites]').getByLabel('X', { exact: true }).inputValue());
    const y = Number(await page.locator('[data-panel=sprites]').getByLabel('Y', { exact: true }).inputValue());
    await page.keyboard.press('Control+i');
    await shot(page, 'Pixel inspector', 'debugger-pixel');
    const pixel = page.locator('[data-panel=pixel]');
    await pixel.getByLabel('X', { exact: true }).fill(String(Math.max(0, x) + 9));
    await pixel.getByLabel('Y', { exact: true }).fill(String(y + 9));
    await pixel.getByRole('button', { name: 'Go there' }).first().waitFor();
    await shot(page, 'Pixel inspector', 'debugger-pixel');
    await page.keyboard.press('Control+i');
    await shot(page, 'Event viewer', 'debugger-events', ['End', 'ArrowUp']);
    await shot(page, 'HDMA timeline', 'debugger-hdma', ['Shift+ArrowDown', 'Shift+ArrowDown', 'ArrowRight']);
    await shot(page, 'Tiles', 'debugger-tiles', ['ArrowRight', 'ArrowRight', 'ArrowDown']);
    await shot(page, 'Palette', 'debugger-palette', ['ArrowRight', 'ArrowDown']);
    await shot(page, 'Tilemap', 'debugger-tilemap', ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight']);
    expect(app.problems).toEqual([]);
  } finally {
    await app.close();
    place.remove();
  }
});
