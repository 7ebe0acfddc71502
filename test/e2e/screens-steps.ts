import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { LocalApp, Place, ROOT } from './harness.ts';

export const folder = join(ROOT, 'docs/screenshots');

/** Opens a panel by the palette and waits until it has the focus. */
export async function panel(page: Page, title: string, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`Show panel: ${title}`);
  await page.keyboard.press('Enter');
  await page.locator(`[data-panel=${id}]:focus-within`).waitFor();
}

const SIZE = { width: 1400, height: 860 };

/** A session of Embermoth in the game, with its debugger open. */
export async function stopped(
  run: (page: Page, shot: (name: string) => Promise<void>, home: string) => Promise<void>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  const app = await LocalApp.open(place, { size: SIZE });
  const { page } = app;
  const shot = async (name: string): Promise<void> => {
    // One may go by itself meanwhile.
    const closes = page.locator('.toast').getByRole('button', { name: 'Close' });
    while ((await closes.count()) > 0)
      await closes
        .first()
        .click({ timeout: 1000 })
        .catch(() => undefined);
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  try {
    await app.play('Embermoth');
    await page.waitForTimeout(3000);
    await page.keyboard.press('Enter', { delay: 120 });
    await page.waitForTimeout(2500);
    await page.keyboard.press('F12');
    await page.getByLabel('S-CPU PC').waitFor();
    await run(page, shot, place.home);
    expect(app.problems).toEqual([]);
  } finally {
    await app.close();
    place.remove();
  }
}
