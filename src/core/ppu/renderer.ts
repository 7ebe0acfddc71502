import type { Clock } from '../clock.ts';
import { FRAME_MAX_ROWS, FRAME_STRIDE } from '../platform.ts';
import type { StateIO } from '../types.ts';
import { BackgroundFetcher } from './background.ts';
import { drawMosaicTiles, drawTiles, drawTiles8 } from './background-draw.ts';
import { BLANK_PIXEL, ColorUnit } from './colormath.ts';
import { BITS_PER_PIXEL, isHiresMode, OBJ_PRIORITIES, PRIORITIES, PRIORITY_SHIFT, priorityRow } from './layers.ts';
import { drawMode7 } from './mode7.ts';
import { Objects } from './objects.ts';
import { OBJ_WINDOW, type Registers } from './registers.ts';
import type { PpuTrace } from './trace.ts';
import { Windows } from './window.ts';

/** Clock of the line at which dot x leaves the mixer: FIRST_DOT + 4x. [ares: ppu main, cycle 56 + 2] */
const FIRST_DOT = 58;
const OBJ_BIT = 1 << OBJ_WINDOW;

/** Looks at each span before its colours are made. */
export interface RendererProbe {
  readonly trace: PpuTrace;
  span(renderer: Renderer, from: number, to: number): void;
}

/**
 * Draws the current line in spans: everything up to a clock with the registers as they are. Nobody calls it until a register is about
 * to change or the line ends, so an ordinary line is one span.
 */
export class Renderer {
  readonly windows: Windows;
  readonly background: BackgroundFetcher;
  readonly objects: Objects;
  readonly color: ColorUnit;
  /** Bits 0-3 BG1-BG4, bit 4 sprites: what the player lets through. */
  layerMask = 0x1f;
  /** Windows cut the layers; the player can switch that off. */
  windowsShown = true;
  /** Priorities that the player leaves out: bit n is the n-th of PRIORITIES (BG1 low, BG1 high, BG2 low ... OBJ 3). */
  hiddenPriorities = 0;
  /** A layer by itself, while priorities are left out. */
  private readonly alone = new Int32Array(256);

  readonly pixels = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  private readonly narrowRows = this.rowViews(256);
  private readonly wideRows = this.rowViews(FRAME_STRIDE);
  readonly wide = new Uint8Array(FRAME_MAX_ROWS);

  /** Layer words of the current line, as far as they are drawn. */
  readonly main = new Int32Array(256);
  readonly sub = new Int32Array(256);
  /** Row of the picture that the current line goes to, -1 for none. */
  private row = -1;
  /** Dots of the line that are drawn. */
  private drawn = 256;
  private mosaicBlock = 0;
  private mosaicNext = 0;

  private readonly registers: Registers;
  private readonly vram: Uint16Array;
  private readonly clock: Clock;

  constructor(registers: Registers, vram: Uint16Array, oam: Uint8Array, clock: Clock) {
    this.registers = registers;
    this.vram = vram;
    this.clock = clock;
    this.windows = new Windows(registers);
    this.background = new BackgroundFetcher(registers, vram, clock);
    this.objects = new Objects(registers, vram, oam, clock);
    this.color = new ColorUnit(registers, this.windows);
  }

  private inspector: RendererProbe | null = null;

  get probe(): RendererProbe | null {
    return this.inspector;
  }

  set probe(probe: RendererProbe | null) {
    this.inspector = probe;
    this.background.trace = probe?.trace ?? null;
    this.objects.trace = probe?.trace ?? null;
  }

  /** Palette index that the mixer looked up last: where a CGRAM access during the picture goes. */
  get lastPaletteIndex(): number {
    const x = this.drawn > 0 ? this.drawn - 1 : 0;
    return this.main[x] & 0xff;
  }

  /** @param row row of the picture, -1 when this line is not shown */
  lineBegin(row: number, firstSprite: number): void {
    this.row = row;
    this.drawn = row < 0 ? 256 : 0;
    if (row >= 0) this.wide[row] = 0;
    this.mosaicBlock = 0;
    this.mosaicNext = 0;
    this.objects.lineBegin(firstSprite);
    this.background.lineBegin();
    this.color.lineBegin();
  }

  /** Draws what the beam has passed before clock `h` of a line that shows. */
  drawTo(h: number): void {
    if (this.drawn >= 256) return;
    if (this.registers.bgMode !== 7) this.background.fetchTo((h + 3) >> 2);
    let end = (h - FIRST_DOT + 3) >> 2;
    if (end > 256) end = 256;
    if (end <= this.drawn) return;
    this.drawSpan(this.drawn, end);
    this.drawn = end;
  }

  /** Fills rows that no line was drawn to. */
  blankRows(from: number, to: number): void {
    for (let row = from; row < to; row++) {
      this.wide[row] = 0;
      this.pixels.fill(BLANK_PIXEL, row * FRAME_STRIDE, row * FRAME_STRIDE + 256);
    }
  }

  private drawSpan(from: number, to: number): void {
    const r = this.registers;
    const hires = r.pseudoHires || isHiresMode(r.bgMode);
    const row = this.row;
    const at = row * FRAME_STRIDE;
    if (hires && this.wide[row] === 0) this.widenRow(at, from);
    if (hires) this.wide[row] = 1;
    if (r.forcedBlank) {
      this.main.fill(0, from, to);
      this.inspector?.span(this, from, to);
      const scale = this.wide[row];
      this.pixels.fill(BLANK_PIXEL, at + (from << scale), at + (to << scale));
    } else {
      if (this.windows.stale) this.windows.update();
      this.drawLayers(this.main, r.mainLayers, r.mainWindowed, false, from, to);
      const sub = hires || this.color.needsSubscreen;
      if (sub) this.drawLayers(this.sub, r.subLayers, r.subWindowed, isHiresMode(r.bgMode), from, to);
      this.inspector?.span(this, from, to);
      if (hires) this.color.composeHalfDots(this.pixels, at, this.main, this.sub, from, to);
      else this.composeDots(at, row, from, to);
    }
    while (this.mosaicNext < to) {
      this.mosaicBlock = this.mosaicNext;
      this.mosaicNext += r.mosaicSize;
    }
  }

  private composeDots(at: number, row: number, from: number, to: number): void {
    if (this.wide[row] === 0) {
      this.color.composeDots(this.pixels, at, this.main, this.sub, from, to);
      return;
    }
    // Composed at the row's right end first: doubling then never overtakes what it reads.
    this.color.composeDots(this.pixels, at + 256, this.main, this.sub, from, to);
    for (let x = from; x < to; x++) {
      const pixel = this.pixels[at + 256 + x];
      this.pixels[at + 2 * x] = pixel;
      this.pixels[at + 2 * x + 1] = pixel;
    }
  }

  /** Doubles the dots of a row that turns to half-dots at `end`. */
  private widenRow(at: number, end: number): void {
    const pixels = this.pixels;
    for (let x = end - 1; x >= 0; x--) {
      const pixel = pixels[at + x];
      pixels[at + 2 * x] = pixel;
      pixels[at + 2 * x + 1] = pixel;
    }
  }

  /** Draws the layers of one screen, each where its window lets it through. */
  private drawLayers(line: Int32Array, enabled: number, windowed: number, evenHalf: boolean, from: number, to: number): void {
    line.fill(0, from, to);
    const cut = this.windowsShown ? windowed : 0;
    const layers = enabled & this.layerMask & (this.background.present | OBJ_BIT | (this.registers.bgMode === 7 ? 3 : 0));
    if (this.hiddenPriorities !== 0) {
      this.drawWithoutHidden(line, layers, cut, evenHalf, from, to);
      return;
    }
    for (let layer = 0; layer <= OBJ_WINDOW; layer++) {
      const bit = 1 << layer;
      if ((layers & bit) === 0) continue;
      if ((cut & bit) === 0 || this.windows.count === 0) this.drawLayer(line, layer, evenHalf, from, to);
      else this.drawWindowed(line, layer, evenHalf, from, to);
    }
  }

  /** The same without the priorities that are left out: what is behind them is seen. Sprites hide each other all the same. */
  private drawWithoutHidden(line: Int32Array, layers: number, cut: number, evenHalf: boolean, from: number, to: number): void {
    const { alone, registers: r } = this;
    const row = priorityRow(r.bgMode, r.bg3Front, r.extBg);
    for (let layer = 0; layer <= OBJ_WINDOW; layer++) {
      const bit = 1 << layer;
      if ((layers & bit) === 0) continue;
      alone.fill(0, from, to);
      if ((cut & bit) === 0 || this.windows.count === 0) this.drawLayer(alone, layer, evenHalf, from, to);
      else this.drawWindowed(alone, layer, evenHalf, from, to);
      const hidden = this.hiddenNumbers(row, layer);
      for (let x = from; x < to; x++) {
        const word = alone[x];
        if (word > line[x] && ((hidden >> (word >>> PRIORITY_SHIFT)) & 1) === 0) line[x] = word;
      }
    }
  }

  /** A layer's priority numbers that are left out, as bits. */
  private hiddenNumbers(row: number, layer: number): number {
    const first = layer === OBJ_WINDOW ? OBJ_PRIORITIES : layer * 2;
    // BG1 of mode 7 has no priorities: all of it is its low one.
    const count = layer === OBJ_WINDOW ? 4 : this.registers.bgMode === 7 && layer === 0 ? 1 : 2;
    let numbers = 0;
    for (let i = first; i < first + count; i++) if ((this.hiddenPriorities >> i) & 1) numbers |= 1 << PRIORITIES[row + i];
    return numbers;
  }

  private drawWindowed(line: Int32Array, layer: number, evenHalf: boolean, from: number, to: number): void {
    const windows = this.windows;
    let begin = -1;
    for (let i = 0; i < windows.count; i++) {
      const visible = ((windows.inside[i] >> layer) & 1) === 0;
      const start = windows.start[i];
      if (visible && begin < 0) begin = start;
      else if (!visible && begin >= 0) {
        this.drawClipped(line, layer, evenHalf, begin > from ? begin : from, start < to ? start : to);
        begin = -1;
      }
    }
    if (begin >= 0) this.drawClipped(line, layer, evenHalf, begin > from ? begin : from, to);
  }

  private drawClipped(line: Int32Array, layer: number, evenHalf: boolean, from: number, to: number): void {
    if (from < to) this.drawLayer(line, layer, evenHalf, from, to);
  }

  private drawLayer(line: Int32Array, layer: number, evenHalf: boolean, from: number, to: number): void {
    const r = this.registers;
    if (layer === OBJ_WINDOW) {
      this.objects.draw(line, from, to);
      return;
    }
    if (r.bgMode === 7) {
      this.drawMode7Layer(line, layer, from, to);
      return;
    }
    const background = this.background;
    const bits = BITS_PER_PIXEL[r.bgMode * 4 + layer];
    if (bits === 0) return;
    if ((r.mosaicEnable >> layer) & 1) {
      // In modes 5 and 6 a mosaic block takes the left half-dot for both halves. [ares: background run]
      const hires = isHiresMode(r.bgMode);
      if (r.mosaicSize > 1 || hires) {
        const rows = hires ? background.even : background.low;
        const direct = r.directColor && bits === 8;
        drawMosaicTiles(line, background, rows, layer, bits, direct, this.mosaicBlock, this.mosaicNext, r.mosaicSize, from, to);
        return;
      }
    }
    if (bits === 8) drawTiles8(line, background, r.directColor, from, to);
    else drawTiles(line, background, evenHalf ? background.even : background.low, layer, from, to);
  }

  // For the probe

  /** The word that a layer has at pixel x whatever hides it; `line` is scratch. */
  layerWordAt(line: Int32Array, layer: number, evenHalf: boolean, x: number): number {
    line[x] = 0;
    const there = this.background.present | OBJ_BIT | (this.registers.bgMode === 7 ? 3 : 0);
    if ((there >> layer) & 1) this.drawLayer(line, layer, evenHalf, x, x + 1);
    return line[x];
  }

  /** Whether mosaic changes what a background shows. */
  private hasMosaic(bg: number): boolean {
    const r = this.registers;
    return ((r.mosaicEnable >> bg) & 1) !== 0 && (r.mosaicSize > 1 || isHiresMode(r.bgMode));
  }

  /** The pixel that a background shows at x: with mosaic the first of its block. */
  mosaicSourceOf(bg: number, x: number): number {
    if (!this.hasMosaic(bg)) return x;
    let block = this.mosaicBlock;
    for (let next = this.mosaicNext; next <= x; next += this.registers.mosaicSize) block = next;
    return block;
  }

  /** In modes 5 and 6 mosaic takes the left half-dot for both. */
  mosaicTakesEven(bg: number): boolean {
    return isHiresMode(this.registers.bgMode) && this.hasMosaic(bg);
  }

  /** The line of mode 7's picture, moved up to BG1's mosaic block. */
  get mode7Line(): number {
    const r = this.registers;
    return this.clock.v - (r.mosaicEnable & 1 ? r.mosaicSize - r.mosaicLines : 0);
  }

  private drawMode7Layer(line: Int32Array, layer: number, from: number, to: number): void {
    const r = this.registers;
    if (layer > 1 || (layer === 1 && !r.extBg)) return;
    // BG2 is moved up by BG1's mosaic bit, and widened by its own. [ares: mode7]
    const y = this.mode7Line;
    const mosaic = (r.mosaicEnable >> layer) & 1;
    if (mosaic && r.mosaicSize > 1) {
      drawMode7(line, r, this.vram, layer, y, this.mosaicBlock, this.mosaicNext, r.mosaicSize, from, to);
    } else drawMode7(line, r, this.vram, layer, y, from, from, 1, from, to);
  }

  power(): void {
    this.main.fill(0);
    this.sub.fill(0);
    this.wide.fill(0);
    this.pixels.fill(BLANK_PIXEL);
    this.background.power();
    this.objects.power();
  }

  serialize(s: StateIO): void {
    this.row = s.i32('row', this.row);
    this.drawn = s.u16('drawn', this.drawn);
    this.mosaicBlock = s.i32('mosaicBlock', this.mosaicBlock);
    this.mosaicNext = s.i32('mosaicNext', this.mosaicNext);
    s.ram('mainLine', this.main);
    this.background.serialize(s);
    this.objects.serialize(s);
    this.color.serialize(s);
    if (s.loading) this.windows.stale = true;
  }

  /** The picture's rows, made once: snapshots take many. */
  private rowViews(width: number): Uint32Array[] {
    return Array.from({ length: FRAME_MAX_ROWS }, (_, row) =>
      this.pixels.subarray(row * FRAME_STRIDE, row * FRAME_STRIDE + width),
    );
  }

  /**
   * A row of the picture, whole or, of the line that is being drawn, what the beam has passed. Before chunk version 2 a state had the whole
   * picture with what was left in it of older ones.
   */
  serializeRow(s: StateIO, row: number, whole: boolean): void {
    const wide = s.u8('wide', this.wide[row]) & 1;
    this.wide[row] = wide;
    const views = wide === 0 ? this.narrowRows : this.wideRows;
    s.ram('row', whole ? views[row] : views[row].subarray(0, this.drawn << wide));
  }

  serializeOldPicture(s: StateIO): void {
    s.ram('pixels', this.pixels);
    s.ram('wide', this.wide);
  }
}
