import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../build/bundle-options.mjs';
import { FRAME_STRIDE } from '../../src/core/platform.ts';
import type { PlayerSession as Session } from '../../src/session/player.ts';
import { buildCartsInto } from './cases.ts';

const FRAMES = 700;
const START = 0x1000;
/** Into the game, then ways and buttons that are held for uneven times. */
const HELD: readonly (readonly [from: number, pad: number])[] = [
  [0, 0],
  [155, START],
  [158, 0],
  [260, 0x0a00],
  [281, 0x0880],
  [282, 0x0800],
  [325, 0x0500],
  [326, 0x0400],
  [328, 0x0600],
  [390, 0],
  [430, 0x0180],
  [470, 0x0900],
  [590, 0],
];

const folder = mkdtempSync(join(tmpdir(), 'dotclock-ahead-'));
let PlayerSession: typeof Session;
let rom = new Uint8Array();
beforeAll(async () => {
  rom = new Uint8Array(readFileSync(buildCartsInto(folder).get('embermoth') ?? ''));
  await build(nodeBundle({ entry: 'src/session/player.ts', outDir: folder, name: 'player' }));
  ({ PlayerSession } = (await import(join(folder, 'player.mjs'))) as { PlayerSession: typeof Session });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function padAt(frame: number): number {
  return HELD.findLast(([from]) => from <= frame)?.[1] ?? 0;
}

interface Play {
  /** Sums of whole pictures, in the order in which they were shown. */
  readonly pictures: readonly number[];
  /** Every sample that was heard. */
  readonly sound: Uint8Array;
}

/** `aheadAt`: how far ahead the picture is at a frame. */
function play(aheadAt: (frame: number) => number): Play {
  const pictures: number[] = [];
  const heard: Uint8Array[] = [];
  let frame = 0;
  const player = new PlayerSession({
    video: {
      frame: ({ pixels, width, height }) => {
        let sum = crc32(`${width} ${height}`);
        for (let row = 0; row < height; row++) {
          const { buffer, byteOffset } = pixels;
          sum = crc32(new Uint8Array(buffer, byteOffset + row * FRAME_STRIDE * 4, width * 4), sum);
        }
        pictures.push(sum);
      },
    },
    audio: { samples: (samples, count) => void heard.push(new Uint8Array(samples.slice(0, count * 2).buffer)) },
    input: { pad: (index) => (index === 0 ? padAt(frame) : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => 0,
    sramChanged: () => {},
  });
  player.load(rom, { region: 'auto', powerOn: { seed: 5 }, sram: null });
  for (; frame < FRAMES; frame++) {
    if (frame === 0 || aheadAt(frame) !== aheadAt(frame - 1)) player.runAhead = aheadAt(frame);
    player.step();
  }
  return { pictures, sound: Uint8Array.from(Buffer.concat(heard)) };
}

describe('run-ahead in a game', () => {
  it('shows the very pictures, as many frames sooner as it says, and each sample is heard once', () => {
    const plain = play(() => 0);
    expect(plain.pictures).toHaveLength(FRAMES);
    expect(new Set(plain.pictures).size).toBeGreaterThan(FRAMES * 0.8);
    for (const ahead of [1, 2, 4]) {
      const { pictures, sound } = play(() => ahead);
      expect(pictures, 'a picture a frame').toHaveLength(FRAMES);
      // A guess is true as long as the buttons stay as they are.
      const steady = (frame: number): boolean => HELD.every(([from]) => from <= frame || from > frame + ahead);
      const wrong = pictures.flatMap((sum, frame) =>
        frame + ahead < FRAMES && steady(frame) && sum !== plain.pictures[frame + ahead] ? [frame] : [],
      );
      expect(wrong, `${ahead} ahead`).toEqual([]);
      expect(sound.length).toBe(plain.sound.length);
      expect(Buffer.compare(sound, plain.sound), `sound, ${ahead} ahead`).toBe(0);
    }
  });

  it('can be changed while one plays, and nothing is heard twice or lost', () => {
    const plain = play(() => 0);
    const changed = play((frame) => [0, 2, 4, 1][Math.floor(frame / 61) % 4] ?? 0);
    expect(changed.pictures).toHaveLength(FRAMES);
    expect(Buffer.compare(changed.sound, plain.sound)).toBe(0);
  });
});
