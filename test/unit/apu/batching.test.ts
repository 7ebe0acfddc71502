import { describe, expect, it } from 'vitest';
import { Apu } from '../../../src/core/apu/apu.ts';
import type { Entropy } from '../../../src/core/types.ts';

/** Deterministic pseudo-random numbers of 24 bits. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

function noise(next: () => number): Entropy {
  return {
    fill: (memory) => {
      for (let i = 0; i < memory.length; i++) memory[i] = next() & 0xfe;
    },
    u8: () => 0,
    u16: () => 0,
  };
}

/** A boot program of 64 bytes that jumps to $0500 at once. */
const JUMP = new Uint8Array(64);
JUMP.set([0x5f, 0x00, 0x05]);
JUMP.set([0xc0, 0xff], 62);

/** A loop of random instructions at $0500 that writes and reads RAM, ports, timers and the S-DSP; `low` keeps its tables near the bottom. */
function program(next: () => number, low: boolean): number[] {
  const code: number[] = [];
  const dsp = (register: number, value: number): void => void code.push(0x8f, register & 0x7f, 0xf2, 0x8f, value & 0xff, 0xf3);
  dsp(0x6c, next() & 0x1f);
  dsp(0x0c, next());
  dsp(0x1c, next());
  dsp(0x5d, low ? next() & 3 : 0x20 | (next() & 0x3f));
  dsp(0x6d, low ? next() & 7 : 0x80 | (next() & 0x3f));
  dsp(0x7d, next() & 1);
  dsp(0x4d, next());
  for (let voice = 0; voice < 8; voice++) {
    [next(), next(), next(), next() & 0x3f, next(), next(), next(), next()].forEach((value, i) => dsp((voice << 4) | i, value));
  }
  dsp(0x4c, 0xff);
  const loop = 0x500 + code.length;
  for (let i = 0; i < 150; i++) {
    const address = next() & (next() & 1 ? 0x3ff : 0xffff);
    const safe = address >= 0x500 && address < 0x1200 ? address ^ 0x4000 : (address & 0xfff0) === 0xf0 ? address ^ 0x80 : address;
    const page = next() & 0xef;
    // prettier-ignore
    const pieces = [
      [0xc5, safe & 0xff, safe >> 8], [0xe5, safe & 0xff, safe >> 8], [0xc4, page < 0xf0 ? page : 0], [0xe4, page < 0xf0 ? page : 0],
      [0x2d], [0xae], [0xbc], [0x9f], [0x84, page], [0xab, page < 0xf0 ? page : 1], [0xe4, 0xfd], [0xc4, 0xf4 + (next() & 3)],
      [0xe4, 0xf4 + (next() & 3)], [0xe4, 0xf3], [0x8f, next() & 0xff, 0xf2], [0xcd, next() & 0xff], [0xcf], [0x6d], [0xee],
    ];
    const choice = next() % (pieces.length + 2);
    const register = next() & 0x7f;
    if (choice < pieces.length) code.push(...pieces[choice]);
    else if (register !== 0x6c) dsp(register, low || (register & 0x8f) !== 0x0d ? next() : 0x40 | (next() & 0x3f));
  }
  code.push(0x5f, loop & 0xff, loop >> 8);
  return code;
}

class Saver {
  readonly loading = false;
  readonly version = 1;
  readonly values: number[] = [];
  private put(value: number): number {
    this.values.push(value);
    return value;
  }
  u8 = (_: string, value: number): number => this.put(value);
  u16 = this.u8;
  i32 = this.u8;
  f64 = this.u8;
  bool = (_: string, value: boolean): boolean => this.put(value ? 1 : 0) === 1;
  ram = (_: string, array: ArrayLike<number>): void => void this.values.push(...Array.from(array));
}

/** One master clock, with the S-DSP brought up to it. */
function stepExactly(apu: Apu): void {
  apu.catchUp(1);
  apu.peek(0);
}

/** Runs a program for about 40,000 cycles; `exact` brings the S-DSP up to date at every tick. */
function play(seed: number, low: boolean, exact: boolean): { state: number[]; output: number[]; reads: number[] } {
  const next = random(seed);
  const apu = new Apu();
  apu.setRegion('ntsc');
  apu.loadIpl(JUMP);
  apu.power(noise(next));
  apu.aram.set(program(next, low), 0x500);
  const reads: number[] = [];
  for (let i = 0; i < 200; i++) {
    const clocks = next() % 8000;
    if (exact) for (let c = 0; c < clocks; c++) stepExactly(apu);
    else apu.catchUp(clocks);
    reads.push(apu.readPort(i & 3));
    apu.writePort(next() & 3, next() & 0xff);
  }
  const saver = new Saver();
  apu.serialize(saver);
  return { state: saver.values, output: Array.from(apu.output.subarray(0, apu.outputCount * 2)), reads };
}

describe('running ahead', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('gives the bytes of running cycle by cycle, program %i', (seed) => {
    for (const low of [false, true]) {
      const batched = play(seed, low, false);
      const exact = play(seed, low, true);
      expect(batched.reads).toEqual(exact.reads);
      expect(batched.output).toEqual(exact.output);
      expect(batched.state).toEqual(exact.state);
      expect(new Set(batched.output).size).toBeGreaterThan(20);
    }
  });
});
