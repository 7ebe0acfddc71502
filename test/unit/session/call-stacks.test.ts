import { expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { CallStacks } from '../../../src/session/call-stacks.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { chance } from '../../debug/rig.ts';
import { romOf } from '../core/machine.ts';

const jsr = (to: number): number[] => [0x20, to & 0xff, to >> 8];

/** Three routines deep, and an NMI with one of its own. */
function open(): DebugSession {
  const rom = romOf({
    code: [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x80, 0x8d, 0x00, 0x42, ...jsr(0x8100), 0x80, 0xfb],
    at: {
      0x8100: [...jsr(0x8110), 0xea, 0x60],
      0x8110: [...jsr(0x8120), 0x60],
      0x8120: [0xea, 0xea, 0x60],
      0x8200: [0x48, ...jsr(0x8210), 0xaf, 0x10, 0x42, 0x00, 0x68, 0x40],
      0x8210: [0xea, 0x60],
    },
    nmi: 0x8200,
  });
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  return new DebugSession({ snes: make(), input: null, replica: make }, { interval: 2 });
}

const KINDS = ['into', 'into', 'over', 'cycle', 'scanline'] as const;

it('knows the open calls wherever it is, as one who runs everything again does', () => {
  const session = open();
  session.runFrames(6);
  session.pause();
  session.call('writeMemory', {
    memory: 'aram',
    address: 0x300,
    bytes: Uint8Array.from([0x3f, 0x10, 0x03, 0x2f, 0xfb]),
  });
  session.call('writeMemory', { memory: 'aram', address: 0x310, bytes: Uint8Array.from([0x3f, 0x20, 0x03, 0x6f]) });
  session.call('writeMemory', { memory: 'aram', address: 0x320, bytes: Uint8Array.from([0, 0, 0x6f]) });
  session.call('step', { kind: 'into', processor: 'smp' });
  session.debugger.edit((snes) => processorOf('smp').setPc(snes, 0x300));
  session.call('step', { kind: 'frame', processor: 'cpu' });
  const next = chance(5);
  const kinds = new Set<string>();
  const depths = new Set<number>();
  for (let i = 0; i < 24; i++) {
    const processor = next(2) === 0 ? 'cpu' : 'smp';
    const kind = i % 8 === 7 ? 'frame' : KINDS[next(KINDS.length)];
    session.call('step', { kind, processor, back: next(3) === 0, count: kind === 'frame' ? 1 : 1 + next(4) });
    if (i === 12) session.debugger.edit((snes) => (snes.wram[0x100] = 1));
    for (const asked of ['cpu', 'smp'] as const) {
      const known = session.call('callStack', { processor: asked });
      expect(known, `${i} ${asked}`).toEqual(
        new CallStacks(session.debugger).at(asked, session.debugger.position).map((frame) => ({ ...frame, name: '' })),
      );
      for (const frame of known) kinds.add(`${asked} ${frame.kind}`);
      depths.add(known.length);
    }
  }
  expect([...kinds].sort()).toEqual(['cpu call', 'cpu nmi', 'smp call']);
  session.call('runTo', { target: { kind: 'nmi' } });
  session.call('step', { kind: 'into', processor: 'cpu', count: 3 });
  expect(
    session
      .call('callStack', { processor: 'cpu' })
      .map(({ kind }) => kind)
      .slice(0, 2),
  ).toEqual(['call', 'nmi']);
  expect(Math.max(...depths)).toBeGreaterThan(2);
});

it('learns of each step only what it does not know', () => {
  const session = open();
  session.runFrames(120);
  session.pause();
  session.call('callStack', { processor: 'cpu' });
  const { scout } = session.debugger.history;
  const run = (action: () => void): number => {
    let instructions = 0;
    const told = scout.hub.onExec.bind(scout.hub);
    scout.hub.onExec = (pc) => {
      instructions++;
      return told(pc);
    };
    action();
    scout.hub.onExec = told;
    return instructions;
  };
  for (let i = 0; i < 5; i++) {
    session.call('step', { kind: 'into', processor: 'cpu' });
    expect(run(() => session.call('callStack', { processor: 'cpu' }))).toBeLessThan(10);
    session.call('disassemble', { processor: 'cpu', address: 0x8000, before: 2, after: 2 });
    session.call('step', { kind: 'into', processor: 'cpu' });
    expect(run(() => session.call('disassemble', { processor: 'cpu', address: 0x8000, before: 2, after: 2 }))).toBeLessThan(10);
  }
});
