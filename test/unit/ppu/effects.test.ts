import { describe, expect, it } from 'vitest';
import { Random, Rig } from './rig.ts';

/** A scene with windows and colour math; the registers that make them are as given. */
function scene(mode: number, registers: { windowed: number; clip: number; math: number }): Rig {
  const random = new Random(5 + mode);
  const rig = new Rig();
  const { vram, oam, cgram } = rig.ppu;
  for (let i = 0; i < vram.length; i++) vram[i] = random.chance(3) ? 0 : random.next() >>> 8;
  for (let i = 0; i < 256; i++) cgram[i] = random.next() & 0x7fff;
  for (let i = 0; i < oam.length; i++) oam[i] = random.byte();
  rig.write(0x05, mode);
  for (let a = 0x07; a <= 0x0c; a++) rig.write(a, random.byte());
  for (let a = 0x1b; a <= 0x20; a++) rig.write(a, random.byte(), random.below(3));
  rig.write(0x23, 0xb2, 0x3e);
  rig.write(0x24, 0x2b);
  rig.write(0x25, 0x3b);
  rig.write(0x26, 40);
  rig.write(0x27, 170);
  rig.write(0x28, 90);
  rig.write(0x29, 230);
  rig.write(0x2c, 0x1f);
  rig.write(0x2d, 0x16);
  rig.write(0x2e, registers.windowed);
  rig.write(0x2f, registers.windowed);
  rig.write(0x30, registers.clip | 0x02);
  rig.write(0x31, registers.math);
  rig.write(0x32, 0x2c, 0x51);
  rig.write(0x00, 0x0f);
  return rig;
}

const ALL = { windowed: 0x1f, clip: 0x40, math: 0x7f };

function lines(rig: Rig): number[][] {
  rig.toLine(0);
  return Array.from({ length: 30 }, () => {
    rig.nextLine();
    rig.toClock(1300);
    rig.ppu.catchUp();
    return rig.colors(rig.clock.v - 1);
  }).slice(1);
}

describe('effects that the player switches off', () => {
  for (const mode of [0, 1, 3, 5, 7]) {
    it(`show mode ${mode} as if windows or colour math were off, and come back`, () => {
      const rig = scene(mode, ALL);
      const whole = lines(rig);
      rig.ppu.showEffects(false, true);
      const uncut = lines(rig);
      expect(uncut).toEqual(lines(scene(mode, { ...ALL, windowed: 0 })));
      rig.ppu.showEffects(true, false);
      const plain = lines(rig);
      expect(plain).toEqual(lines(scene(mode, { ...ALL, clip: 0, math: 0 })));
      expect(uncut).not.toEqual(whole);
      expect(plain).not.toEqual(whole);
      rig.ppu.showEffects(true, true);
      expect(lines(rig)).toEqual(whole);
    });
  }
});
