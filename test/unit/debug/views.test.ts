import { describe, expect, it } from 'vitest';
import { AccessKind, type Access } from '../../../src/debug/hub.ts';
import { findBytes, differences, ValueSearch } from '../../../src/debug/tools/memory-search.ts';
import { Profiler } from '../../../src/debug/tools/profiler.ts';
import { TRACE_DEFAULTS, TraceLog } from '../../../src/debug/tools/trace-log.ts';
import { hdmaTimeline, frameEvents } from '../../../src/debug/view/frame-events.ts';
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
  const file = spcFile(snes, 'test');
  expect(file.length).toBe(0x10200);
  expect(new TextDecoder().decode(file.subarray(0, 27))).toBe('SNES-SPC700 Sound File Data');
  expect(file[0x25] | (file[0x26] << 8)).toBe(snes.apu.pc);
  expect(file.subarray(0x100 + 0x200, 0x100 + 0x300)).toEqual(snes.aram.subarray(0x200, 0x300));
});
