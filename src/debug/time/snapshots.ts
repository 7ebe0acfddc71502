import type { Snes } from '../../core/snes.ts';
import { Snapshot } from '../../core/state/snapshot.ts';

/** A machine's state in memory. */
export type SavedMachine = Snapshot;

export function emptySnapshot(): SavedMachine {
  return new Snapshot();
}

export function takeSnapshot(snes: Snes, into: SavedMachine): void {
  snes.takeSnapshot(into);
}

export function restoreSnapshot(snes: Snes, from: SavedMachine): void {
  snes.restoreSnapshot(from);
}
