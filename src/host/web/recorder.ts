/** Makes a file out of sound and pictures: bytes come out while it runs, each with its place in the file. */
export interface Recorder {
  samples(samples: Int16Array): void;
  frame(pixels: Uint32Array, wide: Uint8Array, height: number): void;
  /** Resolves when every byte has come out; says how many pictures were left out because encoding them took too long. */
  finish(): Promise<number>;
}

export type WriteBytes = (position: number, bytes: Uint8Array<ArrayBuffer>) => void;
