import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ascii, number, withSums, bps, ups } from './make-patches.ts';
import { applyPatch, PatchError, patchKind, patchSourceCrc } from '../../../electron/services/patches.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });

describe('patches', () => {
  it('IPS writes records and runs, grows and cuts', () => {
    const source = Uint8Array.of(1, 2, 3, 4);
    const patch = Uint8Array.from([...ascii('PATCH'), 0, 0, 1, 0, 2, 9, 8, 0, 0, 6, 0, 0, 0, 3, 7, ...ascii('EOF')]);
    expect([...applyPatch(source, patch)]).toEqual([1, 9, 8, 4, 0, 0, 7, 7, 7]);
    expect([...applyPatch(source, Uint8Array.from([...patch, 0, 0, 3]))]).toEqual([1, 9, 8]);
    expect([...source]).toEqual([1, 2, 3, 4]);
  });

  it('BPS and UPS make the target from any source', () => {
    fc.assert(
      fc.property(bytes, bytes, (source, target) => {
        expect(applyPatch(source, bps(source, target))).toEqual(target);
        expect(applyPatch(source, ups(source, target))).toEqual(target);
      }),
      { examples: [[Uint8Array.of(249), Uint8Array.of(249)]] },
    );
  });

  it('BPS copies from the source and from what is made', () => {
    const source = Uint8Array.from(ascii('ABCDEF'));
    const target = Uint8Array.from(ascii('ABEFABAB'));
    const body = [...ascii('BPS1'), ...number(6), ...number(8), ...number(0)];
    body.push(...number(1 * 4 + 0), ...number(1 * 4 + 2), ...number(4 * 2), ...number(3 * 4 + 3), ...number(0));
    // The last action copies A, B, E, F: wrong on purpose, so the sum must catch it.
    expect(() => applyPatch(source, withSums(body, source, target))).toThrow('wrong checksum');
    const right = [...body.slice(0, -2), ...number(1 * 4 + 3), ...number(0), ...number(1 * 4 + 3), ...number(2 * 2 + 1)];
    expect(applyPatch(source, withSums(right, source, target))).toEqual(target);
  });

  it('UPS works backwards', () => {
    const source = Uint8Array.of(1, 2, 3);
    const target = Uint8Array.of(1, 9, 3);
    expect(applyPatch(target, ups(source, target))).toEqual(source);
  });

  it('refuse another ROM, a damaged patch, and what is none', () => {
    const source = Uint8Array.of(1, 2, 3);
    const patch = bps(source, Uint8Array.of(4));
    expect(() => applyPatch(Uint8Array.of(1, 2, 4), patch)).toThrow('another ROM');
    expect(() =>
      applyPatch(
        source,
        Uint8Array.from(patch, (byte, index) => (index === 8 ? byte ^ 1 : byte)),
      ),
    ).toThrow('damaged');
    expect(() => applyPatch(source, Uint8Array.of(1, 2, 3, 4, 5))).toThrow(PatchError);
    expect(patchSourceCrc(patch)).toBe(crc32(source));
    expect(patchKind(Uint8Array.from(ascii('PATCH')))).toBe('ips');
  });

  it('never do anything but work or refuse, whatever they hold', () => {
    const heads = fc.constantFrom('PATCH', 'BPS1', 'UPS1');
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 200 }), bytes, (head, rest, source) => {
        try {
          applyPatch(source, Uint8Array.from([...ascii(head), ...rest]));
        } catch (error) {
          expect(error).toBeInstanceOf(PatchError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
