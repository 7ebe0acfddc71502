import { describe, expect, it } from 'vitest';
import { activeWrites, isCheatList, parseCheat } from '../../../src/shared/cheats.ts';

describe('codes', () => {
  it.each([
    ['DD6D-DDDD', 'genie', 0x008000, 0x00],
    ['dfdd-dddf', 'genie', 0x000400, 0x01],
    ['7E0DBE63', 'replay', 0x7e0dbe, 0x63],
    ['$7e0dbe=$63', 'raw', 0x7e0dbe, 0x63],
    ['7E0DBE:63', 'raw', 0x7e0dbe, 0x63],
  ] as const)('%s is understood', (code, kind, address, value) => {
    const parsed = parseCheat(code);
    expect(parsed).toEqual({ kind, writes: [{ address, value }] });
  });

  it('gives every Game Genie address bit a place of its own', () => {
    const digits = 'DF4709156BC8A23E';
    let all = 0;
    for (let bit = 0; bit < 24; bit++) {
      const letters = (1 << bit)
        .toString(16)
        .padStart(6, '0')
        .replace(/./g, (digit) => digits[Number.parseInt(digit, 16)] ?? '');
      const parsed = parseCheat(`DD${letters.slice(0, 2)}-${letters.slice(2)}`);
      if ('writes' in parsed) all ^= parsed.writes[0]?.address ?? 0;
      else expect(parsed.problem).toBe('place');
    }
    // Bits 13 and 14 alone are addresses of registers.
    expect(all).toBe(0xff9fff);
  });

  it('may be several, with several bytes', () => {
    expect(parseCheat('7E0010=0F27 + 7E002001')).toEqual({
      kind: 'replay',
      writes: [
        { address: 0x7e0010, value: 0x0f },
        { address: 0x7e0011, value: 0x27 },
        { address: 0x7e0020, value: 0x01 },
      ],
    });
  });

  it.each([
    ['', 'empty'],
    ['G123-4567', 'format'],
    ['7E0DBE6', 'format'],
    ['7E0DBE=6', 'value'],
    ['7E0DBE=', 'value'],
    ['00210000', 'place'],
    ['7E0DBE63+xyz', 'format'],
  ])('%j is refused as %s', (code, problem) => {
    expect(parseCheat(code)).toEqual({ problem });
  });

  it('are kept only when they are right, and count only while they are on', () => {
    const good = { name: 'a', code: '7E0DBE63', on: true };
    expect(isCheatList([good])).toBe(true);
    expect(isCheatList([{ ...good, code: 'nonsense' }])).toBe(false);
    expect(isCheatList([{ ...good, on: 1 }])).toBe(false);
    expect(activeWrites([good, { ...good, code: '7E000001', on: false }])).toEqual([{ address: 0x7e0dbe, value: 0x63 }]);
  });
});
