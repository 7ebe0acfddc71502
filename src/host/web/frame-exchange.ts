import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';

const enum Head {
  /** The slot that was written last; -1 before the first. */
  Latest,
  /** The slot that is being read; -1 when none. */
  Reading,
  Count,
}

const enum Part {
  Width,
  Height,
  Interlaced,
  Field,
  Number,
  Count,
}

/** One that is written, one that is read, one that was written last. */
const SLOTS = 3;
const PIXELS = FRAME_STRIDE * FRAME_MAX_ROWS;
const HEADER_BYTES = (Head.Count + SLOTS * Part.Count) * 4;
const SLOT_BYTES = PIXELS * 4 + FRAME_MAX_ROWS + 2;

/** Frames between one writer (the emulator's Worker) and one reader (the screen's) in shared memory. Neither ever waits; the reader gets the newest whole frame. */
export class FrameExchange {
  static readonly bytes = HEADER_BYTES + SLOTS * SLOT_BYTES;

  readonly #head: Int32Array;
  readonly #pixels: readonly Uint32Array[];
  readonly #wide: readonly Uint8Array[];

  /** Once, before both ends have the memory. */
  static prepare(buffer: SharedArrayBuffer): void {
    new Int32Array(buffer, 0, Head.Count).fill(-1);
  }

  constructor(buffer: SharedArrayBuffer) {
    this.#head = new Int32Array(buffer, 0, HEADER_BYTES / 4);
    const starts = Array.from({ length: SLOTS }, (_, slot) => HEADER_BYTES + slot * SLOT_BYTES);
    this.#pixels = starts.map((start) => new Uint32Array(buffer, start, PIXELS));
    this.#wide = starts.map((start) => new Uint8Array(buffer, start + PIXELS * 4, FRAME_MAX_ROWS));
  }

  write(frame: VideoFrame): void {
    const head = this.#head;
    const latest = Atomics.load(head, Head.Latest);
    const reading = Atomics.load(head, Head.Reading);
    let slot = 0;
    while (slot === latest || slot === reading) slot++;
    this.#pixels[slot].set(frame.pixels.subarray(0, frame.height * FRAME_STRIDE));
    this.#wide[slot].set(frame.wide.subarray(0, frame.height));
    const at = Head.Count + slot * Part.Count;
    head[at + Part.Width] = frame.width;
    head[at + Part.Height] = frame.height;
    head[at + Part.Interlaced] = frame.interlaced ? 1 : 0;
    head[at + Part.Field] = frame.field;
    head[at + Part.Number] = frame.number;
    Atomics.store(head, Head.Latest, slot);
  }

  /** The newest frame, in shared memory; it stands until the next call. Null before the first. */
  read(): VideoFrame | null {
    const head = this.#head;
    let slot = -1;
    // What was the newest may be written again before it is marked as being read: then another is the newest.
    do {
      slot = Atomics.load(head, Head.Latest);
      Atomics.store(head, Head.Reading, slot);
    } while (Atomics.load(head, Head.Latest) !== slot);
    if (slot < 0) return null;
    const at = Head.Count + slot * Part.Count;
    return {
      pixels: this.#pixels[slot],
      wide: this.#wide[slot],
      width: head[at + Part.Width] === 512 ? 512 : 256,
      height: head[at + Part.Height],
      interlaced: head[at + Part.Interlaced] === 1,
      field: head[at + Part.Field] === 1 ? 1 : 0,
      number: head[at + Part.Number],
    };
  }
}
