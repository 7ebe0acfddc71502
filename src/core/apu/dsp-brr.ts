/**
 * Decodes four samples into a voice's buffer at `start` (0, 4 or 8) and at its copy 12 further.
 *
 * `header` has the shift in bits 7-4 and the filter in bits 3-2; `nibbles` is 16 bits, first sample highest. The sum is clamped to 16 bits,
 * then doubled in 16 bits: the wrap is the chip's. [anomie: dsp, BRR; fullsnes: BRR decoding]
 */
export function decodeBrr(buffer: Int16Array, start: number, header: number, nibbles: number): void {
  const shift = header >> 4;
  const filter = (header >> 2) & 3;
  // The copy makes the samples before index 0 reachable at 11 and 10.
  let last = buffer[start + 11];
  let beforeLast = buffer[start + 10] >> 1;
  for (let i = 0; i < 4; i++) {
    const nibble = (nibbles << (16 + i * 4)) >> 28;
    let sample = shift <= 12 ? (nibble << shift) >> 1 : nibble < 0 ? -2048 : 0;
    if (filter === 1) sample += (last >> 1) + (-last >> 5);
    else if (filter === 2) sample += last - beforeLast + (beforeLast >> 4) + ((last * -3) >> 6);
    else if (filter === 3) sample += last - beforeLast + ((last * -13) >> 7) + ((beforeLast * 3) >> 4);
    sample = sample > 32767 ? 32767 : sample < -32768 ? -32768 : sample;
    beforeLast = last >> 1;
    last = (sample << 17) >> 16;
    buffer[start + i] = last;
    buffer[start + 12 + i] = last;
  }
}
