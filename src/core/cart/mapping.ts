import type { CartInfo } from './header.ts';

/** What a mapper tells the bus: from a page of 8 KB to its place in ROM or RAM. */
export interface PageMapper {
  /** Page `bank << 3 | addr >> 13` shows 8 KB of ROM from `offset`. */
  rom(page: number, offset: number): void;
  /** The same for battery RAM; offsets are already mirrored to multiples of 8 KB when the RAM is that large. */
  ram(page: number, offset: number): void;
}

const PAGE = 0x2000;

/**
 * Where address `offset` of an ideal, fully decoded ROM lies in a ROM of `size` bytes: address lines that the chips don't have are
 * ignored, and a ROM made of two chips repeats the smaller one. [fullsnes: ROM mirroring]
 */
export function mirror(offset: number, size: number): number {
  let base = 0;
  let mask = 1 << 23;
  while (offset >= size) {
    while ((offset & mask) === 0) mask >>= 1;
    offset -= mask;
    if (size > mask) {
      size -= mask;
      base += mask;
    }
    mask >>= 1;
  }
  return base + offset;
}

/** Calls `map(page)` for each 8 KB page of the banks whose addresses lie in [from, to). */
function pages(banks: readonly [number, number][], from: number, to: number, map: (bank: number, addr: number) => void): void {
  for (const [first, last] of banks) {
    for (let bank = first; bank <= last; bank++) {
      for (let addr = from; addr < to; addr += PAGE) map(bank, addr);
    }
  }
}

const ALL_BUT_WRAM: readonly [number, number][] = [
  [0x00, 0x7d],
  [0x80, 0xff],
];
const SYSTEM_BANKS: readonly [number, number][] = [
  [0x00, 0x3f],
  [0x80, 0xbf],
];
const HIGH_BANKS: readonly [number, number][] = [
  [0x40, 0x7d],
  [0xc0, 0xff],
];

/** Draws the cart's memory map. RAM pages are set last, so they win. [fullsnes: memory map] [bsnes: cartridge heuristics] */
export function mapCart(info: CartInfo, map: PageMapper): void {
  const size = Math.max(info.romSize, 0x8000);
  const rom = (bank: number, addr: number, offset: number): void => map.rom((bank << 3) | (addr >> 13), mirror(offset, size));
  const ram = (bank: number, addr: number, offset: number): void => {
    if (info.sramSize > 0) map.ram((bank << 3) | (addr >> 13), offset % info.sramSize);
  };
  switch (info.mapping) {
    case 'lorom':
      mapLoRom(info, rom, ram);
      break;
    case 'hirom':
      pages(SYSTEM_BANKS, 0x8000, 0x10000, (bank, addr) => rom(bank, addr, ((bank & 0x3f) << 16) | addr));
      pages(HIGH_BANKS, 0, 0x10000, (bank, addr) => rom(bank, addr, ((bank & 0x3f) << 16) | addr));
      pages(
        [
          [0x10, 0x3f],
          [0x90, 0xbf],
        ],
        0x6000,
        0x8000,
        (bank, addr) => ram(bank, addr, (bank & 0x1f) * PAGE),
      );
      break;
    case 'exlorom':
      pages(ALL_BUT_WRAM, 0x8000, 0x10000, (bank, addr) => {
        rom(bank, addr, ((bank & 0x80) === 0 ? 0x400000 : 0) + (((bank & 0x7f) << 15) | (addr & 0x7fff)));
      });
      pages(
        [
          [0x40, 0x6f],
          [0xc0, 0xef],
        ],
        0,
        0x8000,
        (bank, addr) => {
          rom(bank, addr, ((bank & 0x80) === 0 ? 0x400000 : 0) + (((bank & 0x7f) << 15) | (addr & 0x7fff)));
        },
      );
      pages(
        [
          [0x20, 0x3f],
          [0xa0, 0xbf],
        ],
        0x6000,
        0x8000,
        (bank, addr) => ram(bank, addr, (bank & 0x1f) * PAGE),
      );
      pages(
        [
          [0x70, 0x7d],
          [0xf0, 0xff],
        ],
        0,
        0x8000,
        (bank, addr) => ram(bank, addr, ((bank & 0x0f) << 15) | addr),
      );
      break;
    case 'exhirom':
      pages(SYSTEM_BANKS, 0x8000, 0x10000, (bank, addr) => {
        rom(bank, addr, ((bank & 0x80) === 0 ? 0x400000 : 0) + (((bank & 0x3f) << 16) | addr));
      });
      pages(HIGH_BANKS, 0, 0x10000, (bank, addr) => {
        rom(bank, addr, ((bank & 0x80) === 0 ? 0x400000 : 0) + (((bank & 0x3f) << 16) | addr));
      });
      pages(
        [
          [0x20, 0x3f],
          [0xa0, 0xbf],
        ],
        0x6000,
        0x8000,
        (bank, addr) => ram(bank, addr, (bank & 0x1f) * PAGE),
      );
      break;
  }
}

type Put = (bank: number, addr: number, offset: number) => void;

/** Small carts decode RAM in the whole of banks 70 to 7D and F0 to FF, large ones in the lower halves alone. */
function mapLoRom(info: CartInfo, rom: Put, ram: Put): void {
  pages(ALL_BUT_WRAM, 0x8000, 0x10000, (bank, addr) => rom(bank, addr, ((bank & 0x7f) << 15) | (addr & 0x7fff)));
  pages(
    [
      [0x40, 0x6f],
      [0xc0, 0xef],
    ],
    0,
    0x8000,
    (bank, addr) => rom(bank, addr, ((bank & 0x7f) << 15) | addr),
  );
  if (info.sramSize === 0) {
    pages(
      [
        [0x70, 0x7d],
        [0xf0, 0xff],
      ],
      0,
      0x8000,
      (bank, addr) => rom(bank, addr, ((bank & 0x7f) << 15) | addr),
    );
    return;
  }
  const whole = info.romSize <= 0x200000 && info.sramSize <= 0x8000;
  pages(
    [
      [0x70, 0x7d],
      [0xf0, 0xff],
    ],
    0,
    whole ? 0x10000 : 0x8000,
    (bank, addr) => {
      ram(bank, addr, whole ? addr : ((bank & 0x0f) << 15) | addr);
    },
  );
}
