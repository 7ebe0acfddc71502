import type { OfferedRecovery, StateRecord } from '../../shared/states.ts';

/** What the page knows about save states beside the timeline itself. */
export interface StatesUi {
  /** The record that was saved or loaded last in this run: the game goes on from it. */
  readonly here: string | null;
  /** Counts changes, so that a timeline that is shown is read again. */
  readonly version: number;
  /** A state with another in-game save is about to be loaded. */
  readonly question: { readonly record: StateRecord; readonly newer: boolean } | null;
  /** A game that was cut off the last time. */
  readonly recovery: OfferedRecovery | null;
  /** After a crash: the newest state of the game, from which it can go on; undefined until that is known. */
  readonly rescued?: StateRecord | null | undefined;
}

export const NO_STATES: StatesUi = { here: null, version: 0, question: null, recovery: null };
