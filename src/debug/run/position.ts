/**
 * A place on the timeline. `time` is a boundary between two steps of the S-CPU, in master clocks since power-on; `micro` counts what happens
 * inside the step that begins there: bus cycles, DMA bytes, and the sound processor's instructions and cycles. 0 is the boundary itself.
 */
export interface Position {
  readonly time: number;
  readonly micro: number;
}

export function isBefore(a: Position, b: Position): boolean {
  return a.time < b.time || (a.time === b.time && a.micro < b.micro);
}

export const enum MicroKind {
  /** A bus cycle of the S-CPU is about to begin, or a byte of a DMA to be written. */
  Cycle,
  SmpInstruction,
  SmpCycle,
  /** A DMA or HDMA begins. */
  Dma,
  Hdma,
}
