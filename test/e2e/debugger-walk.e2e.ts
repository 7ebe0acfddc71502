import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;

const has = findBrowser() !== null;

beforeAll(async () => {
  if (!has) return;
  place = new Place();
  app = await LocalApp.open(place, { size: { width: 1400, height: 860 } });
  ({ page } = app);
  await app.debug('Embermoth');
  // The game waits for its frames: it has begun.
  await page.locator('[data-panel=registers] .tag', { hasText: 'waits' }).first().waitFor();
  await page.keyboard.press('F5');
  await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
  await page.keyboard.press('F8');
  await page.locator('.code-pc', { hasText: /cmp|beq/ }).waitFor();
}, 60_000);
afterAll(async () => {
  if (!has) return;
  await shot(page, 'debugger-walk-last');
  await app.close();
  place.remove();
});

const list = () => page.getByRole('listbox', { name: 'Disassembly' });
const frame = (): Promise<string> => page.locator('.debug-beam').innerText();

/** Opens a panel that is closed, by mouse. */
async function panel(title: string): Promise<void> {
  await page.getByRole('button', { name: 'Panels' }).click();
  await page.getByRole('menuitemcheckbox', { name: title, exact: true }).click();
}

async function tab(title: string): Promise<void> {
  await page.locator('.dv-tab', { hasText: title }).click();
}

describe.skipIf(!has)('somebody who has never seen the debugger', { timeout: 120_000 }, () => {
  it('clicks a row, and the keys are about it', async () => {
    const row = page.locator('.code-row', { hasText: 'beq' }).first();
    await row.click();
    await expect.poll(() => list().evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('a');
    await list().getByRole('textbox', { name: 'Assemble' }).waitFor();
    await page.keyboard.press('Escape');
    await row.click();
    await page.keyboard.press('ArrowDown');
    await page.locator('.code-chosen', { hasText: 'rts' }).waitFor();
  });

  it('finds a byte, freezes it and lets it go, and sees that it is frozen', async () => {
    await panel('Value search');
    const search = page.locator('[data-panel=search]');
    await search.getByRole('textbox', { name: /^Value/ }).fill('$12345');
    await search.getByRole('combobox', { name: 'Size' }).selectOption('4');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.getByText('may be kept as the digits $120').waitFor();
    await search.getByRole('combobox', { name: 'Size' }).selectOption('1');
    await search.getByRole('button', { name: 'Begin anew' }).click();
    await search.locator('.data-row').first().click();
    await page.keyboard.press('f');
    await search.locator('.data-chosen').getByRole('img', { name: 'Frozen' }).waitFor();
    await search.locator('.data-chosen').click({ button: 'right' });
    const freeze = page.getByRole('menuitemcheckbox', { name: 'Freeze' });
    expect(await freeze.getAttribute('aria-checked')).toBe('true');
    await freeze.click();
    await search.getByRole('img', { name: 'Frozen' }).waitFor({ state: 'detached' });
  });

  it('goes to the write of a byte and returns', async () => {
    await tab('Memory');
    const memory = page.locator('[data-panel=memory]');
    await memory.getByRole('textbox').first().fill('$10');
    await page.keyboard.press('Enter');
    await page.locator('#hex-16.hex-chosen').waitFor();
    await page.keyboard.press('Shift+W');
    const before = await frame();
    await memory.getByRole('button', { name: 'Go there' }).click();
    await page.locator('.debug-state', { hasText: 'Back in time' }).waitFor();
    // What was chosen is seen though the answer takes room.
    const seen = await page.locator('#hex-16').evaluate((cell) => {
      const { left, top, width, height } = cell.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height - 2) === cell;
    });
    expect(seen).toBe(true);
    await page.locator('.code-pc', { hasText: 'inc' }).waitFor();
    await page.getByRole('button', { name: 'Return', exact: true }).click();
    const beam = (text: string): string => text.slice(text.indexOf('V'));
    await expect.poll(async () => beam(await frame())).toBe(beam(before));
    await page.getByRole('button', { name: 'Return', exact: true }).waitFor({ state: 'detached' });
  });

  it('runs to a DMA and sees in which instruction it is', async () => {
    await page.getByRole('button', { name: 'Run to…' }).click();
    await page.getByRole('menuitem', { name: 'Next DMA', exact: true }).click();
    await page.locator('.debug-state', { hasText: 'Reached' }).waitFor();
    // It began in the middle of what follows the write of MDMAEN; PC is behind that already.
    await page.locator('[data-panel=registers]').getByText('inside an instruction').waitFor();
    const row = page.locator('[data-panel=disassembly] .code-pc');
    const address = (await row.locator('.code-address').textContent()) ?? '';
    expect(address).not.toBe(await page.getByLabel('S-CPU PC').inputValue());
    await page.keyboard.press('Shift+F11');
    await expect.poll(() => row.locator('.code-address').textContent()).toBe(address);
    await page.keyboard.press('Shift+F11');
    await row.getByText('$420b').waitFor();
  });

  it('sets a breakpoint on a range with a log, switches it off by the menu and removes it by Delete', async () => {
    await tab('Breakpoints');
    const breaks = page.locator('[data-panel=breakpoints]');
    await breaks.getByRole('button', { name: 'Add' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Memory').selectOption({ label: 'WRAM' });
    await dialog.getByLabel('From').fill('$10');
    await dialog.getByLabel('To', { exact: true }).fill('$11');
    await dialog.getByLabel('Write').check();
    await dialog.getByLabel('Condition').fill('value == {$7e0010} & $ff');
    await dialog.getByLabel(/^Log text/).fill('now {value:x2}');
    await dialog.getByLabel('Stops', { exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    const row = breaks.getByRole('listitem');
    await row.getByText('WRAM $0010–$0011').waitFor();
    // All of it can be read in the narrow panel.
    for (const part of ['value == {$7e0010}', 'now {value:x2}'])
      expect(await row.getByText(part).evaluate((one) => one.clientWidth > 60)).toBe(true);
    await shot(page, 'walk-breakpoint');
    await row.getByRole('button').first().click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await axeProblems(page, { part: '[role=menu]' })).toEqual([]);
    await page.getByRole('menuitemcheckbox', { name: 'On' }).click();
    await expect.poll(() => row.getByRole('checkbox').isChecked()).toBe(false);
    await row.getByRole('button').first().focus();
    await page.keyboard.press('ContextMenu');
    await page.getByRole('menuitemcheckbox', { name: 'On' }).click();
    await expect.poll(() => row.getByRole('checkbox').isChecked()).toBe(true);
    await row.getByRole('button').first().focus();
    await page.keyboard.press('Delete');
    await row.waitFor({ state: 'detached' });
    await breaks.getByText('No breakpoints').waitFor();
    await breaks.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByRole('button').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('sees the newest line of the log, or the one scrolled back to', async () => {
    const breaks = page.locator('[data-panel=breakpoints]');
    await breaks.getByRole('button', { name: 'Add' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Memory').selectOption({ label: 'WRAM' });
    await dialog.getByLabel('From').fill('$0');
    await dialog.getByLabel('To', { exact: true }).fill('$ff');
    await dialog.getByLabel('Write').check();
    await dialog.getByLabel(/^Log text/).fill('now {value:x2}');
    await dialog.getByLabel('Stops', { exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('F8');
    const log = breaks.getByRole('group', { name: 'Log' });
    await log.waitFor();
    const below = (): Promise<number> => log.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
    await expect.poll(() => log.evaluate((one) => one.scrollHeight > 2 * one.clientHeight)).toBe(true);
    await expect.poll(below).toBeLessThan(4);
    const { height = 0 } = (await log.boundingBox()) ?? {};
    expect(height).toBeGreaterThan(40);
    await shot(page, 'walk-breakpoint-log');
    await log.evaluate((one) => one.scrollTo(0, 0));
    const before = await frame();
    await page.keyboard.press('F8');
    await expect.poll(frame).not.toBe(before);
    expect(await below()).toBeGreaterThan(20);
    expect(await axeProblems(page, { part: '[data-panel=breakpoints]' })).toEqual([]);
    await breaks.getByRole('button', { name: 'Clear' }).click();
    await log.waitFor({ state: 'detached' });
    await breaks.getByRole('listitem').getByRole('button').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await breaks.getByRole('listitem').waitFor({ state: 'detached' });
  });

  it('finds text in the disassembly by keyboard, in other banks too', async () => {
    await list().focus();
    await page.keyboard.press('Control+f');
    const field = page.getByRole('searchbox', { name: 'Instruction, label or comment' });
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
    const chosen = page.locator('[data-panel=disassembly] .code-chosen');
    await page.keyboard.type('nmientry:');
    await page.keyboard.press('Enter');
    await list().getByText('nmiEntry:').waitFor();
    const entry = (await chosen.locator('.code-address').textContent()) ?? '';
    await page.keyboard.press('Control+a');
    await page.keyboard.type('rep  #$20');
    await page.keyboard.press('Enter');
    await expect.poll(() => chosen.locator('.code-text').textContent()).toBe('rep #$20');
    const first = (await chosen.locator('.code-address').textContent()) ?? '';
    expect(first > entry).toBe(true);
    await page.keyboard.press('Enter');
    await expect.poll(async () => ((await chosen.locator('.code-address').textContent()) ?? '') > first).toBe(true);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => chosen.locator('.code-address').textContent()).toBe(first);
    await shot(page, 'walk-find');
    for (const theme of ['light', 'contrast', 'dark']) {
      await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
      expect(await axeProblems(page, { part: '[data-panel=disassembly]' })).toEqual([]);
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nothing says this');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=disassembly]').getByRole('status').getByText('Not found').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('waitframe@again');
    await page.keyboard.press('Escape');
    await expect.poll(() => list().evaluate((box) => box === document.activeElement)).toBe(true);
    await field.waitFor({ state: 'detached' });
    const before = await chosen.locator('.code-address').textContent();
    await page.keyboard.press('F3');
    await expect.poll(() => chosen.locator('.code-address').textContent()).not.toBe(before);
    const place = await chosen.locator('.code-address').textContent();
    await page.keyboard.press('Shift+F3');
    await expect.poll(() => chosen.locator('.code-address').textContent()).not.toBe(place);
    await page.keyboard.press('F3');
    await expect.poll(() => chosen.locator('.code-address').textContent()).toBe(place);
  });

  it('goes to another bank by the list of those with code', async () => {
    const bank = page.getByRole('combobox', { name: 'Bank' });
    expect(await bank.inputValue()).toBe('0');
    await bank.focus();
    await bank.getByRole('option', { name: /\$00\s.* bytes of code/ }).waitFor({ state: 'attached' });
    await bank.selectOption('127');
    await page.locator('[data-panel=disassembly] .code-address', { hasText: '7F:0000' }).waitFor();
    await bank.selectOption('1');
    await page.locator('[data-panel=disassembly] .code-address', { hasText: '01:8000' }).waitFor();
    await page.locator('[data-panel=disassembly]').getByRole('button', { name: 'Back to where the view was' }).click();
    await page.locator('[data-panel=disassembly] .code-address', { hasText: '7F:0000' }).waitFor();
    await page.getByRole('button', { name: 'PC', exact: true }).click();
  });

  it('finds text in the rows of the trace by keyboard', async () => {
    await tab('Trace');
    const trace = page.locator('[data-panel=trace]');
    await trace.getByRole('button', { name: 'Start', exact: true }).click();
    await page.keyboard.press('F8');
    await page.keyboard.press('F8');
    const rows = trace.getByRole('listbox', { name: 'Trace' });
    await rows.focus();
    await page.keyboard.press('Control+f');
    await trace.getByRole('searchbox', { name: 'Text in the trace' }).waitFor();
    await page.keyboard.type('STA $420B');
    const chosen = trace.locator('.trace-row.code-chosen');
    await page.keyboard.press('Shift+Enter');
    await chosen.getByText('sta $420b').waitFor();
    const last = await chosen.getAttribute('id');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => chosen.getAttribute('id')).not.toBe(last);
    await page.keyboard.press('Enter');
    await expect.poll(() => chosen.getAttribute('id')).toBe(last);
    await page.keyboard.press('Enter');
    await trace.getByRole('status').getByText('From the beginning again').waitFor();
    await shot(page, 'walk-trace');
    expect(await axeProblems(page, { part: '[data-panel=trace]' })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => rows.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('F3');
    await expect.poll(async () => (await chosen.textContent()) ?? '').toContain('sta $420b');
    await trace.getByRole('button', { name: 'Stop', exact: true }).click();
  });

  it('takes labels, writes an instruction over another and saves the patch', async () => {
    const menu = page.locator('[data-panel=disassembly]').getByRole('button', { name: 'Actions for the chosen row' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Export the edits as an IPS patch' }).click();
    await page.getByText('There are no edits of the ROM').waitFor();
    await page.getByRole('button', { name: 'PC', exact: true }).click();
    const symbols = join(place.home, 'mine.sym');
    const address = (await page.locator('[data-panel=disassembly] .code-pc .code-address').textContent()) ?? '';
    writeFileSync(symbols, `[labels]\n${address} my_place\n`);
    await menu.click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Import symbols…' }).click();
    await (await chooser).setFiles(symbols);
    await list().getByText('my_place:').waitFor();
    await page.locator('[data-panel=disassembly] .code-pc').click();
    await page.keyboard.press('a');
    await list().getByRole('textbox', { name: 'Assemble' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nop');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=disassembly] .code-row', { hasText: address }).getByText('nop').waitFor();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Export the edits as an IPS patch' }).click();
    await page.getByText(/Saved as .*\.ips/).waitFor();
    expect(app.problems).toEqual([]);
  });
});
