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
