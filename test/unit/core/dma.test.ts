import { describe, expect, it } from 'vitest';
import { DebugEvent } from '../../../src/core/hooks.ts';
import { boot, runTo, steps } from './machine.ts';

const LOOP = [0x80, 0xfe];

/** lda #value; sta addr */
function store(addr: number, value: number): number[] {
  return [0xa9, value, 0x8d, addr & 0xff, addr >> 8];
}

function channel(n: number, control: number, b: number, addr: number, bank: number, count: number): number[] {
  const at = 0x4300 | (n << 4);
  const bytes = [control, b, addr & 0xff, addr >> 8, bank, count & 0xff, count >> 8];
  return bytes.flatMap((value, i) => store(at + i, value));
}

describe('DMA', () => {
  it('copies ROM to WRAM through $2180 at 8 clocks a byte and ends with a count of 0', () => {
    const setUp = [...store(0x2181, 0), ...store(0x2182, 0x10), ...store(0x2183, 0), ...channel(0, 0, 0x80, 0x9000, 0, 16)];
    const snes = boot({
      code: [...setUp, ...store(0x420b, 1), 0xea, 0xea, ...LOOP],
      at: { 0x9000: Array.from({ length: 16 }, (_, i) => i + 1) },
    });
    steps(snes, (setUp.length / 5) * 2 + 2);
    const before = snes.clock.now;
    steps(snes, 2);
    expect([...snes.wram.subarray(0x1000, 0x1010)]).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(snes.cpu.peek(0x4305) | (snes.cpu.peek(0x4306) << 8)).toBe(0);
    const spent = snes.clock.now - before - 28;
    expect(spent).toBeGreaterThanOrEqual(16 * 8 + 16);
    expect(spent).toBeLessThan(16 * 8 + 16 + 24);
  });

  it('moves B-bus addresses by the mode and reads back to WRAM', () => {
    // mode 1 from $2134/35 (multiplication result) to WRAM
    const multiply = [...store(0x211b, 0x34), ...store(0x211b, 0x12), ...store(0x211c, 2)];
    const setUp = [...multiply, ...channel(1, 0x81, 0x34, 0x0100, 0, 2)];
    const snes = boot({ code: [...setUp, ...store(0x420b, 2), 0xea, 0xea, ...LOOP] });
    steps(snes, (setUp.length / 5) * 2 + 4);
    expect(snes.wram[0x100] | (snes.wram[0x101] << 8)).toBe((0x1234 * 2) & 0xffff);
  });

  it('does not reach forbidden A-bus addresses', () => {
    const setUp = [...store(0x2181, 0), ...store(0x2182, 0x10), ...store(0x2183, 0), ...channel(0, 8, 0x80, 0x4210, 0, 4)];
    const snes = boot({ code: [...setUp, ...store(0x420b, 1), 0xea, 0xea, ...LOOP] });
    snes.wram.fill(0x77, 0x1000, 0x1010);
    steps(snes, (setUp.length / 5) * 2 + 4);
    expect([...snes.wram.subarray(0x1000, 0x1005)]).toEqual([0, 0, 0, 0, 0x77]);
  });
});

describe('forbidden', () => {
  it('includes the B-bus itself on the A-bus', () => {
    const multiply = [...store(0x211b, 0x34), ...store(0x211b, 0x12), ...store(0x211c, 2)];
    const port = [...store(0x2181, 0), ...store(0x2182, 0x10), ...store(0x2183, 0)];
    const setUp = [...multiply, ...port, ...channel(0, 0, 0x80, 0x2134, 0, 2)];
    const snes = boot({ code: [...setUp, ...store(0x420b, 1), 0xea, 0xea, ...LOOP] });
    snes.wram.fill(0x77, 0x1000, 0x1003);
    steps(snes, (setUp.length / 5) * 2 + 4);
    expect([...snes.wram.subarray(0x1000, 0x1003)]).toEqual([0, 0, 0x77]);
  });
});

describe('HDMA', () => {
  it('moves 1, 2, 2, 4, 4, 4, 2 and 4 bytes by its mode', () => {
    const moved = (mode: number): number => {
      const port = [...store(0x2181, 0), ...store(0x2182, 0x10), ...store(0x2183, 0)];
      // to $21FE and up, where nothing is, from a table of one line
      const snes = boot({
        code: [...port, ...channel(0, mode, 0xc0, 0x9000, 0, 0), ...store(0x420c, 1), ...LOOP],
        at: { 0x9000: [0x01, 1, 2, 3, 4, 0] },
      });
      runTo(snes, 225);
      runTo(snes, 1);
      // the next table byte is read behind the data, and the address moves on when it is taken
      return (snes.cpu.peek(0x4308) | (snes.cpu.peek(0x4309) << 8)) - 0x9002;
    };
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(moved)).toEqual([1, 2, 2, 4, 4, 4, 2, 4]);
  });

  it('begins on the 8-clock grid', () => {
    const setUp = [...channel(0, 0, 0xc0, 0x9000, 0, 0), ...store(0x420c, 1)];
    const snes = boot({
      code: [...setUp, 0xea, 0xea, 0xeb, 0x80, 0xfb],
      at: { 0x9000: [0xff, ...Array.from({ length: 127 }, () => 0), 0] },
    });
    const phases = new Set<number>();
    snes.debugHooks = {
      onExec: () => false,
      onRead: () => undefined,
      onWrite: () => undefined,
      onEvent: (kind) => {
        if (kind === DebugEvent.Hdma) phases.add(snes.clock.now & 7);
      },
    };
    snes.runFrame();
    snes.runFrame();
    expect([...phases]).toEqual([0]);
  });

  /** Channel 0 writes one byte a line to $2180 from a table: 3 lines of 0x11 once, 2 lines repeated, end. */
  const table = [0x03, 0x11, 0x82, 0x21, 0x22, 0x00];
  const setUp = [
    ...store(0x2181, 0),
    ...store(0x2182, 0x10),
    ...store(0x2183, 0),
    ...channel(0, 0, 0x80, 0x9000, 0, 0),
    ...store(0x420c, 1),
  ];

  it('follows its table, line by line', () => {
    const snes = boot({ code: [...setUp, ...LOOP], at: { 0x9000: table } });
    runTo(snes, 225);
    snes.wram.fill(0, 0x1000, 0x1100);
    snes.cpu.io.wramAddress = 0x1000;
    const seen: number[] = [];
    for (let v = 0; v < 8; v++) {
      runTo(snes, v, 1300);
      seen.push(snes.cpu.io.wramAddress - 0x1000);
    }
    expect(seen).toEqual([1, 1, 1, 2, 3, 3, 3, 3]);
    expect([...snes.wram.subarray(0x1000, 0x1003)]).toEqual([0x11, 0x21, 0x22]);
  });

  it('takes indirect addresses from the table', () => {
    const indirect = [
      ...store(0x2181, 0),
      ...store(0x2182, 0x10),
      ...store(0x2183, 0),
      ...channel(0, 0x40, 0x80, 0x9000, 0, 0),
      ...store(0x4307, 0),
      ...store(0x420c, 1),
    ];
    const snes = boot({ code: [...indirect, ...LOOP], at: { 0x9000: [0x82, 0x00, 0xa0, 0x00], 0xa000: [0x5a, 0x5b] } });
    runTo(snes, 225);
    snes.cpu.io.wramAddress = 0x1000;
    runTo(snes, 4);
    expect([...snes.wram.subarray(0x1000, 0x1002)]).toEqual([0x5a, 0x5b]);
    expect(snes.cpu.io.wramAddress).toBe(0x1002);
  });

  it('ends a DMA under way on its own channel', () => {
    const both = [...setUp, ...channel(0, 8, 0x22, 0x9000, 0, 0), ...store(0x420b, 1)];
    const snes = boot({ code: [...both, ...LOOP], at: { 0x9000: table } });
    runTo(snes, 20);
    expect(snes.cpu.peek(0x4305) | (snes.cpu.peek(0x4306) << 8)).not.toBe(0);
  });
});
