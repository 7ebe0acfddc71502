import { StateError } from '../core/state/state-io.ts';
import type { HistoryOptions } from '../core/state/history.ts';
import { GameRun, type GameSinks } from './game-run.ts';
import { encodeMovie, type Movie } from './movie.ts';
import { MoviePlayback } from './movie-mode.ts';
import type { SavedState } from './protocol.ts';

const NOBODY: GameSinks = { show: () => {}, look: () => {}, hear: () => {} };
/** Nobody goes back here: two snapshots are enough. */
const NO_HISTORY: HistoryOptions = { budget: 1, spacing: 1 << 20 };

/** The run that a movie begins with. @param anchor the state that it begins with when it is not in the movie */
export function openMovieRun(rom: Uint8Array, movie: Movie, anchor: Uint8Array | null, sinks = NOBODY): GameRun {
  const { start } = movie;
  const state = start.state ?? anchor;
  if (start.stateHash !== null && state === null) throw new StateError('the state that these inputs begin with is missing.');
  const run = new GameRun(
    rom,
    { region: start.region, powerOn: start.powerOn, sram: start.sram },
    start.devices,
    sinks,
    NO_HISTORY,
  );
  if (movie.romHash !== run.snes.romHash) throw new StateError('the inputs belong to another game.');
  run.beginMovie({ ...start, state });
  return run;
}

/** A state again, from everything that the machine was given: for one that can't be read any more. @throws StateError, CartError */
export function rebuildState(rom: Uint8Array, movie: Movie, anchor: Uint8Array | null): SavedState {
  const run = openMovieRun(rom, movie, anchor);
  const playback = new MoviePlayback(run, movie);
  while (playback.advance()) {
    // To the end.
  }
  if (playback.desync !== null) throw new StateError('the inputs lead somewhere else than they did: the state can’t be rebuilt.');
  return { state: run.saveState(), frame: run.frame, inputs: encodeMovie(movie) };
}
