import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { chromium } from 'playwright';
import { findBrowser, findElectron, launchElectron, LocalApp, Place, ROOT } from '../harness.ts';

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

/** Until the picture of the game has light in it. */
async function pictureLit(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.picture canvas');
    const small = new OffscreenCanvas(16, 14).getContext('2d');
    if (canvas === null || small === null) return false;
    small.drawImage(canvas, 0, 0, 16, 14);
    return small.getImageData(0, 0, 16, 14).data.some((value, index) => index % 4 !== 3 && value > 40);
  });
}

export interface FirstStart {
  readonly empty: number;
  readonly demo: number;
}

/** Milliseconds from nothing to an empty window, and to a demo that runs on the first start ever. */
export async function firstStart(window: Record<string, string>): Promise<FirstStart> {
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
  await pictureLit(app.page);
  const demo = performance.now() - begun;
  await app.close();
  place.remove();
  return { empty, demo };
}

const EMPTY_PROGRAM = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1180, height: 780 }).loadURL('data:text/html,<title>empty</title>'));`;

/** The same in Electron; null where it is not. */
export async function firstStartInElectron(window: Record<string, string>): Promise<FirstStart | null> {
  if (findElectron() === null) return null;
  const place = new Place();
  const program = join(place.home, 'empty');
  mkdirSync(program, { recursive: true });
  writeFileSync(join(program, 'package.json'), '{ "name": "empty", "main": "main.cjs" }');
  writeFileSync(join(program, 'main.cjs'), EMPTY_PROGRAM);
  const env = { ...window, DOTCLOCK_DATA: place.data };
  const started = performance.now();
  const none = await launchElectron(program, env);
  await (await none.firstWindow()).waitForLoadState('load');
  const empty = performance.now() - started;
  await none.close();
  const begun = performance.now();
  const app = await launchElectron(ROOT, env);
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Play Test card' }).first().click();
  await pictureLit(page);
  const demo = performance.now() - begun;
  await app.close();
  place.remove();
  return { empty, demo };
}
