import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, type Locator, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectEditor, letAttach, stopAfter } from './attach-steps.ts';
import { dropFromDisk, ELECTRON_SANDBOX, findElectron, launchElectron, pictureShown, Place, ROOT } from './harness.ts';

const executable = findElectron();
const xvfb = ['/usr/bin/Xvfb'].find((path) => existsSync(path));
const canRun = executable !== null && (process.env['DISPLAY'] !== undefined || xvfb !== undefined);
if (!canRun)
  console.log(
    'Electron tests skipped: its executable (ELECTRON_OVERRIDE_DIST_PATH or node_modules/electron/dist) or a display is not here',
  );

let screen: ChildProcess | null = null;
let place: Place;
let app: ElectronApplication;
let page: Page;

function environment({ data }: Place): Record<string, string> {
  const inherited = process.env as Record<string, string>;
  return { ...inherited, DISPLAY: inherited['DISPLAY'] ?? ':97', DOTCLOCK_DATA: data };
}

async function start(...words: string[]): Promise<void> {
  app = await launchElectron(ROOT, environment(place), words);
  page = await app.firstWindow();
}

/** The native menu comes with the window, after the page. */
async function menuMade(): Promise<void> {
  const labels = (): Promise<string[] | undefined> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
  await expect.poll(labels).toEqual(['Dotclock', 'Game', 'States', 'View', 'Debugger']);
}

async function command(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette input').waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

/** Plays, saves in slot 1; the folder of the states, and the game's folder in it. */
async function saveInSlot(): Promise<{ folder: string; hash: string }> {
  await start(`--open=${join(ROOT, 'dist/carts/embermoth.sfc')}`);
  await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
  await pictureShown(page);
  await page.keyboard.press('Shift+Digit1');
  await page.getByText('Saved to slot 1.').waitFor();
  const folder = join(place.data, 'states');
  const [hash = ''] = readdirSync(folder).filter((name) => name.length === 64);
  return { folder, hash };
}

function libraryHas(title: string): boolean {
  const { entries } = JSON.parse(readFileSync(join(place.data, 'library.json'), 'utf8')) as { entries: { title: string }[] };
  return entries.some((entry) => entry.title === title);
}

/** What a page gets that knows a path and has no file for it. */
function askByPath(path: string): Promise<unknown[]> {
  return page.evaluate((one) => {
    const { call, openFile } = (globalThis as unknown as { dotclockHost: Record<string, (...words: unknown[]) => unknown> })
      .dotclockHost;
    const made = Object.assign(new File(['x'], 'x.sfc'), {});
    Object.defineProperty(made, 'path', { value: one });
    const fake = { path: one, name: 'x.sfc' };
    const argument = { path: one, base: null, all: false };
    return Promise.all([call?.('library.openPath', argument), openFile?.(fake, null, false), openFile?.(made, null, false)]);
  }, path);
}

describe.skipIf(!canRun)('the app in Electron', () => {
  beforeAll(async () => {
    if (process.env['DISPLAY'] !== undefined || xvfb === undefined) return;
    screen = spawn(xvfb, [':97', '-screen', '0', '1280x900x24'], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });
  afterAll(() => void screen?.kill());
  beforeEach(() => void (place = new Place()));
  afterEach(() => place.remove());

  it('shows the library in an isolated, sandboxed page with a native menu', async () => {
    await start();
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    expect(
      await page.evaluate(() => [crossOriginIsolated, location.href, typeof (globalThis as { require?: unknown }).require]),
    ).toEqual([true, 'app://dotclock/', 'undefined']);
    expect(
      await page.evaluate(() => Object.keys((globalThis as unknown as { dotclockHost: object }).dotclockHost).sort()),
    ).toEqual(['call', 'onEvent', 'openFile']);
    await menuMade();
    const opened = await page.evaluate(() => globalThis.open('https://example.com/') === null);
    expect(opened).toBe(true);
    await page.evaluate(() => void (location.href = 'https://example.com/'));
    await page.waitForTimeout(300);
    expect(page.url()).toBe('app://dotclock/');
    await app.close();
  });

  it('opens a game from the command line, plays it, and keeps everything when the window is closed', async () => {
    await start(`--open=${join(ROOT, 'dist/carts/embermoth.sfc')}`);
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await pictureShown(page);
    await menuMade();
    await app.evaluate(({ Menu }) => {
      const game = Menu.getApplicationMenu()?.items.find((item) => item.label === 'Game');
      game?.submenu?.items.find((item) => item.label === 'Pause')?.click();
    });
    await page.getByText('Paused').waitFor();
    const closed = app.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await closed;
    const [hash = ''] = readdirSync(join(place.data, 'states')).filter((name) => name.length === 64);
    expect(readdirSync(join(place.data, 'states', hash)).some((name) => name.endsWith('.dcstate'))).toBe(true);
    expect(readdirSync(join(place.data, 'states')).some((name) => name.startsWith('running-'))).toBe(false);
    expect(existsSync(join(place.data, 'pictures', `${hash}.png`))).toBe(true);
    await start();
    await page.getByRole('button', { name: 'Play Embermoth' }).first().click();
    await page.getByText('Resumed where you left off.').waitFor();
    await app.close();
  });

  it('opens games by the menu, by a drop, and for a second start; there is one window', async () => {
    const games = join(place.home, 'games');
    const cart = readFileSync(join(ROOT, 'dist/carts/embermoth.sfc'));
    for (const [number, name] of ['By Menu', 'By Drop', 'By Start', 'Beside It'].entries()) {
      const bytes = cart.map((byte, at) => (at === 0x7000 + number ? byte ^ 1 : byte));
      writeFileSync(join(games, `${name}.sfc`), bytes);
    }
    await start();
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    await menuMade();
    const openByMenu = (names: readonly string[]): Promise<void> =>
      app.evaluate(
        ({ dialog, Menu }, filePaths) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
          const items = Menu.getApplicationMenu()?.items.flatMap((one) => one.submenu?.items ?? []) ?? [];
          items.find(({ label }) => label === 'Open file')?.click();
        },
        names.map((name) => join(games, `${name}.sfc`)),
      );
    await openByMenu(['By Menu', 'Beside It']);
    await page.getByText('2 games came into the library.').waitFor();
    expect(libraryHas('Beside It')).toBe(true);
    await openByMenu(['By Menu']);
    await page.getByRole('img', { name: 'Picture of By Menu' }).waitFor();
    await pictureShown(page);
    await dropFromDisk(page, [join(games, 'By Drop.sfc')]);
    await page.getByRole('img', { name: 'Picture of By Drop' }).waitFor();
    expect(libraryHas('By Drop')).toBe(true);
    expect(await askByPath(join(games, 'By Start.sfc'))).toEqual([{ error: 'there is no such call.' }, null, null]);
    const second = spawn(executable ?? '', [...ELECTRON_SANDBOX, ROOT, `--open=${join(games, 'By Start.sfc')}`], {
      env: environment(place),
      stdio: 'ignore',
    });
    const status = await new Promise((resolve) => void second.on('exit', resolve));
    expect(status).toBe(0);
    await page.getByRole('img', { name: 'Picture of By Start' }).waitFor();
    expect(app.windows().length).toBe(1);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe('By Start – Dotclock');
    await app.close();
  });

  it('stays open when the last moment cannot be kept, until the player lets go of it', async () => {
    const { folder, hash } = await saveInSlot();
    renameSync(join(folder, hash), join(folder, 'away'));
    writeFileSync(join(folder, hash), 'in the way');
    const close = (): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const dialog = page.getByRole('dialog', { name: 'This moment could not be kept' });
    const button = (name: string): Locator => dialog.getByRole('button', { name });
    await close();
    await dialog.getByText('Not written: the state of “Embermoth”').waitFor();
    await dialog.getByText('The folder of the states is gone.').waitFor();
    await button('Try again').and(page.locator(':focus')).waitFor();
    // Longer than a page that does not answer is waited for.
    await page.waitForTimeout(6000);
    expect(app.windows().length).toBe(1);
    await page.keyboard.press('Enter');
    await dialog.getByText('Tried 2 times').waitFor();
    await button('Stay in the game').click();
    await dialog.waitFor({ state: 'detached' });
    await close();
    await button('Close without it').waitFor();
    const closed = app.waitForEvent('close');
    await button('Close without it').click();
    await closed;
    expect(readdirSync(join(folder, 'away')).some((name) => name.endsWith('.dcstate'))).toBe(true);
  });

  it('closes by itself at a second try, once what was wrong is put right', async () => {
    const { folder, hash } = await saveInSlot();
    const before = readdirSync(join(folder, hash)).filter((name) => name.endsWith('.dcstate')).length;
    renameSync(join(folder, hash), join(folder, 'away'));
    writeFileSync(join(folder, hash), 'in the way');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    const again = page.getByRole('dialog').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    rmSync(join(folder, hash));
    renameSync(join(folder, 'away'), join(folder, hash));
    const closed = app.waitForEvent('close');
    await again.click();
    await closed;
    const after = readdirSync(join(folder, hash)).filter((name) => name.endsWith('.dcstate')).length;
    expect(after).toBe(before + 1);
  });

  it(
    'saves, loads, takes back, branches and compares states, and offers the last one after kill -9',
    { timeout: 180_000 },
    async () => {
      await start(`--open=${join(ROOT, 'dist/carts/embermoth.sfc')}`);
      await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
      // The cart has made its in-game save when its title is there.
      await pictureShown(page);
      await page.keyboard.press('Shift+Digit1');
      await page.getByText('Saved to slot 1.').waitFor();
      await page.waitForTimeout(500);
      await page.keyboard.press('Shift+Digit2');
      await page.getByText('Saved to slot 2.').waitFor();
      await page.keyboard.press('Digit1');
      await page.getByText('Loaded slot 1.').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('Load taken back').waitFor();
      await page.keyboard.press('Control+Shift+z');
      await page.getByText('Load done again').waitFor();
      await page.keyboard.press('Shift+F2');
      await page.getByText('Saved.', { exact: true }).waitFor();
      await page.keyboard.press('F6');
      const dialog = page.getByRole('dialog', { name: 'States' });
      const rows = dialog.getByRole('listitem').getByRole('button');
      await rows.first().waitFor();
      await rows.first().click();
      await dialog.getByRole('button', { name: 'Compare…' }).click();
      await rows.last().focus();
      await page.keyboard.press('Enter');
      await dialog.getByText(/of 131072 bytes differ/).waitFor();
      const shots = process.env['DOTCLOCK_SHOTS'];
      if (shots !== undefined) await page.screenshot({ path: join(shots, 'electron-compare.png') });
      const ended = app.waitForEvent('close');
      app.process().kill('SIGKILL');
      await ended;
      const [hash = ''] = readdirSync(join(place.data, 'states')).filter((name) => name.length === 64);
      const records = readdirSync(join(place.data, 'states', hash)).filter((name) => name.endsWith('.dcstate'));
      expect(records.length).toBeGreaterThanOrEqual(3);
      await start();
      const recovery = page.getByRole('dialog', { name: 'Go on where you were?' });
      await recovery.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('Resumed where you left off.').waitFor();
      await page.keyboard.press('Digit2');
      await page.getByText('Loaded slot 2.').waitFor();
      await app.close();
      const after = readdirSync(join(place.data, 'states', hash));
      expect(records.filter((name) => !after.includes(name))).toEqual([]);
    },
  );

  it('loads a page anew that crashed, with what was played to go on from', { timeout: 120_000 }, async () => {
    await start();
    await page.getByRole('button', { name: 'Play Embermoth' }).first().click();
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await pictureShown(page);
    const states = join(place.data, 'states');
    const records = (): string[] =>
      readdirSync(states)
        .filter((name) => name.length === 64)
        .flatMap((hash) => readdirSync(join(states, hash)).filter((name) => name.endsWith('.dcstate')));
    // The host has been given the moment, which is not a record yet.
    await page.waitForTimeout(6000);
    const before = records().length;
    const crashed = page.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await crashed;
    // The driver has no hold on a page that crashed: the new one is asked by way of the main process. A page that is being loaded never answers.
    const inPage = (code: string): Promise<string> =>
      app.evaluate(
        ({ BrowserWindow }, code) =>
          Promise.race([
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<string>,
            new Promise<string>((resolve) => setTimeout(resolve, 1000, '')),
          ]),
        code,
      );
    const words = (): Promise<string> => inPage('document.body.textContent');
    await expect.poll(words, { timeout: 30_000 }).toContain('Continue');
    expect(records().length).toBe(before + 1);
    await inPage("document.querySelector('button[aria-label=\"Play Embermoth\"]').click(), ''");
    await expect.poll(words, { timeout: 30_000 }).toContain('Resumed where you left off.');
    await app.close();
  });

  it('lets panels stand in a window of their own, and nothing else be opened from anywhere', { timeout: 120_000 }, async () => {
    await start(`--open=${join(ROOT, 'dist/carts/embermoth.sfc')}`);
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await page.keyboard.press('F12');
    await page.getByRole('listbox', { name: 'Disassembly' }).waitFor();
    const opens = (where: Page, url: string): Promise<boolean> => where.evaluate((one) => globalThis.open(one) !== null, url);
    for (const url of ['https://example.com/', 'app://dotclock/', 'app://dotclock/popout.html?x', 'about:blank'])
      expect(await opens(page, url), url).toBe(false);

    await command('Show panel: Memory');
    await expect.poll(() => page.locator('[data-panel="memory"] .hex-byte').count()).toBeGreaterThan(50);
    const opened = app.waitForEvent('window');
    await page.keyboard.press('Control+Shift+Period');
    const popout = await opened;
    await popout.locator('[data-panel="memory"] .hex-byte').first().waitFor();
    expect(popout.url()).toBe('app://dotclock/popout.html');
    const inside = (): [boolean, boolean, string] => {
      const world = globalThis as { dotclockHost?: unknown; require?: unknown };
      return [world.dotclockHost === undefined, world.require === undefined, document.documentElement.dataset['theme'] ?? ''];
    };
    expect(await popout.evaluate(inside)).toEqual([
      true,
      true,
      await page.evaluate(() => document.documentElement.dataset['theme']),
    ]);
    await popout.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
    const shots = process.env['DOTCLOCK_SHOTS'];
    if (shots !== undefined) await popout.screenshot({ path: join(shots, 'electron-second-window.png') });

    for (const url of ['app://dotclock/popout.html', 'https://example.com/']) expect(await opens(popout, url), url).toBe(false);
    // A window that would go elsewhere is closed, and its panel goes back.
    const gone = popout.waitForEvent('close');
    await popout.evaluate(() => void (location.href = 'https://example.com/')).catch(() => {});
    await gone;
    await page.locator('[data-panel="memory"] .hex-byte').first().waitFor();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const again = app.waitForEvent('window');
    await page.keyboard.press('Control+Shift+Period');
    await (await again).locator('[data-panel]').first().waitFor();
    const closed = app.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('dotclock/'))
        ?.close(),
    );
    await closed;
  });

  it('lets an editor debug the game in the window', { timeout: 120_000 }, async () => {
    await start(`--open=${join(ROOT, 'dist/carts/embermoth.sfc')}`);
    await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    await command('Settings');
    await page.getByRole('dialog').getByRole('button', { name: 'Debugger', exact: true }).click();
    const { port, token } = await letAttach(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');

    const client = await connectEditor(port);
    await expect(client.send('attach', { token: 'none' })).rejects.toThrow('token is wrong');
    const ready = client.waitForEvent('initialized');
    await client.send('attach', { token, stopOnEntry: true });
    await ready;
    await stopAfter(client, client.configurationDoneRequest());
    const step = async (command: 'stepIn' | 'stepBack'): Promise<string> => {
      const { pc } = await stopAfter(client, client.send(command, { threadId: 1, granularity: 'instruction' }));
      return pc;
    };
    const [before, after] = [await step('stepIn'), await step('stepIn')];
    expect(after).not.toBe(before);
    expect(await step('stepBack')).toBe(before);
    await page.getByRole('listbox', { name: 'Disassembly' }).waitFor();
    const ended = client.waitForEvent('terminated');
    await client.disconnectRequest();
    await ended;
    await page.locator('.debug-state', { hasText: 'Running' }).waitFor();
    await app.close();
  });
});
