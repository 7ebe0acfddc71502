import { AxeBuilder } from '@axe-core/playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, pressPad, shot, stubGamepad } from './harness.ts';

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
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
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
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(app.problems).toEqual([]);
  });
});
