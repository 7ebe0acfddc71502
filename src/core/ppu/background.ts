import type { Clock } from '../clock.ts';
import type { StateIO } from '../types.ts';
import { ALL_SLOTS, COLUMNS, Slot, SLOTS, SLOTS_PER_COLUMN } from './fetch-slots.ts';
import { BITS_PER_PIXEL, hasColumnOffsets, isHiresMode, LAYER_SHIFT, PRIORITIES, PRIORITY_SHIFT, priorityRow } from './layers.ts';
import type { Registers } from './registers.ts';
import { evenPixels, SPREAD, SPREAD_FLIPPED } from './tiles.ts';
import type { PpuTrace } from './trace.ts';

const enum Attribute {
  Tile = 0x03ff,
  Priority = 0x2000,
  HFlip = 0x4000,
  VFlip = 0x8000,
}

/**
 * Reads the tile columns of the current line from VRAM, as far as the beam has come.
 *
 * A column is 8 dots wide and starts at 8 * column - (HOFS & 7). Arrays hold BG1's columns at 0, BG2's at 33, and so on.
 */
export class BackgroundFetcher {
  /** Packed pixels, planes 0-3. In modes 5 and 6: the odd (right) half-dots, which the main screen shows. */
  readonly low = new Int32Array(4 * COLUMNS);
  /** Packed pixels, planes 4-7 (BG1 of modes 3 and 4). */
  readonly high = new Int32Array(4 * COLUMNS);
  /** Modes 5 and 6: the even (left) half-dots, which the sub-screen shows. */
  readonly even = new Int32Array(4 * COLUMNS);
  /** Layer word without the pixel: priority, layer, palette. */
  readonly word = new Int32Array(4 * COLUMNS);
  /** HOFS & 7 as it was at the start of the line. */
  readonly fineScroll = new Uint8Array(4);
  /** Slots done in this line, 0 to 264. */
  private slot = 0;
  /** Bit n: BG n+1 has columns in this line. */
  present = 0;

  trace: PpuTrace | null = null;
  readonly attribute = new Uint16Array(4 * COLUMNS);
  /** VRAM address of the tile's row in planes 0-1. */
  readonly row = new Uint16Array(4 * COLUMNS);
  /** Column-offset words from BG3's map; entry n acts on column n. Entry 0 stays 0: the first column has none. */
  private readonly hOffset = new Uint16Array(COLUMNS + 1);
  private readonly vOffset = new Uint16Array(COLUMNS + 1);

  private readonly registers: Registers;
  private readonly vram: Uint16Array;
  private readonly clock: Clock;

  constructor(registers: Registers, vram: Uint16Array, clock: Clock) {
    this.registers = registers;
    this.vram = vram;
    this.clock = clock;
  }

  power(): void {
    for (const array of [this.low, this.high, this.even, this.word, this.attribute, this.row, this.hOffset, this.vOffset])
      array.fill(0);
  }

  lineBegin(): void {
    this.slot = 0;
    this.present = 0;
    for (let bg = 0; bg < 4; bg++) this.fineScroll[bg] = this.registers.hScroll[bg] & 7;
  }

  /** Does the slots before `end` that are not done yet. */
  fetchTo(end: number): void {
    if (end > ALL_SLOTS) end = ALL_SLOTS;
    let slot = this.slot;
    if (slot >= end) return;
    this.slot = end;
    this.claimLayers();
    while (slot < end && slot & 7) this.fetchSlot(slot++);
    const lastWhole = end >> 3;
    const column = slot >> 3;
    if (column < lastWhole) {
      this.fetchColumns(column, lastWhole);
      slot = lastWhole << 3;
    }
    while (slot < end) this.fetchSlot(slot++);
  }

  /** A layer that the mode brings in within the line has no pixels in the columns before. */
  private claimLayers(): void {
    const mode = this.registers.bgMode;
    for (let bg = 0; bg < 4; bg++) {
      if (this.present & (1 << bg) || BITS_PER_PIXEL[mode * 4 + bg] === 0) continue;
      this.present |= 1 << bg;
      const from = bg * COLUMNS;
      this.low.fill(0, from, from + COLUMNS);
      this.even.fill(0, from, from + COLUMNS);
      if (bg === 0) this.high.fill(0, 0, COLUMNS);
    }
  }

  private fetchColumns(from: number, to: number): void {
    const mode = this.registers.bgMode;
    if (hasColumnOffsets(mode)) this.fetchColumnOffsets(from, to);
    for (let bg = 0; bg < 4; bg++) {
      const bits = BITS_PER_PIXEL[mode * 4 + bg];
      if (bits === 0) continue;
      this.fetchMap(bg, from, to);
      if (isHiresMode(mode)) this.decodeHires(bg, bits, from, to);
      else if (bits === 2) this.decode2(bg, from, to);
      else if (bits === 4) this.decode4(bg, from, to);
      else this.decode8(from, to);
      this.trace?.tileTime.fill(this.clock.base + this.clock.now, bg * COLUMNS + from, bg * COLUMNS + to);
    }
  }

  /** One 4-clock slot: the slow way, for lines in which a register changes. */
  private fetchSlot(slot: number): void {
    const mode = this.registers.bgMode;
    const code = SLOTS[mode * SLOTS_PER_COLUMN + (slot & 7)];
    const column = slot >> 3;
    const bg = code & Slot.Layer;
    switch (code & Slot.What) {
      case Slot.Map:
        this.fetchMap(bg, column, column + 1);
        break;
      case Slot.Tile:
        this.fetchTilePart(bg, column, (code & Slot.Part) >> 2);
        break;
      case Slot.HOffset:
        this.hOffset[column + 1] = this.vram[this.columnOffsetAddress(column, 0)]!;
        break;
      case Slot.VOffset:
        this.vOffset[column + 1] = this.vram[this.columnOffsetAddress(column, 8)]!;
        break;
      default:
    }
  }

  /** Map entries of columns [from, to): layer word, attributes and the address of the tile's row. */
  private fetchMap(bg: number, from: number, to: number): void {
    const r = this.registers;
    const mode = r.bgMode;
    const vram = this.vram;
    const hires = isHiresMode(mode);
    const bits = BITS_PER_PIXEL[mode * 4 + bg];
    const big = (r.bigTiles >> bg) & 1;
    // In modes 5 and 6 a tile is 16 half-dots wide, so 8 dots, whatever its size bit says. [fullsnes: $2105]
    const bigColumns = hires ? 0 : big;
    const mapAddress = r.mapAddress[bg];
    const mapSize = r.mapSize[bg];
    const mapRight = mapSize & 1 ? 0x400 : 0;
    const mapBelow = mapSize & 2 ? (mapSize & 1 ? 0x800 : 0x400) : 0;
    const tileShift = bits === 2 ? 3 : bits === 4 ? 4 : 5;
    const tileAddress = r.tileAddress[bg];
    const paletteShift = bits === 2 ? 2 : 4;
    const paletteBase = ((bg + 1) << LAYER_SHIFT) | (mode === 0 ? bg << 5 : 0);
    const priorities = priorityRow(mode, r.bg3Front, r.extBg) + bg * 2;
    const wordLow = paletteBase | (PRIORITIES[priorities] << PRIORITY_SHIFT);
    const wordHigh = paletteBase | (PRIORITIES[priorities + 1] << PRIORITY_SHIFT);
    const offsets = hasColumnOffsets(mode);
    const screenY = this.rowOnScreen(bg, hires);
    let y = screenY + r.vScroll[bg];
    let scrollColumns = r.hScroll[bg] >> 3;
    for (let column = from, i = bg * COLUMNS + from; column < to; column++, i++) {
      if (offsets) {
        scrollColumns = this.scrolledColumns(bg, column, hires);
        y = screenY + this.scrolledRows(bg, column);
      }
      const tileColumn = column + scrollColumns;
      const mapColumn = tileColumn >> bigColumns;
      const mapRow = y >> (3 + big);
      const address =
        mapAddress + ((mapRow & 31) << 5) + (mapColumn & 31) + (mapColumn & 32 ? mapRight : 0) + (mapRow & 32 ? mapBelow : 0);
      const attribute = vram[address & 0x7fff];
      let tile = attribute & Attribute.Tile;
      let row = y & 7;
      if (attribute & Attribute.VFlip) row ^= 7;
      if (big && ((y >> 3) & 1) !== attribute >> 15) tile += 16;
      if (bigColumns && (tileColumn & 1) !== ((attribute >> 14) & 1)) tile += 1;
      this.attribute[i] = attribute;
      if (this.trace !== null) {
        this.trace.mapAddress[i] = address & 0x7fff;
        this.trace.mapTime[i] = this.clock.base + this.clock.now;
      }
      this.row[i] = (tileAddress + ((tile & 0x3ff) << tileShift) + row) & 0x7fff;
      const palette = (attribute >> 10) & 7;
      this.word[i] = (attribute & Attribute.Priority ? wordHigh : wordLow) | (palette << (bits === 8 ? 8 : paletteShift));
    }
  }

  /** The line of the picture, moved up to its mosaic block's first line; counted in fields' lines when modes 5 and 6 are interlaced. */
  private rowOnScreen(bg: number, hires: boolean): number {
    const r = this.registers;
    const mosaic = (r.mosaicEnable >> bg) & 1;
    const doubled = hires && r.interlace ? 1 : 0;
    let y = this.clock.v;
    if (doubled) y = (y << 1) | (mosaic ? 0 : this.clock.field);
    if (mosaic) y -= (r.mosaicSize - r.mosaicLines) << doubled;
    return y;
  }

  /** Horizontal scroll of a column, in columns, with its column offset. [fullsnes: Offset-per-Tile] */
  private scrolledColumns(bg: number, column: number, hires: boolean): number {
    const r = this.registers;
    const offset = this.hOffset[column];
    const taken = offset & (0x2000 << bg) && !(r.bgMode === 4 && offset & 0x8000);
    if (!taken) return r.hScroll[bg] >> 3;
    return (offset & 0x3f8) >> (hires ? 4 : 3);
  }

  private scrolledRows(bg: number, column: number): number {
    const r = this.registers;
    const enable = 0x2000 << bg;
    if (r.bgMode === 4) {
      // Bit 15 makes mode 4's only offset a vertical one.
      const offset = this.hOffset[column];
      return offset & enable && offset & 0x8000 ? offset & 0x3ff : r.vScroll[bg];
    }
    const offset = this.vOffset[column];
    return offset & enable ? offset & 0x3ff : r.vScroll[bg];
  }

  private fetchColumnOffsets(from: number, to: number): void {
    const vertical = this.registers.bgMode !== 4;
    for (let column = from; column < to; column++) {
      this.hOffset[column + 1] = this.vram[this.columnOffsetAddress(column, 0)]!;
      if (vertical) this.vOffset[column + 1] = this.vram[this.columnOffsetAddress(column, 8)]!;
    }
  }

  /** VRAM word of BG3's map for a column. `down` is 0 for the horizontal and 8 for the vertical offset. */
  private columnOffsetAddress(column: number, down: number): number {
    const r = this.registers;
    const big = (r.bigTiles >> 2) & 1;
    const mapColumn = ((column << 3) + (r.hScroll[2] & ~7)) >> (isHiresMode(r.bgMode) ? 3 : 3 + big);
    const mapRow = (r.vScroll[2] + down) >> (3 + big);
    const size = r.mapSize[2];
    let address = r.mapAddress[2] + ((mapRow & 31) << 5) + (mapColumn & 31);
    if (size & 1 && mapColumn & 32) address += 0x400;
    if (size & 2 && mapRow & 32) address += size & 1 ? 0x800 : 0x400;
    return address & 0x7fff;
  }

  private decode2(bg: number, from: number, to: number): void {
    const vram = this.vram;
    const end = bg * COLUMNS + to;
    for (let i = bg * COLUMNS + from; i < end; i++) {
      const spread = this.attribute[i] & Attribute.HFlip ? SPREAD_FLIPPED : SPREAD;
      const planes = vram[this.row[i]];
      this.low[i] = spread[planes & 0xff] | (spread[planes >> 8] << 1);
    }
  }

  private decode4(bg: number, from: number, to: number): void {
    const vram = this.vram;
    const end = bg * COLUMNS + to;
    for (let i = bg * COLUMNS + from; i < end; i++) {
      const spread = this.attribute[i] & Attribute.HFlip ? SPREAD_FLIPPED : SPREAD;
      const row = this.row[i];
      const planes01 = vram[row];
      const planes23 = vram[(row + 8) & 0x7fff];
      this.low[i] =
        spread[planes01 & 0xff] | (spread[planes01 >> 8] << 1) | (spread[planes23 & 0xff] << 2) | (spread[planes23 >> 8] << 3);
    }
  }

  private decode8(from: number, to: number): void {
    this.decode4(0, from, to);
    const vram = this.vram;
    for (let i = from; i < to; i++) {
      const spread = this.attribute[i] & Attribute.HFlip ? SPREAD_FLIPPED : SPREAD;
      const row = this.row[i];
      const planes45 = vram[(row + 16) & 0x7fff];
      const planes67 = vram[(row + 24) & 0x7fff];
      this.high[i] =
        spread[planes45 & 0xff] | (spread[planes45 >> 8] << 1) | (spread[planes67 & 0xff] << 2) | (spread[planes67 >> 8] << 3);
    }
  }

  private decodeHires(bg: number, bits: number, from: number, to: number): void {
    const end = bg * COLUMNS + to;
    for (let i = bg * COLUMNS + from; i < end; i++) {
      this.low[i] = 0;
      this.even[i] = 0;
      for (let half = 0; half < 2; half++) {
        this.addHiresPlanes(i, bits, half, 0);
        if (bits === 4) this.addHiresPlanes(i, bits, half, 1);
      }
    }
  }

  /** Adds two planes of one 8-half-dot half of a column. */
  private addHiresPlanes(i: number, bits: number, half: number, pair: number): void {
    const flipped = (this.attribute[i] & Attribute.HFlip) !== 0;
    const spread = flipped ? SPREAD_FLIPPED : SPREAD;
    const tileWords = bits === 2 ? 8 : 16;
    // The tile on the right is the next one; flipping swaps the two.
    let row = this.row[i] + (pair << 3);
    if ((half === 1) !== flipped) row = this.nextTileRow(row, tileWords, i);
    const planes = this.vram[row & 0x7fff];
    const pixels = (spread[planes & 0xff] | (spread[planes >> 8] << 1)) << (pair << 1);
    this.even[i] |= evenPixels(pixels) << (half << 4);
    this.low[i] |= evenPixels(pixels >>> 4) << (half << 4);
  }

  /** Tile numbers wrap at 1024 within the layer's tile set. */
  private nextTileRow(row: number, tileWords: number, i: number): number {
    const tileAddress = this.registers.tileAddress[i < COLUMNS ? 0 : 1];
    const inSet = (row - tileAddress) & 0x7fff;
    return tileAddress + ((inSet + tileWords) & (tileWords * 1024 - 1));
  }

  /** The slow way's part of a tile: plane pair `part`, or in modes 5 and 6 half and pair. */
  private fetchTilePart(bg: number, column: number, part: number): void {
    const i = bg * COLUMNS + column;
    const mode = this.registers.bgMode;
    if (this.trace !== null) this.trace.tileTime[i] = this.clock.base + this.clock.now;
    if (isHiresMode(mode)) {
      if (part === 0) {
        this.low[i] = 0;
        this.even[i] = 0;
      }
      this.addHiresPlanes(i, BITS_PER_PIXEL[mode * 4 + bg], part >> 1, part & 1);
      return;
    }
    const spread = this.attribute[i] & Attribute.HFlip ? SPREAD_FLIPPED : SPREAD;
    const planes = this.vram[(this.row[i] + (part << 3)) & 0x7fff];
    const pixels = spread[planes & 0xff] | (spread[planes >> 8] << 1);
    if (part === 0) this.low[i] = pixels;
    else if (part === 1) this.low[i] |= pixels << 2;
    else if (part === 2) this.high[i] = pixels;
    else this.high[i] |= pixels << 2;
  }

  serialize(s: StateIO): void {
    this.slot = s.u16('bgSlot', this.slot);
    this.present = s.u8('bgPresent', this.present);
    s.ram('bgLow', this.low);
    s.ram('bgHigh', this.high);
    s.ram('bgEven', this.even);
    s.ram('bgWord', this.word);
    s.ram('bgFineScroll', this.fineScroll);
    s.ram('bgAttribute', this.attribute);
    s.ram('bgRow', this.row);
    s.ram('bgHOffset', this.hOffset);
    s.ram('bgVOffset', this.vOffset);
  }
}
