import { NEW_BREAKPOINT } from '../../src/debug/break/breakpoints.ts';
import { type Debugger, type DebuggerOptions } from '../../src/debug/debugger.ts';
import { processorOf } from '../../src/debug/processors.ts';
import { romOf } from '../unit/core/machine.ts';
import { debuggerOf } from './rig.ts';

/** Code of the S-CPU: lda #value / sta register. */
export const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];
const HEAD = [
  0x18,
  0xfb,
  0xe2,
  0x30,
  ...put(0x4300, 0),
  ...put(0x4301, 0x80),
  ...put(0x4302, 0),
  ...put(0x4303, 0x80),
  ...put(0x4304, 0),
];
const LOOP = [...put(0x2121, 1), ...put(0x4305, 0), ...put(0x4306, 8), ...put(0x420b, 1), ...put(0x2121, 2)];

/** The S-CPU: a DMA of 2 KB to WMDATA, between two writes of CGADD, over and over. The sound processor gets far behind meanwhile. */
export const SOUND_LOOP_ROM = romOf({ code: [...HEAD, ...LOOP, 0x80, 256 - LOOP.length - 2] });
/** Stops at each write of what the sound processor counts. */
export const WRITES_OF_COUNT = {
  ...NEW_BREAKPOINT,
  processor: 'smp',
  memory: 'aram',
  write: true,
  from: 0x40,
  to: 0x40,
} as const;
/** x counts $40 up: inc $40 / mov a,$40 / bra x */
export const COUNTING = [0xab, 0x40, 0xe4, 0x40, 0x2f, 0xfa];

/** A debugger on that machine in its third frame, whose sound processor is put before `program` at $300. */
export function soundLoop(
  program: readonly number[] = COUNTING,
  options: Partial<DebuggerOptions> & { logged?: string[] } = {},
): Debugger {
  const one = debuggerOf(SOUND_LOOP_ROM, options);
  for (let frame = 0; frame < 2; frame++) one.runFrame();
  one.pause();
  one.step('into', 'smp');
  one.edit((snes) => {
    snes.aram.set(program, 0x300);
    snes.aram[0x40] = 0;
    processorOf('smp').setPc(snes, 0x300);
  });
  return one;
}
