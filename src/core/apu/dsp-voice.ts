import type { StateIO } from '../types.ts';
import { decodeBrr } from './dsp-brr.ts';
import { interpolate } from './dsp-gaussian.ts';
import { clamp16, DspReg, type DspShared } from './dsp-shared.ts';

/** States of the envelope. */
export const enum Stage {
  Release,
  Attack,
  Decay,
  Sustain,
}

/**
 * One voice. The steps 1 to 9 are the stages of the chip's pipeline, each done in a cycle of its own; the schedule is the S-DSP's.
 * [anomie: dsp, voice steps; ares: dsp]
 */
export class DspVoice {
  /** Position between decoded samples, 4096 a sample. */
  position = 0;
  brrAddress = 0;
  /** Next byte of the block: 1, 3, 5 or 7. */
  brrOffset = 1;
  /** 5 when keyed on, then counts the samples of the start to 0. */
  startDelay = 0;
  stage = Stage.Release;
  /** 0 to 2047. */
  envelope = 0;
  /** The envelope before its clamp: bent GAIN compares it. */
  hiddenEnvelope = 0;
  envx = 0;
  /** Twelve decoded samples, stored twice so that a window never wraps; `bufferStart` is where the next four go. */
  readonly buffer = new Int16Array(24);
  bufferStart = 0;
  private looped = 0;

  private readonly shared: DspShared;
  private readonly base: number;
  private readonly bit: number;

  constructor(shared: DspShared, index: number) {
    this.shared = shared;
    this.base = index << 4;
    this.bit = 1 << index;
  }

  /** Steps 2 to 9 in one go. */
  process(): void {
    this.step2();
    this.step3a();
    this.step3b();
    this.step3c();
    this.step4();
    this.finish();
  }

  /** Steps 5 to 9 in one go. */
  finish(): void {
    const s = this.shared;
    this.step5();
    s.registers[DspReg.Endx] = s.ended;
    s.registers[this.base | DspReg.Outx] = s.outxLatch = (s.output >> 8) & 0xff;
    s.registers[this.base | DspReg.Envx] = s.envxLatch = this.envx;
  }

  step1(): void {
    const s = this.shared;
    s.entryAddress = ((s.directory << 8) + (s.source << 2)) & 0xffff;
    s.source = s.live[this.base | DspReg.Srcn]!;
  }

  step2(): void {
    const s = this.shared;
    s.nextAddress = s.word(this.startDelay === 0 ? s.entryAddress + 2 : s.entryAddress);
    s.adsr1 = s.live[this.base | DspReg.Adsr1]!;
    s.pitch = s.live[this.base | DspReg.PitchL]!;
  }

  step3(): void {
    this.step3a();
    this.step3b();
    this.step3c();
  }

  step3a(): void {
    const s = this.shared;
    s.pitch |= (s.live[this.base | DspReg.PitchH] & 0x3f) << 8;
  }

  step3b(): void {
    const s = this.shared;
    s.brrByte = s.aram[(this.brrAddress + this.brrOffset) & 0xffff]!;
    s.brrHeader = s.aram[this.brrAddress]!;
  }

  step3c(): void {
    const s = this.shared;
    if ((s.modulated & this.bit) !== 0) s.pitch += ((s.output >> 5) * s.pitch) >> 10;
    if (this.startDelay !== 0) this.start();

    const envelope = this.envelope;
    if (envelope === 0) s.output = 0;
    else {
      const sample =
        (s.noisy & this.bit) !== 0 ? (s.noise << 17) >> 16 : interpolate(this.buffer, this.bufferStart, this.position);
      s.output = ((sample * envelope) >> 11) & ~1;
    }
    this.envx = envelope >> 4;

    if ((s.live[DspReg.Flg] & 0x80) !== 0 || (s.brrHeader & 3) === 1) {
      this.stage = Stage.Release;
      this.envelope = 0;
    }
    if (s.pollKeys) {
      if ((s.keyOff & this.bit) !== 0) this.stage = Stage.Release;
      if ((s.keyOn & this.bit) !== 0) {
        this.startDelay = 5;
        this.stage = Stage.Attack;
      }
    }
    if (this.startDelay === 0) this.runEnvelope();
  }

  /** A sample of the key-on sequence: no envelope, no pitch, and the last three decode twelve samples. */
  private start(): void {
    const s = this.shared;
    if (this.startDelay === 5) {
      this.brrAddress = s.nextAddress;
      this.brrOffset = 1;
      this.bufferStart = 0;
      s.brrHeader = 0;
    }
    this.envelope = 0;
    this.hiddenEnvelope = 0;
    this.startDelay--;
    this.position = (this.startDelay & 3) !== 0 ? 0x4000 : 0;
    s.pitch = 0;
  }

  private runEnvelope(): void {
    const s = this.shared;
    let envelope = this.envelope;
    if (this.stage === Stage.Release) {
      this.envelope = envelope < 8 ? 0 : envelope - 8;
      return;
    }
    const adsr = (s.adsr1 & 0x80) !== 0;
    const control = s.live[this.base | (adsr ? DspReg.Adsr2 : DspReg.Gain)];
    let rate = control & 0x1f;
    if (adsr) {
      if (this.stage === Stage.Attack) {
        rate = ((s.adsr1 & 0x0f) << 1) | 1;
        envelope += rate === 31 ? 1024 : 32;
      } else {
        envelope -= 1 + ((envelope - 1) >> 8);
        if (this.stage === Stage.Decay) rate = ((s.adsr1 >> 3) & 0x0e) | 0x10;
      }
    } else if (control < 0x80) {
      envelope = control << 4;
      rate = 31;
    } else {
      envelope = this.stepGain(envelope, control >> 5);
    }

    if (this.stage === Stage.Decay && envelope >> 8 === control >> 5) this.stage = Stage.Sustain;
    this.hiddenEnvelope = envelope;
    if (envelope < 0 || envelope > 0x7ff) {
      envelope = envelope < 0 ? 0 : 0x7ff;
      if (this.stage === Stage.Attack) this.stage = Stage.Decay;
    }
    if (((s.events >>> rate) & 1) !== 0) this.envelope = envelope;
  }

  /** GAIN modes 4 to 7: linear and exponential decrease, linear and bent increase. A negative hidden value counts as above the bend. */
  private stepGain(envelope: number, mode: number): number {
    if (mode === 4) return envelope - 32;
    if (mode === 5) return envelope - 1 - ((envelope - 1) >> 8);
    return envelope + (mode === 7 && this.hiddenEnvelope >>> 0 >= 0x600 ? 8 : 32);
  }

  step4(): void {
    const s = this.shared;
    this.looped = 0;
    if (this.position >= 0x4000) {
      const second = s.aram[(this.brrAddress + this.brrOffset + 1) & 0xffff];
      decodeBrr(this.buffer, this.bufferStart, s.brrHeader, (s.brrByte << 8) | second);
      this.bufferStart = this.bufferStart === 8 ? 0 : this.bufferStart + 4;
      this.brrOffset += 2;
      if (this.brrOffset === 9) {
        this.brrOffset = 1;
        if ((s.brrHeader & 1) !== 0) {
          this.brrAddress = s.nextAddress;
          this.looped = this.bit;
        } else this.brrAddress = (this.brrAddress + 9) & 0xffff;
      }
    }
    const position = (this.position & 0x3fff) + s.pitch;
    this.position = position > 0x7fff ? 0x7fff : position;

    const amplitude = (s.output * s.liveSigned[this.base | DspReg.VolL]) >> 7;
    const echoing = (s.echoing & this.bit) !== 0;
    if (echoing) s.echoLeft = clamp16(s.echoLeft + amplitude);
    if ((s.voiceMask & this.bit) === 0) {
      s.mixLeft = clamp16(s.mixLeft + amplitude);
      if (echoing) s.heardLeft = clamp16(s.heardLeft + amplitude);
    }
  }

  step5(): void {
    const s = this.shared;
    const amplitude = (s.output * s.liveSigned[this.base | DspReg.VolR]) >> 7;
    const echoing = (s.echoing & this.bit) !== 0;
    if (echoing) s.echoRight = clamp16(s.echoRight + amplitude);
    if ((s.voiceMask & this.bit) === 0) {
      s.mixRight = clamp16(s.mixRight + amplitude);
      if (echoing) s.heardRight = clamp16(s.heardRight + amplitude);
    }
    s.ended |= this.looped;
    if (this.startDelay === 5) s.ended &= ~this.bit;
  }

  step6(): void {
    this.shared.outxLatch = (this.shared.output >> 8) & 0xff;
  }

  step7(): void {
    const s = this.shared;
    s.report(DspReg.Endx, s.ended);
    s.envxLatch = this.envx;
  }

  step8(): void {
    this.shared.report(this.base | DspReg.Outx, this.shared.outxLatch);
  }

  step9(): void {
    this.shared.report(this.base | DspReg.Envx, this.shared.envxLatch);
  }

  power(): void {
    this.position = this.brrAddress = this.startDelay = this.envelope = this.hiddenEnvelope = this.envx = 0;
    this.brrOffset = 1;
    this.stage = Stage.Release;
    this.buffer.fill(0);
    this.bufferStart = this.looped = 0;
  }

  serialize(s: StateIO): void {
    const name = 'voice' + (this.base >> 4);
    this.position = s.u16(name + 'Position', this.position);
    this.brrAddress = s.u16(name + 'BrrAddress', this.brrAddress);
    this.brrOffset = s.u8(name + 'BrrOffset', this.brrOffset);
    this.startDelay = s.u8(name + 'StartDelay', this.startDelay);
    this.stage = s.u8(name + 'Stage', this.stage);
    this.envelope = s.u16(name + 'Envelope', this.envelope);
    this.hiddenEnvelope = s.i32(name + 'HiddenEnvelope', this.hiddenEnvelope);
    this.envx = s.u8(name + 'Envx', this.envx);
    s.ram(name + 'Buffer', this.buffer);
    this.bufferStart = s.u8(name + 'BufferStart', this.bufferStart);
    this.looped = s.u8(name + 'Looped', this.looped);
  }
}
