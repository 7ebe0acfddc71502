import { zipSync } from 'fflate';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { coloursOnScreen, drop, findBrowser, LocalApp, Place, ROOT } from './harness.ts';
import { CART } from './play-steps.ts';

const folder = join(ROOT, 'docs/screenshots');
const SIZE = { width: 960, height: 640 };

async function shot(page: Page, name: string): Promise<void> {
  await page.mouse.move(5, 400);
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function quiet(page: Page): Promise<void> {
  for (const close of (await page.locator('.toast').getByRole('button', { name: 'Close' }).all()).toReversed())
    await close.click({ timeout: 1000 }).catch(() => null);
}

/** Games of the same program under several names, one file that is none. */
function fillFolder(place: Place): void {
  const cart = readFileSync(CART);
  for (const [seed, name] of ['Amber Road (USA)', 'Bell Tower (Europe)', 'Cinder (Japan)', 'Dusk Rider (USA)'].entries()) {
    const bytes = cart.map((byte, at) => (at === 0x7000 ? byte ^ (seed + 1) : byte));
    writeFileSync(join(place.home, 'games', `${name}.sfc`), bytes);
  }
  writeFileSync(join(place.home, 'games', 'broken.zip'), 'this is no archive');
  mkdirSync(join(place.home, 'shelf'));
  for (let number = 1; number <= 300; number++) {
    const bytes = cart.map((byte, at) => (at === 0x7001 ? number & 0xff : at === 0x7002 ? number >> 8 : byte));
    writeFileSync(join(place.home, 'shelf', `Cartridge ${number} (USA).sfc`), bytes);
  }
}

/** A scan that takes a while, and is stopped. */
async function scan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add folder' }).first().click();
  await page.getByRole('button', { name: 'shelf', exact: true }).click();
  await page.getByRole('button', { name: 'Add “shelf”' }).click();
  await expect
    .poll(() => page.locator('.scan progress').evaluate((bar: HTMLProgressElement) => bar.position))
    .toBeGreaterThan(0.2);
  await page.screenshot({ path: join(folder, 'scan-progress.png') });
  // It may be over by now.
  const stop = page.getByRole('button', { name: 'Stop scanning' });
  await Promise.race([stop.click(), stop.waitFor({ state: 'detached' })]);
  await page.locator('.scan').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Forget the folder shelf' }).click();
  await quiet(page);
}

async function library(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add folder' }).first().click();
  await page.getByRole('button', { name: 'games', exact: true }).click();
  await page.getByRole('button', { name: 'Add “games”' }).click();
  await page.getByRole('button', { name: 'Play Dusk Rider' }).first().waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('dialog').getByText('broken.zip').waitFor();
  await shot(page, 'scan-problems');
  await page.keyboard.press('Escape');
  await quiet(page);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.locator('.rows .card').first().waitFor();
  await shot(page, 'library-list');
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  const search = page.getByRole('searchbox', { name: 'Search games' });
  await search.fill('unheard of');
  await expect.poll(() => page.getByRole('button', { name: /^Play / }).count()).toBe(0);
  await shot(page, 'library-not-found');
  await search.fill('');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'game.sfc'));
    dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }));
    dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await shot(page, 'drop');
  const rom = new Uint8Array(readFileSync(CART));
  await drop(page, 'pack.zip', zipSync({ 'Amber Road.sfc': rom, 'Bell Tower.sfc': rom }));
  await page.getByRole('dialog', { name: 'Which game?' }).waitFor();
  await shot(page, 'archive-choice');
  await page.keyboard.press('Escape');
}

async function play(app: LocalApp): Promise<void> {
  await app.play('Embermoth');
  // The title, once it has faded in.
  await expect.poll(() => coloursOnScreen(app.page), { timeout: 60_000 }).toBeGreaterThan(300);
  await app.page.keyboard.press('Shift+Digit1');
  await app.page.getByText('Saved to slot 1.').waitFor();
  await quiet(app.page);
}

async function wrongCheat(page: Page): Promise<void> {
  await page.keyboard.press('F7');
  const cheats = page.getByRole('dialog', { name: 'Cheats' });
  await cheats.getByRole('textbox', { name: 'Code' }).fill('7E1F0');
  await page.keyboard.press('Enter');
  await shot(page, 'cheat-wrong');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** A state whose in-game save is older than the player's. */
async function batteryQuestion(page: Page, place: Place): Promise<void> {
  const saves = (): string[] => (existsSync(join(place.data, 'saves')) ? readdirSync(join(place.data, 'saves')) : []);
  await expect.poll(() => saves().length).toBeGreaterThan(0);
  const [name = ''] = saves();
  const mine = readFileSync(join(place.data, 'saves', name)).map((byte, at) => (at === 3 ? byte ^ 0xff : byte));
  // A picture stays on the screen: the console begins anew with the save.
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor();
  await drop(page, 'mine.srm', mine);
  await page.getByText('The in-game save was imported').waitFor();
  await quiet(page);
  await page.keyboard.press('1');
  const question = page.getByRole('dialog', { name: /Your in-game save/ });
  await question.waitFor();
  await shot(page, 'in-game-save');
  await question.getByRole('button', { name: 'Load, keep my in-game save' }).click();
  await page.getByText('Loaded slot 1.').waitFor();
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor({ state: 'detached' });
  await quiet(page);
}

async function crash(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => void setTimeout(() => reportError(new Error('what the machine said'))));
  await page.getByRole('alert').getByText('The emulator stopped while “Embermoth” was running').waitFor();
  await shot(page, 'crash');
  await page.getByRole('button', { name: 'Go on from the last state' }).click();
  await page.getByText('Resumed where you left off.').waitFor();
  await quiet(page);
}

async function notKept(page: Page, place: Place): Promise<void> {
  const states = join(place.data, 'states');
  const [hash = ''] = readdirSync(states).filter((name) => name.length === 64);
  renameSync(join(states, hash), join(states, 'away'));
  writeFileSync(join(states, hash), 'in the way');
  await page.keyboard.press('Control+l');
  await page.getByRole('dialog', { name: 'This moment could not be kept' }).waitFor();
  await shot(page, 'not-kept');
}

it.skipIf(findBrowser() === null)('makes pictures of what one seldom sees', async () => {
  mkdirSync(folder, { recursive: true });
  const place = new Place();
  fillFolder(place);
  let app = await LocalApp.open(place, { size: SIZE });
  try {
    await library(app.page);
    await scan(app.page);
    await play(app);
    await wrongCheat(app.page);
    await batteryQuestion(app.page, place);
    await app.kill();
    app = await LocalApp.open(place, { size: SIZE });
    const { page } = app;
    const recovery = page.getByRole('dialog', { name: 'Go on where you were?' });
    await recovery.waitFor();
    await shot(page, 'recovery');
    await recovery.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Resumed where you left off.').waitFor();
    await quiet(page);
    await crash(page);
    await notKept(page, place);
  } finally {
    await app.close();
    place.remove();
  }
});
