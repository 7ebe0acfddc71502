#!/usr/bin/env node
// Makes docs/hardware/registers.md from the `// @hw ADDRESS ACCESS NAME` tags of src/core. With --check it only compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs/hardware/registers.md');
const TAG = /@hw (DSP )?(\$[0-9A-Fa-fx$-]+) (R|W|RW) ([^\n]+?)\s*(?:\*\/)?$/;

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const rows = [];
for (const path of sources(join(root, 'src/core'))) {
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line) => {
      const tag = TAG.exec(line);
      if (tag === null) return;
      const [, dsp, address, access, name] = tag;
      const chip = dsp !== undefined ? '3 S-DSP' : address.length <= 3 ? '2 S-SMP' : '1 S-CPU bus';
      rows.push({ chip, address, access, name, file: relative(root, path).replaceAll('\\', '/') });
    });
}
rows.sort((a, b) => a.chip.localeCompare(b.chip) || a.address.localeCompare(b.address, 'en') || a.access.localeCompare(b.access));

let text = `# Registers\n\nMade by \`npm run registers\` from the tags in the source: each register that is decoded, and where.\n`;
let chip = '';
for (const row of rows) {
  if (row.chip !== chip) {
    chip = row.chip;
    text += `\n## ${chip.slice(2)}\n\n| address | access | name | in |\n| --- | --- | --- | --- |\n`;
  }
  text += `| ${row.address} | ${row.access} | ${row.name} | ${row.file} |\n`;
}

if (process.argv.includes('--check')) {
  let before = '';
  try {
    before = readFileSync(target, 'utf8');
  } catch {
    // compared below
  }
  if (before !== text) {
    console.error('docs/hardware/registers.md is not what the tags say: npm run registers');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`${rows.length} registers in docs/hardware/registers.md`);
}
