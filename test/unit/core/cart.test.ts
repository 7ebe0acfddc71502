import { describe, expect, it } from 'vitest';
import { CartError, loadCart, type Mapping } from '../../../src/core/cart/header.ts';
import { mirror } from '../../../src/core/cart/mapping.ts';
import { constantEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';

const BASES: Record<Mapping, number> = { lorom: 0x7fb0, hirom: 0xffb0, exlorom: 0x407fb0, exhirom: 0x40ffb0 };
const MODES: Record<Mapping, number> = { lorom: 0x20, hirom: 0x21, exlorom: 0x22, exhirom: 0x25 };

/** An image whose every 32 KB block begins with its number, with a header of the mapping and a right checksum. */
function image(mapping: Mapping, size: number, fields: { ram?: number; country?: number; chip?: number } = {}): Uint8Array {
  const rom = new Uint8Array(size);
  for (let block = 0; block < size / 0x8000; block++) rom.set([block & 0xff, block >> 8], block * 0x8000 + 0x10);
  const base = BASES[mapping];
  rom.set(
    Array.from('CART TEST            ', (c) => c.charCodeAt(0)),
    base + 0x10,
  );
  rom.set([MODES[mapping], fields.chip ?? 0x02, 0x0d, fields.ram ?? 0, fields.country ?? 1, 0x33, 0], base + 0x25);
  rom.set([0xff, 0xff, 0, 0], base + 0x2c);
  rom.set([0x00, 0x80], base + 0x4c);
  rom[(base & ~0x7fff) | 0] = 0x78;
  const { computedChecksum } = loadCart(rom).info;
  rom.set(
    [~computedChecksum & 0xff, (~computedChecksum >> 8) & 0xff, computedChecksum & 0xff, computedChecksum >> 8],
    base + 0x2c,
  );
  return rom;
}

function machine(rom: Uint8Array): Snes {
  return new Snes(rom, { entropy: constantEntropy(0) });
}

/** Number of the 32 KB block that an address shows. */
function block(snes: Snes, addr: number): number {
  return snes.cpu.peek(addr + 0x10) | (snes.cpu.peek(addr + 0x11) << 8);
}

describe('header', () => {
  it.each<[Mapping, number]>([
    ['lorom', 0x100000],
    ['hirom', 0x100000],
    ['exlorom', 0x600000],
    ['exhirom', 0x600000],
  ])('finds %s', (mapping, size) => {
    const { info } = loadCart(image(mapping, size));
    expect([info.mapping, info.title, info.checksumOk, info.copierHeader]).toEqual([mapping, 'CART TEST', true, false]);
  });

  it('strips a copier header', () => {
    const rom = image('hirom', 0x80000);
    const file = new Uint8Array(rom.length + 512).fill(0x55);
    file.set(rom, 512);
    const { info, rom: bare } = loadCart(file);
    expect([info.copierHeader, info.mapping]).toEqual([true, 'hirom']);
    expect(Buffer.compare(bare, rom)).toBe(0);
  });

  it('believes the code rather than a header that lies about its mapping', () => {
    const rom = image('lorom', 0x80000);
    rom[0x7fd5] = 0x21;
    rom.set([0x22, 0x45, 0x83, 0x01], 0x100);
    expect(loadCart(rom).info.mapping).toBe('lorom');
  });

  it('puts an interleaved HiROM in order', () => {
    const rom = image('hirom', 0x100000);
    // jsl $c12345 in the program
    rom.set([0x22, 0x45, 0x23, 0xc1], 0x8100);
    const banks = rom.length >> 16;
    const file = new Uint8Array(rom.length);
    for (let bank = 0; bank < banks; bank++) {
      file.set(rom.subarray(bank * 0x10000 + 0x8000, (bank + 1) * 0x10000), bank * 0x8000);
      file.set(rom.subarray(bank * 0x10000, bank * 0x10000 + 0x8000), (banks + bank) * 0x8000);
    }
    const { info, rom: ordered } = loadCart(file);
    expect([info.interleaved, info.mapping]).toEqual([true, 'hirom']);
    expect(Buffer.compare(ordered, rom)).toBe(0);
  });

  it('knows PAL countries and the size of battery RAM', () => {
    const { info } = loadCart(image('lorom', 0x80000, { ram: 3, country: 2 }));
    expect([info.region, info.sramSize, info.battery]).toEqual(['pal', 8192, true]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /empty/],
    ['text', new TextEncoder().encode('hello, this is no ROM\n'.repeat(400)), /text/],
    ['a stump', new Uint8Array(700).fill(0xea), /700 bytes/],
    ['a giant', new Uint8Array(14 << 20), /largest/],
  ])('refuses %s with a reason', (_name, file, message) => {
    expect(() => loadCart(file)).toThrow(CartError);
    expect(() => loadCart(file)).toThrow(message);
  });
});

describe('mapping', () => {
  it('mirrors sizes that are no power of two as chips do', () => {
    // 3 MB = 2 MB + 1 MB twice
    expect(mirror(0x200000, 0x300000)).toBe(0x200000);
    expect(mirror(0x300000, 0x300000)).toBe(0x200000);
    expect(mirror(0x3fffff, 0x300000)).toBe(0x2fffff);
    expect(mirror(0x480000, 0x300000)).toBe(0x080000);
    // 2.5 MB = 2 MB + 0.5 MB four times
    expect(mirror(0x280000, 0x280000)).toBe(0x200000);
    expect(mirror(0x3fffff, 0x280000)).toBe(0x27ffff);
  });

  it('lays out LoROM', () => {
    const snes = machine(image('lorom', 0x100000));
    expect(block(snes, 0x008000)).toBe(0);
    expect(block(snes, 0x1f8000)).toBe(0x1f);
    expect(block(snes, 0x9f8000)).toBe(0x1f);
    expect(block(snes, 0x208000)).toBe(0);
    expect(block(snes, 0x418000)).toBe(1);
  });

  it('lays out a LoROM of 4 MB over all banks', () => {
    const snes = machine(image('lorom', 0x400000));
    for (const bank of [0x00, 0x3f, 0x40, 0x5a, 0x7d]) expect(block(snes, (bank << 16) | 0x8000)).toBe(bank);
    for (const bank of [0x80, 0xbf, 0xc0, 0xff]) expect(block(snes, (bank << 16) | 0x8000)).toBe(bank & 0x7f);
  });

  it('lays out HiROM', () => {
    const snes = machine(image('hirom', 0x100000));
    expect(block(snes, 0xc00000)).toBe(0);
    expect(block(snes, 0xc08000)).toBe(1);
    expect(block(snes, 0x008000)).toBe(1);
    expect(block(snes, 0x4f0000)).toBe(0x1e);
    expect(block(snes, 0x3f8000)).toBe(0x1f);
  });

  it('lays out ExHiROM and ExLoROM with the upper part in the lower banks', () => {
    const high = machine(image('exhirom', 0x600000));
    expect(block(high, 0xc00000)).toBe(0);
    expect(block(high, 0x400000)).toBe(0x80);
    expect(block(high, 0x008000)).toBe(0x81);
    const low = machine(image('exlorom', 0x600000));
    expect(block(low, 0x808000)).toBe(0);
    expect(block(low, 0x008000)).toBe(0x80);
  });

  it.each([1, 3, 5])('keeps battery RAM of 2^%i KB and mirrors it', (exponent) => {
    const snes = machine(image('lorom', 0x80000, { ram: exponent }));
    const size = 1024 << exponent;
    snes.cpu.dmaWrite(0x700000, 0x5a);
    snes.cpu.dmaWrite(0x700000 + size - 1, 0xa5);
    expect([snes.sram.length, snes.sram[0], snes.sram[size - 1]]).toEqual([size, 0x5a, 0xa5]);
    expect(snes.cpu.peek(0xf00000)).toBe(0x5a);
    if (size < 0x8000) expect(snes.cpu.peek(0x700000 + size)).toBe(0x5a);
  });

  it('keeps battery RAM of HiROM in banks 20 to 3F', () => {
    const snes = machine(image('hirom', 0x80000, { ram: 3 }));
    snes.cpu.dmaWrite(0x206000, 0x11);
    snes.cpu.dmaWrite(0xb07fff, 0x22);
    expect([snes.sram[0], snes.sram[8191]]).toEqual([0x11, 0x22]);
  });
});
