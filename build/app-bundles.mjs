import { builtinModules } from 'node:module';
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './bundle-options.mjs';
import { buildCarts } from './carts.mjs';
import { dockviewStyles } from './dockview-styles.mjs';

const dist = join(root, 'dist');
const DEMOS = ['test-card', 'embermoth'];
/** What the oldest Electron that the tests know (25) understands. */
const pageTarget = 'chrome114';
const nodeModules = [...builtinModules, ...builtinModules.map((module) => `node:${module}`)];

const common = {
  configFile: false,
  logLevel: 'warn',
  // The bundler's own TypeScript transformation puts the numbers of a const enum into other modules.
  oxc: false,
};

/** The page, with fonts and styles. */
function page() {
  return build({
    ...common,
    root: join(root, 'src/ui'),
    base: './',
    publicDir: false,
    plugins: [dockviewStyles()],
    build: {
      outDir: join(dist, 'renderer'),
      emptyOutDir: true,
      target: pageTarget,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        // On a busy machine it would tell where the time of the build goes.
        checks: { bundlerTimings: false },
        input: ['index', 'popout'].map((name) => join(root, `src/ui/${name}.html`)),
        // All that the first picture needs is one file: each file more is a way through the host's busiest moment.
        output: { codeSplitting: { groups: [{ name: 'page', test: /src\/ui\/main\.tsx$/ }] } },
      },
    },
  });
}

/** A script that a Worker or the audio thread loads by name: one file, and with `chunks` those that it loads later. */
function thread(entry, name, chunks = false) {
  const output = chunks
    ? { format: 'es', entryFileNames: `${name}.js`, chunkFileNames: `${name}-[name].js` }
    : { format: 'es', entryFileNames: `${name}.js`, codeSplitting: false };
  return build({
    ...common,
    root,
    publicDir: false,
    build: {
      outDir: join(dist, 'renderer'),
      emptyOutDir: false,
      target: pageTarget,
      rolldownOptions: { input: join(root, entry), output },
    },
  });
}

/** A program for Node or Electron's main process. */
function program(entry, file, format) {
  return build({
    ...common,
    root,
    ssr: { noExternal: true },
    build: {
      ssr: join(root, entry),
      outDir: dist,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: 'node18',
      rolldownOptions: {
        external: [...nodeModules, 'electron', 'bufferutil', 'utf-8-validate'],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  });
}

/** What the file reader says of the demos, for a first start that does not wait for it. */
async function demoFacts() {
  const facts = {};
  const reader = fork(join(dist, 'inspector.cjs'));
  for (const [id, cart] of DEMOS.entries()) {
    const answer = new Promise((resolve, reject) => {
      reader.once('message', resolve);
      reader.once('exit', () => reject(new Error('the file reader ended')));
    });
    reader.send({ id, call: 'facts', source: { path: join(dist, 'carts', `${cart}.sfc`) } });
    const { value, error } = await answer;
    reader.removeAllListeners('exit');
    if (error !== undefined) throw new Error(`${cart}: ${error}`);
    [facts[`${cart}.sfc`]] = value.games;
  }
  reader.disconnect();
  writeFileSync(join(dist, 'carts/facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
}

/** Everything of the app, into dist/. */
export async function buildApp() {
  await page();
  await buildCarts();
  await Promise.all([
    thread('src/host/web/emulator-worker.ts', 'emulator-worker', true),
    thread('src/host/web/screen-worker.ts', 'screen-worker'),
    thread('src/host/web/audio-worklet.ts', 'audio-worklet'),
    thread('src/host/web/recorder-worker.ts', 'recorder-worker'),
    program('src/host/local/main.ts', 'local.mjs', 'es'),
    program('electron/services/inspector-main.ts', 'inspector.cjs', 'cjs'),
    ...(existsSync(join(root, 'electron/main.ts'))
      ? [program('electron/main.ts', 'main.cjs', 'cjs'), program('electron/preload.ts', 'preload.cjs', 'cjs')]
      : []),
  ]);
  cpSync(join(root, 'assets/covers'), join(dist, 'carts'), { recursive: true });
  await demoFacts();
  // The machine runs these unseen before the first game. [src/session/warm-up.ts]
  for (const cart of DEMOS) {
    cpSync(join(dist, `carts/${cart}.sfc`), join(dist, `renderer/warm-up/${cart}.bin`));
  }
  mkdirSync(join(dist, 'libarchive'), { recursive: true });
  for (const file of ['libarchive-node.mjs', 'worker-bundle-node.mjs', 'libarchive.wasm']) {
    cpSync(join(root, 'node_modules/libarchive.js/dist', file), join(dist, 'libarchive', file));
  }
}
