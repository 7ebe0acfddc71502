/** A small generator of numbers that a seed determines (mulberry32), 0 to 2^32 - 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const ROM_BYTES = 0x8000;
const RESET_VECTOR = 0x7ffc;

/** A LoROM image of one bank, with a header that scores, whose program starts at $8000. */
export function romWith(program: ArrayLike<number>, vectors = 0x8000): Uint8Array {
  const rom = new Uint8Array(ROM_BYTES);
  rom.set(program, 0);
  rom.set(
    Array.from('FUZZ PROGRAM         ', (letter) => letter.charCodeAt(0)),
    0x7fc0,
  );
  rom.set([0x20, 0x02, 0x05, 0x03, 0x01, 0x33, 0x00], 0x7fd5);
  for (let vector = 0x7fe4; vector < ROM_BYTES; vector += 2) rom.set([vectors & 0xff, vectors >> 8], vector);
  rom.set([0x00, 0x80], RESET_VECTOR);
  return rom;
}

/** Every byte of the program area at random, vectors too. */
export function randomProgram(seed: number): Uint8Array {
  const next = randomNumbers(seed);
  const rom = romWith(
    Array.from({ length: 0x7fb0 }, () => next() & 0xff),
    0x8000 | (next() & 0x7fff),
  );
  return rom;
}

/** Registers that a storm writes: PPU, APU ports, WRAM port, joypad, CPU and DMA. */
function stormRegister(random: number): number {
  switch (random % 5) {
    case 0:
      return 0x4200 + ((random >>> 8) % 0x0e);
    case 1:
      return 0x4300 + ((random >>> 8) & 0x7f);
    case 2:
      return 0x2140 + ((random >>> 8) & 0x43);
    default:
      return 0x2100 + ((random >>> 8) % 0x34);
  }
}

/** A native-mode loop that writes random values to random registers and reads others, with interrupts that return at once. */
export function registerStorm(seed: number): Uint8Array {
  const next = randomNumbers(seed);
  // SEI, CLC, XCE, REP #$10, SEP #$20, LDX #$1FFF, TXS
  const program = [0x78, 0x18, 0xfb, 0xc2, 0x10, 0xe2, 0x20, 0xa2, 0xff, 0x1f, 0x9a];
  const loop = program.length;
  while (program.length < 0x7000) {
    const register = stormRegister(next());
    // LDA #value, STA register; at times LDA of a register
    program.push(0xa9, next() & 0xff, 0x8d, register & 0xff, register >> 8);
    if (next() % 4 === 0) {
      const read = next() % 2 === 0 ? 0x2134 + (next() % 12) : 0x4210 + (next() % 16);
      program.push(0xad, read & 0xff, read >> 8);
    }
    if (next() % 16 === 0) program.push(0x58);
  }
  program.push(0x4c, (0x8000 + loop) & 0xff, (0x8000 + loop) >> 8);
  while (program.length < 0x7f00) program.push(0xea);
  program[0x7f00] = 0x40; // RTI, where all vectors point
  return romWith(program, 0xff00);
}

/** A file with some bytes, or its length, changed. */
export function corrupted(rom: Uint8Array, seed: number): Uint8Array {
  const next = randomNumbers(seed);
  const copy = next() % 4 === 0 ? rom.slice(0, next() % rom.length) : rom.slice();
  const changes = 1 + (next() % 64);
  for (let change = 0; change < changes && copy.length > 0; change++) copy[next() % copy.length] = next() & 0xff;
  if (next() % 2 === 0)
    for (let at = 0x7fb0; at < Math.min(0x8000, copy.length); at++) if (next() % 3 === 0) copy[at] = next() & 0xff;
  return copy;
}
