import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, pictureShown } from './harness.ts';
import {
  expectWholeFiles,
  patchSoftly,
  playUntilScoreRises,
  refuseBrokenFiles,
  screenshotIsAFrame,
  writeMuch,
} from './play-steps.ts';

let place: Place;
let app: LocalApp;
beforeEach(async () => {
  place = new Place();
  app = await LocalApp.open(place);
});
afterEach(async () => {
  await app.close();
  place.remove();
});

describe.skipIf(findBrowser() === null)('what the app promises', () => {
  it('a screenshot is a frame of the machine, pixel for pixel; playing by keys makes the score rise; patches are soft', async () => {
    const { page } = app;
    await app.play('Embermoth');
    await pictureShown(page);
    const title = await screenshotIsAFrame(page, place.data);
    await playUntilScoreRises(page, place.data, title);
    await patchSoftly(page);
    await refuseBrokenFiles(page);
    await page.getByRole('main').getByRole('img', { name: 'Picture of Embermoth (Hard mode)' }).waitFor();
    expect(app.problems).toEqual([]);
  }, 120_000);

  it('quitting in the middle of a recording and of writes leaves whole files', async () => {
    const { page } = app;
    await app.play('Embermoth');
    await writeMuch(page, place.data);
    expect(await app.close()).toBe(0);
    expectWholeFiles(place.data);
  });
});
