import { FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';
import { FrameExchange } from './frame-exchange.ts';
import type { FromScreen, ToScreen } from './worker-messages.ts';

/** The emulator's end of the picture: the newest frame, for the screen's Worker to fetch at each refresh of the display. */
export class FrameOut {
  #port: MessagePort | null = null;
  #exchange: FrameExchange | null = null;
  #copy: VideoFrame | null = null;
  #spare: Uint32Array | null = null;
  #fresh = false;

  /** `onRefresh` is called at each refresh of the display; it must `answer`. */
  connect(port: MessagePort, frames: SharedArrayBuffer | null, onRefresh: () => void): void {
    this.#port = port;
    this.#exchange = frames === null ? null : new FrameExchange(frames);
    port.onmessage = ({ data }: MessageEvent<FromScreen>) => {
      if (data.spare !== null) this.#spare = data.spare;
      onRefresh();
    };
  }

  take(frame: VideoFrame): void {
    this.#fresh = true;
    if (this.#exchange !== null) return this.#exchange.write(frame);
    const size = frame.height * FRAME_STRIDE;
    const before = this.#copy?.pixels ?? this.#spare;
    const pixels = before?.length === size ? before : new Uint32Array(size);
    pixels.set(frame.pixels.subarray(0, size));
    this.#spare = null;
    this.#copy = { ...frame, pixels, wide: frame.wide.slice(0, frame.height) };
  }

  /** Tells the screen what there is: a newer frame, the same as before, or no game. */
  answer(loaded: boolean): void {
    const copy = this.#copy;
    const message: ToScreen = { loaded, fresh: this.#fresh, frame: copy };
    this.#copy = null;
    this.#fresh = false;
    this.#port?.postMessage(message, copy === null ? [] : [copy.pixels.buffer as ArrayBuffer]);
  }
}
