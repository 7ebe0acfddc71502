/** Samples of a block, and how far the next one begins after it. */
const BLOCK = 8192;
const HOP = 4096;
/** Quieter blocks than this (full scale is 1) are pauses. */
const SILENCE = 0.001;

export interface Band {
  /** Hz. */
  readonly centre: number;
  /** Decibels against the loudest band. */
  readonly level: number;
}

/** In place; the length is a power of two. */
function fourier(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [re[i], re[j], im[i], im[j]] = [re[j], re[i], im[j], im[i]];
  }
  for (let size = 2; size <= n; size <<= 1) {
    const half = size >> 1;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((2 * Math.PI * k) / size);
      const sin = -Math.sin((2 * Math.PI * k) / size);
      for (let at = k; at < n; at += size) {
        const r = re[at + half] * cos - im[at + half] * sin;
        const i = re[at + half] * sin + im[at + half] * cos;
        re[at + half] = re[at] - r;
        im[at + half] = im[at] - i;
        re[at] += r;
        im[at] += i;
      }
    }
  }
}

/** Power by frequency of 16-bit stereo as one channel, over all blocks that are not silent. */
function power(samples: Int16Array): { readonly sums: Float64Array; readonly blocks: number } {
  const sums = new Float64Array(BLOCK / 2);
  let blocks = 0;
  for (let start = 0; (start + BLOCK) * 2 <= samples.length; start += HOP) {
    const re = new Float64Array(BLOCK);
    let energy = 0;
    for (let at = 0; at < BLOCK; at++) {
      const value = (samples[(start + at) * 2] + samples[(start + at) * 2 + 1]) / 65536;
      energy += value * value;
      re[at] = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / BLOCK));
    }
    if (Math.sqrt(energy / BLOCK) < SILENCE) continue;
    const im = new Float64Array(BLOCK);
    fourier(re, im);
    for (let at = 0; at < sums.length; at++) sums[at] += re[at] ** 2 + im[at] ** 2;
    blocks++;
  }
  return { sums, blocks };
}

/** Third-octave bands from 50 Hz to 10 kHz; none when there is nothing to hear. */
export function thirdOctaves(samples: Int16Array, rate: number): readonly Band[] {
  const { sums, blocks } = power(samples);
  if (blocks === 0) return [];
  const bands: { centre: number; energy: number }[] = [];
  for (let step = -13; step <= 10; step++) {
    const centre = 1000 * 2 ** (step / 3);
    const first = Math.ceil((centre * 2 ** (-1 / 6) * BLOCK) / rate);
    const last = Math.floor((centre * 2 ** (1 / 6) * BLOCK) / rate);
    const energy = sums.subarray(first, last + 1).reduce((sum, one) => sum + one, 0);
    bands.push({ centre, energy });
  }
  const most = Math.max(...bands.map(({ energy }) => energy));
  return bands.map(({ centre, energy }) => ({ centre, level: 10 * Math.log10(energy / most + 1e-12) }));
}

/** Differences in decibels, without what is a matter of volume, where the reference is within 40 dB of its loudest band. */
export function bandDifferences(heard: readonly Band[], reference: readonly Band[]): readonly Band[] {
  const audible = reference.flatMap(({ centre, level }, index) =>
    level < -40 ? [] : [{ centre, level: (heard[index]?.level ?? -120) - level }],
  );
  const mean = audible.reduce((sum, { level }) => sum + level, 0) / Math.max(1, audible.length);
  return audible.map(({ centre, level }) => ({ centre, level: level - mean }));
}
