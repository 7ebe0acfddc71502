#!/usr/bin/env node
// Who may import whom (docs/architecture.md). Prints each import that breaks a rule and ends with status 1.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rooms by longest path first; `rooms` lists what a room may import, `packages` which npm packages, `node` whether Node's modules. */
export const ROOMS = {
  'src/core/w65c816': { rooms: ['src/core/types.ts'], packages: [] },
  'src/core': { rooms: [], packages: [] },
  'src/debug': { rooms: ['src/core'], packages: [] },
  'src/session': { rooms: ['src/core', 'src/debug', 'src/shared/dap.ts', 'src/shared/debugger.ts'], packages: [] },
  'src/host/node': {
    rooms: ['src/session', 'src/shared', 'package.json'],
    packages: ['fflate', 'fast-png', 'ws', 'valibot', 'quickjs-emscripten-core', '@jitl/quickjs-singlefile-mjs-release-sync'],
    node: true,
  },
  'src/host/web': { rooms: ['src/session', 'src/shared', 'src/core/platform.ts', 'assets/shaders'], packages: ['mediabunny'] },
  'src/host/local': { rooms: ['src/shared', 'electron/services'], packages: ['ws', 'conf'], node: true },
  'src/shared': { rooms: [], packages: [] },
  'src/ui': {
    rooms: ['src/shared', 'src/session/protocol.ts', 'src/session/debug-protocol.ts', 'src/host/web'],
    packages: ['*'],
  },
  electron: {
    rooms: ['src/shared', 'src/session/cart-identity.ts', 'src/session/state-parts.ts'],
    packages: ['electron', 'electron-store', 'conf', 'valibot', 'fflate', 'ws'],
    node: true,
  },
  test: { rooms: ['src', 'electron', 'build'], packages: ['*'], node: true },
  build: { rooms: ['assets/carts/tools'], packages: ['*'], node: true },
};

/** No chip reaches another; the S-CPU stands on its instruction set, and its bus is mapped by the cartridge, which is no chip. */
const CHIP_EXTRA = { cpu: ['src/core/w65c816', 'src/core/cart'] };
/** Files of src/core that put the machine together; nothing below may import them. */
const WIRING = /^src\/core\/snes[^/]*\.ts$/;

const IMPORT = /(?:^|[\n;])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const builtins = new Set(builtinModules);

function roomOf(path) {
  return Object.keys(ROOMS)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function inside(path, folderOrFile) {
  return path === folderOrFile || path.startsWith(`${folderOrFile}/`);
}

/** The rule for files of src/core: base files know no chip; a chip knows base files and itself; the wiring knows everything in core. */
function coreVerdict(from, to) {
  if (!inside(to, 'src/core')) return 'core imports nothing outside itself';
  if (WIRING.test(from)) return null;
  if (WIRING.test(to)) return 'only the wiring (snes*.ts) stands above the chips';
  const folder = (path) => (path.split('/').length > 3 ? path.split('/')[2] : '');
  const fromFolder = folder(from);
  const toFolder = folder(to);
  if (toFolder === '' || toFolder === fromFolder) return null;
  if (fromFolder === '') return 'a base file of core knows no chip';
  if ((CHIP_EXTRA[fromFolder] ?? []).some((allowed) => inside(to, allowed))) return null;
  return 'a chip never imports another chip';
}

/** Null when `from` may import `specifier`; otherwise why not. Paths are relative to the project, with slashes. */
export function verdict(from, specifier) {
  const room = roomOf(from);
  if (room === undefined) return 'the file is in no room';
  const rules = ROOMS[room];
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:') || builtins.has(specifier))
      return rules.node === true ? null : `${room} does not know Node`;
    const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0];
    return rules.packages.includes('*') || rules.packages.includes(name) ? null : `${room} may not import the package ${name}`;
  }
  const to = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')));
  if (room === 'src/core') return coreVerdict(from, to);
  if (inside(to, room)) return null;
  // Electron's main process starts Node services; they are its own room's `services` and the node host.
  if (room === 'electron' && inside(to, 'src/host/node')) return null;
  return rules.rooms.some((allowed) => inside(to, allowed)) ? null : `${room} may not import ${roomOf(to) ?? to}`;
}

export function importsOf(source) {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
  return [...withoutComments.matchAll(IMPORT)].map((match) => match[1] ?? match[2]);
}

function sourcesUnder(root, folder) {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesUnder(root, path);
    return /\.(ts|tsx|mts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Every room that has TypeScript must be a project of its own that the root tsconfig.json refers to. */
function missingProjects(root, files) {
  const references = new Set(JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).references.map((one) => one.path));
  const rooms = new Set(files.filter((file) => /\.tsx?$/.test(file)).map((file) => roomOf(file)));
  return [...rooms]
    .filter((room) => room !== 'src/core/w65c816' && !references.has(room))
    .map((room) => `${room}: has TypeScript but tsconfig.json does not refer to it`);
}

function main() {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  const files = ['src', 'electron', 'test', 'build'].flatMap((folder) => sourcesUnder(root, folder));
  const complaints = missingProjects(root, files);
  for (const file of files) {
    for (const specifier of importsOf(readFileSync(join(root, file), 'utf8'))) {
      const why = verdict(file, specifier);
      if (why !== null) complaints.push(`${file}: imports ${specifier}: ${why}`);
    }
  }
  for (const complaint of complaints) console.log(complaint);
  console.log(`${files.length} files, ${complaints.length} imports against the rules`);
  process.exit(complaints.length === 0 ? 0 : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
