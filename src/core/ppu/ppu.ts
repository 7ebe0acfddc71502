import type { Clock } from '../clock.ts';
import { FRAME_STRIDE, type VideoFrame, type VideoSink } from '../platform.ts';
import type { Component, Entropy, StateIO } from '../types.ts';
import { Counters } from './counters.ts';
import { peekRegister, readRegister } from './io-read.ts';
import { writeRegister } from './io-write.ts';
import { PpuMemory } from './memory.ts';
import { TILE_FETCH_CLOCK } from './objects.ts';
import { Registers } from './registers.ts';
import { Renderer } from './renderer.ts';

const LINES = 224;
const OVERSCAN_LINES = 239;
/** No line shows from here on. */
const LAST_VDISP = 240;
/** Later than any clock of a line. */
const END_OF_LINE = 2000;

type MutableFrame = { -readonly [K in keyof VideoFrame]: VideoFrame[K] };

/**
 * The S-PPU1 (5C77) and S-PPU2 (5C78).
 *
 * Registers are named by the low byte of their address: 0x00 to 0x33 are written, 0x34 to 0x3F read. The wiring calls `lineEnd` on the old
 * line and `lineBegin` on the new one; in between the picture is drawn only when a register changes.
 */
export class Ppu implements Component {
  readonly chunk = 'PPU1';
  readonly chunkVersion = 2;

  videoSink: VideoSink | null = null;
  /** WRIO bit 7: allows SLHV to latch the counters. */
  latchEnabled = true;

  readonly clock: Clock;
  readonly registers = new Registers();
  readonly memory: PpuMemory;
  readonly renderer: Renderer;
  readonly counters: Counters;
  /** What PPU1 and PPU2 last drove onto the bus. */
  openBus1 = 0;
  openBus2 = 0;

  /** VRAM words, OAM bytes, CGRAM colours: the chips' memories. */
  readonly vram: Uint16Array;
  readonly oam: Uint8Array;
  readonly cgram: Uint16Array;

  /** SETINI as it was at V=0: the shape of the picture. */
  private interlaced = false;
  private tall = false;
  private delivered = true;
  /** This field is interlaced and the one before was not. */
  private firstInterlaced = false;
  /** Rows of this field that lines were drawn to. */
  private linesDrawn = 0;
  private readonly frame: MutableFrame;

  constructor(clock: Clock) {
    this.clock = clock;
    this.memory = new PpuMemory(this.registers, clock);
    this.vram = this.memory.vram;
    this.oam = this.memory.oam;
    this.renderer = new Renderer(this.registers, this.vram, this.oam, clock);
    this.memory.cgram = this.renderer.color.colors.subarray(0, 256);
    this.cgram = this.memory.cgram;
    this.counters = new Counters(clock);
    this.frame = {
      pixels: this.renderer.pixels,
      wide: this.renderer.wide,
      width: 256,
      height: LINES,
      interlaced: false,
      field: 0,
      number: 0,
    };
  }

  /** The first line of the vertical blank. It follows SETINI at once. [ares: ppu updateVideoMode] */
  get vdisp(): number {
    return this.registers.overscan ? LAST_VDISP : LINES + 1;
  }

  /** SETINI bit 0 as latched at the start of the field. [ares: ppu main] */
  get interlace(): boolean {
    return this.interlaced;
  }

  /** Layers that the player lets through: bits 0-3 BG1-BG4, bit 4 sprites. */
  get layerMask(): number {
    return this.renderer.layerMask;
  }

  set layerMask(mask: number) {
    this.catchUp();
    this.renderer.layerMask = mask & 0x1f;
  }

  /** Priorities that are left out of the picture that is drawn from now on: bits 0 to 7 BG1 low, BG1 high ... BG4 high, 8 to 11 those of sprites. */
  hidePriorities(mask: number): void {
    this.catchUp();
    this.renderer.hiddenPriorities = mask & 0xfff;
  }

  /** Whether windows cut the layers, and whether colour math is made, in the picture that is drawn from now on. */
  showEffects(windows: boolean, math: boolean): void {
    this.catchUp();
    this.renderer.windowsShown = windows;
    this.renderer.color.shown = math;
  }

  /** @param addr low byte, 0x00 to 0x33; others do nothing */
  write(addr: number, value: number): void {
    this.catchUp();
    writeRegister(this, addr, value);
  }

  /** @param addr low byte, 0x00 to 0x3F @param openBus what the CPU's bus holds */
  read(addr: number, openBus: number): number {
    // Only these depend on how far the picture is.
    if (addr === 0x38 || addr === 0x3b || addr === 0x3e) this.catchUp();
    return readRegister(this, addr, openBus);
  }

  peek(addr: number): number {
    return peekRegister(this, addr);
  }

  /** Brings the picture up to `clock.now`. */
  catchUp(): void {
    this.drawTo(this.clock.h);
  }

  private drawTo(h: number): void {
    const v = this.clock.v;
    if (v >= this.vdisp) return;
    const objects = this.renderer.objects;
    objects.evaluateTo((h + 7) >> 3);
    this.renderer.drawTo(h);
    if (h > TILE_FETCH_CLOCK && v < this.vdisp - 1) objects.fetchTo(h);
  }

  /** Finishes the line, before the clock moves on to the next. */
  lineEnd(): void {
    this.drawTo(END_OF_LINE);
  }

  /** Begins the line that the clock has moved to. */
  lineBegin(): void {
    const v = this.clock.v;
    if (v === 0) this.fieldBegin();
    this.stepMosaic(v);
    if (v === this.vdisp && !this.registers.forcedBlank) this.memory.reloadOamAddress();
    const shows = v > 0 && v < this.vdisp && v <= (this.tall ? OVERSCAN_LINES : LINES);
    const row = shows ? (this.interlaced ? (v - 1) * 2 + this.clock.field : v - 1) : -1;
    if (shows) this.linesDrawn = v;
    if (v <= LAST_VDISP) this.renderer.lineBegin(row, this.memory.firstSprite);
    if (!this.delivered && v >= this.vdisp) this.deliver();
  }

  private fieldBegin(): void {
    const wasInterlaced = this.interlaced;
    this.interlaced = this.registers.interlace;
    this.tall = this.registers.overscan;
    this.delivered = false;
    this.linesDrawn = 0;
    this.renderer.objects.frameBegin();
    this.firstInterlaced = this.interlaced && !wasInterlaced;
  }

  /** The first field after interlace begins has no other: its rows stand in. */
  private doubleRows(lines: number, field: number): void {
    const { pixels, wide } = this.renderer;
    for (let line = 0; line < lines; line++) {
      const from = line * 2 + field;
      const to = from ^ 1;
      pixels.copyWithin(to * FRAME_STRIDE, from * FRAME_STRIDE, (from + 1) * FRAME_STRIDE);
      wide[to] = wide[from];
    }
  }

  /** Counts down the lines of a mosaic block. [ares: mosaic scanline] */
  private stepMosaic(v: number): void {
    const r = this.registers;
    const on = r.mosaicEnable !== 0;
    if (v === 1) r.mosaicLines = on ? r.mosaicSize + 1 : 0;
    if (r.mosaicLines > 0 && --r.mosaicLines === 0 && on) r.mosaicLines = r.mosaicSize;
  }

  private deliver(): void {
    this.delivered = true;
    const frame = this.frame;
    const lines = this.tall ? OVERSCAN_LINES : LINES;
    const field = this.clock.field;
    if (!this.interlaced) this.renderer.blankRows(this.linesDrawn, lines);
    else for (let line = this.linesDrawn; line < lines; line++) this.renderer.blankRows(line * 2 + field, line * 2 + field + 1);
    if (this.interlaced) this.renderer.blankRows(lines * 2, OVERSCAN_LINES * 2);
    if (this.firstInterlaced) this.doubleRows(lines, field);
    frame.height = this.interlaced ? lines * 2 : lines;
    frame.interlaced = this.interlaced;
    frame.field = field;
    frame.width = 256;
    for (let row = 0; row < frame.height; row++) if (frame.wide[row] !== 0) frame.width = 512;
    this.videoSink?.frame(frame);
    frame.number++;
  }

  /** The picture as far as it is drawn, over the one before: for a machine that stands still. */
  show(sink: VideoSink): void {
    const { frame } = this;
    const lines = this.tall ? OVERSCAN_LINES : LINES;
    const height = this.interlaced ? lines * 2 : lines;
    let width: 256 | 512 = 256;
    for (let row = 0; row < height; row++) if (frame.wide[row] !== 0) width = 512;
    sink.frame({ ...frame, width, height, interlaced: this.interlaced, field: this.clock.field });
  }

  /** SLHV, or WRIO bit 7 falling. */
  latchCounters(): void {
    this.counters.latchNow();
  }

  /** A light gun's pulse: the beam is at this dot and line. */
  latchCountersAt(dot: number, v: number): void {
    this.counters.latchAt(dot, v);
  }

  power(entropy: Entropy): void {
    this.registers.power(entropy);
    this.memory.power(entropy);
    this.renderer.power();
    this.openBus1 = 0xff;
    this.openBus2 = 0xff;
    this.latchEnabled = true;
    this.frame.number = 0;
    this.restart();
  }

  reset(): void {
    this.registers.reset();
    this.memory.reset();
    this.restart();
  }

  private restart(): void {
    this.counters.reset();
    this.renderer.objects.frameBegin();
    this.interlaced = false;
    this.tall = false;
    this.delivered = this.clock.v !== 0;
    this.firstInterlaced = false;
    this.linesDrawn = 0;
    this.renderer.windows.stale = true;
    this.renderer.lineBegin(-1, 0);
  }

  serialize(s: StateIO): void {
    this.registers.serialize(s);
    this.memory.serialize(s);
    this.counters.serialize(s);
    this.latchEnabled = s.bool('latchEnabled', this.latchEnabled);
    this.openBus1 = s.u8('openBus1', this.openBus1);
    this.openBus2 = s.u8('openBus2', this.openBus2);
    this.interlaced = s.bool('interlaced', this.interlaced);
    this.tall = s.bool('tall', this.tall);
    this.delivered = s.bool('delivered', this.delivered);
    this.firstInterlaced = s.bool('firstInterlaced', this.firstInterlaced);
    this.linesDrawn = s.u8('linesDrawn', this.linesDrawn);
    this.frame.number = s.f64('frameNumber', this.frame.number);
    this.renderer.serialize(s);
    // A frame that is not delivered yet, or of which the other field stays, is part of the state.
    if (!s.bool('hasPicture', this.interlaced || (this.linesDrawn > 0 && !this.delivered))) return;
    if (s.version < 2) this.renderer.serializeOldPicture(s);
    else this.serializePicture(s);
  }

  /** Of the field under way what is drawn, of the one before all that stays beside it. */
  private serializePicture(s: StateIO): void {
    const drawn = this.delivered ? (this.tall ? OVERSCAN_LINES : LINES) : this.linesDrawn;
    const lines = Math.min(s.u8('pictureLines', drawn), OVERSCAN_LINES);
    const field = this.clock.field;
    for (let line = 0; line < lines; line++) {
      const row = this.interlaced ? line * 2 + field : line;
      this.renderer.serializeRow(s, row, this.delivered || line < lines - 1);
    }
    // What was delivered is blank below its last line.
    if (s.loading && this.delivered)
      for (let row = lines * 2 + field; row < OVERSCAN_LINES * 2; row += 2) this.renderer.blankRows(row, row + 1);
    if (!this.interlaced || this.delivered) return;
    for (let line = 0; line < OVERSCAN_LINES; line++) this.renderer.serializeRow(s, line * 2 + (field ^ 1), true);
  }
}
