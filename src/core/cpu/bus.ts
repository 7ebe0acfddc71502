import { mapCart } from '../cart/mapping.ts';
import type { CartInfo } from '../cart/header.ts';
import type { u24, u8 } from '../types.ts';

export const PAGE_SHIFT = 13;
export const PAGE_SIZE = 1 << PAGE_SHIFT;
const PAGE_MASK = PAGE_SIZE - 1;
const PAGES = 1 << (24 - PAGE_SHIFT);
const WRAM_SIZE = 0x20000;

/**
 * The S-CPU's A-bus: one arena with WRAM, ROM and battery RAM behind a page table of offsets. A page whose entry is negative (I/O,
 * unmapped, small battery RAM, watched) takes the slow path. Writes have a table of their own, so ROM needs no test.
 */
export class Bus {
  readonly arena: Uint8Array;
  readonly wram: Uint8Array;
  readonly rom: Uint8Array;
  readonly sram: Uint8Array;
  /** Arena offset of each 8 KB page for reads and for writes as the CPU uses it: -1 sends it the slow way. */
  readonly readOffset = new Int32Array(PAGES).fill(-1);
  readonly writeOffset = new Int32Array(PAGES).fill(-1);
  /** The same as the cart maps it, also for pages that a debugger watches. */
  private readonly mappedRead = new Int32Array(PAGES).fill(-1);
  private readonly mappedWrite = new Int32Array(PAGES).fill(-1);
  /** Clocks of an access to each page; I/O pages are looked at byte by byte (`speedOf`). */
  readonly speed = new Uint8Array(PAGES).fill(8);
  /** Pages of battery RAM smaller than a page: offset into `sram`, or -1. */
  private readonly smallRam = new Int32Array(PAGES).fill(-1);
  private readonly smallRamMask: number;
  /** Bytes of WRAM and battery RAM that keep a value whatever is written there, by place in the arena; null for none. */
  private held: ReadonlyMap<number, u8> | null = null;
  /** Pages with such bytes, and those whose writes a debugger watches. */
  private readonly heldPages = new Set<number>();
  private readonly watchedWrites = new Set<number>();

  constructor(info: CartInfo, rom: Uint8Array) {
    const romSpace = Math.max((rom.length + 0x7fff) & ~0x7fff, 0x8000);
    const romStart = WRAM_SIZE;
    const ramStart = romStart + romSpace;
    this.arena = new Uint8Array(ramStart + Math.max(info.sramSize, PAGE_SIZE));
    this.wram = this.arena.subarray(0, WRAM_SIZE);
    this.rom = this.arena.subarray(romStart, ramStart);
    this.sram = this.arena.subarray(ramStart, ramStart + info.sramSize);
    for (let at = 0; at < romSpace; at += rom.length) this.rom.set(rom.subarray(0, Math.min(rom.length, romSpace - at)), at);
    this.smallRamMask = info.sramSize - 1;
    mapCart(info, {
      rom: (page, offset) => {
        this.mapPage(page, romStart + offset, -1);
      },
      ram: (page, offset) => {
        this.mapRam(page, ramStart, offset, info.sramSize);
      },
    });
    this.mapWram();
    this.setRomSpeed(false);
  }

  private mapRam(page: number, ramStart: number, offset: number, size: number): void {
    const whole = size >= PAGE_SIZE;
    this.mapPage(page, whole ? ramStart + offset : -1, whole ? ramStart + offset : -1);
    this.smallRam[page] = whole ? -1 : offset;
  }

  private mapWram(): void {
    for (let bank = 0; bank < 0x40; bank++) this.mapWramPage(bank << 3, 0);
    for (let bank = 0x80; bank < 0xc0; bank++) this.mapWramPage(bank << 3, 0);
    for (let page = 0; page < 16; page++) this.mapWramPage((0x7e << 3) + page, page << PAGE_SHIFT);
  }

  private mapWramPage(page: number, offset: number): void {
    this.mapPage(page, offset, offset);
  }

  private mapPage(page: number, read: number, write: number): void {
    this.mappedRead[page] = read;
    this.mappedWrite[page] = write;
    this.readOffset[page] = read;
    this.writeOffset[page] = write;
  }

  /** Arena offset of what the cart maps at an address, watched or not; -1 where no memory is. The arena holds WRAM, ROM and battery RAM in this order. */
  mappedAt(addr: u24): number {
    const offset = this.mappedRead[addr >> PAGE_SHIFT];
    if (offset >= 0) return offset + (addr & PAGE_MASK);
    const ram = this.smallRam[addr >> PAGE_SHIFT];
    return ram < 0 ? -1 : this.sram.byteOffset - this.arena.byteOffset + ((ram + (addr & PAGE_MASK)) & this.smallRamMask);
  }

  /** Sends reads and writes of a page the slow way, where hooks see them, or back. */
  watchPage(page: number, reads: boolean, writes: boolean): void {
    this.readOffset[page] = reads ? -1 : this.mappedRead[page];
    if (writes) this.watchedWrites.add(page);
    else this.watchedWrites.delete(page);
    this.aimWrites(page);
  }

  private aimWrites(page: number): void {
    this.writeOffset[page] = this.watchedWrites.has(page) || this.heldPages.has(page) ? -1 : this.mappedWrite[page];
  }

  /** From now on these bytes keep their values against writes; nothing is written by this itself. */
  hold(bytes: ReadonlyMap<number, u8> | null): void {
    if (bytes === this.held) return;
    this.held = bytes;
    const before = [...this.heldPages];
    this.heldPages.clear();
    if (bytes !== null) for (const place of bytes.keys()) this.addHeldPages(place);
    for (const page of before) this.aimWrites(page);
    for (const page of this.heldPages) this.aimWrites(page);
  }

  private addHeldPages(place: number): void {
    for (let page = 0; page < PAGES; page++) {
      const start = this.mappedWrite[page];
      if (start >= 0 && place >= start && place < start + PAGE_SIZE) this.heldPages.add(page);
    }
  }

  /** The WRAM port's way in. */
  writeWram(addr: number, value: u8): void {
    this.wram[addr] = this.held === null ? value : (this.held.get(addr) ?? value);
  }

  /** MEMSEL: ROM in banks $80 and up at 6 clocks instead of 8. */
  setRomSpeed(fast: boolean): void {
    for (let page = 0; page < PAGES; page++) {
      const system = (page & 0x200) === 0;
      const part = page & 7;
      if (system && part < 4) this.speed[page] = part === 1 || part === 2 ? 6 : 8;
      else this.speed[page] = page >= 0x400 && fast ? 6 : 8;
    }
  }

  /** Clocks of an access: 6 for I/O, 12 for $4000-$41FF of the system banks, 8 or 6 for the rest. [anomie: memmap] */
  speedOf(addr: u24): number {
    if ((addr & 0x40fe00) === 0x4000) return 12;
    return this.speed[addr >> PAGE_SHIFT];
  }

  /** Cart space that the page table does not serve: small battery RAM; else nobody drives the bus. */
  readSlow(addr: u24, openBus: u8): u8 {
    const offset = this.mappedRead[addr >> PAGE_SHIFT];
    if (offset >= 0) return this.arena[offset + (addr & PAGE_MASK)];
    const ram = this.smallRam[addr >> PAGE_SHIFT];
    return ram >= 0 ? this.sram[(ram + (addr & PAGE_MASK)) & this.smallRamMask] : openBus;
  }

  writeSlow(addr: u24, value: u8): void {
    const offset = this.mappedWrite[addr >> PAGE_SHIFT];
    let place = offset + (addr & PAGE_MASK);
    if (offset < 0) {
      const ram = this.smallRam[addr >> PAGE_SHIFT];
      if (ram < 0) return;
      place = this.sram.byteOffset - this.arena.byteOffset + ((ram + (addr & PAGE_MASK)) & this.smallRamMask);
    }
    this.arena[place] = this.held === null ? value : (this.held.get(place) ?? value);
  }
}
