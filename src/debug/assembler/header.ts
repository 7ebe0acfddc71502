import type { Mapping } from './image.ts';

/** What `.header` says, with the values of its keys. */
export interface CartHeader {
  readonly title: string;
  readonly fast: boolean;
  /** KiB of battery RAM. */
  readonly sramKib: number;
  readonly region: number;
  /** The chip type byte; null: ROM alone, or ROM, RAM and battery when there is RAM. */
  readonly chipType: number | null;
  readonly version: number;
  readonly maker: number;
}

export const HEADER_KEYS = ['fast', 'sram', 'region', 'chip', 'version', 'maker'] as const;

export const REGIONS: Readonly<Record<string, number>> = { japan: 0, usa: 1, ntsc: 1, europe: 2, pal: 2 };

/** Offsets in the vector table at $FFE0. [fullsnes: SNES Cartridge ROM Header] */
export const VECTORS: Readonly<Record<string, number>> = {
  cop: 0x04,
  brk: 0x06,
  abort: 0x08,
  nmi: 0x0a,
  irq: 0x0e,
  ecop: 0x14,
  eabort: 0x18,
  enmi: 0x1a,
  reset: 0x1c,
  eirq: 0x1e,
};

/** Where the header's 32 bytes begin in the file; the vectors follow them. */
export function headerOffset(mapping: Mapping): number {
  return mapping === 'hirom' ? 0xffc0 : 0x7fc0;
}

/** Bytes as the power of two that the header counts in, from KiB. */
function sizeCode(kib: number): number {
  return kib === 0 ? 0 : Math.max(1, Math.ceil(Math.log2(kib)));
}

/** Writes the header and then the checksum over the whole image. `rom` has a power of two of bytes. */
export function writeHeader(rom: Uint8Array, mapping: Mapping, header: CartHeader): void {
  const at = headerOffset(mapping);
  const title = header.title.padEnd(21, ' ').slice(0, 21);
  for (let i = 0; i < 21; i++) rom[at + i] = title.charCodeAt(i) & 0xff;
  rom[at + 0x15] = 0x20 | (mapping === 'hirom' ? 1 : 0) | (header.fast ? 0x10 : 0);
  rom[at + 0x16] = header.chipType ?? (header.sramKib > 0 ? 2 : 0);
  rom[at + 0x17] = sizeCode(rom.length / 1024);
  rom[at + 0x18] = sizeCode(header.sramKib);
  rom[at + 0x19] = header.region;
  rom[at + 0x1a] = header.maker;
  rom[at + 0x1b] = header.version;
  writeChecksum(rom, at + 0x1c);
}

/** Complement, then checksum; both together always add $1FE to the sum, whatever they are. */
function writeChecksum(rom: Uint8Array, at: number): void {
  rom.set([0xff, 0xff, 0, 0], at);
  let sum = 0;
  for (const byte of rom) sum = (sum + byte) & 0xffff;
  const complement = sum ^ 0xffff;
  rom.set([complement & 0xff, complement >> 8, sum & 0xff, sum >> 8], at);
}
