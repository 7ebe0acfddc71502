// Sound samples in the console's BRR format: nine bytes hold sixteen samples. [fullsnes: SNES APU DSP BRR Samples]

function clamp16(value) {
  return Math.max(-32768, Math.min(32767, value));
}

/** What the four filters add from the two samples before. */
function predict(filter, last, before) {
  if (filter === 1) return last + (-last >> 4);
  if (filter === 2) return last * 2 + ((-last * 3) >> 5) - before + (before >> 4);
  if (filter === 3) return last * 2 + ((-last * 13) >> 6) - before + ((before * 3) >> 4);
  return 0;
}

/** Encodes sixteen samples (15 bits wide) with one filter and shift, the decoder's state with it. */
function tryBlock(samples, filter, shift, last, before) {
  const nibbles = [];
  let error = 0;
  let a = last;
  let b = before;
  for (const sample of samples) {
    const predicted = predict(filter, a, b);
    const step = (1 << shift) / 2;
    const nibble = Math.max(-8, Math.min(7, Math.round((sample - predicted) / step)));
    // The decoder clamps to 16 bits, then keeps 15.
    const decoded = (clamp16(((nibble << shift) >> 1) + predicted) << 17) >> 17;
    error += (decoded - sample) ** 2;
    nibbles.push(nibble & 15);
    b = a;
    a = decoded;
  }
  return { error, nibbles, filter, shift, last: a, before: b };
}

/**
 * Encodes samples of -1 to 1; the count is filled up to a multiple of 16. `loopAt` (a multiple of 16) is the sample to which it
 * loops, or -1 to end. Blocks at the start and at the loop use no filter, so that a loop sounds the same each time.
 */
export function encodeBrr(wave, loopAt = -1) {
  const blocks = Math.ceil(wave.length / 16);
  const bytes = new Uint8Array(blocks * 9);
  let last = 0;
  let before = 0;
  for (let block = 0; block < blocks; block++) {
    const samples = Array.from({ length: 16 }, (_, index) => Math.round((wave[block * 16 + index] ?? 0) * 14000));
    const filters = block === 0 || block * 16 === loopAt ? [0] : [0, 1, 2, 3];
    let best = null;
    for (const filter of filters) {
      for (let shift = 1; shift <= 12; shift++) {
        const attempt = tryBlock(samples, filter, shift, last, before);
        if (best === null || attempt.error < best.error) best = attempt;
      }
    }
    const final = block === blocks - 1 ? (loopAt >= 0 ? 3 : 1) : 0;
    bytes[block * 9] = (best.shift << 4) | (best.filter << 2) | final;
    for (let pair = 0; pair < 8; pair++) bytes[block * 9 + 1 + pair] = (best.nibbles[pair * 2] << 4) | best.nibbles[pair * 2 + 1];
    last = best.last;
    before = best.before;
  }
  return bytes;
}
