import { describe, expect, it } from 'vitest';
import { Apu } from '../../../src/core/apu/apu.ts';
import { constantEntropy } from './apu-driver.ts';

/** A machine that starts the bytes at $0200 at once, RAM filled with NOP. */
function started(program: readonly number[]): Apu {
  const apu = new Apu();
  const jump = new Uint8Array(64);
  jump.set([0x00, 0x02], 62);
  apu.loadIpl(jump);
  apu.setRegion('ntsc');
  apu.power(constantEntropy(0));
  apu.aram.set(program, 0x200);
  return apu;
}

/** The fewest master clocks after which `done` holds, tried one by one. */
function clocksUntil(apu: Apu, done: () => boolean): number {
  for (let clocks = 1; clocks < 20000; clocks++) {
    apu.catchUp(1);
    if (done()) return clocks;
  }
  throw new Error('never');
}

/** First whole master clock at or after a number of half cycles. */
const clockOf = (halves: number): number => Math.ceil((halves * 2684659) / 256324);

describe('ports', () => {
  it('shows a write of the SMP at the end of its cycle', () => {
    // mov $f5,#$77 takes 5 cycles, the last is the write
    const apu = started([0x8f, 0x77, 0xf5]);
    expect(clocksUntil(apu, () => apu.readPort(1) === 0x77)).toBe(clockOf(10));
  });

  it('gives the SMP what stood in the port in the middle of its reading cycle', () => {
    // mov a,$f4 reads in its third cycle: half cycles 4 to 6, so its middle is 5
    for (const [clocks, seen] of [
      [clockOf(5) - 1, 0x99],
      [clockOf(5), 0x00],
    ] as const) {
      const apu = started([0xe4, 0xf4, 0xc4, 0xf5]);
      apu.catchUp(clocks);
      apu.writePort(0, 0x99);
      apu.catchUp(1000);
      expect(apu.a).toBe(seen);
    }
  });

  it('stops in the middle of an instruction', () => {
    const apu = started([0x8f, 0x77, 0xf5]);
    apu.catchUp(clockOf(4));
    expect(apu.atInstruction).toBe(false);
    expect(apu.pc).toBe(0x202);
  });

  it('keeps the exact rate: 1,025,296 cycles a second', () => {
    const apu = started([0x2f, 0xfe]);
    let fetches = 0;
    apu.hooks = { onExec: () => (fetches++, false), onRead: () => {}, onWrite: () => {} };
    for (let i = 0; i < 60; i++) {
      apu.catchUp(357954);
      apu.clearOutput();
    }
    apu.catchUp(21477272 - 60 * 357954);
    expect(fetches).toBe(1025296 / 4);
  });

  it('clears port latches through CONTROL', () => {
    const apu = started([0x8f, 0x10, 0xf1, 0xe4, 0xf4, 0xeb, 0xf6]);
    apu.writePort(0, 0x12);
    apu.writePort(2, 0x34);
    apu.catchUp(1000);
    expect([apu.a, apu.y]).toEqual([0x00, 0x34]);
  });
});

describe('timers', () => {
  it.each([
    [0, 0xfa, 0xfd, 1, 128],
    [1, 0xfb, 0xfe, 2, 128],
    [2, 0xfc, 0xff, 4, 16],
  ])('timer %i counts its prescaler and clears when read', (_, targetAt, outAt, bit, cycles) => {
    // mov target,#3; mov $f1,#bit; (nops); the counter is read by the debugger's peek and then by mov a,out
    const apu = started([0x8f, 3, targetAt, 0x8f, bit, 0xf1]);
    apu.catchUp(clockOf(20));
    const first = clocksUntil(apu, () => apu.peek(outAt) === 1);
    const second = clocksUntil(apu, () => apu.peek(outAt) === 2);
    expect(Math.abs(second - clockOf(3 * cycles * 2))).toBeLessThanOrEqual(22);
    expect(first).toBeLessThanOrEqual(clockOf(3 * cycles * 2));
    apu.aram.set([0xe4, outAt], apu.pc + 2);
    apu.catchUp(clockOf(2 * 8));
    expect([apu.a, apu.peek(outAt)]).toEqual([2, 0]);
  });

  it('does not count while TEST holds the timers', () => {
    const apu = started([0x8f, 0x0b, 0xf0, 0x8f, 1, 0xfc, 0x8f, 4, 0xf1]);
    apu.catchUp(20000);
    expect(apu.peek(0xff)).toBe(0);
  });
});

describe('TEST', () => {
  it('blocks writes to the RAM and slows the core down', () => {
    const readOnly = started([0x8f, 0x08, 0xf0, 0x8f, 0x55, 0x10]);
    readOnly.catchUp(clockOf(24));
    expect(readOnly.aram[0x10]).toBe(0);
    // mov $f0,#$1a: RAM cycles take twice as long from the next instruction on; then mov $f5,#1 has 4 RAM cycles and a register cycle
    const slow = started([0x8f, 0x1a, 0xf0, 0x8f, 0x01, 0xf5]);
    expect(clocksUntil(slow, () => slow.readPort(1) === 1)).toBe(clockOf(10 + 3 * 4 + 2 + 2));
  });

  it('ignores a write while P is set', () => {
    const apu = started([0x40, 0xe8, 0x08, 0xc5, 0xf0, 0x00, 0xc5, 0x10, 0x03]);
    apu.catchUp(2000);
    expect(apu.aram[0x310]).toBe(8);
  });
});
