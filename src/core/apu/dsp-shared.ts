import type { StateIO } from '../types.ts';
import { rateEvents } from './dsp-counter.ts';

/** Register numbers of the S-DSP; the voice registers are added to the voice's number times 16. */
// prettier-ignore
export const enum DspReg {
  VolL = 0x00, VolR = 0x01, PitchL = 0x02, PitchH = 0x03, Srcn = 0x04, Adsr1 = 0x05, Adsr2 = 0x06, Gain = 0x07, Envx = 0x08, Outx = 0x09,
  Efb = 0x0d, Fir = 0x0f, MvolL = 0x0c, MvolR = 0x1c, EvolL = 0x2c, EvolR = 0x3c, Kon = 0x4c, Kof = 0x5c, Flg = 0x6c, Endx = 0x7c,
  Pmon = 0x2d, Non = 0x3d, Eon = 0x4d, Dir = 0x5d, Esa = 0x6d, Edl = 0x7d,
}

export function clamp16(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

/** What the parts of the S-DSP share: memories, the latches that hold one voice's values at a time, and the mix in progress. */
export class DspShared {
  readonly aram: Uint8Array;
  /** What the SMP reads back. */
  readonly registers = new Uint8Array(128);
  /** What the SMP wrote, as the chip uses it; FLG is forced to $E0 by a reset while its read-back stays. [anomie: dsp, FLG] */
  readonly live = new Uint8Array(128);
  /** The same bytes as signed numbers. */
  readonly liveSigned = new Int8Array(this.live.buffer);
  /** TEST bit 1. [fullsnes: $F0] */
  ramWritable = true;

  /** Global counter, 0 to 30719; the rates that fire at this value are bits of `events`. */
  counter = 0;
  events = 0;
  /** KON and KOF are looked at in samples where this is true. */
  pollKeys = true;
  noise = 0x4000;
  /** KON as written and not yet taken; KON and KOF as taken. One bit a voice. */
  keyOnWritten = 0;
  keyOn = 0;
  keyOff = 0;
  modulated = 0;
  noisy = 0;
  echoing = 0;
  ended = 0;

  directory = 0;
  source = 0;
  entryAddress = 0;
  nextAddress = 0;
  brrHeader = 0;
  brrByte = 0;
  adsr1 = 0;
  pitch = 0;
  /** Output of the voice in the pipeline, after its envelope: 16 bits signed. */
  output = 0;
  envxLatch = 0;
  outxLatch = 0;

  mixLeft = 0;
  mixRight = 0;
  echoLeft = 0;
  echoRight = 0;
  /** Player's choice: a set bit keeps a voice out of what is heard. Not part of the machine's state, nor is what the others give to the echo. */
  voiceMask = 0;
  heardLeft = 0;
  heardRight = 0;
  /** Told before the echo writes. */
  onEcho: ((addr: number, value: number) => void) | null = null;
  /** Told before the chip writes ENVX, OUTX or ENDX in a cycle of its own; not when it runs whole samples at once. */
  onRegister: ((register: number, value: number) => void) | null = null;
  /** As the sound processor's. */
  held: ReadonlyMap<number, number> | null = null;
  /** Registers that keep a value whatever is written there; those that the chip changes itself are only read so. Null for none. */
  heldRegisters: ReadonlyMap<number, number> | null = null;

  constructor(aram: Uint8Array) {
    this.aram = aram;
  }

  word(addr: number): number {
    return this.aram[addr & 0xffff] | (this.aram[(addr + 1) & 0xffff] << 8);
  }

  /** A write of the chip itself (echo). */
  poke(addr: number, value: number): void {
    if (!this.ramWritable) return;
    if (this.onEcho !== null) this.onEcho(addr & 0xffff, value);
    this.aram[addr & 0xffff] = this.held === null ? value : (this.held.get(addr & 0xffff) ?? value);
  }

  /** A register that the chip writes itself. */
  report(register: number, value: number): void {
    if (this.onRegister !== null) this.onRegister(register, value);
    this.registers[register] = value;
  }

  setCounter(counter: number): void {
    this.counter = counter;
    this.events = rateEvents(counter);
  }

  reset(): void {
    this.live[DspReg.Flg] = 0xe0;
    this.setCounter(0);
    this.pollKeys = true;
    this.noise = 0x4000;
  }

  power(): void {
    this.live.fill(0);
    this.ramWritable = true;
    this.keyOnWritten = this.keyOn = this.keyOff = 0;
    this.modulated = this.noisy = this.echoing = this.ended = 0;
    this.directory = this.source = this.entryAddress = this.nextAddress = 0;
    this.brrHeader = this.brrByte = this.adsr1 = this.pitch = this.output = 0;
    this.envxLatch = this.outxLatch = 0;
    this.mixLeft = this.mixRight = this.echoLeft = this.echoRight = 0;
    this.reset();
  }

  serialize(s: StateIO): void {
    s.ram('dspRegisters', this.registers);
    s.ram('dspLive', this.live);
    this.ramWritable = s.bool('dspRamWritable', this.ramWritable);
    this.setCounter(s.u16('dspCounter', this.counter));
    this.pollKeys = s.bool('dspPollKeys', this.pollKeys);
    this.noise = s.u16('dspNoise', this.noise);
    this.keyOnWritten = s.u8('dspKeyOnWritten', this.keyOnWritten);
    this.keyOn = s.u8('dspKeyOn', this.keyOn);
    this.keyOff = s.u8('dspKeyOff', this.keyOff);
    this.modulated = s.u8('dspModulated', this.modulated);
    this.noisy = s.u8('dspNoisy', this.noisy);
    this.echoing = s.u8('dspEchoing', this.echoing);
    this.ended = s.u8('dspEnded', this.ended);
    this.directory = s.u8('dspDirectory', this.directory);
    this.source = s.u8('dspSource', this.source);
    this.entryAddress = s.u16('dspEntryAddress', this.entryAddress);
    this.nextAddress = s.u16('dspNextAddress', this.nextAddress);
    this.brrHeader = s.u8('dspBrrHeader', this.brrHeader);
    this.brrByte = s.u8('dspBrrByte', this.brrByte);
    this.adsr1 = s.u8('dspAdsr1', this.adsr1);
    this.pitch = s.u16('dspPitch', this.pitch);
    this.output = s.i32('dspOutput', this.output);
    this.envxLatch = s.u8('dspEnvxLatch', this.envxLatch);
    this.outxLatch = s.u8('dspOutxLatch', this.outxLatch);
    this.mixLeft = s.i32('dspMixLeft', this.mixLeft);
    this.mixRight = s.i32('dspMixRight', this.mixRight);
    this.echoLeft = s.i32('dspEchoLeft', this.echoLeft);
    this.echoRight = s.i32('dspEchoRight', this.echoRight);
  }
}
