import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;

async function open(prepare?: (page: Page) => Promise<unknown>): Promise<void> {
  app = await LocalApp.open(place, { size: { width: 1400, height: 860 }, ...(prepare === undefined ? null : { prepare }) });
  ({ page } = app);
  // A game that was left in a hurry is offered again.
  const recovery = page.getByRole('dialog', { name: 'Go on where you were?' });
  await page.addLocatorHandler(recovery, () => page.keyboard.press('Escape'));
  await app.debug('Embermoth');
}

beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await shot(page, 'second-window-last');
  await app.close();
  place.remove();
});

async function command(where: Page, words: string): Promise<void> {
  await where.keyboard.press('Control+k');
  await where.locator('.palette input').waitFor();
  await where.keyboard.type(words);
  await where.keyboard.press('Enter');
}

/** Moves a panel to a window of its own, by keyboard. */
async function popOut(name: string, inside: string): Promise<Page> {
  await command(page, `Show panel: ${name}`);
  const panel = page.locator(`[data-panel="${inside}"]`);
  await expect.poll(() => panel.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  const opened = page.waitForEvent('popup');
  await page.keyboard.press('Control+Shift+Period');
  const popout = await opened;
  await popout.locator(`[data-panel="${inside}"]`).waitFor();
  popout.on('pageerror', (error) => app.problems.push(String(error)));
  popout.on('console', (message) => void (message.type() === 'error' && app.problems.push(message.text())));
  return popout;
}

const frame = (): Promise<string> => page.locator('.debug-beam b').last().innerText();

async function axe(where: Page, theme: string): Promise<string[]> {
  await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
  await where.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
  return (await axeProblems(where)).map((one) => `${theme} ${one}`);
}

describe.skipIf(findBrowser() === null)('panels in a window of their own', { timeout: 240_000 }, () => {
  it('work there by keyboard like in the first one, and go back', async () => {
    await open();
    const popout = await popOut('Memory', 'memory');
    expect(await popout.title()).toBe('Memory – Embermoth – Dotclock');
    expect(new URL(popout.url()).pathname).toBe('/popout.html');
    expect(await page.locator('[data-panel="memory"]').count()).toBe(0);
    await popout.locator('.hex-byte').nth(20).waitFor();

    // Stepping, from the second window.
    await popout.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
    const before = await frame();
    await popout.keyboard.press('F8');
    await expect.poll(frame).not.toBe(before);

    // Keys, menus, palette and messages are in the window in which one works.
    await popout.locator('[data-panel="memory"] [role="grid"]').focus();
    await popout.keyboard.press('ArrowDown');
    await popout.keyboard.press('Shift+B');
    await popout.getByText('Breakpoint set: WRAM $0010').waitFor();
    await popout.keyboard.press('Control+k');
    await popout.locator('.palette input').waitFor();
    expect(await page.locator('.palette input').count()).toBe(0);
    await popout.keyboard.press('Escape');
    await expect.poll(() => popout.locator('.palette input').count()).toBe(0);
    await popout.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await shot(popout, 'second-window');

    // The size of the second window is the panel's.
    const rows = (): Promise<number> => popout.locator('.hex-row').count();
    const few = await rows();
    await popout.setViewportSize({ width: 700, height: 900 });
    await expect.poll(rows).toBeGreaterThan(few);
    for (const theme of ['light', 'contrast']) expect(await axe(popout, theme)).toEqual([]);

    // Who leads to a panel leads to its window; the next panel may stand in another one.
    await command(page, 'Show panel: Memory');
    await expect
      .poll(() => popout.locator('[data-panel="memory"]').evaluate((one) => one.contains(one.ownerDocument.activeElement)))
      .toBe(true);
    const closed = popout.waitForEvent('close');
    // The window may be gone before the keys are let go of.
    await popout.keyboard.press('Control+Shift+Comma').catch(() => {});
    await closed;
    await page.locator('[data-panel="memory"] .hex-byte').first().waitFor();
    expect(app.problems).toEqual([]);
  });

  it('hold the picture, too, come back at the next start, and stay docked where windows are refused', async () => {
    await open();
    // The game goes on there, and has the keys while its picture has the focus.
    const picture = await popOut('Picture', 'picture');
    const look = async (): Promise<string> => (await picture.locator('canvas').first().screenshot()).toString('base64');
    const first = await look();
    await expect.poll(look, { timeout: 30_000 }).not.toBe(first);
    await picture.getByText('Keys go to the game').waitFor();
    await shot(picture, 'second-window-picture');
    const kept = join(place.data, 'debugger/layout.json');
    await expect.poll(() => (existsSync(kept) ? readFileSync(kept, 'utf8') : '')).toContain('popout.html');
    await app.close();

    let again: Page | null = null;
    await open(async (one) => void one.on('popup', (popup) => (again = popup)));
    await expect.poll(() => again).not.toBeNull();
    await (again as unknown as Page).locator('[data-panel="picture"]').waitFor();
    expect(await page.locator('[data-panel="picture"]').count()).toBe(0);
    await app.close();

    await open((one) => one.addInitScript(() => void (globalThis.open = () => null)));
    await page.locator('[data-panel="picture"]').waitFor();
    await command(page, 'Show panel: Memory');
    await command(page, 'Move the panel to a window');
    await page.getByText('The browser refused a new window').waitFor();
    await page.locator('[data-panel="memory"] .hex-byte').first().waitFor();
  });
});
