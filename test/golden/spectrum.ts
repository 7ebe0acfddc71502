/** Samples a window of the coarse spectrum: half a second. */
export const WINDOW = 16020;
const SIZE = 2048;
const RATE = 32040.5;
/** Edges of the bands in Hz. */
export const BANDS: readonly number[] = [0, 100, 200, 400, 800, 1600, 3200, 6400, 16020];

/** One window: loudness of left and right (0 to 32767) and of each band (decibels of full scale, -99 for none). */
export interface SoundWindow {
  readonly left: number;
  readonly right: number;
  readonly bands: readonly number[];
}

/** Fast Fourier transform in place; the length is a power of two. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const count = real.length;
  for (let i = 1, j = 0; i < count; i++) {
    let bit = count >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j], real[i]];
    [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
  }
  for (let span = 2; span <= count; span *= 2) {
    for (let k = 0; k < span / 2; k++) {
      const angle = (-2 * Math.PI * k) / span;
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      for (let at = k; at < count; at += span) {
        const other = at + span / 2;
        const re = real[other] * cosine - imaginary[other] * sine;
        const im = real[other] * sine + imaginary[other] * cosine;
        real[other] = real[at] - re;
        imaginary[other] = imaginary[at] - im;
        real[at] += re;
        imaginary[at] += im;
      }
    }
  }
}

/** Band energies of both channels together, the mean of all parts of the window. */
function bandsOf(samples: Int16Array, from: number, to: number): number[] {
  const energy = BANDS.slice(1).map(() => 0);
  let parts = 0;
  for (let start = from; start + SIZE <= to; start += SIZE) {
    const real = new Float64Array(SIZE);
    const imaginary = new Float64Array(SIZE);
    for (let i = 0; i < SIZE; i++) {
      const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE);
      real[i] = ((samples[(start + i) * 2] + samples[(start + i) * 2 + 1]) / 65536) * hann;
    }
    transform(real, imaginary);
    for (let bin = 1; bin < SIZE / 2; bin++) {
      const band = BANDS.findIndex((edge) => edge > (bin * RATE) / SIZE) - 1;
      energy[band] += (real[bin] ** 2 + imaginary[bin] ** 2) / SIZE ** 2;
    }
    parts++;
  }
  return energy.map((sum) => (sum === 0 ? -99 : Math.max(-99, Math.round(10 * Math.log10(sum / parts)))));
}

/** The coarse spectrum of interleaved stereo sound. */
export function coarseSpectrum(samples: Int16Array): SoundWindow[] {
  const frames = samples.length / 2;
  const windows: SoundWindow[] = [];
  for (let from = 0; from + WINDOW <= frames; from += WINDOW) {
    const to = from + WINDOW;
    let left = 0;
    let right = 0;
    for (let at = from; at < to; at++) {
      left += samples[at * 2] ** 2;
      right += samples[at * 2 + 1] ** 2;
    }
    windows.push({
      left: Math.round(Math.sqrt(left / WINDOW)),
      right: Math.round(Math.sqrt(right / WINDOW)),
      bands: bandsOf(samples, from, to),
    });
  }
  return windows;
}
