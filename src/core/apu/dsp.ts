import type { Entropy, StateIO, u8 } from '../types.ts';
import { COUNTER_RANGE } from './dsp-counter.ts';
import { DspEcho } from './dsp-echo.ts';
import { HeardEcho } from './dsp-heard-echo.ts';
import { DspReg, DspShared } from './dsp-shared.ts';
import { DspVoice } from './dsp-voice.ts';

/** Room of the output buffer in stereo frames. */
export const OUTPUT_FRAMES = 4096;

/**
 * The S-DSP: 32 cycles a sample, each of which does fixed pieces of the eight voices' and the echo's work.
 *
 * `output` holds `outputCount` stereo frames of 32 kHz, left and right interleaved; when it is full, new samples are dropped.
 */
export class Dsp {
  readonly output = new Int16Array(OUTPUT_FRAMES * 2);
  outputCount = 0;
  readonly shared: DspShared;
  readonly echo: DspEcho;
  private readonly heard: HeardEcho;
  readonly voices: readonly DspVoice[];

  private phase = 0;
  private readonly v0: DspVoice;
  private readonly v1: DspVoice;
  private readonly v2: DspVoice;
  private readonly v3: DspVoice;
  private readonly v4: DspVoice;
  private readonly v5: DspVoice;
  private readonly v6: DspVoice;
  private readonly v7: DspVoice;

  constructor(aram: Uint8Array) {
    this.shared = new DspShared(aram);
    this.echo = new DspEcho(this.shared);
    this.heard = new HeardEcho(this.shared, this.echo);
    const voice = (index: number): DspVoice => new DspVoice(this.shared, index);
    this.v0 = voice(0);
    this.v1 = voice(1);
    this.v2 = voice(2);
    this.v3 = voice(3);
    this.v4 = voice(4);
    this.v5 = voice(5);
    this.v6 = voice(6);
    this.v7 = voice(7);
    this.voices = [this.v0, this.v1, this.v2, this.v3, this.v4, this.v5, this.v6, this.v7];
  }

  /** The 128 registers as the SMP reads them. */
  get registers(): Uint8Array {
    return this.shared.registers;
  }

  read(register: number): u8 {
    const { heldRegisters, registers } = this.shared;
    const value = registers[register & 0x7f];
    return heldRegisters === null ? value : (heldRegisters.get(register & 0x7f) ?? value);
  }

  /** A write through $F3; `register` is 0 to 127. */
  write(register: number, written: u8): void {
    const s = this.shared;
    const value = s.heldRegisters === null ? written : (s.heldRegisters.get(register) ?? written);
    s.registers[register] = value;
    s.live[register] = value;
    switch (register & 0x0f) {
      case 0x08: // @hw DSP $x8 RW VxENVX
        s.envxLatch = value;
        break;
      case 0x09: // @hw DSP $x9 RW VxOUTX
        s.outxLatch = value;
        break;
      case 0x0c:
        if (register === DspReg.Kon) s.keyOnWritten = value;
        else if (register === DspReg.Endx) {
          // Any value clears all bits. [anomie: dsp, ENDX]
          s.ended = 0;
          s.registers[register] = 0;
        }
        break;
      default:
        break;
    }
  }

  /** Cycles left in the current sample, 1 to 32. */
  get cyclesLeft(): number {
    return 32 - this.phase;
  }

  /** True when the cycles left in this sample may read the RAM below `limit`. */
  looksBelow(limit: number): boolean {
    const s = this.shared;
    const first = limit >> 8;
    if (s.directory < first || s.directory > 0xfb || s.live[DspReg.Dir] < first || s.live[DspReg.Dir] > 0xfb) return true;
    if (s.entryAddress < limit || s.entryAddress > 0xfff0 || this.echo.looksBelow(limit)) return true;
    for (let i = 0; i < 8; i++) {
      const { brrAddress } = this.voices[i];
      if (brrAddress < limit || brrAddress > 0xfff0) return true;
    }
    return false;
  }

  /** Advances by `cycles` SMP cycles. */
  run(cycles: number): void {
    let left = cycles;
    while (left > 0) {
      const phase = this.phase;
      if (phase === 0 && left >= 32) {
        this.wholeSample();
        left -= 32;
        continue;
      }
      this.phase = (phase + 1) & 31;
      if (phase < 16) this.firstHalf(phase);
      else this.secondHalf(phase);
      left--;
    }
  }

  /**
   * The 32 cycles of a sample, when nobody looks in between: each voice's stages run in one go. Reordering changes nothing, because a voice's
   * stages 2 to 9 are over before the next voice overwrites the latches they use; the order of memory accesses that could meet (the echo's)
   * stays. [test: unit/apu/dsp, batches equal single cycles]
   */
  private wholeSample(): void {
    this.v0.finish();
    this.v1.process();
    this.v3.step1();
    this.v2.process();
    this.v4.step1();
    this.v3.process();
    this.v5.step1();
    this.v4.process();
    this.v6.step1();
    this.v5.process();
    this.v7.step1();
    this.v6.process();
    this.v0.step1();
    this.v7.process();
    this.v1.step1();
    this.v0.step2();
    this.v0.step3a();
    this.v0.step3b();
    this.echo.filter();
    this.echo.step26();
    this.finishSample();
    this.latchSwitches();
    this.forgetKeys();
    this.echo.step29();
    this.pollKeys();
    this.v0.step3c();
    this.echo.step30();
    this.v0.step4();
    this.v2.step1();
  }

  private firstHalf(phase: number): void {
    // prettier-ignore
    switch (phase) {
      case 0: this.v0.step5(); this.v1.step2(); break;
      case 1: this.v0.step6(); this.v1.step3(); break;
      case 2: this.v0.step7(); this.v1.step4(); this.v3.step1(); break;
      case 3: this.v0.step8(); this.v1.step5(); this.v2.step2(); break;
      case 4: this.v0.step9(); this.v1.step6(); this.v2.step3(); break;
      case 5: this.v1.step7(); this.v2.step4(); this.v4.step1(); break;
      case 6: this.v1.step8(); this.v2.step5(); this.v3.step2(); break;
      case 7: this.v1.step9(); this.v2.step6(); this.v3.step3(); break;
      case 8: this.v2.step7(); this.v3.step4(); this.v5.step1(); break;
      case 9: this.v2.step8(); this.v3.step5(); this.v4.step2(); break;
      case 10: this.v2.step9(); this.v3.step6(); this.v4.step3(); break;
      case 11: this.v3.step7(); this.v4.step4(); this.v6.step1(); break;
      case 12: this.v3.step8(); this.v4.step5(); this.v5.step2(); break;
      case 13: this.v3.step9(); this.v4.step6(); this.v5.step3(); break;
      case 14: this.v4.step7(); this.v5.step4(); this.v7.step1(); break;
      case 15: this.v4.step8(); this.v5.step5(); this.v6.step2(); break;
      default: break;
    }
  }

  private secondHalf(phase: number): void {
    // prettier-ignore
    switch (phase) {
      case 16: this.v4.step9(); this.v5.step6(); this.v6.step3(); break;
      case 17: this.v0.step1(); this.v5.step7(); this.v6.step4(); break;
      case 18: this.v5.step8(); this.v6.step5(); this.v7.step2(); break;
      case 19: this.v5.step9(); this.v6.step6(); this.v7.step3(); break;
      case 20: this.v1.step1(); this.v6.step7(); this.v7.step4(); break;
      case 21: this.v6.step8(); this.v7.step5(); this.v0.step2(); break;
      case 22: this.v0.step3a(); this.v6.step9(); this.v7.step6(); this.echo.step22(); break;
      case 23: this.v7.step7(); this.echo.step23(); break;
      case 24: this.v7.step8(); this.echo.step24(); break;
      case 25: this.v0.step3b(); this.v7.step9(); this.echo.step25(); break;
      case 26: this.echo.step26(); break;
      case 27: this.finishSample(); break;
      case 28: this.latchSwitches(); break;
      case 29: this.forgetKeys(); this.echo.step29(); break;
      case 30: this.pollKeys(); this.v0.step3c(); this.echo.step30(); break;
      case 31: this.v0.step4(); this.v2.step1(); break;
      default: break;
    }
  }

  private finishSample(): void {
    const s = this.shared;
    s.modulated = s.live[DspReg.Pmon] & 0xfe;
    const muted = (s.live[DspReg.Flg] & 0x40) !== 0;
    const whole = s.voiceMask === 0;
    if (!whole) this.heard.step();
    const left = whole ? this.echo.left : this.heard.side(0);
    const right = whole ? this.echo.right() : this.heard.side(1);
    if (this.outputCount < OUTPUT_FRAMES) {
      const at = this.outputCount * 2;
      this.output[at] = muted ? 0 : left;
      this.output[at + 1] = muted ? 0 : right;
      this.outputCount++;
    }
    s.mixLeft = s.mixRight = 0;
    s.heardLeft = s.heardRight = 0;
  }

  private latchSwitches(): void {
    const s = this.shared;
    s.noisy = s.live[DspReg.Non]!;
    s.echoing = s.live[DspReg.Eon]!;
    s.directory = s.live[DspReg.Dir]!;
    this.echo.step28();
  }

  /** Every other sample: a KON bit that was taken is forgotten, 63 cycles after it was taken. [anomie: dsp, KON] */
  private forgetKeys(): void {
    const s = this.shared;
    s.pollKeys = !s.pollKeys;
    if (s.pollKeys) s.keyOnWritten &= ~s.keyOn;
  }

  private pollKeys(): void {
    const s = this.shared;
    if (s.pollKeys) {
      s.keyOn = s.keyOnWritten;
      s.keyOff = s.live[DspReg.Kof]!;
    }
    s.setCounter((s.counter === 0 ? COUNTER_RANGE : s.counter) - 1);
    if (((s.events >>> (s.live[DspReg.Flg] & 0x1f)) & 1) !== 0) {
      const feedback = (s.noise ^ (s.noise >> 1)) & 1;
      s.noise = (s.noise >> 1) | (feedback << 14);
    }
  }

  /** A set bit keeps that voice, and its echo, out of what is heard. The machine does not notice. */
  set voiceMask(mask: number) {
    if (this.shared.voiceMask === 0 && mask !== 0) this.heard.begin();
    this.shared.voiceMask = mask;
  }

  power(entropy: Entropy): void {
    this.shared.power();
    entropy.fill(this.shared.registers);
    this.echo.power();
    for (const voice of this.voices) voice.power();
    this.phase = 0;
    this.outputCount = 0;
  }

  reset(): void {
    this.shared.reset();
    this.echo.reset();
    this.phase = 0;
  }

  serialize(s: StateIO): void {
    this.shared.serialize(s);
    this.echo.serialize(s);
    for (const voice of this.voices) voice.serialize(s);
    this.phase = s.u8('dspPhase', this.phase);
    if (s.loading && this.shared.voiceMask !== 0) this.heard.begin();
  }
}
