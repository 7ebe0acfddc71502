import { describe, expect, it } from 'vitest';
import { type Breakpoint, NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Debugger, Stop } from '../../../src/debug/debugger.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { romOf } from '../core/machine.ts';
import { debuggerOf, nextStop } from '../../debug/rig.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];
const store = (register: number, value: number): number[] => [0xa9, value, 0x8d, ...word(register)];

/** Native mode, 8 bits, NMI and a V-IRQ on line 100; then bank $80, where it reads, writes and does one of everything in a loop. */
const BEGIN = [0x18, 0xfb, 0xe2, 0x30, ...store(0x4209, 100), ...store(0x420a, 0), ...store(0x4200, 0xa1), 0x58];
const DMA = [...store(0x4300, 0), ...store(0x4301, 0x18), ...store(0x4305, 4), ...store(0x4306, 0), ...store(0x420b, 1)];
/** BRK, COP, WDM; $10; $802100; what was never written, and where nobody is; palette, sprites, battery RAM, a DMA to VRAM. */
const LOOP = [
  [0x00, 0xea, 0x02, 0xea, 0x42, 0xea],
  [0xa9, 0x12, 0x85, 0x10],
  [0xa9, 0x0f, 0x8f, 0x00, 0x21, 0x80],
  [0xad, ...word(0x1234), 0xad, ...word(0x5000)],
  [...store(0x2121, 3), ...store(0x2122, 0x55), ...store(0x2122, 0x05), ...store(0x2102, 0), ...store(0x2104, 7)],
  [0xa9, 0x44, 0x8f, 0x05, 0x00, 0x70],
  DMA,
].flat();
const CODE = 0x8100;
const HANDLER = 0x8200;
const END = [0x5c, 0x00, 0x81, 0x80];

function rom(loop = LOOP): Uint8Array {
  const bytes = romOf({
    code: [...BEGIN, 0x5c, 0x00, 0x81, 0x80],
    at: { [CODE]: [...loop, ...END], [HANDLER]: [0x48, 0xaf, 0x11, 0x42, 0x00, 0x68, 0x40] },
    nmi: HANDLER,
    irq: HANDLER,
  });
  bytes.set(word(HANDLER), 0x7fe4);
  bytes.set(word(HANDLER), 0x7fe6);
  bytes[0x7fd6] = 2;
  bytes[0x7fd8] = 3;
  return bytes;
}

function started(program = rom()): Debugger {
  const one = debuggerOf(program);
  for (let frame = 0; frame < 3; frame++) one.runFrame();
  one.pause();
  return one;
}

function hitOf(part: Partial<Breakpoint>, one = started()): Stop['hits'][number] | undefined {
  one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, ...part }]);
  return nextStop(one)?.hits[0];
}

const at = (from: number, to = from): Pick<Breakpoint, 'from' | 'to'> => ({ from, to });
const lda = CODE + 6;

describe('a breakpoint on the bus', () => {
  it('holds at every mirror: the program runs in bank $80, the breakpoint names $00', () => {
    expect(hitOf({ execute: true, ...at(lda) })).toMatchObject({ kind: 'execute', address: 0x800000 | lda });
    expect(hitOf({ execute: true, ...at(0x800000 | lda) })).toMatchObject({ address: 0x800000 | lda });
    expect(hitOf({ execute: true, ...at(0x7e0000 | lda) })).toBeUndefined();
    expect(hitOf({ write: true, ...at(0x2100) })).toMatchObject({ kind: 'write', address: 0x802100, value: 15 });
    expect(hitOf({ write: true, ...at(0x7e0010) })).toMatchObject({ kind: 'write', address: 0x10, value: 0x12 });
    expect(hitOf({ read: true, ...at(0x900000, 0x90ffff), condition: 'address == 0x1234' })).toMatchObject({ kind: 'read' });
  });

  it('executes in the memory behind it, too', () => {
    expect(hitOf({ execute: true, memory: 'rom', ...at(lda & 0x7fff) })).toMatchObject({ address: 0x800000 | lda });
    expect(hitOf({ execute: true, memory: 'wram', ...at(lda & 0x7fff) })).toBeUndefined();
  });

  it('is run to at every mirror', () => {
    const one = started();
    expect(one.runTo({ kind: 'address', processor: 'cpu', address: lda }).reason).toBe('target');
    expect((one.snes.cpu.pbr << 16) | one.snes.cpu.pc).toBe(0x800000 | lda);
  });
});

describe('a breakpoint on a memory', () => {
  it.each([
    ['wram', 0x10, 0x12],
    ['sram', 5, 0x44],
    ['vram', 0, null],
    ['oam', 0, null],
    ['cgram', 6, 0x55],
  ] as const)('stops at a write to %s', (memory, address, value) => {
    const one = started(memory === 'oam' ? rom([...store(0x2102, 0), ...store(0x2104, 7), ...store(0x2104, 9)]) : rom());
    const range = memory === 'vram' ? at(0, 0xffff) : at(address);
    const hit = hitOf({ write: true, memory, ...range }, one);
    expect(hit).toMatchObject({ kind: 'write', memory });
    if (value !== null) expect(hit?.value).toBe(value);
  });

  it('stops at a read of ROM as data', () => {
    expect(hitOf({ read: true, memory: 'rom', ...at(0, 3), condition: 'dma.active == 1' })).toBeUndefined();
    expect(hitOf({ read: true, memory: 'wram', ...at(0x1234) })).toMatchObject({ kind: 'read', memory: 'wram' });
  });
});

describe('events', () => {
  it.each(['nmi', 'irq', 'dma', 'brk', 'cop', 'wdm', 'uninitialised', 'invalid'] as const)('%s stops', (event) => {
    expect(hitOf({ event })).toMatchObject({ kind: event });
    // The S-CPU's events are its own, whatever the dialog was left at.
    if (event !== 'brk') expect(hitOf({ event, processor: 'smp' })).toMatchObject({ kind: event });
  });

  it('STP stops before it', () => {
    const one = started(rom([0xe6, 0x20, 0xa5, 0x20, 0xc9, 0x03, 0xd0, 0x01, 0xdb]));
    expect(started(rom([0xea])).snes.cpu.stopped).toBe(0);
    const fresh = debuggerOf(rom([0xdb]));
    fresh.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, event: 'stp' }]);
    expect(fresh.runFrame()?.hits[0]).toMatchObject({ kind: 'stp', address: 0x808100 });
    expect(one.snes.cpu.stopped).not.toBe(0);
  });

  it('may have several breakpoints, each with a condition of its own', () => {
    const one = started();
    one.setBreakpoints([
      { ...NEW_BREAKPOINT, id: 1, event: 'irq', condition: 'scanline == 100' },
      { ...NEW_BREAKPOINT, id: 2, event: 'irq', condition: 'scanline == 3' },
    ]);
    expect(nextStop(one)?.hits[0]).toMatchObject({ id: 1, kind: 'irq' });
  });

  it('a byte that was written in a single cycle step is not read before it was written', () => {
    const one = started(rom([0xa9, 0x77, 0x85, 0x40, 0xa5, 0x40]));
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, event: 'uninitialised' }]);
    expect(nextStop(one)).toBeNull();
    one.edit((snes) => (snes.wram[0x40] = 0));
    one.step('cycle', 'cpu', 400);
    expect(nextStop(one)).toBeNull();
  });
});

it('what lies in a range that forbids neither stops nor counts, on its own processor', () => {
  const one = started();
  const execute = { ...NEW_BREAKPOINT, id: 1, execute: true, ...at(lda) };
  one.setBreakpoints([execute, { ...NEW_BREAKPOINT, id: 2, forbid: true, ...at(CODE, CODE + 0x7f) }]);
  expect(nextStop(one)).toBeNull();
  one.pause();
  expect(one.breakpoints.hits.get(1)).toBe(0);
  one.setBreakpoints([execute, { ...NEW_BREAKPOINT, id: 2, forbid: true, processor: 'smp', memory: 'smp', ...at(0, 0xffff) }]);
  expect(nextStop(one)?.hits[0]).toMatchObject({ id: 1 });
});

describe('the sound processor', () => {
  // mov $f2,#$4c; mov a,$f3; mov $f3,#0; nop; bra back.
  const PROGRAM = [0x8f, 0x4c, 0xf2, 0xe4, 0xf3, 0x8f, 0x00, 0xf3, 0x00, 0x2f, 0xf5];
  const smp = { processor: 'smp', memory: 'smp' } as const;

  function playing(code = PROGRAM): Debugger {
    const one = started();
    // From the end of an instruction.
    one.step('into', 'smp');
    one.edit((snes) => {
      snes.aram.set(code, 0x300);
      processorOf('smp').setPc(snes, 0x300);
    });
    return one;
  }

  it('stops at reads and writes of the DSP', () => {
    expect(hitOf({ memory: 'dsp', read: true, ...at(0x4c) }, playing())).toMatchObject({
      kind: 'read',
      memory: 'dsp',
      address: 0x4c,
    });
    expect(hitOf({ memory: 'dsp', write: true, ...at(0x4c) }, playing())).toMatchObject({
      kind: 'write',
      memory: 'dsp',
      value: 0,
    });
    expect(hitOf({ memory: 'dsp', read: true, ...at(0x4d) }, playing())).toBeUndefined();
  });

  it('steps on from its breakpoint, and is stopped by it the next time', () => {
    const one = playing();
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, ...smp, execute: true, ...at(0x303) }]);
    expect(nextStop(one)?.hits).toHaveLength(1);
    expect(one.snes.apu.pc).toBe(0x303);
    const before = one.position;
    for (const pc of [0x305, 0x308]) {
      expect(one.step('into', 'smp').reason).toBe('step');
      expect(one.snes.apu.pc).toBe(pc);
      expect(one.position).not.toEqual(before);
    }
    // Two accesses are behind it: cycles of either processor go on, too.
    expect(one.step('cycle', 'smp', 3).reason).toBe('step');
    const { position } = one;
    expect(one.step('cycle', 'cpu', 3).reason).toBe('step');
    expect(one.position).not.toEqual(position);
    expect(nextStop(one)?.hits[0]).toMatchObject({ id: 1, address: 0x303 });
    expect(one.snes.apu.pc).toBe(0x303);
    expect(one.step('over', 'smp').reason).toBe('step');
    expect(one.snes.apu.pc).toBe(0x305);
  });

  it('is stopped within a step over, and at the place where it lands', () => {
    // call $310; bra back; $310: nop; ret
    const one = playing([0x3f, 0x10, 0x03, 0x2f, 0xfb, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x6f]);
    one.runTo({ kind: 'address', processor: 'smp', address: 0x300 });
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, ...smp, execute: true, ...at(0x311) }]);
    expect(one.step('over', 'smp')).toMatchObject({ reason: 'breakpoint', hits: [{ id: 1 }] });
    expect(one.snes.apu.pc).toBe(0x311);
    expect(one.step('out', 'smp').reason).toBe('step');
    expect(one.snes.apu.pc).toBe(0x303);
    one.runTo({ kind: 'address', processor: 'smp', address: 0x300 });
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, ...smp, execute: true, ...at(0x303) }]);
    expect(one.step('over', 'smp')).toMatchObject({ reason: 'breakpoint', hits: [{ id: 1 }] });
    expect(one.snes.apu.pc).toBe(0x303);
    one.setBreakpoints([]);
    one.runTo({ kind: 'address', processor: 'smp', address: 0x310 });
    one.stepBack('out', 'smp');
    expect(one.snes.apu.pc).toBe(0x300);
    one.stepBack('over', 'smp');
    expect(one.snes.apu.pc).toBe(0x303);
    one.stepBack('over', 'smp');
    expect(one.snes.apu.pc).toBe(0x300);
  });

  it('steps out of a routine that takes many frames, and is stopped on the way', () => {
    // call $310; bra back; $310: y, x and a count down; ret
    const wait = [0x8d, 0x10, 0xcd, 0x00, 0xe8, 0x10, 0x9c, 0xd0, 0xfd, 0x1d, 0xd0, 0xf8, 0xfe, 0xf6, 0x6f];
    const one = playing([0x3f, 0x10, 0x03, 0x2f, 0xfb, ...Array.from({ length: 11 }, () => 0), ...wait]);
    one.runTo({ kind: 'address', processor: 'smp', address: 0x312 });
    const from = one.position;
    const { frame } = one.snes;
    expect(one.step('out', 'smp').reason).toBe('step');
    expect(one.snes.apu.pc).toBe(0x303);
    expect(one.snes.frame).toBeGreaterThan(frame + 10);
    const to = one.position;
    const state = one.snes.saveState();
    // The same place as cycle by cycle.
    one.stepBack('into', 'smp');
    expect(one.snes.apu.pc).toBe(0x31e);
    one.step('into', 'smp');
    expect(one.position).toEqual(to);
    expect(Buffer.compare(one.snes.saveState(), state)).toBe(0);
    expect(one.stepBack('over', 'smp').reason).toBe('step');
    expect(one.snes.apu.pc).toBe(0x300);
    one.goTo(from);
    one.setBreakpoints([
      { ...NEW_BREAKPOINT, id: 1, ...smp, execute: true, ...at(0x31e) },
      { ...NEW_BREAKPOINT, id: 2, ...smp, execute: true, ...at(0x303) },
    ]);
    expect(one.step('out', 'smp')).toMatchObject({ reason: 'breakpoint', hits: [{ id: 1 }] });
    expect(one.snes.apu.pc).toBe(0x31e);
    expect(one.step('out', 'smp')).toMatchObject({ reason: 'breakpoint', hits: [{ id: 2 }] });
    expect(one.position).toEqual(to);
  });

  it('stays where it is when its routine has no caller, forward and back', () => {
    const one = playing([0x00, 0x00, 0x2f, 0xfc]);
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'smp', address: 0x302 });
    const { position } = one;
    const state = one.snes.saveState();
    expect(one.step('out', 'smp')).toMatchObject({ reason: 'no-return', position });
    expect(one.snes.apu.pc).toBe(0x302);
    expect(Buffer.compare(one.snes.saveState(), state)).toBe(0);
    // What was run to find out can be gone to.
    expect(one.history.end).toBeGreaterThan(position.time + 100 * 260 * 1364);
    expect(one.snes.frame).toBeLessThan(20);
    one.goTo({ time: one.history.end, micro: 0 });
    const last = one.position;
    expect(one.stepBack('out', 'smp').reason).toBe('beginning');
    one.goTo(last);
    // It sleeps for ever.
    one.step('into', 'smp');
    one.edit((snes) => snes.aram.set([0xef], 0x300));
    one.runTo({ kind: 'address', processor: 'smp', address: 0x300 });
    one.step('frame', 'cpu');
    expect(one.step('into', 'smp').reason).toBe('waiting');
    expect(one.step('out', 'smp').reason).toBe('no-return');
  });

  it('has BRK as an event', () => {
    const one = playing([0x00, 0x0f]);
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, event: 'brk', processor: 'smp' }]);
    expect(nextStop(one)?.hits[0]).toMatchObject({ kind: 'brk', memory: 'smp', address: 0x301 });
    expect(one.snes.apu.pc).toBe(0x301);
  });
});

it('the S-CPU stays where it is when its routine has no caller', () => {
  const one = started();
  one.runTo({ kind: 'address', processor: 'cpu', address: lda });
  const { position } = one;
  const state = one.snes.saveState();
  expect(one.step('out', 'cpu')).toMatchObject({ reason: 'no-return', position });
  expect(Buffer.compare(one.snes.saveState(), state)).toBe(0);
  expect(one.history.end - position.time).toBeLessThan(130 * 313 * 1364);
});

it('cycles of the S-CPU go on where an access stops, and count nothing', () => {
  const one = started();
  one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, write: true, memory: 'wram', ...at(0x10), temporary: true }]);
  one.runTo({ kind: 'address', processor: 'cpu', address: lda + 2 });
  const place = one.position;
  for (let i = 0; i < 3; i++) expect(one.step('cycle', 'cpu').reason).toBe('step');
  expect(one.position).not.toEqual(place);
  expect(one.list).toHaveLength(1);
  expect(nextStop(one)?.hits[0]).toMatchObject({ id: 1 });
  expect(one.list).toHaveLength(0);
});
