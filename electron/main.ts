import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  type OpenDialogOptions,
  type Rectangle,
} from 'electron';
import Store from 'electron-store';
import { join } from 'node:path';
import type { ScanProgress } from '../src/shared/bridge.ts';
import { ClosingWindow } from './closing-window.ts';
import { isOurPage, ORIGIN, readyToServe, SCHEME, serveApp } from './app-protocol.ts';
import { fileArgument } from './services/command-line.ts';
import { menuTemplate } from './menu.ts';
import { MenuKeeper } from './services/menu-keeper.ts';
import { HandOverDoor } from './services/hand-over-door.ts';
import { takeRunLock, type RunLock } from './services/run-lock.ts';
import { ProcessInspector, type ChildPort, type InspectorReply } from './services/inspector-process.ts';
import { makeDataFolder, START_FAULT, startFaultWords } from './services/start-fault.ts';
import { dataFolder, recordingFolder, screenshotFolder } from './services/places.ts';
import { Services, type HostAbilities } from './services/services.ts';
import { EMPTY_SETTINGS, prepareSettingsFile, type StoredSettings } from './services/settings-service.ts';
import { allowPopouts, denyNavigation, denyPermissions, WEB_PREFERENCES } from './window-security.ts';
import { popoutBounds, restoreBounds, SMALLEST_POPOUT, type WindowState } from './window-state.ts';

const GAME_FILTERS = [{ name: 'Super NES', extensions: ['sfc', 'smc', 'swc', 'fig', 'zip', '7z', 'ips', 'bps', 'ups'] }];
/** Before a page has drawn anything. */
const GROUND = '#0c0e13';
/** Times that a page that crashed is loaded anew. */
const MOST_CRASHES = 3;
const mac = process.platform === 'darwin';

const data = dataFolder();
/** Why the data folder is of no use. */
const dataFault = faultOf(() => makeDataFolder(data));
if (dataFault === null) app.setPath('userData', data);
app.setName('Dotclock');
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);

let window: BrowserWindow | null = null;
let crashes = 0;
/** The window is gone, and what is left is being written. */
let ending: 'no' | 'writing' | 'written' = 'no';
/** A file that the system asked for before there were services. */
let early: string | null = fileArgument(process.argv, app.isPackaged ? 1 : Infinity, process.env['INIT_CWD'] ?? process.cwd());
let services: Services | null = null;
/** The data folder is this program's, against a local host that is started on it. */
let lock: RunLock | null = null;
/** What the page asks before is answered then. */
let opened: Promise<void> = new Promise(() => {});
const closing = new ClosingWindow({ ask: () => services?.emit('closing', null), close: () => window?.close() });

const menu = new MenuKeeper((groups) =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(groups, mac, (command) => services?.emit('command', command)))),
);

function faultOf(work: () => void): Error | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function startInspector(): ChildPort {
  const child = utilityProcess.fork(join(__dirname, 'inspector.cjs'), [], { serviceName: 'Dotclock file reader' });
  return {
    post: (request) => child.postMessage(request),
    onReply: (listener) => void child.on('message', (reply: InspectorReply) => listener(reply)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}

async function choose(options: OpenDialogOptions): Promise<readonly string[]> {
  if (window === null) return [];
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? [] : filePaths;
}

const host: HostAbilities = {
  kind: 'electron',
  version: app.getVersion(),
  chooseFolder: async () => (await choose({ properties: ['openDirectory'] }))[0] ?? null,
  chooseFiles: () => choose({ properties: ['openFile', 'multiSelections'], filters: GAME_FILTERS }),
  setMenu: (groups) => menu.set(groups),
  setFullscreen: (on) => window?.setFullScreen(on),
  setTitle: (title) => window?.setTitle(title),
  opened: (path) => app.addRecentDocument(path),
  showFile: (path) => shell.showItemInFolder(path),
  closing: (how) => closing.answered(how),
  quit: () => window?.close(),
  readyToClose: () => closing.ready(),
};

/** The scan's progress in the taskbar or the dock. */
function showProgress({ running, done, total }: ScanProgress): void {
  window?.setProgressBar(running ? done / Math.max(1, total) : -1);
}

function makeServices(): Services {
  const setAside = prepareSettingsFile(data, String(Date.now()));
  const backing = new Store<StoredSettings & Record<string, unknown>>({
    cwd: data,
    name: 'settings',
    defaults: { ...EMPTY_SETTINGS },
  });
  const home = app.getPath('home');
  const places = {
    data,
    demos: join(__dirname, 'carts'),
    screenshots: screenshotFolder(home),
    recordings: recordingFolder(home),
  };
  const made = new Services(host, places, new ProcessInspector(startInspector), backing, setAside);
  made.emit = (name, payload) => {
    if (name === 'library.progress') showProgress(payload as ScanProgress);
    window?.webContents.send('bridge-event', name, payload);
  };
  ipcMain.handle('bridge', async (event, name: unknown, argument: unknown) => {
    const frame = event.senderFrame;
    if (event.sender !== window?.webContents || frame === null || frame.parent !== null || !isOurPage(frame.url)) {
      return { error: 'this page may not call.' };
    }
    try {
      await opened;
      return { value: await made.handle(name, argument) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  });
  return made;
}

function openFile(path: string): void {
  showWindow();
  if (services === null) {
    early = path;
    return;
  }
  app.addRecentDocument(path);
  void services.openFile(path);
}

/** A start while this one is ending comes after it. */
function startAgain(file: string | null): void {
  const flags = process.argv.slice(1).filter((word) => word.startsWith('-') && !word.startsWith('--open='));
  const program = app.isPackaged ? [] : [app.getAppPath()];
  app.relaunch({ args: [...flags, ...(file === null ? [] : [`--open=${file}`]), ...program] });
}

function showWindow(): void {
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

/** The page crashed: what it held is kept, then it is loaded anew; not again and again. */
async function bringBack(made: BrowserWindow): Promise<void> {
  await services?.pageGone().catch(() => {});
  if (++crashes <= MOST_CRASHES) made.webContents.reload();
  else dialog.showErrorBox('Dotclock', 'The window stopped several times. Start Dotclock again; your games and saves are safe.');
}

/** What the page cannot keep keeps the window open, until the player lets go of it. */
function closeSafely(made: BrowserWindow, states: Store<{ window: WindowState }>): void {
  made.on('close', (event) => {
    states.set('window', { ...made.getNormalBounds(), maximized: made.isMaximized() });
    if (!closing.mayClose()) event.preventDefault();
  });
  // A page that is gone has nothing more to write.
  made.webContents.on('render-process-gone', () => (closing.asked ? closing.ready() : void bringBack(made)));
  made.on('closed', () => (window = null));
}

async function openWindow(): Promise<void> {
  const states = new Store<{ window: WindowState }>({ cwd: data, name: 'window' });
  const areas = (): Rectangle[] => screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, ...bounds } = restoreBounds(states.get('window', null as never), areas());
  const made = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Dotclock',
    backgroundColor: GROUND,
    webPreferences: { ...WEB_PREFERENCES, preload: join(__dirname, 'preload.cjs') },
  });
  window = made;
  if (maximized) made.maximize();
  denyNavigation(made.webContents);
  allowPopouts(made.webContents, (features) => ({
    ...popoutBounds(features, areas()),
    minWidth: SMALLEST_POPOUT.width,
    minHeight: SMALLEST_POPOUT.height,
    title: 'Dotclock',
    backgroundColor: GROUND,
  }));
  closeSafely(made, states);
  made.on('enter-full-screen', () => services?.emit('fullscreen', true));
  made.on('leave-full-screen', () => services?.emit('fullscreen', false));
  made.once('ready-to-show', () => {
    menu.open();
    made.show();
  });
  try {
    await made.loadURL(`${ORIGIN}/`);
  } catch (error) {
    // A window that was closed meanwhile is no fault.
    if (window !== null) throw error;
  }
}

/** False when a local host has the data folder: it opens the file. */
async function takeFolder(): Promise<boolean> {
  const door = new HandOverDoor((file) => {
    if (ending !== 'no') return false;
    if (file === null) showWindow();
    else openFile(file);
    return true;
  });
  await door.listen();
  lock = await takeRunLock(data, { pid: process.pid, port: door.port, token: door.token }, early);
  if (lock === null) door.close();
  return lock !== null;
}

async function run(): Promise<void> {
  const [free] = await Promise.all([takeFolder(), app.whenReady()]);
  if (!free) {
    console.log('dotclock: it is running already; look for its window');
    app.quit();
    return;
  }
  protocol.handle(SCHEME, (request) => serveApp(join(__dirname, 'renderer'), request.url));
  denyPermissions(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents));
  // The page's process starts and loads while the services are made and read their files.
  const shown = openWindow();
  readyToServe();
  services = makeServices();
  process.on('unhandledRejection', (error) => {
    console.error('dotclock:', error);
    services?.fault(error);
  });
  const file = early;
  early = null;
  opened = services.open(file);
  await opened;
  if (file !== null) app.addRecentDocument(file);
  await shown;
}

async function endServices(made: Services): Promise<void> {
  const whole = await made.close();
  lock?.release();
  if (whole) {
    ending = 'written';
    app.quit();
    return;
  }
  // Something is never written: the next start must not wait for it.
  console.error('dotclock: the disk does not answer; what was being written is not kept');
  app.releaseSingleInstanceLock();
  app.exit(1);
}

/** Says what is wrong, and ends. */
async function giveUp(error: unknown): Promise<void> {
  const words = startFaultWords(error, data);
  console.error(`dotclock: ${words}`);
  await app.whenReady();
  dialog.showErrorBox('Dotclock', words);
  app.exit(START_FAULT);
}

if (dataFault !== null) void giveUp(dataFault);
else if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, words, folder) => {
    const file = fileArgument(words, app.isPackaged ? 1 : Infinity, folder);
    if (ending !== 'no') startAgain(file);
    else if (file === null) showWindow();
    else openFile(file);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (ending === 'written' || services === null) return;
    ending = 'writing';
    event.preventDefault();
    void endServices(services);
  });
  run().catch(giveUp);
} else app.quit();
