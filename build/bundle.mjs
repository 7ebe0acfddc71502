#!/usr/bin/env node
// `npm run build`: makes everything that ships, into dist/.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { buildApp } from './app-bundles.mjs';
import { nodeBundle, root } from './bundle-options.mjs';

rmSync(join(root, 'dist'), { recursive: true, force: true });
await build(nodeBundle({ entry: 'src/host/node/main.ts', outDir: 'dist', name: 'cli', banner: '#!/usr/bin/env node' }));
chmodSync(join(root, 'dist', 'cli.mjs'), 0o755);
await buildApp();
console.log('dist/cli.mjs (command line), dist/local.mjs (local host), dist/main.cjs (Electron), dist/renderer (page)');
