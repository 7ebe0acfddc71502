import type { VideoFrame } from '../../core/platform.ts';
import type { Display } from './worker-messages.ts';

/** Shows frames on a canvas. */
export interface Screen {
  readonly kind: 'webgl2' | 'canvas2d';
  /** Filters with effects can be drawn, as far as is known: without WebGL they look like the sharp one. */
  readonly effects: boolean;
  /** A picture can be drawn without waiting for the last one. */
  readonly ready: boolean;
  /** Takes a frame over; it is seen at the next `draw`. */
  take(frame: VideoFrame): void;
  draw(display: Display): void;
  /** Draws nothing but black from now on, until the next frame. */
  clear(): void;
}
