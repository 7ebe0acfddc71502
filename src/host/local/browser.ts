import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'brave-browser'];
const FIXED: Readonly<Record<string, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A browser of the Chromium family, or null. */
export function findBrowser(): string | null {
  const named = process.env['DOTCLOCK_BROWSER'];
  if (named !== undefined && existsSync(named)) return named;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(FIXED[process.platform] ?? []), ...onPath].find((path) => existsSync(path)) ?? null;
}

/** Opens a window without the browser's own bars, with a profile of its own. */
export function openWindow(browser: string, url: string, profile: string): ChildProcess {
  const root = process.getuid?.() === 0;
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--window-size=1180,780',
    '--no-first-run',
    '--no-default-browser-check',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-background-timer-throttling',
    '--enable-unsafe-swiftshader',
    // A browser refuses its own sandbox to root; nobody else loses it.
    ...(root ? ['--no-sandbox', '--test-type'] : []),
  ];
  return spawn(browser, args, { stdio: 'ignore' });
}

/** The program that opens an address in the person's own browser; null without a display. */
export function defaultBrowserCommand(
  url: string,
  platform: string = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly [string, ...string[]] | null {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['cmd.exe', '/d', '/c', 'start', '""', `"${url}"`];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open', url] : null;
}

/** Opens an address in the person's own browser. False at once when that can't be, and `failed` later when it did not come about. */
export function openDefaultBrowser(url: string, failed: () => void): boolean {
  const command = defaultBrowserCommand(url);
  if (command === null) return false;
  const [program, ...words] = command;
  const child = spawn(program, words, { stdio: 'ignore', detached: true, windowsHide: true, windowsVerbatimArguments: true });
  child.on('error', failed);
  child.on('exit', (status) => {
    if (status !== 0) failed();
  });
  child.unref();
  return true;
}
