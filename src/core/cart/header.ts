import type { Region, u8 } from '../types.ts';

export type Mapping = 'lorom' | 'hirom' | 'exlorom' | 'exhirom';

/** A cart that can't be run. The message says what is wrong and what to do. */
export class CartError extends Error {
  override readonly name = 'CartError';
}

/** What the ROM says of itself, and what we made of it. Sizes in bytes. [fullsnes: SNES Cartridge ROM Header] */
export interface CartInfo {
  readonly mapping: Mapping;
  readonly title: string;
  /** Bytes of the ROM image without a copier header. */
  readonly romSize: number;
  /** Where the header block ($xFB0 to $xFFF) begins in the image. */
  readonly headerOffset: number;
  /** The file began with the 512 bytes of a copier. */
  readonly copierHeader: boolean;
  /** The file's banks stood in the order of old HiROM copiers and were put back. */
  readonly interleaved: boolean;
  readonly sramSize: number;
  readonly battery: boolean;
  readonly region: Region;
  readonly country: u8;
  readonly mapMode: u8;
  readonly fast: boolean;
  readonly chipType: u8;
  /** Name of the coprocessor, or 'none'. */
  readonly chip: string;
  readonly developer: u8;
  readonly version: u8;
  readonly checksum: number;
  readonly complement: number;
  readonly computedChecksum: number;
  readonly checksumOk: boolean;
  readonly score: number;
  readonly warnings: readonly string[];
}

export interface LoadedCart {
  readonly info: CartInfo;
  /** The image in address order, without a copier header. */
  readonly rom: Uint8Array;
}

const COPIER_HEADER = 512;
const SMALLEST_ROM = 0x1000;
/** 96 Mbit: what ExHiROM can reach. Officially 64 Mbit is the largest. */
const LARGEST_ROM = 12 << 20;

interface Candidate {
  readonly mapping: Mapping;
  readonly base: number;
  readonly bias: number;
}

const CANDIDATES: readonly Candidate[] = [
  { mapping: 'lorom', base: 0x7fb0, bias: 0 },
  { mapping: 'hirom', base: 0xffb0, bias: 0 },
  { mapping: 'exlorom', base: 0x407fb0, bias: 3 },
  { mapping: 'exhirom', base: 0x40ffb0, bias: 3 },
];

/** Opcodes with which programs begin (SEI, CLC, SEC, STZ, JMP, JML, SEP, REP, LDX #, LDA #), and those with which none does. */
const LIKELY_FIRST = new Set([
  0x78, 0x18, 0x38, 0x9c, 0x4c, 0x5c, 0xe2, 0xc2, 0xa2, 0xa9, 0x20, 0x22, 0xad, 0xae, 0xac, 0x4b, 0xd8, 0xf8, 0xa0, 0x80,
]);
const UNLIKELY_FIRST = new Set([0x00, 0x02, 0x42, 0xdb, 0xff, 0xcb]);

function word(rom: Uint8Array, at: number): number {
  return rom[at] | (rom[at + 1] << 8);
}

/** How much the 80 bytes at `base` look like a header of that mapping. Headers lie, so no single sign decides. */
function scoreHeader(rom: Uint8Array, { mapping, base, bias }: Candidate): number {
  if (rom.length < base + 0x50) return -100;
  const reset = word(rom, base + 0x4c);
  if (reset < 0x8000) return -50;
  let score = bias;
  const first = rom[(base & ~0x7fff) | (reset & 0x7fff)];
  if (LIKELY_FIRST.has(first)) score += 8;
  if (UNLIKELY_FIRST.has(first)) score -= 8;
  const mode = rom[base + 0x25] & 0xef;
  const fits = {
    lorom: mode === 0x20 || mode === 0x23,
    hirom: mode === 0x21,
    exlorom: mode === 0x22 || mode === 0x20,
    exhirom: mode === 0x25,
  }[mapping];
  if (fits) score += 4;
  const checksum = word(rom, base + 0x2e);
  const complement = word(rom, base + 0x2c);
  if (checksum + complement === 0xffff) score += checksum === 0 || checksum === 0xffff ? 1 : 5;
  if (rom[base + 0x2a] === 0x33) score += 2;
  if (rom[base + 0x26] < 0x08) score++;
  if (rom[base + 0x27] >= 7 && rom[base + 0x27] <= 13) score++;
  if (rom[base + 0x28] < 0x09) score++;
  if (rom[base + 0x29] < 14) score++;
  let text = 0;
  for (let i = 0x10; i < 0x25; i++) {
    const c = rom[base + i];
    if ((c >= 0x20 && c < 0x7f) || (c >= 0xa1 && c <= 0xdf)) text++;
  }
  if (text === 21) score += 2;
  else if (text < 10) score -= 2;
  return score;
}

function best(rom: Uint8Array): { candidate: Candidate; score: number } {
  let found = CANDIDATES[0];
  let score = scoreHeader(rom, found);
  for (const candidate of CANDIDATES.slice(1)) {
    const s = scoreHeader(rom, candidate);
    if (s > score) {
      found = candidate;
      score = s;
    }
  }
  return { candidate: found, score };
}

/** Puts the 32 KB halves back in order: the file holds all upper halves of the 64 KB banks first, then all lower ones. [fullsnes: copiers] */
function deinterleave(rom: Uint8Array): Uint8Array {
  const banks = rom.length >> 16;
  const result = new Uint8Array(rom.length);
  for (let bank = 0; bank < banks; bank++) {
    result.set(rom.subarray(bank * 0x8000, bank * 0x8000 + 0x8000), bank * 0x10000 + 0x8000);
    result.set(rom.subarray((banks + bank) * 0x8000, (banks + bank) * 0x8000 + 0x8000), bank * 0x10000);
  }
  return result;
}

/** Long calls and jumps of the first bank into addresses that only HiROM has, less those into addresses that LoROM programs use. */
function longCallsIntoHiRom(rom: Uint8Array): number {
  let balance = 0;
  for (let i = 0; i < 0x7fb0; i++) {
    if (rom[i] !== 0x22 && rom[i] !== 0x5c) continue;
    const bank = rom[i + 3];
    if (bank >= 0xc0 && bank !== 0xff) balance++;
    else if ((bank & 0x7f) < 0x40 && rom[i + 2] >= 0x80) balance--;
  }
  return balance;
}

/** A HiROM header where LoROM has it: an interleaved dump, or a header that lies. The program's own calls decide. */
function looksInterleaved(rom: Uint8Array, found: Candidate): boolean {
  if (found.mapping !== 'lorom' || rom.length < 0x20000 || (rom.length & 0xffff) !== 0) return false;
  const mode = rom[found.base + 0x25] & 0xef;
  if (mode !== 0x21 || word(rom, found.base + 0x2c) + word(rom, found.base + 0x2e) !== 0xffff) return false;
  return longCallsIntoHiRom(rom) > 0 && scoreHeader(deinterleave(rom), CANDIDATES[1]) > scoreHeader(rom, found);
}

/** The sum of all bytes of the image as the console's makers counted it: what is above the largest power of two is repeated to fill up. */
function sumOf(rom: Uint8Array): number {
  let power = 1;
  while (power * 2 <= rom.length) power *= 2;
  let sum = 0;
  for (let i = 0; i < power; i++) sum += rom[i];
  const rest = rom.length - power;
  if (rest > 0) {
    let restSum = 0;
    for (let i = power; i < rom.length; i++) restSum += rom[i];
    let filled = 1;
    while (filled < rest) filled *= 2;
    sum += restSum * (power / filled);
  }
  return Math.floor(sum) & 0xffff;
}

const CHIPS: Readonly<Record<number, string>> = {
  0: 'DSP',
  1: 'GSU',
  2: 'OBC1',
  3: 'SA-1',
  4: 'S-DD1',
  5: 'S-RTC',
  14: 'SGB or BS-X',
  15: 'custom',
};

function chipName(type: u8, mapMode: u8): string {
  if ((type & 0x0f) < 3) return 'none';
  if (mapMode === 0x23 && type >> 4 === 3) return 'SA-1';
  return CHIPS[type >> 4] ?? 'unknown';
}

function titleOf(rom: Uint8Array, base: number): string {
  let title = '';
  for (let i = 0x10; i < 0x25; i++) {
    const c = rom[base + i];
    if (c >= 0x20 && c < 0x7f) title += String.fromCharCode(c);
    else if (c >= 0xa1 && c <= 0xdf) title += String.fromCharCode(0xff61 + c - 0xa1);
    else if (c !== 0) title += ' ';
  }
  return title.trim();
}

/** Countries 2 to 12 and 17 have 50 Hz consoles. [fullsnes: $FFD9] */
function regionOf(country: u8): Region {
  return (country >= 2 && country <= 12) || country === 17 ? 'pal' : 'ntsc';
}

function refuseWhatIsNoRom(file: Uint8Array): void {
  if (file.length === 0) throw new CartError('the file is empty. Choose a Super NES ROM image (.sfc, .smc, .swc or .fig).');
  let text = 0;
  const looked = Math.min(file.length, 4096);
  for (let i = 0; i < looked; i++) {
    const c = file[i];
    if ((c >= 0x20 && c < 0x7f) || c === 9 || c === 10 || c === 13) text++;
  }
  if (text === looked && text > 0)
    throw new CartError('the file is text, not a ROM image. Choose a .sfc, .smc, .swc or .fig file.');
  if (file.length < SMALLEST_ROM) {
    throw new CartError(
      `the file has ${file.length} bytes; a Super NES ROM has at least ${SMALLEST_ROM}. It is probably cut off: get a whole copy.`,
    );
  }
  if (file.length > LARGEST_ROM + COPIER_HEADER) {
    throw new CartError(
      `the file has ${file.length} bytes; the largest Super NES ROM has ${LARGEST_ROM}. This is not a Super NES ROM image.`,
    );
  }
}

/**
 * Reads a ROM file: strips a copier header, finds the mapping, puts an interleaved dump in order.
 * @throws CartError for what can't be a ROM.
 */
export function loadCart(file: Uint8Array): LoadedCart {
  refuseWhatIsNoRom(file);
  const copierHeader = (file.length & 0x3ff) === COPIER_HEADER && file.length > COPIER_HEADER + SMALLEST_ROM - 1;
  let rom: Uint8Array = copierHeader ? file.slice(COPIER_HEADER) : file.slice();
  let { candidate, score } = best(rom);
  const warnings: string[] = [];
  const interleaved = looksInterleaved(rom, candidate);
  if (interleaved) {
    rom = deinterleave(rom);
    ({ candidate, score } = best(rom));
    warnings.push('the banks of this dump are interleaved; they were put in order in memory.');
  }
  if (score <= -50) {
    candidate = CANDIDATES[0]!;
    if (rom.length < 0x8000) {
      throw new CartError(`no Super NES header was found in ${rom.length} bytes. The file is cut off or is not a ROM image.`);
    }
    warnings.push('no header was found; the ROM is taken for LoROM.');
  }
  const info = describe(rom, candidate, score, copierHeader, interleaved, warnings);
  return { info, rom };
}

function describe(
  rom: Uint8Array,
  candidate: Candidate,
  score: number,
  copierHeader: boolean,
  interleaved: boolean,
  warnings: string[],
): CartInfo {
  const base = candidate.base;
  const trusted = score > 0;
  const mapMode = trusted ? rom[base + 0x25] : 0x20;
  const chipType = trusted ? rom[base + 0x26] : 0;
  const country = trusted ? rom[base + 0x29] : 0;
  const ramExponent = trusted ? rom[base + 0x28] : 0;
  const hasRam = ramExponent > 0 && ramExponent <= 9;
  if (ramExponent > 9) warnings.push(`the header asks for an impossible battery RAM (2^${ramExponent} KB); it is left out.`);
  const declared = 1024 << Math.min(rom[base + 0x27], 14);
  if (trusted && rom.length * 2 <= declared && declared <= LARGEST_ROM) {
    warnings.push(`the header says ${declared} bytes, the file has ${rom.length}: it may be cut off.`);
  }
  const checksum = word(rom, base + 0x2e);
  const computedChecksum = sumOf(rom);
  const chip = trusted ? chipName(chipType, mapMode) : 'none';
  if (chip !== 'none') warnings.push(`the cart has a coprocessor (${chip}), which is not emulated yet.`);
  return {
    mapping: candidate.mapping,
    title: trusted ? titleOf(rom, base) : '',
    romSize: rom.length,
    headerOffset: base,
    copierHeader,
    interleaved,
    sramSize: hasRam ? 1024 << ramExponent : 0,
    battery: hasRam && [2, 5, 6, 9, 10].includes(chipType & 0x0f),
    region: regionOf(country),
    country,
    mapMode,
    fast: (mapMode & 0x10) !== 0,
    chipType,
    chip,
    developer: rom[base + 0x2a],
    version: rom[base + 0x2b],
    checksum,
    complement: word(rom, base + 0x2c),
    computedChecksum,
    checksumOk: checksum === computedChecksum,
    score,
    warnings,
  };
}
