import { describe, expect, it } from 'vitest';
import { Reference, type ReferenceState } from './reference.ts';
import { Random, Rig } from './rig.ts';

/** Sets the rig and the reference to the same random state; the rig ends at V=0 of a field to compare. */
function randomState(rig: Rig, random: Random, mode: number): ReferenceState {
  const reg = new Uint8Array(0x40);
  const { vram, oam, cgram } = rig.ppu;
  const sparse = random.below(4);
  for (let i = 0; i < vram.length; i++) vram[i] = random.below(4) < sparse ? 0 : random.next() >>> 8;
  for (let i = 0; i < 256; i++) cgram[i] = random.next() & 0x7fff;
  const spriteSpan = 16 + random.below(240);
  for (let i = 0; i < oam.length; i++) oam[i] = i < 512 && i % 4 === 1 ? random.below(spriteSpan) : random.byte();
  const set = (addr: number, value: number): void => {
    reg[addr] = value;
    rig.write(addr, value);
  };
  set(0x05, mode | (random.byte() & 0xf8));
  set(0x01, random.byte());
  set(0x06, random.chance(2) ? 0 : random.byte());
  for (let a = 0x07; a <= 0x0c; a++) set(a, random.byte());
  const hofs: number[] = [];
  const vofs: number[] = [];
  const words: number[] = [];
  const word = (addr: number): number => {
    const value = random.next() & 0xffff;
    rig.write(addr, value & 0xff, value >> 8);
    return value;
  };
  for (let bg = 0; bg < 4; bg++) {
    hofs.push(word(0x0d + bg * 2));
    vofs.push(word(0x0e + bg * 2));
    if (bg === 0) words.push(hofs[0], vofs[0]);
  }
  set(0x1a, random.byte());
  const signed = (n: number): number => (n ^ 0x8000) - 0x8000;
  const small = random.chance(2);
  const factor = (addr: number): number => {
    const value = small ? (random.below(1024) - 512) & 0xffff : random.next() & 0xffff;
    rig.write(addr, value & 0xff, value >> 8);
    return signed(value);
  };
  const m7 = {
    a: factor(0x1b),
    b: factor(0x1c),
    c: factor(0x1d),
    d: factor(0x1e),
    x: word(0x1f),
    y: word(0x20),
    h: words[0],
    v: words[1],
  };
  for (let a = 0x23; a <= 0x2f; a++) set(a, random.chance(5) ? 0 : random.byte());
  if (random.chance(2)) {
    set(0x2e, 0);
    set(0x2f, 0);
  }
  set(0x30, random.byte());
  set(0x31, random.byte());
  const fixed: [number, number, number] = [random.below(32), random.below(32), random.below(32)];
  rig.write(0x32, 0x20 | fixed[0], 0x40 | fixed[1], 0x80 | fixed[2]);
  set(0x33, random.byte() & 0x4f & (random.chance(2) ? 0x46 : 0x4f));
  set(0x00, 0x0f);
  const first = random.below(128);
  rig.toLine(rig.ppu.vdisp + 1);
  rig.write(0x02, first << 1);
  rig.write(0x03, 0x80);
  rig.toLine(0);
  return { reg, hofs, vofs, m7, fixed, vram, oam, cgram, firstSprite: first, field: rig.clock.field };
}

describe('random states against the per-pixel reference', () => {
  for (let mode = 0; mode < 8; mode++) {
    it(`mode ${mode}`, () => {
      const random = new Random(0x1234567 + mode * 77777);
      for (let round = 0; round < 40; round++) {
        const rig = new Rig();
        const state = randomState(rig, random, mode);
        rig.toLine(rig.ppu.vdisp);
        const reference = new Reference(state);
        for (let n = 0; n < 5; n++) {
          const v = n === 0 ? 1 : 1 + random.below(224);
          const row = rig.ppu.interlace ? (v - 1) * 2 + state.field : v - 1;
          const want = reference.line(v);
          const got = rig.colors(row);
          expect(got.length, `round ${round} line ${v}`).toBe(want.length);
          const wrong = got.findIndex((c, i) => c !== want[i]);
          if (wrong >= 0) {
            const regs = Array.from(state.reg, (b, a) => `${a.toString(16)}:${b.toString(16)}`).join(' ');
            expect.fail(`round ${round} line ${v} x ${wrong}: ${got[wrong]} for ${want[wrong]}; ${regs}`);
          }
        }
      }
    });
  }
});
