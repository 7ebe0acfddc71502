import { expect, it } from 'vitest';
import { defaultBrowserCommand } from '../../../src/host/local/browser.ts';

const URL = 'http://127.0.0.1:4000/#token=ab';

it.each([
  ['darwin', {}, ['open', URL]],
  ['win32', {}, ['cmd.exe', '/d', '/c', 'start', '""', `"${URL}"`]],
  ['linux', { DISPLAY: ':0' }, ['xdg-open', URL]],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open', URL]],
  // Without a display a browser of text would take the terminal.
  ['linux', {}, null],
])("without a browser that we know, the system's own opens the page: %s %j", (platform, env, command) =>
  expect(defaultBrowserCommand(URL, platform, env)).toEqual(command),
);
