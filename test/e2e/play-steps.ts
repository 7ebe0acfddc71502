import { decode } from 'fast-png';
import { zipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { drop, pressPad, ROOT } from './harness.ts';

/** Steps that both hosts take: the page is that of an app whose data folder is `data`. */

export const CART = join(ROOT, 'dist/carts/embermoth.sfc');

export interface Shot {
  readonly width: number;
  readonly rgb: Buffer;
}

/** F9, and the picture that it wrote. */
export async function screenshot(page: Page, data: string): Promise<Shot> {
  const folder = join(data, 'screenshots');
  const files = (): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')) : []);
  const before = new Set(files());
  await page.keyboard.press('F9');
  await expect.poll(() => files().length, { interval: 20 }).toBeGreaterThan(before.size);
  const name = files().find((one) => !before.has(one)) ?? '';
  const { width, data: pixels, channels } = decode(readFileSync(join(folder, name)));
  const rgb = Buffer.from(pixels.filter((_value, index) => channels === 3 || index % 4 !== 3));
  return { width, rgb };
}

/** Pauses, takes a screenshot, and finds the frame of the command line's machine that is the same, pixel for pixel. */
export async function screenshotIsAFrame(page: Page, data: string): Promise<Shot> {
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor();
  const ours = await screenshot(page, data);
  const machine = new HeadlessMachine(new Uint8Array(readFileSync(CART)), { pictures: { fold: true, rgb5: false } });
  let same = false;
  for (let frame = 0; frame < 1500 && !same; frame++) {
    machine.pictures.wanted = true;
    machine.runFrame();
    const { picture } = machine.pictures;
    same = picture !== null && Buffer.compare(Buffer.from(picture.rgb), ours.rgb) === 0;
  }
  expect(same).toBe(true);
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor({ state: 'hidden' });
  return ours;
}

/** The score's digits, at the top left. */
function scoreOf({ width, rgb }: Shot): string {
  const rows = Array.from({ length: 12 }, (_, y) => rgb.subarray(y * width * 3, (y * width + 56) * 3));
  return Buffer.concat(rows).toString('base64');
}

/** Starts the demo from its title by keys, flies and fires until the score has another value. */
export async function playUntilScoreRises(page: Page, data: string, title: Shot): Promise<void> {
  const before = scoreOf(title);
  let first = before;
  for (let tries = 0; tries < 20 && first === before; tries++) {
    await page.keyboard.press('Enter', { delay: 200 });
    await page.waitForTimeout(1500);
    first = scoreOf(await screenshot(page, data));
  }
  expect(first).not.toBe(before);
  const keys = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'];
  let risen = false;
  for (let turn = 0; turn < 40 && !risen; turn++) {
    await page.keyboard.down(keys[turn % keys.length] ?? '');
    await page.keyboard.press('KeyX', { delay: 300 + (turn % 3) * 250 });
    await page.keyboard.up(keys[turn % keys.length] ?? '');
    risen = scoreOf(await screenshot(page, data)) !== first;
  }
  expect(risen).toBe(true);
}

/** Drops a patch of one byte on the demo, which is played; its file stays as it was. */
export async function patchSoftly(page: Page): Promise<void> {
  // IPS: one record of one byte at $7000.
  const patch = [...Buffer.from('PATCH'), 0x00, 0x70, 0x00, 0x00, 0x01, 0x5a, ...Buffer.from('EOF')];
  const before = readFileSync(CART);
  await drop(page, 'Hard mode.ips', Uint8Array.from(patch));
  await page.getByRole('img', { name: 'Picture of Embermoth (Hard mode)' }).waitFor();
  expect(Buffer.compare(readFileSync(CART), before)).toBe(0);
}

/** Files of every kind that hold nothing of use are refused by name and reason, and what is played goes on. */
export async function refuseBrokenFiles(page: Page): Promise<void> {
  const rom = new Uint8Array(readFileSync(CART));
  const cutZip = zipSync({ 'game.sfc': rom }).subarray(0, 5000);
  const cases: readonly (readonly [name: string, bytes: Uint8Array, reason: RegExp])[] = [
    ['page.sfc', new TextEncoder().encode('<html>not found</html>'.repeat(200)), /this is a text file, not a game/],
    ['empty.sfc', new Uint8Array(0), /the file is empty/],
    ['cut.zip', cutZip, /archive/],
    ['broken.7z', Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, ...new Uint8Array(200)]), /the archive is broken/],
    ['cut.ips', Uint8Array.from([...Buffer.from('PATCH'), 0, 0x70]), /the patch is cut short/],
    ['no.bps', new TextEncoder().encode('nothing of a patch in here, whatever its name'), /this is no IPS, BPS or UPS patch/],
    ['broken.dcstate', rom.subarray(0, 4000), /\S/],
  ];
  for (const [name, bytes, reason] of cases) {
    await drop(page, name, bytes);
    const told = page.locator('.toast', { hasText: name }).filter({ hasText: reason });
    await told.first().waitFor();
  }
}

/** The gamepad's Home opens the game menu and closes it; it moves, chooses and writes there, too. */
export async function menuByGamepad(page: Page): Promise<void> {
  const menu = page.getByRole('dialog', { name: 'Game menu' });
  const tap = async (button: number): Promise<void> => {
    await pressPad(page, button, true);
    await pressPad(page, button, false);
  };
  await tap(16);
  await menu.waitFor();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  const first = await focused();
  await tap(13);
  await expect.poll(focused).not.toBe(first);
  await tap(0);
  await page.getByRole('dialog', { name: 'States' }).waitFor();
  for (const name of ['States', 'Game menu']) {
    await tap(1);
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
  }
  await tap(16);
  for (const button of [13, 13, 0]) await tap(button);
  const code = page.getByRole('textbox', { name: 'Code' });
  await code.waitFor();
  await tap(0);
  const keys = page.getByRole('dialog', { name: 'Keys for: Code' });
  await keys.getByRole('button', { name: 'g', exact: true }).and(page.locator(':focus')).waitFor();
  for (const button of [15, 0, 3, 0, 2]) await tap(button);
  await expect.poll(() => code.inputValue()).toBe('h ');
  await tap(1);
  await keys.waitFor({ state: 'detached' });
  await code.and(page.locator(':focus')).waitFor();
  for (const name of ['Cheats', 'Game menu']) {
    await tap(1);
    await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
  }
}

/** Records the sound, and asks for a screenshot and a state while that is written: then it is the moment to quit. */
export async function writeMuch(page: Page, data: string): Promise<void> {
  await page.keyboard.press('Control+F9');
  const folder = join(data, 'recordings');
  const size = (): number => {
    const [name] = existsSync(folder) ? readdirSync(folder) : [];
    return name === undefined ? 0 : readFileSync(join(folder, name)).length;
  };
  await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(100_000);
  await page.keyboard.press('F9');
  await page.keyboard.press('F2');
}

/** What `writeMuch` began is whole, and nothing half-written is left. */
export function expectWholeFiles(data: string): void {
  const folder = join(data, 'recordings');
  const [name = ''] = readdirSync(folder);
  const wav = readFileSync(join(folder, name));
  expect([wav.readUInt32LE(4), wav.readUInt32LE(40)]).toEqual([wav.length - 8, wav.length - 44]);
  const left: string[] = readdirSync(data, { recursive: true }).map(String);
  expect(left.filter((one) => one.endsWith('.tmp'))).toEqual([]);
}
