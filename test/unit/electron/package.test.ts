import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileArgument } from '../../../electron/services/command-line.ts';
import config, { FUSES } from '../../../build/electron-builder.config.mjs';

describe('the package', () => {
  it('is configured as electron-builder wants it', async () => {
    const { validateConfiguration } = (await import('app-builder-lib/out/util/config/config.js')) as unknown as {
      validateConfiguration: (config: unknown, logger: unknown) => Promise<void>;
    };
    await validateConfiguration(structuredClone(config), { isEnabled: false, add: () => {} });
    await expect(
      validateConfiguration({ ...structuredClone(config), electronFuse: {} }, { isEnabled: false, add: () => {} }),
    ).rejects.toThrow('electronFuse');
  });

  it('has its fuses set: no Node mode, no debugger, only our own archive, no rights for file pages', () => {
    expect(config.electronFuses).toMatchObject({ runAsNode: false, onlyLoadAppFromAsar: true });
    expect(FUSES).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('has what a deb asks for before it is made', async () => {
    const { default: FpmTarget } = await import('app-builder-lib/out/targets/FpmTarget.js');
    const { AppInfo } = await import('app-builder-lib/out/appInfo.js');
    const { version, name } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
    const made = (metadata: object): Promise<unknown> => {
      const info = { metadata: { name, version, ...metadata }, config, repositoryInfo: Promise.resolve(null) };
      const packager = { appInfo: new AppInfo(info as never, null), info };
      return FpmTarget.prototype.checkOptions.call({
        packager,
        options: config.linux,
        computeFpmMetaInfoOptions: (FpmTarget.prototype as unknown as Record<string, unknown>)['computeFpmMetaInfoOptions'],
      } as never);
    };
    await expect(made({})).rejects.toThrow('homepage');
    await expect(made(config.extraMetadata as object)).resolves.toMatchObject({
      maintainer: 'The Dotclock authors',
      url: 'file:///usr/share/doc/dotclock/',
    });
  });

  it('opens games from a Linux desktop: a registered type with one ending, and URLs for paths', async () => {
    const { LinuxTargetHelper } = await import('app-builder-lib/out/targets/LinuxTargetHelper.js');
    const folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
    const file = join(folder, 'types.xml');
    const packager = { fileAssociations: config.fileAssociations, getTempFile: () => Promise.resolve(file) };
    await new LinuxTargetHelper(packager as never).mimeTypeFiles;
    const types = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect(types).toContain('type="application/vnd.nintendo.snes.rom"');
    expect([...types.matchAll(/pattern="([^"]*)"/g)].map(([, glob]) => glob)).toEqual(['*.sfc']);
    expect(fileArgument(['dotclock', 'file:///games/My%20game.sfc'], 1, '/home')).toBe('/games/My game.sfc');
    expect(fileArgument(['dotclock', 'file://elsewhere/game.sfc'], 1, '/home')).toContain('elsewhere');
    expect(fileArgument(['dotclock', 'My game.sfc'], 1, '/home')).toBe('/home/My game.sfc');
  });

  it('has targets for three systems and opens game files', () => {
    expect(config.win?.target).toEqual(['nsis', 'portable']);
    expect(config.linux?.target).toEqual(['AppImage', 'deb', 'tar.gz']);
    expect(JSON.stringify(config.mac?.target)).toContain('universal');
    expect(JSON.stringify(config.fileAssociations)).toContain('sfc');
  });
});
