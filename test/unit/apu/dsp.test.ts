import { describe, expect, it } from 'vitest';
import { decodeBrr } from '../../../src/core/apu/dsp-brr.ts';
import { rateEvents } from '../../../src/core/apu/dsp-counter.ts';
import { interpolate } from '../../../src/core/apu/dsp-gaussian.ts';
import { Dsp } from '../../../src/core/apu/dsp.ts';
import { constantEntropy } from './apu-driver.ts';

function chip(): Dsp {
  const dsp = new Dsp(new Uint8Array(65536));
  dsp.power(constantEntropy(0));
  return dsp;
}

/** Voice 0 playing blocks at $1000 (filter 0, shift 12, all nibbles 7), looping on itself, at pitch $1000 and full GAIN. */
function playing(header = 0xc3): Dsp {
  const dsp = chip();
  const { aram } = dsp.shared;
  aram.set([0x00, 0x10, 0x00, 0x10], 0x2000);
  aram.set([header, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77, 0x77], 0x1000);
  const writes = [
    0x6c, 0x20, 0x5d, 0x20, 0x0c, 0x7f, 0x1c, 0x40, 0x00, 0x7f, 0x01, 0x7f, 0x02, 0x00, 0x03, 0x10, 0x04, 0, 0x05, 0, 0x07, 0x7f,
  ];
  for (let i = 0; i < writes.length; i += 2) dsp.write(writes[i], writes[i + 1]);
  return dsp;
}

describe('BRR', () => {
  it('shifts, filters and wraps as the chip does', () => {
    const buffer = new Int16Array(24);
    decodeBrr(buffer, 0, 0xc0, 0x7812);
    expect([...buffer.subarray(0, 4)]).toEqual([28672, -32768, 4096, 8192]);
    expect([...buffer.subarray(12, 16)]).toEqual([28672, -32768, 4096, 8192]);
    decodeBrr(buffer, 4, 0xd0, 0x0f7e);
    expect([...buffer.subarray(4, 8)]).toEqual([0, -4096, 0, -4096]);
    // filter 1: half the last sample less a thirty-second of it
    decodeBrr(buffer, 8, 0x04, 0x0000);
    expect(buffer[8]).toBe((-2048 + (4096 >> 5)) * 2);
    // a sum beyond 15 bits wraps when doubled
    const loud = new Int16Array(24).fill(32000);
    decodeBrr(loud, 0, 0xc8, 0x7777);
    expect(loud[0]).toBe(((14336 + 32000 - 16000 + 1000 + ((32000 * -3) >> 6)) << 17) >> 16);
  });
});

describe('interpolation', () => {
  it('weighs four samples, and wraps the sum of the first three', () => {
    const flat = new Int16Array(24).fill(1000);
    expect(interpolate(flat, 0, 0)).toBe(998);
    const loud = new Int16Array(24).fill(-32768);
    // The weights of the first three add up to 2049 of 2048 here: full negative becomes positive.
    expect(interpolate(loud, 0, 0)).toBe(32752);
    const step = new Int16Array(24);
    step[5] = 16384;
    expect(interpolate(step, 4, 0)).toBe((16384 * 1305) >> 11 & ~1); // prettier-ignore
  });
});

describe('counter', () => {
  it('fires each rate once a period', () => {
    const periods = [
      2048, 1536, 1280, 1024, 768, 640, 512, 384, 320, 256, 192, 160, 128, 96, 80, 64, 48, 40, 32, 24, 20, 16, 12, 10, 8, 6, 5, 4,
      3, 2, 1,
    ];
    const counts = new Int32Array(32);
    for (let counter = 0; counter < 30720; counter++)
      for (let rate = 0; rate < 32; rate++) counts[rate] += (rateEvents(counter) >>> rate) & 1;
    expect(counts[0]).toBe(0);
    expect([...counts.subarray(1)]).toEqual(periods.map((period) => 30720 / period));
  });
});

describe('a sample of the chip', () => {
  it('takes 32 cycles and comes out at the 28th', () => {
    const dsp = chip();
    dsp.run(27);
    expect(dsp.outputCount).toBe(0);
    dsp.run(1);
    expect(dsp.outputCount).toBe(1);
    dsp.run(32 * 10);
    expect(dsp.outputCount).toBe(11);
  });

  it('stops filling a full buffer', () => {
    const dsp = chip();
    dsp.run(32 * 5000);
    expect(dsp.outputCount).toBe(4096);
  });

  it('starts a voice five samples after its key is polled, every other sample', () => {
    const dsp = playing();
    dsp.run(64);
    dsp.write(0x4c, 1);
    let samples = 0;
    while (dsp.read(0x08) === 0 && samples < 20) {
      dsp.run(32);
      samples++;
    }
    expect(samples).toBeGreaterThanOrEqual(6);
    expect(samples).toBeLessThanOrEqual(9);
    dsp.run(32 * 20);
    expect(dsp.read(0x08)).toBe(0x7f);
    const right = dsp.output[dsp.outputCount * 2 - 1];
    const left = dsp.output[dsp.outputCount * 2 - 2];
    expect(left).toBeGreaterThan(20000);
    expect(Math.abs(left / 127 - right / 64)).toBeLessThan(4);
  });

  it('sets ENDX at a block with the end flag; any write clears it', () => {
    const dsp = playing();
    dsp.write(0x4c, 1);
    dsp.run(32 * 40);
    expect(dsp.read(0x7c)).toBe(1);
    dsp.write(0x7c, 0xff);
    expect(dsp.read(0x7c)).toBe(0);
    dsp.run(32 * 40);
    expect(dsp.read(0x7c)).toBe(1);
  });

  it('silences at once a voice whose block ends without loop', () => {
    const dsp = playing(0xc1);
    dsp.write(0x4c, 1);
    dsp.run(32 * 40);
    expect(dsp.read(0x08)).toBe(0);
    expect(dsp.read(0x09)).toBe(0);
  });

  it('releases by 8 a sample after KOF', () => {
    const dsp = playing();
    dsp.write(0x4c, 1);
    dsp.run(32 * 30);
    dsp.write(0x4c, 0);
    dsp.write(0x5c, 1);
    dsp.run(32 * 4);
    const before = dsp.voices[0].envelope;
    dsp.run(32 * 10);
    expect(before - dsp.voices[0].envelope).toBe(80);
  });

  it('keeps a masked voice out of what is heard only', () => {
    const dsp = playing();
    dsp.voiceMask = 1;
    dsp.write(0x4c, 1);
    dsp.run(32 * 40);
    expect(dsp.output.every((sample) => sample === 0)).toBe(true);
    expect(dsp.read(0x08)).toBe(0x7f);
  });

  it('leaves out a masked voice’s echo: what is heard is what there would be without the voice, and the RAM is as with it', () => {
    const echo = [[0x4d, 3], [0x6d, 0x30], [0x7d, 2], [0x0d, 0x30], [0x0f, 0x40], [0x1f, 0x18], [0x7f, 0xf0], [0x2c, 0x7f], [0x3c, 0x60], [0x6c, 0]]; // prettier-ignore
    const voices = (keys: number): Dsp => {
      const dsp = playing();
      // Not so loud that everything saturates.
      dsp.write(0x00, 0x14);
      dsp.write(0x01, 0x1a);
      for (let i = 0; i < 8; i++) dsp.write(0x10 | i, dsp.read(i));
      dsp.write(0x12, 0x40);
      for (const [register, value] of echo) dsp.write(register, value);
      dsp.write(0x4c, keys);
      return dsp;
    };
    const [both, masked, alone] = [voices(3), voices(3), voices(2)];
    masked.voiceMask = 1;
    const heard = [both, masked, alone].map((dsp) => {
      const samples: number[] = [];
      for (let piece = 0; piece < 30; piece++) {
        dsp.run(32 * 100);
        samples.push(...dsp.output.subarray(0, dsp.outputCount * 2));
        dsp.outputCount = 0;
      }
      return samples;
    });
    expect(heard[1]).toEqual(heard[2]);
    expect(heard[1]).not.toEqual(heard[0]);
    expect(heard[1].slice(-200).some((sample) => sample !== 0)).toBe(true);
    expect(masked.shared.aram).toEqual(both.shared.aram);
    expect(masked.shared.aram).not.toEqual(alone.shared.aram);
  });

  it('writes the echo at ESA only while FLG bit 5 is clear, and follows EDL at the end of the ring', () => {
    const dsp = playing();
    for (const [register, value] of [[0x4d, 1], [0x6d, 0x30], [0x7d, 1], [0x4c, 1]]) dsp.write(register, value); // prettier-ignore
    dsp.run(32 * 1000);
    expect(dsp.shared.aram.subarray(0x3000, 0x3800).some((byte) => byte !== 0)).toBe(false);
    dsp.write(0x6c, 0);
    dsp.run(32 * 1100);
    expect(dsp.shared.aram.subarray(0x3000, 0x3800).every((byte, i) => i % 4 === 0 || i % 4 === 2 || byte !== 0)).toBe(true);
    expect(dsp.shared.aram[0x3800]).toBe(0);
  });

  it('gives the same bytes cycle by cycle and in batches', () => {
    const one = playing();
    const many = playing();
    for (const dsp of [one, many]) dsp.shared.aram.set([0x83, 0x17, 0x92, 0x3d, 0xa5, 0x60, 0xf1, 0x4c, 0x28], 0x1000);
    for (const dsp of [one, many])
      for (let v = 0; v < 8; v++)
        [0x0c, 0x0a, v * 9, 8 + v, 0, 0xaf, 0x6a, 0x7f].forEach((value, i) => dsp.write((v << 4) | i, value));
    for (const dsp of [one, many]) for (const [register, value] of [[0x4c, 0xff], [0x2d, 0x56], [0x3d, 0x20], [0x4d, 0xff], [0x6d, 0x40], [0x7d, 1], [0x0f, 0x60], [0x6c, 0x1c]]) dsp.write(register, value); // prettier-ignore
    for (let i = 0; i < 32 * 500; i++) one.run(1);
    many.run(32 * 500);
    expect([...many.output.subarray(0, 1000)]).toEqual([...one.output.subarray(0, 1000)]);
    expect([...many.registers]).toEqual([...one.registers]);
    expect(many.shared.aram).toEqual(one.shared.aram);
    expect(new Set(many.output.subarray(0, 1000)).size).toBeGreaterThan(50);
  });
});
