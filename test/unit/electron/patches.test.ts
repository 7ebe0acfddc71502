import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyPatch, PatchError, patchKind, patchSourceCrc } from '../../../electron/services/patches.ts';

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

function number(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128) - 1) {
    if (left < 128) return [...bytes, left | 0x80];
    bytes.push(left % 128);
  }
}

function word32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function withSums(body: readonly number[], source: Uint8Array, target: Uint8Array): Uint8Array {
  const patch = [...body, ...word32(crc32(source)), ...word32(crc32(target))];
  return Uint8Array.from([...patch, ...word32(crc32(Uint8Array.from(patch)))]);
}

/** A BPS of one action: all bytes from the patch. */
function bps(source: Uint8Array, target: Uint8Array): Uint8Array {
  const action = target.length === 0 ? [] : [...number((target.length - 1) * 4 + 1), ...target];
  return withSums(
    [...ascii('BPS1'), ...number(source.length), ...number(target.length), ...number(0), ...action],
    source,
    target,
  );
}

function ups(source: Uint8Array, target: Uint8Array): Uint8Array {
  const body = [...ascii('UPS1'), ...number(source.length), ...number(target.length)];
  const length = Math.max(source.length, target.length);
  let last = 0;
  for (let at = 0; at < length; at++) {
    if ((source[at] ?? 0) === (target[at] ?? 0)) continue;
    body.push(...number(at - last));
    for (; at < length && (source[at] ?? 0) !== (target[at] ?? 0); at++) body.push((source[at] ?? 0) ^ (target[at] ?? 0));
    body.push(0);
    last = at + 1;
  }
  return withSums(body, source, target);
}

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
