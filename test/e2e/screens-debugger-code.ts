import type { Page } from 'playwright';
import { it } from 'vitest';
import { findBrowser } from './harness.ts';
import { panel, stopped } from './screens-steps.ts';

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

async function pause(page: Page): Promise<void> {
  await page.keyboard.press('F5');
  await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
}

it.skipIf(findBrowser() === null)('makes pictures of the panels of sound, code and time', () =>
  stopped(async (page, shot) => {
    await panel(page, 'Voices', 'voices');
    await page.locator('.voice-row').nth(3).waitFor();
    await shot('debugger-voices');
    await panel(page, 'Samples', 'samples');
    for (let row = 0; row < 6; row++) await page.keyboard.press('ArrowDown');
    await shot('debugger-samples');
    await panel(page, 'DSP registers', 'dsp');
    await shot('debugger-dsp');
    await panel(page, 'Profiler', 'profiler');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=profiler] .data-row').nth(6).waitFor();
    await pause(page);
    await writeNotes(page);
    await panel(page, 'Profiler', 'profiler');
    await page.getByRole('radio', { name: 'Chart' }).click();
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await shot('debugger-profiler');
  }),
);

it.skipIf(findBrowser() === null)('makes pictures of the panels of code and memory', () =>
  stopped(async (page, shot) => {
    await panel(page, 'Memory', 'memory');
    await page.getByRole('button', { name: 'Heat' }).click();
    await page.getByRole('grid', { name: /^Memory/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+B');
    await page.keyboard.press('Shift+M');
    await page.keyboard.press('Shift+F');
    await page.locator('.debug-state', { hasText: 'written' }).waitFor();
    await page.keyboard.press('Shift+W');
    await page.locator('.debug-answer').getByRole('button', { name: 'Go there' }).waitFor();
    await panel(page, 'Breakpoints', 'breakpoints');
    await shot('debugger-memory');
    await panel(page, 'Bookmarks', 'marks');
    await panel(page, 'Coverage', 'coverage');
    await page.locator('[data-panel=coverage] .data-row').first().waitFor();
    await page.waitForTimeout(4000);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await shot('debugger-coverage');
    await panel(page, 'Watches', 'watches');
    await page.keyboard.type('{$7e0010}');
    await page.keyboard.press('Enter');
    await panel(page, 'Trace', 'trace');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.locator('.trace-row').nth(3).waitFor();
    await shot('debugger-trace');
    await panel(page, 'Disassembly', 'disassembly');
    await page.keyboard.press('Home');
    await page.locator('.code-pc.code-chosen').waitFor();
    await page.keyboard.press('x');
    await page.locator('[data-panel=references]').waitFor();
    await shot('debugger-references');
    await panel(page, 'Compare memory', 'compare');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing differs.').waitFor();
    await page.keyboard.press('F8');
    await page.locator('[data-panel=compare] .data-row').first().waitFor();
    await panel(page, 'Call stack', 'calls');
    await shot('debugger-compare');
    await panel(page, 'Value search', 'search');
    await page.getByRole('combobox', { name: 'The value' }).selectOption('less');
    await page.getByRole('textbox', { name: 'Value, decimal or $hexadecimal' }).fill('4');
    await page.keyboard.press('Enter');
    await shot('debugger-search');
    await panel(page, 'Hardware state', 'hardware');
    await page.locator('[data-panel=hardware] .data-row').first().waitFor();
    await shot('debugger-hardware');
  }),
);
