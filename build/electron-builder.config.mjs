import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { join } from 'node:path';

/** An unpacked runtime that takes the place of the pinned one. */
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;

/** A deb must name a page. Whoever publishes one has an address; else it is the folder of documents that the deb itself installs. */
const homepage = process.env.DOTCLOCK_HOMEPAGE ?? 'file:///usr/share/doc/dotclock/';

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
  fileAssociations: [
    // The registered type; the systems' own lists give it to .smc, too. The endings below it belong to other programs on Linux.
    { ext: 'sfc', name: 'Super NES game', role: 'Viewer', mimeType: 'application/vnd.nintendo.snes.rom' },
    { ext: ['smc', 'swc', 'fig'], name: 'Super NES game', role: 'Viewer' },
  ],
  extraMetadata: { homepage, desktopName: 'dotclock.desktop' },
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
    syncDesktopName: true,
    maintainer: 'The Dotclock authors',
  },
};

export default config;
