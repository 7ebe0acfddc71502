import { describe, expect, it } from 'vitest';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { DebugEvent } from '../../../src/core/hooks.ts';
import { Profiler } from '../../../src/debug/tools/profiler.ts';
import { AccessCounters } from '../../../src/debug/tools/counters.ts';
import { TraceLog } from '../../../src/debug/tools/trace-log.ts';
import { TRACE_DEFAULTS } from '../../../src/debug/tools/trace-options.ts';
import { romOf } from '../core/machine.ts';
import { chance, debuggerOf } from '../../debug/rig.ts';
import { soundLoop, WRITES_OF_COUNT } from '../../debug/sound-loop.ts';

const OPTIONS = {
  ...TRACE_DEFAULTS,
  cpu: true,
  smp: true,
  cpuFormat: '{clock:d} cpu {pc:x6}',
  smpFormat: '{clock:d} smp {pc:x4} {a:x2}',
};
const FRAMES = 6;

function traced(one: Debugger, onRow: TraceLog['onRow'] = null): TraceLog {
  const log = new TraceLog(
    one.history.live.snes,
    OPTIONS,
    () => null,
    () => null,
  );
  log.onRow = onRow;
  one.history.live.hub.add(log);
  one.history.timeline.onCut.add((time) => log.cut(time));
  return log;
}

function straight(): { rows: string[]; start: number; end: number } {
  const one = soundLoop();
  const log = traced(one);
  const start = one.position.time;
  one.leave();
  while (one.snes.frame < FRAMES) one.runFrame();
  one.pause();
  return { rows: [...log.rows(0, 100_000).rows], start, end: one.position.time };
}

/** Goes to and fro at random. */
function wander(one: Debugger, seed: number, moves: number): void {
  const next = chance(seed);
  const kinds = ['into', 'over', 'cycle', 'dot', 'scanline'] as const;
  for (let i = 0; i < moves; i++) {
    const processor = next(2) === 0 ? 'smp' : 'cpu';
    const kind = kinds[next(kinds.length)];
    const move = next(8);
    if (move < 3) one.step(kind, processor, 1 + next(9));
    else if (move < 5) one.stepBack(kind, processor, 1 + next(5));
    else if (move === 5) one.goTo({ time: one.position.time - next(3000), micro: next(3) });
    else if (move === 6) one.continueBack();
    else {
      let stop = one.leave() ? null : one.halted();
      while (stop === null && one.snes.frame < FRAMES - 1) stop = one.runFrame();
      if (stop === null) one.pause();
    }
  }
}

/** What stops while one wanders: rare writes, a rare instruction of the sound processor, a register. */
const MARKS = [
  { ...WRITES_OF_COUNT, id: 1, condition: 'value % 50 == 7' },
  {
    ...NEW_BREAKPOINT,
    id: 2,
    processor: 'smp',
    memory: 'smp',
    execute: true,
    from: 0x304,
    to: 0x304,
    condition: '[$40] % 64 == 3',
  },
  { ...NEW_BREAKPOINT, id: 3, write: true, from: 0x2121, to: 0x2121 },
] as const;

describe('a trace', () => {
  const want = straight();
  it.each([1, 2, 3])('has each row once, wherever the machine went to and fro: %i', (seed) => {
    const one = soundLoop();
    const log = traced(one);
    const given: string[] = [];
    traced(one, (row) => given.push(row));
    one.setBreakpoints([...MARKS]);
    wander(one, seed, 24);
    one.setBreakpoints([]);
    one.leave();
    while (one.position.time < want.end) one.runFrame();
    one.pause();
    expect(one.position.time).toBe(want.end);
    for (const rows of [log.rows(0, 100_000).rows, given]) {
      const since = rows.filter((row) => parseInt(row, 10) >= want.start);
      expect(since.length).toBe(want.rows.length);
      expect(new Set(since)).toEqual(new Set(want.rows));
    }
  });
});

describe('what is counted while the machine goes to and fro', () => {
  /** Calls with words of their stack, over and over: call twice / inc $40 / bra; twice: call once / call once / ret; once: mov a,$40 / ret */
  const CALLING = [0x3f, 0x10, 0x03, 0xab, 0x40, 0x2f, 0xf9, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const program = [...CALLING, 0x3f, 0x20, 0x03, 0x3f, 0x20, 0x03, 0x6f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe4, 0x40, 0x6f];

  /** At the history's beginning, with an edit in its third frame. */
  function fresh(): Debugger {
    const one = soundLoop(program);
    one.goTo({ time: one.history.timeline.start, micro: 0 });
    return one;
  }

  function toEnd(one: Debugger, end: number): void {
    one.setBreakpoints([]);
    one.leave();
    while (one.position.time < end) one.runFrame();
    one.pause();
    expect(one.position.time).toBe(end);
  }

  function endOf(one: Debugger): number {
    one.leave();
    while (one.snes.frame < FRAMES) one.runFrame();
    one.pause();
    return one.position.time;
  }

  const straightOn = fresh();
  const log = new Map<string, number>();
  const { hub: logHub, snes: logSnes } = straightOn.history.live;
  logHub.add({
    plan: new AccessCounters(logSnes).plan,
    access: ({ kind, memory, address }) => {
      const key = `${memory} ${address} ${kind}`;
      log.set(key, (log.get(key) ?? 0) + 1);
    },
  });
  const profiled = (one: Debugger): Record<'cpu' | 'smp', Profiler> => {
    const { snes, hub } = one.history.live;
    const profilers = { cpu: new Profiler(snes, 'cpu'), smp: new Profiler(snes, 'smp') };
    for (const profiler of [profilers.cpu, profilers.smp]) {
      profiler.reset();
      hub.add(profiler);
      one.history.timeline.onCut.add((time) => profiler.cut(time));
    }
    return profilers;
  };
  const rowsOf = (profiler: Profiler): unknown[] => profiler.rows.toSorted((a, b) => a.address - b.address);
  const want = profiled(straightOn);
  const end = endOf(straightOn);

  it.each([1, 2, 3, 4, 5, 6])('is counted once: accesses and the time of routines, %i', (seed) => {
    const one = fresh();
    const { snes, hub, traveller } = one.history.live;
    const counters = new AccessCounters(snes);
    hub.add(counters);
    one.history.timeline.onCut.add((time) => counters.cut(time));
    const profilers = profiled(one);
    one.leave();
    one.runFrame();
    one.pause();
    one.setBreakpoints([...MARKS]);
    wander(one, seed, 30);
    // Far back, and on in pieces.
    one.goTo({ time: Math.floor(traveller.time / 3), micro: 0 });
    wander(one, seed + 10, 10);
    toEnd(one, end);
    const got = new Map<string, number>();
    for (const memory of ['wram', 'rom', 'vram', 'cgram', 'aram'] as const) {
      const { reads, writes, execs } = counters.read(memory, 0, 1 << 24)!;
      [reads, writes, execs].forEach((counts, kind) =>
        counts.forEach((count, address) => {
          if (count > 0) got.set(`${memory} ${address} ${kind}`, count);
        }),
      );
    }
    const counted = new Map([...log].filter(([key]) => /^(wram|rom|vram|cgram|aram) /.test(key)));
    expect(counted.size).toBeGreaterThan(1000);
    expect(got).toEqual(counted);
    expect(rowsOf(profilers.cpu)).toEqual(rowsOf(want.cpu));
    expect(rowsOf(profilers.smp)).toEqual(rowsOf(want.smp));
    expect(want.smp.rows.find(({ address }) => address === 0x320)?.calls).toBeGreaterThan(500);
    const last = want.smp.spans.at(-1)!;
    expect(profilers.smp.spans.at(-1)).toEqual(last);
  });

  it('counts a past that was not watched before, and another future', () => {
    const one = fresh();
    const { snes, hub, traveller } = one.history.live;
    one.leave();
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    const counters = new AccessCounters(snes);
    hub.add(counters);
    one.history.timeline.onCut.add((time) => counters.cut(time));
    const writes = (): number =>
      counters.read('cgram', 0, 512)!.writes.reduce((a, b) => a + b) +
      counters.read('wram', 0, 0x20000)!.writes.reduce((a, b) => a + b);
    const { time } = one.position;
    const runTo = (to: number): number => {
      const before = writes();
      one.leave();
      traveller.runTo(to);
      one.pause();
      return writes() - before;
    };
    const onward = runTo(time + 200_000);
    expect(onward).toBeGreaterThan(1000);
    one.goTo({ time: time - 200_000, micro: 0 });
    const past = runTo(time);
    expect(past).toBeGreaterThan(1000);
    expect(runTo(time + 200_000)).toBe(0);
    one.goTo({ time: time - 200_000, micro: 0 });
    expect(runTo(time + 200_000)).toBe(0);
    one.goTo({ time, micro: 0 });
    one.edit((machine) => (machine.wram[0x1000] ^= 1));
    expect(runTo(time + 200_000)).toBe(onward);
    expect(runTo(time + 300_000)).toBeGreaterThan(1000);
  });
});

/** What each routine of a program takes, by its instructions: time alone, and with what it called. */
interface Spent {
  exclusive: number;
  inclusive: number;
  calls: number;
}

describe('a profile', () => {
  const at = (...bytes: number[]): number[] => bytes;
  const rom = romOf({
    // Native mode, NMI on. main: ldx #3 / jsr direct / jsr recursive / jsr dropping
    code: [
      [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x80, 0x8d, 0x00, 0x42],
      [0xa2, 0x03, 0x20, 0x40, 0x80, 0x20, 0x50, 0x80, 0x20, 0x60, 0x80],
    ].flat(),
    nmi: 0x8070,
    at: {
      // direct: jsr leaf / rts; leaf: nop / nop / rts
      0x8040: at(0x20, 0x48, 0x80, 0x60),
      0x8048: at(0xea, 0xea, 0x60),
      // recursive: dex / beq end / jsr recursive / end: rts
      0x8050: at(0xca, 0xf0, 0x03, 0x20, 0x50, 0x80, 0x60),
      // dropping: jsr leaf / pla / pla / bra main
      0x8060: at(0x20, 0x48, 0x80, 0x68, 0x68, 0x4c, 0x09, 0x80),
      // nmi: inc $10 / rti
      0x8070: at(0xe6, 0x10, 0x40),
    },
  });
  const ROUTINES = [0x8040, 0x8048, 0x8050, 0x8060, 0x8070];

  /** By the opcodes alone: each of these routines is left where its last instruction is. */
  function byOpcodes(one: Debugger): Map<number, Spent> {
    const { snes, hub } = one.history.live;
    const all = new Map(ROUTINES.map((address): [number, Spent] => [address, { exclusive: 0, inclusive: 0, calls: 0 }]));
    const open: { address: number; start: number }[] = [];
    let last = 0;
    let after: 'call' | 'return' | '' = '';
    /** Left by its second pla, which shows at the next call or return. */
    let dropped = false;
    let nmiAt = -1;
    const spend = (now: number): void => {
      const top = open.at(-1);
      if (top !== undefined) all.get(top.address)!.exclusive += now - last;
      last = now;
    };
    const leave = (now: number): void => {
      const { address, start } = open.pop()!;
      const row = all.get(address)!;
      row.calls++;
      if (!open.some((other) => other.address === address)) row.inclusive += now - start;
    };
    const settle = (pc: number, now: number): void => {
      if (after === 'return') leave(now);
      if (after !== '' && dropped) leave(now);
      if (after === 'call') open.push({ address: pc & 0xffff, start: now });
      if (after !== '') dropped = false;
      after = '';
    };
    hub.add({
      plan: { exec: true, io: true },
      exec: (pc) => {
        const now = snes.clock.base + snes.clock.now;
        if (nmiAt >= 0 && dropped) leave(nmiAt);
        if (nmiAt >= 0) dropped = false;
        if (nmiAt >= 0) open.push({ address: 0x8070, start: nmiAt });
        spend(now);
        settle(pc, now);
        nmiAt = -1;
        const opcode = snes.cpu.peek(pc);
        if (opcode === 0x20) after = 'call';
        else if (opcode === 0x60 || opcode === 0x40) after = 'return';
        else if ((pc & 0xffff) === 0x8064) dropped = true;
        return false;
      },
      event: (kind) => {
        if (kind !== DebugEvent.Nmi) return;
        const now = snes.clock.base + snes.clock.now;
        spend(now);
        settle((snes.cpu.pbr << 16) | snes.cpu.pc, now);
        nmiAt = now;
      },
    });
    return all;
  }

  it('is the sum of the instructions, with interrupts, routines that call themselves and such that do not return', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 2; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'cpu', address: 0x8009 });
    const { snes, hub } = one.history.live;
    const profiler = new Profiler(snes);
    profiler.reset();
    hub.add(profiler);
    const want = byOpcodes(one);
    one.leave();
    for (let frame = 0; frame < 8; frame++) one.runFrame();
    const rows = new Map(
      profiler.rows.map(({ address, exclusive, inclusive, calls }) => [address, { exclusive, inclusive, calls }]),
    );
    expect(want.get(0x8070)!.calls).toBeGreaterThan(6);
    for (const [address, spent] of want) expect(rows.get(address), address.toString(16)).toEqual(spent);
  });

  it('has no time of what was skipped, forward or back', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    const { snes, hub } = one.history.live;
    const profiler = new Profiler(snes);
    profiler.reset();
    hub.add(profiler);
    one.leave();
    for (let frame = 0; frame < 2; frame++) one.runFrame();
    one.pause();
    const { time } = one.position;
    const sum = (): number => profiler.rows.reduce((all, { exclusive }) => all + exclusive, 0);
    const before = sum();
    one.goTo({ time: time - 800_000, micro: 0 });
    one.step('into', 'cpu', 20);
    expect(sum()).toBeGreaterThanOrEqual(before);
    expect(sum() - before).toBeLessThan(20 * 60);
    expect(profiler.spans.every(({ start, end }) => start <= end && end <= one.position.time)).toBe(true);
    const now = sum();
    one.goTo({ time, micro: 0 });
    one.step('into', 'cpu', 20);
    expect(sum() - now).toBeLessThan(20 * 60);
  });
});
