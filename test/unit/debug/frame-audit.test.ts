import { describe, expect, it } from 'vitest';
import { inspectPixel } from '../../../src/debug/view/pixel-inspector.ts';
import { hdmaTimeline } from '../../../src/debug/view/frame-events.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { chance, debuggerOf } from '../../debug/rig.ts';
import { buildRom } from '../../roms/harness.ts';
import { romOf } from '../core/machine.ts';

const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];

/** Registers that a unit of each transfer mode writes, from BBAD on. [fullsnes: $43x0] */
const MODES = [[0], [0, 1], [0, 0], [0, 0, 1, 1], [0, 1, 2, 3], [0, 1, 0, 1], [0, 0], [0, 0, 1, 1]];

interface Entry {
  readonly lines: number;
  readonly repeats: boolean;
  readonly bytes: readonly number[];
}

interface Channel {
  readonly mode: number;
  readonly indirect: boolean;
  readonly register: number;
  readonly entries: readonly Entry[];
}

/** Eight channels with tables of their own; which lines have which writes follows from the tables alone. */
function channels(seed: number): Channel[] {
  const next = chance(seed);
  return Array.from({ length: 8 }, (_, index) => {
    const mode = (index + seed) % 8;
    const unit = MODES[mode].length;
    const entries: Entry[] = [];
    for (let total = 0; total < 200 && entries.length < 5;) {
      const lines = 1 + next(entries.length === 0 ? 6 : 60);
      const repeats = next(2) === 0;
      const bytes = Array.from({ length: unit * (repeats ? lines : 1) }, () => next(256));
      entries.push({ lines, repeats, bytes });
      total += lines;
    }
    // Registers that may be written at any time: COLDATA, the windows, the mosaic.
    return { mode, indirect: next(2) === 0, register: [0x26, 0x26, 0x2a, 0x23, 0x0d, 0x11, 0x32, 0x21][index], entries };
  });
}

/** `channel line register value`, in the order in which they come. */
function expected(all: readonly Channel[]): string[] {
  const rows: { line: number; channel: number; row: string }[] = [];
  all.forEach(({ mode, register, entries }, channel) => {
    let line = 0;
    for (const { lines, repeats, bytes } of entries) {
      for (let i = 0; i < lines; i++) {
        const unit = MODES[mode];
        const at = repeats ? i * unit.length : 0;
        if (repeats || i === 0)
          unit.forEach((offset, n) =>
            rows.push({ line, channel, row: `${channel} ${line} ${register + offset} ${bytes[at + n]}` }),
          );
        line++;
      }
    }
  });
  return rows
    .filter(({ line }) => line < 225)
    .sort((a, b) => a.line - b.line || a.channel - b.channel)
    .map(({ row }) => row);
}

function program(all: readonly Channel[]): Uint8Array {
  let at = 0x9000;
  const memory: Record<number, number[]> = {};
  const place = (bytes: number[]): number => {
    const here = at;
    memory[here] = bytes;
    at += bytes.length;
    return here;
  };
  const setup = all.flatMap(({ mode, indirect, register, entries }, channel) => {
    const table: number[] = [];
    for (const { lines, repeats, bytes } of entries) {
      table.push(lines | (repeats ? 0x80 : 0));
      if (indirect) {
        const data = place([...bytes]);
        table.push(data & 0xff, data >> 8);
      } else table.push(...bytes);
    }
    table.push(0);
    const start = place(table);
    const base = 0x4300 + channel * 16;
    return [
      ...put(base, mode | (indirect ? 0x40 : 0)),
      ...put(base + 1, register),
      ...put(base + 2, start & 0xff),
      ...put(base + 3, start >> 8),
      ...put(base + 4, 0),
      ...put(base + 7, 0),
    ];
  });
  expect(at).toBeLessThan(0xff00);
  return romOf({
    code: [0x18, 0xfb, 0xe2, 0x30, ...put(0x2100, 0x0f), ...setup, ...put(0x420c, 0xff), 0x80, 0xfe],
    at: memory,
  });
}

describe('the HDMA timeline with all eight channels', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'has what the tables say, in each mode, direct and indirect, repeated and not: %i',
    (seed) => {
      const all = channels(seed + 1);
      const one = debuggerOf(program(all));
      for (let frame = 0; frame < 4; frame++) one.runFrame();
      one.pause();
      const rows = hdmaTimeline(one.history, one.position, 'previous').map(
        ({ channel, line, register, value, agent }) =>
          `${channel} ${line} ${register & 0xff} ${value}${agent === 'hdma' ? '' : agent}`,
      );
      const want = expected(all);
      expect(want.length).toBeGreaterThan(100);
      expect(rows).toEqual(want);
    },
  );
});

describe('the pixel inspector where something is left out', () => {
  const next = chance(5);
  it.each(['storm', 'picture-sprites', 'picture-hires-math', 'picture-mode7', 'picture-mosaic', 'picture-windows'])(
    'gives the colours of the picture as it is shown: %s',
    (name) => {
      const one = debuggerOf(name === 'storm' ? registerStorm(5) : buildRom(name));
      for (let frame = 0; frame < 20; frame++) one.runFrame();
      one.pause();
      const { ppu } = one.history.live.snes;
      for (let scene = 0; scene < 5; scene++) {
        ppu.layerMask = scene === 0 ? 0x1f : next(0x20);
        ppu.hidePriorities(scene % 2 === 0 ? 0 : next(0x1000));
        ppu.showEffects(next(2) === 0, next(2) === 0);
        one.leave();
        one.runFrame();
        one.runFrame();
        one.pause();
        for (let i = 0; i < 6; i++) {
          const y = next(ppu.interlace ? 440 : 220);
          const wide = ppu.renderer.wide[y] === 1;
          const x = next(wide ? 512 : 256);
          const pixel = inspectPixel(one.history, one.position, x, y, false);
          const shown = ppu.renderer.pixels[y * 512 + x] & 0x7fff;
          const where = `scene ${scene} ${x}, ${y}`;
          expect(pixel?.colors[wide ? x & 1 : 0].result, where).toBe(shown);
          const winners = pixel?.candidates.filter(({ screen, wins }) => screen === 'main' && wins).map(({ layer }) => layer);
          const drawn = pixel === null || pixel.forcedBlank ? 'backdrop' : pixel.main;
          expect(winners, where).toEqual(drawn === 'backdrop' ? [] : [drawn]);
        }
      }
    },
  );
});
