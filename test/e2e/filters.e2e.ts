import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

describe.skipIf(findBrowser() === null)('filters', () => {
  it('each compile, show the game, and look different', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.waitForTimeout(2000);
    await page.keyboard.press('KeyP');
    await page.mouse.move(5, 400);
    const seen = new Map<string, Uint8Array>();
    for (const name of ['sharp', 'edges', 'crt', 'ntsc', 'plain']) {
      await page.waitForTimeout(700);
      await shot(page, `filter-${name}`);
      const png = await page.screenshot({ clip: { x: 300, y: 200, width: 500, height: 400 } });
      seen.set(name, Uint8Array.from(decode(png).data));
      await page.keyboard.press('KeyF');
    }
    const names = [...seen.keys()];
    const distance = (a: Uint8Array, b: Uint8Array): number =>
      a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
    for (const [index, name] of names.entries()) {
      for (const other of names.slice(index + 1)) {
        const apart = distance(seen.get(name)!, seen.get(other)!);
        expect(apart, `${name} and ${other}`).toBeGreaterThan(0.1);
        // All of them show the same picture.
        expect(apart, `${name} and ${other}`).toBeLessThan(60);
      }
    }
    expect(app.problems).toEqual([]);
  });
});
