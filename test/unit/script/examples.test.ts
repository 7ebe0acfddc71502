import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../build/bundle-options.mjs';
import { buildCartsInto } from '../../golden/cases.ts';
import { script, type ScriptResult } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let rom = new Uint8Array(0);
beforeAll(() => {
  rom = Uint8Array.from(readFileSync(buildCartsInto(folder).get('embermoth') ?? ''));
});

/** The examples of the manual, by the name in their first line. */
const EXAMPLES = new Map(
  [...readFileSync(join(root, 'docs/scripting.md'), 'utf8').matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gs)].map((match) => [
    match[1],
    `// ${match[1]}\n${match[2]}`,
  ]),
);

async function example(name: string): Promise<ScriptResult> {
  const result = await script(EXAMPLES.get(name) ?? 'throw new Error("there is no such example");', {
    rom,
    file: name,
    memory: 64 << 20,
  });
  expect({ name, exit: result.exit, message: result.message }).toEqual({ name, exit: null, message: '' });
  return result;
}

describe('the examples of docs/scripting.md, with Embermoth', { timeout: 120_000 }, () => {
  it('finds where the moth is, who wrote it, and goes back to that instruction', async () => {
    const { printed } = await example('where-is-the-player.js');
    expect(printed[0]).toMatch(/^the moth is at wram \$0108 of [1-9]/);
    expect(printed[1]).toMatch(/^written by \$[0-9a-f]{6} in frame \d+ line \d+ \$[0-9a-f]{2} to \$[0-9a-f]{2}$/);
  });

  it('counts who writes the palette', async () => {
    const { printed, files } = await example('who-writes-the-palette.js');
    expect(printed.length).toBeGreaterThan(0);
    expect(Buffer.from(files.get('palette.csv') ?? []).toString()).toMatch(/^who,count\n\$[0-9a-f]{6} line \d+,\d+/);
  });

  it('tries four futures of one state', async () => {
    const { printed, files } = await example('which-way-is-best.js');
    expect(printed[1]).toMatch(/^farthest: (LEFT|RIGHT|UP|DOWN)$/);
    expect([...files.keys()].sort()).toEqual(['moth-down.png', 'moth-left.png', 'moth-right.png', 'moth-up.png']);
    const [first, second] = [...files.values()];
    expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).not.toBe(0);
  });

  it('each example is tested', () => {
    expect([...EXAMPLES.keys()]).toEqual(['where-is-the-player.js', 'who-writes-the-palette.js', 'which-way-is-best.js']);
  });
});
