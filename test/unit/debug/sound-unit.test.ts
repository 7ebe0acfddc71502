import { describe, expect, it } from 'vitest';
import { AccessKind } from '../../../src/debug/hub.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { isBefore } from '../../../src/debug/run/position.ts';
import { lastWrite } from '../../../src/debug/search/who-wrote.ts';
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
      let stop = one.leave() ? null : one.pause('breakpoint');
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
