import type { Snes } from '../../core/snes.ts';

const SIGNATURE = 'SNES-SPC700 Sound File Data v0.30';
const RAM_AT = 0x100;
const DSP_AT = 0x10100;
const EXTRA_AT = 0x101c0;
const LENGTH = 0x10200;

/**
 * The sound unit as an SPC file: registers, RAM with the timers' and ports' state under $F0 to $FF, DSP registers and the RAM under the boot program.
 * It begins where the sound processor stands. [SPC file format 0.30]
 */
export function spcFile(snes: Snes, title: string): Uint8Array {
  const { apu } = snes;
  const file = new Uint8Array(LENGTH);
  const text = (at: number, value: string, most: number): void => {
    for (let i = 0; i < Math.min(value.length, most); i++) file[at + i] = value.charCodeAt(i) & 0x7f;
  };
  text(0, SIGNATURE, SIGNATURE.length);
  file.set([26, 26, 26, 30], SIGNATURE.length);
  file.set([apu.pc & 0xff, apu.pc >> 8, apu.a, apu.x, apu.y, apu.psw, apu.sp], 0x25);
  text(0x2e, title, 32);
  text(0x4e, snes.cart.title, 32);
  file.set(apu.aram, RAM_AT);
  // What the processor would read at the ports and timers, and what it last selected.
  for (const register of [0xf2, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9]) file[RAM_AT + register] = apu.peek(register);
  file[RAM_AT + 0xf3] = apu.peek(0xf3);
  file[RAM_AT + 0xf1] = apu.control;
  for (let timer = 0; timer < 3; timer++) {
    file[RAM_AT + 0xfa + timer] = apu.timerTarget(timer);
    file[RAM_AT + 0xfd + timer] = apu.peek(0xfd + timer);
  }
  file.set(apu.dsp.registers, DSP_AT);
  file.set(apu.aram.subarray(0xffc0), EXTRA_AT);
  return file;
}
