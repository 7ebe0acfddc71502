import { describe, expect, it } from 'vitest';
import { WavRecorder } from '../../../src/host/web/wav-recorder.ts';
import { paint } from '../../../src/host/web/webm-recorder.ts';

describe('a sound recording', () => {
  it('is a whole file after every piece, of the very samples', async () => {
    const file = Buffer.alloc(200_000);
    let end = 0;
    const recorder = new WavRecorder((position, bytes) => {
      file.set(bytes, position);
      end = Math.max(end, position + bytes.length);
    });
    const samples = Int16Array.from({ length: 70_000 }, (_, index) => ((index * 7919) % 65_536) - 32_768);
    for (let at = 0; at < samples.length; at += 1066) {
      recorder.samples(samples.subarray(at, Math.min(samples.length, at + 1066)));
      expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([end - 8, end - 44]);
    }
    expect(await recorder.finish()).toBe(0);
    expect(end).toBe(44 + samples.length * 2);
    expect(file.readUInt32LE(40)).toBe(samples.length * 2);
    for (let at = 0; at < samples.length; at += 1) expect(file.readInt16LE(44 + at * 2)).toBe(samples[at]);
  });
});

describe('a picture of a video', () => {
  it('has every line twice, centred when the console’s height changes', () => {
    const pixels = new Uint32Array(512 * 239).fill(0xf7fff);
    const wide = new Uint8Array(239);
    const out = new Uint8Array(512 * 478 * 4);
    paint(out, 478, pixels, wide, 224);
    const white = (y: number): boolean => out[y * 512 * 4] === 255;
    expect([white(14), white(15), white(462), white(463)]).toEqual([false, true, true, false]);
    pixels[512] = 0xf001f;
    paint(out, 478, pixels, wide, 239);
    expect([...out.subarray(2 * 2048, 2 * 2048 + 12)]).toEqual([255, 0, 0, 255, 255, 0, 0, 255, 255, 255, 255, 255]);
    expect([...out.subarray(3 * 2048, 3 * 2048 + 4)]).toEqual([255, 0, 0, 255]);
  });
});
