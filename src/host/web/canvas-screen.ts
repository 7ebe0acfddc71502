import { FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';
import { CHANNEL_LEVELS } from '../../session/picture.ts';
import { croppedLines, placePicture } from './placement.ts';
import type { Screen } from './screen.ts';
import type { Display } from './worker-messages.ts';

/** The way without WebGL: plain pixels through a 2D canvas; no filters. */
export class CanvasScreen implements Screen {
  readonly kind = 'canvas2d';
  readonly ready = true;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #picture = new OffscreenCanvas(FRAME_STRIDE, 478);
  readonly #pictureContext: OffscreenCanvasRenderingContext2D;
  readonly #image = new ImageData(FRAME_STRIDE, 478);
  #height = 0;
  #lines = 224;

  constructor(canvas: OffscreenCanvas) {
    const context = canvas.getContext('2d', { alpha: false });
    const pictureContext = this.#picture.getContext('2d', { alpha: false });
    if (context === null || pictureContext === null) throw new Error('this window can draw neither by WebGL nor on a canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#pictureContext = pictureContext;
  }

  take(frame: VideoFrame): void {
    const out = this.#image.data;
    const { pixels, wide, height } = frame;
    for (let y = 0, to = 0; y < height; y++) {
      const narrow = wide[y] === 0 ? 1 : 0;
      for (let x = 0; x < FRAME_STRIDE; x++, to += 4) {
        const pixel = pixels[y * FRAME_STRIDE + (x >> narrow)];
        const level = (pixel >> 11) & 0x1e0;
        out[to] = CHANNEL_LEVELS[level | (pixel & 31)]!;
        out[to + 1] = CHANNEL_LEVELS[level | ((pixel >> 5) & 31)]!;
        out[to + 2] = CHANNEL_LEVELS[level | ((pixel >> 10) & 31)]!;
        out[to + 3] = 255;
      }
    }
    this.#height = height;
    this.#lines = frame.interlaced ? height >> 1 : height;
    this.#pictureContext.putImageData(this.#image, 0, 0);
  }

  draw(display: Display): void {
    const context = this.#context;
    context.fillStyle = '#000';
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#height === 0) return;
    const hidden = display.crop ? croppedLines(this.#lines) : 0;
    const rowsPerLine = this.#height / this.#lines;
    const place = placePicture(this.#canvas, this.#lines - 2 * hidden, display);
    const top = hidden * rowsPerLine;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#picture, 0, top, FRAME_STRIDE, this.#height - 2 * top, place.x, place.y, place.width, place.height);
  }

  clear(): void {
    this.#height = 0;
  }
}
