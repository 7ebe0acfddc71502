import { decodeBrr } from '../../core/apu/dsp-brr.ts';
import { DspReg } from '../../core/apu/dsp-shared.ts';
import { SAMPLE_RATE } from '../../core/platform.ts';
import type { Snes } from '../../core/snes.ts';
import { cycleOf, LONGEST_LOOP, noteOf } from './tone.ts';

/** A sample of the directory. */
export interface SampleInfo {
  readonly source: number;
  /** Addresses in audio RAM. */
  readonly start: number;
  readonly loop: number;
  readonly blocks: number;
  readonly loops: boolean;
  /** Voices that play it now, as bits. */
  readonly voices: number;
}

const MOST_BLOCKS = 7282;
const BLOCK_BYTES = 9;

/** Blocks from an address to the one with the end flag; 0 when it never ends. */
function countBlocks(aram: Uint8Array, start: number): { blocks: number; loops: boolean } {
  for (let n = 0, at = start; n < MOST_BLOCKS; n++, at = (at + BLOCK_BYTES) & 0xffff) {
    const header = aram[at];
    if ((header & 1) !== 0) return { blocks: n + 1, loops: (header & 2) !== 0 };
  }
  return { blocks: 0, loops: false };
}

/**
 * The samples that the directory names: those that end, and lie in memory as samples can. Where a directory ends nobody knows: not behind the first sample
 * above it, and not with loops that go back into the middle of a block.
 */
export function sampleList(snes: Snes): SampleInfo[] {
  const { aram } = snes;
  const { registers } = snes.apu.dsp;
  const directory = registers[DspReg.Dir] << 8;
  const word = (at: number): number => aram[at & 0xffff] | (aram[(at + 1) & 0xffff] << 8);
  const list: Omit<SampleInfo, 'voices'>[] = [];
  let end = 0x10000;
  for (let source = 0; source < 256; source++) {
    const start = word(directory + source * 4);
    const loop = word(directory + source * 4 + 2);
    const { blocks, loops } = countBlocks(aram, start);
    let named = false;
    for (let v = 0; v < 8; v++) if (registers[(v << 4) | DspReg.Srcn] === source) named = true;
    if (blocks === 0) continue;
    const fits =
      directory + source * 4 < end && start !== 0 && start !== 0xffff && (!loops || (loop - start) % BLOCK_BYTES === 0);
    if (!named && !fits) continue;
    if (start > directory && fits) end = Math.min(end, start);
    list.push({ source, start, loop, blocks, loops });
  }
  const players = snes.apu.dsp.voices.map((voice, index) => {
    if (voice.envelope === 0 && voice.startDelay === 0) return [];
    const named = registers[(index << 4) | DspReg.Srcn];
    // A voice that begins is not there yet.
    if (voice.startDelay === 5) return [named];
    const there = list.filter((one) => isIn(aram, one, voice.brrAddress)).map(({ source }) => source);
    return there.includes(named) ? [named] : there;
  });
  const voicesOf = (source: number): number =>
    players.reduce((bits, sources, index) => bits | (sources.includes(source) ? 1 << index : 0), 0);
  return list.map((one) => ({ ...one, voices: voicesOf(one.source) }));
}

/** Whether a block is one of a sample, or of what it loops to. */
function isIn(aram: Uint8Array, { start, loop, blocks, loops }: Omit<SampleInfo, 'voices'>, address: number): boolean {
  const within = (from: number, count: number): boolean => {
    const bytes = (address - from) & 0xffff;
    return bytes % BLOCK_BYTES === 0 && bytes < count * BLOCK_BYTES;
  };
  return within(start, blocks) || (loops && within(loop, countBlocks(aram, loop).blocks));
}

/** Blocks decoded as the chip does it, one after the other, 16 samples each. */
function decodeBlocks(aram: Uint8Array, addresses: readonly number[]): Int16Array {
  const out = new Int16Array(addresses.length * 16);
  const buffer = new Int16Array(24);
  let place = 0;
  addresses.forEach((at, block) => {
    const header = aram[at & 0xffff];
    for (let group = 0; group < 4; group++) {
      const nibbles = (aram[(at + 1 + group * 2) & 0xffff] << 8) | aram[(at + 2 + group * 2) & 0xffff];
      decodeBrr(buffer, place, header, nibbles);
      out.set(buffer.subarray(place, place + 4), block * 16 + group * 4);
      place = place === 8 ? 0 : place + 4;
    }
  });
  return out;
}

function blocksFrom(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, block) => start + block * BLOCK_BYTES);
}

/** A sample decoded as the chip does it, 16 samples a block, 16 bits. The chip plays it at 32 kHz times pitch / 4096. */
export function decodeSample(snes: Snes, start: number, blocks: number): Int16Array {
  return decodeBlocks(snes.aram, blocksFrom(start, blocks));
}

/** Cycles of loops by their address, with the bytes that they were found in. */
const cyclesKept = new WeakMap<Uint8Array, Map<number, { readonly sum: number; readonly cycle: number | null }>>();

/** Samples of a cycle of what a sample plays over and over; null where it ends or has no one tone. */
function cycleFrom(aram: Uint8Array, start: number, loop: number): number | null {
  if (!countBlocks(aram, start).loops) return null;
  const { blocks, loops } = countBlocks(aram, loop);
  if (!loops || blocks > LONGEST_LOOP / 16) return null;
  let sum = blocks;
  for (let i = 0; i < blocks * BLOCK_BYTES; i++) sum = (Math.imul(sum, 31) + aram[(loop + i) & 0xffff]) | 0;
  const kept = cyclesKept.get(aram) ?? new Map<number, { readonly sum: number; readonly cycle: number | null }>();
  cyclesKept.set(aram, kept);
  const known = kept.get(loop);
  if (known?.sum === sum) return known.cycle;
  // What came before the loop shapes its first samples: the second time round it repeats.
  const around = blocksFrom(loop, blocks);
  const cycle = cycleOf(decodeBlocks(aram, [...around, ...around]).subarray(blocks * 16));
  kept.set(loop, { sum, cycle });
  return cycle;
}

export interface VoiceInfo {
  readonly voice: number;
  readonly source: number;
  readonly volumeLeft: number;
  readonly volumeRight: number;
  /** 4096 is the sample's own rate, that of the chip. */
  readonly pitch: number;
  /** Samples a second. */
  readonly rate: number;
  /** Samples of a cycle of the tone that it repeats; null where that is not known: the sample ends, or its loop is noise, a chord or very long. */
  readonly cycle: number | null;
  /** The nearest note ('' without a cycle, and for noise) and how many cents above it the voice is. */
  readonly note: string;
  readonly cents: number;
  readonly adsr: boolean;
  readonly adsr1: number;
  readonly adsr2: number;
  readonly gain: number;
  /** 0 to 2047. */
  readonly envelope: number;
  readonly stage: 'release' | 'attack' | 'decay' | 'sustain';
  /** Signed 8 bits. */
  readonly output: number;
  readonly keyOn: boolean;
  readonly ended: boolean;
  readonly echo: boolean;
  readonly noise: boolean;
  readonly pitchModulation: boolean;
  /** Where it reads, and how far into the sample that is. */
  readonly address: number;
  /** The decoded samples around the place it plays, oldest first. */
  readonly window: Int16Array;
}

const STAGES = ['release', 'attack', 'decay', 'sustain'] as const;

/** The eight voices as they are. */
export function voiceList(snes: Snes): VoiceInfo[] {
  const { dsp } = snes.apu;
  const { registers } = dsp;
  const { aram } = snes;
  const signed = (value: number): number => (value << 24) >> 24;
  const word = (at: number): number => aram[at & 0xffff] | (aram[(at + 1) & 0xffff] << 8);
  const directory = registers[DspReg.Dir] << 8;
  return dsp.voices.map((voice, index) => {
    const at = (register: number): number => registers[(index << 4) | register];
    const bit = (register: number): boolean => ((registers[register] >> index) & 1) !== 0;
    const pitch = at(DspReg.PitchL) | ((at(DspReg.PitchH) & 0x3f) << 8);
    const entry = directory + at(DspReg.Srcn) * 4;
    const noise = bit(DspReg.Non);
    const cycle = noise ? null : cycleFrom(aram, word(entry), word(entry + 2));
    const { note, cents } = noteOf(pitch, cycle);
    return {
      voice: index,
      source: at(DspReg.Srcn),
      volumeLeft: signed(at(DspReg.VolL)),
      volumeRight: signed(at(DspReg.VolR)),
      pitch,
      rate: Math.round((SAMPLE_RATE * pitch) / 4096),
      cycle,
      note,
      cents,
      adsr: (at(DspReg.Adsr1) & 0x80) !== 0,
      adsr1: at(DspReg.Adsr1),
      adsr2: at(DspReg.Adsr2),
      gain: at(DspReg.Gain),
      envelope: voice.envelope,
      stage: STAGES[voice.stage],
      output: signed(at(DspReg.Outx)),
      keyOn: bit(DspReg.Kon),
      ended: bit(DspReg.Endx),
      echo: bit(DspReg.Eon),
      noise,
      pitchModulation: bit(DspReg.Pmon),
      address: voice.brrAddress,
      window: voice.buffer.slice(voice.bufferStart, voice.bufferStart + 12),
    };
  });
}

export interface DspInfo {
  readonly registers: Uint8Array;
  readonly mainLeft: number;
  readonly mainRight: number;
  readonly echoLeft: number;
  readonly echoRight: number;
  readonly feedback: number;
  readonly fir: readonly number[];
  readonly echoAddress: number;
  /** Milliseconds: 16 a step. */
  readonly echoDelay: number;
  readonly directory: number;
  readonly reset: boolean;
  readonly muted: boolean;
  readonly echoWrites: boolean;
  readonly noiseRate: number;
}

export function dspInfo(snes: Snes): DspInfo {
  const registers = snes.apu.dsp.registers.slice();
  const signed = (register: number): number => (registers[register] << 24) >> 24;
  const flags = registers[DspReg.Flg];
  return {
    registers,
    mainLeft: signed(DspReg.MvolL),
    mainRight: signed(DspReg.MvolR),
    echoLeft: signed(DspReg.EvolL),
    echoRight: signed(DspReg.EvolR),
    feedback: signed(DspReg.Efb),
    fir: Array.from({ length: 8 }, (_, i) => signed((i << 4) | DspReg.Fir)),
    echoAddress: registers[DspReg.Esa] << 8,
    echoDelay: (registers[DspReg.Edl] & 15) * 16,
    directory: registers[DspReg.Dir] << 8,
    reset: (flags & 0x80) !== 0,
    muted: (flags & 0x40) !== 0,
    echoWrites: (flags & 0x20) === 0,
    noiseRate: flags & 0x1f,
  };
}
