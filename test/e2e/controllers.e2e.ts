import { afterAll, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, pictureShown, Place, shot } from './harness.ts';

const place = new Place();
afterAll(() => place.remove());

describe.skipIf(findBrowser() === null)('controllers', () => {
  it('are plugged in for one game, and the mouse goes to the game and back', async () => {
    const app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Test card');
    await page.keyboard.press('Control+Comma');
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByRole('button', { name: 'Controls' }).click();
    await dialog.getByRole('switch', { name: /only/ }).click();
    await dialog.getByRole('combobox', { name: 'Port 2' }).selectOption('multitap');
    await dialog.getByText('Player 5').waitFor();
    expect(await dialog.getByText('Player 6').count()).toBe(0);
    await dialog.getByText('Player 1', { exact: true }).waitFor();
    await dialog.getByRole('combobox', { name: 'Port 1' }).selectOption('mouse');
    // What is shown is what is plugged in.
    const mouse = dialog.getByRole('region', { name: 'Mouse' });
    expect(await mouse.locator('.chip').allTextContents()).toEqual([
      'Left mouse button',
      'Right mouse button',
      'Click on the picture',
      'G',
    ]);
    expect(await dialog.getByText('Player 1', { exact: true }).count()).toBe(0);
    await dialog.getByRole('combobox', { name: 'Port 2' }).selectOption('superscope');
    await dialog.getByRole('region', { name: 'Super Scope' }).getByText('Right mouse button').waitFor();
    expect(await dialog.getByText(/^Player /).count()).toBe(0);
    await dialog.getByRole('searchbox').fill('player 2');
    await dialog.getByText('Not plugged in').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByRole('searchbox').fill('');
    await shot(page, 'controls-devices');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Click the picture to play with the mouse' }).waitFor();
    await pictureShown(page);
    await page.keyboard.press('g');
    await page.waitForFunction(() => document.pointerLockElement !== null);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.pointerLockElement === null);
    expect(app.problems).toEqual([]);
    await app.close();
  });
});
