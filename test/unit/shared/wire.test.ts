import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../src/shared/wire.ts';

describe('messages between page and local host', () => {
  it('come out as they went in, byte arrays included', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(value, fc.array(value))), (message) => {
        expect(decodeMessage(encodeMessage(message))).toEqual({ ...message });
      }),
    );
  });

  it('carries a Node buffer as bytes, not as a list of numbers', () => {
    const frame = encodeMessage({ bytes: Buffer.alloc(1000, 7) });
    expect(frame.length).toBeLessThan(1100);
    expect(decodeMessage(frame)).toEqual({ bytes: new Uint8Array(1000).fill(7) });
  });

  it('refuses damaged frames', () => {
    const frame = encodeMessage({ bytes: new Uint8Array(100) });
    expect(() => decodeMessage(frame.subarray(0, 3))).toThrow('cut short');
    expect(() => decodeMessage(frame.subarray(0, 20))).toThrow();
    expect(() => decodeMessage(frame.subarray(0, frame.length - 1))).toThrow('damaged');
  });
});
