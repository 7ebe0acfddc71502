import { describe, expect, it } from 'vitest';
import { Rig } from './rig.ts';

const INIDISP = 0x00;

describe('VRAM port', () => {
  it('steps by 1, 32, 128 and 128 words', () => {
    const rig = new Rig();
    [1, 32, 128, 128].forEach((step, mode) => {
      rig.write(0x15, mode);
      rig.write(0x16, 0, 0);
      rig.write(0x17, 0x10);
      rig.write(0x18, 0xaa, 0xbb);
      expect(rig.ppu.vram[0x1000] & 0xff).toBe(0xaa);
      expect(rig.ppu.vram[0x1000 + step] & 0xff).toBe(0xbb);
    });
  });

  it('steps on the port that VMAIN bit 7 names', () => {
    const rig = new Rig();
    rig.write(0x15, 0x80);
    rig.write(0x16, 0x00);
    rig.write(0x17, 0x00);
    rig.write(0x18, 0x34);
    rig.write(0x19, 0x12);
    rig.write(0x18, 0x78);
    rig.write(0x19, 0x56);
    expect(Array.from(rig.ppu.vram.subarray(0, 2))).toEqual([0x1234, 0x5678]);
  });

  it.each([
    [1, 0x0003, 0x0018],
    [1, 0x00e1, 0x000f],
    [2, 0x01c1, 0x000f],
    [2, 0x0003, 0x0018],
    [3, 0x0381, 0x000f],
    [3, 0x7c03, 0x7c18],
  ])('remap %i puts address %i on the bus as %i but keeps the register', (remap, address, bus) => {
    const rig = new Rig();
    rig.write(0x15, 0x80 | (remap << 2));
    rig.write(0x16, address & 0xff);
    rig.write(0x17, address >> 8);
    rig.write(0x19, 0x77);
    expect(rig.ppu.vram[bus]).toBe(0x7700);
    expect(rig.ppu.memory.vramAddress).toBe(address + 1);
  });

  it('has no bit 15 of the address', () => {
    const rig = new Rig();
    rig.write(0x16, 0x05);
    rig.write(0x17, 0x80);
    rig.write(0x19, 0x66);
    expect(rig.ppu.vram[5]).toBe(0x6600);
  });

  it('reads through a latch that is refilled before the step', () => {
    const rig = new Rig();
    rig.ppu.vram.set([0x1234, 0xabcd], 0x40);
    rig.write(0x15, 0x80);
    rig.write(0x17, 0);
    rig.write(0x16, 0x40);
    expect([0x39, 0x39, 0x3a, 0x39, 0x3a, 0x39].map((a) => rig.read(a))).toEqual([0x34, 0x34, 0x12, 0x34, 0x12, 0xcd]);
  });

  it('drops writes of the picture but steps, and opens at once with the forced blank', () => {
    const rig = new Rig();
    rig.write(0x15, 0x80);
    rig.write(0x16, 0);
    rig.write(0x17, 0);
    rig.write(INIDISP, 0x0f);
    rig.toLine(20);
    rig.toClock(1200);
    rig.write(0x19, 0x11);
    rig.write(INIDISP, 0x80);
    rig.write(0x19, 0x22);
    rig.write(INIDISP, 0x0f);
    rig.write(0x19, 0x33);
    rig.toLine(225);
    rig.write(0x19, 0x44);
    expect(Array.from(rig.ppu.vram.subarray(0, 4))).toEqual([0, 0x2200, 0, 0x4400]);
  });
});

describe('OAM port', () => {
  it('commits the low table in pairs, the high table byte by byte, and mirrors it', () => {
    const rig = new Rig();
    rig.write(0x02, 0, 0);
    rig.write(0x04, 1, 2);
    rig.read(0x38);
    rig.write(0x04, 3);
    expect(Array.from(rig.ppu.oam.subarray(0, 4))).toEqual([1, 2, 1, 3]);
    rig.write(0x02, 0x10);
    rig.write(0x03, 1);
    rig.write(0x04, 0x5a);
    expect(rig.ppu.oam[0x200]).toBe(0x5a);
  });

  it('goes back to its address at the start of the vertical blank unless blanked', () => {
    for (const [inidisp, want] of [
      [0x0f, 10],
      [0x8f, 12],
    ] as const) {
      const rig = new Rig();
      rig.write(INIDISP, inidisp);
      rig.write(0x02, 5);
      rig.write(0x03, 0);
      rig.toLine(224);
      rig.ppu.memory.oamAddress = 12;
      rig.toLine(225);
      expect(rig.ppu.memory.oamAddress).toBe(want);
    }
  });

  it('goes back when INIDISP is written in the first blank line', () => {
    const rig = new Rig();
    rig.write(INIDISP, 0x80);
    rig.write(0x02, 5);
    rig.ppu.memory.oamAddress = 33;
    rig.toLine(225);
    rig.write(INIDISP, 0x0f);
    expect(rig.ppu.memory.oamAddress).toBe(10);
  });

  it('writes the high table of the sprite in use during the picture', () => {
    const rig = new Rig();
    rig.write(INIDISP, 0x0f);
    rig.toLine(50);
    rig.toClock(400);
    rig.write(0x02, 0x40);
    rig.write(0x03, 0);
    rig.write(0x04, 0x55);
    const sprite = (400 + 4) >> 3;
    expect(rig.ppu.oam[0x200 + (sprite >> 2)]).toBe(0x55);
    expect(rig.ppu.oam[0x80]).toBe(0);
  });
});

describe('CGRAM port', () => {
  it('takes pairs, 15 bits, and restarts the pair with CGADD', () => {
    const rig = new Rig();
    rig.write(0x21, 7);
    rig.write(0x22, 0xff, 0xff, 0x12);
    rig.write(0x21, 9);
    rig.write(0x22, 0x34, 0x12);
    expect(rig.ppu.cgram[7]).toBe(0x7fff);
    expect(rig.ppu.cgram[8]).toBe(0);
    expect(rig.ppu.cgram[9]).toBe(0x1234);
  });

  it('reads bit 7 of the high byte from the open bus of PPU2', () => {
    const rig = new Rig();
    rig.ppu.cgram[1] = 0x7fff;
    rig.ppu.cgram[2] = 0x7f00;
    rig.write(0x21, 1);
    expect([rig.read(0x3b), rig.read(0x3b), rig.read(0x3b), rig.read(0x3b)]).toEqual([0xff, 0xff, 0x00, 0x7f]);
  });

  it('goes to the colour that is drawn during the picture', () => {
    const rig = new Rig();
    rig.write(INIDISP, 0x0f);
    rig.write(0x2c, 0);
    rig.toLine(50);
    rig.toClock(420);
    rig.write(0x21, 0x10);
    rig.write(0x22, 0x33, 0x33);
    expect(rig.ppu.cgram[0]).toBe(0x3333);
    expect(rig.ppu.cgram[0x10]).toBe(0);
    rig.toClock(1100);
    rig.write(0x21, 0x10);
    rig.write(0x22, 0x44, 0x44);
    expect(rig.ppu.cgram[0x10]).toBe(0x4444);
  });
});
