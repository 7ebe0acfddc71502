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
