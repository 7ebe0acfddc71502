import { describe, expect, it } from 'vitest';
import { type Breakpoint, NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { type Access, AccessKind } from '../../../src/debug/hub.ts';
import type { Stop } from '../../../src/debug/debugger.ts';
import { lastWrite, startOfStep } from '../../../src/debug/search/who-wrote.ts';
import { frameEvents } from '../../../src/debug/view/frame-events.ts';
import { romOf } from '../core/machine.ts';
import { chance, debuggerOf, nextStop, programs } from '../../debug/rig.ts';
import { put } from '../../debug/sound-loop.ts';

const FRAMES = 12;
/** DOTCLOCK_FUZZ asks for more bytes. */
const SCALE = Number(process.env['DOTCLOCK_FUZZ'] ?? '1');
const MEMORIES = ['wram', 'vram', 'oam', 'cgram', 'aram', 'dsp'] as const;

describe.each(programs().slice(1, 5))('%s', (_name, rom) => {
  it('knows the last writer of any byte, as a log of all writes does', () => {
    const one = debuggerOf(rom);
    const { live } = one.history;
    let smpPc = 0;
    const log = new Map<string, { value: number; agent: string; channel: number; pc: number; line: number; step: number }>();
    live.hub.add({
      plan: {
        exec: true,
        smp: true,
        io: true,
        ppu: true,
        ranges: [{ memory: 'wram', from: 0, to: 0x1ffff, read: false, write: true }],
      },
      exec: () => {
        live.snes.catchUpApu();
        return false;
      },
      smpExec: (pc) => {
        smpPc = pc;
        return false;
      },
      access: (access: Access) => {
        if (access.kind !== AccessKind.Write || access.lost) return;
        const { value, agent, channel } = access;
        log.set(`${access.memory} ${access.address}`, {
          value,
          agent,
          channel,
          pc: agent === 'smp' || agent === 'echo' ? smpPc : live.snes.cpu.instructionPc,
          line: live.snes.clock.v,
          step: startOfStep(live.snes),
        });
      },
    });
    for (let frame = 0; frame < FRAMES; frame++) one.runFrame();
    one.pause();
    const keys = [...log.keys()].filter((key) => MEMORIES.some((memory) => key.startsWith(`${memory} `)));
    expect(keys.length).toBeGreaterThan(20);
    const next = chance(3);
    for (let i = 0; i < 8 * SCALE; i++) {
      const key = keys[next(keys.length)];
      const [memory, address] = key.split(' ') as [(typeof MEMORIES)[number], string];
      const found = lastWrite(one.history, one.position, { memory, from: Number(address), to: Number(address) });
      const { value, agent, channel, pc, line, step } = log.get(key)!;
      expect(found, key).toMatchObject({ value, agent, channel, pc });
      if (agent === 'smp' || agent === 'echo') {
        // Echo is written in the middle of any instruction.
        const there = debuggerOf(rom);
        for (let frame = 0; frame < FRAMES; frame++) there.runFrame();
        there.goTo(found!.position);
        expect(there.snes.apu.pc, key).toBe(pc);
        continue;
      }
      expect(found, key).toMatchObject({ pc, line, position: { time: step } });
    }
  });

  it('runs back to the breakpoint hits that it ran through', () => {
    const one = debuggerOf(rom);
    const next = chance(11);
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    const addresses = new Set<number>();
    for (let i = 0; i < 6; i++) {
      one.step('into', 'cpu', 1 + next(40));
      addresses.add((one.snes.cpu.pbr << 16) | one.snes.cpu.pc);
    }
    const [address = 0] = addresses;
    const list: Breakpoint[] = [
      { ...NEW_BREAKPOINT, id: 1, execute: true, from: address, to: address },
      { ...NEW_BREAKPOINT, id: 2, write: true, memory: 'wram', from: 0, to: 0x1f },
      { ...NEW_BREAKPOINT, id: 3, write: true, memory: 'cpu', from: 0x2100, to: 0x2133 },
    ];
    one.setBreakpoints(list);
    const { stops, back } = thereAndBack(one, 12);
    expect(back).toEqual(stops.slice(0, -1).toReversed());
  });

  it('runs back to the hits of both processors that it ran through', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 4; frame++) one.runFrame();
    one.pause();
    one.setBreakpoints([
      { ...NEW_BREAKPOINT, id: 1, processor: 'smp', memory: 'smp', write: true, from: 0xf2, to: 0xf7 },
      { ...NEW_BREAKPOINT, id: 2, processor: 'smp', memory: 'smp', execute: true, from: 0xffc9, to: 0xffcf },
      { ...NEW_BREAKPOINT, id: 3, processor: 'smp', memory: 'smp', execute: true, from: 0x200, to: 0x210 },
      { ...NEW_BREAKPOINT, id: 4, write: true, memory: 'cpu', from: 0x2100, to: 0x2143 },
    ]);
    const { stops, back } = thereAndBack(one, 24);
    expect(back).toEqual(stops.slice(0, -1).toReversed());
  });
});

describe.each(programs().filter(([name]) => ['register storm', 'irq-position'].includes(name)))(
  'running to a target in %s',
  (_name, rom) => {
    it.each([
      { kind: 'vblank' },
      { kind: 'hblank' },
      { kind: 'nmi' },
      { kind: 'irq' },
      { kind: 'dma' },
      { kind: 'hdma' },
      { kind: 'beam', line: 100, dot: 200 },
      { kind: 'beam', line: 0, dot: 0 },
      { kind: 'address', processor: 'smp', address: 0xffcf },
    ] as const)('goes back to the places to which it went forward: %o', (target) => {
      const one = debuggerOf(rom);
      for (let frame = 0; frame < 3; frame++) one.runFrame();
      one.pause();
      const there: string[] = [];
      for (let i = 0; i < 3; i++) {
        const { reason, position } = one.runTo(target, 4);
        if (reason === 'target') there.push(`${position.time}.${position.micro}`);
      }
      if (there.length === 0) return;
      const back = there.slice(1).map(() => {
        const { position } = one.runBackTo(target);
        return `${position.time}.${position.micro}`;
      });
      expect(back).toEqual(there.slice(0, -1).toReversed());
    });
  },
);

it('runs back to an address at any of its mirrors', () => {
  // In bank $80: inc $10, and round.
  const one = debuggerOf(romOf({ code: [0x18, 0xfb, 0x5c, 0x06, 0x80, 0x80, 0xe6, 0x10, 0x80, 0xfc] }));
  one.runFrame();
  one.pause();
  one.runTo({ kind: 'address', processor: 'cpu', address: 0x8008 });
  const { position } = one;
  one.step('into', 'cpu', 3);
  expect(one.runBackTo({ kind: 'address', processor: 'cpu', address: 0x8008 }).reason).toBe('target');
  expect(one.position.time).toBeGreaterThanOrEqual(position.time);
  expect((one.snes.cpu.pbr << 16) | one.snes.cpu.pc).toBe(0x808008);
});

describe('a search back', () => {
  // Native mode, NMI on: wai / bra; the NMI: inc $10 / rti.
  const rom = romOf({
    code: [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x80, 0x8d, 0x00, 0x42, 0xcb, 0x80, 0xfd],
    at: { 0x8200: [0xe6, 0x10, 0x40] },
    nmi: 0x8200,
  });

  /** A machine in its frame 88 with a keyframe each thirty, and how many frames were run again since it was asked last. */
  function stopped(): { one: ReturnType<typeof debuggerOf>; ran: () => number } {
    const one = debuggerOf(rom, { interval: 30 });
    for (let frame = 0; frame < 88; frame++) one.runFrame();
    one.pause();
    let frames = 0;
    for (const { traveller } of [one.history.live, one.history.scout]) {
      const before = traveller.onFrameEnd;
      traveller.onFrameEnd = () => {
        before?.();
        frames++;
      };
    }
    const ran = (): number => {
      const now = frames;
      frames = 0;
      return now;
    };
    return { one, ran };
  }

  it('for a near hit begins near, and not at the last keyframe', () => {
    const { one, ran } = stopped();
    one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, execute: true, from: 0x8200, to: 0x8202 }]);
    const places: number[] = [];
    for (let i = 0; i < 8; i++) {
      const { reason, position } = one.continueBack();
      expect(reason).toBe('breakpoint');
      places.push(position.time);
      // Every other one is an instruction back, the others a frame.
      expect(ran()).toBeLessThan(i === 0 ? 60 : i % 2 === 1 ? 8 : 30);
    }
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    expect(new Set(places.map((time) => Math.round(time / 357_366))).size).toBe(4);
    one.runBackTo({ kind: 'nmi' });
    expect(ran()).toBeLessThan(30);
  });

  it('for a caller that is not there ends where step out does', () => {
    const { one, ran } = stopped();
    for (let frame = 0; frame < 100; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'cpu', address: 0x800a });
    ran();
    const { position } = one;
    expect(one.stepBack('out', 'cpu').reason).toBe('no-return');
    expect(one.position).toEqual(position);
    expect(ran()).toBeLessThan(120 + 3 * 60);
  });

  it('does not go on in a future that was forgotten', () => {
    const { one } = stopped();
    const { traveller, snes } = one.history.scout;
    const { time } = one.position;
    traveller.goTo(time);
    one.goTo({ time: time - 400_000, micro: 0 });
    one.edit((machine) => (machine.wram[0x1234] = 0x5a));
    one.leave();
    one.runFrame();
    one.runFrame();
    one.pause();
    traveller.goTo(one.position.time);
    expect(snes.wram[0x1234]).toBe(0x5a);
  });
});

describe('hits in a condition', () => {
  // Stores to $2100 and $2101 in turn, over and over: each is one access of one step.
  const store = (register: number): number[] => [0x8d, register & 0xff, register >> 8];
  const rom = romOf({ code: [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x80, ...store(0x2100), ...store(0x2101), 0x80, 0xf8] });
  const writes = { ...NEW_BREAKPOINT, id: 1, write: true, from: 0x2100, to: 0x2101 };

  function stopped(frames: number): ReturnType<typeof debuggerOf> {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < frames; frame++) one.runFrame();
    one.pause();
    return one;
  }

  it('are how often the place was reached since the breakpoint was set, on the way there and back', () => {
    const plain = stopped(1);
    plain.setBreakpoints([writes]);
    const all = thereAndBack(plain, 60).stops;
    expect(all).toHaveLength(60);
    const one = stopped(1);
    one.setBreakpoints([{ ...writes, condition: 'hits >= 4 && hits % 5 == 4' }]);
    const { stops, back } = thereAndBack(one, 11);
    expect(stops).toEqual(all.filter((_, index) => (index + 1) % 5 === 4).slice(0, 11));
    expect(back).toEqual(stops.slice(0, -1).toReversed());
    // From where it is now the same ones come again, with steps and a walk back before them.
    one.step('into', 'cpu', 4);
    one.stepBack('into', 'cpu', 4);
    expect(thereAndBack(one, 6).stops).toEqual(stops.slice(1, 7));
  });

  it('are the same though a moment is kept while the past is run again, and after a change', () => {
    // One write a frame, from an NMI.
    const frames = romOf({
      code: [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x80, ...store(0x4200), 0xcb, 0x80, 0xfd],
      at: { 0x8200: [...store(0x2100), 0x40] },
      nmi: 0x8200,
    });
    const one = debuggerOf(frames, { interval: 8 });
    for (let frame = 0; frame < 9; frame++) one.runFrame();
    one.pause();
    one.setBreakpoints([{ ...writes, condition: 'hits % 3 == 1' }]);
    const { stops, back } = thereAndBack(one, 8);
    expect(stops).toHaveLength(8);
    expect(back).toEqual(stops.slice(0, -1).toReversed());
    const last = stops.at(-1)!;
    one.goTo({ time: Number(last.split('.')[0]) + 1, micro: 0 });
    for (let i = 0; i < 5; i++) one.stepBack('frame', 'cpu');
    one.edit((snes) => (snes.wram[0x100] ^= 1));
    const [next] = thereAndBack(one, 3).stops;
    expect(stops).toContain(next);
  });

  it('are counted for a breakpoint that is set in the past, and anew when it looks elsewhere', () => {
    const one = stopped(6);
    const { end } = one.history;
    const start = { time: Math.floor(end / 3), micro: 0 };
    one.goTo(start);
    one.setBreakpoints([writes]);
    const [, , , , , , seventh] = thereAndBack(one, 7).stops;
    one.goTo(start);
    one.setBreakpoints([{ ...writes, id: 2, condition: 'hits == 7' }]);
    one.goTo({ time: end, micro: 0 });
    expect(`${one.continueBack().position.time}.0`).toBe(seventh);
    expect(one.continueBack().reason).toBe('beginning');
    one.goTo(start);
    one.setBreakpoints([{ ...writes, id: 2, from: 0x2101, condition: 'hits == 1' }]);
    one.goTo({ time: end, micro: 0 });
    expect(one.continueBack().reason).toBe('breakpoint');
    expect(one.continueBack().reason).toBe('beginning');
  });

  it.each(programs().filter(([name]) => name === 'apu-boot' || name === 'dma-time'))(
    'are exact on the sound processor: %s',
    (name, program) => {
      const one = debuggerOf(program);
      for (let frame = 0; frame < 3; frame++) one.runFrame();
      one.pause();
      const every = { ...NEW_BREAKPOINT, id: 1, processor: 'smp', memory: 'smp', execute: true, to: 0xffff } as const;
      one.setBreakpoints([{ ...every, condition: 'hits % 20 == 7' }]);
      const { stops, back } = thereAndBack(one, 8);
      expect(stops).toHaveLength(8);
      expect(back).toEqual(stops.slice(0, -1).toReversed());
      if (name !== 'dma-time') return;
      // In a DMA many instructions of the sound processor, with the same addresses, lie in one step.
      const plain = debuggerOf(program);
      for (let frame = 0; frame < 3; frame++) plain.runFrame();
      plain.pause();
      plain.setBreakpoints([every]);
      expect(thereAndBack(plain, 27).stops.filter((_place, index) => index % 20 === 6)).toEqual(stops.slice(0, 2));
    },
  );

  it('are what the log of a breakpoint says', () => {
    const logged: string[] = [];
    const one = debuggerOf(rom, { logged });
    one.setBreakpoints([{ ...writes, condition: 'hits > 2', log: '{hits:d}', stops: false }]);
    one.runFrame();
    one.runFrame();
    expect(logged.slice(0, 3)).toEqual(['3', '4', '5']);
    // A log that asks for them is counted back, too.
    one.pause();
    one.setBreakpoints([{ ...writes, id: 3, log: '{hits:d}' }]);
    const { stops, back } = thereAndBack(one, 4);
    expect(back).toEqual(stops.slice(0, -1).toReversed());
  });
});

/** Where the machine stops on the way forward, and then on the way back. */
function thereAndBack(one: ReturnType<typeof debuggerOf>, most: number): { stops: string[]; back: string[] } {
  const stops: string[] = [];
  for (let i = 0; i < most && one.snes.frame < 40; i++) {
    let hit = one.leave() ? null : one.halted();
    for (let frame = 0; hit === null && frame < 20; frame++) hit = one.runFrame();
    if (hit === null) {
      one.pause();
      break;
    }
    stops.push(`${hit.position.time}.${hit.position.micro}`);
  }
  const back: string[] = [];
  for (let i = 1; i < stops.length; i++) {
    const { position } = one.continueBack();
    back.push(`${position.time}.${position.micro}`);
  }
  return { stops, back };
}

it('knows each write of a DMA to one register, also in the middle of it', () => {
  // 16 bytes of ROM to $2121, over and over.
  const head = [
    0x18,
    0xfb,
    0xe2,
    0x30,
    ...put(0x4300, 0),
    ...put(0x4301, 0x21),
    ...put(0x4303, 0x90),
    ...put(0x4304, 0),
    ...put(0x4306, 0),
  ];
  const loop = [...put(0x4302, 0), ...put(0x4305, 16), ...put(0x420b, 1)];
  const values = Array.from({ length: 16 }, (_, i) => i * 3);
  const behind = 0x8000 + head.length + loop.length;
  const one = debuggerOf(romOf({ code: [...head, ...loop, 0x80, 256 - loop.length - 2], at: { 0x9000: values } }));
  one.runFrame();
  one.pause();
  one.runTo({ kind: 'dma' });
  one.step('into', 'cpu');
  const query = { memory: 'cpu', from: 0x2121, to: 0x2121 } as const;
  const found: number[] = [];
  let middle = one.position;
  for (let i = 0, before = one.position; i < 20; i++) {
    const record = lastWrite(one.history, before, query)!;
    expect(record.agent).toBe('dma');
    // The store to $420B, and the instruction behind it, before which the DMA runs.
    expect([record.starter, record.pc]).toEqual([behind - 3, behind]);
    found.push(record.value);
    before = record.moment;
    if (i === 7) middle = record.moment;
  }
  expect(found).toEqual([...values.toReversed(), ...values.slice(12).toReversed()]);
  // Before the ninth byte is written the eighth was the last.
  one.goTo(middle);
  expect(lastWrite(one.history, one.position, query)?.value).toBe(values[7]);
});

it('goes back over one DMA with more hits than are remembered', () => {
  // A store to $2100, then a DMA of 16 KB to WMDATA, over and over.
  const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];
  const code = [
    0x18,
    0xfb,
    0xe2,
    0x30,
    ...put(0x4300, 0),
    ...put(0x4301, 0x80),
    ...put(0x4302, 0),
    ...put(0x4303, 0x80),
    ...put(0x4304, 0),
  ];
  const loop = [...put(0x2100, 15), ...put(0x4305, 0), ...put(0x4306, 0x40), ...put(0x420b, 1)];
  const one = debuggerOf(romOf({ code: [...code, ...loop, 0x80, 256 - loop.length - 2] }));
  one.runFrame();
  one.runFrame();
  one.pause();
  one.setBreakpoints([{ ...NEW_BREAKPOINT, id: 1, write: true, from: 0x2100, to: 0x2180 }]);
  const { stops, back } = thereAndBack(one, 9);
  expect(stops).toHaveLength(9);
  expect(back).toEqual(stops.slice(0, -1).toReversed());
});

describe('reads of what was never written', () => {
  // lda $7e0300,x twice; sta $7e0300,x with what it held at power-on; lda $7e0300,x; inx; and round.
  const place = [0x00, 0x03, 0x7e];
  const step = [0xbf, ...place, 0xbf, ...place, 0x9f, ...place, 0xbf, ...place, 0xe8];
  const rom = romOf({ code: [0x18, 0xfb, 0xc2, 0x10, 0xa2, 0x00, 0x00, ...step, 0xea, 0xea, 0x80, 256 - step.length - 4] });
  const uninitialised = { ...NEW_BREAKPOINT, id: 1, event: 'uninitialised', condition: 'address >= $300' } as const;

  /** `address time` of all of them in some frames from power-on, from a log of all accesses. */
  function logOf(frames: number): { address: number; time: number }[] {
    const one = debuggerOf(rom);
    const { snes } = one.history.live;
    const written = new Set<number>();
    const log: { address: number; time: number }[] = [];
    one.history.live.hub.add({
      plan: { io: true, ranges: [{ memory: 'wram', from: 0, to: 0x1ffff, read: true, write: true }] },
      access: ({ kind, memory, address }) => {
        if (memory !== 'wram' || kind === AccessKind.Fetch) return;
        if (kind === AccessKind.Write) written.add(address);
        else if (!written.has(address) && address >= 0x300) log.push({ address, time: startOfStep(snes) });
      },
    });
    for (let frame = 0; frame < frames; frame++) one.runFrame();
    return log;
  }

  const hitOf = ({ hits: [hit] }: Stop): number => hit?.address ?? -1;

  it('stop on the way back as a log of all accesses says, though nobody watched on the way there', () => {
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 10; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'cpu', address: 0x8018 });
    const log = logOf(11).filter(({ time }) => time < one.position.time);
    expect(log.length).toBeGreaterThan(2000);
    one.setBreakpoints([uninitialised]);
    for (const expected of log.toReversed().slice(0, 12)) {
      const stop = one.continueBack();
      expect(hitOf(stop)).toBe(expected.address);
      one.step('into', 'cpu');
      one.stepBack('into', 'cpu', 2);
      expect(one.position.time).toBe(expected.time);
      one.step('into', 'cpu');
    }
    // From here on forward the same ones come again.
    const [last] = log.slice(-1);
    let stop: Stop | null = null;
    while (one.position.time < last.time) {
      stop = nextStop(one, 4);
      if (stop === null) break;
    }
    expect(stop === null ? -1 : hitOf(stop)).toBe(last.address);
    // In the middle, gone to without running there.
    const middle = log[log.length >> 1];
    one.goTo({ time: middle.time, micro: 0 });
    expect(hitOf(nextStop(one, 4)!)).toBe(middle.address);
    expect(hitOf(one.continueBack())).toBe(log[(log.length >> 1) - 1].address);
  });

  it('are another past after a change, whose byte counts as written', () => {
    const one = debuggerOf(rom);
    one.setBreakpoints([uninitialised]);
    const first = one.runFrame()!;
    const address = hitOf(first);
    expect(address).toBe(0x300);
    one.edit((snes) => (snes.wram[address] ^= 0xff));
    expect(hitOf(nextStop(one, 4)!)).toBe(address + 1);
    one.goTo(first.position);
    one.stepBack('into', 'cpu');
    one.edit((snes) => (snes.wram[0x10] = 1));
    expect(hitOf(nextStop(one, 4)!)).toBe(address);
  });

  it('have rings in the event viewer', () => {
    const log = logOf(8);
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 8; frame++) one.runFrame();
    one.pause();
    const marks = { list: [uninitialised], label: () => null, counts: one.counts };
    const rings = frameEvents(one.history, one.position, 'previous', marks).filter(({ breakpoint }) => breakpoint === 1);
    const [from, to] = [rings[0].position.time, rings.at(-1)!.position.time];
    const want = log
      .filter(({ time }) => time >= from && time <= to)
      .map(({ address }) => `WRAM $${address.toString(16).padStart(4, '0')}`);
    expect(want.length).toBeGreaterThan(200);
    expect(rings.map(({ name }) => name)).toEqual(want);
  });
});
