// Noise without chance: the same numbers on every machine.

/** 0 to 1 for a lattice point. */
export function hash(x, y, seed = 0) {
  let value = (Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1)) | 0;
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 4294967296;
}

const wrap = (value, period) => ((value % period) + period) % period;
const ease = (part) => part * part * (3 - 2 * part);

/** Smooth noise 0 to 1 that repeats after `periodX` and `periodY` lattice cells. */
export function noise(x, y, periodX, periodY, seed = 0) {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (column, row) => hash(wrap(column, periodX), wrap(row, periodY), seed);
  const partX = ease(x - left);
  const partY = ease(y - top);
  const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * partX;
  const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * partX;
  return upper + (lower - upper) * partY;
}

/** Octaves of noise; the coordinates are in parts of the period, 0 to 1. */
export function fractal(x, y, cells, octaves, seed = 0) {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const period = cells << octave;
    sum += noise(x * period, y * period, period, period, seed + octave) * weight;
    total += weight;
    weight *= 0.5;
  }
  return sum / total;
}
