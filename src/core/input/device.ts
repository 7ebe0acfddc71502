import type { InputSource } from '../platform.ts';
import type { StateIO } from '../types.ts';

export type PortDevice = 'none' | 'pad' | 'multitap' | 'mouse' | 'superscope';

/**
 * Something in a controller port. Data lines: bit 0 is D0, bit 1 is D1, both as the CPU reads them (1 = pressed).
 * [fullsnes: controllers]
 */
export interface Device {
  /** The strobe line changed. While it is high the shift registers are loaded again and again. */
  latch(high: boolean): void;
  /** Data lines now, then a clock pulse. `select` is the port's I/O line (WRIO bit 6 or 7). */
  clock(select: boolean): number;
  /** Data lines without a clock pulse. */
  peek(select: boolean): number;
  serialize(s: StateIO, prefix: string): void;
}

/** An empty port: the data lines read 0. */
export class NoDevice implements Device {
  latch(): void {}
  clock(): number {
    return 0;
  }
  peek(): number {
    return 0;
  }
  serialize(): void {}
}

/** The joypad: 12 buttons and four zeros, then ones for ever. */
export class Pad implements Device {
  private shift = 0xffff;
  private strobe = false;

  constructor(
    private readonly input: () => InputSource | null,
    private readonly index: number,
  ) {}

  private buttons(): number {
    return (this.input()?.pad(this.index) ?? 0) & 0xfff0;
  }

  latch(high: boolean): void {
    if (high || this.strobe) this.shift = this.buttons();
    this.strobe = high;
  }

  clock(): number {
    if (this.strobe) return this.buttons() >> 15;
    const bit = this.shift >> 15;
    this.shift = ((this.shift << 1) | 1) & 0xffff;
    return bit;
  }

  peek(): number {
    return (this.strobe ? this.buttons() : this.shift) >> 15;
  }

  serialize(s: StateIO, prefix: string): void {
    this.shift = s.u16(`${prefix}shift`, this.shift);
    this.strobe = s.bool(`${prefix}strobe`, this.strobe);
  }
}

/**
 * Multitap: four pads on two data lines. With the I/O line high D0 and D1 give the first and second, with it low the third and fourth;
 * while the strobe is high D1 reads 1, by which programs detect it. After 16 bits a connected pad gives ones. [fullsnes: multitap] [test: roms/multitap-bit-17]
 */
export class Multitap implements Device {
  private readonly shifts = new Int32Array(4);
  private strobe = false;

  constructor(
    private readonly input: () => InputSource | null,
    private readonly pads: readonly number[],
  ) {}

  latch(high: boolean): void {
    if (high || this.strobe) {
      for (let i = 0; i < 4; i++) this.shifts[i] = (this.input()?.pad(this.pads[i]) ?? 0) & 0xfff0;
    }
    this.strobe = high;
  }

  private lines(first: number): number {
    return ((this.shifts[first] >> 15) & 1) | (((this.shifts[first + 1] >> 15) & 1) << 1);
  }

  clock(select: boolean): number {
    if (this.strobe) return 2;
    const first = select ? 0 : 2;
    const bits = this.lines(first);
    this.shifts[first] = ((this.shifts[first] << 1) | 1) & 0xffff;
    this.shifts[first + 1] = ((this.shifts[first + 1] << 1) | 1) & 0xffff;
    return bits;
  }

  peek(select: boolean): number {
    return this.strobe ? 2 : this.lines(select ? 0 : 2);
  }

  serialize(s: StateIO, prefix: string): void {
    s.ram(`${prefix}shifts`, this.shifts);
    this.strobe = s.bool(`${prefix}strobe`, this.strobe);
  }
}

/**
 * The mouse: 32 bits - eight zeros, buttons, speed and the signature 0001, then direction and distance of Y and of X.
 * Clocking it while the strobe is high steps through its three speeds. [fullsnes: mouse]
 */
export class Mouse implements Device {
  private shift = -1;
  private strobe = false;
  private speed = 0;

  constructor(
    private readonly input: () => InputSource | null,
    private readonly port: number,
  ) {}

  latch(high: boolean): void {
    if (this.strobe && !high) this.load();
    this.strobe = high;
  }

  private load(): void {
    const state = this.input()?.pointer(this.port);
    const buttons = state?.buttons ?? 0;
    const head = ((buttons & 2) << 6) | ((buttons & 1) << 6) | (this.speed << 4) | 1;
    this.shift = (head << 16) | (this.distance(state?.y ?? 0) << 8) | this.distance(state?.x ?? 0);
  }

  /** Direction in bit 7 (1: up or left) and 7 bits of distance; the higher speeds stretch large movements. */
  private distance(moved: number): number {
    const sign = moved < 0 ? 0x80 : 0;
    const size = Math.abs(Math.trunc(moved));
    const stretched = this.speed === 0 ? size : this.speed === 1 ? size + (size >> 1) : size * 2;
    return sign | Math.min(stretched, 0x7f);
  }

  clock(): number {
    if (this.strobe) {
      this.speed = (this.speed + 1) % 3;
      return 0;
    }
    const bit = this.shift >>> 31;
    this.shift = (this.shift << 1) | 1;
    return bit;
  }

  peek(): number {
    return this.strobe ? 0 : this.shift >>> 31;
  }

  serialize(s: StateIO, prefix: string): void {
    this.shift = s.i32(`${prefix}shift`, this.shift);
    this.strobe = s.bool(`${prefix}strobe`, this.strobe);
    this.speed = s.u8(`${prefix}speed`, this.speed);
  }
}

/**
 * Super Scope: eight bits - fire, cursor, turbo, pause, two zeros, out of the picture, noise - then ones. The gun latches the PPU's
 * counters when the beam passes; the wiring does that with `beam`. [fullsnes: super scope]
 */
export class SuperScope implements Device {
  private shift = 0xff;
  private strobe = false;
  private turbo = false;
  private turboHeld = false;
  private fireHeld = false;
  private pauseHeld = false;

  constructor(
    private readonly input: () => InputSource | null,
    private readonly port: number,
  ) {}

  /** Where the gun points, in pixels of the picture, or null when it points outside. */
  beam(): { x: number; y: number } | null {
    const state = this.input()?.pointer(this.port);
    if (state === undefined || state.x < 0 || state.y < 0 || state.x >= 256 || state.y >= 240) return null;
    return state;
  }

  latch(high: boolean): void {
    if (high && !this.strobe) this.load();
    this.strobe = high;
  }

  private load(): void {
    const buttons = this.input()?.pointer(this.port).buttons ?? 0;
    const turboNow = (buttons & 4) !== 0;
    if (turboNow && !this.turboHeld) this.turbo = !this.turbo;
    this.turboHeld = turboNow;
    const fireNow = (buttons & 1) !== 0;
    const fire = fireNow && (this.turbo || !this.fireHeld);
    this.fireHeld = fireNow;
    const pauseNow = (buttons & 8) !== 0;
    const pause = pauseNow && !this.pauseHeld;
    this.pauseHeld = pauseNow;
    const outside = this.beam() === null;
    this.shift =
      (fire && !outside ? 0x80 : 0) | ((buttons & 2) << 5) | (this.turbo ? 0x20 : 0) | (pause ? 0x10 : 0) | (outside ? 0x02 : 0);
  }

  clock(): number {
    const bit = this.shift >> 7;
    if (!this.strobe) this.shift = ((this.shift << 1) | 1) & 0xff;
    return bit;
  }

  peek(): number {
    return this.shift >> 7;
  }

  serialize(s: StateIO, prefix: string): void {
    this.shift = s.u8(`${prefix}shift`, this.shift);
    this.strobe = s.bool(`${prefix}strobe`, this.strobe);
    this.turbo = s.bool(`${prefix}turbo`, this.turbo);
    this.turboHeld = s.bool(`${prefix}turboHeld`, this.turboHeld);
    this.fireHeld = s.bool(`${prefix}fireHeld`, this.fireHeld);
    this.pauseHeld = s.bool(`${prefix}pauseHeld`, this.pauseHeld);
  }
}
