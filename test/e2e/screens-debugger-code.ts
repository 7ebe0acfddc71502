import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const folder = join(ROOT, 'docs/screenshots');

async function panel(page: Page, title: string, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`Show panel: ${title}`);
  await page.keyboard.press('Enter');
  await page.locator(`[data-panel=${id}]:focus-within`).waitFor();
}

/** Writes a label, a comment and a bookmark where the game waits. */
async function writeNotes(page: Page): Promise<void> {
  await panel(page, 'Disassembly', 'disassembly');
  await page.keyboard.press('Home');
  for (const [key, text] of [
    ['l', 'wait_for_frame'],
    [';', 'until the NMI has counted'],
    ['m', ''],
  ] as const) {
    await page.locator('.code-pc.code-chosen').waitFor();
    await page.keyboard.press(key);
    if (text === '') continue;
    await page.locator('.code-field').waitFor();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await page.locator('.code-field').waitFor({ state: 'detached' });
  }
}

it.skipIf(findBrowser() === null)('makes pictures of the panels of sound, code and time', async () => {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  const app = await LocalApp.open(place);
  const { page } = app;
  await page.setViewportSize({ width: 1400, height: 900 });
  const shot = async (name: string): Promise<void> => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  try {
    await app.play('Embermoth');
    await page.waitForTimeout(3000);
    await page.keyboard.press('Enter', { delay: 120 });
    await page.waitForTimeout(2500);
    await page.keyboard.press('F12');
    await page.getByLabel('S-CPU PC').waitFor();
    await panel(page, 'Voices', 'voices');
    await page.locator('.voice-row').nth(3).waitFor();
    await shot('debugger-voices');
    await panel(page, 'Samples', 'samples');
    for (let row = 0; row < 6; row++) await page.keyboard.press('ArrowDown');
    await shot('debugger-samples');
    await panel(page, 'Profiler', 'profiler');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=profiler] .data-row').nth(6).waitFor();
    await page.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
    await writeNotes(page);
    await panel(page, 'Profiler', 'profiler');
    await page.getByRole('radio', { name: 'Chart' }).click();
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await shot('debugger-profiler');
    expect(app.problems).toEqual([]);
  } finally {
    await app.close();
    place.remove();
  }
});
