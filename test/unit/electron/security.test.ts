import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isOurPage, serveApp } from '../../../electron/app-protocol.ts';
import { menuTemplate } from '../../../electron/menu.ts';
import { CALL_SCHEMAS, checkCall } from '../../../electron/services/call-schemas.ts';
import { fileArgument } from '../../../electron/services/command-line.ts';
import { assetName, mediaType, securityHeaders } from '../../../electron/services/security-headers.ts';
import { allowPopouts, denyNavigation, denyPermissions, WEB_PREFERENCES } from '../../../electron/window-security.ts';
import { popoutBounds, restoreBounds } from '../../../electron/window-state.ts';

const HASH = '0123456789abcdef'.repeat(4);
const source = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the window', () => {
  it('has the sandbox, a world of its own and nothing of Node', () => {
    expect(WEB_PREFERENCES).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(source('electron/main.ts')).toContain('...WEB_PREFERENCES');
    expect(source('electron/main.ts').match(/new BrowserWindow/g)?.length).toBe(1);
  });

  it('goes nowhere else and opens no other', () => {
    const handlers = new Map<string, (event: { preventDefault: () => void }) => void>();
    let opener: (() => { action: string }) | null = null;
    denyNavigation({
      setWindowOpenHandler: (handler: () => { action: string }) => (opener = handler),
      on: (name: string, handler: never) => handlers.set(name, handler),
    } as never);
    expect((opener as unknown as () => { action: string })()).toEqual({ action: 'deny' });
    for (const name of ['will-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      handlers.get(name)?.({ preventDefault: () => (prevented = true) });
      expect(prevented, name).toBe(true);
    }
  });

  it('lets a new window go to the page for panels, once', () => {
    const visit = (from: string, url: string): boolean => {
      let left = true;
      denyNavigation({
        getURL: () => from,
        setWindowOpenHandler: () => {},
        on: (name: string, handler: (event: { url: string; preventDefault: () => void }) => void) =>
          name === 'will-navigate' && handler({ url, preventDefault: () => (left = false) }),
      } as never);
      return left;
    };
    expect(visit('', 'app://dotclock/popout.html')).toBe(true);
    expect(visit('app://dotclock/popout.html', 'app://dotclock/popout.html')).toBe(false);
    expect(visit('app://dotclock/', 'app://dotclock/popout.html')).toBe(false);
    for (const url of ['app://dotclock/', 'app://dotclock/popout.html#x', 'https://example.com/'])
      expect(visit('', url)).toBe(false);
  });

  it('opens the empty page for panels, and that one only', () => {
    let opener: ((details: { url: string; features: string }) => { action: string }) | null = null;
    const menus: string[] = [];
    let created: ((popout: { removeMenu: () => void }) => void) | null = null;
    allowPopouts(
      {
        setWindowOpenHandler: (handler: never) => (opener = handler),
        on: (name: string, handler: never) => name === 'did-create-window' && (created = handler),
      } as never,
      () => ({ width: 300, webPreferences: { preload: '/preload.cjs', nodeIntegration: true } }),
    );
    const ask = (url: string): { action: string } => (opener as unknown as NonNullable<typeof opener>)({ url, features: '' });
    expect(ask('app://dotclock/popout.html')).toEqual({
      action: 'allow',
      overrideBrowserWindowOptions: { width: 300, webPreferences: { ...WEB_PREFERENCES } },
    });
    for (const url of [
      'app://dotclock/',
      'app://dotclock/index.html',
      'app://dotclock/popout.html?x',
      'app://dotclock/popout.html#x',
      'app://dotclock/../popout.html',
      'app://evil/popout.html',
      'https://dotclock/popout.html',
      'file:///popout.html',
      'about:blank',
      'javascript:alert(1)',
      '',
    ]) {
      expect(ask(url), url).toEqual({ action: 'deny' });
    }
    (created as unknown as (popout: { removeMenu: () => void }) => void)({ removeMenu: () => menus.push('removed') });
    expect(menus).toEqual(['removed']);
  });

  it('puts a window for panels where a screen shows it', () => {
    const screens = [
      { x: 0, y: 0, width: 1920, height: 1080 },
      { x: 1920, y: 0, width: 1280, height: 1024 },
    ];
    expect(popoutBounds('top=40,left=2000,width=500.4,height=300', screens)).toEqual({ x: 2000, y: 40, width: 500, height: 300 });
    expect(popoutBounds('top=40,left=2000,width=500,height=300', screens.slice(0, 1))).toEqual({ width: 500, height: 300 });
    expect(popoutBounds('top=0,left=0,width=1,height=1', screens)).toEqual({ x: 0, y: 0, width: 260, height: 200 });
    expect(popoutBounds('width=1e99,height=x,left=,top=-', screens)).toEqual({ width: 800, height: 600 });
  });

  it('grants no permission but the clipboard for pictures and full screen, to our page only', () => {
    const set: Record<string, (...words: never[]) => unknown> = {};
    const keep = (name: string) => (handler: (...words: never[]) => unknown) => void (set[name] = handler);
    denyPermissions({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    } as never);
    const ask = (permission: string, url: string): boolean => {
      let answer = true;
      set['request']?.({ getURL: () => url } as never, permission as never, ((granted: boolean) => (answer = granted)) as never);
      return answer;
    };
    expect(ask('clipboard-sanitized-write', 'app://dotclock/')).toBe(true);
    expect(ask('clipboard-sanitized-write', 'https://elsewhere.example/')).toBe(false);
    for (const one of ['media', 'geolocation', 'notifications', 'midi', 'hid', 'clipboard-read', 'openExternal']) {
      expect(ask(one, 'app://dotclock/'), one).toBe(false);
    }
    expect(set['check']?.(null as never, 'media' as never, 'app://dotclock' as never)).toBe(false);
    expect(set['device']?.()).toBe(false);
  });

  it('comes back where it was, if a screen still shows it', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
    expect(restoreBounds({ x: 100, y: 50, width: 900, height: 700 }, screens)).toEqual({
      x: 100,
      y: 50,
      width: 900,
      height: 700,
      maximized: false,
    });
    expect(restoreBounds({ x: 5000, y: 50, width: 100, height: 100 }, screens)).toEqual({
      width: 640,
      height: 480,
      maximized: false,
    });
    expect(restoreBounds(null, screens)).toMatchObject({ width: 1180, height: 780 });
  });
});

describe('the preload script', () => {
  const text = source('electron/preload.ts');

  it('is at most 60 lines, knows only Electron, and has one channel each way', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(61);
    expect([...text.matchAll(/from '([^']+)'/g)].map((match) => match[1])).toEqual(['electron']);
    expect([...text.matchAll(/ipcRenderer\.(\w+)\('([^']+)'/g)].map((match) => match.slice(1))).toEqual([
      ['invoke', 'bridge'],
      ['on', 'bridge-event'],
    ]);
  });
});

describe('the page’s protocol', () => {
  it('sends a policy without inline code, eval or other hosts, and isolates the page', () => {
    const headers = securityHeaders("'self'");
    const policy = headers['Content-Security-Policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(headers['Cross-Origin-Opener-Policy']).toBe('same-origin');
    expect(headers['Cross-Origin-Embedder-Policy']).toBe('require-corp');
  });

  it.each([
    '/../main.cjs',
    '/%2e%2e/main.cjs',
    '/assets/../../x.js',
    '//etc/passwd',
    '/.env',
    '/a\\b.js',
    '/%00.js',
    '/%E0%A4%A',
  ])('leads nowhere with %s', (path) => expect(assetName(path)).toBeNull());

  it('serves the page’s files only', () => {
    expect(assetName('/')).toBe('index.html');
    expect(assetName('/assets/index-B1_x.js')).toBe('assets/index-B1_x.js');
    expect(mediaType('x.html')).toContain('text/html');
    expect(mediaType('x.sfc')).toBeNull();
    expect(serveApp('/nowhere', 'app://elsewhere/index.html').status).toBe(404);
    expect(serveApp('/nowhere', 'app://dotclock/index.html').headers.get('Content-Security-Policy')).toContain(
      "script-src 'self'",
    );
  });

  it('knows its own page from others', () => {
    expect(isOurPage('app://dotclock/')).toBe(true);
    for (const url of ['app://evil/', 'https://dotclock/', 'file:///app/dotclock', 'nonsense', undefined])
      expect(isOurPage(url)).toBe(false);
  });
});

describe('calls', () => {
  it('are checked by a schema each', () => {
    expect(checkCall('game.load', { hash: HASH })).toEqual({ name: 'game.load', argument: { hash: HASH } });
    expect(Object.values(CALL_SCHEMAS).every((schema) => schema.kind === 'schema')).toBe(true);
  });

  it.each([
    ['no.such', null],
    ['toString', null],
    ['__proto__', null],
    [7, null],
    ['game.load', { hash: '../../etc/passwd' }],
    ['game.load', { hash: HASH, path: '/etc/passwd' }],
    ['game.load', null],
    ['library.browse', { ticket: '/etc' }],
    ['library.addFolder', { ticket: '..' }],
    ['states.save', { hash: HASH, slot: '../x', frame: 0, state: new Uint8Array(1), picture: null }],
    ['states.save', { hash: HASH, slot: '1', frame: 0, state: [1, 2], picture: null }],
    ['sram.write', { hash: HASH, bytes: new Uint8Array((1 << 20) + 1) }],
    ['app.title', 'x'.repeat(300)],
    ['app.fullscreen', 1],
  ])('%s with %j is refused', (name, argument) => {
    expect(() => checkCall(name, argument)).toThrow();
  });

  it('are answered only when our own page asks', () => {
    const text = source('electron/main.ts');
    expect(text.match(/ipcMain\.\w+\(/g)).toEqual(['ipcMain.handle(']);
    expect(text).toContain(
      'event.sender !== window?.webContents || frame === null || frame.parent !== null || !isOurPage(frame.url)',
    );
  });
});

describe('foreign bytes', () => {
  it('are taken apart in a process of their own, never in the main one', () => {
    for (const file of ['electron/main.ts', 'src/host/local/main.ts', 'electron/services/services.ts']) {
      expect(source(file), file).not.toMatch(/DirectInspector|archives\.ts|identifyCart|applyPatch/);
      if (file.endsWith('main.ts')) expect(source(file)).toContain('new ProcessInspector(');
    }
  });
});

describe('menu and command line', () => {
  it('makes the native menu of commands', () => {
    const ran: string[] = [];
    const items = [{ command: 'pause', title: 'Pause', accelerator: 'P', enabled: true, checked: true }];
    const [menu] = menuTemplate([{ title: 'Game', items }], false, (command) => ran.push(command));
    const [item] = (menu?.submenu ?? []) as { label: string; type: string; click: () => void; registerAccelerator: boolean }[];
    item?.click();
    expect(item).toMatchObject({ label: 'Pause', type: 'checkbox', accelerator: 'P', registerAccelerator: false });
    expect(ran).toEqual(['pause']);
  });

  it('finds the game that is named', () => {
    expect(fileArgument(['prog', 'game.sfc'], 1, '/home/me')).toBe('/home/me/game.sfc');
    expect(fileArgument(['prog', '--flag', '--open=/a b.sfc', 'app'], Infinity, '/')).toBe('/a b.sfc');
    expect(fileArgument(['prog', '--flag'], 1, '/')).toBeNull();
  });
});
