import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadElectron, findElectron, reasonOf, runElectron } from '../../../build/electron-executable.mjs';

let root: string;
const said: string[] = [];
const env = {
  ...process.env,
  DISPLAY: ':0',
  CI: '',
  ELECTRON_SKIP_BINARY_DOWNLOAD: '',
  npm_config_offline: '',
  ELECTRON_MIRROR: undefined,
};
const say = (line: string): void => void said.push(line);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dotclock-start-'));
  said.length = 0;
  mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A runtime that does what a shell script says. */
function runtime(script: string): string {
  const path = join(root, 'node_modules/electron/dist/electron');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function installer(script: string): void {
  const folder = join(root, 'node_modules/electron');
  writeFileSync(join(folder, 'install.js'), script);
  writeFileSync(join(folder, 'package.json'), '{"repository":"https://electron.example/electron"}');
}

describe('what Electron complains of', () => {
  it.each([
    [
      'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory\n',
      'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory',
    ],
    [
      '[12:1126/1.2:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not configured.\n#0 0x55d error\n',
      'The SUID sandbox helper binary was found, but is not configured.',
    ],
    ['TypeError: fetch failed\n    at node:internal/deps:14976:13\n', 'fetch failed'],
    ['one\ntwo\n\n', 'two'],
    ['', ''],
  ])('%j', (text, reason) => expect(reasonOf(text)).toBe(reason));
});

describe.skipIf(process.platform === 'win32')('Electron on npm start', () => {
  const run = (executable: string): ReturnType<typeof runElectron> => runElectron(executable, [], { env });

  it('that dies at once says why, whether by status, by signal, or as a file that is no program of this machine', async () => {
    expect(await run(runtime('echo "error while loading libnss3.so" >&2; exit 127'))).toEqual({
      status: 127,
      fault: 'error while loading libnss3.so',
    });
    expect((await run(runtime('kill -TRAP $$'))).fault).toBe('it was ended by SIGTRAP');
    const other = runtime('');
    writeFileSync(other, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]));
    expect((await run(other)).fault).toMatch(/\S/);
    chmodSync(other, 0o644);
    expect((await run(other)).fault).toContain('EACCES');
  });

  it('that ran is not started again elsewhere, however it ended; nor one that has said itself what is wrong', async () => {
    expect(await run(runtime('exit 0'))).toEqual({ status: 0, fault: null });
    expect(await run(runtime('exit 78'))).toEqual({ status: 78, fault: null });
    const late = await runElectron(runtime('sleep 0.2; exit 3'), [], { env, startTime: 100 });
    expect(late).toEqual({ status: 3, fault: null });
    const killed = await runElectron(runtime('exec sleep 30'), [], {
      env,
      started: (child) => setTimeout(() => child.kill('SIGTERM'), 50),
    });
    expect(killed.fault).toBeNull();
  });

  it('is looked for where a display is, and not taken while it is half unpacked', () => {
    const here = { root, env, platform: 'linux' };
    expect(findElectron(here)).toMatchObject({ executable: null, missing: true });
    const executable = runtime('exit 0');
    expect(findElectron(here)).toMatchObject({ executable: null, missing: true });
    writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
    expect(findElectron(here)).toMatchObject({ executable, missing: false });
    expect(findElectron({ ...here, env: {} })).toMatchObject({ executable: null, missing: false });
    const elsewhere = { ...env, ELECTRON_OVERRIDE_DIST_PATH: join(root, 'nowhere') };
    expect(findElectron({ ...here, env: elsewhere })).toMatchObject({ executable: null, missing: false });
  });

  it('is had for the next start, saying from where', async () => {
    installer(`require('node:fs').writeFileSync(${JSON.stringify(join(root, 'had'))}, 'x')`);
    expect(await downloadElectron({ root, env, say })?.done).toBe(true);
    expect(readFileSync(join(root, 'had'), 'utf8')).toBe('x');
    expect(said).toEqual([expect.stringContaining('from electron.example'), expect.stringContaining('the next start opens it')]);
  });

  it('that cannot be had is asked for once a day, and never offline', async () => {
    installer("console.error('TypeError: fetch failed\\n    at x:1:1'); process.exit(1)");
    for (const no of [{ CI: 'true' }, { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }, { npm_config_offline: 'true' }])
      expect(downloadElectron({ root, env: { ...env, ...no }, say })).toBeNull();
    expect(said).toEqual([]);
    expect(await downloadElectron({ root, env, say })?.done).toBe(false);
    expect(said[1]).toBe('Electron could not be had (fetch failed); "npx install-electron" tries again');
    expect(downloadElectron({ root, env, say })).toBeNull();
    const note = join(root, 'node_modules/.cache/dotclock/electron-not-had');
    const long = Date.now() / 1000 - 90_000;
    utimesSync(note, long, long);
    expect(await downloadElectron({ root, env, say })?.done).toBe(false);
  });

  it('that the player did not wait for is not held against the host', async () => {
    installer('setTimeout(() => {}, 30_000)');
    const download = downloadElectron({ root, env, say });
    download?.stop();
    expect(await download?.done).toBe(false);
    expect(existsSync(join(root, 'node_modules/.cache/dotclock/electron-not-had'))).toBe(false);
  });
});
