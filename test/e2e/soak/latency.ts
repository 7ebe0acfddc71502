import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { chromium } from 'playwright';
import { findBrowser, LocalApp, Place } from '../harness.ts';

const TRIES = 12;

/** Milliseconds from a press of Start to the first refresh in which the picture is another, in a page of the test card that stands still. */
function firstChange(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const canvas = document.querySelector<HTMLCanvasElement>('.picture canvas');
        const small = new OffscreenCanvas(64, 56).getContext('2d', { willReadFrequently: true });
        if (canvas === null || small === null) return resolve(-1);
        const look = (): string => {
          small.drawImage(canvas, 0, 0, 64, 56);
          return small.getImageData(0, 0, 64, 56).data.join();
        };
        const before = look();
        const key = { code: 'Enter', key: 'Enter', bubbles: true };
        const pressed = performance.now();
        dispatchEvent(new KeyboardEvent('keydown', key));
        const poll = (): void => {
          const now = performance.now();
          if (look() === before && now - pressed < 2000) return void requestAnimationFrame(poll);
          dispatchEvent(new KeyboardEvent('keyup', key));
          resolve(now - pressed);
        };
        requestAnimationFrame(poll);
      }),
  );
}

/** The middle of several presses. */
export async function inputLatency(window: Record<string, string>, runAhead: number): Promise<number> {
  const place = new Place();
  mkdirSync(place.data, { recursive: true });
  writeFileSync(
    join(place.data, 'settings.json'),
    JSON.stringify({ version: 1, global: { 'speed.runAhead': runAhead }, games: {} }),
  );
  const app = await LocalApp.open(place, { window });
  try {
    await app.play('Test card');
    await app.page.waitForTimeout(3000);
    const times: number[] = [];
    for (let at = 0; at < TRIES; at++) {
      times.push(await firstChange(app.page));
      // Not in step with the console's frames.
      await app.page.waitForTimeout(700 + 7 * at);
    }
    return times.toSorted((a, b) => a - b)[TRIES >> 1] ?? -1;
  } finally {
    await app.close();
    place.remove();
  }
}

/** Milliseconds from nothing to an empty window, and to a demo that runs on the first start ever. */
export async function firstStart(window: Record<string, string>): Promise<{ empty: number; demo: number }> {
  const started = performance.now();
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    headless: false,
    env: window,
    args: ['--no-sandbox'],
  });
  await (await browser.newPage()).goto('data:text/html,<title>empty</title>');
  const empty = performance.now() - started;
  await browser.close();
  const place = new Place();
  const begun = performance.now();
  const app = await LocalApp.open(place, { window });
  await app.play('Test card');
  await app.page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture canvas');
    const small = new OffscreenCanvas(16, 14).getContext('2d');
    if (canvas === null || small === null) return false;
    small.drawImage(canvas, 0, 0, 16, 14);
    return small.getImageData(0, 0, 16, 14).data.some((value, index) => index % 4 !== 3 && value > 40);
  });
  const demo = performance.now() - begun;
  await app.close();
  place.remove();
  return { empty, demo };
}
