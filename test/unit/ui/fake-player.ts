import type { PlayerState } from '../../../src/ui/state/ui-state.ts';

/** A game that is played, with nothing special going on. */
export function fakePlayer(game: Partial<PlayerState['game']> = {}): PlayerState {
  return {
    game: game as PlayerState['game'],
    frameRate: 60,
    paused: false,
    speed: 'normal',
    stats: null,
    fault: null,
    rewinding: null,
    replay: null,
    movie: null,
  };
}
