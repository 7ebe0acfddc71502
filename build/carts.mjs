#!/usr/bin/env node
// Builds the carts of assets/carts with our assembler: `node build/carts.mjs [--bench] [FOLDER]`, default dist/carts.
// Also writes manifest.json. With --bench, the scenes for measuring speed instead.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { BENCH_CARTS, CARTS } from '../assets/carts/tools/catalogue.mjs';
import { nodeBundle, root } from './bundle-options.mjs';

const GENERATED = /(?:^|\/)generated\/([^/]+)$/;

async function loadAssembler() {
  const outDir = 'node_modules/.cache/dotclock/run';
  await build(nodeBundle({ entry: 'src/debug/assembler/assembler.ts', outDir, name: 'carts-assembler' }));
  return import(pathToFileURL(join(root, outDir, 'carts-assembler.mjs')).href);
}

/** Reads a source of the project, or a file that the cart's tools make (`generated/NAME`). */
function readerFor(generated) {
  return (path) => {
    const name = GENERATED.exec(path)?.[1];
    if (name !== undefined) return generated[name] ?? null;
    const full = join(root, path);
    return existsSync(full) ? readFileSync(full) : null;
  };
}

/** The labels as a debugger reads them: bank:address name. */
function symbolText(symbols) {
  const line = ({ name, value }) => {
    const hex = (number, digits) => number.toString(16).padStart(digits, '0');
    return `${hex(value >> 16, 2)}:${hex(value & 0xffff, 4)} ${name}\n`;
  };
  return symbols
    .filter((symbol) => symbol.address)
    .map(line)
    .join('');
}

/**
 * Assembles every cart and writes FOLDER/NAME.sfc, NAME.sym and manifest.json.
 *
 * @param {{ outDir?: string, bench?: boolean }} [options] `outDir` relative to the project or absolute; `bench`: the scenes for measuring speed
 * @returns {Promise<{ name: string, title: string, file: string, description: string, players: number, path: string }[]>}
 * @throws Error with the assembler's messages
 */
export async function buildCarts({ outDir = 'dist/carts', bench = false } = {}) {
  const { assemble, formatDiagnostic } = await loadAssembler();
  const folder = resolve(root, outDir);
  mkdirSync(folder, { recursive: true });
  const built = [];
  for (const cart of bench ? BENCH_CARTS : CARTS) {
    const result = assemble(cart.source, { readFile: readerFor(cart.files()), defines: cart.defines ?? {} });
    if (result.errors.length > 0) throw new Error(result.errors.map((error) => formatDiagnostic(error)).join('\n'));
    const path = join(folder, `${cart.name}.sfc`);
    writeFileSync(path, result.rom);
    writeFileSync(join(folder, `${cart.name}.sym`), symbolText(result.symbols));
    const { name, title, description, players } = cart;
    built.push({ name, title, file: basename(path), description, players, path });
  }
  const manifest = built.map(({ title, file, description, players }) => ({ title, file, description, players }));
  if (!bench) writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify({ carts: manifest }, null, 2)}\n`);
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const args = process.argv.slice(2);
    const bench = args.includes('--bench');
    const outDir = args.find((argument) => !argument.startsWith('--'));
    for (const cart of await buildCarts({ outDir, bench })) console.log(cart.path);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
