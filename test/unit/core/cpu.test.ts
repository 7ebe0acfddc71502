import { describe, expect, it } from 'vitest';
import { boot, runTo, steps } from './machine.ts';

/** clc; xce; rep #$30 */
const NATIVE16 = [0x18, 0xfb, 0xc2, 0x30];
const LOOP = [0x80, 0xfe];

describe('reset and time', () => {
  it('reaches the first instruction at H = 186 of line 0 [ares]', () => {
    const { clock, cpu } = boot({ code: LOOP });
    expect([clock.v, clock.h, cpu.pc, cpu.s, cpu.fE]).toEqual([0, 186, 0x8000, 0x01fc, 1]);
  });

  it('counts 8 clocks for slow ROM and 6 for fast, for I/O 6, for the joypad ports 12', () => {
    // lda #1; sta $420d; jml $80800a; ... nop; lda $4016; lda $2137
    const snes = boot({
      code: [0xa9, 0x01, 0x8d, 0x0d, 0x42, 0x5c, 0x0a, 0x80, 0x80, 0xea, 0xea, 0xad, 0x16, 0x40, 0xad, 0x37, 0x21],
    });
    const spent = (): number => {
      const before = snes.clock.now;
      steps(snes, 1);
      return snes.clock.now - before;
    };
    expect(spent()).toBe(16);
    expect(spent()).toBe(24 + 6);
    expect(spent()).toBe(32);
    expect(spent()).toBe(6 + 6);
    expect(spent()).toBe(18 + 12);
    expect(spent()).toBe(18 + 6);
  });

  it('loses 40 clocks to DRAM refresh in every line', () => {
    const snes = boot({ code: Array.from({ length: 400 }, () => 0xea) });
    let lost = 0;
    while (snes.clock.v === 0) {
      const before = snes.clock.now;
      steps(snes, 1);
      lost += snes.clock.now - before - 14;
    }
    expect(lost).toBe(40);
  });

  it('has one line of 1360 clocks in every other field without interlace', () => {
    const snes = boot({ code: LOOP });
    const lengths = new Set<string>();
    for (let frame = 0; frame < 4; frame++) {
      runTo(snes, 240);
      lengths.add(`${snes.clock.field}:${snes.clock.lineLength}`);
      runTo(snes, 0);
    }
    expect([...lengths].sort()).toEqual(['0:1364', '1:1360']);
  });
});

describe('interrupts', () => {
  // handler: lda $4210; rti
  const nmiProgram = { code: [0xa9, 0x80, 0x8d, 0x00, 0x42, ...LOOP], nmi: 0x8100, at: { 0x8100: [0xad, 0x10, 0x42, 0x40] } };

  it('takes the NMI in line 225', () => {
    const snes = boot(nmiProgram);
    while (snes.cpu.pc !== 0x8100) steps(snes, 1);
    expect(snes.clock.v).toBe(225);
    expect(snes.clock.h).toBeLessThan(140);
  });

  it('shows the NMI flag once', () => {
    const snes = boot(nmiProgram);
    while (snes.cpu.pc !== 0x8100) steps(snes, 1);
    steps(snes, 1);
    expect(snes.cpu.a & 0xff).toBe(0xc2 | (snes.cpu.a & 0x70));
    expect(snes.cpu.peek(0x4210) & 0x80).toBe(0);
  });

  it('takes an H/V IRQ at its dot and keeps /IRQ low until TIMEUP is read', () => {
    // vtime 100, htime 50, enable both, cli, loop; handler: stays
    const code = [
      0xa9,
      50,
      0x8d,
      0x07,
      0x42,
      0x9c,
      0x08,
      0x42,
      0xa9,
      100,
      0x8d,
      0x09,
      0x42,
      0x9c,
      0x0a,
      0x42,
      0xa9,
      0x30,
      0x8d,
      0x00,
      0x42,
      0x58,
      ...LOOP,
    ];
    const snes = boot({ code, irq: 0x8100, at: { 0x8100: [0xad, 0x11, 0x42, 0xad, 0x11, 0x42, ...LOOP] } });
    while (snes.cpu.pc !== 0x8100) steps(snes, 1);
    expect(snes.clock.v).toBe(100);
    expect(snes.clock.h).toBeGreaterThanOrEqual(4 * 50 + 14 + 4);
    expect(snes.clock.h).toBeLessThan(4 * 50 + 14 + 120);
    steps(snes, 1);
    expect(snes.cpu.a & 0x80).toBe(0x80);
    steps(snes, 1);
    expect(snes.cpu.a & 0x80).toBe(0);
  });

  it('does not take an IRQ with I set, but WAI wakes', () => {
    const code = [0xa9, 50, 0x8d, 0x07, 0x42, 0x9c, 0x08, 0x42, 0xa9, 0x10, 0x8d, 0x00, 0x42, 0xcb, 0xa9, 0x55, ...LOOP];
    const snes = boot({ code, irq: 0x8100, at: { 0x8100: LOOP } });
    for (let i = 0; i < 400 && (snes.cpu.a & 0xff) !== 0x55; i++) steps(snes, 1);
    expect(snes.cpu.a & 0xff).toBe(0x55);
    expect(snes.cpu.pc).not.toBe(0x8100);
  });

  it('lets one more instruction run after CLI', () => {
    // an IRQ is pending: cli; nop; nop
    const code = [0x9c, 0x09, 0x42, 0x9c, 0x0a, 0x42, 0xa9, 0x20, 0x8d, 0x00, 0x42, ...Array.from({ length: 300 }, () => 0xea)];
    const snes = boot({ code: [...code, 0x58, 0xea, 0xea, ...LOOP], irq: 0x8200, at: { 0x8200: LOOP } });
    runTo(snes, 0);
    runTo(snes, 1);
    const cli = 0x8000 + code.length;
    while (snes.cpu.pc !== cli) steps(snes, 1);
    snes.cpu.bus.wram.fill(0);
    if ((snes.cpu.peek(0x4211) & 0x80) === 0) {
      // the field's line 0 has not come yet: wait for it on the last nops
      snes.cpu.pc = cli - 200;
      runTo(snes, 0, 20);
      while (snes.cpu.pc !== cli) steps(snes, 1);
    }
    steps(snes, 1);
    expect(snes.cpu.pc).toBe(cli + 1);
    steps(snes, 1);
    expect(snes.cpu.pc).toBe(cli + 2);
    steps(snes, 1);
    expect(snes.cpu.pc).toBe(0x8200);
  });
});

describe('HVBJOY', () => {
  it('shows H-blank from H = 1096 to 2 and V-blank from line 225 [ares: readCPU]', () => {
    const snes = boot({ code: LOOP });
    for (const line of [5, 230]) {
      runTo(snes, line);
      while (snes.clock.v === line) {
        const { h } = snes.clock;
        expect(snes.cpu.peek(0x4212) & 0xc0, `line ${line}, H ${h}`).toBe(
          (h <= 2 || h >= 1096 ? 0x40 : 0) | (line === 230 ? 0x80 : 0),
        );
        steps(snes, 1);
      }
    }
  });
});

describe('multiplier and divider', () => {
  it('need 8 and 16 cycles', () => {
    // lda #$12; sta $4202; lda #$34; sta $4203; nop x4; rep #$20; lda $4216
    const code = [
      0xa9, 0x12, 0x8d, 0x02, 0x42, 0xa9, 0x34, 0x8d, 0x03, 0x42, 0xea, 0xea, 0xea, 0xea, 0x18, 0xfb, 0xc2, 0x20, 0xad, 0x16,
      0x42,
    ];
    const snes = boot({ code });
    steps(snes, 12);
    expect(snes.cpu.a).toBe(0x12 * 0x34);
  });

  it('divides, and by zero gives $FFFF and the dividend', () => {
    const divide = (divisor: number): [number, number] => {
      const code = [...NATIVE16, 0xa9, 0x39, 0x30, 0x8d, 0x04, 0x42, 0xe2, 0x20, 0xa9, divisor, 0x8d, 0x06, 0x42];
      const snes = boot({
        code: [...code, ...Array.from({ length: 12 }, () => 0xea), 0xc2, 0x20, 0xad, 0x14, 0x42, 0xae, 0x16, 0x42],
      });
      steps(snes, 3 + 2 + 1 + 2 + 12 + 3);
      return [snes.cpu.a, snes.cpu.x];
    };
    expect(divide(7)).toEqual([Math.floor(12345 / 7), 12345 % 7]);
    expect(divide(0)).toEqual([0xffff, 12345]);
  });
});

describe('open bus', () => {
  it('gives the last byte fetched', () => {
    const snes = boot({ code: [0xad, 0x00, 0x50, 0xaf, 0x00, 0x60, 0x01] });
    steps(snes, 1);
    expect(snes.cpu.a & 0xff).toBe(0x50);
    steps(snes, 1);
    expect(snes.cpu.a & 0xff).toBe(0x01);
  });
});
