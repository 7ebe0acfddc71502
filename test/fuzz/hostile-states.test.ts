import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../../src/core/state/container.ts';
import { HeadlessMachine, StateError } from '../../src/session/headless.ts';
import { randomNumbers, registerStorm } from './programs.ts';

const SCALE = Number(process.env['DOTCLOCK_FUZZ'] ?? '1');
const STATES = 150 * SCALE;
const MOST_SECONDS_A_FRAME = 5;

describe('hostile states', { timeout: 400_000 * SCALE }, () => {
  it(`${STATES} states with changed fields and a right checksum are refused, or run on without exception or hang`, () => {
    const machine = new HeadlessMachine(registerStorm(3));
    for (let i = 0; i < 2; i++) machine.runFrame();
    const { header, chunks } = unpackState(machine.snes.saveState());
    const next = randomNumbers(7);
    let loaded = 0;
    for (let round = 0; round < STATES; round++) {
      const changed = chunks.map((chunk) => ({ ...chunk, bytes: chunk.bytes.slice() }));
      for (let n = 1 + (next() % 8); n > 0; n--) {
        const chunk = changed[next() % changed.length];
        if (chunk.bytes.length === 0) continue;
        // the small fields at the end and the beginning matter more than the memories between
        const span = Math.min(chunk.bytes.length, 1500);
        const at = next() % 2 === 0 ? next() % span : chunk.bytes.length - 1 - (next() % span);
        chunk.bytes[at] = next() & 0xff;
      }
      try {
        machine.snes.loadState(packState(header, changed));
      } catch (error) {
        expect(error).toBeInstanceOf(StateError);
        continue;
      }
      loaded++;
      const started = performance.now();
      machine.runFrame();
      if (performance.now() - started > MOST_SECONDS_A_FRAME * 1000) throw new Error(`round ${round} hangs`);
    }
    expect(loaded).toBeGreaterThan(STATES / 20);
  });
});
