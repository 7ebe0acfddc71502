import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place } from './harness.ts';

const place = new Place();
afterAll(() => place.remove());

describe.skipIf(findBrowser() === null)('cheats', () => {
  it('are checked on entry, kept with the game and switched by key', async () => {
    const app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Test card');
    // Without a state, keyboard and gamepad begin at what makes the first one.
    await page.keyboard.press('F6');
    await page.getByRole('button', { name: 'Save a new state' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F7');
    const dialog = page.getByRole('dialog', { name: 'Cheats' });
    const code = dialog.getByRole('textbox', { name: 'Code' });
    await code.fill('7E1F00=6');
    await dialog.getByText('two digits for each byte').waitFor();
    expect(await dialog.getByRole('button', { name: 'Add' }).isDisabled()).toBe(true);
    await code.fill('7E1F0063');
    await dialog.getByText('Pro Action Replay: $7E1F00 = $63').waitFor();
    await dialog.getByRole('textbox', { name: /What it does/ }).fill('Lives');
    await page.keyboard.press('Enter');
    await dialog.getByRole('switch', { name: 'Lives' }).waitFor();
    await code.and(page.locator(':focus')).waitFor();
    await dialog.getByRole('button', { name: 'Change “Lives”' }).click();
    const change = dialog.locator('form').filter({ hasText: 'Save' });
    await change.getByRole('textbox', { name: 'Code' }).fill('7E1F0009');
    await page.keyboard.press('Escape');
    await dialog.getByText('7E1F0063 ·').waitFor();
    await dialog.getByRole('button', { name: 'Change “Lives”' }).press('Enter');
    await change.getByRole('textbox', { name: 'Code' }).fill('7E1F0009');
    await page.keyboard.press('Enter');
    await dialog.getByText('Pro Action Replay: $7E1F00 = $09').waitFor();
    await code.fill('00210000');
    const shots = process.env['DOTCLOCK_SHOTS'];
    if (shots !== undefined) await page.screenshot({ path: `${shots}/cheats.png` });
    await page.keyboard.press('Escape');
    if (shots !== undefined) await page.screenshot({ path: `${shots}/menu.png` });
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');
    await page.getByText('Cheats on: Off').waitFor();
    await page.reload();
    await app.play('Test card');
    await page.keyboard.press('F7');
    expect(await dialog.getByRole('switch', { name: 'Lives' }).isChecked()).toBe(true);
    expect(await dialog.getByRole('switch', { name: 'Cheats on' }).isChecked()).toBe(false);
    expect(app.problems).toEqual([]);
    await app.close();
  });
});
