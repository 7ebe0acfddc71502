import Conf from 'conf';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileArgument } from '../../../electron/services/command-line.ts';
import { ProcessInspector } from '../../../electron/services/inspector-process.ts';
import { Services, type HostAbilities } from '../../../electron/services/services.ts';
import { EMPTY_SETTINGS, prepareSettingsFile, type StoredSettings } from '../../../electron/services/settings-service.ts';
import { makeDataFolder, START_FAULT, startFaultWords } from '../../../electron/services/start-fault.ts';
import { dataFolder, recordingFolder, screenshotFolder } from '../../../electron/services/places.ts';
import { showFile } from './file-manager.ts';
import { forkInspector } from './inspector-child.ts';
import { takeRunLock, type RunLock } from '../../../electron/services/run-lock.ts';
import { showPage } from './page-window.ts';
import { LocalServer } from './server.ts';

/** Milliseconds that a window may be away (a reload) before the program ends. */
const RELOAD_TIME = 3000;

interface Arguments {
  readonly file: string | null;
  /** Open no window; say the address. For tests and for other browsers. */
  readonly headless: boolean;
}

function parse(words: readonly string[]): Arguments {
  return {
    file: fileArgument(words, 0, process.env['INIT_CWD'] ?? process.cwd()),
    headless: words.includes('--no-window'),
  };
}

const host = (quit: () => void): HostAbilities => ({
  kind: 'local',
  version: process.env['npm_package_version'] ?? '0.1.0',
  chooseFolder: () => Promise.reject(new Error('choose a folder from the list.')),
  chooseFiles: () => Promise.reject(new Error('choose a file with the browser.')),
  setMenu: () => {},
  setFullscreen: () => {},
  setTitle: () => {},
  opened: () => {},
  showFile,
  closing: () => {},
  readyToClose: () => {},
  quit,
});

const here = dirname(fileURLToPath(import.meta.url));
const say = (line: string): void => console.log(`dotclock: ${line}`);

function makeServices(data: string, inspector: ProcessInspector, quit: () => void): Services {
  const setAside = prepareSettingsFile(data, String(Date.now()));
  const backing = new Conf<StoredSettings & Record<string, unknown>>({
    cwd: data,
    configName: 'settings',
    defaults: { ...EMPTY_SETTINGS },
  });
  const places = {
    data,
    demos: join(here, 'carts'),
    screenshots: screenshotFolder(homedir()),
    recordings: recordingFolder(homedir()),
  };
  return new Services(host(quit), places, inspector, backing, setAside);
}

async function main(): Promise<void> {
  const { file, headless } = parse(process.argv.slice(2));
  const data = dataFolder();
  makeDataFolder(data);

  let services: Services | null = null;
  /** What the page asks before is answered then. */
  let opened: Promise<void> = new Promise(() => {});
  let lock: RunLock | null = null;
  let closeWindow = (): void => {};
  let leaving: NodeJS.Timeout | undefined;
  let ended = false;
  const pages = { now: 0, ever: false };
  const inspector = new ProcessInspector(() => forkInspector(join(here, 'inspector.cjs')));
  const end = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    if ((services?.writes.count ?? 0) > 0) say('finishing what is being written');
    const whole = (await services?.close()) ?? true;
    if (!whole) console.error('dotclock: the disk does not answer; what was being written is not kept');
    inspector.close();
    lock?.release();
    await server.close();
    closeWindow();
    process.exit(whole ? 0 : 1);
  };
  const show = (): void => {
    const { url } = server;
    if (headless) say(`open ${url}`);
    else closeWindow = showPage({ url, profile: join(data, 'browser'), pages: () => pages, closed: () => void end(), say });
  };
  const server = new LocalServer({
    renderer: join(here, 'renderer'),
    handle: async (name, argument) => {
      await opened;
      return services?.handle(name, argument);
    },
    port: Number(process.env['DOTCLOCK_PORT'] ?? 0),
    pages: (count) => {
      clearTimeout(leaving);
      pages.now = count;
      pages.ever ||= count > 0;
      if (count === 0) void services?.pageGone().catch((error: unknown) => console.error('dotclock:', error));
      if (count === 0 && !headless) leaving = setTimeout(() => void end(), RELOAD_TIME);
    },
    handOver: (wanted) => {
      if (ended || services === null) return false;
      if (wanted !== null) void services.openFile(wanted);
      if (pages.ever && pages.now === 0) {
        clearTimeout(leaving);
        show();
      }
      return true;
    },
  });
  await server.listen();
  const own = { pid: process.pid, port: server.port, token: server.handOverToken };
  lock = await takeRunLock(data, own, file);
  if (lock === null) {
    await server.close();
    say(`it is running already${file === null ? '; look for its window' : ', and opens the file in its window'}`);
    return;
  }
  // After the page has its answer.
  services = makeServices(data, inspector, () => void setTimeout(() => void end(), 50));
  services.emit = (name, payload) => server.emit(name, payload);
  process.on('unhandledRejection', (error) => {
    console.error('dotclock:', error);
    services?.fault(error);
  });
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  // The window comes up while the services read their files.
  opened = services.open(file);
  show();
  try {
    await opened;
  } catch (error) {
    closeWindow();
    throw error;
  }
}

if (!existsSync(join(here, 'renderer', 'index.html'))) {
  console.error('dotclock: the page is not built; run "npm run build"');
  process.exit(1);
}
try {
  await main();
} catch (error) {
  console.error(`dotclock: ${startFaultWords(error, dataFolder())}`);
  process.exit(START_FAULT);
}
