import { LAYER_SHIFT } from '../../core/ppu/layers.ts';
import type { PpuTrace } from '../../core/ppu/trace.ts';
import type { Renderer } from '../../core/ppu/renderer.ts';
import type { Ppu } from '../../core/ppu/ppu.ts';
import { explainColor, type ColorExplanation } from './pixel-color.ts';
import { backgroundOrigin, mode7Origin, spriteOrigin, type PixelOrigin } from './pixel-origin.ts';

export type LayerName = 'bg1' | 'bg2' | 'bg3' | 'bg4' | 'obj' | 'backdrop';
export const LAYER_NAMES = ['bg1', 'bg2', 'bg3', 'bg4', 'obj'] as const;

/** What a layer would show at a dot if nothing hid it. */
export interface LayerCandidate {
  readonly layer: LayerName;
  /** On the main screen; on the sub-screen. In modes 5 and 6 these are the right and the left half-dot. */
  readonly screen: 'main' | 'sub';
  /** Not transparent there. */
  readonly opaque: boolean;
  /** TM or TS lets it through. */
  readonly enabled: boolean;
  /** Its window hides it here. */
  readonly windowed: boolean;
  /** Switched off by the player. */
  readonly leftOut: boolean;
  /** Back to front, as the mode orders them; 0 when transparent. */
  readonly priority: number;
  /** Index in the palette, or the direct colour's 8 bits. */
  readonly color: number;
  readonly directColor: boolean;
  /** It is what the screen shows. */
  readonly wins: boolean;
  /** Where it comes from; null when the layer has nothing there. */
  readonly origin: PixelOrigin | null;
  /** The word that the layer pushes (layers.ts), for those who compare. */
  readonly word: number;
}

export interface PixelReport {
  readonly x: number;
  readonly line: number;
  readonly mode: number;
  readonly hires: boolean;
  readonly forcedBlank: boolean;
  readonly brightness: number;
  readonly candidates: readonly LayerCandidate[];
  readonly main: LayerName;
  readonly sub: LayerName;
  /** Windows of BG1 to BG4, sprites and colour: true inside. */
  readonly windows: readonly boolean[];
  /** Left half-dot (in 256-pixel rows the same as the right one) and right half-dot. */
  readonly colors: readonly [ColorExplanation, ColorExplanation];
}

function layerOf(word: number): LayerName {
  const layer = (word >> LAYER_SHIFT) & 7;
  if (layer === 0) return 'backdrop';
  return layer <= 4 ? (LAYER_NAMES[layer - 1] ?? 'backdrop') : 'obj';
}

/**
 * Watches the renderer at work: after each span it asks the renderer itself what each layer has at a dot, so that there is no second renderer
 * that could differ. Set as `ppu.renderer.probe`.
 */
export class PixelProbe {
  readonly trace: PpuTrace;
  readonly #ppu: Ppu;
  readonly #wanted: (line: number, x: number) => boolean;
  readonly #found: (report: PixelReport) => void;
  readonly #line = new Int32Array(256);

  constructor(ppu: Ppu, trace: PpuTrace, wanted: (line: number, x: number) => boolean, found: (report: PixelReport) => void) {
    this.#ppu = ppu;
    this.trace = trace;
    this.#wanted = wanted;
    this.#found = found;
  }

  /** Before a span is composed: the colours still know the dot before it. */
  span(renderer: Renderer, from: number, to: number): void {
    const { v } = this.#ppu.clock;
    for (let x = from; x < to; x++) if (this.#wanted(v, x)) this.#found(this.#report(renderer, v, from, x));
  }

  #report(renderer: Renderer, line: number, from: number, x: number): PixelReport {
    const { registers: r } = this.#ppu;
    if (renderer.windows.stale) renderer.windows.update();
    const hires = r.pseudoHires || r.bgMode === 5 || r.bgMode === 6;
    const inside = renderer.windows.insideAt(x);
    const { main, sub } = renderer;
    const mainWord = r.forcedBlank ? 0 : main[x];
    const subDrawn = !r.forcedBlank && (hires || renderer.color.needsSubscreen);
    const subWord = subDrawn ? sub[x] : 0;
    return {
      x,
      line,
      mode: r.bgMode,
      hires,
      forcedBlank: r.forcedBlank,
      brightness: r.brightness,
      candidates: [
        ...this.#candidates(renderer, 'main', x, inside, mainWord),
        ...this.#candidates(renderer, 'sub', x, inside, subWord),
      ],
      main: layerOf(mainWord),
      sub: layerOf(subWord),
      windows: Array.from({ length: 6 }, (_, i) => ((inside >> i) & 1) !== 0),
      colors: explainColor(this.#ppu, renderer, from, x, hires),
    };
  }

  #candidates(renderer: Renderer, screen: 'main' | 'sub', x: number, inside: number, shown: number): LayerCandidate[] {
    const { registers: r } = this.#ppu;
    const enabled = screen === 'main' ? r.mainLayers : r.subLayers;
    const windowed = screen === 'main' ? r.mainWindowed : r.subWindowed;
    const evenHalf = screen === 'sub' && (r.bgMode === 5 || r.bgMode === 6);
    const list: LayerCandidate[] = [];
    for (let layer = 0; layer <= 4; layer++) {
      const word = renderer.layerWordAt(this.#line, layer, evenHalf, x);
      const bit = 1 << layer;
      const on = (enabled & bit) !== 0;
      const hidden = (windowed & inside & bit) !== 0;
      const leftOut = (renderer.layerMask & bit) === 0;
      list.push({
        layer: LAYER_NAMES[layer],
        screen,
        opaque: word !== 0,
        enabled: on,
        windowed: hidden,
        leftOut,
        priority: word >> 16,
        color: word & 0xff,
        directColor: (word & 0x800) !== 0,
        wins: word !== 0 && word === shown && on && !(hidden && renderer.windowsShown) && !leftOut,
        origin: this.#origin(renderer, layer, evenHalf, x),
        word,
      });
    }
    return list;
  }

  #origin(renderer: Renderer, layer: number, evenHalf: boolean, x: number): PixelOrigin | null {
    const { registers: r } = this.#ppu;
    if (layer === 4) return spriteOrigin(this.trace, x);
    const source = renderer.mosaicSourceOf(layer, x);
    if (r.bgMode === 7) return layer === 0 || (layer === 1 && r.extBg) ? mode7Origin(this.#ppu, source) : null;
    return backgroundOrigin(this.#ppu, renderer, this.trace, layer, source, evenHalf || renderer.mosaicTakesEven(layer));
  }
}
