import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ELECTRON_SANDBOX,
  findElectron,
  launchElectron,
  LocalApp,
  pictureShown,
  Place,
  plugStubGamepad,
  ROOT,
} from './harness.ts';
import {
  CART,
  expectWholeFiles,
  menuByGamepad,
  patchSoftly,
  playUntilScoreRises,
  refuseBrokenFiles,
  screenshotIsAFrame,
  writeMuch,
} from './play-steps.ts';
import { changeEverySetting, expectKept } from './settings-steps.ts';

const xvfb = '/usr/bin/Xvfb';
const canRun = findElectron() !== null && (process.env['DISPLAY'] !== undefined || existsSync(xvfb));
const DISPLAY = process.env['DISPLAY'] ?? ':95';

let screen: ChildProcess | null = null;
let place: Place;
let app: ElectronApplication;
let page: Page;

async function start(...words: string[]): Promise<void> {
  const env = { ...(process.env as Record<string, string>), DISPLAY, HOME: place.home, DOTCLOCK_DATA: place.data };
  app = await launchElectron(ROOT, env, words);
  page = await app.firstWindow();
}

async function play(title: string): Promise<void> {
  await page
    .getByRole('button', { name: `Play ${title}` })
    .first()
    .click();
  await page.getByRole('img', { name: `Picture of ${title}` }).waitFor();
}

/** As a player closes it, by the window. */
async function close(): Promise<void> {
  const closed = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
}

describe.skipIf(!canRun)('what the app promises, in Electron', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    if (process.env['DISPLAY'] !== undefined) return;
    screen = spawn(xvfb, [DISPLAY, '-screen', '0', '1280x900x24'], { stdio: 'ignore' });
    await vi.waitUntil(() => existsSync(`/tmp/.X11-unix/X${DISPLAY.slice(1)}`));
  });
  afterAll(() => void screen?.kill());
  beforeEach(() => void (place = new Place()));
  afterEach(async () => {
    await app.close().catch(() => {});
    place.remove();
  });

  it('a screenshot is a frame of the machine; keys make the score rise; patches are soft, broken files refused', async () => {
    await start();
    await play('Embermoth');
    await pictureShown(page);
    const title = await screenshotIsAFrame(page, place.data);
    await playUntilScoreRises(page, place.data, title);
    await plugStubGamepad(page);
    await menuByGamepad(page);
    await patchSoftly(page);
    await refuseBrokenFiles(page);
    await page.getByRole('main').getByRole('img', { name: 'Picture of Embermoth (Hard mode)' }).waitFor();
  });

  it('every setting is changed by its control and is still so after a restart; a broken file is set aside', async () => {
    await start();
    await play('Test card');
    const before = await changeEverySetting(page, place.data);
    await close();
    await start();
    await play('Test card');
    await expectKept(page, place.data, before);
    await close();
    writeFileSync(join(place.data, 'settings.json'), '{"version":');
    await start();
    await page.getByText('settings.broken-').waitFor();
    expect(JSON.parse(readFileSync(join(place.data, 'settings.json'), 'utf8'))).toEqual(before.file);
  });

  it('a window that is closed while much is written leaves whole files', async () => {
    await start(`--open=${CART}`);
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await writeMuch(page, place.data);
    await close();
    expectWholeFiles(place.data);
  });

  it('and the local host keep off each other’s data folder: a second start is handed over to the first', async () => {
    const local = await LocalApp.open(place);
    const env = { ...process.env, DISPLAY, HOME: place.home, DOTCLOCK_DATA: place.data };
    const over = (program: string, words: string[]): Promise<number | null> =>
      new Promise((resolve) => void spawn(program, words, { env, stdio: 'ignore' }).on('exit', resolve));
    expect(await over(findElectron() ?? '', [...ELECTRON_SANDBOX, ROOT, `--open=${CART}`])).toBe(0);
    await local.page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    expect(await local.close()).toBe(0);
    await start();
    await page.getByRole('button', { name: 'Play Embermoth' }).first().waitFor();
    expect(await over(process.execPath, [join(ROOT, 'dist/local.mjs'), '--no-window', `--open=${CART}`])).toBe(0);
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await close();
    expect(existsSync(join(place.data, 'running.json'))).toBe(false);
  });

  it.skipIf(!existsSync('/usr/bin/7za'))('opens a 7z archive that is named on the command line', async () => {
    const archive = join(place.home, 'packed.7z');
    expect(spawnSync('/usr/bin/7za', ['a', '-bso0', '-bsp0', archive, CART]).status).toBe(0);
    await start(`--open=${archive}`);
    await page.getByRole('img', { name: /Picture of/ }).waitFor();
    await pictureShown(page);
  });
});
