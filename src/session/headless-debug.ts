import { seededEntropy } from '../core/entropy.ts';
import { Snes } from '../core/snes.ts';
import { type MemoryName, placeOf } from '../debug/memories.ts';
import { DebugSession } from './debug-session.ts';
import { type PadEvent, ScriptedInput } from './input-script.ts';

export { BREAK_EVENTS, NEW_BREAKPOINT } from '../debug/break/breakpoints.ts';
export { CartError } from '../core/cart/header.ts';
export type { DebugSession } from './debug-session.ts';

/** The memory behind an address of the S-CPU's bus; itself for I/O and where nothing is. */
export function memoryBehind(session: DebugSession, address: number): { readonly memory: MemoryName; readonly address: number } {
  return placeOf(session.snes, address) ?? { memory: 'cpu', address };
}

export interface HeadlessDebugOptions {
  readonly seed?: number;
  readonly region?: 'ntsc' | 'pal' | 'auto';
  readonly script?: readonly PadEvent[];
}

/** A machine of its own with a debugger, without screen and sound; it stands still at power-on. @throws CartError */
export function openHeadlessDebug(rom: Uint8Array, options: HeadlessDebugOptions = {}): DebugSession {
  const { seed = 1, region = 'auto' } = options;
  const make = (): Snes => new Snes(rom, { region, entropy: seededEntropy(seed) });
  const snes = make();
  const script = new ScriptedInput(options.script);
  const input = {
    pad: (index: number) => {
      script.apply(snes.frame);
      return script.pad(index);
    },
    pointer: () => script.pointer(),
  };
  return new DebugSession({ snes, input, replica: make });
}
