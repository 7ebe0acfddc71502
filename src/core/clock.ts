import type { Clk, Region, StateIO } from './types.ts';

/** Clocks of an ordinary scanline: 341 dots, two of them 6 clocks long, the others 4. [anomie: timing] */
export const LINE_CLOCKS = 1364;

/**
 * Master time and the position of the beam. The S-CPU moves `now`; everyone reads it.
 *
 * `now` counts master clocks and is rebased at every start of field (V=0, H=0) by a multiple of 256, so that it always fits an
 * int32 and keeps its phase to the CPU's 8-clock DMA grid and 256-clock joypad grid.
 */
export class Clock {
  /** Master clocks since the last rebase. */
  now: Clk = 0;
  /** Time of the earliest entry of the event table. */
  nextEvent: Clk = 0x7fffffff;
  /** `now` at H=0 of the current line. */
  lineStart: Clk = 0;
  /** Length of the current line in clocks: 1364, 1360 or 1368. */
  lineLength: Clk = LINE_CLOCKS;
  /** Length of the line before. */
  lastLineLength: Clk = LINE_CLOCKS;
  /** V counter. */
  v = 0;
  /** 0 or 1: the field that is drawn; it alternates also without interlace. */
  field: 0 | 1 = 0;
  /** Lines of the current field: 262 or 263 (NTSC), 312 or 313 (PAL). */
  lines = 262;
  /** V of the line before the current one's start of field. */
  lastLines = 262;
  /** SETINI bit 0 as latched for the length of the field (sampled at V=128 [ares: ppu counter]). */
  interlaceLatched = false;
  /**
   * Master clocks before the last rebase; `base + now` is absolute. It outgrows a small integer after 50 seconds: engines that keep those apart must know
   * it as a floating-point number from the beginning, or they throw away the code of the whole machine then.
   */
  base = Number.MAX_SAFE_INTEGER;
  region: Region = 'ntsc';

  constructor() {
    this.base = 0;
  }

  reset(): void {
    this.now = 0;
    this.lineStart = 0;
    this.lineLength = LINE_CLOCKS;
    this.lastLineLength = LINE_CLOCKS;
    this.v = 0;
    this.field = 0;
    this.lines = this.region === 'ntsc' ? 262 : 312;
    this.lastLines = this.lines;
    this.interlaceLatched = false;
    this.base = 0;
  }

  /** H position in clocks, 0 to lineLength - 1. */
  get h(): Clk {
    return this.now - this.lineStart;
  }

  /** H position in dots, 0 to 340 (339 on the short line). Dots 323 and 327 are 6 clocks long, except on the short line. [anomie: timing] */
  get dot(): number {
    const h = this.now - this.lineStart;
    if (this.lineLength === 1360) return h >> 2;
    return (h - (h > 1292 ? 2 : 0) - (h > 1310 ? 2 : 0)) >> 2;
  }

  /** Moves to the next line; `interlace` is SETINI bit 0 now. True when a new field began. */
  nextLine(interlace: boolean): boolean {
    this.lineStart += this.lineLength;
    this.lastLineLength = this.lineLength;
    let fieldBegan = false;
    this.v++;
    if (this.v === 128) {
      this.interlaceLatched = interlace;
      if (interlace && this.field === 0) this.lines = (this.region === 'ntsc' ? 262 : 312) + 1;
    }
    if (this.v === this.lines) {
      this.lastLines = this.lines;
      this.lines = this.region === 'ntsc' ? 262 : 312;
      this.v = 0;
      this.field = this.field === 0 ? 1 : 0;
      fieldBegan = true;
    }
    this.lineLength = LINE_CLOCKS;
    if (this.region === 'ntsc') {
      if (!this.interlaceLatched && this.field === 1 && this.v === 240) this.lineLength = 1360;
    } else if (this.interlaceLatched && this.field === 1 && this.v === 311) this.lineLength = 1368;
    return fieldBegan;
  }

  /** Subtracts from `now` and `lineStart` (a multiple of 256 clocks); returns what it subtracted, for those who keep times. */
  rebase(): Clk {
    const by = this.lineStart & ~255;
    this.now -= by;
    this.lineStart -= by;
    this.base += by;
    return by;
  }

  /** Whether the numbers can be those of a running clock. */
  get sane(): boolean {
    const h = this.now - this.lineStart;
    const lengthKnown = this.lineLength === 1360 || this.lineLength === LINE_CLOCKS || this.lineLength === 1368;
    const linesKnown = this.lines >= 262 && this.lines <= 313 && this.lastLines >= 262 && this.lastLines <= 313;
    const baseKnown = Number.isSafeInteger(this.base) && this.base >= 0;
    return (
      lengthKnown &&
      linesKnown &&
      baseKnown &&
      this.v < this.lines &&
      this.lineStart >= 0 &&
      this.now < 0x100000 &&
      h >= 0 &&
      h < this.lineLength
    );
  }

  serialize(s: StateIO): void {
    this.now = s.i32('now', this.now);
    this.lineStart = s.i32('lineStart', this.lineStart);
    this.lineLength = s.u16('lineLength', this.lineLength);
    this.lastLineLength = s.u16('lastLineLength', this.lastLineLength);
    this.v = s.u16('v', this.v);
    this.field = s.u8('field', this.field) === 0 ? 0 : 1;
    this.lines = s.u16('lines', this.lines);
    this.lastLines = s.u16('lastLines', this.lastLines);
    this.interlaceLatched = s.bool('interlaceLatched', this.interlaceLatched);
    this.base = s.f64('base', this.base);
    this.region = s.bool('pal', this.region === 'pal') ? 'pal' : 'ntsc';
  }
}
