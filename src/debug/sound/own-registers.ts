/** Whether the S-DSP writes one of the registers by itself: ENVX and OUTX of each voice, and ENDX. [fullsnes: DSP $x8, $x9, $7C] */
export function hasOwnRegister(from: number, to: number): boolean {
  for (let register = from; register <= to && register < 0x80; register++)
    if ((register & 0x0f) === 0x08 || (register & 0x0f) === 0x09 || register === 0x7c) return true;
  return false;
}
