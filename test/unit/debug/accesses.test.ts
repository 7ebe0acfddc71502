import { describe, expect, it } from 'vitest';
import { type Breakpoint, type BreakHit, NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Debugger, Stop } from '../../../src/debug/debugger.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { lastWrite } from '../../../src/debug/search/who-wrote.ts';
import { AccessCounters } from '../../../src/debug/tools/counters.ts';
import { romOf } from '../core/machine.ts';
import { debuggerOf } from '../../debug/rig.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];
const store = (register: number, value: number): number[] => [0xa9, value, 0x8d, ...word(register)];
const IRQ = 0x8300;
/** Native mode, 8 bits; then the loop, for ever. */
const BEGIN = [0x18, 0xfb, 0xe2, 0x30];

function started(loop: readonly number[], at: Readonly<Record<number, readonly number[]>> = {}, frames = 2): Debugger {
  const program = { ...at, 0x8100: [...loop, 0x4c, ...word(0x8100)] };
  const one = debuggerOf(romOf({ code: [...BEGIN, 0x4c, ...word(0x8100)], at: program, irq: IRQ }));
  for (let frame = 0; frame < frames; frame++) one.runFrame();
  one.pause();
  return one;
}

function run(one: Debugger, frames = 4): Stop | null {
  let stop = one.leave() ? null : one.halted();
  for (let frame = 0; stop === null && frame < frames; frame++) stop = one.runFrame();
  return stop;
}

function hitOf(one: Debugger, part: Partial<Breakpoint>): BreakHit | undefined {
  one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, ...part }]);
  return run(one)?.hits[0];
}

const at = (from: number, to = from): Pick<Breakpoint, 'from' | 'to'> => ({ from, to });

describe('what stands right behind an instruction', () => {
  // ldx #0 / jmp (table,x) / table: .addr $8200; there: back.
  const jump = (): Debugger => started([0xa2, 0, 0x7c, ...word(0x8105), ...word(0x8200)], { 0x8200: [0x4c, ...word(0x8100)] });

  it('is read by it, not executed: a table of jumps', () => {
    expect(hitOf(jump(), { read: true, memory: 'rom', ...at(0x105) })).toMatchObject({
      kind: 'read',
      address: 0x105,
      pc: 0x8102,
    });
    expect(hitOf(jump(), { read: true, ...at(0x8105) })).toMatchObject({ kind: 'read', address: 0x8105 });
    // Opcodes and operands are not.
    expect(hitOf(jump(), { read: true, ...at(0x8100, 0x8104) })).toBeUndefined();
    const one = jump();
    const counters = new AccessCounters(one.snes);
    one.history.live.hub.add(counters);
    one.runFrame();
    const { reads, execs } = counters.read('rom', 0x100, 8)!;
    expect(reads[5]).toBe(reads[6]);
    expect(reads[5]).toBeGreaterThan(100);
    expect(execs[5] + execs[6]).toBe(0);
    expect(execs[2]).toBe(execs[4]);
  });

  it('and a dummy read before an interrupt is none', () => {
    // An IRQ on each line over nop: the last cycle of one is a read of what follows.
    const nops = Array.from({ length: 60 }, () => 0xea);
    const one = started([...store(0x4207, 40), ...store(0x4200, 0x10), 0x58, ...nops], { [IRQ]: [0xaf, 0x11, 0x42, 0x00, 0x40] });
    expect(hitOf(one, { execute: true, ...at(IRQ) })).toMatchObject({ kind: 'execute' });
    expect(hitOf(one, { read: true, ...at(0x8100, 0x81ff) })).toBeUndefined();
  });

  it('is read by the sound processor, too', () => {
    const one = started([0xea]);
    one.step('into', 'smp');
    one.edit((snes) => {
      // mov x,#0 / jmp [!table+x] / table: dw $300
      snes.aram.set([0xcd, 0, 0x1f, 0x05, 0x03, 0x00, 0x03], 0x300);
      processorOf('smp').setPc(snes, 0x300);
    });
    expect(hitOf(one, { processor: 'smp', memory: 'smp', read: true, ...at(0x305) })).toMatchObject({
      kind: 'read',
      address: 0x305,
    });
    expect(hitOf(one, { processor: 'smp', memory: 'smp', read: true, ...at(0x300, 0x304) })).toBeUndefined();
  });
});

describe('WMDATA', () => {
  // WRAM address $01:0020, then two bytes.
  const port = (): Debugger =>
    started([...store(0x2181, 0x20), ...store(0x2182, 0), ...store(0x2183, 1), ...store(0x2180, 7), ...store(0x2180, 9)]);

  it('writes WRAM: a breakpoint on the bus where the byte is stops, and so does one on the port', () => {
    expect(hitOf(port(), { write: true, memory: 'wram', ...at(0x10021) })).toMatchObject({ value: 9, address: 0x10021 });
    expect(hitOf(port(), { write: true, ...at(0x7f0021) })).toMatchObject({ kind: 'write', value: 9 });
    expect(hitOf(port(), { write: true, ...at(0x2180), condition: 'value == 9' })).toMatchObject({ value: 9, address: 0x2180 });
    const one = port();
    expect(lastWrite(one.history, one.position, { memory: 'cpu', from: 0x7f0021, to: 0x7f0021 })).toMatchObject({ value: 9 });
  });
});

it('the mirrors of the sound ports are the ports', () => {
  const one = started([...store(0x2146, 0x33), ...store(0x217d, 0x44)]);
  expect(hitOf(one, { write: true, ...at(0x2142) })).toMatchObject({ address: 0x2146, value: 0x33 });
  expect(hitOf(one, { write: true, ...at(0x2161) })).toMatchObject({ address: 0x217d, value: 0x44 });
  expect(hitOf(one, { write: true, ...at(0x2140) })).toBeUndefined();
  expect(lastWrite(one.history, one.position, { memory: 'cpu', from: 0x2141, to: 0x2141 })).toMatchObject({ value: 0x44 });
  expect(lastWrite(one.history, one.position, { memory: 'cpu', from: 0x2142, to: 0x2142 })).toMatchObject({ value: 0x33 });
});

describe('audio RAM', () => {
  const playing = (...code: number[]): Debugger => {
    const one = started([0xea]);
    one.step('into', 'smp');
    one.edit((snes) => {
      snes.aram.set(code, 0x300);
      processorOf('smp').setPc(snes, 0x300);
    });
    return one;
  };

  it('is neither the registers nor the boot program above it', () => {
    // mov a,$f4 / mov a,!$ffc0 / bra back
    const code = [0xe4, 0xf4, 0xe5, 0xc0, 0xff, 0x2f, 0xf9];
    expect(hitOf(playing(...code), { processor: 'smp', memory: 'aram', read: true, ...at(0xf0, 0xffff) })).toBeUndefined();
    expect(hitOf(playing(...code), { processor: 'smp', memory: 'smp', read: true, ...at(0xffc0) })).toMatchObject({
      kind: 'read',
    });
    expect(hitOf(playing(...code), { processor: 'smp', memory: 'smp', read: true, ...at(0xf4) })).toMatchObject({ kind: 'read' });
  });

  it('is written by the echo in its own cycle: stops come in one order, forward and back', () => {
    const dsp = (register: number, value: number): number[] => [0x8f, register, 0xf2, 0x8f, value, 0xf3];
    // Echo of one sample at $2000, written; inc $40 / mov a,$40 / bra back
    const one = playing(...dsp(0x6d, 0x20), ...dsp(0x7d, 0), ...dsp(0x6c, 0), 0xab, 0x40, 0xe4, 0x40, 0x2f, 0xfa);
    one.leave();
    one.runFrame();
    one.pause();
    one.setBreakpoints([
      { ...NEW_BREAKPOINT, id: 1, processor: 'smp', memory: 'aram', write: true, ...at(0x2000) },
      { ...NEW_BREAKPOINT, id: 2, processor: 'smp', memory: 'smp', execute: true, ...at(0x316), condition: '[$40] % 4 == 1' },
    ]);
    const there: string[] = [];
    const ids = new Set<number>();
    for (let i = 0; i < 12; i++) {
      const { hits, position } = run(one)!;
      there.push(`${position.time}.${position.micro}`);
      ids.add(hits[0].id);
    }
    expect(ids.size).toBe(2);
    const back = there.slice(1).map(() => {
      const { position } = one.continueBack();
      return `${position.time}.${position.micro}`;
    });
    expect(back).toEqual(there.slice(0, -1).toReversed());
    expect(lastWrite(one.history, one.position, { memory: 'aram', from: 0x2000, to: 0x2000 })).toMatchObject({ agent: 'echo' });
  });

  it('has no writer where TEST keeps it as it is', () => {
    // mov $40,#1 / mov $f0,#$08 (not writable) / mov $40,#2 / mov $f0,#$0a / bra back
    const one = playing(0x8f, 1, 0x40, 0x8f, 0x08, 0xf0, 0x8f, 2, 0x40, 0x8f, 0x0a, 0xf0, 0x2f, 0xf2);
    run(one, 1);
    one.pause();
    expect(lastWrite(one.history, one.position, { memory: 'aram', from: 0x40, to: 0x40 })).toMatchObject({ value: 1, pc: 0x300 });
  });
});
