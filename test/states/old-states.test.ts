import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCarts } from '../../build/carts.mjs';
import { crc32 } from '../../src/core/state/crc32.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-states-'));
  await buildCarts({ outDir: folder, bench: true });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function nextPicture(machine: HeadlessMachine): { height: number; crc: number } {
  let picture = { height: 0, crc: 0 };
  machine.snes.video = {
    frame: ({ height, pixels }) => (picture = { height, crc: crc32(new Uint8Array(pixels.slice(0, height * 512).buffer)) }),
  };
  machine.runFrame();
  return picture;
}

describe('states of older versions', () => {
  it('0.1.0, interlaced: the other field of the picture comes from the state', () => {
    const rom = readFileSync(join(folder, 'bench-interlace.sfc'));
    const old = new HeadlessMachine(rom);
    old.snes.loadState(gunzipSync(readFileSync(new URL('0.1.0-interlace.dcs.gz', import.meta.url))));
    const fresh = new HeadlessMachine(rom);
    for (let frame = 0; frame < 132; frame++) fresh.runFrame();
    const pictures = [old, fresh].map((machine) => nextPicture(machine));
    expect(pictures[0]).toEqual({ height: 448, crc: pictures[1].crc });
    expect(pictures[1].height).toBe(448);
  });
});
