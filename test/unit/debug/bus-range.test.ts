import { describe, expect, it } from 'vitest';
import { BusRange, shownAt } from '../../../src/debug/break/bus-range.ts';
import { constantEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { romOf } from '../core/machine.ts';

/** A LoROM cart of 32 KB with 2 KB of battery RAM, which repeats within each page of its banks. */
function machine(): Snes {
  const bytes = romOf({ code: [0x80, 0xfe] });
  bytes[0x7fd6] = 2;
  bytes[0x7fd8] = 1;
  const snes = new Snes(bytes, { entropy: constantEntropy(0) });
  expect(snes.bus.sram.length).toBe(0x800);
  return snes;
}

const RANGES: readonly (readonly [number, number])[] = [
  [0x700000, 0x700fff],
  [0x700123, 0x704456],
  [0x002100, 0x00217f],
  [0x00213f, 0x0043ff],
  [0x7dfffe, 0x7e0003],
  [0x80fff0, 0x81800f],
  [0x003ff0, 0x40000f],
];

describe('a range of the bus', () => {
  it.each(RANGES)('holds what its addresses show, and nothing else: %i to %i', (from, to) => {
    const snes = machine();
    const range = new BusRange(snes, 'cpu', from, to);
    const shown = new Set<number>();
    for (let address = from; address <= to; address++) shown.add(shownAt(snes, address));
    const wrong: number[] = [];
    for (let address = 0; address <= 0xffffff; address += address < 0x10000 ? 1 : 61) {
      const one = shownAt(snes, address);
      if (range.contains(one) !== shown.has(one)) wrong.push(address);
    }
    expect(wrong).toEqual([]);
  });

  it('is not looked through byte by byte', () => {
    const snes = machine();
    let asked = 0;
    const mappedAt = snes.bus.mappedAt.bind(snes.bus);
    snes.bus.mappedAt = (address) => {
      asked++;
      return mappedAt(address);
    };
    expect(new BusRange(snes, 'cpu', 0, 0xffffff).contains(shownAt(snes, 0x7e1234))).toBe(true);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(100_000);
  });
});
