import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place } from './harness.ts';
import { changeEverySetting, expectKept } from './settings-steps.ts';

let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

describe.skipIf(findBrowser() === null)('every setting', { timeout: 180_000 }, () => {
  it('is changed by its control, for all games and for one, and is still so after a restart', async () => {
    app = await LocalApp.open(place);
    await app.play('Test card');
    const before = await changeEverySetting(app.page, place.data);
    expect(await app.close()).toBe(0);
    app = await LocalApp.open(place);
    await app.play('Test card');
    await expectKept(app.page, place.data, before);
    // The palette knows each setting by its name.
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('run-ahead');
    await app.page.keyboard.press('Enter');
    await app.page
      .getByRole('dialog', { name: 'Settings' })
      .getByRole('slider', { name: 'Run-ahead (frames)' })
      .and(app.page.locator(':focus'))
      .waitFor();
    expect(await app.page.locator('.settings .setting').count()).toBe(1);
    expect(app.problems).toEqual([]);
  });
});
