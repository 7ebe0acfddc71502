import { describe, expect, it } from 'vitest';
import { CartError, HeadlessMachine, StateError } from '../../src/session/headless.ts';
import { corrupted, randomNumbers, randomProgram, registerStorm } from './programs.ts';

/** Cases in all; DOTCLOCK_FUZZ multiplies them for a long run. */
const SCALE = Number(process.env['DOTCLOCK_FUZZ'] ?? '1');
const RANDOM_PROGRAMS = 120 * SCALE;
const STORMS = 60 * SCALE;
const CORRUPTED = 100 * SCALE;
const STATES = 200 * SCALE;
/** No frame of any program may take longer: a hang shows as this. Generous, for a busy computer. */
const MOST_SECONDS_A_FRAME = 5;

/** Runs frames, then saves, goes on, loads, goes on again: both ways must end alike. */
function runAndRoundTrip(rom: Uint8Array, seed: number, frames: number): void {
  const machine = new HeadlessMachine(rom, { powerOn: { seed }, recordSound: true });
  for (let frame = 0; frame < frames; frame++) {
    const started = performance.now();
    machine.runFrame();
    if (performance.now() - started > MOST_SECONDS_A_FRAME * 1000) throw new Error(`frame ${frame} of seed ${seed} hangs`);
  }
  const saved = machine.snes.saveState();
  machine.runFrame();
  const after = machine.snes.saveState();
  machine.snes.loadState(saved);
  expect(Buffer.compare(machine.snes.saveState(), saved), `state of seed ${seed} after loading`).toBe(0);
  machine.runFrame();
  expect(Buffer.compare(machine.snes.saveState(), after), `frame after loading, seed ${seed}`).toBe(0);
}

describe('fuzz', { timeout: 400_000 * SCALE }, () => {
  it(`${RANDOM_PROGRAMS} random programs run, and their states round-trip`, () => {
    for (let seed = 1; seed <= RANDOM_PROGRAMS; seed++) runAndRoundTrip(randomProgram(seed), seed, 2);
  });

  it(`${STORMS} register storms run, and their states round-trip`, () => {
    for (let seed = 1; seed <= STORMS; seed++) runAndRoundTrip(registerStorm(seed), seed, 3);
  });

  it(`${CORRUPTED} corrupted ROM files run or are refused with a reason`, () => {
    let refused = 0;
    for (let seed = 1; seed <= CORRUPTED; seed++) {
      const rom = corrupted(registerStorm(seed % 7), seed);
      try {
        runAndRoundTrip(rom, seed, 1);
      } catch (error) {
        if (!(error instanceof CartError)) throw error;
        expect(error.message).not.toBe('');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(CORRUPTED);
  });

  it(`${STATES} damaged save states are refused and change nothing`, () => {
    const machine = new HeadlessMachine(registerStorm(1));
    machine.runFrame();
    const saved = machine.snes.saveState();
    const next = randomNumbers(99);
    for (let round = 0; round < STATES; round++) {
      const damaged = next() % 3 === 0 ? saved.slice(0, next() % saved.length) : saved.slice();
      if (damaged.length > 0) {
        const at = next() % damaged.length;
        damaged[at] = (damaged[at] ?? 0) ^ (1 + (next() % 255));
      }
      expect(() => machine.snes.loadState(damaged)).toThrow(StateError);
    }
    expect(Buffer.compare(machine.snes.saveState(), saved)).toBe(0);
  });
});
