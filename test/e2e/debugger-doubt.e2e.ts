import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';
import { makeCart } from './make-cart.ts';

/** Writes $10 once, with what power left there, and reads it for ever; $12 is read, never written, while B is held. */
const SOURCE = `
.smart on
.lorom
.header "DOTCLOCK DOUBT CART", region=usa
.vector reset, reset
.bank 0
.org $8000
reset:
  sei
  clc
  xce
  sep #$30
  stz $10
  lda #$0f
  sta $2100
  lda #$01
  sta $4200
@loop:
  lda $10
  lda $4219
  bpl @loop
  lda $12
  bra @loop
`;

let place: Place;
let app: LocalApp;
let page: Page;

beforeEach(async () => {
  place = new Place();
  mkdirSync(place.data, { recursive: true });
  const global = { 'machine.powerOn': 'zero' };
  writeFileSync(join(place.data, 'settings.json'), JSON.stringify({ version: 2, global, games: {} }));
  const file = join(place.home, 'doubt.sfc');
  writeFileSync(file, makeCart(SOURCE));
  app = await LocalApp.open(place, { file, size: { width: 1400, height: 860 } });
  ({ page } = app);
});
afterEach(async () => {
  await shot(page, 'doubt-last');
  await app.close();
  place.remove();
});

const state = (text: string): Promise<void> => page.locator('.debug-state', { hasText: text }).waitFor();
const frame = async (): Promise<number> => Number(await page.locator('.debug-beam b').last().textContent());

/** Opens the debugger and breaks on reads of what was never written. */
async function breakOnNeverWritten(before: () => Promise<void>): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('img', { name: /^Picture of/ })
    .waitFor();
  await page.keyboard.press('F12');
  await page.getByLabel('S-CPU PC').waitFor();
  await before();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Show panel: Breakpoints');
  await page.keyboard.press('Enter');
  await page.locator('[data-panel=breakpoints]').getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog', { name: 'Breakpoint' });
  await dialog.getByLabel('Stops on').selectOption({ label: 'Read of WRAM never written' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('[data-panel=breakpoints] button.debug-item', { hasText: 'Read of WRAM never written' }).waitFor();
}

/** Some hundreds of frames that nobody watched, since power-on. */
async function playFromPowerOn(): Promise<void> {
  await page.keyboard.press('Control+Shift+R');
  await page.waitForTimeout(6000);
}

describe.skipIf(findBrowser() === null)('reads of what may have been written while nobody watched', { timeout: 120_000 }, () => {
  it('let the game wait until the past is known, then go on or stop', async () => {
    await breakOnNeverWritten(playFromPowerOn);
    await state('Was 7E:0010 ever written?');
    await shot(page, 'doubt');
    await state('Running');
    const then = await frame();
    await expect.poll(frame).toBeGreaterThan(then);
    await page.locator('[data-panel=picture]').click();
    await page.keyboard.down('z');
    await state('WRAM $0012 read, never written before');
    await page.keyboard.up('z');
    await shot(page, 'doubt-stopped');
    // However long the words are, the bar is one line.
    expect(await page.locator('.debug-bar').evaluate((bar) => bar.clientHeight)).toBeLessThan(60);
    expect(app.problems).toEqual([]);
  });

  it('stop at once for who does not want to wait', async () => {
    await breakOnNeverWritten(playFromPowerOn);
    await page.getByRole('button', { name: 'Stop here' }).click();
    await state('Stopped in doubt');
    await page.locator('.code-pc', { hasText: 'lda' }).waitFor();
    expect(app.problems).toEqual([]);
  });

  it('tell what is not known: what was written before the history began', async () => {
    await breakOnNeverWritten(() => Promise.resolve());
    await state('WRAM $0010 read, not written since the history began');
    expect(app.problems).toEqual([]);
  });
});
