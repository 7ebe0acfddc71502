import { describe, expect, it } from 'vitest';
import { SoundOut } from '../../../src/host/web/sound-out.ts';
import { SoundRing } from '../../../src/host/web/sound-ring.ts';

describe('the machine’s end of the sound', () => {
  function out(): { sound: SoundOut; ring: SoundRing } {
    const buffer = new SharedArrayBuffer(SoundRing.bytes);
    const sound = new SoundOut();
    sound.connect(buffer, null);
    return { sound, ring: new SoundRing(buffer) };
  }

  it('tells the reader its rate, slower in slow motion, never faster', () => {
    const { sound, ring } = out();
    sound.flush();
    expect(ring.rate).toBe(32_041);
    sound.speed = 0.5;
    sound.flush();
    expect(ring.rate).toBe(16_020);
    sound.speed = 4;
    sound.flush();
    expect(ring.rate).toBe(32_041);
  });

  it('lengthens the queue after each gap, up to a limit, until the wanted delay is set anew', () => {
    const { sound, ring } = out();
    sound.latency = 50;
    sound.flush();
    const wanted = ring.target;
    expect(wanted).toBe(1602);
    ring.countUnderrun();
    sound.flush();
    sound.flush();
    expect(ring.target).toBe(wanted + 480);
    for (let gap = 0; gap < 20; gap++) {
      ring.countUnderrun();
      sound.flush();
    }
    expect(ring.target).toBe(wanted + 7 * 480);
    sound.latency = 50;
    sound.flush();
    expect(ring.target).toBe(wanted + 7 * 480);
    sound.latency = 100;
    sound.flush();
    expect(ring.target).toBe(3204);
  });

  it('lengthens the queue before a gap comes: when it was full and little of it is left, up to a lower limit', () => {
    const { sound, ring } = out();
    sound.latency = 50;
    sound.active = true;
    const second = new Int16Array(1602 * 2);
    const tick = (frames: number): number => {
      sound.samples(second, frames);
      sound.flush();
      return ring.target - 1602;
    };
    // It begins empty: that is no fault of the machine's.
    expect([tick(400), tick(400)]).toEqual([0, 0]);
    expect(tick(1000)).toBe(0);
    ring.skip(1000);
    expect(tick(500)).toBe(0);
    ring.skip(1000);
    expect(tick(900)).toBe(480);
    // Once it is as long as is wanted now, the same again.
    expect(tick(1200)).toBe(480);
    for (let round = 0; round < 6; round++) {
      ring.skip(ring.filled - 100);
      tick(1602);
      tick(1602);
      tick(1602);
    }
    expect(ring.target).toBe(1602 + 4 * 480);
    expect(ring.underruns).toBe(0);
    sound.active = false;
    ring.skip(ring.filled);
    sound.flush();
    sound.active = true;
    expect(tick(10)).toBe(4 * 480);
  });

  it('sends samples through a port where nothing is shared', () => {
    const sent: { samples: Int16Array }[] = [];
    const sound = new SoundOut();
    sound.connect(null, { postMessage: (message: { samples: Int16Array }) => sent.push(message) } as never);
    sound.samples(Int16Array.of(1, 2, 3, 4), 2);
    sound.samples(Int16Array.of(5, 6), 1);
    sound.flush();
    sound.flush();
    expect(sent.map(({ samples }) => [...samples])).toEqual([[1, 2, 3, 4, 5, 6]]);
  });
});
