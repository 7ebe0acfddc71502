export type Mapping = 'lorom' | 'hirom' | 'raw';

/** Largest image: 64 Mbit. */
const MAX_ROM = 1 << 23;
const FILL = 0;

/** Where in the file the byte at a CPU address is, or -1 when the address is no ROM. */
export function fileOffset(mapping: Mapping, address: number): number {
  const bank = (address >> 16) & 0xff;
  const word = address & 0xffff;
  if (mapping === 'raw') return address;
  if (bank === 0x7e || bank === 0x7f) return -1;
  if (mapping === 'lorom') return word < 0x8000 ? -1 : ((bank & 0x7f) << 15) | (word & 0x7fff);
  const upper = (bank & 0x40) !== 0;
  return upper || word >= 0x8000 ? ((bank & 0x3f) << 16) | word : -1;
}

/** The address of a ROM bank's first byte: LoROM banks count 32 KiB, HiROM banks 64 KiB. */
export function bankStart(mapping: Mapping, bank: number, fast: boolean): number {
  if (mapping === 'raw') return bank << 16;
  if (mapping === 'hirom') return (0xc0 + bank) << 16;
  return ((fast || bank > 0x7d ? bank | 0x80 : bank) << 16) | 0x8000;
}

export function banksOf(mapping: Mapping): number {
  return mapping === 'hirom' ? 64 : 128;
}

/** Whether an address is work RAM, where only room can be reserved. */
export function isWorkRam(address: number): boolean {
  const bank = (address >> 16) & 0xff;
  return bank === 0x7e || bank === 0x7f || ((bank & 0x40) === 0 && (address & 0xffff) < 0x2000);
}

/** The bytes of the program, and which of them have been written. */
export class RomImage {
  #bytes = new Uint8Array(1 << 16).fill(FILL);
  #used = new Uint8Array(1 << 16);
  #end = 0;

  get end(): number {
    return this.#end;
  }

  #grow(size: number): void {
    if (size <= this.#bytes.length) return;
    let length = this.#bytes.length;
    while (length < size) length *= 2;
    const bytes = new Uint8Array(length).fill(FILL);
    bytes.set(this.#bytes);
    const used = new Uint8Array(length);
    used.set(this.#used);
    this.#bytes = bytes;
    this.#used = used;
  }

  /** Says 'ok', or why the byte cannot stand there. */
  write(offset: number, value: number): 'ok' | 'outside' | 'overlap' {
    if (offset < 0 || offset >= MAX_ROM) return 'outside';
    this.#grow(offset + 1);
    if (this.#used[offset] !== 0) return 'overlap';
    this.#used[offset] = 1;
    this.#bytes[offset] = value;
    if (offset >= this.#end) this.#end = offset + 1;
    return 'ok';
  }

  isUsed(offset: number): boolean {
    return this.#used[offset] === 1;
  }

  /** A copy: raw images end where they end, ROMs at a power of two of at least one bank. */
  finish(mapping: Mapping): Uint8Array {
    if (mapping === 'raw') return this.#bytes.slice(0, this.#end);
    let size = mapping === 'lorom' ? 0x8000 : 0x10000;
    while (size < this.#end) size *= 2;
    this.#grow(size);
    return this.#bytes.slice(0, size);
  }
}
