import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packRecord } from '../../electron/services/states/record-file.ts';
import { VERSION } from '../../src/host/node/version.ts';
import { encodePng } from '../../src/host/node/png.ts';
import { parseInputScript } from '../../src/session/input-script.ts';
import { HeadlessMachine, MEMORY_NAMES } from '../../src/session/headless.ts';

/** Moments of the demo cart: title, play, and a frame that a state stops in the middle of nothing special. */
const MOMENTS = [
  ['title', 200],
  ['play', 900],
  ['later', 2600],
] as const;

const root = process.env['DOTCLOCK_ROOT'] ?? '.';

function memoryHashes(machine: HeadlessMachine): Record<string, string> {
  return Object.fromEntries(
    MEMORY_NAMES.map((name) => [name, createHash('sha256').update(machine.memory(name)).digest('hex').slice(0, 16)]),
  );
}

/** `npm run states:corpus`: writes a state of this version for each moment. Once a release; what is there is never written again. */
async function main(): Promise<void> {
  const folder = join(root, 'test/states/corpus', VERSION);
  mkdirSync(folder, { recursive: true });
  const rom = readFileSync(join(root, 'dist/carts/embermoth.sfc'));
  const path = 'test/golden/scripts/embermoth.txt';
  const script = parseInputScript(readFileSync(join(root, path), 'utf8'), path);
  const machine = new HeadlessMachine(rom, { script, pictures: { fold: true, rgb5: false } });
  const expected: Record<string, unknown> = {};
  let number = 1;
  for (const [name, frame] of MOMENTS) {
    while (machine.frame < frame) {
      machine.pictures.wanted = machine.frame === frame - 1;
      machine.runFrame();
    }
    const { picture } = machine.pictures;
    const meta = {
      id: String(number++).padStart(16, '0'),
      parent: null,
      name,
      note: '',
      created: Date.UTC(2026, 10, 26),
      playSeconds: Math.round(frame / 60),
      frame: machine.snes.frame,
      how: 'manual' as const,
      coreVersion: VERSION,
      romHash: machine.snes.romHash,
      devices: ['pad', 'pad'],
      anchor: null,
    };
    const state = machine.snes.saveState();
    const png = picture === null ? null : encodePng(picture);
    const sram = machine.memory('sram').slice();
    writeFileSync(join(folder, `${name}.dcstate`), await packRecord({ meta, state, picture: png, sram, inputs: null }), {
      flag: 'wx',
    });
    expected[name] = memoryHashes(machine);
  }
  writeFileSync(join(folder, 'rom.sfc.gz'), gzipSync(rom, { level: 9 }), { flag: 'wx' });
  writeFileSync(join(folder, 'memories.json'), `${JSON.stringify(expected, null, 2)}\n`, { flag: 'wx' });
}

await main();
