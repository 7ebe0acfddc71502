// Electron's executable for `npm start`: where it is, whether it starts here, and how it comes when it is missing.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
/** Milliseconds in which a runtime that cannot start here ends by itself. */
const START_TIME = 3000;
/** Milliseconds after a download that failed in which it is not tried again. */
const TRY_AGAIN = 24 * 3_600_000;
/** Milliseconds that a download may take. */
const DOWNLOAD_TIME = 15 * 60_000;
/** Of what a program said: enough for its last error. */
const KEPT_TEXT = 8192;
/** The app itself has said what is wrong (electron/start-fault.ts): no other window would do better. */
export const SAID_WHY = 78;

/**
 * Electron's executable, or null and why not.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv, platform: string }} here `root`: the project's folder
 * @returns {{ executable: string | null, missing: boolean, why: string }} `missing`: it could be downloaded
 */
export function findElectron({ root, env, platform }) {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  const own = join(root, 'node_modules/electron');
  const executable = join(named ?? join(own, 'dist'), EXECUTABLES[platform] ?? 'electron');
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { executable: null, missing: false, why: 'there is no display for Electron' };
  // The package writes path.txt when everything is unpacked.
  if (!existsSync(executable) || (named === undefined && !existsSync(join(own, 'path.txt')))) {
    const place = named === undefined ? 'node_modules/electron/dist' : 'ELECTRON_OVERRIDE_DIST_PATH';
    return { executable: null, missing: named === undefined, why: `Electron's executable is not in ${place}` };
  }
  return { executable, missing: false, why: 'its executable is there' };
}

/**
 * What a program complains of last: its last error, else its last line; without marks of time and place.
 *
 * @param {string} text
 * @returns {string} '' when it said nothing
 */
export function reasonOf(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |#\d|\[end of stack)/.test(line));
  const fatal = lines.findLast((line) => line.includes('FATAL'));
  const line = fatal ?? lines.findLast((one) => /error/i.test(one)) ?? lines.at(-1) ?? '';
  return line.replace(/^\[[^\]]*\]\s*/, '').replace(/^(Uncaught )?\w*Error: /, '');
}

/**
 * Starts Electron and hands its words through.
 *
 * @param {string} executable
 * @param {string[]} words
 * @param {{ env: NodeJS.ProcessEnv, startTime?: number, started?: (child: import('node:child_process').ChildProcess) => void }} options `started` has the child,
 *   so that it can be ended
 * @returns {Promise<{ status: number, fault: string | null }>} `fault`: it could not start here, and why
 */
export function runElectron(executable, words, { env, startTime = START_TIME, started }) {
  return new Promise((resolve) => {
    const begun = performance.now();
    let said = '';
    let child;
    try {
      child = spawn(executable, words, { stdio: ['inherit', 'inherit', 'pipe'], env });
    } catch (error) {
      // What is no program of this machine at all is thrown.
      resolve({ status: 1, fault: error.message });
      return;
    }
    started?.(child);
    child.stderr.on('data', (bytes) => {
      process.stderr.write(bytes);
      said = (said + bytes.toString()).slice(-KEPT_TEXT);
    });
    child.on('error', (error) => resolve({ status: 1, fault: error.message }));
    // Not 'exit': what it said last comes in after it.
    child.on('close', (status, signal) => {
      const early = performance.now() - begun < startTime && !child.killed;
      const failed = (status !== 0 && status !== SAID_WHY) || signal !== null;
      const how = signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
      resolve({ status: status ?? (child.killed ? 0 : 1), fault: early && failed ? reasonOf(said) || how : null });
    });
  });
}

/** The host that the package downloads from: a mirror that the environment names, else its publisher's. */
function hostOf(folder, env) {
  const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  try {
    return new URL(env.npm_config_electron_mirror ?? env.ELECTRON_MIRROR ?? repository?.url ?? repository).host;
  } catch {
    return 'its publisher';
  }
}

/**
 * Downloads the executable of the pinned version beside a running app, for the next start, by the package's own script, which checks its sum. Once
 * a day when it fails; never with `npm start --offline`, `ELECTRON_SKIP_BINARY_DOWNLOAD` or `CI`.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv, say: (line: string) => void }} here
 * @returns {{ done: Promise<boolean>, stop: () => void } | null} null: it is not tried
 */
export function downloadElectron({ root, env, say }) {
  const folder = join(root, 'node_modules/electron');
  const script = join(folder, 'install.js');
  const note = join(root, 'node_modules/.cache/dotclock/electron-not-had');
  if (env.npm_config_offline === 'true' || env.ELECTRON_SKIP_BINARY_DOWNLOAD || env.CI || !existsSync(script)) return null;
  if (existsSync(note) && Date.now() - statSync(note).mtimeMs < TRY_AGAIN) return null;
  say(`getting Electron for the next start from ${hostOf(folder, env)} (about 120 MB; "npm start --offline" does without)`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'], env, timeout: DOWNLOAD_TIME });
  let said = '';
  child.stderr.on('data', (bytes) => (said = (said + bytes.toString()).slice(-KEPT_TEXT)));
  const done = new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status) => resolve(status === 0 ? null : reasonOf(said) || `status ${status}`));
  }).then((fault) => {
    if (fault === null) {
      rmSync(note, { force: true });
      say('Electron is there; the next start opens it');
    } else if (!child.killed) {
      mkdirSync(dirname(note), { recursive: true });
      writeFileSync(note, fault);
      say(`Electron could not be had (${fault}); "npx install-electron" tries again`);
    }
    return fault === null;
  });
  return { done, stop: () => void child.kill() };
}
