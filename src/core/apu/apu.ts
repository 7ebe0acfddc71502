import type { SmpHooks } from '../hooks.ts';
import type { Clk, Component, Entropy, Region, StateIO, u8 } from '../types.ts';
import { Dsp } from './dsp.ts';
import { IPL_SIZE } from './ipl.ts';
import { Smp } from './smp.ts';
import type { Spc700 } from './spc700.ts';

/**
 * SMP half cycles a master clock as exact fractions. The SMP runs at 1,025,296 cycles a second (32040.5 Hz times 32, as measured on
 * consoles); the master clock at 21,477,272 (NTSC) or 21,281,370 (PAL). [bsnes: smp frequency; CASES: Actual SPC clock]
 */
const TICKS_NTSC = 256324;
const CLOCKS_NTSC = 2684659;
const TICKS_PAL = 1025296;
const CLOCKS_PAL = 10640685;

/** The sound unit: S-SMP, S-DSP and their 64 KB of RAM. The S-CPU's side is the four ports; `catchUp` must come before each use of them. */
export class Apu implements Component {
  readonly chunk = 'APU ';
  readonly chunkVersion = 1;
  readonly aram = new Uint8Array(65536);

  private readonly sound = new Dsp(this.aram);
  private readonly smp = new Smp(this.aram, this.sound);
  private ticks = TICKS_NTSC;
  private clocks = CLOCKS_NTSC;
  /** Part of a tick left over, in 1/`clocks`. */
  private remainder = 0;

  setRegion(region: Region): void {
    this.ticks = region === 'ntsc' ? TICKS_NTSC : TICKS_PAL;
    this.clocks = region === 'ntsc' ? CLOCKS_NTSC : CLOCKS_PAL;
    this.remainder = 0;
  }

  /** Advances by `clocks` master clocks: everything up to and including that moment has happened afterwards. */
  catchUp(clocks: Clk): void {
    const total = this.remainder + clocks * this.ticks;
    if (total < this.clocks) {
      this.remainder = total;
      return;
    }
    const ticks = Math.floor(total / this.clocks);
    this.remainder = total - ticks * this.clocks;
    this.smp.run(ticks);
  }

  /** Master clocks from the end of the sound processor's cycle under way to where it was caught up to last, rounded up; below 0 when it is ahead. */
  get behind(): Clk {
    return Math.ceil((this.smp.ticksLeft * this.clocks + this.remainder) / this.ticks);
  }

  /** What the S-CPU reads at $2140 + `n`. */
  readPort(n: number): u8 {
    return this.smp.toCpu[n & 3];
  }

  /** What the S-CPU writes at $2140 + `n`. */
  writePort(n: number, value: u8): void {
    this.smp.fromCpu[n & 3] = value;
  }

  peekPort(n: number): u8 {
    return this.smp.toCpu[n & 3];
  }

  /** The S-DSP, brought up to the present. */
  get dsp(): Dsp {
    this.smp.syncDsp();
    return this.sound;
  }

  /** 4096 stereo frames of 32040.5 Hz, left and right interleaved. When it is full, new samples are dropped. */
  get output(): Int16Array {
    return this.sound.output;
  }

  /** Stereo frames in `output`. */
  get outputCount(): number {
    this.smp.syncDsp();
    return this.sound.outputCount;
  }

  clearOutput(): void {
    this.smp.syncDsp();
    this.sound.outputCount = 0;
  }

  /** A set bit keeps that voice, and its echo, out of what is heard; the RAM stays as it is. Not saved. */
  get voiceMask(): number {
    return this.sound.shared.voiceMask;
  }

  set voiceMask(mask: number) {
    this.smp.syncDsp();
    this.sound.voiceMask = mask & 0xff;
  }

  get hooks(): SmpHooks | null {
    return this.smp.hooks;
  }

  set hooks(hooks: SmpHooks | null) {
    // What comes before is not told.
    this.smp.syncDsp();
    this.smp.hooks = hooks;
    const { shared } = this.sound;
    shared.onEcho = hooks?.onEcho === undefined ? null : (addr, value) => hooks.onEcho?.(addr, value);
    shared.onRegister = hooks?.onRegister === undefined ? null : (register, value) => hooks.onRegister?.(register, value);
  }

  /** From now on these bytes of the RAM keep their values against writes of both its chips, and these registers of the S-DSP against the SMP's. */
  hold(bytes: ReadonlyMap<number, u8> | null, registers: ReadonlyMap<number, u8> | null): void {
    this.smp.held = bytes;
    this.sound.shared.held = bytes;
    this.sound.shared.heldRegisters = registers;
  }

  /** True when `hooks.onExec` asked for a stop since this was last set to false. */
  get breakRequested(): boolean {
    return this.smp.breakRequested;
  }

  set breakRequested(value: boolean) {
    this.smp.breakRequested = value;
  }

  /** A byte of the SMP's address space as it would read it, without side effects. */
  peek(addr: number): u8 {
    this.smp.syncDsp();
    return this.smp.peek(addr & 0xffff);
  }

  get pc(): number {
    return this.smp.core.pc;
  }

  get a(): u8 {
    return this.smp.core.a;
  }

  get x(): u8 {
    return this.smp.core.x;
  }

  get y(): u8 {
    return this.smp.core.y;
  }

  get sp(): u8 {
    return this.smp.core.sp;
  }

  get psw(): u8 {
    return this.smp.core.psw;
  }

  /** The registers, for the debugger. The program counter can be set between instructions alone. */
  get core(): Spc700 {
    return this.smp.core;
  }

  /** Whether the SMP's writes reach the RAM: TEST may forbid it. */
  get takesWrites(): boolean {
    return this.smp.takesWrites;
  }

  /** CONTROL as it was written. */
  get control(): u8 {
    return this.smp.control;
  }

  /** T0DIV to T2DIV. */
  timerTarget(index: number): u8 {
    return this.smp.timerTarget(index);
  }

  /** What $F2 selects. */
  get dspAddress(): u8 {
    return this.smp.peek(0xf2);
  }

  /** True between instructions: then `pc` is the next one. */
  get atInstruction(): boolean {
    return this.smp.core.atInstruction;
  }

  /** Replaces the boot program by a dump of the console's; it counts from the next reset on, and at once where it is mapped. */
  loadIpl(bytes: Uint8Array): void {
    if (bytes.length !== IPL_SIZE) throw new RangeError(`The boot program must have ${IPL_SIZE} bytes, not ${bytes.length}.`);
    this.smp.ipl.set(bytes);
  }

  power(entropy: Entropy): void {
    this.remainder = 0;
    this.sound.power(entropy);
    this.smp.power(entropy);
  }

  reset(): void {
    this.smp.syncDsp();
    this.remainder = 0;
    this.sound.reset();
    this.smp.reset();
  }

  serialize(s: StateIO): void {
    this.smp.serialize(s);
    this.sound.serialize(s);
    s.ram('aram', this.aram);
    this.remainder = s.f64('remainder', this.remainder);
  }
}
