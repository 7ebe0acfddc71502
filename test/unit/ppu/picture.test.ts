import { describe, expect, it } from 'vitest';
import { Rig } from './rig.ts';

const BLANK = 15 << 16;
const RED = 0x001f;
const GREEN = 0x03e0;
const BLUE = 0x7c00;

/** Backdrop red; BG1 (mode 1) is one green tile everywhere. */
function greenBg1(): Rig {
  const rig = new Rig();
  const { vram, cgram } = rig.ppu;
  cgram[0] = RED;
  cgram[1] = GREEN;
  cgram[2] = BLUE;
  for (let y = 0; y < 8; y++) vram[0x1000 + y] = 0x00ff;
  for (let i = 0; i < 0x400; i++) vram[i] = 0;
  rig.write(0x05, 1);
  rig.write(0x07, 0);
  rig.write(0x0b, 1);
  rig.write(0x2c, 1);
  rig.write(0x00, 0x0f);
  rig.toLine(0);
  return rig;
}

const color = (rig: Rig, v: number, x: number): number => rig.row(v - 1)[x];

describe('mid-line writes', () => {
  it('brightness and forced blank change at their dot', () => {
    const rig = greenBg1();
    rig.toLine(50);
    rig.toClock(58 + 4 * 100);
    rig.write(0x00, 0x05);
    rig.toClock(58 + 4 * 150);
    rig.write(0x00, 0x80);
    rig.toClock(58 + 4 * 200);
    rig.write(0x00, 0x0f);
    rig.nextLine();
    const row = rig.row(49);
    const bright = GREEN | (15 << 16);
    expect([row[0], row[99]]).toEqual([bright, bright]);
    expect([row[100], row[149]]).toEqual([GREEN | (5 << 16), GREEN | (5 << 16)]);
    expect([row[150], row[199]]).toEqual([BLANK, BLANK]);
    expect([row[200], row[255]]).toEqual([bright, bright]);
  });

  it('layers, windows and palette change at their dot', () => {
    const rig = greenBg1();
    rig.toLine(60);
    rig.toClock(58 + 4 * 64);
    rig.write(0x2c, 0);
    rig.toClock(58 + 4 * 128);
    rig.write(0x2c, 1);
    rig.write(0x26, 0);
    rig.write(0x27, 255);
    rig.write(0x23, 0x02);
    rig.write(0x2e, 1);
    rig.toClock(58 + 4 * 192);
    rig.write(0x2e, 0);
    rig.nextLine();
    const row = rig.colors(59);
    expect([row[63], row[64], row[127], row[128], row[191], row[192]]).toEqual([GREEN, RED, RED, RED, RED, GREEN]);
  });

  it('a scroll takes effect with the next column that is fetched', () => {
    const rig = greenBg1();
    // Map column 32 and on of a 64-column map is transparent.
    rig.write(0x07, 1);
    rig.toLine(70);
    for (let i = 0x400; i < 0x800; i++) rig.ppu.vram[i] = 1;
    // BG1's map entry of column 10 is read in slot 2 of mode 1, at clock 10 * 32 + 8.
    rig.toClock(10 * 32 + 8);
    rig.write(0x0d, 0x00, 0x01);
    rig.nextLine();
    const row = rig.colors(69);
    expect([row[79], row[80]]).toEqual([GREEN, RED]);

    rig.write(0x0d, 0x00, 0x00);
    rig.toLine(80);
    rig.toClock(10 * 32 + 10);
    rig.write(0x0d, 0x00, 0x01);
    rig.nextLine();
    const later = rig.colors(79);
    expect([later[87], later[88]]).toEqual([GREEN, RED]);
  });

  it('fine scroll is that of the start of the line', () => {
    const rig = greenBg1();
    for (let x = 0; x < 32; x++) rig.ppu.vram[x] = x & 1;
    for (let y = 1; y < 32; y++) rig.ppu.vram.copyWithin(y * 32, 0, 32);
    rig.toLine(30);
    rig.toClock(1300);
    rig.write(0x0d, 3, 0);
    rig.toLine(31);
    rig.toClock(2);
    rig.write(0x0d, 0, 0);
    rig.nextLine();
    expect(rig.colors(30).slice(0, 16)).toEqual([...Array(5).fill(GREEN), ...Array(8).fill(RED), ...Array(3).fill(GREEN)]);
  });

  it('many writes within a line make the same picture as none', () => {
    const rig = greenBg1();
    for (let i = 0x2000; i < 0x3000; i++) rig.ppu.vram[i] = (i * 0x9e37) & 0xffff;
    for (let i = 0; i < 0x400; i++) rig.ppu.vram[i] = (i * 0x3d1) & 0xffff;
    for (let i = 0; i < 256; i++) rig.ppu.cgram[i] = (i * 0x1357) & 0x7fff;
    for (let i = 0; i < 544; i++) rig.ppu.oam[i] = (i * 97) & 0xff;
    rig.write(0x0b, 0x22);
    rig.write(0x0c, 0x22);
    rig.write(0x01, 0x61);
    for (let mode = 0; mode < 8; mode++) {
      rig.write(0x05, mode);
      rig.write(0x2c, 0x1f);
      rig.write(0x2d, 0x1f);
      rig.write(0x06, mode & 1 ? 0x3f : 0);
      rig.write(0x0d, 0x23, 1);
      rig.write(0x1b, 0, 1);
      rig.write(0x1e, 0, 1);
      rig.write(0x30, 2);
      rig.write(0x31, 0x3f);
      rig.toLine(0);
      rig.toLine(140);
      const whole = [rig.row(137), rig.row(138)];
      rig.toLine(0);
      rig.toLine(138);
      for (let line = 0; line < 2; line++) {
        for (let h = 0; h < 1360; h += 14) {
          rig.toClock(h);
          rig.write(0x2c, 0x1f);
        }
        rig.nextLine();
      }
      expect([rig.row(137), rig.row(138)], `mode ${mode}`).toEqual(whole);
    }
  });
});

describe('mosaic', () => {
  it('restarts its block in the line in which it is switched on', () => {
    const rig = greenBg1();
    for (let y = 0; y < 8; y++) rig.ppu.vram[0x1000 + y] = y & 1 ? 0x00ff : 0xff00;
    rig.toLine(99);
    rig.toClock(1200);
    rig.write(0x06, 0x31);
    rig.toLine(110);
    const lines = [99, 100, 101, 102, 103, 104, 105, 106, 107].map((v) => color(rig, v, 0) & 0x7fff);
    expect(lines).toEqual([GREEN, BLUE, BLUE, BLUE, BLUE, BLUE, BLUE, BLUE, BLUE]);
    rig.write(0x06, 0x01);
    rig.write(0x06, 0x00);
    rig.toLine(120);
    rig.toClock(1200);
    rig.write(0x06, 0x21);
    rig.toLine(130);
    expect([121, 122, 123, 124, 126, 127].map((v) => color(rig, v, 0) & 0x7fff)).toEqual([
      GREEN,
      GREEN,
      GREEN,
      BLUE,
      BLUE,
      GREEN,
    ]);
  });
});

describe('frames', () => {
  it('come at the start of the vertical blank with 224 or 239 rows', () => {
    const rig = greenBg1();
    rig.frames = [];
    rig.toLine(224);
    expect(rig.frames).toHaveLength(0);
    rig.toLine(225);
    expect(rig.frames[0]).toMatchObject({ height: 224, width: 256, interlaced: false });
    rig.write(0x33, 0x04);
    rig.toLine(0);
    rig.toLine(240);
    expect(rig.frames).toHaveLength(2);
    expect(rig.frames[1]).toMatchObject({ height: 239, number: rig.frames[0].number + 1 });
    expect(color(rig, 239, 5)).toBe(GREEN | (15 << 16));
  });

  it('one frame a field, also when overscan changes within it', () => {
    const rig = greenBg1();
    rig.frames = [];
    rig.write(0x33, 0x04);
    rig.toLine(0);
    rig.toLine(230);
    rig.write(0x33, 0x00);
    rig.toLine(0);
    expect(rig.frames).toHaveLength(2);
    expect(rig.frames[1].height).toBe(239);
    expect(color(rig, 235, 5)).toBe(BLANK);
    rig.toLine(228);
    rig.write(0x33, 0x04);
    rig.toLine(0);
    expect(rig.frames).toHaveLength(3);
  });

  it('interlaced fields fill every other row; the first stands in for the other', () => {
    const rig = greenBg1();
    rig.write(0x33, 0x01);
    rig.toLine(0);
    rig.frames = [];
    const field = rig.clock.field;
    const row = (of: number): number => rig.row(100 * 2 + of)[0] & 0x7fff;
    rig.toLine(225);
    expect(rig.frames[0]).toMatchObject({ height: 448, interlaced: true, field });
    expect([row(field), row(1 - field)]).toEqual([GREEN, GREEN]);
    rig.write(0x2c, 0);
    rig.toLine(0);
    rig.toLine(225);
    expect(rig.frames[1]).toMatchObject({ interlaced: true, field: 1 - field });
    expect([row(field), row(1 - field)]).toEqual([GREEN, RED]);
  });

  it('a row that turns to half-dots keeps what it has', () => {
    const rig = greenBg1();
    rig.toLine(40);
    rig.toClock(58 + 4 * 128);
    rig.write(0x33, 0x08);
    rig.toClock(58 + 4 * 192);
    rig.write(0x33, 0x00);
    rig.nextLine();
    const row = rig.colors(39);
    expect(row).toHaveLength(512);
    expect([row[0], row[255]]).toEqual([GREEN, GREEN]);
    expect([row[300], row[301]]).toEqual([RED, GREEN]);
    expect([row[384], row[385], row[511]]).toEqual([GREEN, GREEN, GREEN]);
    rig.toLine(225);
    expect(rig.frames.at(-1)!.width).toBe(512);
  });

  it('the first half-dot of a line is the sub-screen as it is', () => {
    const rig = greenBg1();
    rig.write(0x33, 0x08);
    rig.nextLine();
    rig.nextLine();
    expect(rig.colors(0).slice(0, 4)).toEqual([RED, GREEN, RED, GREEN]);
  });

  it('the layer mask hides layers', () => {
    const rig = greenBg1();
    rig.ppu.layerMask = 0x1e;
    rig.nextLine();
    rig.nextLine();
    expect(color(rig, 1, 5) & 0x7fff).toBe(RED);
  });

  it('priorities that are left out show what is behind them, inside of windows too, and nothing of it is kept', () => {
    const rig = greenBg1();
    const { vram, cgram, oam } = rig.ppu;
    // Every other column of BG1 in front; four sprites in the first columns, of priority 0 to 3.
    for (let i = 0; i < 0x400; i++) vram[i] = (i & 1) << 13;
    for (let y = 0; y < 8; y++) vram[0x2000 + y] = 0x00ff;
    cgram[129] = BLUE;
    oam.fill(0xf0, 0, 512);
    for (let n = 0; n < 4; n++) oam.set([n * 16, 49, 0, n << 4], n * 4);
    rig.write(0x01, 1);
    rig.write(0x2c, 0x11);
    const seen = (hidden: number): string => {
      rig.ppu.hidePriorities(hidden);
      rig.toLine(0);
      rig.toLine(60);
      const names = new Map([
        [RED, 'r'],
        [GREEN, 'g'],
        [BLUE, 'b'],
      ]);
      return Array.from({ length: 10 }, (_, column) => names.get(color(rig, 52, column * 8 + 3) & 0x7fff) ?? '?').join('');
    };
    expect(seen(0)).toBe('ggggbgbggg');
    expect(seen(0x001)).toBe('bgbgbgbgrg');
    expect(seen(0x002)).toBe('grgrbrbrgr');
    expect(seen(0x003)).toBe('brbrbrbrrr');
    expect(seen(0x400)).toBe('ggggggbggg');
    expect(seen(0xf03)).toBe('rrrrrrrrrr');
    // BG2 and others are something else.
    expect(seen(0x0fc)).toBe('ggggbgbggg');
    rig.write(0x23, 0x02);
    rig.write(0x26, 32);
    rig.write(0x27, 255);
    rig.write(0x2e, 1);
    expect(seen(0)).toBe('ggggbrbrrr');
    expect(seen(0x002)).toBe('grgrbrbrrr');
    expect(seen(0)).toBe('ggggbrbrrr');
  });

  it('mode 7 has one priority of BG1, with EXTBG two of BG2', () => {
    const rig = new Rig();
    const { vram, cgram } = rig.ppu;
    cgram[0] = RED;
    cgram[1] = GREEN;
    cgram[0x81] = BLUE;
    // Left of 128 colour $01, right of it $81: BG2 shows colour 1 with its priority bit.
    for (let i = 0; i < 0x4000; i++) vram[i] = 0;
    for (let y = 0; y < 128; y++) for (let x = 16; x < 128; x++) vram[y * 128 + x] = 1;
    for (let i = 0; i < 64; i++) {
      vram[i] = (vram[i] & 0xff) | 0x0100;
      vram[64 + i] = (vram[64 + i] & 0xff) | 0x8100;
    }
    rig.write(0x05, 7);
    rig.write(0x1b, 0, 1);
    rig.write(0x1e, 0, 1);
    rig.write(0x2c, 1);
    rig.write(0x00, 0x0f);
    const seen = (hidden: number): number[] => {
      rig.ppu.hidePriorities(hidden);
      rig.toLine(0);
      rig.toLine(60);
      return [color(rig, 52, 3) & 0x7fff, color(rig, 52, 200) & 0x7fff];
    };
    expect(seen(0)).toEqual([GREEN, BLUE]);
    expect(seen(2)).toEqual([GREEN, BLUE]);
    expect(seen(1)).toEqual([RED, RED]);
    rig.write(0x33, 0x40);
    rig.write(0x2c, 2);
    expect(seen(0)).toEqual([GREEN, GREEN]);
    expect(seen(4)).toEqual([RED, GREEN]);
    expect(seen(8)).toEqual([GREEN, RED]);
  });
});

describe('sprites', () => {
  function sprites(count: number, large: boolean, x9 = false): Rig {
    const rig = new Rig();
    rig.ppu.oam.fill(0xf0, 0, 512);
    rig.ppu.oam.fill(x9 ? 0x55 : 0, 512);
    if (large) rig.ppu.oam.fill(0xaa, 512, 512 + 2);
    for (let n = 0; n < count; n++) rig.ppu.oam.set([x9 ? 0 : n, 100, 0, 0], n * 4);
    rig.write(0x01, 0x40);
    rig.write(0x00, 0x0f);
    rig.toLine(0);
    rig.toLine(225);
    return rig;
  }

  it('more than 32 on a line set range over, more than 34 tiles time over', () => {
    expect(sprites(2, false).read(0x3e) & 0xc0).toBe(0x00);
    expect(sprites(32, false).read(0x3e) & 0xc0).toBe(0x00);
    expect(sprites(33, false).read(0x3e) & 0xc0).toBe(0x40);
    expect(sprites(5, true).read(0x3e) & 0xc0).toBe(0x80);
    expect(sprites(40, false, true).read(0x3e) & 0xc0).toBe(0x40);
  });

  it('the flags stay until the next field and come in the line of the sprites', () => {
    const rig = sprites(40, false);
    rig.write(0x00, 0x80);
    expect(rig.read(0x3e) & 0x40).toBe(0x40);
    rig.write(0x00, 0x0f);
    rig.toLine(0);
    expect(rig.read(0x3e) & 0x40).toBe(0x00);
    rig.toLine(100);
    rig.toClock(32 * 8);
    expect(rig.read(0x3e) & 0x40).toBe(0x00);
    rig.toClock(33 * 8);
    expect(rig.read(0x3e) & 0x40).toBe(0x40);
  });

  it('are shown one line below their Y, the first one of the rotation on top', () => {
    const rig = new Rig();
    const { oam, vram, cgram } = rig.ppu;
    oam.fill(0xf0, 0, 512);
    for (let y = 0; y < 8; y++) vram[y] = 0x00ff;
    cgram[129] = GREEN;
    cgram[145] = BLUE;
    oam.set([20, 50, 0, 0x00], 0);
    oam.set([24, 50, 0, 0x02], 4);
    rig.write(0x2c, 0x10);
    rig.write(0x00, 0x0f);
    rig.toLine(226);
    rig.toLine(225);
    const at = (v: number): number[] => [19, 20, 24, 31].map((x) => color(rig, v, x) & 0x7fff);
    expect(at(50)).toEqual([0, 0, 0, 0]);
    expect(at(51)).toEqual([0, GREEN, GREEN, BLUE]);
    expect(at(58)).toEqual([0, GREEN, GREEN, BLUE]);
    expect(at(59)).toEqual([0, 0, 0, 0]);
    rig.toLine(226);
    rig.write(0x02, 2);
    rig.write(0x03, 0x80);
    rig.toLine(225);
    expect(at(51)).toEqual([0, GREEN, BLUE, BLUE]);
  });

  it('are not found or fetched while the screen is blanked', () => {
    const rig = new Rig();
    rig.ppu.oam.fill(0xf0, 0, 512);
    for (let y = 0; y < 8; y++) rig.ppu.vram[y] = 0x00ff;
    rig.ppu.cgram[129] = GREEN;
    rig.ppu.oam.set([20, 50, 0, 0], 0);
    rig.write(0x2c, 0x10);
    rig.write(0x00, 0x0f);
    rig.toLine(50);
    rig.toClock(1080);
    rig.write(0x00, 0x80);
    rig.toClock(1350);
    rig.write(0x00, 0x0f);
    rig.toLine(51);
    rig.write(0x00, 0x80);
    rig.toClock(64);
    rig.write(0x00, 0x0f);
    rig.toLine(60);
    expect([51, 52, 53].map((v) => color(rig, v, 20) & 0x7fff)).toEqual([0, 0, GREEN]);
  });
});
