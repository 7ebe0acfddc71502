import type { Clock } from '../clock.ts';
import type { StateIO } from '../types.ts';

/** The latched H and V counters. [fullsnes: $2137, $213C-213D, $213F] */
export class Counters {
  h = 0;
  v = 0;
  latched = false;
  private hHigh = false;
  private vHigh = false;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  latchNow(): void {
    this.latchAt(this.clock.dot, this.clock.v);
  }

  latchAt(dot: number, v: number): void {
    this.h = dot & 0x1ff;
    this.v = v & 0x1ff;
    this.latched = true;
  }

  /** The low byte, then bit 8 over seven bits of open bus, and so on in turn. */
  readH(openBus: number): number {
    this.hHigh = !this.hHigh;
    return this.hHigh ? this.h & 0xff : (this.h >> 8) | (openBus & 0xfe);
  }

  readV(openBus: number): number {
    this.vHigh = !this.vHigh;
    return this.vHigh ? this.v & 0xff : (this.v >> 8) | (openBus & 0xfe);
  }

  /** STAT78 was read: both pairs begin with the low byte again. */
  restart(): void {
    this.hHigh = false;
    this.vHigh = false;
  }

  reset(): void {
    this.h = 0;
    this.v = 0;
    this.latched = false;
    this.restart();
  }

  peekH(openBus: number): number {
    return this.hHigh ? (this.h >> 8) | (openBus & 0xfe) : this.h & 0xff;
  }

  peekV(openBus: number): number {
    return this.vHigh ? (this.v >> 8) | (openBus & 0xfe) : this.v & 0xff;
  }

  serialize(s: StateIO): void {
    this.h = s.u16('counterH', this.h);
    this.v = s.u16('counterV', this.v);
    this.latched = s.bool('counterLatched', this.latched);
    this.hHigh = s.bool('counterHHigh', this.hHigh);
    this.vHigh = s.bool('counterVHigh', this.vHigh);
  }
}
