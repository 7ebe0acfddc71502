import { afterEach, describe, expect, it, vi } from 'vitest';
import { FRAME_STRIDE, type VideoFrame } from '../../../src/core/platform.ts';
import { CanvasScreen } from '../../../src/host/web/canvas-screen.ts';
import { FIRST_DISPLAY } from '../../../src/host/web/worker-messages.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A browser without WebGL. */
function screen(withGraphics: boolean): CanvasScreen {
  class Canvas extends EventTarget {
    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      super();
    }
    getContext(kind: string): object | null {
      return kind === '2d' ? { fillRect() {}, putImageData() {} } : null;
    }
  }
  class Image {
    readonly data: Uint8ClampedArray;
    constructor(
      readonly width: number,
      readonly height: number,
    ) {
      this.data = new Uint8ClampedArray(width * height * 4);
    }
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('ImageData', Image);
  const made = new CanvasScreen(new Canvas(640, 480) as unknown as OffscreenCanvas, withGraphics);
  const frame = {
    width: 256,
    height: 224,
    interlaced: false,
    pixels: new Uint32Array(FRAME_STRIDE * 224),
    wide: new Uint8Array(224),
  };
  made.take(frame as unknown as VideoFrame);
  return made;
}

describe('a window without WebGL', () => {
  it('says so as soon as a filter wants it', () => {
    const made = screen(true);
    made.draw({ ...FIRST_DISPLAY, filter: 'sharp' });
    expect(made.effects).toBe(true);
    made.draw({ ...FIRST_DISPLAY, filter: 'crt' });
    expect(made.effects).toBe(false);
  });

  it('knows it at once where WebGL is not asked for', () => {
    expect(screen(false).effects).toBe(false);
  });
});
