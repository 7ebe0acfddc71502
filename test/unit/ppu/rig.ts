import { Clock } from '../../../src/core/clock.ts';
import { FRAME_STRIDE, type VideoFrame } from '../../../src/core/platform.ts';
import { Ppu } from '../../../src/core/ppu/ppu.ts';
import type { Entropy, NumericArray, StateIO } from '../../../src/core/types.ts';

/** Deterministic numbers for tests. */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0 || 1;
  }
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state;
  }
  below(n: number): number {
    return (this.next() >>> 4) % n;
  }
  byte(): number {
    return this.below(256);
  }
  chance(n: number): boolean {
    return this.below(n) === 0;
  }
}

const quiet: Entropy = {
  fill: (memory) => void memory.fill(0),
  u8: () => 0,
  u16: () => 0,
};

/** A PPU with a clock that the test moves by hand. */
export class Rig {
  readonly clock = new Clock();
  readonly ppu: Ppu;
  frames: { height: number; width: number; interlaced: boolean; field: number; number: number }[] = [];

  constructor(region: 'ntsc' | 'pal' = 'ntsc') {
    this.clock.region = region;
    this.clock.reset();
    this.ppu = new Ppu(this.clock);
    this.ppu.power(quiet);
    this.ppu.videoSink = {
      frame: (f: VideoFrame) =>
        void this.frames.push({ height: f.height, width: f.width, interlaced: f.interlaced, field: f.field, number: f.number }),
    };
    this.toLine(0);
  }

  write(addr: number, ...values: number[]): void {
    for (const value of values) this.ppu.write(addr & 0xff, value);
  }

  read(addr: number, openBus = 0): number {
    return this.ppu.read(addr & 0xff, openBus);
  }

  /** Moves within the line. */
  toClock(h: number): void {
    this.clock.now = this.clock.lineStart + h;
  }

  nextLine(): void {
    this.clock.now = this.clock.lineStart + this.clock.lineLength - 2;
    this.ppu.lineEnd();
    const newField = this.clock.nextLine(this.ppu.interlace);
    this.clock.now = this.clock.lineStart;
    this.ppu.lineBegin();
    if (newField) this.clock.rebase();
  }

  /** Runs to H=0 of the next line with this number. */
  toLine(v: number): void {
    do this.nextLine();
    while (this.clock.v !== v);
  }

  /** Row of the picture as it stands: [pixels]. */
  row(row: number): number[] {
    const start = row * FRAME_STRIDE;
    const wide = this.ppu.renderer.wide[row] !== 0;
    return Array.from(this.ppu.renderer.pixels.subarray(start, start + (wide ? 512 : 256)));
  }

  /** Colours without brightness. */
  colors(row: number): number[] {
    return this.row(row).map((p) => p & 0x7fff);
  }
}

/** Keeps what is saved, by name. */
export class MemoryState implements StateIO {
  loading = false;
  readonly version = 1;
  private readonly values = new Map<string, number | NumericArray>();

  /** One number for all that was saved. */
  digest(): string {
    let text = '';
    for (const [name, value] of this.values) {
      let hash = 0;
      if (typeof value === 'number') hash = value;
      else for (let i = 0; i < value.length; i++) hash = (Math.imul(hash, 31) + value[i]) | 0;
      text += `${name}=${hash} `;
    }
    return text;
  }

  private number(name: string, value: number): number {
    if (this.loading) return this.values.get(name) as number;
    if (this.values.has(name)) throw new Error(`twice: ${name}`);
    this.values.set(name, value);
    return value;
  }
  u8(name: string, value: number): number {
    if (!this.loading && (value < 0 || value > 255)) throw new Error(`${name} is not a byte: ${value}`);
    return this.number(name, value);
  }
  u16(name: string, value: number): number {
    if (!this.loading && (value < 0 || value > 65535)) throw new Error(`${name} is not a word: ${value}`);
    return this.number(name, value);
  }
  i32(name: string, value: number): number {
    return this.number(name, value);
  }
  f64(name: string, value: number): number {
    return this.number(name, value);
  }
  bool(name: string, value: boolean): boolean {
    return this.number(name, value ? 1 : 0) !== 0;
  }
  ram(name: string, array: NumericArray): void {
    if (this.loading) array.set(this.values.get(name) as NumericArray);
    else {
      if (this.values.has(name)) throw new Error(`twice: ${name}`);
      this.values.set(name, array.slice());
    }
  }
}
