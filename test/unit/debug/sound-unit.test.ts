import { describe, expect, it } from 'vitest';
import { AccessKind } from '../../../src/debug/hub.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Snes } from '../../../src/core/snes.ts';
import type { Debugger, Stop } from '../../../src/debug/debugger.ts';
import { isBefore, MicroKind } from '../../../src/debug/run/position.ts';
import { lastWrite } from '../../../src/debug/search/who-wrote.ts';
import { TraceLog } from '../../../src/debug/tools/trace-log.ts';
import { TRACE_DEFAULTS } from '../../../src/debug/tools/trace-options.ts';
import { decodeSample, sampleList } from '../../../src/debug/sound/samples.ts';
import { soundBeam } from '../../../src/debug/sound/beam.ts';
import { debuggerOf, programs } from '../../debug/rig.ts';
import { COUNTING, soundLoop } from '../../debug/sound-loop.ts';

/** mov $f2,#reg / mov $f3,#value */
const dsp = (register: number, value: number): number[] => [0x8f, register, 0xf2, 0x8f, value, 0xf3];
/** A voice that plays with a slow attack, and a counter. */
const PLAYING = [
  ...dsp(0x6c, 0x20),
  ...dsp(0x5d, 0x10),
  ...dsp(0x00, 0x7f),
  ...dsp(0x01, 0x7f),
  ...dsp(0x03, 0x04),
  ...dsp(0x05, 0x83),
  ...dsp(0x06, 0xe0),
  ...dsp(0x5c, 0),
  ...dsp(0x4c, 0x01),
  ...COUNTING,
];

function playing(): Debugger {
  const one = soundLoop(PLAYING);
  one.edit((snes) => {
    snes.aram.set([0x00, 0x11, 0x00, 0x11], 0x1000);
    snes.aram.set([0xc3, 0x71, 0x52, 0x13, 0x74, 0x65, 0x26, 0x57, 0x18], 0x1100);
  });
  return one;
}

describe('the time of the sound processor', () => {
  it('does not depend on when the S-CPU catches up with it', () => {
    const times = (fine: boolean, rom: Uint8Array): string[] => {
      const one = debuggerOf(rom);
      const { snes, hub } = one.history.live;
      const found: string[] = [];
      hub.add({
        plan: { smp: true, exec: fine },
        exec: () => {
          if (fine) snes.catchUpApu();
          return false;
        },
        smpExec: () => {
          const { frame, line, dot, field } = soundBeam(snes);
          found.push(`${snes.soundTime} ${frame} ${field} ${line} ${dot}`);
          return false;
        },
      });
      for (let frame = 0; frame < 2; frame++) one.runFrame();
      return found;
    };
    for (const [name, rom] of programs().filter(([one]) => ['register storm', 'interlace-lines'].includes(one))) {
      const rough = times(false, rom);
      expect(rough.length, name).toBeGreaterThan(4000);
      expect(times(true, rom), name).toEqual(rough);
    }
  });

  it('is what its breakpoints’ conditions ask for, forward and back', () => {
    const one = playing();
    const at = { ...NEW_BREAKPOINT, processor: 'smp', memory: 'smp', execute: true, from: 0x300, to: 0x3ff } as const;
    one.setBreakpoints([
      { ...at, id: 1, condition: 'scanline == 100 && dot >= 322' },
      { ...at, id: 2, condition: 'scanline == 30 && dot < 20' },
      {
        ...at,
        id: 3,
        execute: false,
        memory: 'aram',
        write: true,
        from: 0x40,
        to: 0x40,
        condition: 'scanline == 250 && value % 3 == 0',
      },
    ]);
    const there: string[] = [];
    const kinds = new Set<number>();
    while (there.length < 9 || (kinds.size < 3 && there.length < 40)) {
      let stop = one.leave() ? null : one.halted();
      while (stop === null) stop = one.runFrame();
      kinds.add(stop.hits[0]?.id ?? 0);
      there.push(`${stop.hits[0]?.id} ${stop.position.time}.${stop.position.micro}`);
      const { line } = soundBeam(one.snes);
      expect([100, 30, 250]).toContain(line);
    }
    expect(kinds).toEqual(new Set([1, 2, 3]));
    const back = there.slice(1).map(() => {
      const { position, hits } = one.continueBack();
      return `${hits[0]?.id} ${position.time}.${position.micro}`;
    });
    expect(back).toEqual(there.slice(0, -1).toReversed());
  });
});

/** Where the machine stops on the way forward, as often as is asked for, and then on the way back. */
function thereAndBack(one: Debugger, most: number): { stops: string[]; back: string[] } {
  const where = (stop: Stop): string => `${stop.hits[0]?.id} ${stop.position.time}.${stop.position.micro}`;
  const stops: string[] = [];
  while (stops.length < most) {
    let stop = one.leave() ? null : one.halted();
    for (let frame = 0; stop === null && frame < 20; frame++) stop = one.runFrame();
    if (stop === null) break;
    stops.push(where(stop));
  }
  return { stops, back: stops.slice(1).map(() => where(one.continueBack())) };
}

/** Runs in steps of single cycles and tells of each place at which the sound processor begins an instruction or has made a cycle. */
function everyCycle(one: Debugger, steps: number, visit: (kind: MicroKind, place: string, snes: Snes) => void): void {
  const { fine, traveller, snes } = one.history.live;
  one.stand.leave();
  fine.begin();
  for (let i = 0; i < steps; i++) {
    const { time } = traveller;
    fine.step((kind, micro) => visit(kind, `${time}.${micro}`, snes));
  }
  fine.end();
}

it('stays what it is when the S-DSP is looked at in any cycle, also where a machine is kept', () => {
  const [looking, blind] = [playing(), playing()];
  everyCycle(looking, 2500, (_kind, _place, snes) => void snes.apu.dsp);
  everyCycle(blind, 2500, () => {});
  expect(looking.snes.frame).toBeGreaterThan(8);
  expect(looking.snes.apu.dsp.registers).toEqual(blind.snes.apu.dsp.registers);
  expect(looking.snes.aram).toEqual(blind.snes.aram);
});

describe('a condition on the other processor', () => {
  it.each([
    ['cpu.a == 2', (s: Snes) => s.cpu.a === 2],
    ['cpu.a == 1 && cpu.pc > $8020', (s: Snes) => s.cpu.a === 1 && s.cpu.pc > 0x8020],
    ['dma.active == 0', (s: Snes) => s.cpu.dma.owner < 0],
    ['(wram[$60] ^ wram[$bff]) & 1', (s: Snes) => ((s.wram[0x60] ^ s.wram[0xbff]) & 1) !== 0],
    ['dma.channel == 0 && wram[$a00] == 0', (s: Snes) => s.cpu.dma.owner === 0 && s.wram[0xa00] === 0],
  ] as const)('sees the S-CPU in its cycle of that moment: %s', (condition, holds) => {
    const start = (): Debugger => {
      const one = soundLoop();
      // WMADD is set by nobody: the DMA's 2 KB go on through WRAM.
      one.edit((snes) => snes.wram.fill(0x55, 0, 0x4000));
      one.edit((snes) => (snes.cpu.io.wramAddress = 0));
      return one;
    };
    const want: string[] = [];
    const reference = start();
    everyCycle(reference, 160, (kind, place, snes) => {
      if (kind === MicroKind.SmpInstruction && snes.apu.pc >= 0x300 && snes.apu.pc < 0x400 && holds(snes))
        want.push(`1 ${place}`);
    });
    expect(want.length).toBeGreaterThan(8);
    const one = start();
    const place = { processor: 'smp', memory: 'smp', execute: true, from: 0x300, to: 0x3ff } as const;
    const list = [{ ...NEW_BREAKPOINT, id: 1, ...place, condition }];
    one.setBreakpoints(list);
    const most = Math.min(want.length, 40);
    const { stops, back } = thereAndBack(one, most);
    expect(stops).toEqual(want.slice(0, most));
    expect(back).toEqual(stops.slice(0, -1).toReversed());
    // In one jump from behind all of them.
    one.setBreakpoints([]);
    one.leave();
    while (one.history.live.traveller.time <= reference.history.live.traveller.time) one.runFrame();
    one.pause();
    one.setBreakpoints(list);
    const all = want.map((place) => place.slice(2).split('.').map(Number));
    one.goTo({ time: reference.history.live.traveller.time, micro: 0 });
    const { position } = one.continueBack();
    expect([position.time, position.micro]).toEqual(all.at(-1));
  });

  it('of the S-CPU sees the sound processor brought up to it', () => {
    const one = soundLoop();
    const want: number[] = [];
    const reference = soundLoop();
    const { snes, hub } = reference.history.live;
    hub.add({
      plan: { exec: true },
      exec: (pc) => {
        snes.catchUpApu();
        if ((pc & 0xffff) > 0x8010 && snes.aram[0x40] % 16 === 3) want.push(reference.history.live.traveller.time);
        return false;
      },
    });
    reference.leave();
    for (let frame = 0; frame < 3; frame++) reference.runFrame();
    const condition = 'aram[$40] % 16 == 3';
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, execute: true, from: 0x8011, to: 0x80ff, condition }]);
    expect(want.length).toBeGreaterThan(20);
    const { stops, back } = thereAndBack(one, 20);
    expect(stops).toEqual(want.slice(0, 20).map((time) => `1 ${time}.0`));
    expect(back).toEqual(stops.slice(0, -1).toReversed());
  });

  it('in a trace sees the same', () => {
    const one = soundLoop();
    const { live } = one.history;
    const options = {
      ...TRACE_DEFAULTS,
      cpu: true,
      smp: true,
      cpuFormat: 'cpu {spc.pc} {[$1]}',
      smpFormat: '{clock:d} {cpu.a} {cpu.pc}',
    };
    const log = new TraceLog(
      live.snes,
      { ...options, cpu: false },
      () => null,
      () => null,
    );
    live.hub.add(log);
    one.leave();
    one.runFrame();
    const want: string[] = [];
    everyCycle(soundLoop(), 400, (kind, _place, snes) => {
      if (kind !== MicroKind.SmpInstruction) return;
      want.push(`${snes.soundTime} ${snes.cpu.a.toString(16)} ${((snes.cpu.pbr << 16) | snes.cpu.pc).toString(16)}`);
    });
    const rows = log.rows(0, want.length).rows.map((row) => row.replaceAll('$', ''));
    expect(rows.slice(0, 300)).toEqual(want.slice(0, 300));
  });
});

describe('a breakpoint on writes of a register that the S-DSP writes by itself', () => {
  /** `register place` of each change, whoever makes it. */
  const changes: [number, string][] = [];
  const reference = playing();
  const before = reference.snes.apu.dsp.registers.slice();
  everyCycle(reference, 12_000, (kind, place, snes) => {
    if (kind !== MicroKind.SmpCycle) return;
    const { registers } = snes.apu.dsp;
    for (const register of [0x08, 0x09, 0x7c]) {
      if (registers[register] !== before[register]) changes.push([register, `1 ${place}`]);
      before[register] = registers[register];
    }
  });

  it.each([
    [0x08, 0x08],
    [0x09, 0x09],
    [0x7c, 0x7c],
    [0x08, 0x0f],
  ])('stops after each cycle in which it changes, forward and back: %i to %i', (from, to) => {
    const want = changes.filter(([register]) => register >= from && register <= to).map(([, place]) => place);
    const one = playing();
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, processor: 'smp', memory: 'dsp', write: true, from, to }]);
    const most = from === 0x7c ? 1 : 12;
    expect(want.length).toBeGreaterThanOrEqual(most);
    const { stops, back } = thereAndBack(one, most);
    expect(stops).toEqual([...new Set(want)].slice(0, most));
    expect(back).toEqual(stops.slice(0, -1).toReversed());
  });
});

describe('the list of samples', () => {
  /** At $1000: 0 is three blocks that loop to the second, 1 two blocks that end, 2 a loop of one. */
  const DIRECTORY = [0x00, 0x11, 0x09, 0x11, 0x00, 0x12, 0x00, 0x12, 0x00, 0x13, 0x00, 0x13];
  const block = (header: number, seed: number): number[] => [
    header,
    ...Array.from({ length: 8 }, (_, i) => (seed * (i + 3) * 37) & 0xff),
  ];
  const SAMPLES: readonly [number, number[]][] = [
    [0x1100, [...block(0x80, 1), ...block(0x94, 2), ...block(0xa7, 3)]],
    [0x1200, [...block(0x80, 4), ...block(0x99, 5)]],
    [0x1300, block(0x83, 6)],
  ];

  function started(): Debugger {
    const one = soundLoop([
      ...dsp(0x6c, 0x20),
      ...dsp(0x5d, 0x10),
      ...dsp(0x03, 0x04),
      ...dsp(0x02, 0x00),
      ...dsp(0x04, 0x00),
      ...dsp(0x05, 0x00),
      ...dsp(0x07, 0x7f),
      ...dsp(0x5c, 0),
      ...dsp(0x4c, 0x01),
      ...COUNTING,
    ]);
    one.edit((snes) => {
      snes.aram.set(DIRECTORY, 0x1000);
      for (const [at, bytes] of SAMPLES) snes.aram.set(bytes, at);
    });
    return one;
  }

  /** Runs in single cycles until `done`; the voice's decoded samples as they come. */
  function until(one: Debugger, done: (snes: Snes, decoded: number[]) => boolean): number[] {
    const decoded: number[] = [];
    const { fine, snes } = one.history.live;
    const [voice] = snes.apu.dsp.voices;
    let at = voice.bufferStart;
    one.stand.leave();
    fine.begin();
    const state = { over: false };
    for (let i = 0; i < 4000 && !state.over; i++) {
      fine.step((kind) => {
        if (kind !== MicroKind.SmpCycle || state.over) return;
        const { bufferStart, buffer } = snes.apu.dsp.voices[0];
        if (voice.startDelay === 4) decoded.length = 0;
        if (bufferStart !== at && voice.startDelay !== 4) decoded.push(...buffer.slice(at, at + 4));
        at = bufferStart;
        state.over = done(snes, decoded);
      });
    }
    fine.end();
    expect(state.over).toBe(true);
    one.stand.settle();
    return decoded;
  }
  const playersOf = (snes: Snes): number[] =>
    [0, 1, 2].map((wanted) => sampleList(snes).find(({ source }) => source === wanted)?.voices ?? -1);

  /** Who plays what in the cycle in which something holds first. */
  function at(one: Debugger, holds: (snes: Snes) => boolean): number[] {
    let players: number[] = [];
    until(one, (snes) => {
      const there = holds(snes);
      if (there) players = playersOf(snes);
      return there;
    });
    return players;
  }

  it('is decoded as the chip decodes it, loops among them', () => {
    const one = started();
    const decoded = until(one, (_snes, list) => list.length >= 80);
    const whole = decodeSample(one.snes, 0x1100, 3);
    // The first time through, and then the loop, whose filters go on from the end.
    expect(decoded.slice(0, 48)).toEqual([...whole]);
    expect(decoded.slice(48, 52)).not.toEqual(Array.from(whole.slice(0, 4)));
  });

  it('says which voices play it: not those whose register names it, and none that is silent', () => {
    const one = started();
    expect(playersOf(one.snes)).toEqual([0, 0, 0]);
    expect(at(one, (snes) => snes.apu.dsp.voices[0].envelope > 0)).toEqual([1, 0, 0]);
    // Another one is named, and comes at the loop.
    one.edit((snes) => snes.apu.dsp.write(0x04, 1));
    expect(playersOf(one.snes)).toEqual([1, 0, 0]);
    expect(at(one, (snes) => (snes.apu.dsp.voices[0].brrAddress & 0xff00) === 0x1200)).toEqual([0, 1, 0]);
    // It ends: the voice is silent.
    expect(at(one, (snes) => snes.apu.dsp.voices[0].envelope === 0)).toEqual([0, 0, 0]);
    // Keyed on again, and once more within the frame with a third.
    one.edit((snes) => snes.apu.dsp.write(0x4c, 1));
    expect(at(one, (snes) => snes.apu.dsp.voices[0].startDelay === 5)).toEqual([0, 1, 0]);
    at(one, (snes) => snes.apu.dsp.voices[0].envelope > 0);
    const { frame } = one.snes;
    one.edit((snes) => {
      snes.apu.dsp.write(0x04, 2);
      snes.apu.dsp.write(0x4c, 1);
    });
    expect(at(one, (snes) => snes.apu.dsp.voices[0].envelope > 0 && snes.apu.dsp.voices[0].brrAddress === 0x1300)).toEqual([
      0, 0, 1,
    ]);
    expect(one.snes.frame - frame).toBeLessThan(2);
  });
});

describe('who wrote a register of the S-DSP', () => {
  it.each([0x08, 0x09, 0x7c])('is the S-DSP itself where it writes: $%s', (register) => {
    const one = playing();
    const { live } = one.history;
    const log: { value: number; old: number; agent: string; line: number; dot: number }[] = [];
    live.hub.add({
      plan: { exec: true, smp: true, dsp: true },
      exec: () => {
        live.snes.catchUpApu();
        return false;
      },
      access: ({ kind, memory, address, value, agent }) => {
        if (kind !== AccessKind.Write || memory !== 'dsp' || address !== register) return;
        const { line, dot } = soundBeam(live.snes);
        log.push({ value, old: live.snes.apu.dsp.read(register), agent, line, dot });
      },
    });
    one.leave();
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    one.pause();
    const query = { memory: 'dsp', from: register, to: register } as const;
    const { agent, ...last } = log.at(-1)!;
    const found = lastWrite(one.history, one.position, query);
    expect(found).toMatchObject({ ...last, agent });
    expect(agent).toBe('dsp');
    const change = lastWrite(one.history, one.position, { ...query, changed: true });
    const changes = log.filter(({ value, old }) => value !== old);
    expect(change).toMatchObject(changes.at(-1)!);

    one.goTo(change!.position);
    expect(one.snes.apu.dsp.read(register)).toBe(change!.old);
    one.step('cycle', 'smp');
    expect(one.snes.apu.dsp.read(register)).toBe(change!.value);
    const before = lastWrite(one.history, change!.moment, { ...query, changed: true });
    expect(isBefore(before!.position, change!.position)).toBe(true);
    if (changes.length > 1) expect(before).toMatchObject(changes.at(-2)!);
  });

  it('is the sound processor for the others', () => {
    const one = playing();
    one.leave();
    for (let frame = 0; frame < 2; frame++) one.runFrame();
    one.pause();
    expect(lastWrite(one.history, one.position, { memory: 'dsp', from: 0x4c, to: 0x4c })).toMatchObject({
      agent: 'smp',
      value: 1,
    });
  });
});
