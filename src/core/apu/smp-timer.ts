import type { StateIO, u8 } from '../types.ts';

/**
 * One of the SMP's timers. Stage 1 is a flip-flop toggled by the prescaler; stage 2 counts its falling edges up to the target; stage 3 is the
 * 4-bit counter that the program reads. [anomie: spc700, timers; ares: smp timing]
 */
export class SmpTimer {
  /** Counts to the target; 0 means 256. */
  target: u8 = 0;
  private level = 0;
  /** What stage 2 sees of `level`: low while TEST holds all timers. */
  private line = 0;
  private enabled = false;
  private count: u8 = 0;
  private output = 0;

  /** The prescaler toggled stage 1 `toggles` times; `running` is TEST's verdict for all timers. */
  advance(toggles: number, running: boolean): void {
    const falls = (toggles + this.level) >> 1;
    this.level = (this.level + toggles) & 1;
    if (!running) return;
    this.line = this.level;
    if (this.enabled) this.pulse(falls);
  }

  /** TEST was written: holding the timers pulls the line low, which counts as an edge when it was high. */
  gate(running: boolean): void {
    const next = running ? this.level : 0;
    if (this.line === 1 && next === 0 && this.enabled) this.pulse(1);
    this.line = next;
  }

  private pulse(pulses: number): void {
    for (let i = 0; i < pulses; i++) {
      this.count = (this.count + 1) & 0xff;
      if (this.count !== this.target) continue;
      this.count = 0;
      this.output = (this.output + 1) & 0x0f;
    }
  }

  /** Going from off to on clears stages 2 and 3. */
  enable(on: boolean): void {
    if (on && !this.enabled) {
      this.count = 0;
      this.output = 0;
    }
    this.enabled = on;
  }

  get on(): boolean {
    return this.enabled;
  }

  peek(): u8 {
    return this.output;
  }

  /** The counter; reading clears it. */
  read(): u8 {
    const value = this.output;
    this.output = 0;
    return value;
  }

  /** The counters hold $F after power-on and 0 after a reset. [anomie: spc700, TnOUT; MesenCE] */
  power(): void {
    this.target = 0;
    this.reset();
    this.output = 0x0f;
  }

  /** The level is high so that the prescaler's first step, due one cycle after the reset, brings it to its low half. */
  reset(): void {
    this.level = this.line = 1;
    this.enabled = false;
    this.count = 0;
    this.output = 0;
  }

  serialize(s: StateIO, name: string): void {
    this.target = s.u8(name + 'Target', this.target);
    this.level = s.u8(name + 'Level', this.level);
    this.line = s.u8(name + 'Line', this.line);
    this.enabled = s.bool(name + 'Enabled', this.enabled);
    this.count = s.u8(name + 'Count', this.count);
    this.output = s.u8(name + 'Output', this.output);
  }
}
