import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { it } from 'vitest';
import { findBrowser, ROOT } from './harness.ts';
import { folder, panel, stopped } from './screens-steps.ts';

const SOURCE = 'assets/carts/common/video.s';
/** Pixels of the tabs above a panel. */
const TABS = 32;
/** Bytes of the instructions of the routine in which the game waits. */
const WAIT_BYTES = [2, 1, 2, 2, 1];

/** The panel alone, with the tabs beside it. */
async function part(page: Page, id: string, name: string): Promise<void> {
  await page.waitForTimeout(500);
  const box = await page.locator(`[data-panel=${id}]`).boundingBox();
  if (box === null) throw new Error(`the panel ${id} is not seen.`);
  const clip = { ...box, y: box.y - TABS, height: box.height + TABS };
  await page.screenshot({ path: join(folder, `${name}.png`), clip });
}

/** Which line of the game's source made which bytes of that routine, as WLA-DX writes it. */
function symbolText(): string {
  const lines = readFileSync(join(ROOT, SOURCE), 'utf8').split('\n');
  const begin = lines.indexOf('waitFrame:');
  let address = 0x815b;
  const rows = WAIT_BYTES.map((bytes, nth) => {
    const code = lines.flatMap((line, at) => (at > begin && /^ {2}[a-z]/.test(line) ? [at + 1] : []))[nth] ?? 0;
    const row = `00000000 00:${address.toString(16)} ${address.toString(16)} 0001:0001:${code.toString(16).padStart(8, '0')}`;
    address += bytes;
    return row;
  });
  return `[source files v2]\n0001:0001 00000000 video.s\n[addr-to-line mapping v2]\n${rows.join('\n')}\n`;
}

async function source(page: Page, home: string): Promise<void> {
  const symbols = join(home, 'embermoth.sym');
  writeFileSync(symbols, symbolText());
  await panel(page, 'Source', 'source');
  for (const [button, file] of [
    ['Import symbols', symbols],
    ['Choose source files', join(ROOT, SOURCE)],
  ] as const) {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(file);
  }
  await page.locator('.source-row.code-pc', { hasText: 'lda nmiCount' }).waitFor();
  await part(page, 'source', 'debugger-source');
}

async function watches(page: Page): Promise<void> {
  await panel(page, 'Watches', 'watches');
  for (const [text, type] of [
    ['{$7e0010}', ''],
    ['a + x', ''],
    ['$7e0030', 'struct { x: s16, y: s16 }'],
  ]) {
    await page.getByRole('textbox', { name: 'Add a watch' }).fill(text);
    await page.getByRole('combobox', { name: 'Type' }).fill(type);
    await page.keyboard.press('Enter');
  }
  await page.getByText('struct { x').waitFor();
  await part(page, 'watches', 'debugger-watches');
}

it.skipIf(findBrowser() === null)('makes pictures of the panels at the side and of the source', () =>
  stopped(async (page, _shot, home) => {
    await panel(page, 'Memory', 'memory');
    await page.keyboard.press('ArrowDown');
    for (const key of ['Shift+B', 'Shift+M', 'Shift+F']) await page.keyboard.press(key);
    await page.locator('.debug-state', { hasText: 'written' }).waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Close' }).first().click();
    await page.keyboard.press('F11');
    await page.keyboard.press('Control+b');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From').fill('waitFrame');
    await dialog.getByLabel('Condition').fill('{$7e0010} > 300');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await panel(page, 'Breakpoints', 'breakpoints');
    await part(page, 'breakpoints', 'debugger-breakpoints');
    await panel(page, 'Registers', 'registers');
    await part(page, 'registers', 'debugger-registers');
    await panel(page, 'Call stack', 'calls');
    await page.locator('[data-panel=calls] .debug-item').nth(1).waitFor();
    await part(page, 'calls', 'debugger-calls');
    await watches(page);
    await panel(page, 'Bookmarks', 'marks');
    await page.getByRole('textbox', { name: /^Name of/ }).fill('Frames');
    await page.keyboard.press('Tab');
    await part(page, 'marks', 'debugger-bookmarks');
    await panel(page, 'Breakpoints', 'breakpoints');
    await page.getByRole('checkbox', { name: 'WRAM $0010 is on' }).uncheck();
    await page.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Breakpoint at 00:815B' }).waitFor();
    await source(page, home);
  }),
);
