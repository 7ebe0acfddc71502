import type { BrowserWindowConstructorOptions, Session, WebContents, WebPreferences } from 'electron';
import { isOurPage, ORIGIN } from './app-protocol.ts';

/** The empty page to which panels of the debugger are moved. */
export const POPOUT_URL = `${ORIGIN}/popout.html`;

/** What the page may have: nothing of Node, its own world, Chromium's sandbox. */
export const WEB_PREFERENCES: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  autoplayPolicy: 'no-user-gesture-required',
  backgroundThrottling: false,
};

/** The only permissions of ours: a picture for the clipboard, full screen, and the mouse for a game that has one. */
const ALLOWED = new Set(['clipboard-sanitized-write', 'fullscreen', 'pointerLock']);

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(ALLOWED.has(permission) && isOurPage(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => ALLOWED.has(permission) && isOurPage(origin));
  session.setDevicePermissionHandler(() => false);
}

/** Besides the empty page of ours nothing is opened: it has no preload script, and no way from there to anywhere. */
export function allowPopouts(contents: WebContents, optionsOf: (features: string) => BrowserWindowConstructorOptions): void {
  contents.setWindowOpenHandler(({ url, features }) =>
    url === POPOUT_URL
      ? { action: 'allow', overrideBrowserWindowOptions: { ...optionsOf(features), webPreferences: { ...WEB_PREFERENCES } } }
      : { action: 'deny' },
  );
  contents.on('did-create-window', (popout) => popout.removeMenu());
}

/** No other page in this window, no further windows, no web views. A window for panels begins empty and may go to its page once. */
export function denyNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (event.url !== POPOUT_URL || contents.getURL() !== '') event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
