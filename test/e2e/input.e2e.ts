import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, plugPad, pressPad, shot, stubGamepad, stubGamepads, tiltPad } from './harness.ts';

let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

describe.skipIf(findBrowser() === null)('input', () => {
  it('has chords, turbo, profiles, dead zones, conflicts, gamepad shortcuts and a viewer', async () => {
    app = await LocalApp.open(place, { prepare: stubGamepad });
    const { page } = app;
    await app.play('Test card');
    await page.keyboard.press('Control+Comma');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('button', { name: 'Controls' }).click();
    const first = dialog.locator('.setting').filter({ hasText: 'Player 1' });
    // Two keys at once, let go, are one binding.
    await first.getByRole('button', { name: 'Add a binding for Select' }).click();
    await page.keyboard.down('KeyN');
    await page.keyboard.down('KeyB');
    await page.keyboard.up('KeyB');
    await page.keyboard.up('KeyN');
    await first.getByText('N + B', { exact: false }).waitFor();
    await first.getByRole('button', { name: 'Turbo for Z as B' }).click();
    await first.getByRole('button', { name: 'Add a binding for L', exact: true }).click();
    await page.keyboard.press('KeyP');
    await first.getByTitle('also: Pause').waitFor();
    await first.getByRole('slider', { name: /Dead zone/ }).fill('50');
    await dialog.getByRole('button', { name: 'New profile of these bindings' }).click();
    await dialog.getByRole('textbox', { name: 'Name of the profile' }).fill('Racing');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('combobox', { name: 'Profile' }).inputValue()).toBe('Racing');
    await shot(page, 'controls');
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Shortcuts' }).click();
    await dialog.getByRole('button', { name: 'Change the key of “Show the pads”' }).click();
    await pressPad(page, 8, true);
    await pressPad(page, 4, true);
    await pressPad(page, 4, false);
    await pressPad(page, 8, false);
    await dialog.getByText('Pad Back + Pad LB').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await pressPad(page, 8, true);
    await pressPad(page, 4, true);
    const viewer = page.getByRole('img', { name: 'Buttons of: Player 1' });
    await viewer.waitFor();
    // The shortcut's buttons do not reach the game.
    expect(await viewer.locator('.pad-down').count()).toBe(0);
    await pressPad(page, 4, false);
    await pressPad(page, 8, false);
    await page.keyboard.down('KeyX');
    await viewer.locator('[data-button=A].pad-down').waitFor();
    await page.keyboard.up('KeyX');
    await page.keyboard.down('KeyZ');
    await viewer.locator('[data-button=B].pad-down').waitFor();
    await shot(page, 'input-viewer');
    await page.keyboard.up('KeyZ');
    expect(await axeProblems(page)).toEqual([]);
    expect(app.problems).toEqual([]);
  });

  it('gives each of eight players a gamepad of their own, with their dead zone, and keeps them apart when one is unplugged', async () => {
    app = await LocalApp.open(place, { prepare: (page) => stubGamepads(page, 8) });
    const { page } = app;
    await app.play('Test card');
    await page.keyboard.press('KeyV');
    await page.keyboard.press('Control+Comma');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('button', { name: 'Controls' }).click();
    for (const port of ['Port 1', 'Port 2']) await dialog.getByRole('combobox', { name: port }).selectOption('multitap');
    for (let player = 1; player <= 8; player++) await dialog.getByText(`Player ${player}`, { exact: true }).waitFor();
    await dialog.getByRole('slider', { name: 'Dead zone of sticks: Player 8' }).fill('70');
    await shot(page, 'controls-eight');
    await back(page);
    const down = (player: number, button: string): Locator =>
      page.getByRole('img', { name: `Buttons of: Player ${player}` }).locator(`[data-button=${button}].pad-down`);
    expect(await page.locator('.pad-picture').count()).toBe(8);
    for (let pad = 0; pad < 8; pad++) {
      await pressPad(page, 0, true, pad);
      await down(pad + 1, 'B').waitFor();
      expect(await page.locator('.pad-down').count()).toBe(1);
      await pressPad(page, 0, false, pad);
      await down(pad + 1, 'B').waitFor({ state: 'detached' });
    }
    for (const pad of [6, 7]) await tiltPad(page, 0, 0.6, pad);
    await down(7, 'Right').waitFor();
    expect(await down(8, 'Right').count()).toBe(0);
    await tiltPad(page, 0, 0.8, 7);
    await down(8, 'Right').waitFor();
    await shot(page, 'viewer-eight');
    for (const pad of [6, 7]) await tiltPad(page, 0, 0, pad);
    await plugPad(page, 0, false);
    await pressPad(page, 0, true, 1);
    await down(2, 'B').waitFor();
    expect(await page.locator('.pad-down').count()).toBe(1);
    await pressPad(page, 0, false, 1);
    await plugPad(page, 0, true);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('next players');
    await page.keyboard.press('Enter');
    await page.getByText('Each gamepad belongs to the next player now.').waitFor();
    await pressPad(page, 0, true, 0);
    await down(2, 'B').waitFor();
    expect(app.problems).toEqual([]);
  });

  it('has a profile for one game; Ctrl and triggers that rest at their end can be bound', async () => {
    app = await LocalApp.open(place, { prepare: stubGamepad });
    const { page } = app;
    await app.play('Test card');
    await page.keyboard.press('KeyV');
    // A trigger that is an axis and rests at -1.
    await tiltPad(page, 2, -1);
    await page.keyboard.press('Control+Comma');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('button', { name: 'Controls' }).click();
    const first = dialog.locator('[data-setting="input.pad1"]');
    await dialog.getByRole('switch', { name: 'For Test card only' }).click();
    await dialog.getByRole('button', { name: 'New profile of these bindings' }).click();
    await dialog.getByRole('textbox', { name: 'Name of the profile' }).fill('Card');
    await page.keyboard.press('Enter');
    await first.getByText('Card', { exact: true }).waitFor();
    await first.getByRole('button', { name: 'Add a binding for X', exact: true }).click();
    await tiltPad(page, 2, 1);
    await tiltPad(page, 2, -1);
    await first.getByText('Stick R →').waitFor();
    await first.getByRole('button', { name: 'Add a binding for Y', exact: true }).click();
    await page.keyboard.press('ControlLeft');
    await first.getByText('Left Ctrl').waitFor();
    await dialog.getByRole('switch', { name: 'For Test card only' }).click();
    await dialog.getByText('Test card has its own').waitFor();
    expect(await dialog.getByRole('combobox', { name: 'Profile' }).inputValue()).toBe('');
    await back(page);
    const viewer = page.getByRole('img', { name: 'Buttons of: Player 1' });
    const down = (button: string): Locator => viewer.locator(`[data-button=${button}].pad-down`);
    await tiltPad(page, 2, 1);
    await down('X').waitFor();
    await tiltPad(page, 2, -1);
    await page.keyboard.down('ControlLeft');
    await down('Y').waitFor();
    // Held with Ctrl, another button of the game is still one, and no shortcut.
    await page.keyboard.down('KeyZ');
    await down('B').waitFor();
    await page.keyboard.up('KeyZ');
    await page.keyboard.up('ControlLeft');
    // Left Ctrl is the game's now; the right one still makes shortcuts.
    await page.keyboard.down('ControlRight');
    await page.keyboard.press('KeyL');
    await page.keyboard.up('ControlRight');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await app.play('Embermoth');
    await viewer.waitFor();
    await tiltPad(page, 2, 1);
    await page.keyboard.down('KeyZ');
    await down('B').waitFor();
    expect(await down('X').count()).toBe(0);
    expect(app.problems).toEqual([]);
  });

  it('in a small window with large texts, in Portuguese and high contrast, keeps its keys and names whole', async () => {
    app = await LocalApp.open(place, { prepare: stubGamepad, size: { width: 800, height: 600 } });
    const { page } = app;
    await page.keyboard.press('Control+Comma');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Theme' }).selectOption('contrast');
    await dialog.getByRole('slider', { name: 'Size of texts and controls' }).fill('150');
    await dialog.getByRole('combobox', { name: 'Language' }).selectOption('pt');
    await dialog.getByRole('button', { name: 'Controles', exact: true }).click();
    // No name is a column of single words.
    const narrowest = await dialog
      .locator('.setting:not(.setting-tall) .setting-name')
      .evaluateAll((all) => Math.min(...all.map((one) => one.getBoundingClientRect().width)));
    expect(narrowest).toBeGreaterThan(250);
    await shot(page, 'small-controls');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+KeyN');
    await dialog.getByRole('textbox').focus();
    await pressPad(page, 0, true);
    await pressPad(page, 0, false);
    const keys = page.locator('.pad-keys');
    await keys.waitFor();
    await shot(page, 'small-keys');
    const cut = await keys.evaluate((box) => {
      const edge = box.getBoundingClientRect();
      const outside = (one: Element): boolean =>
        one.getBoundingClientRect().right > edge.right || one.getBoundingClientRect().bottom > innerHeight;
      return [...box.querySelectorAll('button, kbd')].filter(outside).map((one) => one.textContent);
    });
    expect(cut).toEqual([]);
    expect(await axeProblems(page)).toEqual([]);
    expect(app.problems).toEqual([]);
  });
});

/** From the settings over the game menu to the game. */
async function back(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
