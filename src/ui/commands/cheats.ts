import { effectiveSettings } from '../state/ui-state.ts';
import { playing, type Command } from './command.ts';

export const CHEAT_COMMANDS: readonly Command[] = [
  {
    id: 'cheats',
    group: 'game',
    title: 'command.cheats',
    icon: 'code',
    keys: ['F7'],
    available: playing,
    run: (app) => app.player.showOverlay('cheats'),
  },
  {
    id: 'cheatsActive',
    group: 'game',
    title: 'command.cheatsActive',
    icon: 'code',
    keys: ['F8'],
    available: (state) => playing(state) && effectiveSettings(state)['cheats.list'].length > 0,
    checked: (state) => effectiveSettings(state)['cheats.active'],
    run: (app) => app.settings.next('cheats.active'),
  },
];
