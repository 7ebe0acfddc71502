import type { Clock } from '../clock.ts';
import type { StateIO } from '../types.ts';
import { LAYER_OBJ, LAYER_OBJ_NO_MATH, LAYER_SHIFT, OBJ_PRIORITIES, PRIORITIES, PRIORITY_SHIFT, priorityRow } from './layers.ts';
import type { Registers } from './registers.ts';
import { SPREAD, SPREAD_FLIPPED } from './tiles.ts';
import type { PpuTrace } from './trace.ts';

const MAX_SPRITES = 32;
const MAX_TILES = 34;
const OAM_SPRITES = 128;
/** Tiles are fetched from here on, 8 clocks each. [anomie: timing, OBJ tile fetch at dots 272-339] [ares: ppu main, H=1080] */
export const TILE_FETCH_CLOCK = 1080;
const TILE_CLOCKS = 8;
const EVALUATION_CLOCKS = 8;
/** The line buffer has room for a tile that begins left of the screen. */
const MARGIN = 8;

/** Sizes by OBSEL bits 5-7: small ones, then large ones. 6 and 7 are undocumented. [fullsnes: $2101] */
const WIDTHS = new Uint8Array([8, 8, 8, 16, 16, 32, 16, 16, 16, 32, 64, 32, 64, 64, 32, 32]);
const HEIGHTS = new Uint8Array([8, 8, 8, 16, 16, 32, 32, 32, 16, 32, 64, 32, 64, 64, 64, 32]);

/**
 * Sprites. While line v is shown, the sprites that touch it are found; in the horizontal blank after it their tiles are fetched,
 * and line v + 1 shows them.
 */
export class Objects {
  /** STAT77 bits 6 and 7. */
  rangeOver = false;
  timeOver = false;
  /** The sprite whose tiles are fetched, or were fetched last. */
  private fetchedSprite = 0;

  /** Pixels of the current line: palette index (128-255) with the priority in bits 8-9; 0 is transparent. */
  private readonly pixels = new Uint16Array(256 + 2 * MARGIN);
  /** Bit n: pixels 8n to 8n + 7 may hold something. */
  private blocks = 0;

  private readonly found = new Uint8Array(MAX_SPRITES);
  private foundCount = 0;
  private firstSprite = 0;
  private evaluated = 0;

  /** Fetched tiles of the next line. */
  private tileCount = 0;
  private readonly tileX = new Int16Array(MAX_TILES);
  private readonly tileRow = new Int32Array(MAX_TILES);
  /** Palette index of colour 0 with the priority in bits 8-9. */
  private readonly tileWord = new Uint16Array(MAX_TILES);

  trace: PpuTrace | null = null;

  private fetchClock = TILE_FETCH_CLOCK;
  /** Next in `found` to be fetched, counted down; and how many of its columns are done. */
  private fetchSprite = -1;
  private fetchColumn = 0;

  private readonly registers: Registers;
  private readonly vram: Uint16Array;
  private readonly oam: Uint8Array;
  private readonly clock: Clock;

  constructor(registers: Registers, vram: Uint16Array, oam: Uint8Array, clock: Clock) {
    this.registers = registers;
    this.vram = vram;
    this.oam = oam;
    this.clock = clock;
  }

  power(): void {
    this.fetchedSprite = 0;
    this.tileCount = 0;
    this.blocks = -1;
    this.pixels.fill(0);
  }

  frameBegin(): void {
    this.rangeOver = false;
    this.timeOver = false;
  }

  /** Shows what was fetched and begins to look for the next line's sprites, `first` being the one with the highest priority. */
  lineBegin(first: number): void {
    this.rasterize();
    this.firstSprite = first;
    this.evaluated = 0;
    this.foundCount = 0;
    this.tileCount = 0;
    this.fetchClock = TILE_FETCH_CLOCK;
    this.fetchSprite = -1;
    this.fetchColumn = 0;
  }

  private rasterize(): void {
    const pixels = this.pixels;
    if (this.blocks !== 0) pixels.fill(0);
    this.trace?.showLine();
    this.blocks = 0;
    // Sprites come last to first, so the one with the lowest number ends up on top, whatever its priority.
    for (let n = 0; n < this.tileCount; n++) {
      const row = this.tileRow[n];
      if (row === 0) continue;
      const x = this.tileX[n];
      const word = this.tileWord[n];
      if (x >= 0) this.blocks |= 1 << (x >> 3);
      if (x < 248) this.blocks |= 1 << ((x + 7) >> 3);
      for (let i = x + MARGIN, bits = row; bits !== 0; i++, bits >>>= 4) {
        if (bits & 15) pixels[i] = word + (bits & 15);
      }
      if (this.trace !== null) this.traceTile(this.trace, n);
    }
  }

  private traceTile(trace: PpuTrace, n: number): void {
    for (let x = this.tileX[n], bits = this.tileRow[n]; bits !== 0; x++, bits >>>= 4) {
      if (bits & 15 && x >= 0 && x < 256) trace.shownAt[x] = n;
    }
  }

  /** Looks at the sprites up to 8-clock step `end` of 128. [fullsnes: SNES PPU Sprites, overflow timing] [ares: object evaluate] */
  evaluateTo(end: number): void {
    if (end > OAM_SPRITES) end = OAM_SPRITES;
    let step = this.evaluated;
    if (step >= end) return;
    this.evaluated = end;
    if (this.registers.forcedBlank) return;
    const oam = this.oam;
    const line = this.clock.v;
    const sizes = this.registers.objSizePair;
    const halve = this.registers.objInterlace ? 1 : 0;
    for (; step < end; step++) {
      const sprite = (this.firstSprite + step) & 127;
      const high = oam[0x200 + (sprite >> 2)] >> ((sprite & 3) << 1);
      const size = sizes | ((high & 2) << 2);
      let height = HEIGHTS[size];
      // 16x32 becomes 16x16. [ares: oam height, hardware quirk]
      if (halve && size < 8 && size >= 6) height = 16;
      if (((line - oam[sprite * 4 + 1]) & 255) >= height >> halve) continue;
      // Left of the screen altogether; but X = -256 counts as on screen. [fullsnes: SNES PPU Sprites, X=100h]
      if (high & 1 && oam[sprite * 4] !== 0 && oam[sprite * 4] + WIDTHS[size] <= 256) continue;
      if (this.foundCount === MAX_SPRITES) {
        this.rangeOver = true;
        this.evaluated = OAM_SPRITES;
        return;
      }
      this.found[this.foundCount++] = sprite;
    }
  }

  /** The sprite whose OAM entry is on OAM's address lines at clock `h`: searched for two dots each, then fetched. [MesenCE: GetOamAddress] */
  oamSpriteAt(h: number): number {
    if (h >= OAM_SPRITES * EVALUATION_CLOCKS) return this.fetchedSprite;
    return (this.firstSprite + ((h + EVALUATION_CLOCKS / 2) >> 3)) & 127;
  }

  /** Fetches the tiles whose time has come before clock `h` of the line. */
  fetchTo(h: number): void {
    if (this.fetchClock >= h) return;
    if (this.fetchClock === TILE_FETCH_CLOCK && this.fetchColumn === 0) this.fetchSprite = this.foundCount - 1;
    while (this.fetchSprite >= 0 && this.fetchClock < h) this.fetchSpriteTiles(h);
    if (this.fetchSprite < 0) this.fetchClock = h;
  }

  private fetchSpriteTiles(h: number): void {
    const r = this.registers;
    if (r.forcedBlank) {
      this.fetchClock += TILE_CLOCKS;
      this.nextSprite();
      return;
    }
    const sprite = this.found[this.fetchSprite];
    this.fetchedSprite = sprite;
    const oam = this.oam;
    const high = oam[0x200 + (sprite >> 2)] >> ((sprite & 3) << 1);
    const size = r.objSizePair | ((high & 2) << 2);
    const columns = WIDTHS[size] >> 3;
    const x = oam[sprite * 4] - ((high & 1) << 8);
    const attribute = oam[sprite * 4 + 3];
    const y = this.rowInSprite(oam[sprite * 4 + 1], WIDTHS[size], HEIGHTS[size], (attribute & 0x80) !== 0);
    const tile = oam[sprite * 4 + 2];
    const table = r.objAddress + (attribute & 1 ? r.objSecondTable : 0);
    const tileLine = (((tile >> 4) + (y >> 3)) & 15) << 4;
    const flipped = (attribute & 0x40) !== 0;
    const spread = flipped ? SPREAD_FLIPPED : SPREAD;
    const word = 128 | ((attribute & 0x0e) << 3) | ((attribute & 0x30) << 4);
    while (this.fetchColumn < columns) {
      if (this.fetchClock >= h) return;
      const column = this.fetchColumn++;
      const tileX = x + column * 8;
      // Tiles off the screen take no time, except those of a sprite at X = -256.
      if (x !== -256 && (tileX <= -8 || tileX >= 256)) continue;
      if (this.tileCount === MAX_TILES) {
        this.timeOver = true;
        this.fetchSprite = -1;
        return;
      }
      const shown = flipped ? columns - 1 - column : column;
      const address = table + ((tileLine + ((tile + shown) & 15)) << 4) + (y & 7);
      const planes01 = this.vram[address & 0x7fff];
      const planes23 = this.vram[(address + 8) & 0x7fff];
      const n = this.tileCount++;
      this.tileX[n] = tileX;
      this.trace?.fetchSprite(n, {
        sprite,
        address: address & 0x7fff,
        tile: tile | ((attribute & 1) << 8),
        attribute,
        time: this.clock.base + this.clock.now,
      });
      this.tileWord[n] = word;
      this.tileRow[n] =
        tileX <= -8
          ? 0
          : spread[planes01 & 0xff] |
            (spread[planes01 >> 8] << 1) |
            (spread[planes23 & 0xff] << 2) |
            (spread[planes23 >> 8] << 3);
      this.fetchClock += TILE_CLOCKS;
    }
    this.nextSprite();
  }

  private nextSprite(): void {
    this.fetchSprite--;
    this.fetchColumn = 0;
  }

  /** Tall sprites are flipped in two square halves, each on its own. [fullsnes: SNES PPU Sprites] [ares: object fetch] */
  private rowInSprite(top: number, width: number, height: number, flipped: boolean): number {
    let y = (this.clock.v - top) & 255;
    const interlace = this.registers.objInterlace;
    if (interlace) y <<= 1;
    if (flipped) {
      if (width === height) y = height - 1 - y;
      else if (y < width) y = width - 1 - y;
      else y = 3 * width - 1 - y;
    }
    if (interlace) y += flipped ? -this.clock.field : this.clock.field;
    return y & 255;
  }

  /** Pushes pixels [from, to) into a line buffer. */
  draw(line: Int32Array, from: number, to: number): void {
    if (this.blocks === 0) return;
    const r = this.registers;
    const row = priorityRow(r.bgMode, r.bg3Front, r.extBg) + OBJ_PRIORITIES;
    const word0 = PRIORITIES[row] << PRIORITY_SHIFT;
    const word1 = PRIORITIES[row + 1] << PRIORITY_SHIFT;
    const word2 = PRIORITIES[row + 2] << PRIORITY_SHIFT;
    const word3 = PRIORITIES[row + 3] << PRIORITY_SHIFT;
    for (let blocks = this.blocks >>> (from >> 3), start = from & ~7; blocks !== 0 && start < to; blocks >>>= 1, start += 8) {
      if ((blocks & 1) === 0) continue;
      const end = start + 8 < to ? start + 8 : to;
      for (let x = start < from ? from : start; x < end; x++) {
        const pixel = this.pixels[x + MARGIN];
        if (pixel === 0) continue;
        const index = pixel & 0xff;
        const layer = index >= 192 ? LAYER_OBJ << LAYER_SHIFT : LAYER_OBJ_NO_MATH << LAYER_SHIFT;
        const priority = pixel & 0x200 ? (pixel & 0x100 ? word3 : word2) : pixel & 0x100 ? word1 : word0;
        const word = priority | layer | index;
        if (word > line[x]) line[x] = word;
      }
    }
  }

  serialize(s: StateIO): void {
    this.rangeOver = s.bool('rangeOver', this.rangeOver);
    this.timeOver = s.bool('timeOver', this.timeOver);
    this.fetchedSprite = s.u8('objFetchedSprite', this.fetchedSprite);
    s.ram('objPixels', this.pixels);
    this.blocks = s.i32('objBlocks', this.blocks);
    s.ram('objFound', this.found);
    this.foundCount = s.u8('objFoundCount', this.foundCount);
    this.firstSprite = s.u8('objFirstSprite', this.firstSprite);
    this.evaluated = s.u8('objEvaluated', this.evaluated);
    this.tileCount = s.u8('objTileCount', this.tileCount);
    s.ram('objTileX', this.tileX);
    s.ram('objTileRow', this.tileRow);
    s.ram('objTileWord', this.tileWord);
    this.fetchClock = s.i32('objFetchClock', this.fetchClock);
    this.fetchSprite = s.i32('objFetchSprite', this.fetchSprite);
    this.fetchColumn = s.u8('objFetchColumn', this.fetchColumn);
  }
}
