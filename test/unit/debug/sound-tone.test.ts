import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../src/core/platform.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { dspInfo, voiceList } from '../../../src/debug/sound/samples.ts';
import { chance } from '../../debug/rig.ts';
import { soundLoop } from '../../debug/sound-loop.ts';

/** mov $f2,#reg / mov $f3,#value */
const dsp = (register: number, value: number): number[] => [0x8f, register, 0xf2, 0x8f, value, 0xf3];
const STOP = [0x2f, 0xfe];
/** mov y,#0 / x: mov x,#0 / y: dec x / bne y / dec y / bne x */
const WAIT = [0x8d, 0x00, 0xcd, 0x00, 0x1d, 0xd0, 0xfd, 0xdc, 0xd0, 0xf8];

/** Samples of a loop (-7 to 7) as BRR blocks without a filter; `loops` false: it ends. */
function brr(values: readonly number[], loops = true): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < values.length; at += 16) {
    bytes.push(0xb0 | (at + 16 < values.length ? 0 : loops ? 3 : 1));
    for (let i = at; i < at + 16; i += 2) bytes.push(((values[i] & 15) << 4) | (values[i + 1] & 15));
  }
  return bytes;
}

/** `cycles` of a square wave in so many samples. */
function square(length: number, cycles: number): number[] {
  return Array.from({ length }, (_, i) => ((i * cycles) % length < length / 2 ? 7 : -7));
}

function sine(length: number, cycles: number): number[] {
  return Array.from({ length }, (_, i) => Math.round(7 * Math.sin((2 * Math.PI * cycles * (i + 0.5)) / length)));
}

/** Voice 1 plays a sample at $1100, at a pitch. Nothing else sounds. */
function playing(sample: readonly number[], pitch: number, more: readonly number[] = []): Debugger {
  const one = soundLoop([
    ...dsp(0x6c, 0x20),
    ...dsp(0x0c, 0x7f),
    ...dsp(0x1c, 0x7f),
    ...dsp(0x2c, 0),
    ...dsp(0x3c, 0),
    ...dsp(0x4d, 0),
    ...dsp(0x5d, 0x10),
    ...dsp(0x00, 0x7f),
    ...dsp(0x01, 0x7f),
    ...dsp(0x02, pitch & 0xff),
    ...dsp(0x03, pitch >> 8),
    ...dsp(0x04, 0),
    ...dsp(0x05, 0),
    ...dsp(0x07, 0x7f),
    ...dsp(0x2d, 0),
    ...dsp(0x3d, 0),
    ...dsp(0x5c, 0),
    ...more,
    ...dsp(0x4c, 0x01),
    ...STOP,
  ]);
  one.edit((snes) => {
    snes.aram.set([0x00, 0x11, 0x00, 0x11], 0x1000);
    snes.aram.set(sample, 0x1100);
    snes.aram.fill(0, 0x4000, 0xc000);
  });
  return one;
}

/** Left samples of some frames. */
function listen(one: Debugger, frames: number): number[] {
  const left: number[] = [];
  const { snes } = one.history.live;
  snes.audio = { samples: (samples, count) => void left.push(...Array.from({ length: count }, (_, i) => samples[i * 2])) };
  one.leave();
  for (let frame = 0; frame < frames; frame++) one.runFrame();
  return left;
}

/** By its rises through zero, between which it is told to parts of a sample. */
function measured(samples: readonly number[]): number {
  const rises: number[] = [];
  for (let i = 4000; i + 1 < samples.length; i++)
    if (samples[i] < 0 && samples[i + 1] >= 0) rises.push(i + samples[i] / (samples[i] - samples[i + 1]));
  return ((rises.length - 1) * SAMPLE_RATE) / (rises[rises.length - 1] - rises[0]);
}

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

/** The frequency of a note and some cents. */
function frequencyOf(note: string, cents: number): number {
  const [, name, octave] = /^([A-G]#?)(-?\d+)$/.exec(note)!;
  const midi = NOTES.indexOf(name) + 12 * (Number(octave) + 1) + cents / 100;
  return 440 * 2 ** ((midi - 69) / 12);
}

describe('the note of a voice', () => {
  it.each<[string, number[], number, number]>([
    ['a square of 16 samples', square(16, 1), 0x1000, 16],
    ['a square of 16 samples', square(16, 1), 0x0123, 16],
    ['a square of 32 samples', square(32, 1), 0x1000, 32],
    ['a square of 32 samples', square(32, 1), 0x0700, 32],
    ['a square of 64 samples', square(64, 1), 0x2345, 64],
    ['a square of 8 samples, twice in a block', square(16, 2), 0x0400, 8],
    ['a square of 48 samples', square(48, 1), 0x10f0, 48],
    ['three squares of 16 samples in 48', square(48, 3), 0x0e00, 16],
    ['a sine of 21 1/3 samples, three times in 64', sine(64, 3), 0x1000, 64 / 3],
    ['a sine of 33 7/9 samples, 9 times in 304', sine(304, 9), 0x0bcd, 304 / 9],
    ['a sine of 512 samples', sine(512, 1), 0x3fff, 512],
  ])('is what is heard: %s', (_name, values, pitch, cycle) => {
    const one = playing(brr(values), pitch);
    const heard = measured(listen(one, 30));
    const [voice] = voiceList(one.snes);
    expect(voice.cycle).toBe(cycle);
    const cents = 1200 * Math.log2(heard / frequencyOf(voice.note, voice.cents));
    expect(Math.abs(cents), `${heard} Hz`).toBeLessThan(0.6);
    expect((heard * cycle) / voice.rate).toBeCloseTo(1, 3);
  });

  it('is not told where nothing says how it is tuned', () => {
    const next = chance(7);
    const noise = Array.from({ length: 1024 }, () => next(15) - 7);
    const chord = Array.from({ length: 1600 }, (_, i) =>
      Math.round([40, 50, 60].reduce((sum, cycles) => sum + 2.3 * Math.sin((2 * Math.PI * cycles * i) / 1600), 0)),
    );
    const samples: Record<string, [number[], number[]]> = {
      'one that ends': [brr(square(64, 2), false), []],
      'noise in a loop': [brr(noise), []],
      'a chord in a loop': [brr(chord), []],
      'a loop longer than any note': [brr(square(4096, 16)), []],
      'a loop of silence': [brr(square(32, 1).map(() => 0)), []],
      'the noise generator': [brr(square(32, 1)), dsp(0x3d, 1)],
    };
    for (const [name, [sample, more]] of Object.entries(samples)) {
      const one = playing(sample, 0x1000, more);
      listen(one, 3);
      expect(voiceList(one.snes)[0], name).toMatchObject({ cycle: null, note: '', cents: 0, pitch: 0x1000, rate: 32041 });
    }
  });

  it('follows a sample that is written anew at the same place', () => {
    const one = playing(brr(square(32, 1)), 0x1000);
    expect(listen(one, 3).length).toBeGreaterThan(1000);
    expect(voiceList(one.snes)[0].cycle).toBe(32);
    one.edit((snes) => snes.aram.set(brr(square(32, 2)), 0x1100));
    expect(voiceList(one.snes)[0].cycle).toBe(16);
  });
});

describe('the echo', () => {
  /** One short sound, then silence, with an echo of a delay, a feedback and a filter; main volume off: only the echo is heard. */
  function echo(delay: number, feedback: number, fir: readonly number[]): { one: Debugger; heard: number[] } {
    const blip = Array.from({ length: 48 }, (_, i) => (i === 8 ? 7 : 0));
    const one = playing(brr(blip, false), 0x1000, [
      ...dsp(0x0c, 0),
      ...dsp(0x1c, 0),
      ...dsp(0x2c, 0x7f),
      ...dsp(0x3c, 0x7f),
      ...dsp(0x0d, feedback & 0xff),
      ...fir.flatMap((value, tap) => dsp((tap << 4) | 0x0f, value & 0xff)),
      ...dsp(0x6d, 0x40),
      ...dsp(0x7d, delay),
      ...dsp(0x4d, 0x01),
      // Until what was in the filter has gone by.
      ...WAIT,
      ...dsp(0x6c, 0x00),
    ]);
    return { one, heard: listen(one, 120) };
  }

  /** Where the echo is loudest each time, and how loud. */
  function echoes(heard: readonly number[]): { at: number; peak: number }[] {
    const found: { at: number; peak: number }[] = [];
    let quiet = 1000;
    heard.forEach((value, at) => {
      const before = found.at(-1);
      if (Math.abs(value) <= 8) quiet++;
      else if (quiet >= 200 || before === undefined) found.push({ at, peak: value });
      else if (Math.abs(value) > Math.abs(before.peak)) found[found.length - 1] = { at, peak: value };
      if (Math.abs(value) > 8) quiet = 0;
    });
    return found;
  }

  it.each([
    [1, 0],
    [3, 7],
    [8, 3],
    [15, 0],
  ])('comes again after as long as is told, as loud as feedback and filter say: EDL %i, tap %i', (delay, tap) => {
    const taps = Array.from({ length: 8 }, (_, i) => (i === tap ? 0x7f : 0));
    const { one, heard } = echo(delay, -0x60, taps);
    // Before it begins something of what was in the filter may be heard.
    const all = echoes(heard.slice(4000));
    const { echoDelay, feedback, fir, echoWrites } = dspInfo(one.snes);
    expect([feedback, fir, echoWrites]).toEqual([-0x60, taps, true]);
    expect(all.length).toBeGreaterThan(2);
    for (let i = 1; i < 3; i++) {
      const samples = all[i].at - all[i - 1].at;
      // The filter's last tap is the newest sample; the others are that much older.
      expect(samples).toBe(delay * 512 + 7 - tap);
      expect(Math.abs(((samples - 7 + tap) / SAMPLE_RATE) * 1000 - echoDelay)).toBeLessThan(0.002 * echoDelay);
      expect(all[i].peak / all[i - 1].peak).toBeCloseTo((feedback / 128) * (0x7f / 128), 1);
    }
  });

  it('is told to be left as it is when it is not written', () => {
    const { one } = echo(2, 0x40, [0x7f, 0, 0, 0, 0, 0, 0, 0]);
    one.edit((snes) => snes.apu.dsp.write(0x6c, 0x20));
    expect(dspInfo(one.snes).echoWrites).toBe(false);
  });
});
