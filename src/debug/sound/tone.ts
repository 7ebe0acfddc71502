import { SAMPLE_RATE } from '../../core/platform.ts';

/** Samples of the longest loop that is looked at, and of a cycle: the first is half a second of the deepest notes, the second some 30 Hz. */
export const LONGEST_LOOP = 2048;
const LONGEST_CYCLE = 1024;
/** A cycle has four samples at least. */
const SHORTEST_CYCLE = 4;
/** What of a loop's energy is in harmonics of its tone at least, and in the first and the lowest of them: less is noise, a chord, or a loop of many notes. */
const IN_HARMONICS = 0.95;
const IN_FIRST = { most: 24, share: 0.5 } as const;
const IN_LOWEST = { most: 3, share: 0.05 } as const;

/** Energy of each frequency of what repeats after `loop.length` samples, from one cycle in the loop on. */
function spectrum(loop: ArrayLike<number>): Float64Array {
  const { length } = loop;
  const cosines = Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * i) / length));
  const quarter = (3 * length) / 4;
  const energy = new Float64Array((length >> 1) + 1);
  for (let m = 1; m < energy.length; m++) {
    let real = 0;
    let imaginary = 0;
    for (let n = 0; n < length; n++) {
      const at = (m * n) % length;
      real += loop[n] * cosines[at];
      imaginary += loop[n] * cosines[(at + quarter) % length];
    }
    energy[m] = real * real + imaginary * imaginary;
  }
  return energy;
}

/**
 * Samples of one cycle of a loop's tone: the loop is one cycle or several, not always whole samples long. Null where it has no one tone, or is too long to
 * tell. The loop's length is a multiple of four.
 */
export function cycleOf(loop: ArrayLike<number>): number | null {
  const { length } = loop;
  if (length === 0 || length > LONGEST_LOOP) return null;
  const energy = spectrum(loop);
  const all = energy.reduce((sum, one) => sum + one, 0);
  // One step up and down of a sample's 16 bits.
  if (all <= length * length) return null;
  const shareOf = (cycles: number, most: number): number => {
    let sum = 0;
    for (let m = cycles, n = 1; m < energy.length && n <= most; m += cycles, n++) sum += energy[m];
    return sum / all;
  };
  for (let cycles = length / SHORTEST_CYCLE; cycles >= Math.max(1, length / LONGEST_CYCLE); cycles--) {
    if (shareOf(cycles, Infinity) < IN_HARMONICS) continue;
    const isTone = [IN_FIRST, IN_LOWEST].every(({ most, share }) => shareOf(cycles, most) >= share);
    return isTone ? length / cycles : null;
  }
  return null;
}

const NOTES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

export interface Note {
  /** `C#4`; '' when it is not known. */
  readonly note: string;
  /** Hundredths of a half step above it. */
  readonly cents: number;
}

/** The note of a voice that plays a tone of `cycle` samples at a pitch; A4 is 440 Hz. */
export function noteOf(pitch: number, cycle: number | null): Note {
  if (pitch === 0 || cycle === null) return { note: '', cents: 0 };
  const frequency = ((SAMPLE_RATE / cycle) * pitch) / 4096;
  const midi = 69 + 12 * Math.log2(frequency / 440);
  const nearest = Math.round(midi);
  return {
    note: `${NOTES[((nearest % 12) + 12) % 12] ?? ''}${Math.floor(nearest / 12) - 1}`,
    cents: Math.round((midi - nearest) * 100),
  };
}
