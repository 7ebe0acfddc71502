/**
 * Installers and archives for the three systems: `npx electron-builder --config build/electron-builder.config.mjs`.
 *
 * @type {import('electron-builder').Configuration}
 */
const config = {
  appId: 'org.dotclock.Dotclock',
  productName: 'Dotclock',
  copyright: 'The Dotclock authors, MIT licence',
  directories: { output: 'out/packages', buildResources: 'build/resources' },
  // Everything is bundled into dist/; no package of node_modules ships.
  files: ['dist/**', '!dist/cli.mjs', '!dist/local.mjs', 'package.json', 'LICENSE', '!node_modules/**'],
  asar: true,
  // Worker threads of the unpacker load their files by path.
  asarUnpack: ['dist/libarchive/**', 'dist/inspector.cjs'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [{ ext: ['sfc', 'smc', 'swc', 'fig'], name: 'Super NES game', role: 'Viewer' }],
  win: { target: ['nsis', 'portable'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: [
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ],
    category: 'public.app-category.games',
  },
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    category: 'Game',
    executableName: 'dotclock',
    maintainer: 'The Dotclock authors',
  },
};

export default config;
