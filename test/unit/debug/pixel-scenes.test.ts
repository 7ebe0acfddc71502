import { describe, expect, it } from 'vitest';
import { PpuTrace } from '../../../src/core/ppu/trace.ts';
import { PixelProbe, type PixelReport } from '../../../src/debug/view/pixel-probe.ts';
import { Reference, type ReferenceState } from '../ppu/reference.ts';
import { Random, Rig } from '../ppu/rig.ts';

interface Scene {
  /** One-byte registers. */
  readonly registers: Readonly<Record<number, number>>;
  readonly hofs?: readonly number[];
  readonly vofs?: readonly number[];
  readonly mode7?: {
    readonly a: number;
    readonly b: number;
    readonly c: number;
    readonly d: number;
    readonly x: number;
    readonly y: number;
  };
  readonly fixed?: readonly [number, number, number];
  /** What must be seen somewhere, as `factsOf` names it: else the scene shows nothing of what it is for. */
  readonly shows: readonly string[];
}

const LAYERS = ['bg1', 'bg2', 'bg3', 'bg4', 'obj', 'backdrop'] as const;
/** Maps of 64 x 64 at words $0000, $1000, $2000 and $3000; tiles at $4000 and $6000, sprites' at $4000. */
const BASE: Readonly<Record<number, number>> = {
  0x00: 0x0f,
  0x01: 0x62,
  0x07: 0x03,
  0x08: 0x13,
  0x09: 0x23,
  0x0a: 0x33,
  0x0b: 0x64,
  0x0c: 0x64,
  0x26: 40,
  0x27: 170,
  0x28: 120,
  0x29: 230,
  0x2c: 0x1f,
};
/** Both windows on every layer, some inside out, and the layers' logic OR, AND, XOR, XNOR. */
const WINDOWS = { 0x23: 0xea, 0x24: 0xba, 0x25: 0xae, 0x2a: 0xe4 } as const;
const TURNED = { a: 0x00e0, b: 0x0060, c: -0x0060, d: 0x00e0, x: 0x80, y: 0x70 } as const;

const SCENES: Readonly<Record<string, Scene>> = {
  'mode 0, windows on all layers by OR, AND, XOR and XNOR': {
    registers: { ...WINDOWS, 0x2b: 0x05, 0x05: 0x00, 0x2e: 0x1f },
    hofs: [3, 14, 0, 255],
    vofs: [1, 100, 511, 7],
    shows: [...LAYERS.map((layer) => `main ${layer}`), ...LAYERS.slice(0, 5).map((layer) => `windowed main ${layer}`)],
  },
  'mode 1, windows on the sub-screen and colour math inside the colour window': {
    registers: { ...WINDOWS, 0x2b: 0x09, 0x05: 0x09, 0x2c: 0x15, 0x2d: 0x12, 0x2f: 0x12, 0x30: 0x12, 0x31: 0x3f },
    shows: ['main bg1', 'main bg3', 'main obj', 'sub bg2', 'sub obj', 'windowed sub bg2', 'add sub', 'add fixed', 'none'],
    fixed: [9, 3, 20],
  },
  'mode 1, black outside and subtraction inside, halved': {
    registers: { 0x05: 0x71, 0x2d: 0x02, 0x2c: 0x11, 0x25: 0x20, 0x2b: 0x00, 0x30: 0x52, 0x31: 0xf1 },
    shows: ['clipped', 'subtract sub halved', 'subtract fixed', 'none'],
    fixed: [4, 4, 4],
  },
  'mode 1, black inside and math everywhere, by the fixed colour': {
    registers: { 0x05: 0x01, 0x2c: 0x13, 0x25: 0xe0, 0x2b: 0x0c, 0x30: 0x80, 0x31: 0x73 },
    shows: ['clipped', 'add fixed', 'add fixed halved', 'none', 'main bg1', 'main bg2'],
    fixed: [31, 0, 12],
  },
  'mode 1, mosaic of 5': {
    registers: { 0x05: 0x31, 0x06: 0x47 },
    hofs: [5, 2, 1],
    shows: ['mosaic', 'main bg1', 'main bg2', 'main bg3'],
  },
  'mode 2, offsets of columns': {
    registers: { 0x05: 0x02, 0x2c: 0x13 },
    hofs: [5, 3, 13],
    shows: ['moved column', 'main bg1', 'main bg2', 'main obj'],
  },
  'mode 3, direct colour': {
    registers: { 0x05: 0x03, 0x30: 0x01, 0x2c: 0x13 },
    shows: ['direct main bg1', 'main bg2', 'main obj'],
  },
  'mode 3, direct colour on the sub-screen': {
    registers: { 0x05: 0x03, 0x30: 0x03, 0x2c: 0x02, 0x2d: 0x11, 0x31: 0x62 },
    shows: ['direct sub bg1', 'add sub halved', 'sub obj'],
  },
  'mode 4, direct colour and offsets of columns': {
    registers: { 0x05: 0x04, 0x30: 0x01, 0x2c: 0x13 },
    hofs: [1, 6, 20],
    shows: ['direct main bg1', 'moved column', 'main bg2'],
  },
  'mode 5, interlaced': {
    registers: { 0x05: 0x25, 0x33: 0x01, 0x2c: 0x13, 0x2d: 0x13 },
    hofs: [3, 9],
    shows: ['halves', 'main bg1', 'sub bg1', 'main bg2', 'sub bg2', 'main obj', 'sub obj'],
  },
  'mode 5, colour math of both halves': {
    registers: { 0x05: 0x05, 0x2c: 0x11, 0x2d: 0x02, 0x30: 0x52, 0x25: 0x20, 0x31: 0x61 },
    shows: ['halves', 'add sub halved', 'left add main halved', 'clipped', 'none'],
    fixed: [7, 20, 1],
  },
  'mode 5, mosaic of 3, interlaced': {
    registers: { 0x05: 0x05, 0x06: 0x23, 0x33: 0x01, 0x2c: 0x03, 0x2d: 0x03 },
    shows: ['mosaic', 'main bg1', 'sub bg1'],
  },
  'mode 6, offsets of columns, interlaced': {
    registers: { 0x05: 0x06, 0x33: 0x01, 0x2c: 0x11, 0x2d: 0x11 },
    hofs: [10, 0, 33],
    shows: ['halves', 'moved column', 'main bg1', 'sub bg1', 'main obj'],
  },
  'mode 7, turned, direct colour': {
    registers: { 0x05: 0x07, 0x30: 0x01, 0x2c: 0x11, 0x1a: 0x80 },
    mode7: TURNED,
    hofs: [900],
    vofs: [500],
    shows: ['direct main bg1', 'main obj', 'outside', 'main backdrop'],
  },
  'mode 7, EXTBG, direct colour': {
    registers: { 0x05: 0x07, 0x30: 0x01, 0x33: 0x40, 0x2c: 0x13, 0x1a: 0x01 },
    mode7: TURNED,
    shows: ['direct main bg1', 'main bg2', 'main obj', 'main bg2 of 5'],
  },
  'mode 7, EXTBG on the sub-screen, colour math': {
    registers: { 0x05: 0x07, 0x30: 0x02, 0x33: 0x40, 0x2c: 0x01, 0x2d: 0x12, 0x31: 0x41, 0x1a: 0xc0 },
    mode7: TURNED,
    hofs: [1000],
    shows: ['sub bg2 of 1', 'sub bg2 of 5', 'sub obj', 'add sub halved', 'outside'],
  },
  'mode 7, EXTBG, mosaic of 4 on both': {
    registers: { 0x05: 0x07, 0x06: 0x33, 0x33: 0x40, 0x2c: 0x13, 0x1a: 0x02 },
    mode7: TURNED,
    shows: ['mosaic', 'main bg1', 'main bg2'],
  },
  'pseudo hi-res, the sub-screen between': {
    registers: { 0x05: 0x01, 0x33: 0x08, 0x2c: 0x11, 0x2d: 0x02 },
    shows: ['halves', 'main bg1', 'sub bg2', 'sub backdrop', 'none'],
  },
  'pseudo hi-res, colour math and windows': {
    registers: {
      ...WINDOWS,
      0x05: 0x01,
      0x33: 0x08,
      0x2c: 0x11,
      0x2d: 0x06,
      0x2b: 0x00,
      0x2e: 0x01,
      0x2f: 0x02,
      0x30: 0x92,
      0x31: 0xe1,
    },
    shows: ['halves', 'subtract sub', 'left subtract main', 'windowed main bg1', 'windowed sub bg2', 'clipped'],
    fixed: [6, 6, 30],
  },
  'mode 3 in pseudo hi-res, direct colour, interlaced': {
    registers: { 0x05: 0x03, 0x30: 0x03, 0x33: 0x09, 0x2c: 0x01, 0x2d: 0x12, 0x31: 0x01 },
    shows: ['halves', 'direct main bg1', 'add sub', 'left add main'],
  },
  '239 lines': { registers: { 0x05: 0x01, 0x33: 0x04 }, shows: ['line 239', 'main bg1', 'main obj'] },
  'sprites in interlace, 239 lines': {
    registers: { 0x05: 0x01, 0x33: 0x07, 0x01: 0xc2, 0x2c: 0x10, 0x2d: 0x01, 0x30: 0x02, 0x31: 0x10 },
    shows: ['line 239', 'main obj', 'sub bg1', 'add sub', 'turned sprite'],
  },
};

function fill(rig: Rig, random: Random): void {
  const { vram, oam, cgram } = rig.ppu;
  // Words of nothing let what is behind be seen.
  for (let i = 0; i < vram.length; i++) vram[i] = random.chance(3) ? 0 : random.next() >>> 8;
  for (let i = 0; i < 256; i++) cgram[i] = random.next() & 0x7fff;
  for (let i = 0; i < oam.length; i++) oam[i] = random.byte();
}

function arrange(rig: Rig, scene: Scene): ReferenceState {
  const { registers, hofs = [], vofs = [], mode7 = { a: 256, b: 0, c: 0, d: 256, x: 0, y: 0 }, fixed = [0, 0, 0] } = scene;
  const reg = new Uint8Array(0x40);
  for (const [addr, value] of Object.entries({ ...BASE, ...registers })) {
    reg[Number(addr)] = value;
    rig.write(Number(addr), value);
  }
  const word = (addr: number, value: number): void => rig.write(addr, value & 0xff, (value >> 8) & 0xff);
  for (let bg = 0; bg < 4; bg++) {
    word(0x0d + bg * 2, hofs[bg] ?? 0);
    word(0x0e + bg * 2, vofs[bg] ?? 0);
  }
  [mode7.a, mode7.b, mode7.c, mode7.d, mode7.x, mode7.y].forEach((value, at) => word(0x1b + at, value));
  rig.write(0x32, 0x20 | fixed[0], 0x40 | fixed[1], 0x80 | fixed[2]);
  const { vram, oam, cgram } = rig.ppu;
  return {
    reg,
    hofs: Array.from({ length: 4 }, (_, bg) => hofs[bg] ?? 0),
    vofs: Array.from({ length: 4 }, (_, bg) => vofs[bg] ?? 0),
    m7: { ...mode7, h: hofs[0] ?? 0, v: vofs[0] ?? 0 },
    fixed: [...fixed],
    vram,
    oam,
    cgram,
    firstSprite: 0,
    field: 0,
  };
}

/** What a report shows, by names that scenes ask for. */
function* factsOf(report: PixelReport, hofs: number): Generator<string> {
  const { main, sub, candidates, colors, line, x } = report;
  yield `main ${main}`;
  yield `sub ${sub}`;
  if (line === 239) yield 'line 239';
  if (colors[0].result !== colors[1].result) yield 'halves';
  for (const [half, { math, operandFrom, halved, clipped }] of colors.entries()) {
    const side = half === 0 && report.hires ? 'left ' : '';
    yield math === 'none' ? 'none' : `${side}${math} ${operandFrom}${halved ? ' halved' : ''}`;
    if (clipped) yield 'clipped';
  }
  for (const { screen, layer, windowed, opaque, enabled, wins, directColor, origin, priority } of candidates) {
    if (windowed && opaque && enabled) yield `windowed ${screen} ${layer}`;
    if (origin?.kind === 'mode7' && origin.outside) yield 'outside';
    if (!wins || origin === null) continue;
    if (directColor) yield `direct ${screen} ${layer}`;
    if (layer === 'bg2') yield `${screen} ${layer} of ${priority}`;
    if (origin.kind === 'sprite' && origin.vFlip) yield 'turned sprite';
    // Without an offset a column of the map follows the dot.
    const column = ((x + hofs) >> 3) & 31;
    if (origin.kind === 'background' && layer === 'bg1' && ((origin.mapAddress >> 1) & 31) !== column) yield 'moved column';
  }
}

/** A background's place, to see mosaic by. */
function placeOf({ candidates }: PixelReport): string {
  const origin = candidates[0]?.origin;
  if (origin?.kind === 'mode7') return `${origin.planeX} ${origin.planeY}`;
  return origin?.kind === 'background' ? `${origin.mapAddress} ${origin.column}` : '';
}

/** All pixels of a field: winners of both screens as the second PPU has them, colours and brightness as drawn. */
function compareField(rig: Rig, state: ReferenceState, facts: Set<string>): number {
  const { ppu, clock } = rig;
  const reports: PixelReport[] = [];
  ppu.renderer.probe = new PixelProbe(
    ppu,
    new PpuTrace(),
    () => true,
    (report) => reports.push(report),
  );
  const reference = new Reference({ ...state, field: clock.field });
  const lines = ppu.vdisp - 1;
  for (let v = 1; v <= lines; v++) {
    rig.nextLine();
    reports.length = 0;
    rig.toClock(1300);
    ppu.catchUp();
    expect(reports.map(({ x }) => x)).toEqual(Array.from({ length: 256 }, (_, x) => x));
    const drawn = rig.row(ppu.interlace ? (v - 1) * 2 + clock.field : v - 1);
    const want = reference.line(v);
    const layers = reference.layers(v);
    const scale = drawn.length / 256;
    const { needsSubscreen } = ppu.renderer.color;
    reports.forEach((report, x) => {
      const where = `field ${clock.field} line ${v} x ${x}`;
      for (let half = 0; half < 2; half++) {
        const at = scale === 2 ? 2 * x + half : x;
        const { result } = report.colors[half];
        if (result !== want[at] || (result | (report.brightness << 16)) !== drawn[at])
          expect.fail(`${where}: colour ${result} for ${want[at]}, drawn ${drawn[at]}`);
      }
      if (report.main !== LAYERS[layers[x].main]) expect.fail(`${where}: ${report.main} for ${LAYERS[layers[x].main]}`);
      // Where nothing of the sub-screen can show it is not drawn.
      if ((scale === 2 || needsSubscreen) && report.sub !== LAYERS[layers[x].sub])
        expect.fail(`${where}: ${report.sub} below for ${LAYERS[layers[x].sub]}`);
      const winners = report.candidates.filter(({ wins }) => wins).map(({ screen, layer }) => `${screen} ${layer}`);
      const told = [`main ${report.main}`, `sub ${report.sub}`].filter((name) => !name.endsWith('backdrop'));
      if (winners.join() !== told.join()) expect.fail(`${where}: ${winners.join()} win, not ${told.join()}`);
      for (const fact of factsOf(report, state.hofs[0])) facts.add(fact);
      if (x > 1 && placeOf(report) === placeOf(reports[x - 2])) facts.add('mosaic');
    });
  }
  ppu.renderer.probe = null;
  return lines * 256;
}

describe('the pixel inspector tells every pixel as a second PPU has it', () => {
  it.each(Object.entries(SCENES))('%s', { timeout: 240_000 }, (_name, scene) => {
    const rig = new Rig();
    fill(rig, new Random(4711));
    const state = arrange(rig, scene);
    const facts = new Set<string>();
    let compared = 0;
    const fields = (state.reg[0x33] & 3) !== 0 ? 2 : 1;
    // The first field latches the picture's shape.
    rig.toLine(0);
    for (let field = 0; field < fields; field++) {
      rig.toLine(0);
      compared += compareField(rig, state, facts);
    }
    expect(compared).toBe(fields * (state.reg[0x33] & 4 ? 239 : 224) * 256);
    expect(scene.shows.filter((fact) => !facts.has(fact))).toEqual([]);
  });
});
