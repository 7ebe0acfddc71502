import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place } from './harness.ts';

const place = new Place();
let app: LocalApp | null = null;
// A try that failed leaves no host behind.
afterEach(() => app?.close());
afterAll(() => place.remove());
const shots = process.env['DOTCLOCK_SHOTS'];

describe.skipIf(findBrowser() === null)('time', () => {
  it('runs backwards while a key is held, moves on a bar, and can be undone; keeps movies and plays them', async () => {
    const game = (app = await LocalApp.open(place));
    const { page } = game;
    await game.play('Embermoth');
    // What is gone back over has to be played first.
    await page.waitForTimeout(4000);
    await page.keyboard.down('Backspace');
    await page.getByText(/Rewinding 0:0[1-9]/).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/rewind.png` });
    await page.keyboard.up('Backspace');
    await page.getByText(/Went back 0:0\d/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.waitForTimeout(1500);
    await page.keyboard.press('b');
    const bar = page.getByRole('region', { name: 'Go back in time' });
    const slider = bar.getByRole('slider', { name: 'Moment' });
    await slider.waitFor();
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await slider.getAttribute('aria-valuetext')).toBe('Now');
    const end = Number(await slider.inputValue());
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowLeft');
    await bar.getByText('0:02 ago').waitFor();
    expect(Number(await slider.inputValue())).toBe(end - 121);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/replay.png` });
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Went back 0:02').waitFor();
    const run = async (name: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).fill(name);
      await page.keyboard.press('Enter');
    };
    await run('Record a movie from power-on');
    await page.getByRole('button', { name: 'Movie: recording' }).waitFor();
    await page.getByRole('button', { name: /Movie: recording 0:0[2-9].*frame \d{3}/ }).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/movie-recording.png` });
    await run('stop');
    await page.getByText(/Movie saved: Embermoth/).waitFor();
    const file = readdirSync(join(place.data, 'recordings')).find((name) => name.endsWith('.dcm'));
    expect(file).toBeDefined();
    const chooser = page.waitForEvent('filechooser');
    await run('Play a movie');
    await (await chooser).setFiles(join(place.data, 'recordings', file ?? ''));
    await page.getByText(/Playing Embermoth.*Your game waits/).waitFor();
    await page.getByText(/^Movie 0:0\d \/ 0:0\d/).waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/movie-playing.png` });
    await page.getByText('The movie is over.').waitFor();
    await page.getByText(/^Movie over (0:0\d) \/ \1 *frame (\d+) of \2$/).waitFor();
    await run('stop');
    expect(await page.getByText('out of step').count()).toBe(0);
    expect(game.problems).toEqual([]);
    await game.close();
  });
});
