import { describe, expect, it, vi } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { AccessKind, Hub } from '../../../src/debug/hub.ts';
import { startOfStep } from '../../../src/debug/search/who-wrote.ts';
import type { DebugEventMessage } from '../../../src/session/debug-protocol.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { romOf } from '../core/machine.ts';

const word = (value: number): [number, number] => [value & 0xff, value >> 8];

/** Writes $7E1000 to $7E12FF with what they hold, once; then counts frames. */
const BEGIN = [
  0x18, 0xfb, 0xe2, 0x20, 0xc2, 0x10, 0xa2, 0x00, 0x00, 0xbf, 0x00, 0x10, 0x7e, 0x9f, 0x00, 0x10, 0x7e, 0xe8, 0xe0, 0x00, 0x03,
  0xd0, 0xf2, 0x64, 0x10, 0x64, 0x11, 0xa9, 0x80, 0x8d, 0x00, 0x42,
];
const FLIP = [0x49, 0xff, 0x8f, 0x01, 0x13, 0x7e];
const WRITE = [0xaf, 0x01, 0x13, 0x7e, ...FLIP, ...FLIP];
const READ = [0xa2, 0x00, 0x00, 0xbf, 0x00, 0x10, 0x7e, 0xe8, 0xe0, 0x10, 0x03, 0xd0, 0xf6];
const COUNT = [0xcb, 0xe6, 0x10, 0xd0, 0x02, 0xe6, 0x11, 0xa6, 0x10];
/** Half way to frame `reading` $7E1301 is written for some clocks; from then on $7E1000 to $7E130F are read in each frame. */
function gameOf(reading: number): Uint8Array {
  const main = [
    ...COUNT,
    0xe0,
    ...word(reading >> 1),
    0xd0,
    WRITE.length,
    ...WRITE,
    0xe0,
    ...word(reading),
    0x90,
    READ.length,
    ...READ,
  ];
  return romOf({ code: [...BEGIN, ...main, 0x80, 256 - main.length - 2], nmi: 0x8100, at: { 0x8100: [0x40] } });
}

/** Frame from which on it reads, and frames that are played before that. */
const [FAR, NEAR] = [2005, 255];
const BEFORE = 5;
/** Milliseconds for thousands of frames on a busy machine. */
vi.setConfig({ testTimeout: 600_000 });
const UNINITIALISED = { ...NEW_BREAKPOINT, id: 1, event: 'uninitialised' as const };
/** Writes a line for each frame. */
const LOGGED = {
  ...NEW_BREAKPOINT,
  id: 2,
  memory: 'wram' as const,
  from: 0x10,
  to: 0x10,
  write: true,
  stops: false,
  log: '{value}',
};

const machine = (reading: number): Snes => new Snes(gameOf(reading), { entropy: seededEntropy(1) });

interface Read {
  readonly address: number;
  /** Beginning of its instruction. */
  readonly time: number;
}

/** Reads of what was never written, of a machine without debugger that writes down all accesses of WRAM. */
function reference(reading: number): Read[] {
  const snes = machine(reading);
  const written = new Set<number>();
  const reads: Read[] = [];
  new Hub(snes).add({
    plan: { io: true, ranges: [{ memory: 'wram', from: 0, to: 0x1ffff, read: true, write: true }] },
    access: ({ kind, memory, address }) => {
      if (memory !== 'wram' || kind === AccessKind.Fetch) return;
      if (kind === AccessKind.Write) written.add(address);
      else if (!written.has(address)) reads.push({ address, time: startOfStep(snes) });
    },
  });
  for (let i = 0; i < reading + 12; i++) snes.runFrame();
  return reads.filter(({ address, time }) => address >= 0x1300 && time > (reading - BEFORE) * 262 * 1364);
}

/** A game that ran for thousands of frames while nobody watched. */
function played(
  reading: number,
  pieces: boolean,
  frames = reading - BEFORE,
): { session: DebugSession; events: DebugEventMessage[]; now: () => number } {
  const make = (): Snes => machine(reading);
  const session = new DebugSession({ snes: make(), input: null, replica: make }, { pieces, idles: pieces, keyframes: 60 });
  const events: DebugEventMessage[] = [];
  session.onEvent = (message) => void events.push(message);
  session.runFrames(frames);
  let time = 0;
  return { session, events, now: () => (time += 0.25) };
}

/** Lets it run until it stands; the frames that were answered while something was in doubt. */
function runOut(session: DebugSession, now: () => number): number {
  let inDoubt = 0;
  for (let i = 0; i < 20_000 && session.running; i++) {
    session.frame(now);
    if (session.status().doubt !== null) inDoubt++;
  }
  expect(session.running).toBe(false);
  return inDoubt;
}

const place = (session: DebugSession): Read => {
  const [hit] = session.status().stop?.hits ?? [];
  return { address: hit?.address ?? -1, time: startOfStep(session.snes) };
};
const lines = (events: readonly DebugEventMessage[]): string[] =>
  events.flatMap((one) => (one.event === 'debug-log' ? one.lines.map(({ text }) => text) : []));

describe('reads of what was never written, after thousands of frames that nobody watched', () => {
  const expected = reference(NEAR);

  it.each([
    [NEAR, 'all of it at once'],
    [FAR, 'piece by piece'],
  ])('are those of a log of all accesses, when the game runs on at once: from frame %i, %s', (reading) => {
    const pieces = reading === FAR;
    const all = reading === FAR ? reference(reading) : expected;
    expect(new Set(all.map(({ address }) => address))).toEqual(
      new Set([0x1300, ...Array.from({ length: 14 }, (_, i) => 0x1302 + i)]),
    );
    const { session, now } = played(reading, pieces);
    session.call('setBreakpoints', [UNINITIALISED]);
    for (const one of all.slice(0, 40)) {
      if (pieces) runOut(session, now);
      else session.runFrames(20);
      expect(place(session)).toEqual(one);
      session.run(false);
    }
  });

  it('are looked for while the game stands and says how far it is, and it goes on by itself', () => {
    const { session, now } = played(NEAR, true);
    session.call('setBreakpoints', [{ ...UNINITIALISED, condition: 'address < $1302' }]);
    while (session.status().doubt === null) session.frame(now);
    const { frame, doubt } = session.status();
    expect(doubt?.address).toBe(0x1000);
    const parts: number[] = [];
    for (let now_ = doubt; now_ !== null && session.snes.frame === frame; now_ = session.status().doubt) {
      parts.push(now_.part);
      session.frame(now);
    }
    expect(parts.length).toBeGreaterThan(20);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(parts.at(-1)).toBeGreaterThan(0.9);
    runOut(session, now);
    expect(place(session)).toEqual(expected[0]);
  });

  it('end a step at the right read, and let it go on past all others; nothing is told twice', () => {
    for (const condition of ['', 'address < $1300']) {
      const { session, events, now } = played(NEAR, true, NEAR - 3);
      session.pause();
      const step = (): void => {
        session.call('step', { kind: 'frame', processor: 'cpu' });
        runOut(session, now);
      };
      session.call('setBreakpoints', [{ ...UNINITIALISED, condition }, LOGGED]);
      const from = session.status().position;
      for (let i = 0; i < 5; i++) step();
      if (condition === '') expect(expected).toContainEqual(place(session));
      else expect(session.status().stop).toMatchObject({ reason: 'step', hits: [] });
      const end = session.status().position;
      const told = lines(events);
      expect(told.length).toBeGreaterThan(1);
      expect(told).toEqual([...new Set(told)]);
      // The same way again, with all of it known.
      events.length = 0;
      session.call('goTo', from);
      for (let i = 0; i < 5; i++) step();
      expect(session.status().position).toEqual(end);
      expect(lines(events)).toEqual(told);
    }
  });

  it('do not keep whoever stops the search, nor what is no longer asked', () => {
    const { session, now } = played(NEAR, true);
    session.call('setBreakpoints', [UNINITIALISED]);
    while (session.status().doubt === null) session.frame(now);
    expect(session.pause().stop).toMatchObject({ reason: 'doubt', hits: [] });
    expect(session.status().doubt).toBeNull();
    while (session.debugger.learnWrites(() => false));
    session.run(false);
    runOut(session, now);
    expect(place(session)).toEqual(expected[0]);
    const other = played(NEAR, true);
    other.session.call('setBreakpoints', [UNINITIALISED]);
    while (other.session.status().doubt === null) other.session.frame(now);
    const { frame } = other.session.status();
    other.session.call('setBreakpoints', []);
    for (let i = 0; i < 5; i++) other.session.frame(now);
    expect(other.session.status()).toMatchObject({ running: true, doubt: null, frame: frame + 5 });
  });

  it('are counted by conditions, forward and back', () => {
    const { session, now } = played(NEAR, true);
    session.call('setBreakpoints', [{ ...UNINITIALISED, condition: 'hits == 3' }]);
    expect(runOut(session, now)).toBeGreaterThan(20);
    expect(place(session)).toEqual(expected[2]);
    const back = played(NEAR, true, NEAR + 2);
    back.session.call('setBreakpoints', [UNINITIALISED]);
    expect(back.session.call('continueBack', null)).toMatchObject({ running: true, doubt: { address: null } });
    runOut(back.session, now);
    const [hit] = back.session.status().stop?.hits ?? [];
    expect(hit?.address).toBe(0x130f);
  });
});
