// The instruments of the sound driver, all computed here. Pitch $1000 plays 32,000 samples a second.
import { encodeBrr } from './brr.mjs';
import { hash } from './noise.mjs';

const TAU = 2 * Math.PI;

/** One turn of harmonics: `parts` are amplitudes of the first, second, ... */
function harmonics(length, turns, parts) {
  const wave = Array.from({ length }, (_, at) =>
    parts.reduce((sum, level, index) => sum + level * Math.sin((at / length) * TAU * turns * (index + 1)), 0),
  );
  const peak = Math.max(...wave.map(Math.abs));
  return wave.map((value) => value / peak);
}

const odd = (count, fall) => Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 1 / (index + 1) ** fall : 0));
const all = (count, fall) => Array.from({ length: count }, (_, index) => 1 / (index + 1) ** fall);

/** A struck bell: inharmonic partials that die at their own speeds, then one steady turn to loop. Base 500 Hz (64 samples a turn). */
function bell() {
  const attack = 1536;
  const wave = Array.from({ length: attack + 64 }, (_, at) => {
    const time = at / 32000;
    const partial = (ratio, level, speed) => level * Math.exp(-time * speed) * Math.sin(TAU * 500 * ratio * time);
    return partial(1, 0.62, 0) + partial(2, 0.3, 22) + partial(3, 0.2, 40) + partial(5.4, 0.22, 110) + partial(8.9, 0.12, 190);
  });
  // The loop is one exact turn.
  for (let at = 0; at < 64; at++) wave[attack + at] = 0.62 * Math.sin((at / 64) * TAU);
  return { wave, loop: attack };
}

/** A plucked string: a burst of noise that circles in a loop of 64 samples and grows dull. */
function pluck() {
  let string = Array.from({ length: 64 }, (_, at) => (hash(at, 77) * 2 - 1) * 0.6 + Math.sin((at / 64) * TAU) * 0.5);
  const wave = [];
  for (let turn = 0; turn < 22; turn++) {
    wave.push(...string);
    string = string.map((value, at) => (value * 0.54 + string[(at + 63) & 63] * 0.46) * 0.985);
  }
  const mean = string.reduce((sum, value) => sum + value, 0) / 64;
  wave.push(...string.map((value) => value - mean));
  const peak = Math.max(...wave.map(Math.abs));
  return { wave: wave.map((value) => (value / peak) * 0.95), loop: 22 * 64 };
}

/** Three saws out of tune, 16 turns of 64 samples in 1024. */
function strings() {
  const wave = Array.from({ length: 1024 }, (_, at) => {
    const voice = (turns, phase) =>
      all(9, 1.25).reduce((sum, level, index) => sum + level * Math.sin(((at / 1024) * turns + phase) * TAU * (index + 1)), 0);
    return voice(16, 0) + 0.7 * voice(15, 0.3) * 0.35 + 0.7 * voice(17, 0.6) * 0.35;
  });
  const peak = Math.max(...wave.map(Math.abs));
  return { wave: wave.map((value) => (value / peak) * 0.9), loop: 0 };
}

function kick() {
  let phase = 0;
  return Array.from({ length: 3200 }, (_, at) => {
    const time = at / 32000;
    phase += (48 + 210 * Math.exp(-time * 38)) / 32000;
    return Math.sin(phase * TAU) * Math.exp(-time * 22) + (at < 48 ? (hash(at, 3) - 0.5) * 0.5 : 0);
  });
}

function snare() {
  let low = 0;
  return Array.from({ length: 4000 }, (_, at) => {
    const time = at / 32000;
    const raw = hash(at, 9) * 2 - 1;
    low += (raw - low) * 0.55;
    return (low * 0.85 * Math.exp(-time * 26) + Math.sin(TAU * 190 * time) * 0.5 * Math.exp(-time * 40)) * 0.95;
  });
}

function hat() {
  let last = 0;
  return Array.from({ length: 1600 }, (_, at) => {
    const raw = hash(at, 21) * 2 - 1;
    const high = raw - last;
    last = raw;
    return high * 0.5 * Math.exp((-at / 32000) * 85);
  });
}

/**
 * Every instrument: its sample, where it loops, how many octaves its one turn lies below 64 samples (500 Hz), ADSR1, ADSR2.
 * The order is the number in the songs.
 */
export const INSTRUMENTS = [
  { name: 'reed', wave: harmonics(64, 1, odd(11, 0.9)), loop: 0, adsr: [0xfd, 0xb0] },
  { name: 'bass', wave: harmonics(64, 1, [1, 0.5, 0.32, 0.12, 0.1]), loop: 0, adsr: [0xff, 0x8e] },
  { name: 'lead', wave: harmonics(64, 1, all(13, 1.1)), loop: 0, adsr: [0xfc, 0xac] },
  { name: 'bell', ...bell(), adsr: [0xff, 0x54] },
  { name: 'pluck', ...pluck(), adsr: [0xff, 0x71] },
  { name: 'strings', ...strings(), adsr: [0xf5, 0xe0] },
  { name: 'kick', wave: kick(), loop: -1, adsr: [0xff, 0xe0] },
  { name: 'snare', wave: snare(), loop: -1, adsr: [0xff, 0xe0] },
  { name: 'hat', wave: hat(), loop: -1, adsr: [0xff, 0xe0] },
  { name: 'sine', wave: harmonics(64, 1, [1]), loop: 0, adsr: [0xff, 0xe0] },
  { name: 'square', wave: Array.from({ length: 64 }, (_, at) => (at < 32 ? 0.7 : -0.7)), loop: 0, adsr: [0xff, 0xe0] },
];

export function instrumentNumber(name) {
  const number = INSTRUMENTS.findIndex((one) => one.name === name);
  if (number < 0) throw new Error(`there is no instrument '${name}'`);
  return number;
}

/** The sample memory from `base` on: the directory's page first, then the samples. At most 64 instruments. */
export function sampleMemory(base) {
  const samples = INSTRUMENTS.map((one) => ({ ...one, bytes: encodeBrr(one.wave, one.loop) }));
  const size = 256 + samples.reduce((sum, one) => sum + one.bytes.length, 0);
  const memory = new Uint8Array(size);
  let at = 256;
  samples.forEach((sample, index) => {
    const start = base + at;
    const loop = start + (Math.max(0, sample.loop) / 16) * 9;
    memory.set([start & 255, start >> 8, loop & 255, loop >> 8], index * 4);
    memory.set(sample.bytes, at);
    at += sample.bytes.length;
  });
  return memory;
}

/** ADSR1, ADSR2 of each instrument. */
export function envelopeTable() {
  return Uint8Array.from(INSTRUMENTS.flatMap((one) => one.adsr));
}

/** Pitch register of the twelve notes of the octave from C6 up, for a sample of 64 samples a turn: words. */
export function pitchTable() {
  return Array.from({ length: 12 }, (_, note) => Math.round((440 * 2 ** ((84 + note - 69) / 12) * 0x1000) / 500));
}
