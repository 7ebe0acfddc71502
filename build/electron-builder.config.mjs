import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { join } from 'node:path';

/** An unpacked runtime that takes the place of the pinned one. */
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;

export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/** The fuses that a runtime has: an older one lacks the newest. */
async function fusesOf(folder) {
  if (folder === undefined || process.platform !== 'linux') return FUSES;
  const wire = await getCurrentFuseWire(join(folder, 'electron')).catch(() => null);
  const has = (name) => wire === null || wire[FuseV1Options[name.charAt(0).toUpperCase() + name.slice(1)]] !== undefined;
  return Object.fromEntries(Object.entries(FUSES).filter(([name]) => has(name)));
}

/**
 * Installers and archives for the three systems: `npm run package`. `ELECTRON_OVERRIDE_DIST_PATH` names an unpacked runtime to use.
 *
 * @type {import('electron-builder').Configuration}
 */
const config = {
  ...(runtime === undefined ? {} : { electronDist: runtime }),
  npmRebuild: false,
  appId: 'org.dotclock.Dotclock',
  productName: 'Dotclock',
  copyright: 'The Dotclock authors, MIT licence',
  directories: { output: 'out/packages', buildResources: 'build/resources' },
  // Everything is bundled into dist/; no package of node_modules ships.
  files: ['dist/**', '!dist/cli.mjs', '!dist/local.mjs', 'package.json', 'LICENSE', '!node_modules/**'],
  asar: true,
  // Worker threads of the unpacker load their files by path.
  asarUnpack: ['dist/libarchive/**', 'dist/inspector.cjs'],
  electronFuses: await fusesOf(runtime),
  fileAssociations: [{ ext: ['sfc', 'smc', 'swc', 'fig'], name: 'Super NES game', role: 'Viewer' }],
  win: { target: ['nsis', 'portable'], icon: 'assets/icons/dotclock.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: [
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ],
    category: 'public.app-category.games',
    icon: 'assets/icons/dotclock.icns',
  },
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    category: 'Game',
    icon: 'assets/icons/png',
    executableName: 'dotclock',
    maintainer: 'The Dotclock authors',
  },
};

export default config;
