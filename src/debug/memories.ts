import type { Snes } from '../core/snes.ts';

/**
 * Everything that has addresses: `cpu` and `smp` are the buses as the processors see them (24 and 16 bits), the others the memories behind them.
 * VRAM and CGRAM are bytes, low byte first; `dsp` the sound chip's 128 registers.
 */
export const MEMORIES = ['cpu', 'wram', 'rom', 'sram', 'vram', 'oam', 'cgram', 'smp', 'aram', 'dsp'] as const;
export type MemoryName = (typeof MEMORIES)[number];

export function isMemoryName(name: string): name is MemoryName {
  return (MEMORIES as readonly string[]).includes(name);
}

/** Bytes of a memory; 0 when the cart has none. */
export function memorySize(snes: Snes, memory: MemoryName): number {
  switch (memory) {
    case 'cpu':
      return 0x1000000;
    case 'smp':
      return 0x10000;
    case 'dsp':
      return 0x80;
    default:
      return bytesOf(snes, memory).length;
  }
}

/** The bytes themselves, as a view. For memories that are no bus. */
export function bytesOf(snes: Snes, memory: Exclude<MemoryName, 'cpu' | 'smp' | 'dsp'>): Uint8Array {
  switch (memory) {
    case 'wram':
      return snes.wram;
    case 'rom':
      return snes.bus.rom;
    case 'sram':
      return snes.sram;
    case 'oam':
      return snes.oam;
    case 'aram':
      return snes.aram;
    case 'vram':
      return new Uint8Array(snes.vram.buffer, snes.vram.byteOffset, snes.vram.byteLength);
    default:
      return new Uint8Array(snes.cgram.buffer, snes.cgram.byteOffset, snes.cgram.byteLength);
  }
}

/** A byte without side effects; addresses beyond the end give 0. */
export function peek(snes: Snes, memory: MemoryName, address: number): number {
  switch (memory) {
    case 'cpu':
      return snes.cpu.peek(address & 0xffffff);
    case 'smp':
      return snes.apu.peek(address & 0xffff);
    case 'dsp':
      return snes.apu.dsp.read(address & 0x7f);
    case 'vram':
      return (snes.vram[(address >> 1) & 0x7fff] >> ((address & 1) << 3)) & 0xff;
    case 'cgram':
      return (snes.cgram[(address >> 1) & 0xff] >> ((address & 1) << 3)) & 0xff;
    default:
      return bytesOf(snes, memory)[address] ?? 0;
  }
}

/** `length` bytes from `address`, as a copy. */
export function readBytes(snes: Snes, memory: MemoryName, address: number, length: number): Uint8Array {
  if (memory !== 'cpu' && memory !== 'smp' && memory !== 'dsp') return bytesOf(snes, memory).slice(address, address + length);
  const count = Math.max(0, Math.min(length, memorySize(snes, memory) - address));
  return Uint8Array.from({ length: count }, (_, i) => peek(snes, memory, address + i));
}

/** Changes a byte. On the buses memory is changed where it is (ROM too), and I/O registers are written as a program would. */
export function poke(snes: Snes, memory: MemoryName, address: number, value: number): void {
  switch (memory) {
    case 'cpu':
      pokeCpu(snes, address & 0xffffff, value);
      break;
    case 'smp':
      snes.apu.aram[address & 0xffff] = value;
      break;
    case 'dsp':
      snes.apu.dsp.write(address & 0x7f, value);
      break;
    default: {
      const bytes = bytesOf(snes, memory);
      if (address < bytes.length) bytes[address] = memory === 'cgram' && (address & 1) !== 0 ? value & 0x7f : value;
    }
  }
}

function pokeCpu(snes: Snes, address: number, value: number): void {
  const place = snes.bus.mappedAt(address);
  if (place >= 0) {
    snes.bus.arena[place] = value;
    return;
  }
  const { hooks } = snes.cpu;
  snes.cpu.hooks = null;
  snes.cpu.dmaWrite(address, value);
  snes.cpu.hooks = hooks;
}

export interface Place {
  readonly memory: MemoryName;
  readonly address: number;
}

/** The memory behind an address of the S-CPU's bus; null for I/O and where nothing is. */
export function placeOf(snes: Snes, address: number): Place | null {
  const { wram, rom } = snes.bus;
  const at = snes.bus.mappedAt(address);
  if (at < 0) return null;
  if (at < wram.length) return { memory: 'wram', address: at };
  if (at < wram.length + rom.length) return { memory: 'rom', address: at - wram.length };
  return { memory: 'sram', address: at - wram.length - rom.length };
}

/** Where a memory that the S-CPU sees begins in the bus's arena; -1 for the others. */
export function arenaStartOf({ bus }: Snes, memory: MemoryName): number {
  if (memory === 'wram') return 0;
  if (memory === 'rom') return bus.wram.length;
  return memory === 'sram' ? bus.wram.length + bus.rom.length : -1;
}

/** First page at which programs expect their ROM: banks $C0 and up in HiROM, $80 and up where the header says fast ROM. */
function romPage({ cart }: Snes): number {
  if (cart.mapping === 'hirom' || cart.mapping === 'exhirom') return 0x600;
  return cart.fast ? 0x400 : 0;
}

/**
 * The address of the S-CPU's bus at which a byte of ROM, WRAM or battery RAM is named: of its mirrors the lowest, but of ROM the lowest in the banks
 * that the cart's programs run in. -1 when the bus does not show it.
 */
export function busAddressOf(snes: Snes, memory: MemoryName, address: number): number {
  if (memory === 'cpu') return address;
  if (memory === 'wram') return 0x7e0000 + address;
  if (memory !== 'rom' && memory !== 'sram') return -1;
  const { bus } = snes;
  const base = bus.wram.length + (memory === 'rom' ? 0 : bus.rom.length);
  const first = memory === 'rom' ? romPage(snes) : 0;
  for (let i = 0; i < 0x800; i++) {
    const page = (first + i) & 0x7ff;
    const at = bus.mappedAt(page << 13);
    if (at < 0 || at > base + address || base + address >= at + 0x2000) continue;
    return (page << 13) | (base + address - at);
  }
  return -1;
}

/** Whether neither memory nor a register answers at an address of the S-CPU's bus. */
export function isUnmapped(snes: Snes, address: number): boolean {
  if (snes.bus.mappedAt(address) >= 0) return false;
  if ((address & 0x408000) !== 0) return true;
  const low = address & 0xffff;
  return !(
    (low >= 0x2100 && low < 0x2184) ||
    low === 0x4016 ||
    low === 0x4017 ||
    (low >= 0x4200 && low < 0x4220) ||
    (low >= 0x4300 && low < 0x4380)
  );
}
