import { describe, expect, it } from 'vitest';
import { type Breakpoint, NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { COUNTING, soundLoop, WRITES_OF_COUNT } from '../../debug/sound-loop.ts';

const playing = (logged: string[]): Debugger => soundLoop(COUNTING, { logged });

const LOG: Breakpoint[] = [
  { ...WRITES_OF_COUNT, id: 1, log: '{value:d}', stops: false },
  { ...NEW_BREAKPOINT, id: 2, write: true, from: 0x2121, to: 0x2121, log: 'cpu {clock:d}', stops: false },
];

describe('lines of a log', () => {
  it('come once each, wherever the machine stops in between', () => {
    const plain: string[] = [];
    const straight = playing(plain);
    straight.setBreakpoints(LOG);
    straight.leave();
    while (plain.length < 600) straight.runFrame();

    const logged: string[] = [];
    const one = playing(logged);
    // Stops at each seventh value of the counter, in the middle of steps and DMAs.
    one.setBreakpoints([
      ...LOG,
      {
        ...NEW_BREAKPOINT,
        id: 3,
        processor: 'smp',
        memory: 'smp',
        execute: true,
        from: 0x304,
        to: 0x304,
        condition: '[$40] % 7 == 3',
      },
    ]);
    let stops = 0;
    while (logged.length < 90) {
      let stop = one.leave() ? null : one.halted();
      while (stop === null) stop = one.runFrame();
      stops++;
    }
    expect(stops).toBeGreaterThan(8);
    for (const kind of [(line: string) => line.startsWith('cpu'), (line: string) => !line.startsWith('cpu')]) {
      const mine = logged.filter(kind);
      expect(mine.length).toBeGreaterThan(1);
      expect(mine).toEqual(plain.filter(kind).slice(0, mine.length));
    }
  });
});

it('a stop of the S-CPU comes after those of the sound processor in the same step, forward as back', () => {
  const one = playing([]);
  one.setBreakpoints([
    { ...NEW_BREAKPOINT, id: 1, write: true, from: 0x2180, to: 0x2180 },
    {
      ...NEW_BREAKPOINT,
      id: 2,
      processor: 'smp',
      memory: 'smp',
      execute: true,
      from: 0x304,
      to: 0x304,
      condition: '[$40] % 40 == 3',
    },
    // The read and the write of inc $40 follow each other.
    {
      ...NEW_BREAKPOINT,
      id: 3,
      processor: 'smp',
      memory: 'aram',
      read: true,
      write: true,
      from: 0x40,
      to: 0x40,
      condition: '[$40] % 40 == 7',
    },
  ]);
  const there: string[] = [];
  const kinds = new Set<string>();
  while (there.length < 12) {
    let stop = one.leave() ? null : one.halted();
    while (stop === null) stop = one.runFrame();
    kinds.add(`${stop.hits[0]?.id} ${stop.hits[0]?.kind}`);
    there.push(`${stop.position.time}.${stop.position.micro}`);
  }
  expect([...kinds].sort()).toEqual(['1 write', '2 execute', '3 read', '3 write']);
  const back = there.slice(1).map(() => {
    const { position } = one.continueBack();
    return `${position.time}.${position.micro}`;
  });
  expect(back).toEqual(there.slice(0, -1).toReversed());
});
