import { describe, expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import type { Breakpoint, DebugStatus, StepKind } from '../../../src/session/debug-protocol.ts';
import { romOf } from '../core/machine.ts';

const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];
const jsr = (to: number): number[] => [0x20, to & 0xff, to >> 8];

const MAIN = 0x8100;
const OUTER = 0x8200;
const INNER = 0x8300;
const NMI = 0x8400;
const IRQ = 0x8500;
/** Behind the JSR of MAIN, and of OUTER. */
const AFTER_MAIN = MAIN + 3;
const AFTER_OUTER = OUTER + 4;

/** MAIN calls OUTER, that calls INNER, which takes some frames; NMI each frame and an IRQ on line 50, each with a routine of its own. */
function rom(): Uint8Array {
  return romOf({
    code: [
      0x18,
      0xfb,
      0xe2,
      0x30,
      0x64,
      0x10,
      0x64,
      0x20,
      0x64,
      0x22,
      ...put(0x4209, 50),
      ...put(0x420a, 0),
      ...put(0x4200, 0xa1),
      0x58,
      0x4c,
      0x00,
      0x81,
    ],
    at: {
      [MAIN]: [...jsr(OUTER), 0xe6, 0x10, 0x80, 0xf9],
      [OUTER]: [0xea, ...jsr(INNER), 0xea, 0x60],
      // ldy #0; ldx #0; dex; bne; dey; bne; rts
      [INNER]: [0xa0, 0x00, 0xa2, 0x00, 0xca, 0xd0, 0xfd, 0x88, 0xd0, 0xf8, 0x60],
      [NMI]: [0x48, ...jsr(NMI + 0x20), 0xaf, 0x10, 0x42, 0x00, 0x68, 0x40],
      [NMI + 0x20]: [0xe6, 0x20, 0x60],
      [IRQ]: [0x48, ...jsr(IRQ + 0x20), 0xaf, 0x11, 0x42, 0x00, 0x68, 0x40],
      [IRQ + 0x20]: [0xe6, 0x22, 0x60],
    },
    nmi: NMI,
    irq: IRQ,
  });
}

function open() {
  const make = (): Snes => new Snes(rom(), { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make }, { interval: 5 });
  session.runFrames(3);
  session.pause();
  const step = (kind: StepKind, back = false): DebugStatus => session.call('step', { kind, back, processor: 'cpu' });
  const to = (address: number): DebugStatus =>
    session.call('runTo', { target: { kind: 'address', processor: 'cpu', address }, frames: 60 });
  const pc = (): number => session.status().processors[0]?.pc ?? -1;
  const byte = (address: number): number => session.call('readMemory', { memory: 'wram', address, length: 1 })[0] ?? -1;
  const set = (...list: Partial<Breakpoint>[]): void => {
    expect(
      session.call(
        'setBreakpoints',
        list.map((one, i) => ({ ...NEW_BREAKPOINT, id: i + 1, ...one })),
      ),
    ).toBeNull();
  };
  const run = (frames = 20): number => session.runFrames(frames)?.hits[0]?.id ?? 0;
  return { session, step, to, pc, byte, set, run };
}

describe('steps of the S-CPU with interrupts in between', () => {
  it('over a call run through it and all interrupts that arrive in it, and back', () => {
    const { session, step, to, pc, byte } = open();
    to(MAIN);
    const start = session.status().position;
    const before = [byte(0x20), byte(0x22)];
    expect(step('over').stop?.reason).toBe('step');
    expect(pc()).toBe(AFTER_MAIN);
    // Some of either have come meanwhile.
    expect(byte(0x20)).toBeGreaterThan(before[0] + 2);
    expect(byte(0x22)).toBeGreaterThan(before[1] + 2);
    const after = session.status().position;
    step('over', true);
    expect([pc(), session.status().position]).toEqual([MAIN, start]);
    step('over');
    expect(session.status().position).toEqual(after);
  });

  it('out of a routine end behind its call though interrupts return meanwhile, and go back to the call', () => {
    const { session, step, to, pc, byte } = open();
    to(INNER + 4);
    const nmis = byte(0x20);
    step('out');
    expect(pc()).toBe(AFTER_OUTER);
    expect(byte(0x20)).toBeGreaterThan(nmis + 2);
    step('out');
    expect(pc()).toBe(AFTER_MAIN);
    to(INNER + 4);
    step('out', true);
    expect(pc()).toBe(OUTER + 1);
    step('out', true);
    expect(pc()).toBe(MAIN);
    expect(session.status().stop?.reason).toBe('step');
  });

  it.each([
    ['nmi', NMI],
    ['irq', IRQ],
  ] as const)('out of a routine of an %s end in the interrupt’s, and out of that where it was interrupted', (kind, handler) => {
    const { session, step, to, pc } = open();
    to(INNER);
    session.call('runTo', { target: { kind } });
    to(handler);
    const interrupted = session.call('callStack', { processor: 'cpu' })[0];
    expect(interrupted).toMatchObject({ kind, to: handler });
    to(handler + 0x20);
    step('out');
    expect(pc()).toBe(handler + 4);
    step('out');
    expect(pc()).toBe(interrupted?.from);
    // From the first instruction, to which nobody ran.
    session.call('runTo', { target: { kind } });
    expect(pc()).toBe(handler);
    step('over');
    expect(pc()).toBe(handler + 1);
    // A step over of the instruction before an interrupt does not end in the interrupt.
    session.call('runTo', { target: { kind } });
    to(handler);
    step('out', true);
    expect(pc()).toBeGreaterThanOrEqual(INNER);
    expect(pc()).toBeLessThan(INNER + 12);
    const { position } = session.status();
    step('over');
    expect(pc() >= INNER && pc() < INNER + 12).toBe(true);
    expect(session.status().position.time).toBeGreaterThan(position.time + 100);
  });
});

it('steps of the SPC700 over and out of a call are the same while the S-CPU is interrupted', () => {
  const { session } = open();
  session.call('step', { kind: 'into', processor: 'smp' });
  // call $320; bra back; $320: mov y,#0; mov x,#0; dec x; bne; dbnz y; ret: longer than a frame.
  session.debugger.edit((snes) => {
    snes.aram.set([0x3f, 0x20, 0x03, 0x2f, 0xfb], 0x300);
    snes.aram.set([0x8d, 0x40, 0xcd, 0x00, 0x1d, 0xd0, 0xfd, 0xfe, 0xf9, 0x6f], 0x320);
    processorOf('smp').setPc(snes, 0x300);
  });
  const nmis = (): number => session.call('readMemory', { memory: 'wram', address: 0x20, length: 1 })[0] ?? -1;
  const before = nmis();
  const pc = (kind: StepKind, back = false): number =>
    session.call('step', { kind, processor: 'smp', back }).processors[1]?.pc ?? -1;
  expect(pc('over')).toBe(0x303);
  expect(nmis()).toBeGreaterThan(before + 1);
  const after = session.status().position;
  expect(pc('over', true)).toBe(0x300);
  expect(pc('over')).toBe(0x303);
  expect(session.status().position).toEqual(after);
  expect([pc('into'), pc('into'), pc('into'), pc('out')]).toEqual([0x300, 0x320, 0x322, 0x303]);
  expect(pc('over', true)).toBe(0x300);
});

describe('breakpoints', () => {
  it('of a group go on and off together', () => {
    const { session, set, run } = open();
    const one = { execute: true, from: OUTER, to: OUTER, group: 'a' };
    const two = { execute: true, from: AFTER_MAIN, to: AFTER_MAIN, group: 'b' };
    const enabled = (a: boolean, b: boolean): void => set({ ...one, enabled: a }, { ...two, enabled: b });
    enabled(true, true);
    expect([run(), run(), run()]).toEqual([2, 1, 2]);
    enabled(false, true);
    expect([run(), run()]).toEqual([2, 2]);
    enabled(false, false);
    expect(run(12)).toBe(0);
    session.pause();
    enabled(true, false);
    expect([run(), run()]).toEqual([1, 1]);
    // Hits are counted on where they were.
    const hits = session.call('breakpoints', null).map((each) => each.hits);
    enabled(true, true);
    expect(session.call('breakpoints', null).map((each) => each.hits)[0]).toBe(hits[0]);
    expect(session.call('continueBack', null).stop?.hits[0]?.id).toBe(2);
  });

  it.each([
    ['the load of a state', (snes: Snes, state: Uint8Array) => snes.loadState(state)],
    ['a reset', (snes: Snes) => snes.reset()],
    ['a power cycle', (snes: Snes) => snes.power()],
  ] as const)('stay through %s, with all that they were given', (_what, change) => {
    const { session, set, run } = open();
    const state = session.target.snes.saveState();
    set(
      { execute: true, from: OUTER, to: OUTER, condition: '[$10] >= 1', group: 'x' },
      { write: true, memory: 'wram', from: 0x22, to: 0x22, ignore: 1 },
      { event: 'nmi', enabled: false },
    );
    const list = session.call('breakpoints', null).map(({ hits: _hits, ...rest }) => rest);
    expect(run()).not.toBe(0);
    change(session.target.snes, state);
    session.machineChanged();
    expect(session.call('breakpoints', null).map(({ hits: _hits, ...rest }) => rest)).toEqual(list);
    const ids = new Set(Array.from({ length: 24 }, () => run()));
    expect(ids).toEqual(new Set([1, 2]));
    expect(session.call('continueBack', null).stop?.reason).toBe('breakpoint');
  });
});
