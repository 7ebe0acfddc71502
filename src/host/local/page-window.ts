import type { ChildProcess } from 'node:child_process';
import { findBrowser, openDefaultBrowser, openWindow } from './browser.ts';

/** Milliseconds that a browser that has ended may take to show the page in another one of its processes. */
const HAND_OVER_TIME = 3000;

/** What opens windows. */
export interface Browsers {
  /** One of the Chromium family, or null. */
  find(): string | null;
  open(browser: string, url: string, profile: string): Pick<ChildProcess, 'on' | 'kill'>;
  /** The person's own. False when there is none. */
  openDefault(url: string, failed: () => void): boolean;
  /** There is something to show a window on. */
  readonly display: boolean;
}

const SYSTEM: Browsers = {
  find: findBrowser,
  open: openWindow,
  openDefault: openDefaultBrowser,
  display: process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']),
};

export interface PageWindowOptions {
  readonly url: string;
  /** Folder of the browser's profile. */
  readonly profile: string;
  /** Pages that are connected, and whether one ever was. */
  readonly pages: () => { readonly now: number; readonly ever: boolean };
  /** The player has closed the window. */
  readonly closed: () => void;
  readonly say: (line: string) => void;
}

/** Shows the page in a window of its own, else in the person's browser; what can't be shown is said with its address. Returns what closes the window. */
export function showPage({ url, profile, pages, closed, say }: PageWindowOptions, browsers: Browsers = SYSTEM): () => void {
  const sayAddress = (): void => say(`open ${url} in a browser`);
  const showInDefault = (): void => {
    sayAddress();
    if (browsers.display) browsers.openDefault(url, () => say('no browser could be opened by itself; open that address in one'));
  };
  const browser = browsers.display ? browsers.find() : null;
  if (browser === null) {
    showInDefault();
    return () => {};
  }
  const window = browsers.open(browser, url, profile);
  window.on('error', showInDefault);
  window.on('exit', () => {
    const { now, ever } = pages();
    if (ever && now === 0) closed();
    if (ever) return;
    // It has handed the page to a process that was there already, or could not start.
    setTimeout(() => {
      if (pages().ever) return;
      say('the browser ended without showing the page');
      showInDefault();
    }, HAND_OVER_TIME);
  });
  return () => void window.kill();
}
