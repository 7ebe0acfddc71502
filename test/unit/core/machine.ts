import { constantEntropy } from '../../../src/core/entropy.ts';
import { Snes, type SnesOptions } from '../../../src/core/snes.ts';

export interface Program {
  /** Machine code at $00:8000 (reset). */
  readonly code: readonly number[];
  /** Machine code at an address of bank 0, $8100 and up. */
  readonly at?: Readonly<Record<number, readonly number[]>>;
  readonly nmi?: number;
  readonly irq?: number;
}

/** A 32 KB LoROM with the code in it. */
export function romOf(program: Program): Uint8Array {
  const rom = new Uint8Array(0x8000);
  rom.set(program.code);
  for (const [addr, bytes] of Object.entries(program.at ?? {})) rom.set(bytes, Number(addr) & 0x7fff);
  rom.set(
    Array.from('UNIT TEST            ', (c) => c.charCodeAt(0)),
    0x7fc0,
  );
  rom.set([0x20, 0x00, 0x05, 0x00, 0x01, 0x33, 0x00], 0x7fd5);
  const word = (at: number, value: number): void => rom.set([value & 0xff, value >> 8], at);
  word(0x7fea, program.nmi ?? 0x8000);
  word(0x7fee, program.irq ?? 0x8000);
  word(0x7ffa, program.nmi ?? 0x8000);
  word(0x7ffe, program.irq ?? 0x8000);
  word(0x7ffc, 0x8000);
  return rom;
}

/** A machine in front of the program's first instruction: the reset sequence is done. */
export function boot(program: Program, options: Partial<SnesOptions> = {}): Snes {
  const snes = new Snes(romOf(program), { entropy: constantEntropy(0), ...options });
  snes.cpu.stepInstruction();
  return snes;
}

export function steps(snes: Snes, count: number): void {
  for (let i = 0; i < count; i++) snes.cpu.stepInstruction();
}

/** Steps until the beam is in line v (and then until H is at least `h`). */
export function runTo(snes: Snes, v: number, h = 0): void {
  for (let guard = 0; guard < 2_000_000; guard++) {
    if (snes.clock.v === v && snes.clock.h >= h) return;
    snes.cpu.stepInstruction();
  }
  throw new Error(`line ${v} was not reached`);
}
