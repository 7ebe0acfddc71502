import { FRAME_STRIDE, type VideoFrame } from '../core/platform.ts';
import { CHANNEL_LEVELS } from './picture.ts';
import type { HistoryPicture } from './protocol.ts';

/** Steps between two small pictures, their size, and the most that are kept. */
const EVERY = 120;
const WIDTH = 64;
const HEIGHT = 56;
const MOST = 1200;

/** Small pictures of what was played, for the bar on which one goes back. */
export class HistoryPictures {
  #pictures: HistoryPicture[] = [];

  /** Called after each step; keeps a picture now and then. */
  take(position: number, frame: VideoFrame): void {
    const last = this.#pictures.at(-1);
    if (last !== undefined && last.position > position) this.#pictures = this.#pictures.filter((one) => one.position <= position);
    else if (last !== undefined && position - last.position < EVERY) return;
    this.#pictures.push({ position, width: WIDTH, height: HEIGHT, rgb: shrink(frame) });
    if (this.#pictures.length > MOST) this.#pictures.shift();
  }

  between(first: number, end: number): readonly HistoryPicture[] {
    return this.#pictures.filter(({ position }) => position >= first && position <= end);
  }

  clear(): void {
    this.#pictures = [];
  }
}

function shrink({ pixels, wide, height }: VideoFrame): Uint8Array {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    const row = Math.floor(((y + 0.5) * height) / HEIGHT);
    const width = wide[row] === 0 ? 256 : 512;
    for (let x = 0; x < WIDTH; x++) {
      const pixel = pixels[row * FRAME_STRIDE + Math.floor(((x + 0.5) * width) / WIDTH)];
      const brightness = (pixel >> 16) << 5;
      const at = (y * WIDTH + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        rgb[at + channel] = CHANNEL_LEVELS[brightness | ((pixel >> (channel * 5)) & 31)];
    }
  }
  return rgb;
}
