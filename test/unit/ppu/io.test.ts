import { describe, expect, it } from 'vitest';
import { MemoryState, Random, Rig } from './rig.ts';

describe('latches', () => {
  it('BGnHOFS takes bits 3-7 from one latch and 0-2 from the other', () => {
    const rig = new Rig();
    const r = rig.ppu.registers;
    rig.write(0x0d, 0xab);
    rig.write(0x0e, 0x11);
    rig.write(0x0d, 0x02);
    expect(r.hScroll[0]).toBe(0x0200 | (0x11 & 0xf8) | (0xab & 7));
    rig.write(0x10, 0x34);
    expect(r.vScroll[1]).toBe(0x3402);
  });

  it('BG1 scroll and the matrix share the mode 7 latch', () => {
    const rig = new Rig();
    rig.write(0x1c, 0, 2);
    rig.write(0x1b, 0);
    rig.write(0x0d, 0xff);
    rig.write(0x1b, 1);
    expect(rig.ppu.registers.m7A).toBe(0x01ff);
    expect(rig.ppu.registers.m7HScroll).toBe(0xff00);
    expect([rig.read(0x34), rig.read(0x35), rig.read(0x36)]).toEqual([0xfe, 0x03, 0x00]);
  });

  it('multiplies signed 16 by signed 8 bits', () => {
    const rig = new Rig();
    rig.write(0x1b, 0x00, 0x80);
    rig.write(0x1c, 0x80);
    expect([rig.read(0x34), rig.read(0x35), rig.read(0x36)]).toEqual([0x00, 0x00, 0x40]);
    rig.write(0x1c, 0x03);
    expect([rig.read(0x34), rig.read(0x35), rig.read(0x36)]).toEqual([0x00, 0x80, 0xfe]);
  });

  it('COLDATA sets the channels that it names', () => {
    const rig = new Rig();
    rig.write(0x32, 0xe0 | 3, 0x40 | 9, 0x80 | 31);
    expect(rig.ppu.registers.fixedColor).toBe(3 | (9 << 5) | (31 << 10));
  });
});

describe('reading', () => {
  it('keeps two open buses apart from the CPU bus', () => {
    const rig = new Rig();
    rig.ppu.openBus1 = 0x35;
    rig.ppu.openBus2 = 0x24;
    for (const a of [0x04, 0x05, 0x06, 0x08, 0x0a, 0x14, 0x19, 0x2a]) expect(rig.read(a, 0x99)).toBe(0x35);
    for (const a of [0x00, 0x03, 0x07, 0x0b, 0x13, 0x2f, 0x33, 0x37]) expect(rig.read(a, 0x99)).toBe(0x99);
    expect(rig.read(0x3e)).toBe(0x11);
    expect(rig.read(0x3f) & 0x2f).toBe(0x23);
  });

  it('latches the counters only while it is allowed to', () => {
    const rig = new Rig();
    rig.toLine(100);
    rig.toClock(4 * 77);
    expect(rig.read(0x37, 0x21)).toBe(0x21);
    rig.toLine(200);
    rig.ppu.latchEnabled = false;
    rig.read(0x37);
    rig.ppu.openBus2 = 0xfe;
    expect([rig.read(0x3c), rig.read(0x3c), rig.read(0x3d)]).toEqual([77, 77 & 0xfe, 100]);
  });

  it('STAT78 clears the latch flag and restarts both byte orders', () => {
    const rig = new Rig();
    rig.toLine(230);
    rig.toClock(4 * 300);
    rig.read(0x37);
    expect([rig.read(0x3c), rig.read(0x3c) & 1]).toEqual([300 & 0xff, 1]);
    rig.read(0x3d);
    expect(rig.read(0x3f) & 0x40).toBe(0x40);
    expect(rig.read(0x3f) & 0x40).toBe(0);
    expect([rig.read(0x3c), rig.read(0x3d)]).toEqual([300 & 0xff, 230]);
  });

  it('tells region and field', () => {
    const pal = new Rig('pal');
    expect(pal.read(0x3f) & 0x10).toBe(0x10);
    const rig = new Rig();
    const first = rig.read(0x3f) & 0x80;
    rig.toLine(0);
    expect(rig.read(0x3f) & 0x80).toBe(first ^ 0x80);
    rig.toLine(0);
    expect(rig.read(0x3f) & 0x90).toBe(first);
  });

  it('peeks without side effects', () => {
    const rig = new Rig();
    rig.toLine(10);
    rig.read(0x37);
    for (let a = 0; a < 0x40; a++) {
      const before = new MemoryState();
      rig.ppu.serialize(before);
      rig.ppu.peek(a);
      const after = new MemoryState();
      rig.ppu.serialize(after);
      expect(after.digest(), `register ${a}`).toBe(before.digest());
    }
  });
});

describe('save states', () => {
  it('continue a line in the middle to the same picture', () => {
    const random = new Random(99);
    for (let round = 0; round < 12; round++) {
      const rig = new Rig();
      for (let i = 0; i < 0x8000; i++) rig.ppu.vram[i] = random.next() >>> 9;
      for (let i = 0; i < 256; i++) rig.ppu.cgram[i] = random.next() & 0x7fff;
      for (let i = 0; i < 544; i++) rig.ppu.oam[i] = random.byte();
      for (let a = 5; a < 0x34; a++) if (a !== 0x18 && a !== 0x19 && a !== 0x22) rig.write(a, random.byte());
      rig.write(0x00, 0x0f);
      rig.toLine(100);
      rig.toClock(random.below(1360));
      rig.write(0x0d, random.byte());
      const state = new MemoryState();
      rig.ppu.serialize(state);
      state.loading = true;
      const copy = new Rig();
      Object.assign(copy.clock, rig.clock);
      copy.ppu.serialize(state);
      for (const r of [rig, copy]) {
        r.toClock(1362);
        r.write(0x2c, 0x15);
        r.toLine(104);
      }
      for (let row = 99 * (rig.ppu.interlace ? 2 : 1); row < 104 * (rig.ppu.interlace ? 2 : 1); row++) {
        expect(copy.row(row), `round ${round} row ${row}`).toEqual(rig.row(row));
      }
      expect(copy.ppu.read(0x3e, 0)).toBe(rig.ppu.read(0x3e, 0));
    }
  });
});
