import type { MemoryName, ProcessorName, WriteRecord } from '../../session/debug-protocol.ts';
import type { App } from '../app.ts';
import type { TextKey } from '../texts/translate.ts';

export interface MemoryPlace {
  readonly memory: MemoryName;
  readonly address: number;
}

export const PROCESSOR_TITLES: Readonly<Record<ProcessorName, string>> = { cpu: 'S-CPU', smp: 'SPC700' };

/** Names that are the same in every language. */
export const MEMORY_TITLES: Readonly<Record<MemoryName, string>> = {
  cpu: 'S-CPU bus',
  wram: 'WRAM',
  rom: 'ROM',
  sram: 'SRAM',
  vram: 'VRAM',
  oam: 'OAM',
  cgram: 'CGRAM',
  smp: 'SPC700 bus',
  aram: 'ARAM',
  dsp: 'DSP',
};

/** Most events have a name of the processor's. */
const EVENT_TITLES: Readonly<Record<string, TextKey>> = { uninitialised: 'breaks.uninitialised', invalid: 'breaks.invalid' };

/** What a breakpoint on an event is called. */
export function eventTitle(event: string, app: App): string {
  const key = EVENT_TITLES[event];
  return key === undefined ? event.toUpperCase() : app.text(key);
}

export function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

/** As the processor's assembler writes it: `80:8123` with 24 bits, `1234` with 16. */
/** Where the code is that wrote: for a DMA what started it. */
export function writerCode({ pc, starter }: WriteRecord): number {
  return starter ?? pc;
}

export function codeAddress(processor: ProcessorName, address: number): string {
  return processor === 'cpu' ? `${hex(address >> 16, 2)}:${hex(address & 0xffff, 4)}` : hex(address, 4);
}

/** Hexadecimal with or without `$`, `0x` and the bank's colon; null when it is no number. */
export function parseHex(text: string): number | null {
  const digits = text
    .trim()
    .replace(/^(\$|0x)/i, '')
    .replace(':', '');
  return /^[0-9a-f]{1,8}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}
