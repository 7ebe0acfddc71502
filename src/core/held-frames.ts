import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame, type VideoSink } from './platform.ts';
import type { StateIO } from './types.ts';

/** More than a second: no DMA lasts longer. */
const MOST = 64;

/** Copies of pictures that can't be delivered yet, oldest first. */
export class HeldFrames {
  private readonly frames: VideoFrame[] = [];

  get empty(): boolean {
    return this.frames.length === 0;
  }

  hold(frame: VideoFrame): void {
    if (this.frames.length < MOST) this.frames.push({ ...frame, pixels: frame.pixels.slice(), wide: frame.wide.slice() });
  }

  /** Gives the oldest to the sink. */
  release(sink: VideoSink | null): void {
    const frame = this.frames.shift();
    if (frame !== undefined) sink?.frame(frame);
  }

  clear(): void {
    this.frames.length = 0;
  }

  serialize(s: StateIO): void {
    const count = Math.min(s.u8('count', this.frames.length), MOST);
    if (s.loading) this.clear();
    for (let i = 0; i < count; i++) {
      const frame = this.frames[i] ?? blank();
      const name = `frame${i}.`;
      s.ram(`${name}pixels`, frame.pixels);
      s.ram(`${name}wide`, frame.wide);
      const width = s.u16(`${name}width`, frame.width) === 512 ? 512 : 256;
      const height = Math.min(s.u16(`${name}height`, frame.height), FRAME_MAX_ROWS);
      const interlaced = s.bool(`${name}interlaced`, frame.interlaced);
      const field = s.u8(`${name}field`, frame.field) === 0 ? 0 : 1;
      const number = s.f64(`${name}number`, frame.number);
      if (s.loading) this.frames.push({ pixels: frame.pixels, wide: frame.wide, width, height, interlaced, field, number });
    }
  }
}

function blank(): VideoFrame {
  const pixels = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  return { pixels, wide: new Uint8Array(FRAME_MAX_ROWS), width: 256, height: 224, interlaced: false, field: 0, number: 0 };
}
