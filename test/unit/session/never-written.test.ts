import { describe, expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import type { CheatWrite } from '../../../src/session/protocol.ts';
import { romOf } from '../core/machine.ts';

/** X 16 bits: writes $7e1000,x with what it holds, once for all x below $300, and waits for ever; behind that it reads them again and again. */
const WRITE = [0xbf, 0x00, 0x10, 0x7e, 0x9f, 0x00, 0x10, 0x7e, 0xe8, 0xe0, 0x00, 0x03, 0xd0, 0xf2];
const READ = [0xa2, 0x00, 0x00, 0xbf, 0x00, 0x10, 0x7e, 0xe8, 0xe0, 0x00, 0x03, 0xd0, 0xf6, 0x80, 0xf1];
const WAIT = [0xcb, 0x80, 0xfd];
const BEGIN = [0x18, 0xfb, 0xe2, 0x20, 0xc2, 0x10, 0xa2, 0x00, 0x00, ...WRITE, ...WAIT];
const ROM = romOf({ code: [...BEGIN, ...READ] });

function open(cheats: readonly CheatWrite[] = []): DebugSession {
  const make = (): Snes => new Snes(ROM, { entropy: seededEntropy(1) });
  return new DebugSession({ snes: make(), input: null, replica: make, cheats: () => cheats }, { interval: 20, keyframes: 12 });
}

const UNINITIALISED = { ...NEW_BREAKPOINT, id: 1, event: 'uninitialised' as const };

describe('reads of what was never written', () => {
  it('are known of a long stretch that nobody watched, when the machine has stood still for a while', () => {
    const session = open();
    // What is written is what was there: no keyframe shows it.
    session.runFrames(620);
    session.pause();
    session.call('setBreakpoints', [UNINITIALISED]);
    let [time, slices] = [0, 0];
    const now = (): number => (time += 0.05);
    const { written } = session.debugger;
    const at = session.status().position.time;
    for (; written.isNever(0x1000, at) || slices === 0; slices++) {
      session.idle(now);
      expect(slices).toBeLessThan(100_000);
    }
    while (session.debugger.learnWrites(() => false));
    expect(written.isNever(0x12ff, at)).toBe(false);
    expect(written.isNever(0x1300, at)).toBe(true);
    session.changed((snes) => processorOf('cpu').setPc(snes, 0x8000 + BEGIN.length));
    expect(session.runFrames(2)).toBeNull();
    session.pause();
    while (session.debugger.learnWrites(() => false));
    // Nothing is missing: the code/data log has the time.
    const { learned } = session.call('coverage', null);
    session.idle(now);
    expect(session.call('coverage', null).learned).toBeGreaterThan(learned);
  });

  it('does not count what a cheat or a frozen byte has written', () => {
    const fresh = (cheats: readonly CheatWrite[]): DebugSession => {
      const session = open(cheats);
      session.runFrames(2);
      session.pause();
      session.call('setBreakpoints', [{ ...UNINITIALISED, condition: 'address >= $2000' }]);
      // lda $7e2345 / back
      session.changed((snes) => {
        snes.wram.set([0xaf, 0x45, 0x23, 0x7e, 0x80, 0xfa], 0x1800);
        processorOf('cpu').setPc(snes, 0x7e1800);
      });
      return session;
    };
    expect(fresh([]).runFrames(2)?.hits[0]).toMatchObject({ kind: 'uninitialised', address: 0x2345 });
    const value = open().call('readMemory', { memory: 'wram', address: 0x2345, length: 1 })[0];
    expect(fresh([{ address: 0x7e2345, value }]).runFrames(2)).toBeNull();
    const session = fresh([]);
    session.call('freeze', [{ memory: 'cpu', address: 0x7e2345, value }]);
    // It holds from the next frame on at the latest.
    session.runFrames(1);
    session.pause();
    session.call('runTo', { target: { kind: 'vblank' } });
    session.call('step', { kind: 'frame', processor: 'cpu' });
    expect(session.runFrames(3)).toBeNull();
  });
});

describe('a frozen register of the sound chip', () => {
  function playing(): DebugSession {
    const session = open();
    session.runFrames(2);
    session.pause();
    session.call('step', { kind: 'into', processor: 'smp' });
    session.changed((snes) => {
      // mov $f2,#$2c / mov $f3,#$11 / mov a,$f3 / mov $10,a / mov $f2,#$7c / mov a,$f3 / mov $11,a / bra back
      const code = [0x8f, 0x2c, 0xf2, 0x8f, 0x11, 0xf3, 0xe4, 0xf3, 0xc4, 0x10, 0x8f, 0x7c, 0xf2, 0xe4, 0xf3, 0xc4, 0x11];
      snes.aram.set([...code, 0x2f, 256 - code.length - 2], 0x300);
      processorOf('smp').setPc(snes, 0x300);
    });
    return session;
  }
  const aram = (session: DebugSession, address: number): number =>
    session.call('readMemory', { memory: 'aram', address, length: 1 })[0];
  const live = ({ snes }: DebugSession, register: number): number => snes.apu.dsp.shared.live[register];

  it('keeps its value at every write and every read, and is let go again', () => {
    const session = playing();
    session.call('freeze', [
      { memory: 'dsp', address: 0x2c, value: 0x55 },
      { memory: 'dsp', address: 0x7c, value: 0xa5 },
    ]);
    const { position } = session.status();
    for (let i = 0; i < 40; i++) {
      session.call('step', { kind: 'into', processor: 'smp' });
      expect(live(session, 0x2c)).toBe(0x55);
    }
    expect([aram(session, 0x10), aram(session, 0x11)]).toEqual([0x55, 0xa5]);
    session.call('freeze', []);
    session.runFrames(1);
    session.pause();
    expect(live(session, 0x2c)).toBe(0x11);
    expect(aram(session, 0x11)).toBe(0);
    // Where it was frozen it is so again.
    session.call('goTo', { time: position.time + 3000, micro: 0 });
    expect(live(session, 0x2c)).toBe(0x55);
    session.close();
    expect(session.snes.apu.dsp.shared.heldRegisters).toBeNull();
  });
});
