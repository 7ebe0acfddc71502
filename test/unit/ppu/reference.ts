/**
 * A second PPU for the tests: one pixel at a time, straight from the documents, no speed and no shared code.
 * It knows whole lines only: registers do not change within one.
 */
export interface ReferenceState {
  /** Last byte written to each of $2100-$2133 (single-byte registers). */
  reg: Uint8Array;
  hofs: number[];
  vofs: number[];
  m7: { a: number; b: number; c: number; d: number; x: number; y: number; h: number; v: number };
  fixed: [number, number, number];
  vram: Uint16Array;
  oam: Uint8Array;
  cgram: Uint16Array;
  firstSprite: number;
  field: number;
}

interface Pixel {
  /** 0 BG1 to 3 BG4, 4 OBJ, 5 backdrop. */
  layer: number;
  color: number;
  index: number;
  z: number;
}

// Front to back as in the documents' charts; digits are BG numbers with H or L, S0-S3 sprites.
const ORDER: Record<string, string> = {
  '0': 'S3 1H 2H S2 1L 2L S1 3H 4H S0 3L 4L',
  '1': 'S3 1H 2H S2 1L 2L S1 3H S0 3L',
  '1f': '3H S3 1H 2H S2 1L 2L S1 S0 3L',
  '2': 'S3 1H S2 2H S1 1L S0 2L',
  '3': 'S3 1H S2 2H S1 1L S0 2L',
  '4': 'S3 1H S2 2H S1 1L S0 2L',
  '5': 'S3 1H S2 2H S1 1L S0 2L',
  '6': 'S3 1H S2 S1 1L S0',
  '7': 'S3 S2 S1 1L S0',
  '7x': 'S3 S2 2H S1 1L S0 2L',
};
const DEPTH = ['2222', '442', '44', '84', '82', '42', '4', ''];
const SIZES: [number, number, number, number][] = [
  [8, 8, 16, 16],
  [8, 8, 32, 32],
  [8, 8, 64, 64],
  [16, 16, 32, 32],
  [16, 16, 64, 64],
  [32, 32, 64, 64],
  [16, 32, 32, 64],
  [16, 32, 32, 32],
];

export class Reference {
  private readonly s: ReferenceState;
  private spriteLine: ({ color: number; prio: number } | null)[] = [];
  rangeOver = false;
  timeOver = false;

  constructor(s: ReferenceState) {
    this.s = s;
  }

  private get mode(): number {
    return this.s.reg[0x05] & 7;
  }
  private get hires(): boolean {
    return this.mode === 5 || this.mode === 6;
  }

  private z(name: string): number {
    const mode = this.mode;
    let key = String(mode);
    if (mode === 1 && this.s.reg[0x05] & 8) key = '1f';
    if (mode === 7 && this.s.reg[0x33] & 0x40) key = '7x';
    const list = ORDER[key].split(' ');
    const at = list.indexOf(name);
    return at < 0 ? 0 : list.length - at;
  }

  /** A tile pixel: planes are bits of the bytes at 16 bits a row. */
  private tilePixel(wordBase: number, depth: number, col: number, row: number): number {
    let value = 0;
    for (let plane = 0; plane < depth; plane++) {
      const word = this.s.vram[(wordBase + (plane >> 1) * 8 + row) & 0x7fff];
      const byte = plane & 1 ? word >> 8 : word & 0xff;
      if (byte & (0x80 >> col)) value |= 1 << plane;
    }
    return value;
  }

  private mapEntry(bg: number, tx: number, ty: number): number {
    const sc = this.s.reg[0x07 + bg];
    const wide = sc & 1;
    const high = (sc >> 1) & 1;
    let screen = 0;
    if (wide) screen += (tx >> 5) & 1;
    if (high) screen += ((ty >> 5) & 1) * (wide ? 2 : 1);
    const base = (sc >> 2) * 0x400;
    return this.s.vram[(base + screen * 0x400 + (ty & 31) * 32 + (tx & 31)) & 0x7fff];
  }

  /** x in dots; half 0 or 1 within the dot in the 512 modes. */
  private bgPixel(bg: number, x: number, half: number, v: number): Pixel | null {
    const s = this.s;
    const depth = Number(DEPTH[this.mode][bg] ?? 0);
    if (depth === 0) return null;
    const big = (s.reg[0x05] >> (4 + bg)) & 1;
    const size = (s.reg[0x06] >> 4) + 1;
    const mosaic = (s.reg[0x06] >> bg) & 1;
    const interlace = this.hires && s.reg[0x33] & 1;
    let line = v;
    if (mosaic) {
      x -= x % size;
      line = 1 + Math.floor((v - 1) / size) * size;
      half = 0;
    }
    let y = interlace ? line * 2 + (mosaic ? 0 : s.field) : line;
    const fine = s.hofs[bg] & 7;
    const column = (x + fine) >> 3;
    const inColumn = (x + fine) & 7;
    let coarse = s.hofs[bg] >> 3;
    let yScroll = s.vofs[bg];
    if ((this.mode === 2 || this.mode === 4 || this.mode === 6) && column > 0) {
      const big3 = (s.reg[0x05] >> 6) & 1;
      const ox = 8 * (column - 1) + (s.hofs[2] & 0x3f8);
      const tx = this.mode === 6 || !big3 ? ox >> 3 : ox >> 4;
      const ty = (yy: number): number => (big3 ? yy >> 4 : yy >> 3);
      const first = this.mapEntry(2, tx, ty(s.vofs[2]));
      const second = this.mapEntry(2, tx, ty(s.vofs[2] + 8));
      const on = (entry: number): boolean => ((entry >> (13 + bg)) & 1) === 1;
      const h = this.mode === 4 ? (first & 0x8000 ? 0 : first) : first;
      const w = this.mode === 4 ? (first & 0x8000 ? first : 0) : second;
      // Modes 5 and 6 count scroll in half-dots here, of which a column is 16.
      if (on(h)) coarse = this.mode === 6 ? (h & 0x3ff) >> 4 : (h & 0x3ff) >> 3;
      if (on(w)) yScroll = w & 0x3ff;
    }
    y += yScroll;
    // Position in the plane, in pixels of the tiles.
    const px = this.hires ? ((column + coarse) * 8 + inColumn) * 2 + half : (column + coarse) * 8 + inColumn;
    const tw = this.hires || big ? 16 : 8;
    const th = big ? 16 : 8;
    const entry = this.mapEntry(bg, Math.floor(px / tw), Math.floor(y / th));
    let ix = px % tw;
    let iy = y % th;
    if (entry & 0x4000) ix = tw - 1 - ix;
    if (entry & 0x8000) iy = th - 1 - iy;
    const tile = ((entry & 0x3ff) + (ix >> 3) + (iy >> 3) * 16) & 0x3ff;
    const nba = s.reg[bg < 2 ? 0x0b : 0x0c];
    const base = (bg & 1 ? nba >> 4 : nba & 15) * 0x1000;
    const value = this.tilePixel(base + tile * depth * 4, depth, ix & 7, iy & 7);
    if (value === 0) return null;
    const palette = (entry >> 10) & 7;
    const z = this.z(`${bg + 1}${entry & 0x2000 ? 'H' : 'L'}`);
    if (depth === 8) {
      if (s.reg[0x30] & 1) return { layer: bg, color: this.direct(value, palette), index: -1, z };
      return { layer: bg, color: s.cgram[value], index: value, z };
    }
    const index = depth === 2 ? (this.mode === 0 ? bg * 32 : 0) + palette * 4 + value : palette * 16 + value;
    return { layer: bg, color: s.cgram[index], index, z };
  }

  private direct(value: number, palette: number): number {
    const r = ((value & 7) << 2) + ((palette & 1) << 1);
    const g = (((value >> 3) & 7) << 2) + (((palette >> 1) & 1) << 1);
    const b = (((value >> 6) & 3) << 3) + (((palette >> 2) & 1) << 2);
    return r + g * 32 + b * 1024;
  }

  private mode7Pixel(bg: number, x: number, v: number): Pixel | null {
    const s = this.s;
    const ext = (s.reg[0x33] & 0x40) !== 0;
    if (bg > 1 || (bg === 1 && !ext)) return null;
    const size = (s.reg[0x06] >> 4) + 1;
    if ((s.reg[0x06] >> bg) & 1) x -= x % size;
    let y = s.reg[0x06] & 1 ? 1 + Math.floor((v - 1) / size) * size : v;
    const sel = s.reg[0x1a];
    if (sel & 1) x = 255 - x;
    if (sel & 2) y = 255 - y;
    const s13 = (n: number): number => ((n & 0x1fff) ^ 0x1000) - 0x1000;
    const org = (n: number): number => {
      const cut = n & ~0x1c00;
      return n < 0 ? (cut | 0x1c00) - 0 : cut;
    };
    const m = s.m7;
    const cx = s13(m.x);
    const cy = s13(m.y);
    const clip = (n: number): number => (n < 0 ? -(~org(n) & 0x3ff) - 1 : org(n) & 0x3ff);
    const ox = clip(s13(m.h) - cx);
    const oy = clip(s13(m.v) - cy);
    const cut = (n: number): number => Math.floor(n / 64) * 64;
    const vx = cut(m.a * ox) + cut(m.b * oy) + cut(m.b * y) + cx * 256 + m.a * x;
    const vy = cut(m.c * ox) + cut(m.d * oy) + cut(m.d * y) + cy * 256 + m.c * x;
    let tx = Math.floor(vx / 256);
    let ty = Math.floor(vy / 256);
    const outside = tx < 0 || tx > 1023 || ty < 0 || ty > 1023;
    const over = sel >> 6;
    if (outside && over === 2) return null;
    tx &= 1023;
    ty &= 1023;
    const tile = outside && over === 3 ? 0 : s.vram[(ty >> 3) * 128 + (tx >> 3)] & 0xff;
    let value = s.vram[tile * 64 + (ty & 7) * 8 + (tx & 7)] >> 8;
    let name = '1L';
    if (bg === 1) {
      name = value & 0x80 ? '2H' : '2L';
      value &= 0x7f;
    }
    if (value === 0) return null;
    if (bg === 0 && s.reg[0x30] & 1) return { layer: 0, color: this.direct(value, 0), index: -1, z: this.z(name) };
    return { layer: bg, color: s.cgram[value], index: value, z: this.z(name) };
  }

  /** Sprites of picture line v, found in line v - 1. */
  private sprites(v: number): void {
    const s = this.s;
    const y = v - 1;
    const inter = (s.reg[0x33] >> 1) & 1;
    const pair = s.reg[0x01] >> 5;
    const found: number[] = [];
    const shape = (n: number): { x: number; w: number; h: number; top: number } => {
      const high = (s.oam[512 + (n >> 2)] >> ((n & 3) * 2)) & 3;
      const size = SIZES[pair];
      const large = high >> 1;
      let h = large ? size[3] : size[1];
      if (inter && pair >= 6 && !large) h = 16;
      return { x: s.oam[n * 4] - (high & 1) * 256, w: large ? size[2] : size[0], h, top: s.oam[n * 4 + 1] };
    };
    for (let i = 0; i < 128; i++) {
      const n = (s.firstSprite + i) % 128;
      const { x, w, h, top } = shape(n);
      if (((y - top) & 255) >= (inter ? h / 2 : h)) continue;
      if (x !== -256 && x + w <= 0) continue;
      if (found.length === 32) {
        this.rangeOver = true;
        break;
      }
      found.push(n);
    }
    this.spriteLine = Array.from({ length: 256 }, () => null);
    let slots = 34;
    for (const n of found.reverse()) {
      const { x, w, top } = shape(n);
      const attr = s.oam[n * 4 + 3];
      const trueH = SIZES[pair][((s.oam[512 + (n >> 2)] >> ((n & 3) * 2)) & 2) + 1];
      let row = (y - top) & 255;
      if (inter) row = row * 2;
      if (attr & 0x80) {
        if (trueH === w) row = trueH - 1 - row;
        else row = row < w ? w - 1 - row : w + (2 * w - 1 - row);
      }
      if (inter) row += attr & 0x80 ? -s.field : s.field;
      row &= 255;
      for (let c = 0; c < w / 8; c++) {
        const sx = x + c * 8;
        if (x !== -256 && (sx <= -8 || sx >= 256)) continue;
        if (slots === 0) {
          this.timeOver = true;
          break;
        }
        slots--;
        for (let i = 0; i < 8; i++) {
          if (sx + i < 0 || sx + i > 255) continue;
          const ix = attr & 0x40 ? w - 1 - (c * 8 + i) : c * 8 + i;
          const t = s.oam[n * 4 + 2];
          const tile = ((((t >> 4) + (row >> 3)) & 15) << 4) | ((t + (ix >> 3)) & 15);
          const base = (s.reg[0x01] & 7) * 0x2000 + (attr & 1 ? (((s.reg[0x01] >> 3) & 3) + 1) * 0x1000 : 0);
          const value = this.tilePixel(base + tile * 16, 4, ix & 7, row & 7);
          if (value !== 0) this.spriteLine[sx + i] = { color: 128 + ((attr >> 1) & 7) * 16 + value, prio: (attr >> 4) & 3 };
        }
      }
    }
  }

  private inWindow(layer: number, x: number): boolean {
    const r = this.s.reg;
    const sel = (r[0x23 + (layer >> 1)] >> ((layer & 1) * 4)) & 15;
    const logic = layer < 4 ? (r[0x2a] >> (layer * 2)) & 3 : (r[0x2b] >> ((layer - 4) * 2)) & 3;
    let w1 = r[0x26] <= x && x <= r[0x27];
    let w2 = r[0x28] <= x && x <= r[0x29];
    if (sel & 1) w1 = !w1;
    if (sel & 4) w2 = !w2;
    const on1 = (sel & 2) !== 0;
    const on2 = (sel & 8) !== 0;
    if (!on1 && !on2) return false;
    if (!on2) return w1;
    if (!on1) return w2;
    return [w1 || w2, w1 && w2, w1 !== w2, w1 === w2][logic];
  }

  private top(x: number, half: number, v: number, enable: number, windowed: number): Pixel {
    let best: Pixel = { layer: 5, color: this.s.cgram[0], index: 0, z: 0 };
    for (let layer = 0; layer < 5; layer++) {
      if (!((enable >> layer) & 1)) continue;
      if ((windowed >> layer) & 1 && this.inWindow(layer, x)) continue;
      let p: Pixel | null;
      if (layer === 4) {
        const sprite = this.spriteLine[x]!;
        p =
          sprite === null
            ? null
            : { layer: 4, color: this.s.cgram[sprite.color], index: sprite.color, z: this.z(`S${sprite.prio}`) };
      } else p = this.mode === 7 ? this.mode7Pixel(layer, x, v) : this.bgPixel(layer, x, half, v);
      if (p !== null && p.z > best.z) best = p;
    }
    return best;
  }

  private math(a: number, b: number, half: boolean): number {
    const sub = this.s.reg[0x31] & 0x80;
    let out = 0;
    for (let shift = 0; shift < 15; shift += 5) {
      const x = (a >> shift) & 31;
      const y = (b >> shift) & 31;
      let c = sub ? x - y : x + y;
      if (c < 0) c = 0;
      if (half) c >>= 1;
      if (c > 31) c = 31;
      out |= c << shift;
    }
    return out;
  }

  /** What both screens show at each dot of line v. */
  layers(v: number): { main: number; sub: number }[] {
    const r = this.s.reg;
    this.sprites(v);
    return Array.from({ length: 256 }, (_, x) => ({
      main: this.top(x, 1, v, r[0x2c], r[0x2e]).layer,
      sub: this.top(x, 0, v, r[0x2d], r[0x2f]).layer,
    }));
  }

  /** Colours of line v: 256, or 512 in the 512-pixel modes and pseudo-hires. */
  line(v: number): number[] {
    const r = this.s.reg;
    if (r[0x00] & 0x80) return Array.from({ length: 256 }, () => 0);
    this.sprites(v);
    const wide = this.hires || (r[0x33] & 8) !== 0;
    const out: number[] = [];
    const fixed = this.s.fixed[0] | (this.s.fixed[1] << 5) | (this.s.fixed[2] << 10);
    let last = { color: this.s.cgram[0], math: false, shown: true, withSub: false, half: false };
    for (let x = 0; x < 256; x++) {
      const main = this.top(x, 1, v, r[0x2c], r[0x2e]);
      const sub = this.top(x, 0, v, r[0x2d], r[0x2f]);
      const inside = this.inWindow(5, x);
      const region = (n: number): boolean => [false, !inside, inside, true][n];
      const shown = !region(r[0x30] >> 6);
      const noMath = region((r[0x30] >> 4) & 3);
      const able = (r[0x31] >> main.layer) & 1 && !(main.layer === 4 && main.index < 192);
      const math = Boolean(able) && !noMath;
      if (wide) {
        const left = last.shown ? sub.color : 0;
        out.push(last.math ? this.math(left, last.withSub ? last.color : fixed, last.half) : left);
      }
      let color = shown ? main.color : 0;
      const withSub = (r[0x30] & 2) !== 0 && sub.layer !== 5;
      const half = (r[0x31] & 0x40) !== 0 && shown && !((r[0x30] & 2) !== 0 && sub.layer === 5);
      if (math) color = this.math(color, withSub ? sub.color : fixed, half);
      out.push(color);
      last = math ? { color: main.color, math, shown, withSub, half } : { ...last, color: main.color, math, shown };
    }
    return out;
  }
}
