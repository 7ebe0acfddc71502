import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, chromium, errors, type Browser, type ElectronApplication, type Page } from 'playwright';

export const ROOT = process.env['DOTCLOCK_ROOT'] ?? join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

/** A browser of the Chromium family on this machine; null where none is. */
export function findBrowser(): string | null {
  const own = chromium.executablePath();
  return (
    [process.env['DOTCLOCK_BROWSER'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome', own].find((path) =>
      existsSync(path),
    ) ?? null
  );
}

/** Electron's executable; null where none is. */
export function findElectron(): string | null {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules/electron/dist');
  const executable = join(folder, 'electron');
  return existsSync(executable) ? executable : null;
}

export const ELECTRON_SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Milliseconds for a start. The test driver's own limit is as long as a whole test's. */
const LAUNCH_TIME = 40_000;

/** Starts the program in a folder in Electron. */
export async function launchElectron(
  program: string,
  env: Record<string, string>,
  words: readonly string[] = [],
): Promise<ElectronApplication> {
  const args = [...ELECTRON_SANDBOX, '--enable-unsafe-swiftshader', ...words, program];
  const launch = (): Promise<ElectronApplication> =>
    _electron.launch({ executablePath: findElectron() ?? '', args, cwd: ROOT, env, timeout: LAUNCH_TIME });
  try {
    return await launch();
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    // Seen: the page was loaded and the game ran, while the driver waited for an answer of the main process to its greeting.
    console.log(`started again: ${error.message}`);
    return launch();
  }
}

/** A folder for one test's settings, saves and games; `home` is where its folder dialog begins. */
export class Place {
  readonly #root = mkdtempSync(join(tmpdir(), 'dotclock-e2e-'));
  readonly home = join(this.#root, 'player');
  readonly data = join(this.home, '.data');

  constructor() {
    mkdirSync(join(this.home, 'games'), { recursive: true });
  }

  remove(): void {
    // A browser or Electron that was killed may still be writing.
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

export interface OpenOptions {
  readonly query?: string;
  readonly file?: string;
  /** Environment of a browser with a real window, on the display that it names. */
  readonly window?: Readonly<Record<string, string>>;
  /** Of the page, in CSS pixels; 1180 by 780 when left out. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Runs before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** The app on its local host, in a headless browser. */
export class LocalApp {
  readonly page: Page;
  readonly problems: string[];
  readonly #server: ChildProcess;
  readonly #browser: Browser;

  /** The host's exit status, once it has ended by itself or was ended. */
  readonly ended: Promise<number | null>;

  private constructor(page: Page, problems: string[], server: ChildProcess, browser: Browser) {
    this.ended = new Promise((resolve) => void server.on('exit', resolve));
    this.page = page;
    this.problems = problems;
    this.#server = server;
    this.#browser = browser;
  }

  static async open(place: Place, options: OpenOptions = {}): Promise<LocalApp> {
    const open = options.file === undefined ? [] : [`--open=${options.file}`];
    const server = spawn(process.execPath, [join(ROOT, 'dist/local.mjs'), '--no-window', ...open], {
      env: { ...process.env, DOTCLOCK_DATA: place.data, HOME: place.home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', (text: Buffer) => {
        const match = /open (http\S+)/.exec(text.toString());
        if (match?.[1] !== undefined) resolve(match[1]);
      });
      server.on('exit', () => reject(new Error('the local host ended')));
    });
    const executablePath = findBrowser();
    if (executablePath === null) throw new Error('no browser');
    const browser = await chromium.launch({
      executablePath,
      headless: options.window === undefined,
      ...(options.window === undefined ? null : { env: options.window }),
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--enable-unsafe-swiftshader'],
    });
    const context = await browser.newContext({ viewport: options.size ?? { width: 1180, height: 780 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await options.prepare?.(page);
    await page.goto(url.replace('/#', `/${options.query ?? ''}#`));
    return new LocalApp(page, problems, server, browser);
  }

  /** Plays a game of the library until its picture is there; an error tells what the page shows instead. */
  async play(title: string): Promise<void> {
    await this.page
      .getByRole('button', { name: `Play ${title}` })
      .first()
      .click();
    try {
      await this.page
        .getByRole('main')
        .getByRole('img', { name: `Picture of ${title}` })
        .waitFor();
    } catch (cause) {
      const shown = await this.page.locator('body').innerText();
      throw new Error(`${title} did not start.\nProblems: ${this.problems.join('\n')}\nThe page shows:\n${shown}`, { cause });
    }
  }

  /** Plays a game and opens the debugger once it has begun: before, memory and chips are as power left them. */
  async debug(title: string): Promise<void> {
    await this.play(title);
    await pictureShown(this.page, 60);
    await this.page.keyboard.press('F12');
    await this.page.getByRole('listbox', { name: 'Disassembly' }).waitFor();
    await this.page.getByLabel('S-CPU PC').waitFor();
  }

  #closing: Promise<number | null> | null = null;

  /** The end that nobody expects: host and browser are gone at once. */
  async kill(): Promise<void> {
    this.#server.kill('SIGKILL');
    await this.ended;
    await this.#browser.close();
  }

  /** Ends the browser, then the host as a user's Ctrl+C does. Resolves with the host's exit status. */
  close(): Promise<number | null> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<number | null> {
    await this.#browser.close();
    this.#server.kill('SIGINT');
    return this.ended;
  }
}

/** Colours that a picture has, counted roughly; 1 is an empty picture. */
export async function coloursOnScreen(page: Page): Promise<number> {
  const { decode } = await import('fast-png');
  const image = decode(await page.screenshot({ clip: { x: 240, y: 100, width: 700, height: 560 } }));
  const seen = new Set<number>();
  for (let at = 0; at < image.data.length; at += image.channels * 7) {
    seen.add(((image.data[at] ?? 0) << 16) | ((image.data[at + 1] ?? 0) << 8) | (image.data[at + 2] ?? 0));
  }
  return seen.size;
}

/** Waits until the game shows more than one plain colour, or as many as are asked for, however slow the machine. */
export async function pictureShown(page: Page, colours = 5): Promise<void> {
  const end = performance.now() + 60_000;
  while ((await coloursOnScreen(page)) < colours) {
    if (performance.now() > end) throw new Error('the game shows no picture');
    await page.waitForTimeout(200);
  }
}

/** A picture of the page for whoever looks: only where `DOTCLOCK_SHOTS` names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['DOTCLOCK_SHOTS'];
  if (folder === undefined || folder === '') return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Runs in the page. */
function putStubGamepads(count: number): void {
  const pads = Array.from({ length: count }, (_, index) => ({
    id: `Stub ${index + 1}`,
    index,
    connected: true,
    mapping: 'standard',
    axes: [0, 0, 0, 0],
    buttons: Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 })),
    timestamp: 0,
  }));
  Object.assign(globalThis, { stubPads: pads });
  navigator.getGamepads = () => pads.map((pad) => (pad.connected ? pad : null)) as never;
}

/** Standard gamepads whose buttons `pressPad` presses and whose sticks `tiltPad` tilts. */
export async function stubGamepads(page: Page, count: number): Promise<void> {
  await page.addInitScript(putStubGamepads, count);
}

/** A gamepad for a page that is there already. */
export function plugStubGamepad(page: Page): Promise<void> {
  return page.evaluate(putStubGamepads, 1);
}

export function stubGamepad(page: Page): Promise<void> {
  return stubGamepads(page, 1);
}

interface StubPad {
  connected: boolean;
  axes: number[];
  buttons: { pressed: boolean }[];
}

/** Changes a stub and waits until the page has looked at it. */
async function changePad(
  page: Page,
  pad: number,
  change: { button?: number; axis?: number; plugged?: boolean; value?: number },
): Promise<void> {
  await page.evaluate(
    async ({ pad, change: { button, axis, plugged, value = 0 } }) => {
      const stub = (globalThis as unknown as { stubPads: StubPad[] }).stubPads[pad];
      if (button !== undefined) stub.buttons[button].pressed = value !== 0;
      if (axis !== undefined) stub.axes[axis] = value;
      if (plugged !== undefined) stub.connected = plugged;
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    },
    { pad, change },
  );
}

export function pressPad(page: Page, button: number, pressed: boolean, pad = 0): Promise<void> {
  return changePad(page, pad, { button, value: pressed ? 1 : 0 });
}

export function tiltPad(page: Page, axis: number, value: number, pad = 0): Promise<void> {
  return changePad(page, pad, { axis, value });
}

/** Plugs a stub in or pulls it out. */
export function plugPad(page: Page, pad: number, plugged: boolean): Promise<void> {
  return changePad(page, pad, { plugged });
}

interface DropOptions {
  readonly type?: string;
  /** Where it is let go; the window when it is left out. */
  readonly on?: string;
}

/** Drops files of the disk as a file manager does: they have a place. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<input id="dropped" type="file" multiple hidden>'));
  await page.locator('#dropped').setInputFiles([...paths]);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#dropped');
    const transfer = new DataTransfer();
    for (const file of input?.files ?? []) transfer.items.add(file);
    globalThis.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    input?.remove();
  });
}

/** Drops bytes under a name, as other programs do. */
export async function drop(page: Page, name: string, bytes: Uint8Array, { type = '', on = '' }: DropOptions = {}): Promise<void> {
  await page.evaluate(
    ({ name, list, type, on }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(list)], name, { type }));
      const place = on === '' ? globalThis : document.querySelector(on);
      place?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    { name, list: [...bytes], type, on },
  );
}
