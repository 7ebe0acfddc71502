import { decode } from 'fast-png';
import { zipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { unpackRecord } from '../../electron/services/states/record-file.ts';
import { axeProblems } from './axe.ts';
import { drop, findBrowser, LocalApp, pictureShown, Place, pressPad, ROOT, stubGamepad, type OpenOptions } from './harness.ts';

const CART = join(ROOT, 'dist/carts/embermoth.sfc');
let place: Place;
let app: LocalApp;

beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

async function open(options: OpenOptions = {}): Promise<Page> {
  app = await LocalApp.open(place, options);
  return app.page;
}

/** The record that was written last. */
async function newestState(): Promise<{ frame: number; picture: Uint8Array }> {
  const folder = join(place.data, 'states');
  const [hash = ''] = readdirSync(folder).filter((name) => name.length === 64);
  const names = readdirSync(join(folder, hash)).filter((name) => name.endsWith('.dcstate'));
  const { meta, picture } = await unpackRecord(readFileSync(join(folder, hash, names.sort().at(-1) ?? '')));
  return { frame: meta.frame, picture: picture! };
}

/** Saves the moment, and finds the same picture at the same frame in the command line's machine. */
async function showsTheCommandLinesPicture(page: Page): Promise<void> {
  // State and picture are asked for one after the other: between them nothing may move.
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor();
  await page.keyboard.press('F2');
  await page.getByText('Saved to slot 1.').waitFor();
  const saved = await newestState();
  expect(saved.frame).toBeGreaterThan(20);
  const machine = new HeadlessMachine(new Uint8Array(readFileSync(CART)), { pictures: { fold: true, rgb5: false } });
  for (let frame = 0; frame < saved.frame; frame++) {
    machine.pictures.wanted = frame === saved.frame - 1;
    machine.runFrame();
  }
  const ours = decode(saved.picture);
  const rgb = ours.channels === 3 ? ours.data : ours.data.filter((_value, index) => index % 4 !== 3);
  expect([ours.width, ours.height]).toEqual([machine.pictures.picture?.width, machine.pictures.picture?.height]);
  expect(Buffer.compare(Buffer.from(rgb), Buffer.from(machine.pictures.picture!.rgb))).toBe(0);
  await page.keyboard.press('KeyP');
  await page.getByText('Paused').waitFor({ state: 'detached' });
  await page.locator('.toast').getByRole('button', { name: 'Close' }).first().click();
  await page.getByText('Saved to slot 1.').waitFor({ state: 'detached' });
}

async function takesKeysAndAGamepad(page: Page): Promise<void> {
  const press = (button: number, pressed: boolean): Promise<void> => pressPad(page, button, pressed);
  await press(16, true);
  await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
  await press(16, false);
  await press(13, true);
  await press(13, false);
  await press(0, true);
  await page.getByRole('dialog', { name: 'States' }).waitFor();
  await press(0, false);
  const backToGame = async (from: string): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: from }).waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await backToGame('States');
  await page.keyboard.press('Control+,');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await backToGame('Settings');
  await page.keyboard.press('Control+k');
  await page.locator('.palette input').waitFor();
  await page.keyboard.type('pause');
  await page.keyboard.press('Enter');
  await page.getByText('Paused').waitFor();
  await page.keyboard.press('F2');
  await page.getByText('Saved to slot 1.').waitFor();
  const before = (await newestState()).frame;
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await page.keyboard.press('Shift+3');
  await page.getByText('Saved to slot 3.').waitFor();
  expect((await newestState()).frame).toBe(before + 2);
}

/** A file that is none, and an archive with several games. */
async function opensWhatIsDropped(page: Page): Promise<void> {
  const rom = new Uint8Array(readFileSync(CART));
  await drop(page, 'page.sfc', new TextEncoder().encode('<html>not found</html>'.repeat(200)));
  await page.getByText('this is a text file, not a game').waitFor();
  await drop(page, 'pack.zip', zipSync({ 'one.sfc': rom, 'two.sfc': rom }));
  await page.getByRole('dialog', { name: 'Which game?' }).waitFor();
  await page.getByRole('button', { name: 'two.sfc' }).click();
  await page.getByRole('img', { name: /Picture of/ }).waitFor();
}

async function goesOnAfterACrash(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => void setTimeout(() => reportError(new Error('boom'))));
  await page.getByRole('alert').getByText('The emulator stopped while “Embermoth” was running').waitFor();
  await page.getByText('The last state of the game was made').waitFor();
  expect(await axeProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on from the last state' }).click();
  await page.getByRole('alert').getByText('The emulator stopped').waitFor({ state: 'detached' });
  await pictureShown(page);
  // What it said before the crash may still be there: that it goes on is seen by the picture.
  const picture = page.getByRole('img', { name: /Picture of/ });
  const first = await picture.screenshot();
  await expect.poll(async () => Buffer.compare(first, await picture.screenshot()), { timeout: 20_000 }).not.toBe(0);
}

describe.skipIf(findBrowser() === null)('the app on its local host', () => {
  it('starts with the demo carts, isolated, and plays the very picture that the command line makes; keys, a gamepad, drops', async () => {
    const page = await open({ prepare: stubGamepad });
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    expect(await page.evaluate(() => [crossOriginIsolated, location.hash])).toEqual([true, '']);
    expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    await app.play('Embermoth');
    await pictureShown(page);
    await showsTheCommandLinesPicture(page);
    await takesKeysAndAGamepad(page);
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await opensWhatIsDropped(page);
    expect(app.problems).toEqual([]);
  });

  it('goes on where the game was: when its window was closed without a word, after the library, after a crash, after quitting', async () => {
    let page = await open();
    await app.play('Embermoth');
    await pictureShown(page);
    const markers = (): string[] => readdirSync(join(place.data, 'states')).filter((name) => name.startsWith('running-'));
    expect(markers().length).toBe(1);
    // A moment is held every few seconds, and nothing of it is on the disk.
    await page.waitForTimeout(6000);
    expect(readdirSync(join(place.data, 'states')).filter((name) => name.length === 64)).toEqual([]);
    await page.close();
    await expect.poll(() => readdirSync(join(place.data, 'states')).filter((name) => name.length === 64).length).toBe(1);
    await expect.poll(markers).toEqual([]);
    const closed = (await newestState()).frame;
    expect(closed).toBeGreaterThan(60);
    expect(await app.close()).toBe(0);
    page = await open();
    await app.play('Embermoth');
    await page.getByText('Resumed where you left off.').waitFor();
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await page.locator('.cover img').first().waitFor();
    const left = (await newestState()).frame;
    expect(left).toBeGreaterThanOrEqual(closed);
    const saves = readdirSync(join(place.data, 'saves')).map((name) => readFileSync(join(place.data, 'saves', name)).length);
    expect(saves).toEqual([new HeadlessMachine(new Uint8Array(readFileSync(CART))).memory('sram').length]);
    expect(await app.close()).toBe(0);
    page = await open();
    await app.play('Embermoth');
    await page.getByText('Resumed where you left off.').waitFor();
    await page.keyboard.press('F2');
    await page.getByText('Saved to slot 1.').waitFor();
    const resumed = (await newestState()).frame;
    expect(resumed).toBeGreaterThanOrEqual(left);
    expect(resumed).toBeLessThan(left + 600);
    await goesOnAfterACrash(page);
    // Quit keeps the moment too.
    await page.keyboard.press('Control+q');
    expect(await app.ended).toBe(0);
    expect((await newestState()).frame).toBeGreaterThan(resumed);
    expect(markers()).toEqual([]);
  });

  it('keeps folders and settings over a restart, says when they were broken, speaks Portuguese, opens what the command line names', async () => {
    writeFileSync(
      join(place.home, 'games', 'My_Game (USA).sfc'),
      readFileSync(CART).map((byte, index) => (index === 0x7000 ? byte ^ 1 : byte)),
    );
    let page = await open();
    await page.getByRole('button', { name: 'Add folder' }).first().click();
    await page.getByRole('button', { name: 'games', exact: true }).click();
    await page.getByRole('button', { name: 'Add “games”' }).click();
    await page.getByRole('button', { name: 'Play My Game' }).waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Language', { exact: true }).selectOption('pt');
    await page.getByRole('dialog', { name: 'Configurações' }).waitFor();
    await page.getByRole('searchbox', { name: 'Procurar configurações' }).fill('filtro');
    await page.getByLabel('Filtro', { exact: true }).selectOption('crt');
    await expect.poll(() => readFileSync(join(place.data, 'settings.json'), 'utf8')).toContain('crt');
    await app.close();
    page = await open();
    await page.getByRole('button', { name: 'Jogar Embermoth' }).waitFor();
    const stored = JSON.parse(readFileSync(join(place.data, 'settings.json'), 'utf8')) as { global: Record<string, unknown> };
    expect(stored.global).toMatchObject({ 'general.language': 'pt', 'video.filter': 'crt' });
    await app.close();
    writeFileSync(join(place.data, 'settings.json'), '{"version":');
    page = await open({ file: join(place.home, 'games', 'My_Game (USA).sfc') });
    await page.getByText('settings.broken-').waitFor();
    await page.getByRole('img', { name: 'Imagem de My Game' }).waitFor();
    expect(await page.title()).toBe('My Game – Dotclock');
  });

  it('opens a 7z archive that the command line names, without shared memory and without WebGL', async () => {
    let file = CART;
    if (existsSync('/usr/bin/7za')) {
      file = join(place.home, 'packed.7z');
      expect(spawnSync('/usr/bin/7za', ['a', '-bso0', '-bsp0', file, CART]).status).toBe(0);
    }
    const page = await open({
      file,
      query: '?canvas2d',
      // As a page sees it that is not isolated: nothing can be shared.
      prepare: (page) =>
        page.addInitScript(() => void Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false })),
    });
    await page.getByRole('img', { name: /Picture of/ }).waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await pictureShown(page);
    expect(app.problems).toEqual([]);
  });
});
