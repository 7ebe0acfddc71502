import { padsInUse } from '../../shared/settings.ts';
import { hasMouse, hasScope, SCOPE } from '../pointer.ts';
import { effectiveSettings, type UiState } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';
import { playing, type Command } from './command.ts';

function withMouse(state: UiState): boolean {
  return playing(state) && hasMouse(effectiveSettings(state));
}

function scopeButton(id: string, title: TextKey, key: string, button: number): Command {
  return {
    id,
    group: 'game',
    title,
    keys: [key],
    hidden: true,
    available: (state) => playing(state) && hasScope(effectiveSettings(state)),
    run: (app) => app.player.holdScope(button, true),
    release: (app) => app.player.holdScope(button, false),
  };
}

export const CONTROLLER_COMMANDS: readonly Command[] = [
  {
    id: 'port1',
    group: 'game',
    title: 'command.port1',
    icon: 'pad',
    keys: [],
    available: playing,
    run: (app) => app.settings.next('input.port1'),
  },
  {
    id: 'port2',
    group: 'game',
    title: 'command.port2',
    icon: 'pad',
    keys: [],
    available: playing,
    run: (app) => app.settings.next('input.port2'),
  },
  {
    id: 'nextPads',
    group: 'game',
    title: 'command.nextPads',
    icon: 'pad',
    keys: [],
    available: playing,
    run: (app) => {
      const { length } = padsInUse(effectiveSettings(app.store.now));
      app.seats.rotate(Math.min(2, length));
      app.toast(app.text('toast.nextPads'));
    },
  },
  {
    id: 'mouse',
    group: 'game',
    title: 'command.mouse',
    icon: 'mouse',
    keys: ['KeyG'],
    available: withMouse,
    checked: (state) => state.mouseLocked,
    run: (app) => app.player.toggleMouse(),
  },
  scopeButton('scopeTurbo', 'command.scopeTurbo', 'KeyT', SCOPE.turbo),
  scopeButton('scopePause', 'command.scopePause', 'KeyY', SCOPE.pause),
  scopeButton('scopeCursor', 'command.scopeCursor', 'KeyC', SCOPE.cursor),
];
