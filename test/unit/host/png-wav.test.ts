import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../src/host/node/png.ts';
import { samplesAsBytes, wavHeader } from '../../../src/host/node/wav.ts';

describe('PNG and WAV files', () => {
  it('writes pictures that a PNG reader gives back', () => {
    const rgb = new Uint8Array(20 * 10 * 3).map((_, index) => (index * 31) & 0xff);
    const read = decode(encodePng({ width: 20, height: 10, rgb }));
    expect([read.width, read.height, read.channels, read.depth]).toEqual([20, 10, 3, 8]);
    expect(Array.from(read.data)).toEqual(Array.from(rgb));
  });

  it('writes the header of 16-bit stereo', () => {
    const header = Buffer.from(wavHeader(1000, 32040));
    expect(header.subarray(0, 4).toString()).toBe('RIFF');
    expect(header.readUInt32LE(4)).toBe(36 + 4000);
    expect(header.subarray(8, 16).toString()).toBe('WAVEfmt ');
    expect([header.readUInt16LE(20), header.readUInt16LE(22), header.readUInt32LE(24), header.readUInt32LE(28)]).toEqual([
      1, 2, 32040, 128160,
    ]);
    expect([header.readUInt16LE(32), header.readUInt16LE(34), header.readUInt32LE(40)]).toEqual([4, 16, 4000]);
    expect(Array.from(samplesAsBytes(Int16Array.of(-2, 258)))).toEqual([0xfe, 0xff, 2, 1]);
  });
});
