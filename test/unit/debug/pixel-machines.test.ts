import { describe, expect, it } from 'vitest';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { BLANK_PIXEL } from '../../../src/core/ppu/colormath.ts';
import { drawnPixels } from '../../../src/debug/view/pixel-inspector.ts';
import type { PixelReport } from '../../../src/debug/view/pixel-probe.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { debuggerOf } from '../../debug/rig.ts';
import { put } from '../../debug/sound-loop.ts';
import { buildRom } from '../../roms/harness.ts';
import { romOf } from '../core/machine.ts';

function toldPixel({ colors, brightness, forcedBlank }: PixelReport, half: number): number {
  return forcedBlank ? BLANK_PIXEL : colors[half].result | (brightness << 16);
}

/**
 * The pixels of the picture as it stands, those of each `every`th dot, against what the inspector says of them; rows from `last` on are not looked at.
 * How many rows had a line.
 */
function comparePicture(one: Debugger, { last = Infinity, every = 1 } = {}): number {
  const { ppu } = one.snes;
  const { pixels, wide } = ppu.renderer;
  let rows = 0;
  ppu.show({ frame: ({ height }) => (rows = Math.min(last, height)) });
  const told = new Map<number, PixelReport>();
  for (const { report, row } of drawnPixels(one.history, one.position, (_, dot) => dot % every === 0))
    told.set(row * 256 + report.x, report);
  let compared = 0;
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < 256; x += every) {
      const report = told.get(row * 256 + x);
      for (let half = 0; half <= wide[row]; half++) {
        const drawn = pixels[row * 512 + (wide[row] === 1 ? 2 * x + half : x)];
        const want = report === undefined ? BLANK_PIXEL : toldPixel(report, wide[row] === 1 ? half : 1);
        if (want !== drawn) expect.fail(`row ${row} x ${x} half ${half}: ${want} for ${drawn}`);
      }
      if (report !== undefined) compared++;
    }
  }
  return (compared * every) / 256;
}

/** Writes INIDISP all the time, out of step with the lines: other brightness, and forced blank, within each line. */
const BLINK = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x2121, 0),
    put(0x2122, 0x5a),
    put(0x2122, 0x29),
    // inc / and #$8f / sta $2100 / ten nops / bra
    [0x1a, 0x48, 0x29, 0x8f, 0x8d, 0x00, 0x21, ...Array.from({ length: 10 }, () => 0xea), 0x68, 0x80, 256 - 20],
  ].flat(),
});

/** Another shape of the picture in each frame: 224 and 239 lines, interlaced or not, and changed once more in line 200. */
const SHAPES = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x2121, 0),
    put(0x2122, 0x5a),
    put(0x2122, 0x29),
    put(0x2100, 0x0f),
    put(0x4209, 200),
    put(0x420a, 0),
    put(0x4200, 0xa0),
    [0x58, 0xcb, 0x80, 0xfd],
  ].flat(),
  at: {
    // Past line 240, where no second vertical blank can begin: lda $4210 / ldy #3 / x: ldx #0 / y: dex / bne y / dey / bne x
    // inc $10 / lda $10 / and #7 / tax / lda $8400,x / sta $2133 / rti
    0x8200: [
      [0xad, 0x10, 0x42, 0xa0, 0x03, 0xa2, 0x00, 0xca, 0xd0, 0xfd, 0x88, 0xd0, 0xf8],
      [0xe6, 0x10, 0xa5, 0x10, 0x29, 0x07, 0xaa, 0xbd, 0x00, 0x84, 0x8d, 0x33, 0x21, 0x40],
    ].flat(),
    0x8300: [0xad, 0x11, 0x42, 0xa5, 0x10, 0x29, 0x07, 0xaa, 0xbd, 0x08, 0x84, 0x8d, 0x33, 0x21, 0x40],
    0x8400: [4, 4, 0, 5, 5, 1, 0, 4, 4, 0, 0, 5, 1, 1, 4, 4],
  },
  nmi: 0x8200,
  irq: 0x8300,
});

const PROGRAMS: readonly (readonly [string, Uint8Array])[] = [
  ...[
    'picture-brightness',
    'picture-hires-math',
    'picture-mode7',
    'picture-offset-per-tile',
    'picture-sprites',
    'picture-windows',
    'overscan-blank',
    'interlace-lines',
  ].map((name) => [name, buildRom(name)] as const),
  ['brightness and forced blank within lines', BLINK],
  ...[5, 21].map((seed) => [`register storm ${seed}`, registerStorm(seed)] as const),
];

describe.each(PROGRAMS)('the pixel inspector in %s', (_name, rom) => {
  it('has each pixel of the picture as it is shown, at the end of a frame and in its middle', { timeout: 240_000 }, () => {
    const one = debuggerOf(rom, { interval: 1 });
    for (let frame = 0; frame < 24; frame++) one.runFrame();
    one.pause();
    expect(comparePicture(one)).toBeGreaterThanOrEqual(224);
    one.runTo({ kind: 'beam', line: 100, dot: 150 });
    comparePicture(one, { last: one.snes.ppu.interlace ? 190 : 95 });
  });
});

it(
  'the pixel inspector knows rows that no line was drawn to, and fields that stand in for the other one',
  { timeout: 240_000 },
  () => {
    const one = debuggerOf(SHAPES, { interval: 1 });
    for (let frame = 0; frame < 5; frame++) one.runFrame();
    one.pause();
    const counts = new Set<number>();
    for (let frame = 0; frame < 8; frame++) {
      one.leave();
      one.runFrame();
      one.pause();
      counts.add(comparePicture(one, { every: 32 }));
    }
    expect([...counts].toSorted((a, b) => a - b)).toEqual([224, 239, 448, 463, 478]);
  },
);
