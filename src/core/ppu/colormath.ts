import type { StateIO } from '../types.ts';
import { COLOR_MASK, DIRECT_COLOR, LAYER_SHIFT } from './layers.ts';
import { COLOR_WINDOW, type Registers } from './registers.ts';
import type { Windows } from './window.ts';

/** A black pixel of a forced blank in a picture. */
export const BLANK_PIXEL = 15 << 16;
const BRIGHTNESS_SHIFT = 16;

/** Adds two BGR555 colours; channels stop at 31. */
export function addColors(x: number, y: number): number {
  const sum = x + y;
  const carry = (sum - ((x ^ y) & 0x0421)) & 0x8420;
  return (sum - carry) | (carry - (carry >> 5));
}

export function addColorsHalved(x: number, y: number): number {
  return (x + y - ((x ^ y) & 0x0421)) >> 1;
}

/** Subtracts y from x; channels stop at 0. */
export function subtractColors(x: number, y: number): number {
  const difference = x - y + 0x8420;
  const borrow = (difference - ((x ^ y) & 0x8420)) & 0x8420;
  return (difference - borrow) & (borrow - (borrow >> 5));
}

export function subtractColorsHalved(x: number, y: number): number {
  return (subtractColors(x, y) & 0x7bde) >> 1;
}

/** From layer words to colours: palette, colour window, colour math, brightness. */
export class ColorUnit {
  /** 0-255 the palette; DIRECT_COLOR + group * 256 + pixel the direct colours. */
  readonly colors = new Uint16Array(0x1000);

  /** Colour math and the colour window's black are made; the player can switch that off. */
  shown = true;

  /** What the left half-dot of the next dot inherits from this dot in the 512-pixel modes. [ares: dac below] */
  private lastColor = 0;
  private lastMath = false;
  private lastShown = false;
  private lastFromSub = false;
  private lastHalved = false;

  private readonly registers: Registers;
  private readonly windows: Windows;

  constructor(registers: Registers, windows: Windows) {
    this.registers = registers;
    this.windows = windows;
    for (let group = 0; group < 8; group++) {
      for (let pixel = 0; pixel < 256; pixel++) this.colors[DIRECT_COLOR + group * 256 + pixel] = directColor(pixel, group);
    }
  }

  /** The first half-dot of a line is the sub-screen's pixel as it is. [bsnes: as measured with PeterLemon's HiColor64PerTileRowPseudoHiRes] */
  lineBegin(): void {
    this.lastColor = this.colors[0]!;
    this.lastMath = false;
    this.lastShown = true;
    this.lastFromSub = false;
    this.lastHalved = false;
  }

  /** What the dot before hands on to the left half-dot of the next. */
  get before(): {
    readonly color: number;
    readonly math: boolean;
    readonly shown: boolean;
    readonly fromSub: boolean;
    readonly halved: boolean;
  } {
    return {
      color: this.lastColor,
      math: this.lastMath,
      shown: this.lastShown,
      fromSub: this.lastFromSub,
      halved: this.lastHalved,
    };
  }

  /** Whether a sub-screen pixel can show in the 256-pixel picture. */
  get needsSubscreen(): boolean {
    const r = this.registers;
    return r.addSubscreen && r.mathLayers !== 0 && r.preventMath !== 3;
  }

  /** Writes dots [from, to) as 256-pixel picture elements to out[at + x]. */
  composeDots(out: Uint32Array, at: number, main: Int32Array, sub: Int32Array, from: number, to: number): void {
    const r = this.registers;
    const windows = this.windows;
    const light = r.brightness << BRIGHTNESS_SHIFT;
    const colors = this.colors;
    for (let i = 0; i < windows.count; i++) {
      const begin = windows.start[i] > from ? windows.start[i] : from;
      const end = windows.start[i + 1] < to ? windows.start[i + 1] : to;
      if (begin >= end) continue;
      const inside = (windows.inside[i] >> COLOR_WINDOW) & 1;
      const shown = !this.shown || allowed(r.clipToBlack, inside);
      if (this.shown && r.mathLayers !== 0 && allowed(r.preventMath, inside))
        this.mathDots(out, at, main, sub, begin, end, shown, light);
      else if (shown) for (let x = begin; x < end; x++) out[at + x] = colors[main[x] & COLOR_MASK] | light;
      else out.fill(light, at + begin, at + end);
    }
  }

  private mathDots(
    out: Uint32Array,
    at: number,
    main: Int32Array,
    sub: Int32Array,
    from: number,
    to: number,
    shown: boolean,
    light: number,
  ): void {
    const r = this.registers;
    const colors = this.colors;
    const layers = layerBits(r.mathLayers);
    const subscreen = r.addSubscreen;
    const halve = r.halve && shown;
    const subtract = r.subtract;
    const fixed = r.fixedColor;
    if (!subscreen && fixed === 0 && !halve) {
      for (let x = from; x < to; x++) out[at + x] = (shown ? colors[main[x] & COLOR_MASK] : 0) | light;
      return;
    }
    // Neighbours are mostly alike: the blend before is kept.
    let lastWord = -1;
    let lastSub = -1;
    let pixel = 0;
    for (let x = from; x < to; x++) {
      const word = main[x];
      const below = subscreen ? sub[x] : 0;
      if (word !== lastWord || below !== lastSub) {
        lastWord = word;
        lastSub = below;
        let color = shown ? colors[word & COLOR_MASK] : 0;
        if ((layers >> ((word >> LAYER_SHIFT) & 7)) & 1) {
          // Where the sub-screen is empty the fixed colour stands in and nothing is halved. [fullsnes: $2131]
          const filled = subscreen && below !== 0;
          color = blend(color, filled ? colors[below & COLOR_MASK] : fixed, subtract, halve && (!subscreen || filled));
        }
        pixel = color | light;
      }
      out[at + x] = pixel;
    }
  }

  /** Writes dots [from, to) as pairs of half-dots to out[at + 2x]: the left one is the sub-screen's. */
  composeHalfDots(out: Uint32Array, at: number, main: Int32Array, sub: Int32Array, from: number, to: number): void {
    const r = this.registers;
    const windows = this.windows;
    const light = r.brightness << BRIGHTNESS_SHIFT;
    const layers = this.shown ? layerBits(r.mathLayers) : 0;
    for (let i = 0; i < windows.count; i++) {
      const begin = windows.start[i] > from ? windows.start[i] : from;
      const end = windows.start[i + 1] < to ? windows.start[i + 1] : to;
      if (begin >= end) continue;
      const inside = (windows.inside[i] >> COLOR_WINDOW) & 1;
      const shown = !this.shown || allowed(r.clipToBlack, inside);
      if (layers !== 0 && allowed(r.preventMath, inside)) {
        this.mathHalfDots(out, at, main, sub, begin, end, shown, layers, light);
      } else {
        // The first left half-dot still follows the dot before.
        this.mathHalfDots(out, at, main, sub, begin, begin + 1, shown, 0, light);
        this.plainHalfDots(out, at, main, sub, begin + 1, end, shown, light);
      }
    }
  }

  private plainHalfDots(
    out: Uint32Array,
    at: number,
    main: Int32Array,
    sub: Int32Array,
    from: number,
    to: number,
    shown: boolean,
    light: number,
  ): void {
    if (from >= to) return;
    const colors = this.colors;
    if (shown) {
      for (let x = from; x < to; x++) {
        out[at + 2 * x] = colors[sub[x] & COLOR_MASK] | light;
        out[at + 2 * x + 1] = colors[main[x] & COLOR_MASK] | light;
      }
    } else out.fill(light, at + 2 * from, at + 2 * to);
    this.lastColor = colors[main[to - 1] & COLOR_MASK];
  }

  /** The left half-dot takes the dot before's decisions and its colour before math as the operand. */
  private mathHalfDots(
    out: Uint32Array,
    at: number,
    main: Int32Array,
    sub: Int32Array,
    from: number,
    to: number,
    shown: boolean,
    layers: number,
    light: number,
  ): void {
    const colors = this.colors;
    const { fixedColor, subtract, addSubscreen } = this.registers;
    const halve = this.registers.halve && shown;
    let { lastColor, lastMath, lastShown, lastFromSub, lastHalved } = this;
    for (let x = from; x < to; x++) {
      const below = sub[x];
      const subColor = colors[below & COLOR_MASK];
      let left = lastShown ? subColor : 0;
      if (lastMath) left = blend(left, lastFromSub ? lastColor : fixedColor, subtract, lastHalved);
      out[at + 2 * x] = left | light;

      const word = main[x];
      lastColor = colors[word & COLOR_MASK];
      let right = shown ? lastColor : 0;
      lastMath = ((layers >> ((word >> LAYER_SHIFT) & 7)) & 1) !== 0;
      if (lastMath) {
        lastFromSub = addSubscreen && below !== 0;
        lastHalved = halve && (!addSubscreen || below !== 0);
        right = blend(right, lastFromSub ? subColor : fixedColor, subtract, lastHalved);
      }
      out[at + 2 * x + 1] = right | light;
      lastShown = shown;
    }
    this.lastColor = lastColor;
    this.lastMath = lastMath;
    this.lastShown = lastShown;
    this.lastFromSub = lastFromSub;
    this.lastHalved = lastHalved;
  }

  serialize(s: StateIO): void {
    this.lastColor = s.u16('dacLastColor', this.lastColor);
    this.lastMath = s.bool('dacLastMath', this.lastMath);
    this.lastShown = s.bool('dacLastShown', this.lastShown);
    this.lastFromSub = s.bool('dacLastFromSub', this.lastFromSub);
    this.lastHalved = s.bool('dacLastHalved', this.lastHalved);
  }
}

function blend(color: number, other: number, subtract: boolean, halved: boolean): number {
  if (subtract) return halved ? subtractColorsHalved(color, other) : subtractColors(color, other);
  return halved ? addColorsHalved(color, other) : addColors(color, other);
}

/** CGWSEL's two-bit regions: 0 forbids nowhere, 1 outside the colour window, 2 inside, 3 everywhere. [fullsnes: $2130] */
function allowed(region: number, inside: number): boolean {
  return region === 0 || (region === 1 && inside === 1) || (region === 2 && inside === 0);
}

/** CGADSUB bits 0-5 (BG1-4, OBJ, backdrop) as a mask over layer numbers (0 backdrop, 1-4, 5). */
function layerBits(mathLayers: number): number {
  return ((mathLayers & 0x1f) << 1) | ((mathLayers >> 5) & 1);
}

/** BBGGGRRR and the map entry's palette bits bgr: 0BBb00GG Gg0RRRr0. [fullsnes: $2130, Direct Color] */
function directColor(pixel: number, group: number): number {
  const red = ((pixel & 0x07) << 2) | ((group & 1) << 1);
  const green = ((pixel & 0x38) >> 1) | (group & 2);
  const blue = ((pixel & 0xc0) >> 3) | (group & 4);
  return red | (green << 5) | (blue << 10);
}
