import type { Snes } from '../../core/snes.ts';

/** A machine's state in memory. */
export interface SavedMachine {
  bytes: Uint8Array;
}

export function emptySnapshot(): SavedMachine {
  return { bytes: new Uint8Array(0) };
}

export function takeSnapshot(snes: Snes, into: SavedMachine): void {
  into.bytes = snes.saveState();
}

export function restoreSnapshot(snes: Snes, from: SavedMachine): void {
  snes.loadState(from.bytes);
}
