import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;

async function open(): Promise<void> {
  app = await LocalApp.open(place, { size: { width: 1400, height: 860 } });
  ({ page } = app);
}

beforeEach(async () => {
  place = new Place();
  await open();
});
afterEach(async () => {
  await shot(page, 'debugger-last');
  await app.close();
  place.remove();
});

async function state(text: string | RegExp): Promise<void> {
  await page.locator('.debug-state', { hasText: text }).waitFor();
}

/** Program counter, line, dot and frame. */
async function position(): Promise<string> {
  return `${await page.getByLabel('S-CPU PC').inputValue()} ${(await page.locator('.debug-beam b').allTextContents()).join(' ')}`;
}

/** Presses a key of a step and waits until it has been made. */
async function step(key: string): Promise<string> {
  const before = await position();
  await page.keyboard.press(key);
  for (let tries = 0; tries < 40 && (await position()) === before; tries++) await page.waitForTimeout(50);
  await page.waitForTimeout(100);
  return position();
}

async function command(title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

async function panel(name: string): Promise<void> {
  await command(`Show panel: ${name}`);
  await page.waitForTimeout(300);
}

function beam(): Promise<string | null> {
  return page.locator('.debug-beam [aria-label="Line"] b').textContent();
}

/** All rules in the dark theme, what colours can break in the others. */
async function axe(theme: string): Promise<string[]> {
  await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
  await page.waitForTimeout(200);
  const problems = await axeProblems(page, theme === 'dark' ? {} : { rule: 'color-contrast' });
  return problems.map((one) => `${theme} ${one}`);
}

describe.skipIf(findBrowser() === null)('the debugger', { timeout: 180_000 }, () => {
  it('steps, goes back, stops on a write and finds who wrote, by keyboard alone', async () => {
    await app.debug('Embermoth');
    await state('Running');
    await page.keyboard.press('F5');
    await state('Paused');

    // The game mostly waits: from there a step leads into its NMI, between whose instructions every step has its opposite.
    await step('F11');
    const places = [await step('F11')];
    for (const key of ['F11', 'F11', 'F10', 'F6']) {
      places.push(await step(key));
    }
    expect(new Set(places.slice(0, 4)).size).toBe(4);
    for (const key of ['Shift+F6', 'Shift+F10', 'Shift+F11', 'Shift+F11']) {
      places.push(await step(key));
    }
    expect(places[8]).toBe(places[0]);
    await shot(page, 'debugger-stopped');

    // Back to the beam at line 225, and forward again to the next one.
    await command('Run back to vertical blank');
    await state('Reached');
    await expect.poll(beam).toBe('225');
    const blank = await position();
    await command('Run to vertical blank');
    await expect.poll(position).not.toBe(blank);
    await command('Run back to vertical blank');
    await expect.poll(position).toBe(blank);

    await panel('Memory');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+B');
    await page.getByText('Breakpoint set: WRAM $0010').waitFor();
    await page.keyboard.press('F5');
    await state(/^WRAM \$0010 written: \$/);
    await shot(page, 'debugger-breakpoint');
    const stopped = await position();

    await page.keyboard.press('Shift+W');
    const answer = page.locator('.debug-answer');
    await answer.getByText('WRAM $0010:').waitFor();
    // A counter of frames: each write changes it, and before each there was another.
    const said = await answer.textContent();
    await answer.getByRole('button', { name: 'Earlier' }).click();
    await expect.poll(() => answer.textContent()).not.toBe(said);
    await page.getByRole('grid', { name: /^Memory/ }).focus();
    await page.keyboard.press('Shift+H');
    await expect.poll(() => answer.textContent()).toBe(said);
    await answer.getByRole('button', { name: 'Go there' }).focus();
    await page.keyboard.press('Enter');
    await state('Back in time');
    const wrote = await position();
    expect(wrote).not.toBe(stopped);
    expect(await page.locator('.code-pc .code-text').textContent()).toMatch(/\$10/);
    await page.keyboard.press('F11');
    await shot(page, 'debugger-who-wrote');

    await panel('Breakpoints');
    await page.locator('button.debug-item', { hasText: 'WRAM $0010' }).waitFor();
    expect([...(await axe('light')), ...(await axe('contrast')), ...(await axe('dark'))]).toEqual([]);
    await page.locator('button.debug-item', { hasText: 'WRAM $0010' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByLabel('Condition').first().fill('value >');
    await page.getByRole('alert').getByText(/\S/).waitFor();
    await shot(page, 'debugger-edit');
    expect(await axe('dark')).toEqual([]);
    await page.keyboard.press('Escape');

    await panel('Trace');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.locator('.trace-row').nth(3).waitFor();
    await page.getByRole('listbox', { name: 'Trace' }).focus();
    for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
    const traced = page.locator('.trace-row.code-chosen');
    await expect.poll(() => traced.textContent()).toMatch(/^[0-9a-f]{6} /);
    const row = ((await traced.textContent()) ?? '').slice(0, 6).toUpperCase();
    await page.keyboard.press('b');
    await state('Back in time');
    await expect.poll(() => page.getByLabel('S-CPU PC').inputValue()).toBe(`${row.slice(0, 2)}:${row.slice(2)}`);
    await page.keyboard.press('F8');
    await state('Stepped');
    await panel('Call stack');
    // The game waits for its next frame in a routine.
    await page.locator('.debug-item', { hasText: '00:815B' }).waitFor();
    await shot(page, 'debugger-trace');
    await page.keyboard.press('F12');
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    expect(app.problems).toEqual([]);
  });

  it('keeps breakpoints, watches and the layout, and the game gets its keys in the picture alone', async () => {
    await app.debug('Embermoth');
    await panel('Watches');
    await page.keyboard.type('{$7e0010}');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '{$7e0010}', exact: true }).waitFor();
    await panel('Memory');
    await page.keyboard.press('Shift+R');
    await page.getByText('Breakpoint set: WRAM $0000').waitFor();
    await page.getByRole('button', { name: 'Panels' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemcheckbox', { name: 'Trace' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1600);
    await app.close();
    await open();
    await app.debug('Embermoth');
    await page.getByRole('textbox', { name: '{$7e0010}', exact: true }).waitFor();
    expect(await page.locator('.dv-tab', { hasText: 'Trace' }).count()).toBe(0);
    await panel('Breakpoints');
    await page.locator('button.debug-item', { hasText: 'WRAM $0000' }).waitFor();
    expect(app.problems).toEqual([]);
  });
});
