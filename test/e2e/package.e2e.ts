import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findElectron, Place, ROOT } from './harness.ts';

const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
const xvfb = '/usr/bin/Xvfb';
const canRun = process.platform === 'linux' && runtime !== undefined && findElectron() !== null && existsSync(xvfb);
if (!canRun) console.log('package test skipped: it needs a runtime in ELECTRON_OVERRIDE_DIST_PATH and Xvfb');

const DISPLAY = ':96';
const PORT = 9336;
const place = new Place();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
  place.remove();
});

describe.skipIf(!canRun)('the package', () => {
  it('is built, has its fuses set, and plays a game that it is given, out of its archive', async () => {
    const builder = join(ROOT, 'node_modules/.bin/electron-builder');
    const words = ['--config', 'build/electron-builder.config.mjs', '--publish', 'never', '--linux', 'dir', 'tar.gz'];
    // Where the builder can't fetch its packer, the system's will do.
    const packer = existsSync('/usr/bin/7za') ? { ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za' } : {};
    // Nobody gets this archive: packing it well would take minutes.
    const env = { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', ...packer, ...process.env };
    const built = spawnSync(builder, words, { cwd: ROOT, encoding: 'utf8', env });
    expect(built.status, built.stdout + built.stderr).toBe(0);
    const folder = join(ROOT, 'out/packages/linux-unpacked');
    const wire = await getCurrentFuseWire(join(folder, 'dotclock'));
    expect([wire[FuseV1Options.RunAsNode], wire[FuseV1Options.EnableNodeCliInspectArguments]]).toEqual([
      FuseState.DISABLE,
      FuseState.DISABLE,
    ]);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(readdirSync(join(folder, 'resources'))).toContain('app.asar');

    const archive = readdirSync(join(ROOT, 'out/packages')).find((name) => name.endsWith('.tar.gz')) ?? '';
    const unpacked = spawnSync('tar', ['xzf', join(ROOT, 'out/packages', archive), '-C', place.home], { encoding: 'utf8' });
    expect(unpacked.status, unpacked.stderr).toBe(0);
    const inside = archive.replace(/\.tar\.gz$/, '');

    children.push(spawn(xvfb, [DISPLAY, '-screen', '0', '1280x900x24'], { stdio: 'ignore' }));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = spawn(
      join(place.home, inside, 'dotclock'),
      [...sandbox, '--enable-unsafe-swiftshader', `--remote-debugging-port=${PORT}`, join(ROOT, 'dist/carts/embermoth.sfc')],
      { env: { ...process.env, DISPLAY, DOTCLOCK_DATA: place.data }, stdio: 'ignore' },
    );
    children.push(app);
    const pages = async (): Promise<string> => {
      const answer = await fetch(`http://127.0.0.1:${PORT}/json/list`).catch(() => null);
      return answer === null ? '' : answer.text();
    };
    await expect.poll(pages, { timeout: 60_000, interval: 300 }).toContain('Embermoth – Dotclock');
    expect(await pages()).toContain('app://dotclock/');
    app.kill();
  }, 300_000);
});
