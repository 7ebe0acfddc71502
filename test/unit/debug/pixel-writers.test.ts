import { describe, expect, it } from 'vitest';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { type Access, AccessKind } from '../../../src/debug/hub.ts';
import { startOfStep } from '../../../src/debug/search/who-wrote.ts';
import { inspectPixel, type PixelAnswer } from '../../../src/debug/view/pixel-inspector.ts';
import { chance, debuggerOf } from '../../debug/rig.ts';
import { put } from '../../debug/sound-loop.ts';
import { buildRom } from '../../roms/harness.ts';
import { romOf } from '../core/machine.ts';

interface Entry {
  readonly time: number;
  readonly value: number;
  /** What the inspector has to name: when the step began, and who wrote. */
  readonly writer: string;
}

/** Every write to the memories of the picture, by memory and address, as the live machine makes them. */
function logOf(one: Debugger): Map<string, Entry[]> {
  const { snes, hub } = one.history.live;
  const { clock, cpu } = snes;
  const log = new Map<string, Entry[]>();
  hub.add({
    plan: { io: true, ppu: true },
    access: ({ kind, lost, memory, address, value, agent, channel }: Access) => {
      if (kind !== AccessKind.Write || lost) return;
      const key = `${memory} ${address}`;
      const writer = `${startOfStep(snes)} ${agent} ${channel} ${cpu.instructionPc.toString(16)} V ${clock.v}`;
      const entries = log.get(key) ?? [];
      log.set(key, entries);
      entries.push({ time: clock.base + clock.now, value, writer });
    },
  });
  return log;
}

function lastBefore(log: Map<string, Entry[]>, memory: string, address: number, time: number): Entry | undefined {
  return log.get(`${memory} ${address}`)?.findLast((entry) => entry.time < time);
}

/** `memory address writer` of each byte; the writer is that of the last of the bytes that are told as one. */
function told({ bytes }: PixelAnswer): string[] {
  return bytes.map(({ memory, address, length, writer }) => {
    if (writer === null) return `${memory} ${address}+${length} nobody`;
    const { position, agent, channel, pc, line } = writer;
    return `${memory} ${address}+${length} ${position.time} ${agent} ${channel} ${pc.toString(16)} V ${line}`;
  });
}

function expected({ bytes, position }: PixelAnswer, log: Map<string, Entry[]>): string[] {
  return bytes.map(({ memory, address, length }) => {
    const entries = Array.from({ length }, (_, at) => lastBefore(log, memory, address + at, position.time));
    const known = entries.filter((entry) => entry !== undefined);
    const last = known.toSorted((a, b) => a.time - b.time).at(-1);
    // Bytes of one row of the table are of one writer.
    expect(known.length === 0 || known.length === length).toBe(true);
    return `${memory} ${address}+${length} ${last?.writer ?? 'nobody'}`;
  });
}

/** Map, tiles and colours by DMA, other colours in each line by HDMA, and tiles written anew in each vertical blank. */
const DMA_AND_HDMA = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x2100, 0x80),
    put(0x2115, 0x80),
    [0x9c, 0x16, 0x21, 0x9c, 0x17, 0x21],
    // All of VRAM from the ROM, which is half as long and comes twice
    put(0x4300, 0x01),
    put(0x4301, 0x18),
    [0x9c, 0x02, 0x43],
    put(0x4303, 0x80),
    [0x9c, 0x04, 0x43, 0x9c, 0x05, 0x43, 0x9c, 0x06, 0x43],
    put(0x420b, 1),
    put(0x2121, 0),
    put(0x4300, 0x00),
    put(0x4301, 0x22),
    put(0x4303, 0x80),
    put(0x4306, 2),
    put(0x420b, 1),
    put(0x2105, 1),
    put(0x2107, 0x20),
    put(0x2108, 0x31),
    put(0x212c, 0x13),
    put(0x212d, 0x02),
    put(0x2130, 0x02),
    put(0x2131, 0x41),
    // Colours 0 to 255 in turn, one a line
    put(0x4310, 3),
    put(0x4311, 0x21),
    [0x9c, 0x12, 0x43],
    put(0x4313, 0x90),
    [0x9c, 0x14, 0x43],
    put(0x420c, 2),
    put(0x4200, 0x80),
    put(0x2100, 0x0f),
    [0xcb, 0x80, 0xfd],
  ].flat(),
  at: {
    // lda $4210 / inc $10 / lda $10 / sta $2117 / stz $2116, sta $2119 / rti
    0x8200: [0xad, 0x10, 0x42, 0xe6, 0x10, 0xa5, 0x10, 0x29, 0x3f, 0x8d, 0x17, 0x21, 0x9c, 0x16, 0x21, 0x8d, 0x19, 0x21, 0x40],
    0x8300: Array.from({ length: 0xc00 }, (_, i) => (i * 57) ^ (i >> 3)).map((byte) => byte & 0xff),
    0x9000: [...Array.from({ length: 220 }, (_, line) => [1, line, line, line ^ 0x5a, line & 0x7f]).flat(), 0],
    0xa000: Array.from({ length: 0x5f00 }, (_, i) => ((i * 73) ^ (i >> 5)) & 0xff),
  },
  nmi: 0x8200,
});

const PROGRAMS: readonly (readonly [string, Uint8Array])[] = [
  ['DMA and HDMA', DMA_AND_HDMA],
  ['picture-hires-math', buildRom('picture-hires-math')],
  ['picture-sprites', buildRom('picture-sprites')],
  ['picture-mode7', buildRom('picture-mode7')],
  ['picture-offset-per-tile', buildRom('picture-offset-per-tile')],
];

describe.each(PROGRAMS)('who wrote the bytes of a pixel in %s', (_name, rom) => {
  it('is as a log of all writes has it', { timeout: 120_000 }, () => {
    const one = debuggerOf(rom);
    const log = logOf(one);
    for (let frame = 0; frame < 36; frame++) one.runFrame();
    one.pause();
    const next = chance(17);
    let named = 0;
    for (let i = 0; i < 8; i++) {
      const pixel = inspectPixel(one.history, one.position, next(256), next(224), true, { dots: true })!;
      const rows = told(pixel);
      named += rows.filter((row) => !row.endsWith('nobody')).length;
      expect(rows, `${pixel.x}, ${pixel.line}`).toEqual(expected(pixel, log));
    }
    expect(named).toBeGreaterThan(10);
  });
});

/** A sprite whose tile and attributes HDMA writes anew in each horizontal blank, in forced blank, after the sprite has been fetched for the next line. */
const LATE_OAM = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30],
    put(0x2100, 0x80),
    put(0x2101, 0x20),
    put(0x2115, 0x80),
    [0x9c, 0x16, 0x21, 0x9c, 0x17, 0x21],
    put(0x4300, 0x09),
    put(0x4301, 0x18),
    put(0x4302, 0xff),
    put(0x4303, 0x9f),
    [0x9c, 0x04, 0x43, 0x9c, 0x05, 0x43, 0x9c, 0x06, 0x43],
    put(0x420b, 1),
    // Sprite 0 large, the others below the picture
    [0x9c, 0x02, 0x21, 0x9c, 0x03, 0x21],
    put(0x2104, 100),
    put(0x2104, 50),
    [0xa2, 0x7f],
    put(0x2104, 0),
    put(0x2104, 0),
    put(0x2104, 0),
    put(0x2104, 240),
    [0xca, 0xd0, 256 - 23],
    put(0x2102, 0),
    put(0x2103, 1),
    put(0x2104, 2),
    put(0x2104, 0),
    put(0x212c, 0x10),
    ...[
      [0x00, 0x00, 0x90],
      [0x01, 0x02, 0x92],
      [0x02, 0x04, 0x98],
      [0x00, 0x00, 0x94],
    ].map(([mode, register, table], channel) =>
      [
        put(0x4300 + channel * 16, mode),
        put(0x4301 + channel * 16, register),
        put(0x4302 + channel * 16, 0),
        put(0x4303 + channel * 16, table),
        put(0x4304 + channel * 16, 0),
      ].flat(),
    ),
    // HDMA begins with a frame.
    put(0x4200, 0x80),
    [0xcb],
    put(0x420c, 0x0f),
    [0xcb, 0x80, 0xfd],
  ].flat(),
  at: {
    0x9000: [0xf8, ...Array.from({ length: 120 }, () => 0x80), 0],
    0x9200: [0xf8, ...Array.from({ length: 120 }, () => [1, 0]).flat(), 0],
    0x9400: [0xf8, ...Array.from({ length: 120 }, () => 0x0f), 0],
    0x9800: [0xf8, ...Array.from({ length: 120 }, (_, line) => [line, 0x30 | ((line & 7) << 1)]).flat(), 0],
    0x9fff: [0xff],
    0xa000: [0x40],
  },
  nmi: 0xa000,
});

it('names who wrote a sprite before it was fetched, not who wrote after', () => {
  const one = debuggerOf(LATE_OAM);
  for (let frame = 0; frame < 5; frame++) one.runFrame();
  one.pause();
  for (const y of [52, 60, 75]) {
    const pixel = inspectPixel(one.history, one.position, 110, y, true, { dots: true })!;
    const sprite = pixel.candidates.find(({ layer, screen }) => layer === 'obj' && screen === 'main');
    // Line y + 1 was fetched in line y, before that line's HDMA.
    expect(sprite?.origin).toMatchObject({ kind: 'sprite', sprite: 0, tile: y - 1, palette: (y - 1) & 7 });
    const oam = pixel.bytes.find(({ memory, address, length }) => memory === 'oam' && address <= 2 && address + length > 2);
    expect(oam).toMatchObject({ address: 2, length: 2, writer: { agent: 'hdma', channel: 2, line: y - 1 } });
  }
});
