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

const FRAME_CLOCKS = 262 * 1364;
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

/** A routine that is entered once, at the beginning, and calls another again and again. */
function deep(idles: boolean): DebugSession {
  const rom = romOf({
    code: [0x18, 0xfb, 0xe2, 0x30, ...jsr(0x8100)],
    at: { 0x8100: [...jsr(0x8110), 0x80, 0xfb], 0x8110: [...jsr(0x8120), 0x60], 0x8120: [0xea, 0xea, 0x60] },
  });
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  return new DebugSession({ snes: make(), input: null, replica: make }, { interval: 20, idles });
}

function runTo8120(session: DebugSession): void {
  session.runFrames(45);
  session.pause();
  session.call('runTo', { target: { kind: 'address', processor: 'cpu', address: 0x8120 } });
}

const calls = (session: DebugSession): readonly number[] =>
  session.call('callStack', { processor: 'cpu' }).map(({ from }) => from);

it('tells the innermost calls at once, and those further back when it was idle', () => {
  const [whole, idle] = [deep(false), deep(true)];
  for (const session of [whole, idle]) runTo8120(session);
  const events: string[] = [];
  idle.onEvent = ({ event }) => void events.push(event);
  const all = [0x8110, 0x8100, 0x8004];
  expect(calls(whole)).toEqual(all);
  expect(calls(idle)).toEqual(all.slice(0, -1));
  idle.call('step', { kind: 'into', processor: 'cpu', back: true });
  expect(calls(idle)).toEqual(all.slice(1, -1));
  let time = 0;
  for (let i = 0; i < 100_000 && idle.calls.digs; i++) idle.idle(() => (time += 4));
  expect(events.filter((event) => event === 'debug-learned')).toHaveLength(1);
  expect(calls(idle)).toEqual(all.slice(1));
  idle.call('step', { kind: 'into', processor: 'cpu' });
  expect(calls(idle)).toEqual(all);
  idle.call('step', { kind: 'frame', processor: 'cpu', back: true, count: 15 });
  expect(calls(idle).at(-1)).toBe(0x8004);
});

it('begins anew when it was asked for an earlier place while it learned', () => {
  const session = deep(true);
  runTo8120(session);
  calls(session);
  let time = 0;
  const end = session.debugger.position.time;
  for (let i = 0; i < 20; i++) session.idle(() => (time += 4));
  session.call('step', { kind: 'frame', processor: 'cpu', back: true, count: 43 });
  expect(session.debugger.position.time).toBeLessThan(end);
  const dig = (): void => {
    calls(session);
    for (let i = 0; i < 100_000 && session.calls.digs; i++) session.idle(() => (time += 4));
    expect(session.calls.digs).toBe(false);
    expect(calls(session).at(-1)).toBe(0x8004);
  };
  dig();
  session.debugger.goTo({ time: end, micro: 0 });
  dig();
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

it('steps back through what it learned of, and not from the last keyframe each time', () => {
  const session = deep(false);
  session.runFrames(138);
  session.pause();
  const { scout, live } = session.debugger.history;
  const clocks = (snes: Snes, action: () => unknown): number => {
    let run = 0;
    const frame = snes.runFrame.bind(snes);
    snes.runFrame = () => {
      const before = snes.clock.base + snes.clock.now;
      const ended = frame();
      run += snes.clock.base + snes.clock.now - before;
      return ended;
    };
    action();
    snes.runFrame = frame;
    return run / FRAME_CLOCKS;
  };
  calls(session);
  session.call('disassemble', { processor: 'cpu', address: 0x8100, before: 2, after: 2 });
  session.call('step', { kind: 'into', processor: 'cpu', back: true });
  calls(session);
  for (let i = 0; i < 5; i++) {
    expect(clocks(live.snes, () => session.call('step', { kind: 'into', processor: 'cpu', back: true }))).toBeLessThan(4);
    expect(clocks(scout.snes, () => calls(session))).toBeLessThan(3);
    expect(
      clocks(scout.snes, () => session.call('disassemble', { processor: 'cpu', address: 0x8100, before: 2, after: 2 })),
    ).toBeLessThan(1);
  }
});

it('knows the code of the last frames at once, and tells when it knows what came before', () => {
  // Eight-bit code that runs once, after some frames of counting (of the first ones a little is learned while they run), and then a loop elsewhere.
  const rom = romOf({
    code: [0x18, 0xfb, 0xc2, 0x30, 0xa2, 0x00, 0x00, 0xca, 0xd0, 0xfd, 0xe2, 0x30, 0xa9, 0x12, 0x4c, 0x00, 0x81],
    at: { 0x8100: [0xea, 0x80, 0xfd] },
  });
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make }, { interval: 20, idles: true });
  session.runFrames(12);
  session.pause();
  const executed = (address: number): boolean =>
    session.call('disassemble', { processor: 'cpu', address, before: 0, after: 0 })[0].executed;
  expect([executed(0x8100), executed(0x800c)]).toEqual([true, false]);
  const events: string[] = [];
  session.onEvent = ({ event }) => void events.push(event);
  let time = 0;
  for (let i = 0; i < 2000 && events.length === 0; i++) session.idle(() => (time += 4));
  expect(events).toEqual(['debug-learned']);
  expect(executed(0x800c)).toBe(true);
  for (let i = 0; i < 50; i++) session.idle(() => (time += 4));
  expect(events).toHaveLength(1);
});
