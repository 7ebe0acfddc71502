import { describe, expect, it } from 'vitest';
import { NEW_BREAKPOINT, type FrameEvent, type Mode7Line, type SpriteInfo } from '../../../src/session/debug-protocol.ts';
import type { Table } from '../../../src/ui/debugger/contents.ts';
import { csvOf } from '../../../src/ui/debugger/csv.ts';
import {
  eventsTable,
  filtered,
  kindOf,
  nearest,
  onNextLine,
  rowsOf,
  together,
} from '../../../src/ui/debugger/video/event-list.ts';
import { beamAt, linesOf, pictureOnMap, placeOnMap } from '../../../src/ui/debugger/video/event-map.ts';
import {
  barOf,
  hdmaTable,
  heldAt,
  numberOf,
  seenLine,
  tracksOf,
  transfersOf,
} from '../../../src/ui/debugger/video/hdma-tracks.ts';
import { bitsOfLayer, ownersOf, paletteStarts } from '../../../src/ui/debugger/video/palette-owners.ts';
import { cut, inDots, palFile, paletteSheet, rgbOf, withAlpha } from '../../../src/ui/debugger/video/pixels.ts';
import { pixelAt, placeOfPixel } from '../../../src/ui/debugger/video/pixel-place.ts';
import { meaningOf } from '../../../src/ui/debugger/video/register-meaning.ts';
import { registerTitle } from '../../../src/ui/debugger/video/register-titles.ts';
import { valuesOf } from '../../../src/ui/debugger/video/register-values.ts';
import { linesOutlines, mode7Outline, planeAt, wrapped } from '../../../src/ui/debugger/video/screen-frame.ts';
import { oamBytes, rowOf } from '../../../src/ui/debugger/video/sprite-oam.ts';
import { bytesOfTile, pixelOfTile, sheetShape, TILE_FORMATS, withPixel } from '../../../src/ui/debugger/video/tile-bytes.ts';
import { tilePlaces } from '../../../src/ui/debugger/video/tile-places.ts';
import { translate, type TextKey } from '../../../src/ui/texts/translate.ts';

const say = (key: TextKey, fill?: Readonly<Record<string, string | number>>): string => translate('en', key, fill);

const csvOfTable = ({ titles, rows }: Table): string => csvOf(titles, rows);

function event(part: Partial<FrameEvent>): FrameEvent {
  return {
    kind: 'write',
    line: 10,
    dot: 20,
    register: 0x2100,
    name: 'INIDISP',
    value: 0x0f,
    agent: 'cpu',
    channel: 0,
    pc: 0x808123,
    position: { time: 0, micro: 0 },
    breakpoint: 0,
    ...part,
  };
}

const writes = (...list: readonly (readonly [number, number])[]): FrameEvent[] =>
  list.map(([register, value]) => event({ register, value }));

describe('what registers hold', () => {
  it('puts the bytes of scroll offsets, matrix and colours together as the latches do', () => {
    expect([...valuesOf(writes([0x210d, 0x34], [0x210d, 0x12]))]).toEqual([-1, 0x1234]);
    // The low three bits of a horizontal offset come from the latch that only horizontal writes fill.
    expect([...valuesOf(writes([0x210d, 0x05], [0x210d, 0x00], [0x210e, 0x47], [0x210e, 0x01]))]).toEqual([-1, 5, -1, 0x147]);
    expect([...valuesOf(writes([0x210f, 0x06], [0x210e, 0x40], [0x210f, 0x01]))]).toEqual([-1, -1, 0x146]);
    expect([...valuesOf(writes([0x211b, 0x00], [0x211b, 0x01], [0x211e, 0x80], [0x211e, 0xff]))]).toEqual([-1, 256, -1, 0xff80]);
  });

  it('begins a colour anew at CGADD, and leaves reads and other registers alone', () => {
    expect([...valuesOf(writes([0x2121, 4], [0x2122, 0xff], [0x2121, 5], [0x2122, 0x1f], [0x2122, 0xfc]))]).toEqual([
      4, -1, 5, -1, 0x7c1f,
    ]);
    expect([...valuesOf([event({ kind: 'read', register: 0x213b, value: 9 }), event({ value: 0x80 })])]).toEqual([9, 0x80]);
  });

  it('says what they mean', () => {
    const means = (register: number, value: number): string => meaningOf(register, value, say);
    expect(means(0x2100, 0x8f)).toBe('forced blank, brightness 15');
    expect(means(0x2105, 0x19)).toBe('mode 1, BG3 in front, 16×16: BG1');
    expect(means(0x2107, 0x53)).toBe('map at VRAM $A000, 64×64');
    expect(means(0x210b, 0x51)).toBe('BG1 $2000, BG2 $A000');
    expect(means(0x2101, 0x63)).toBe('16×16, 32×32, VRAM $C000, second table $E000');
    expect(means(0x212c, 0x13)).toBe('BG1 BG2 OBJ');
    expect(means(0x212c, 0)).toBe('none');
    expect(means(0x2123, 0x92)).toBe('BG1: 1 inside, BG2: 2 inside');
    expect(means(0x2131, 0xe1)).toBe('subtracts, halved, BG1, Backdrop');
    expect(means(0x2132, 0xbf)).toBe('RB = 31');
    expect(means(0x210d, -1)).toBe('first byte');
    expect(means(0x210d, 0x1402)).toBe('2');
    expect(means(0x211b, 0xff80)).toBe('-0.5000');
    expect(means(0x2120, 0x1fff)).toBe('-1');
    expect(means(0x2115, 0x81)).toBe('step 32 words, after the high byte');
    expect(means(0x4200, 0xb1)).toBe('NMI IRQ H+V pads read');
    expect(means(0x420c, 0x82)).toBe('1 7');
    expect(means(0x4310, 0x43)).toBe('to the PPU, units of 2 2, indirect');
    expect(means(0x4311, 0x22)).toBe('$2122');
    expect(means(0x2118, 7)).toBe('');
  });

  it('has a title for every register that the engine names', () => {
    for (let register = 0x2100; register < 0x2140; register++)
      expect(registerTitle(register), register.toString(16)).not.toBeNull();
    expect(registerTitle(0x4350)).toBe('reg.title.channel');
    expect(registerTitle(0x2000)).toBeNull();
  });
});

describe('the event viewer', () => {
  const list = [
    event({ line: 0, dot: 283, agent: 'hdma', channel: 1, register: 0x2121, name: 'CGADD', value: 0 }),
    event({ line: 5, dot: 100 }),
    event({ line: 5, dot: 140, kind: 'read', register: 0x4212, name: 'HVBJOY', value: 0x40 }),
    event({ line: 225, dot: 2, kind: 'nmi', register: -1, name: 'NMI', value: 0 }),
    event({ line: 230, dot: 50, agent: 'dma', channel: 3, register: 0x2118, name: 'VMDATAL' }),
  ];

  it('knows kinds by who did it', () => {
    expect(list.map(kindOf)).toEqual(['hdma', 'write', 'read', 'nmi', 'dma']);
  });

  it('shows beyond the beam what the frame before did', () => {
    const before = [event({ line: 4, value: 1 }), event({ line: 5, dot: 99, value: 2 }), event({ line: 200, value: 3 })];
    expect(together([list[0]], before, { line: 5, dot: 98 }).map(({ value }) => value)).toEqual([0, 2, 3]);
    expect(together([list[0]], before, { line: 5, dot: 99 }).map(({ value }) => value)).toEqual([0, 3]);
  });

  it('marks what breakpoints stop on', () => {
    const [one, other] = [7, 3].map((id) => ({ ...NEW_BREAKPOINT, id, hits: 0 }));
    const events = list.map((each, i) => ({ ...each, breakpoint: [0, 3, 7, 9, 0][i] ?? 0 }));
    const places = (breakpoints: Parameters<typeof rowsOf>[1]): number[] =>
      rowsOf(events, breakpoints).map(({ breakpoint }) => breakpoint);
    expect(places([one, other])).toEqual([-1, 1, 0, -1, -1]);
    expect(places([one, { ...other, enabled: false }])).toEqual([-1, -1, 0, -1, -1]);
  });

  it('filters by kind, register and breakpoint', () => {
    const rows = rowsOf(list, []);
    const names = (part: Partial<Parameters<typeof filtered>[1]>): string[] =>
      filtered(rows, { hidden: new Set(), text: '', onlyBreakpoints: false, ...part }).map(({ event: one }) => one.name);
    expect(names({})).toHaveLength(5);
    expect(names({ hidden: new Set(['read', 'dma', 'nmi']) })).toEqual(['CGADD', 'INIDISP']);
    expect(names({ text: 'joy' })).toEqual(['HVBJOY']);
    expect(names({ text: '$21' })).toEqual(['CGADD', 'INIDISP', 'VMDATAL']);
    expect(names({ onlyBreakpoints: true })).toEqual([]);
  });

  it('finds the nearest event and the one on the next line', () => {
    const rows = rowsOf(list, []);
    expect(nearest(rows, 5, 103)).toBe(1);
    expect(nearest(rows, 100, 100)).toBe(-1);
    expect(onNextLine(rows, 0, false)).toBe(2);
    expect(onNextLine(rows, 2, false)).toBe(3);
    expect(onNextLine(rows, 3, true)).toBe(1);
    expect(onNextLine(rows, 4, false)).toBe(4);
    expect(onNextLine(rows, -1, false)).toBe(0);
    expect(onNextLine([], -1, false)).toBe(-1);
  });

  it('lays out dots and lines, and finds them again', () => {
    expect([linesOf('ntsc'), linesOf('pal')]).toEqual([262, 312]);
    for (const zoom of [1, 1.37, 3]) {
      const { x, y } = placeOnMap(117, 283, zoom);
      expect(beamAt(x, y, zoom, 262)).toEqual({ line: 117, dot: 283 });
    }
    expect(beamAt(-5, 9999, 2, 262)).toEqual({ line: 261, dot: 0 });
    // Line 1, and the dot at which the first pixel leaves.
    expect(pictureOnMap(2, 224)).toEqual({ x: 29, y: 2, width: 512, height: 448 });
  });

  it('writes CSV', () => {
    expect(csvOf(['a', 'b'], [['x,"y"', 2]])).toBe('a,b\r\n"x,""y""",2\r\n');
    const [head, first] = csvOfTable(eventsTable(rowsOf([list[1]], []), say)).split('\r\n');
    expect(head).toBe('kind,line,dot,register,name,access,value,meaning,by,pc');
    expect(first).toBe('write,5,100,2100,INIDISP,write,0F,Display and brightness: brightness 15,S-CPU,80:8123');
  });
});

describe('the HDMA timeline', () => {
  const hdma = (line: number, channel: number, register: number, value: number): FrameEvent =>
    event({ line, dot: 283, agent: 'hdma', channel, register, value, name: `R${register.toString(16)}` });
  const list = [
    hdma(0, 2, 0x210d, 0xfe),
    hdma(0, 2, 0x210d, 0x03),
    hdma(0, 1, 0x2100, 5),
    hdma(9, 2, 0x210d, 0x02),
    hdma(9, 2, 0x210d, 0x00),
    hdma(20, 1, 0x2100, 15),
  ];

  it('makes a track of each channel and register, with numbers that have signs', () => {
    const transfers = transfersOf(list);
    expect(transfers.map(({ held }) => held)).toEqual([0x3fe, 5, 2, 15]);
    const tracks = tracksOf(transfers);
    expect(tracks.map(({ channel, register, rows, least, most }) => [channel, register, rows, least, most])).toEqual([
      [1, 0x2100, [1, 3], 5, 15],
      [2, 0x210d, [0, 2], -2, 2],
    ]);
    const [bright, scroll] = tracks;
    expect([heldAt(bright, transfers, 19), heldAt(bright, transfers, 20), heldAt(scroll, transfers, 8)]).toEqual([1, 3, 0]);
    expect(heldAt(bright, transfers, -1)).toBe(-1);
    expect(barOf(bright, 5)).toBe(0.06);
    expect(barOf(bright, 15)).toBeCloseTo(1);
    expect(barOf({ ...bright, least: 3, most: 3 }, 3)).toBe(0.5);
    expect([numberOf(0x211b, 0xff00), numberOf(0x211f, 0x1ffe), numberOf(0x2132, 0xe7)]).toEqual([-256, -2, 7]);
    expect([seenLine({ line: 7, dot: 283 }), seenLine({ line: 7, dot: 20 })]).toEqual([8, 7]);
  });

  it('keeps a single byte of a register that is written twice', () => {
    expect(transfersOf([hdma(3, 0, 0x2122, 9), hdma(4, 0, 0x2100, 1)]).map(({ held }) => held)).toEqual([-1, 1]);
  });

  it('writes CSV', () => {
    expect(csvOfTable(hdmaTable(transfersOf(list.slice(0, 2)), say)).split('\r\n')[1]).toBe(
      '0,283,2,210D,R210d,03FE,Scroll,1022',
    );
  });
});

describe('pictures', () => {
  const ramp = (width: number, height: number): ReturnType<typeof withAlpha> =>
    withAlpha({ width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.floor(i / 3) % 251) });

  it('cuts parts, transparent beyond the edges', () => {
    const part = cut(ramp(4, 3), { x: -1, y: 1, width: 3, height: 3 });
    const dots = Array.from({ length: 9 }, (_, i) => (part.rgba[i * 4 + 3] === 0 ? -1 : part.rgba[i * 4]));
    expect(dots).toEqual([-1, 4, 5, -1, 8, 9, -1, -1, -1]);
    expect(cut(ramp(4, 3), { x: 90, y: 0, width: 2, height: 2 }).rgba.every((value) => value === 0)).toBe(true);
  });

  it('comes down to dots and lines', () => {
    const small = inDots(ramp(512, 448));
    expect([small.width, small.height]).toEqual([256, 224]);
    expect(small.rgba[(1 * 256 + 3) * 4]).toBe((2 * 512 + 6) % 251);
    const same = ramp(256, 224);
    expect(inDots(same)).toBe(same);
  });

  it('writes palettes', () => {
    expect(rgbOf(0x7fff)).toEqual([255, 255, 255]);
    const colors = Uint16Array.from({ length: 256 }, (_, i) => (i === 17 ? 0x001f : 0));
    const file = palFile(colors);
    expect(file).toHaveLength(768);
    expect([...file.subarray(51, 54)]).toEqual([255, 0, 0]);
    const sheet = paletteSheet(colors, 2);
    expect([sheet.width, sheet.height, sheet.rgba[(2 * 32 + 2) * 4], sheet.rgba[(2 * 32 + 4) * 4]]).toEqual([32, 32, 255, 0]);
  });

  it('finds pixels of the picture on the screen, and where they are', () => {
    for (const display of [
      { scaling: 'integer', aspect: '8:7', crop: false },
      { scaling: 'fit', aspect: 'square', crop: true },
      { scaling: 'fit', aspect: 'stretch', crop: false },
    ] as const) {
      const surface = { width: 1000, height: 700 };
      for (const [x, y] of [
        [0, 20],
        [255, 200],
        [77, 113],
      ] as const) {
        const place = placeOfPixel({ x, y }, surface, 224, display);
        const middle = { x: (place!.x + place!.width / 2) / 1000, y: (place!.y + place!.height / 2) / 700 };
        expect(pixelAt(middle, surface, 224, display)).toEqual({ x, y });
      }
    }
    const cropped = { scaling: 'fit', aspect: 'square', crop: true } as const;
    expect(placeOfPixel({ x: 0, y: 3 }, { width: 500, height: 500 }, 224, cropped)).toBeNull();
    expect(pixelAt({ x: 0, y: 0 }, { width: 500, height: 500 }, 224, cropped)).toEqual({ x: 0, y: 8 });
    expect(pixelAt({ x: 1, y: 1 }, { width: 500, height: 500 }, 224, cropped)).toEqual({ x: 255, y: 215 });
  });
});

describe('tiles', () => {
  it('paints a pixel and reads it again, in every format', () => {
    for (const { value: format } of TILE_FORMATS) {
      const before = Uint8Array.from({ length: bytesOfTile(format) }, (_, i) => (i * 37) & 0xff);
      const most = typeof format === 'number' ? (1 << format) - 1 : 255;
      const after = withPixel(before, format, 5, 3, most - 1);
      for (let i = 0; i < 64; i++) {
        const [x, y] = [i & 7, i >> 3];
        const want = x === 5 && y === 3 ? most - 1 : pixelOfTile(before, format, x, y);
        expect(pixelOfTile(after, format, x, y), `${format} ${x} ${y}`).toBe(want);
      }
    }
    expect([...withPixel(new Uint8Array(16), 2, 0, 1, 3).subarray(0, 4)]).toEqual([0, 0, 0x80, 0x80]);
  });

  it('ends a sheet with its memory', () => {
    expect(sheetShape(0x10000, 0, 32, 16, 1024)).toEqual({ columns: 16, rows: 64 });
    expect(sheetShape(0x10000, 0xff00, 32, 16, 1024)).toEqual({ columns: 16, rows: 1 });
    expect(sheetShape(0x10000, 0, 16, 64, 1024)).toEqual({ columns: 64, rows: 16 });
  });

  it('knows where the layers have theirs', () => {
    const ppu = { bgMode: 1, 'tileAddress[0]': 0x1000, 'tileAddress[2]': 0x5000, objAddress: 0x6000, objSecondTable: 0x2000 };
    expect(tilePlaces(ppu).map(({ layer, address, format }) => [layer, address, format])).toEqual([
      ['BG1', 0x2000, 4],
      ['BG2', 0, 4],
      ['BG3', 0xa000, 2],
      ['OBJ 1', 0xc000, 4],
      ['OBJ 2', 0, 4],
    ]);
    expect(tilePlaces({ bgMode: 7 })[0]).toMatchObject({ layer: 'BG1', format: 'mode7-vram' });
  });
});

describe('palettes, maps and sprites', () => {
  it('says whom a colour belongs to', () => {
    const owners = (index: number, bgMode: number, directColor = false): string[] =>
      ownersOf(index, { bgMode, directColor, extBg: false }).map(({ layer, palette, color }) => `${layer} ${palette}.${color}`);
    expect(owners(35, 0)).toEqual(['BG2 0.3']);
    expect(owners(35, 1)).toEqual(['BG1 2.3', 'BG2 2.3']);
    expect(owners(5, 1)).toEqual(['BG1 0.5', 'BG2 0.5', 'BG3 1.1']);
    expect(owners(200, 3)).toEqual(['BG1 0.200', 'OBJ 4.8']);
    expect(owners(200, 3, true)).toEqual(['OBJ 4.8']);
    expect(owners(127, 7)).toEqual(['BG1 0.127']);
    expect([bitsOfLayer(5, 1), bitsOfLayer(1, 3)]).toEqual([2, 0]);
    expect(paletteStarts(4).at(-1)).toBe(240);
    expect(paletteStarts(8)).toEqual([0]);
  });

  it('splits the screen where it leaves the map', () => {
    expect(wrapped({ x: 10, y: 20, width: 256, height: 224 }, 512, 512)).toEqual([{ x: 10, y: 20, width: 256, height: 224 }]);
    expect(wrapped({ x: 400, y: -100, width: 256, height: 224 }, 512, 256)).toEqual([
      { x: 400, y: 156, width: 112, height: 100 },
      { x: 0, y: 156, width: 144, height: 100 },
      { x: 400, y: 0, width: 112, height: 124 },
      { x: 0, y: 0, width: 144, height: 124 },
    ]);
    expect(wrapped({ x: 5, y: 0, width: 256, height: 8 }, 256, 256)).toEqual([{ x: 0, y: 0, width: 256, height: 8 }]);
  });

  it('turns the screen as mode 7 does', () => {
    const same = { a: 256, b: 0, c: 0, d: 256, x: 128, y: 112, hScroll: 40, vScroll: 60 };
    expect(planeAt(same, 0, 1)).toEqual({ x: 40, y: 61 });
    expect(mode7Outline({ ...same, a: 512 }, 224)[1]).toEqual({ x: 2 * (256 + 40 - 128) + 128, y: 61 });
  });

  it('outlines lines of mode 7 that look at different places, in runs, and repeats them with the plane', () => {
    const line = (number: number, x: number, width: number, repeats = false): Mode7Line => ({
      line: number,
      left: { x, y: number },
      right: { x: x + width, y: number },
      repeats,
    });
    expect(linesOutlines([line(1, 100, 50), line(2, 90, 70), line(9, 0, 10)])).toEqual([
      [
        { x: 100, y: 1 },
        { x: 90, y: 2 },
        { x: 160, y: 2 },
        { x: 150, y: 1 },
      ],
      [
        { x: 0, y: 9 },
        { x: 10, y: 9 },
      ],
    ]);
    expect(linesOutlines([line(3, -24, 50, true)])).toEqual([
      [
        { x: 1000, y: 3 },
        { x: 1050, y: 3 },
      ],
      [
        { x: -24, y: 3 },
        { x: 26, y: 3 },
      ],
    ]);
    expect(linesOutlines([])).toEqual([]);
  });

  it('writes a sprite back as OAM has it', () => {
    const sprite: SpriteInfo = {
      index: 5,
      x: -7,
      y: 250,
      width: 16,
      height: 16,
      large: true,
      tile: 0x1a3,
      palette: 6,
      priority: 2,
      hFlip: true,
      vFlip: false,
      tileAddress: 0,
      visible: true,
    };
    expect(oamBytes(sprite, {}, 0xff)).toEqual({ low: [0xf9, 250, 0xa3, 0x6d], high: 0xff });
    expect(oamBytes(sprite, { x: 3, large: false, tile: 5, vFlip: true }, 0xff)).toEqual({ low: [3, 250, 5, 0xec], high: 0xf3 });
    expect(rowOf(sprite)).toBe(-6);
    expect(rowOf({ y: 100, height: 16 })).toBe(100);
  });
});
