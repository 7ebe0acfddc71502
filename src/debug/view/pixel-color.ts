import { COLOR_MASK, LAYER_SHIFT } from '../../core/ppu/layers.ts';
import type { Renderer } from '../../core/ppu/renderer.ts';
import { COLOR_WINDOW } from '../../core/ppu/registers.ts';
import type { Ppu } from '../../core/ppu/ppu.ts';

/** How a half-dot's colour came about. Colours are BGR555. */
export interface ColorExplanation {
  /** The screen's pixel before anything is done to it. */
  readonly base: number;
  /** CGWSEL cuts the main screen to black here. */
  readonly clipped: boolean;
  readonly math: 'none' | 'add' | 'subtract';
  readonly halved: boolean;
  /** What is added or subtracted: the other screen's pixel, or the fixed colour. */
  readonly operand: number;
  readonly operandFrom: 'sub' | 'main' | 'fixed' | 'none';
  readonly result: number;
}

const BLANK: ColorExplanation = {
  base: 0,
  clipped: false,
  math: 'none',
  halved: false,
  operand: 0,
  operandFrom: 'none',
  result: 0,
};

/** CGWSEL's regions: 0 nowhere, 1 outside the colour window, 2 inside, 3 everywhere. */
function applies(region: number, inside: boolean): boolean {
  return region === 3 || (region === 1 && !inside) || (region === 2 && inside);
}

function channels(color: number): [number, number, number] {
  return [color & 31, (color >> 5) & 31, (color >> 10) & 31];
}

function mix(color: number, operand: number, subtract: boolean, halved: boolean): number {
  const left = channels(color);
  const right = channels(operand);
  let result = 0;
  for (let i = 0; i < 3; i++) {
    let sum = subtract ? Math.max(0, left[i] - right[i]) : left[i] + right[i];
    if (halved) sum >>= 1;
    result |= Math.min(31, sum) << (5 * i);
  }
  return result;
}

interface Dot {
  readonly main: number;
  readonly sub: number;
  readonly clipped: boolean;
  readonly math: boolean;
  readonly fromSub: boolean;
  readonly halved: boolean;
}

/** Left and right half-dot of dot x. `from` is the first dot of the span. */
export function explainColor(
  ppu: Ppu,
  renderer: Renderer,
  from: number,
  x: number,
  hires: boolean,
): [ColorExplanation, ColorExplanation] {
  const { registers: r } = ppu;
  if (r.forcedBlank) return [BLANK, BLANK];
  const dot = dotAt(ppu, renderer, x);
  const right = explain(dot.main, dot, dot.fromSub ? dot.sub : r.fixedColor, dot.fromSub ? 'sub' : 'fixed', r.subtract);
  if (!hires) return [right, right];
  const subColor = renderer.color.colors[renderer.sub[x] & COLOR_MASK];
  // The left half-dot takes the decisions of the dot before, and its main colour as the operand.
  const before = x === from ? lastDot(renderer) : dotAt(ppu, renderer, x - 1);
  const operand = before.fromSub ? before.main : r.fixedColor;
  return [explain(subColor, before, operand, before.fromSub ? 'main' : 'fixed', r.subtract), right];
}

function lastDot(renderer: Renderer): Dot {
  const { color, math, shown, fromSub, halved } = renderer.color.before;
  return { main: color, sub: 0, clipped: !shown, math, fromSub, halved };
}

function explain(
  base: number,
  dot: Dot,
  operand: number,
  operandFrom: 'sub' | 'main' | 'fixed',
  subtract: boolean,
): ColorExplanation {
  const shown = dot.clipped ? 0 : base;
  if (!dot.math)
    return { base, clipped: dot.clipped, math: 'none', halved: false, operand: 0, operandFrom: 'none', result: shown };
  return {
    base,
    clipped: dot.clipped,
    math: subtract ? 'subtract' : 'add',
    halved: dot.halved,
    operand,
    operandFrom,
    result: mix(shown, operand, subtract, dot.halved),
  };
}

function dotAt(ppu: Ppu, renderer: Renderer, x: number): Dot {
  const inside = renderer.windows.insideAt(x);
  const { registers: r } = ppu;
  const { colors } = renderer.color;
  const word = renderer.main[x];
  const below = renderer.sub[x];
  const inColor = ((inside >> COLOR_WINDOW) & 1) !== 0;
  const layer = (word >> LAYER_SHIFT) & 7;
  const bit = layer === 0 ? 5 : layer === 6 ? 6 : layer - 1;
  // The player may leave colour math out of the picture.
  const { shown } = renderer.color;
  const math = shown && bit < 6 && ((r.mathLayers >> bit) & 1) !== 0 && !applies(r.preventMath, inColor);
  const clipped = shown && applies(r.clipToBlack, inColor);
  const fromSub = r.addSubscreen && below !== 0;
  return {
    main: colors[word & COLOR_MASK],
    sub: colors[below & COLOR_MASK],
    clipped,
    math,
    fromSub,
    // Where the sub-screen is empty the fixed colour stands in and nothing is halved. A clipped pixel isn't either.
    halved: r.halve && !clipped && (!r.addSubscreen || fromSub),
  };
}
