// Runs a ROM without looking at its picture or sound: frames.ts ROM FRAMES [heap]. With `heap`, prints the bytes of heap that a frame costs.
import { readFileSync } from 'node:fs';
import { constantEntropy } from '../../src/core/entropy.ts';
import { Snes } from '../../src/core/snes.ts';

const [path = '', frames = '1', what = ''] = process.argv.slice(2);
const count = Number(frames);
const snes = new Snes(readFileSync(path), {
  entropy: constantEntropy(0),
  video: { frame: () => {} },
  audio: { samples: () => {} },
});
const collect = (globalThis as { gc?: () => void }).gc;

function run(): void {
  for (let frame = 0; frame < count; frame++) snes.runFrame();
}

run();
if (what === 'heap') {
  // Between two collections the heap only grows: take the least of some short stretches, each too short to be collected within.
  let least = Infinity;
  const stretch = 20;
  for (let round = 0; round < 5; round++) {
    collect?.();
    const before = process.memoryUsage().heapUsed;
    for (let frame = 0; frame < stretch; frame++) snes.runFrame();
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / stretch);
  }
  console.log(Math.max(0, Math.round(least)));
}
