import { describe, expect, it } from 'vitest';
import { DebugEvent } from '../../../src/core/hooks.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { type Access, AccessKind } from '../../../src/debug/hub.ts';
import { startOfStep } from '../../../src/debug/search/who-wrote.ts';
import { frameEvents, hdmaTimeline, type FrameEvent } from '../../../src/debug/view/frame-events.ts';
import { inspectPixel } from '../../../src/debug/view/pixel-inspector.ts';
import { fieldStart } from '../../../src/debug/view/fields.ts';
import { registerName } from '../../../src/debug/view/register-names.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { debuggerOf } from '../../debug/rig.ts';
import { buildRom } from '../../roms/harness.ts';
import { romOf } from '../core/machine.ts';
import { SOUND_LOOP_ROM } from '../../debug/sound-loop.ts';

interface Logged {
  readonly time: number;
  /** When its step of the S-CPU began. */
  readonly step: number;
  /** Counts fields from the beginning of the log. */
  readonly field: number;
  readonly row: string;
  readonly hdma: boolean;
}

/** All that a frame's events are, as the live machine makes them, by fields. */
function logOf(one: Debugger): Logged[] {
  const { snes, hub } = one.history.live;
  const { clock } = snes;
  const log: Logged[] = [];
  let field = 0;
  let last = -1;
  const add = (row: string, hdma = false): void => {
    if (clock.v < last) field++;
    last = clock.v;
    log.push({ time: clock.base + clock.now, step: startOfStep(snes), field, row: `${row} ${clock.v} ${clock.dot}`, hdma });
  };
  hub.add({
    plan: { io: true },
    access: ({ kind, bus, value, agent, channel }: Access) => {
      if (kind === AccessKind.Fetch || (bus & 0x408000) !== 0 || registerName(bus & 0xffff) === '') return;
      add(
        `${kind === AccessKind.Write ? 'write' : 'read'} ${bus & 0xffff} ${value} ${agent} ${channel}`,
        agent === 'hdma' && kind === AccessKind.Write,
      );
    },
    event: (kind) => {
      if (kind === DebugEvent.Nmi) add('nmi');
      else if (kind === DebugEvent.Irq) add('irq');
      else if (kind === DebugEvent.Dma) add(`dma ${snes.cpu.dma.owner & 7}`);
    },
  });
  return log;
}

function rowOf({ kind, register, value, agent, channel, line, dot }: FrameEvent): string {
  if (kind === 'nmi' || kind === 'irq') return `${kind} ${line} ${dot}`;
  if (kind === 'dma') return `dma ${channel} ${line} ${dot}`;
  return `${kind} ${register} ${value} ${agent} ${channel} ${line} ${dot}`;
}

const textOf = (log: readonly Logged[]): string => log.map(({ row }) => row).join('\n');

const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];

/** DMA of 64 KB to the palette, over and over: each lasts more than a frame. */
const LONG_DMA = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30, 0x9c, 0x00, 0x43],
    put(0x4301, 0x22),
    [0x9c, 0x02, 0x43, 0x9c, 0x05, 0x43, 0x9c, 0x06, 0x43],
    put(0x4303, 0x80),
    put(0x420b, 1),
    [0x80, 0xdf],
  ].flat(),
});

/** 239 lines, interlaced, with an HDMA to COLDATA on each line and an NMI that works for two frames in each third one; SETINI is written in the picture. */
function tall(setini: number, pal: boolean): Uint8Array {
  const rom = romOf({
    code: [
      [0x18, 0xfb, 0xe2, 0x30],
      put(0x2100, 0x0f),
      put(0x2133, setini),
      put(0x4300, 0),
      put(0x4301, 0x32),
      put(0x4302, 0),
      put(0x4303, 0x90),
      put(0x4304, 0),
      put(0x420c, 1),
      put(0x4200, 0x81),
      [0xcb, 0x80, 0xfd],
    ].flat(),
    at: {
      0x8200: [
        // Every third time: wait for line 100 of the next frame and write the window; lda $4210, inc $10, counted to 3
        [0xad, 0x10, 0x42, 0xe6, 0x10, 0xa5, 0x10, 0xc9, 0x03, 0xd0, 0x12, 0x64, 0x10],
        [0xa2, 0x00, 0xa0, 0x00, 0xca, 0xd0, 0xfd, 0x88, 0xd0, 0xfa, 0x8d, 0x26, 0x21, 0xad, 0x37, 0x21, 0xea, 0xea, 0x40],
      ].flat(),
      0x9000: [
        0x7f | 0x80,
        ...Array.from({ length: 127 }, (_, i) => 0x20 | (i & 31)),
        0xf0,
        ...Array.from({ length: 112 }, (_, i) => 0x40 | (i & 31)),
        0,
      ],
    },
    nmi: 0x8200,
  });
  rom[0x7fd9] = pal ? 2 : 1;
  return rom;
}

/** A DMA of 4 KB of WRAM to WMDATA, which moves nothing, over and over: each byte takes its time. */
const IDLE_DMA = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x4300, 0),
    put(0x4301, 0x80),
    put(0x4304, 0x7e),
    put(0x4302, 0),
    put(0x4303, 0),
    put(0x4305, 0),
    put(0x4306, 0x10),
    put(0x420b, 1),
    [0x80, 256 - 27],
  ].flat(),
});

const PROGRAMS: readonly (readonly [string, Uint8Array])[] = [
  ['register storm', registerStorm(21)],
  ['DMA over frames', LONG_DMA],
  ['DMA over lines', SOUND_LOOP_ROM],
  ['DMA over lines that moves nothing', IDLE_DMA],
  ['239 lines', tall(0x04, false)],
  ['interlace, 239 lines', tall(0x05, false)],
  ['PAL, 239 lines', tall(0x04, true)],
  ['PAL, interlaced', tall(0x01, true)],
  ...['pal-lines', 'overscan-blank', 'short-line-240'].map((name) => [name, buildRom(name)] as const),
  ...['hdma-indirect', 'interlace-lines', 'hdma-midframe-off-on', 'picture-hires-math'].map(
    (name) => [name, buildRom(name)] as const,
  ),
];

describe.each(PROGRAMS)('events of a frame in %s', (_name, rom) => {
  it('are those of a log, wherever the machine went', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    const log = logOf(one);
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    const { time: end } = one.position;
    const check = (): void => {
      const { time } = one.position;
      const events = frameEvents(one.history, one.position, 'current').map(rowOf);
      const previous = frameEvents(one.history, one.position, 'previous').map(rowOf);
      const start = fieldStart(one.snes.clock);
      const inField = log.filter((entry) => entry.time >= start && entry.step < time);
      const at = inField[0]?.field;
      expect(events.join('\n')).toBe(textOf(inField.filter(({ field }) => field === at)));
      if (at !== undefined) expect(previous.join('\n')).toBe(textOf(log.filter(({ field }) => field === at - 1)));
      const hdma = hdmaTimeline(one.history, one.position, 'previous').map(rowOf);
      if (at !== undefined)
        expect(hdma).toEqual(log.filter((entry) => entry.hdma && entry.field === at - 1).map(({ row }) => row));
    };
    check();
    for (const back of [40_000, 357_368]) {
      one.goTo({ time: end - back, micro: 0 });
      check();
    }
  });
});

describe.each(PROGRAMS.filter(([name]) => /lines|PAL|storm/.test(name)))('steps by line and frame in %s', (_name, rom) => {
  it('are where lines and frames begin, and go back to where they came from', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    one.pause();
    one.step('scanline', 'cpu');
    const places = [one.position];
    const counts: number[] = [];
    for (let i = 0; i < 32; i++) {
      const count = i % 4 === 3 ? 37 : 1;
      const { v } = one.snes.clock;
      const { position } = one.step('scanline', 'cpu', count);
      const { clock } = one.snes;
      places.push(position);
      counts.push(count);
      // At the first cycle of a line, and with one step of the next one.
      expect(clock.now - clock.lineStart).toBeLessThan(60);
      if (count === 1) expect([v + 1, 0]).toContain(clock.v);
    }
    for (const count of counts.toReversed()) {
      places.pop();
      expect(one.stepBack('scanline', 'cpu', count).position).toEqual(places.at(-1));
    }
    const reference = debuggerOf(rom);
    const ends = Array.from({ length: 5 }, () => {
      reference.runFrame();
      return reference.history.live.traveller.time;
    });
    // Frames.
    const far = debuggerOf(rom);
    for (let frame = 0; frame < 5; frame++) far.runFrame();
    far.pause();
    expect(far.position.time).toBe(ends[4]);
    for (let frame = 3; frame >= 1; frame--) expect(far.stepBack('frame', 'cpu').position.time).toBe(ends[frame]);
    for (let frame = 2; frame < 5; frame++) expect(far.step('frame', 'cpu').position.time).toBe(ends[frame]);
  });
});

it('events of a frame go up to the place in a long DMA where the machine stands', () => {
  const one = debuggerOf(LONG_DMA);
  for (let frame = 0; frame < 3; frame++) one.runFrame();
  one.pause();
  one.runTo({ kind: 'beam', line: 100, dot: 0 });
  expect(one.position.micro).toBeGreaterThan(0);
  const events = frameEvents(one.history, one.position, 'current');
  expect(events.length).toBeGreaterThan(15_000);
  expect(events.at(-1)).toMatchObject({ line: 99, register: 0x2122, agent: 'dma' });
  expect(events[0]).toMatchObject({ line: 0 });
});

describe('the pixel inspector', () => {
  /** HDMA to CGADD and CGDATA: another colour of the backdrop in each line. */
  const GRADIENT = romOf({
    code: [
      [0x18, 0xfb, 0xe2, 0x30],
      put(0x2100, 0x0f),
      put(0x4300, 3),
      put(0x4301, 0x21),
      [0x9c, 0x02, 0x43],
      put(0x4303, 0x81),
      [0x9c, 0x04, 0x43],
      put(0x420c, 1),
      [0x80, 0xfe],
    ].flat(),
    at: { 0x8100: [...Array.from({ length: 200 }, (_, line) => [1, 0, 0, line, 0]).flat(), 0] },
  });

  it('names the write that made the colour, not the one after the line', () => {
    const one = debuggerOf(GRADIENT);
    for (let frame = 0; frame < 5; frame++) one.runFrame();
    one.pause();
    for (const y of [20, 100, 180]) {
      const pixel = inspectPixel(one.history, one.position, 128, y, true)!;
      expect(pixel.colors[0].result).toBe(y);
      const palette = pixel.bytes.filter(({ what }) => what === 'palette');
      expect(palette.map(({ writer }) => [writer?.agent, writer?.line])).toEqual([['hdma', y]]);
    }
  });

  it('knows what was drawn up to the place in a long DMA where the machine stands', () => {
    const one = debuggerOf(LONG_DMA);
    one.edit((snes) => (snes.ppu.registers.brightness = 15));
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'beam', line: 100, dot: 0 });
    const { frame } = one.snes;
    for (const y of [10, 60, 97]) {
      const pixel = inspectPixel(one.history, one.position, 100, y, false)!;
      expect(pixel.position.time, String(y)).toBeGreaterThan(one.snes.clock.base + one.snes.clock.lineStart - 101 * 1364);
    }
    expect(one.snes.frame).toBe(frame);
  });
});
