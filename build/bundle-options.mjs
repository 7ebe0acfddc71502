import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Options of a Vite build that makes one ES module for Node from one TypeScript entry, packages included.
 *
 * @param {{ entry: string, outDir: string, name: string, banner?: string, external?: string[] }} target paths relative to the project; `name` without extension;
 *   `external`: packages that stay outside
 * @returns {import('vite').InlineConfig}
 */
export function nodeBundle({ entry, outDir, name, banner, external = [] }) {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    // The bundler's own TypeScript transformation puts the numbers of a const enum into other modules; Vite's works file by file and cannot.
    oxc: false,
    build: {
      ssr: join(root, entry),
      outDir: resolve(root, outDir),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        external: [...external, ...builtinModules, ...builtinModules.map((module) => `node:${module}`)],
        output: { format: 'es', entryFileNames: `${name}.mjs`, codeSplitting: false, banner: banner ?? '' },
      },
    },
  };
}
