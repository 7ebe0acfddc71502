import { createHash } from 'node:crypto';
import { crc32 as zlibCrc } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../../../src/core/state/container.ts';
import { crc32 } from '../../../src/core/state/crc32.ts';
import { sha256 } from '../../../src/core/state/sha256.ts';
import { StateError, StateReader, StateWriter } from '../../../src/core/state/state-io.ts';
import { boot } from './machine.ts';

const HASH = 'ab'.repeat(32);

describe('checksums', () => {
  it('agree with the system library', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 70000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + 3) & 0xff);
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
      if (typeof zlibCrc === 'function') expect(crc32(bytes)).toBe(zlibCrc(bytes));
    }
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('fields', () => {
  it('come back as they were written', () => {
    const w = new StateWriter();
    const ram = Uint16Array.of(1, 0xffff, 7);
    w.u8('a', 200);
    w.u16('b', 50000);
    w.i32('c', -5);
    w.f64('d', 1e15 + 1);
    w.bool('e', true);
    w.ram('f', ram);
    const r = new StateReader(w.data().slice(), 1, 'TEST');
    const back = new Uint16Array(3);
    expect([r.u8('a'), r.u16('b'), r.i32('c'), r.f64('d'), r.bool('e')]).toEqual([200, 50000, -5, 1e15 + 1, true]);
    r.ram('f', back);
    expect([...back]).toEqual([...ram]);
    expect(r.finished).toBe(true);
  });

  it('are refused by name when the order, the type or the length is another', () => {
    const w = new StateWriter();
    w.u8('a', 1);
    w.ram('m', new Uint8Array(4));
    const bytes = w.data().slice();
    expect(() => new StateReader(bytes, 1, 'TEST').u8('b')).toThrow(/"TEST" lacks "b"/);
    expect(() => new StateReader(bytes, 1, 'TEST').u16('a')).toThrow(StateError);
    const r = new StateReader(bytes, 1, 'TEST');
    r.u8('a');
    expect(() => r.ram('m', new Uint8Array(5))).toThrow(/"m".*4 bytes, 5/);
    expect(() => new StateReader(bytes.slice(0, 3), 1, 'TEST').u8('a')).toThrow(/ends before "a"/);
  });
});

describe('container', () => {
  const packed = packState({ romHash: HASH, frame: 77 }, [{ tag: 'ABCD', version: 3, bytes: Uint8Array.of(1, 2, 3) }]);

  it('keeps header and chunks', () => {
    const { header, chunks } = unpackState(packed);
    expect(header).toEqual({ romHash: HASH, frame: 77 });
    expect(chunks.map((c) => [c.tag, c.version, [...c.bytes]])).toEqual([['ABCD', 3, [1, 2, 3]]]);
  });

  it('is refused with the reason when it is no state, newer or damaged', () => {
    expect(() => unpackState(Uint8Array.of(1, 2, 3))).toThrow(/not a Dotclock save state/);
    const newer = packed.slice();
    newer[8] = 99;
    expect(() => unpackState(newer)).toThrow(/newer/);
    const damaged = packed.slice();
    damaged[damaged.length - 1] ^= 1;
    expect(() => unpackState(damaged)).toThrow(/checksum/);
    expect(() => unpackState(packed.slice(0, packed.length - 1))).toThrow(StateError);
  });
});

describe('machine', () => {
  const LOOP = [0xe6, 0x10, 0x80, 0xfc];

  it('goes on byte for byte after loading', () => {
    const snes = boot({ code: LOOP });
    for (let i = 0; i < 3; i++) snes.runFrame();
    const saved = snes.saveState();
    snes.runFrame();
    const after = snes.saveState();
    snes.loadState(saved);
    snes.runFrame();
    expect(Buffer.compare(snes.saveState(), after)).toBe(0);
  });

  it('refuses the state of another game and changes nothing', () => {
    const snes = boot({ code: LOOP });
    const other = boot({ code: [0xea, ...LOOP] });
    const before = snes.saveState();
    expect(() => snes.loadState(other.saveState())).toThrow(/another game/);
    expect(Buffer.compare(snes.saveState(), before)).toBe(0);
  });

  it('skips chunks that it does not know', () => {
    const snes = boot({ code: LOOP });
    const { header, chunks } = unpackState(snes.saveState());
    const more = packState(header, [{ tag: 'XTRA', version: 1, bytes: Uint8Array.of(9) }, ...chunks]);
    expect(() => snes.loadState(more)).not.toThrow();
  });

  it('is refused whole when a part is missing, newer or does not fit the clock', () => {
    const snes = boot({ code: LOOP });
    snes.runFrame();
    const { header, chunks } = unpackState(snes.saveState());
    expect(() => snes.loadState(packState(header, chunks.slice(1)))).toThrow(/missing/);
    const newer = chunks.map((c, i) => (i === 1 ? { ...c, version: 99 } : c));
    expect(() => snes.loadState(packState(header, newer))).toThrow(/newer/);
    const broken = chunks.map((c) => (c.tag === 'CLCK' ? { ...c, bytes: c.bytes.slice() } : c));
    // the first field of the clock is `now`
    broken[0].bytes.set([0, 0, 0, 0x7f], 5);
    expect(() => snes.loadState(packState(header, broken))).toThrow(/damaged/);
    snes.runFrame();
  });
});
