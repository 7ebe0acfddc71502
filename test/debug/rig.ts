import { seededEntropy } from '../../src/core/entropy.ts';
import { Snes } from '../../src/core/snes.ts';
import { Debugger, type DebuggerOptions, type Stop } from '../../src/debug/debugger.ts';
import { buildRom, readMeta } from '../roms/harness.ts';
import { registerStorm } from '../fuzz/programs.ts';

/** A generator of numbers below a limit, the same each time. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/** A debugger on a machine with pads that press something new all the time. */
export function debuggerOf(rom: Uint8Array, options: Partial<DebuggerOptions> & { logged?: string[] } = {}): Debugger {
  const next = chance(99);
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(3) });
  return new Debugger(make(), {
    keyframes: 60,
    interval: 4,
    beforeFrame: () => {},
    replica: make,
    input: { pad: () => next(0x10000), pointer: () => ({ x: next(20), y: next(20), buttons: next(4) }) },
    label: () => null,
    log: (_, text) => options.logged?.push(text),
    powerOnWram: () => make().wram,
    ...options,
  });
}

/** The next stop at a breakpoint within some frames; what is in doubt is decided. */
export function nextStop(one: Debugger, frames = 6): Stop | null {
  let stop = one.leave() ? null : one.halted();
  for (let frame = 0; frame < frames && (stop === null || one.doubt !== null); frame++) {
    const decided = one.decide(() => false);
    stop = decided === 'on' ? one.runFrame() : decided;
  }
  return stop;
}

/** Programs of ours that do very different things. */
export function programs(): [string, Uint8Array][] {
  const names = [
    'hdma-indirect',
    'apu-boot',
    'irq-position',
    'dma-time',
    'spc-timer-rates',
    'nmi-before-irq',
    'wai-masked',
    'mvn-irq',
    'interlace-lines',
  ];
  return [['register storm', registerStorm(5)], ...names.map((name): [string, Uint8Array] => [name, buildRom(name)])];
}

export { readMeta };
