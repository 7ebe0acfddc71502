import { playerAtStart, type PlayerState } from '../../../src/ui/state/ui-state.ts';

/** A game that is played, with nothing special going on. */
export function fakePlayer(game: Partial<PlayerState['game']> = {}): PlayerState {
  return playerAtStart(game as PlayerState['game'], 60);
}
