import { SAMPLE_RATE } from '../../session/sound.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../session/wav.ts';
import type { Recorder, WriteBytes } from './recorder.ts';

/** Stereo frames between two writes: about a second. */
const PIECE = 32_000;

/** The machine's samples as they are. The header is renewed with each piece, so that the file is whole whenever it ends. */
export class WavRecorder implements Recorder {
  readonly #write: WriteBytes;
  readonly #piece = new Int16Array(PIECE * 2);
  #filled = 0;
  #written = 0;

  constructor(write: WriteBytes) {
    this.#write = write;
    this.#flush();
  }

  samples(samples: Int16Array): void {
    for (let from = 0; from < samples.length;) {
      const part = samples.subarray(from, from + this.#piece.length - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled === this.#piece.length) this.#flush();
    }
  }

  frame(): void {}

  #flush(): void {
    const { length } = this.#piece.subarray(0, this.#filled);
    const bytes = new DataView(new ArrayBuffer(length * 2));
    for (let index = 0; index < length; index++) bytes.setInt16(index * 2, this.#piece[index], true);
    const start = WAV_HEADER_BYTES + this.#written * 2;
    this.#written += length;
    this.#filled = 0;
    this.#write(0, wavHeader(this.#written / 2, Math.round(SAMPLE_RATE)));
    if (length > 0) this.#write(start, new Uint8Array(bytes.buffer));
  }

  finish(): Promise<number> {
    this.#flush();
    return Promise.resolve(0);
  }
}
