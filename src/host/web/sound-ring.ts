const enum Slot {
  Write,
  Read,
  Underruns,
  Active,
  Rate,
  Target,
  Dropped,
  Count,
}

/** Stereo frames that the ring holds; a power of two. */
const CAPACITY = 1 << 14;
const MASK = CAPACITY - 1;
const HEADER_BYTES = Slot.Count * 4;

/**
 * A ring of stereo 16-bit frames between one writer (the emulator's Worker) and one reader (the audio thread). Over a SharedArrayBuffer they
 * share it; over an ArrayBuffer the reader keeps it for itself and is sent the samples.
 */
export class SoundRing {
  readonly buffer: SharedArrayBuffer | ArrayBuffer;
  readonly #header: Int32Array;
  readonly #samples: Int16Array;

  constructor(buffer: SharedArrayBuffer | ArrayBuffer) {
    this.buffer = buffer;
    this.#header = new Int32Array(buffer, 0, Slot.Count);
    this.#samples = new Int16Array(buffer, HEADER_BYTES, CAPACITY * 2);
  }

  static readonly bytes = HEADER_BYTES + CAPACITY * 4;

  /** Frames that wait to be read. */
  get filled(): number {
    return (Atomics.load(this.#header, Slot.Write) - Atomics.load(this.#header, Slot.Read)) | 0;
  }

  /** The source's rate in Hz; lower for slow motion. */
  get rate(): number {
    return Atomics.load(this.#header, Slot.Rate);
  }

  set rate(rate: number) {
    Atomics.store(this.#header, Slot.Rate, rate);
  }

  /** Frames that should wait, so that nobody hears a late picture. */
  get target(): number {
    return Atomics.load(this.#header, Slot.Target);
  }

  set target(frames: number) {
    Atomics.store(this.#header, Slot.Target, frames);
  }

  /** Sound is being made; without it, silence is no underrun. */
  get active(): boolean {
    return Atomics.load(this.#header, Slot.Active) === 1;
  }

  set active(active: boolean) {
    Atomics.store(this.#header, Slot.Active, active ? 1 : 0);
  }

  get underruns(): number {
    return Atomics.load(this.#header, Slot.Underruns);
  }

  countUnderrun(): void {
    Atomics.add(this.#header, Slot.Underruns, 1);
  }

  /** Frames that found no room: what fast-forward makes too much of. */
  get dropped(): number {
    return Atomics.load(this.#header, Slot.Dropped);
  }

  /** Writes `count` frames, as many as there is room for below `limit` waiting frames. */
  write(samples: Int16Array, count: number, limit = CAPACITY): void {
    const room = Math.max(0, Math.min(limit, CAPACITY) - this.filled);
    const taken = Math.min(count, room);
    let at = Atomics.load(this.#header, Slot.Write);
    for (let index = 0; index < taken; index++, at++) {
      const to = (at & MASK) << 1;
      this.#samples[to] = samples[index << 1]!;
      this.#samples[to + 1] = samples[(index << 1) + 1]!;
    }
    Atomics.store(this.#header, Slot.Write, at | 0);
    if (taken < count) Atomics.add(this.#header, Slot.Dropped, count - taken);
  }

  /** Sample of the frame `offset` behind the reading place; `channel` 0 is left. */
  peek(offset: number, channel: number): number {
    return this.#samples[(((Atomics.load(this.#header, Slot.Read) + offset) & MASK) << 1) | channel];
  }

  skip(frames: number): void {
    Atomics.store(this.#header, Slot.Read, (Atomics.load(this.#header, Slot.Read) + frames) | 0);
  }
}
