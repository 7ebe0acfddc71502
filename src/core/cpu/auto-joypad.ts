import type { Clock } from '../clock.ts';
import { EventKind, type EventTable } from '../events.ts';
import type { StateIO, u16, u8 } from '../types.ts';

/** The two controller ports as the 5A22 sees them. */
export interface ControllerPorts {
  /** The strobe line (OUT0), shared by both ports. */
  latch(high: boolean): void;
  /** Pulses the clock of port 0 or 1 and returns its two data lines: bit 0 D0, bit 1 D1. */
  clockData(port: number): number;
}

/** The reading takes 33 steps of 128 clocks: latch, release, then 16 times sample and shift. [ares: joypadEdge] [anomie: auto-joypad] */
const STEPS = 33;
const STEP_CLOCKS = 128;
/** It begins at the first multiple of 256 clocks from here in the first line of vertical blank (dots 32.5 to 95.5). */
const EARLIEST_H = 130;

/** Automatic joypad reading and the strobe line. */
export class AutoJoypad {
  readonly joy = new Uint16Array(4);
  private enabled = false;
  private step = STEPS;
  private autoLatch = false;
  private cpuLatch = false;
  private sampled0 = 0;
  private sampled1 = 0;

  constructor(
    private readonly clock: Clock,
    private readonly events: EventTable,
    private readonly ports: ControllerPorts,
  ) {}

  power(): void {
    this.joy.fill(0);
    this.enabled = false;
    this.step = STEPS;
    this.autoLatch = false;
    this.cpuLatch = false;
    this.sampled0 = 0;
    this.sampled1 = 0;
  }

  /** $4212 bit 0. */
  get busy(): boolean {
    return this.enabled && this.step >= 0 && this.step < STEPS;
  }

  lineBegin(vBlankBegins: boolean): void {
    if (this.clock.v === 0) this.step = STEPS;
    if (!vBlankBegins) return;
    this.events.schedule(EventKind.Joypad, (this.clock.lineStart + EARLIEST_H + 255) & ~255);
    this.step = -1;
  }

  onEvent(time: number): void {
    if (this.step >= STEPS) return;
    this.step++;
    this.run();
    if (this.step < STEPS) this.events.schedule(EventKind.Joypad, time + STEP_CLOCKS);
  }

  private run(): void {
    if (this.step === 0) {
      this.autoLatch = this.enabled;
      this.driveLatch();
      if (this.enabled) this.joy.fill(0);
    } else if (this.step === 1) {
      this.autoLatch = false;
      this.driveLatch();
    }
    if (this.step !== 1 && !this.enabled) {
      this.step = STEPS;
      return;
    }
    if (this.step < 2) return;
    if ((this.step & 1) === 0) {
      this.sampled0 = this.ports.clockData(0);
      this.sampled1 = this.ports.clockData(1);
    } else {
      this.shiftIn(0, this.sampled0 & 1);
      this.shiftIn(1, this.sampled1 & 1);
      this.shiftIn(2, this.sampled0 >> 1);
      this.shiftIn(3, this.sampled1 >> 1);
    }
  }

  private shiftIn(index: number, bit: number): void {
    this.joy[index] = (this.joy[index] << 1) | bit;
  }

  private driveLatch(): void {
    this.ports.latch(this.autoLatch || this.cpuLatch);
  }

  /** $4016 bit 0. */
  writeStrobe(value: u8): void {
    this.cpuLatch = (value & 1) !== 0;
    this.driveLatch();
  }

  /** $4200 bit 0. Switching off ends a reading under way. */
  setEnabled(on: boolean): void {
    this.enabled = on;
    if (this.step === 0) {
      this.autoLatch = on;
      this.driveLatch();
    } else if (!on && this.step >= 2) this.step = STEPS;
  }

  register(index: number): u16 {
    return this.joy[index];
  }

  serialize(s: StateIO): void {
    s.ram('joy', this.joy);
    this.enabled = s.bool('autoJoypad', this.enabled);
    this.step = s.i32('joypadStep', this.step);
    this.autoLatch = s.bool('autoLatch', this.autoLatch);
    this.cpuLatch = s.bool('cpuLatch', this.cpuLatch);
    this.sampled0 = s.u8('sampled0', this.sampled0);
    this.sampled1 = s.u8('sampled1', this.sampled1);
  }
}
