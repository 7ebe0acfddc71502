import { describe, expect, it } from 'vitest';
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

  it('has targets for three systems and opens game files', () => {
    expect(config.win?.target).toEqual(['nsis', 'portable']);
    expect(config.linux?.target).toEqual(['AppImage', 'deb', 'tar.gz']);
    expect(JSON.stringify(config.mac?.target)).toContain('universal');
    expect(JSON.stringify(config.fileAssociations)).toContain('sfc');
  });
});
