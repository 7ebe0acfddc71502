import { describe, expect, it } from 'vitest';
import { Resampler } from '../../../src/host/web/resampler.ts';
import { SoundRing } from '../../../src/host/web/sound-ring.ts';

const RATE = 32_040;
const DEVICE = 48_000;

function ringWith(target: number): SoundRing {
  const ring = new SoundRing(new SharedArrayBuffer(SoundRing.bytes));
  ring.rate = RATE;
  ring.target = target;
  ring.active = true;
  return ring;
}

/** `count` frames of a tone, from frame `from` on. */
function tone(from: number, count: number, hertz = 440): Int16Array {
  const samples = new Int16Array(count * 2);
  for (let index = 0; index < count; index++) {
    samples[index * 2] = samples[index * 2 + 1] = Math.round(16_000 * Math.sin((2 * Math.PI * hertz * (from + index)) / RATE));
  }
  return samples;
}

describe('the ring between emulator and sound device', () => {
  it('hands out what was written, in order, past its own end', () => {
    const ring = ringWith(0);
    for (let round = 0; round < 40; round++) {
      ring.write(Int16Array.of(round, 99 - round, round + 1, 0), 2);
      expect([ring.peek(0, 0), ring.peek(0, 1), ring.peek(1, 0)]).toEqual([round, 99 - round, round + 1]);
      ring.skip(2);
      ring.write(new Int16Array(2000), 1000);
      ring.skip(1000);
    }
    expect(ring.filled).toBe(0);
  });

  it('drops what has no room and counts it', () => {
    const ring = ringWith(100);
    ring.write(new Int16Array(2000), 1000, 300);
    expect(ring.filled).toBe(300);
    expect(ring.dropped).toBe(700);
  });
});

describe('playing the ring', () => {
  /** Plays `seconds`; the machine makes `sourceRate` frames a second in pieces of a sixtieth. */
  function play(seconds: number, sourceRate: number): { ring: SoundRing; sound: number[]; fills: number[] } {
    const ring = ringWith(1922);
    const resampler = new Resampler(ring, DEVICE);
    const left = new Float32Array(128);
    const right = new Float32Array(128);
    const sound: number[] = [];
    const fills: number[] = [];
    let made = 0;
    for (let block = 0; block < (seconds * DEVICE) / 128; block++) {
      const wanted = Math.floor((Math.floor((block * 128 * 60) / DEVICE) * sourceRate) / 60) + 2400;
      if (wanted > made) {
        ring.write(tone(made, wanted - made), wanted - made);
        made = wanted;
      }
      resampler.render(left, right);
      sound.push(...left);
      fills.push(ring.filled);
    }
    return { ring, sound, fills };
  }

  it('keeps the pitch of a tone', () => {
    const { sound, ring } = play(2, RATE);
    const late = sound.slice(DEVICE);
    const crossings = late.filter((value, index) => index > 0 && late[index - 1] < 0 && value >= 0).length;
    expect(crossings).toBeGreaterThan(436);
    expect(crossings).toBeLessThan(444);
    expect(Math.max(...late)).toBeCloseTo(16_000 / 32_768, 1);
    expect(ring.underruns).toBe(0);
  });

  it.each([0.997, 1.003])('follows a machine that runs at %f of its speed without running dry or over', (speed) => {
    const { ring, fills } = play(30, RATE * speed);
    expect(ring.underruns).toBe(0);
    expect(ring.dropped).toBe(0);
    const last = fills.at(-1)!;
    expect(last).toBeGreaterThan(600);
    expect(last).toBeLessThan(4000);
  });

  it('fades out when nothing comes, counts one underrun, and none while paused', () => {
    const ring = ringWith(200);
    const resampler = new Resampler(ring, DEVICE);
    const left = new Float32Array(4096);
    ring.write(tone(0, 400), 400);
    resampler.render(left, left.slice());
    expect(ring.underruns).toBe(1);
    expect(left.at(-1)).toBe(0);
    const steps = left.map((value, index) => Math.abs(value - (left[index - 1] ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(0.1);
    ring.active = false;
    ring.write(tone(0, 400), 400);
    resampler.render(left, left.slice());
    expect(ring.underruns).toBe(1);
  });
});
