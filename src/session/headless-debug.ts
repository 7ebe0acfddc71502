import { seededEntropy } from '../core/entropy.ts';
import type { VideoSink } from '../core/platform.ts';
import { Snes } from '../core/snes.ts';
import { isMemoryName, type MemoryName, memorySize, placeOf, readBytes } from '../debug/memories.ts';
import { DebugSession } from './debug-session.ts';
import type { PadEvent } from './input-script.ts';
import { ScriptPads } from './script-pads.ts';

export { BREAK_EVENTS, NEW_BREAKPOINT } from '../debug/break/breakpoints.ts';
export { CartError } from '../core/cart/header.ts';
export { StateError } from '../core/state/container.ts';
export { MEMORIES } from '../debug/memories.ts';
export { PROCESSORS } from '../debug/processors.ts';
export type { DebugSession } from './debug-session.ts';

/** The memory behind an address of the S-CPU's bus; itself for I/O and where nothing is. */
export function memoryBehind(session: DebugSession, address: number): { readonly memory: MemoryName; readonly address: number } {
  return placeOf(session.snes, address) ?? { memory: 'cpu', address };
}

/** Bytes as they are now; null when there is no such memory or it ends before. */
export function memoryBytes(session: DebugSession, memory: string, address: number, length: number): Uint8Array | null {
  if (!isMemoryName(memory) || address + length > memorySize(session.snes, memory)) return null;
  return readBytes(session.snes, memory, address, length);
}

export interface HeadlessDebugOptions {
  readonly seed?: number;
  readonly region?: 'ntsc' | 'pal' | 'auto';
  readonly script?: readonly PadEvent[];
  readonly video?: VideoSink;
  /** Battery RAM to begin with, and a state to begin at instead of power-on. */
  readonly sram?: Uint8Array | null;
  readonly state?: Uint8Array | null;
  /** `frame` is called again and again, with a clock, while the machine runs. */
  readonly pieces?: boolean;
}

/** A machine of its own with a debugger, and its pads; it stands still at power-on. @throws CartError, StateError */
export function openHeadlessMachine(
  rom: Uint8Array,
  options: HeadlessDebugOptions = {},
): { readonly session: DebugSession; readonly pads: ScriptPads } {
  const { seed = 1, region = 'auto', sram = null, state = null, pieces = false } = options;
  const make = (): Snes => {
    const snes = new Snes(rom, { region, entropy: seededEntropy(seed) });
    if (sram !== null) snes.sram.set(sram.subarray(0, snes.sram.length));
    return snes;
  };
  const snes = make();
  if (state !== null) snes.loadState(state);
  const pads = new ScriptPads(options.script ?? [], () => snes.frame);
  snes.video = options.video ?? null;
  return { session: new DebugSession({ snes, input: pads, replica: make }, { pieces }), pads };
}

/** The same, for those who hold no pads. @throws CartError, StateError */
export function openHeadlessDebug(rom: Uint8Array, options: HeadlessDebugOptions = {}): DebugSession {
  return openHeadlessMachine(rom, options).session;
}
