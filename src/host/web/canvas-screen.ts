import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';
import { Colours } from './colours.ts';
import { GlScreen } from './gl-screen.ts';
import { croppedLines, placePicture, type Rectangle } from './placement.ts';
import { Scaler, type ScalerPlan } from './scaler.ts';
import type { Screen } from './screen.ts';
import type { Display } from './worker-messages.ts';

/**
 * Pictures made by the processor, for a window without a graphics card: colours and the two filters without effects are made here, which is a
 * fraction of what WebGL costs there. The other filters are drawn by WebGL all the same, where there is any, and copied.
 */
export class CanvasScreen implements Screen {
  readonly kind = 'canvas2d';
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #colours = new Colours();
  readonly #words = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  readonly #wide = new Uint8Array(FRAME_MAX_ROWS);
  readonly #withGraphics: boolean;
  #graphics: GlScreen | null = null;
  #noGraphics = false;
  #graphicsCanvas: OffscreenCanvas | null = null;
  #frame: VideoFrame | null = null;
  #given = false;
  #scaler: Scaler | null = null;
  #image = new ImageData(1, 1);

  /** `withGraphics`: WebGL may be asked for. */
  constructor(canvas: OffscreenCanvas, withGraphics: boolean) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this window can draw neither by WebGL nor on a canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#withGraphics = withGraphics;
  }

  get effects(): boolean {
    return this.#withGraphics && !this.#noGraphics;
  }

  get ready(): boolean {
    return this.#graphics?.ready ?? true;
  }

  take(frame: VideoFrame): void {
    this.#words.set(frame.pixels.subarray(0, frame.height * FRAME_STRIDE));
    this.#wide.set(frame.wide.subarray(0, frame.height));
    this.#frame = { ...frame, pixels: this.#words, wide: this.#wide };
    this.#given = false;
  }

  clear(): void {
    this.#frame = null;
    this.#graphics?.clear();
  }

  draw(display: Display): void {
    const frame = this.#frame;
    const context = this.#context;
    const { width, height } = this.#canvas;
    const effects = display.filter === 'plain' || display.filter === 'sharp' ? null : this.#graphicsFor(width, height);
    if (frame === null) {
      context.fillStyle = '#000';
      context.fillRect(0, 0, width, height);
    } else if (effects === null) this.#drawScaled(frame, display);
    else {
      if (!this.#given) effects.take(frame);
      this.#given = true;
      effects.draw(display);
      context.drawImage(this.#graphicsCanvas!, 0, 0);
    }
  }

  #drawScaled(frame: VideoFrame, display: Display): void {
    const lines = frame.interlaced ? frame.height >> 1 : frame.height;
    const hidden = display.crop ? croppedLines(lines) : 0;
    const rowsPerLine = frame.height / lines;
    const place = placePicture(this.#canvas, lines - 2 * hidden, display);
    if (place.width < 1 || place.height < 1) return;
    const scaler = this.#scalerFor({
      columns: FRAME_STRIDE,
      firstRow: hidden * rowsPerLine,
      rows: frame.height - 2 * hidden * rowsPerLine,
      width: place.width,
      height: place.height,
      smooth: display.filter !== 'plain',
    });
    this.#colours.decode(frame, display);
    scaler.scale(this.#colours.pixels);
    this.#drawEdges(place);
    this.#context.putImageData(this.#image, place.x, place.y);
  }

  #scalerFor(plan: ScalerPlan): Scaler {
    if (this.#scaler?.fits(plan) === true) return this.#scaler;
    if (this.#image.width !== plan.width || this.#image.height !== plan.height)
      this.#image = new ImageData(plan.width, plan.height);
    this.#scaler = new Scaler(plan, new Uint32Array(this.#image.data.buffer));
    return this.#scaler;
  }

  /** Black around the picture. */
  #drawEdges({ x, y, width, height }: Rectangle): void {
    const context = this.#context;
    const all = this.#canvas;
    context.fillStyle = '#000';
    if (y > 0) context.fillRect(0, 0, all.width, y);
    if (y + height < all.height) context.fillRect(0, y + height, all.width, all.height - y - height);
    if (x > 0) context.fillRect(0, y, x, height);
    if (x + width < all.width) context.fillRect(x + width, y, all.width - x - width, height);
  }

  /** WebGL on a canvas of its own; null where there is none. */
  #graphicsFor(width: number, height: number): GlScreen | null {
    if (!this.#withGraphics || this.#noGraphics) return null;
    if (this.#graphics === null) {
      const canvas = new OffscreenCanvas(width, height);
      this.#graphics = GlScreen.create(canvas);
      this.#noGraphics = this.#graphics === null;
      this.#graphicsCanvas = canvas;
      this.#given = false;
      // A driver that starts anew takes everything with it: the next picture begins anew, too.
      canvas.addEventListener('webglcontextlost', () => (this.#graphics = null));
    }
    const canvas = this.#graphicsCanvas!;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    return this.#graphics;
  }
}
