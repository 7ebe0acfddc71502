import { describe, expect, it } from 'vitest';
import { AccessKind, type Access } from '../../../src/debug/hub.ts';
import { findBytes, differences, ValueSearch } from '../../../src/debug/tools/memory-search.ts';
import { clocksOf, Profiler } from '../../../src/debug/tools/profiler.ts';
import { TraceLog } from '../../../src/debug/tools/trace-log.ts';
import { TRACE_DEFAULTS } from '../../../src/debug/tools/trace-options.ts';
import { NEW_BREAKPOINT, type Breakpoint } from '../../../src/debug/break/breakpoints.ts';
import { type FrameEvent, hdmaTimeline, frameEvents } from '../../../src/debug/view/frame-events.ts';
import { mode7Lines } from '../../../src/debug/view/mode7-lines.ts';
import { lastWrites } from '../../../src/debug/search/who-wrote.ts';
import { inspectPixel } from '../../../src/debug/view/pixel-inspector.ts';
import { registerName } from '../../../src/debug/view/register-names.ts';
import { spcFile } from '../../../src/debug/sound/spc-file.ts';
import { buildRom } from '../../roms/harness.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { debuggerOf } from '../../debug/rig.ts';
import { romOf } from '../core/machine.ts';

/** HDMA of two channels to COLDATA and WH0, and a loop that writes CGADD and reads the beam's place. */
const HDMA_ROM = romOf({
  code: [
    0x18,
    0xfb,
    0xe2,
    0x30,
    0xa9,
    0x0f,
    0x8d,
    0x00,
    0x21, // emulation off, 8 bits, screen on
    0x9c,
    0x00,
    0x43,
    0xa9,
    0x32,
    0x8d,
    0x01,
    0x43,
    0xa9,
    0x00,
    0x8d,
    0x02,
    0x43,
    0xa9,
    0x81,
    0x8d,
    0x03,
    0x43,
    0x9c,
    0x04,
    0x43,
    0xa9,
    0x01,
    0x8d,
    0x10,
    0x43,
    0xa9,
    0x26,
    0x8d,
    0x11,
    0x43,
    0xa9,
    0x10,
    0x8d,
    0x12,
    0x43,
    0xa9,
    0x81,
    0x8d,
    0x13,
    0x43,
    0x9c,
    0x14,
    0x43,
    0xa9,
    0x03,
    0x8d,
    0x0c,
    0x42, // HDMA on
    0xee,
    0x21,
    0x21,
    0xad,
    0x37,
    0x21,
    0x80,
    0xf8, // inc $2121; lda $2137; bra
  ],
  at: {
    0x8100: [0x10, 0x3f, 0x20, 0x21, 0x85, 0x41, 0x42, 0x43, 0x44, 0x45, 0x00],
    0x8110: [
      0x08, 0x10, 0xf0, 0x90, 0x00, 0x80, 0x01, 0x81, 0x02, 0x82, 0x03, 0x83, 0x04, 0x84, 0x05, 0x85, 0x06, 0x86, 0x07, 0x87,
      0x00,
    ],
  },
});

const stz = (register: number): number[] => [0x9c, register & 0xff, register >> 8];
const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];

/** Mode 7 with HDMA to M7A: 1 from line 1 on, 2 from line 65, 3 from line 129. */
const MODE7_ROM = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x2100, 0x0f),
    put(0x2105, 7),
    ...[0x210d, 0x210e, 0x211a, 0x211b, 0x211c, 0x211d, 0x211e, 0x211f, 0x2120].map((one) => [...stz(one), ...stz(one)]),
    stz(0x211e),
    put(0x211e, 1),
    put(0x4300, 2),
    put(0x4301, 0x1b),
    stz(0x4302),
    put(0x4303, 0x81),
    stz(0x4304),
    put(0x420c, 1),
    [0x80, 0xfe],
  ].flat(),
  at: { 0x8100: [0x40, 0x00, 0x01, 0x40, 0x00, 0x02, 0x01, 0x00, 0x03, 0x00] },
});

describe('the lines of mode 7', () => {
  const rows = (one: ReturnType<typeof debuggerOf>): string[] =>
    mode7Lines(one.history, one.position).map(({ line, left, right }) => `${line}: ${left.x},${left.y} ${right.x},${right.y}`);
  const want = Array.from({ length: 224 }, (_, i) => {
    const line = i + 1;
    return `${line}: 0,${line} ${line < 65 ? 255 : line < 129 ? 510 : 765},${line}`;
  });

  it('have what HDMA wrote before each of them, at the end of the frame and in its middle', () => {
    const one = debuggerOf(MODE7_ROM);
    for (let frame = 0; frame < 6; frame++) one.runFrame();
    one.pause();
    expect(rows(one)).toEqual(want);
    one.runTo({ kind: 'beam', line: 100, dot: 100 });
    expect(rows(one)).toEqual(want);
    expect(mode7Lines(one.history, one.position)[0]?.repeats).toBe(true);
  });

  it('are none in another mode', () => {
    const one = debuggerOf(HDMA_ROM);
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    one.pause();
    expect(rows(one)).toEqual([]);
  });
});

describe('frame events', () => {
  it('are the accesses that the core makes, HDMA among them', () => {
    const one = debuggerOf(HDMA_ROM);
    const { live } = one.history;
    const { clock, ppu } = live.snes;
    for (let frame = 0; frame < 5; frame++) one.runFrame();
    const log: { field: number; row: string; hdma: boolean }[] = [];
    live.hub.add({
      plan: { io: true },
      access: ({ kind, bus, value, agent, channel }: Access) => {
        if (kind === AccessKind.Fetch || (bus & 0x408000) !== 0 || registerName(bus & 0xffff) === '') return;
        const field = live.snes.frame - (clock.v >= ppu.vdisp ? 1 : 0);
        const row = `${kind === AccessKind.Write ? 'write' : 'read'} ${clock.v} ${clock.dot} ${bus & 0xffff} ${value} ${agent} ${channel}`;
        log.push({ field, row, hdma: agent === 'hdma' && kind === AccessKind.Write });
      },
    });
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'beam', line: 150, dot: 20 });
    const now = live.snes.frame;
    const want = (field: number, hdma: boolean): string[] =>
      log.filter((one) => one.field === field && (one.hdma || !hdma)).map(({ row }) => row);
    const rows = (which: 'current' | 'previous', of: typeof frameEvents): string[] =>
      of(one.history, one.position, which)
        .filter(({ register }) => register >= 0)
        .map(
          ({ kind, line, dot, register, value, agent, channel }) =>
            `${kind} ${line} ${dot} ${register} ${value} ${agent} ${channel}`,
        );
    expect(want(now - 1, true).length).toBeGreaterThan(20);
    // The machine went to the end of the instruction and back to the dot.
    const current = rows('current', frameEvents);
    expect(current).toEqual(want(now, false).slice(0, current.length));
    expect(want(now, false).length - current.length).toBeLessThan(4);
    expect(rows('previous', frameEvents)).toEqual(want(now - 1, false));
    expect(rows('previous', hdmaTimeline)).toEqual(want(now - 1, true));
    expect(hdmaTimeline(one.history, one.position, 'previous')[0]).toMatchObject({ name: 'COLDATA', value: 0x3f, channel: 0 });
  });

  it('know which breakpoints stop there, conditions included', () => {
    const one = debuggerOf(HDMA_ROM);
    for (let frame = 0; frame < 6; frame++) one.runFrame();
    one.pause();
    const marked = (part: Partial<Breakpoint>): FrameEvent[] => {
      const list = [{ ...NEW_BREAKPOINT, ...part, id: 5 }];
      const marks = { list, label: (name: string) => (name === 'cgadd' ? 0x2121 : null), counts: one.counts };
      return frameEvents(one.history, one.position, 'previous', marks).filter(({ breakpoint }) => breakpoint === 5);
    };
    const all = frameEvents(one.history, one.position, 'previous');
    expect(all.every(({ breakpoint }) => breakpoint === 0)).toBe(true);
    const unmarked = (fits: (event: FrameEvent) => boolean): FrameEvent[] =>
      all.filter(fits).map((event) => ({ ...event, breakpoint: 5 }));
    const range = { from: 0x2121, to: 0x2121, write: true };
    const between = ({ line }: FrameEvent): boolean => line >= 100 && line < 120;
    const writes = unmarked((event) => event.register === 0x2121 && event.kind === 'write');
    expect(writes.length).toBeGreaterThan(200);
    expect(marked(range)).toEqual(writes);
    expect(marked({ ...range, enabled: false })).toEqual([]);
    const reads = unmarked((event) => event.register === 0x2121 && event.kind === 'read');
    expect(marked({ ...range, write: false, read: true })).toEqual(reads);
    expect(marked({ ...range, from: 0x802121, to: 0x802121 })).toEqual(writes);
    expect(marked({ ...range, from: 0xc02121, to: 0xc02121 })).toEqual([]);
    const few = writes.filter(between);
    expect(few.length).toBeGreaterThan(5);
    expect(marked({ ...range, condition: 'scanline >= 100 && scanline < 120 && address == cgadd' })).toEqual(few);
    expect(marked({ event: 'hdma', condition: 'scanline < 20' })).toEqual(
      unmarked(({ agent, line }) => agent === 'hdma' && line < 20),
    );
    // Counted from when it was set: at the machine's beginning.
    const counted = debuggerOf(HDMA_ROM);
    const everyTenth = [{ ...NEW_BREAKPOINT, ...range, id: 5, condition: 'hits % 10 == 3', stops: false, log: '{clock:d}' }];
    const logged: string[] = [];
    const withLog = debuggerOf(HDMA_ROM, { logged });
    for (const machine of [counted, withLog]) {
      machine.setBreakpoints(everyTenth);
      for (let frame = 0; frame < 6; frame++) machine.runFrame();
      machine.pause();
    }
    const rings = frameEvents(counted.history, counted.position, 'previous', {
      list: everyTenth,
      label: () => null,
      counts: counted.counts,
    }).filter(({ breakpoint }) => breakpoint === 5);
    expect(rings.length).toBeGreaterThan(10);
    const firstAt = rings[0].position.time;
    expect(logged.filter((clock) => Number(clock) > firstAt).length).toBeGreaterThanOrEqual(rings.length);
    const every = frameEvents(counted.history, counted.position, 'previous').filter(
      ({ register, kind }) => register === 0x2121 && kind === 'write',
    );
    const places = rings.map(({ line, dot }) => every.findIndex((one) => one.line === line && one.dot === dot));
    expect(new Set(places.slice(1).map((place, index) => place - places[index]))).toEqual(new Set([10]));
    const [{ pc }] = writes;
    const byCode = { from: pc, to: pc, execute: true, condition: 'scanline >= 100 && scanline < 120' };
    expect(marked(byCode).map(({ register }) => register)).toEqual(expect.arrayContaining([0x2121]));
    expect(marked(byCode).every((event) => event.pc === pc && event.line >= 100 && event.line <= 120)).toBe(true);
  });
});

describe('pixel inspector on a running machine', () => {
  it('gives the colours of the picture', () => {
    const one = debuggerOf(registerStorm(5));
    for (let frame = 0; frame < 9; frame++) one.runFrame();
    one.pause();
    const { ppu } = one.history.live.snes;
    for (let i = 0; i < 6; i++) {
      const y = (i * 37) % (ppu.interlace ? 448 : 224);
      const wide = ppu.renderer.wide[y] === 1;
      const x = (i * 71) % (wide ? 512 : 256);
      const pixel = inspectPixel(one.history, one.position, x, y, i === 0);
      const want = ppu.renderer.pixels[y * 512 + x] & 0x7fff;
      expect(pixel?.colors[wide ? x & 1 : 0].result, `${x}, ${y}`).toBe(want);
    }
  });
});

it.each(['picture-sprites', 'picture-hires-math', 'picture-mode7'])(
  'the pixel inspector asks for each byte of the winners of both screens: %s',
  (name) => {
    const one = debuggerOf(buildRom(name));
    for (let frame = 0; frame < 30; frame++) one.runFrame();
    one.pause();
    const seen = new Set<string>();
    for (const [x, y] of [
      [20, 20],
      [128, 112],
    ]) {
      const pixel = inspectPixel(one.history, one.position, x, y, true, { dots: true })!;
      const single = pixel.bytes.flatMap(({ what, screen, memory, address, length }) =>
        Array.from({ length }, (_, at) => ({ what, screen, memory, address: address + at })),
      );
      for (const screen of ['main', 'sub'] as const) {
        const origin = pixel.candidates.find((candidate) => candidate.screen === screen && candidate.wins)?.origin ?? null;
        const count = (kind: string): number => single.filter((byte) => byte.screen === screen && byte.what === kind).length;
        if (origin === null) continue;
        seen.add(`${screen} ${origin.kind}`);
        if (origin.kind === 'sprite') expect([count('oam'), count('oam-high'), count('tile')]).toEqual([4, 1, 4]);
        if (origin.kind === 'background') expect([count('map'), count('tile')]).toEqual([2, origin.bits]);
      }
      const queries = single.map(({ memory, address }) => ({ memory, from: address, to: address }));
      const records = lastWrites(one.history, pixel.position, queries);
      const told = pixel.bytes.flatMap(({ length, writer }) => Array.from({ length }, () => writer?.position.time ?? -1));
      expect(told).toEqual(records.map((record) => record?.position.time ?? -1));
    }
    const wanted = { 'picture-sprites': 'main sprite', 'picture-hires-math': 'sub background', 'picture-mode7': 'main mode7' }[
      name
    ];
    expect([...seen]).toContain(wanted);
  },
);

it('searches values and bytes, and tells what differs', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 2, 3, 255, 255);
  expect(findBytes(bytes, [2, 3], 9)).toEqual([1, 4]);
  expect(findBytes(bytes, [2, -1, 4], 9)).toEqual([1]);
  const search = new ValueSearch(bytes, 2, true, false);
  search.narrow(bytes, { kind: 'equal', value: 0x0302 });
  expect(search.results(bytes, 9).map(({ address }) => address)).toEqual([1, 4]);
  const after = Uint8Array.of(1, 2, 4, 4, 2, 3, 0, 255);
  search.narrow(after, { kind: 'increased-by', value: 0x100 });
  expect(search.results(after, 9)).toEqual([{ address: 1, value: 0x402, before: 0x402 }]);
  expect(new ValueSearch(bytes, 2, true, true).results(bytes, 9).at(-1)).toMatchObject({ address: 6, value: -1 });
  expect(differences(bytes, after, 9)).toEqual([
    { address: 2, before: Uint8Array.of(3), after: Uint8Array.of(4) },
    { address: 6, before: Uint8Array.of(255), after: Uint8Array.of(0) },
  ]);
});

it('takes searches back one by one, to the first', () => {
  const moments = Array.from({ length: 70 }, (_, i) => Uint8Array.from({ length: 80 }, (_byte, at) => (at < 75 - i ? i : 0)));
  const search = new ValueSearch(moments[0], 1, false, false);
  const seen = [search.results(moments[0], 99)];
  for (const [i, bytes] of moments.entries()) {
    search.narrow(bytes, { kind: 'equal', value: i });
    seen.push(search.results(moments[0], 99));
  }
  const { steps } = search;
  expect(steps).toBe(50);
  for (let i = 1; i <= steps; i++) {
    expect(search.back()).toBe(true);
    expect(search.results(moments[0], 99)).toEqual(seen[seen.length - 1 - i]);
  }
  expect([search.steps, search.back()]).toEqual([0, false]);
  // On from there another way, and back again.
  const before = search.results(moments[0], 99);
  search.narrow(moments[0], { kind: 'greater', value: 200 });
  expect(search.count).toBe(0);
  search.back();
  expect(search.results(moments[0], 99)).toEqual(before);
});

it('traces both processors, profiles routines and writes an SPC file', () => {
  const one = debuggerOf(buildRom('apu-boot'));
  const { hub, snes } = one.history.live;
  const log = new TraceLog(
    snes,
    { ...TRACE_DEFAULTS, smp: true, smpCondition: 'pc >= $ffc0' },
    () => null,
    () => null,
  );
  const profiler = new Profiler(snes);
  profiler.reset();
  hub.add(log);
  hub.add(profiler);
  const start = snes.clock.base + snes.clock.now;
  for (let frame = 0; frame < 6; frame++) one.runFrame();
  expect(log.total).toBeGreaterThan(1000);
  const rows = log.rows(0, 2000).rows;
  expect(rows.some((row) => row.startsWith('  ff'))).toBe(true);
  expect(rows.some((row) => /^[0-9a-f]{6} .*A:[0-9a-f]{4}/.test(row))).toBe(true);
  const spent = profiler.rows.reduce((sum, { exclusive }) => sum + exclusive, 0);
  const elapsed = snes.clock.base + snes.clock.now - start;
  expect(spent).toBeGreaterThan(elapsed * 0.98);
  expect(spent).toBeLessThanOrEqual(elapsed);
  const sound = new Profiler(snes, 'smp');
  sound.reset();
  hub.add(sound);
  const began = snes.clock.base + snes.clock.now;
  for (let frame = 0; frame < 6; frame++) one.runFrame();
  snes.settle();
  const cycles = sound.rows.reduce((sum, { exclusive }) => sum + exclusive, 0);
  const seen = (cycles * clocksOf(snes, 'smp')) / (snes.clock.base + snes.clock.now - began);
  expect(seen).toBeGreaterThan(0.98);
  expect(seen).toBeLessThanOrEqual(1.001);
  expect(sound.rows.every(({ address }) => address <= 0xffff)).toBe(true);
  for (const { start: from, end } of sound.spans) {
    expect(from).toBeGreaterThanOrEqual(began);
    expect(end).toBeGreaterThan(from);
  }
  const file = spcFile(snes, 'test');
  expect(file.length).toBe(0x10200);
  expect(new TextDecoder().decode(file.subarray(0, 27))).toBe('SNES-SPC700 Sound File Data');
  expect(file[0x25] | (file[0x26] << 8)).toBe(snes.apu.pc);
  expect(file.subarray(0x100 + 0x200, 0x100 + 0x300)).toEqual(snes.aram.subarray(0x200, 0x300));
});
