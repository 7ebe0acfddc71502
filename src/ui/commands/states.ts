import { STATE_SLOTS, type StateSlot } from '../../shared/bridge.ts';
import { playing, type Command } from './command.ts';

const SLOTS = STATE_SLOTS.filter((slot) => slot !== 'auto');

function saveTo(slot: StateSlot): Command {
  return {
    id: `save${slot}`,
    group: 'states',
    title: 'command.save',
    fill: { slot },
    icon: 'save',
    keys: slot === '1' ? ['F2', 'Shift+Digit1'] : [`Shift+Digit${slot}`],
    available: playing,
    run: (app) => app.player.saveTo(slot),
  };
}

function loadFrom(slot: StateSlot): Command {
  return {
    id: `load${slot}`,
    group: 'states',
    title: 'command.load',
    fill: { slot },
    icon: 'load',
    keys: slot === '1' ? ['F4', 'Digit1'] : [`Digit${slot}`],
    available: playing,
    run: (app) => app.player.loadFrom(slot),
  };
}

export const STATE_COMMANDS: readonly Command[] = [
  {
    id: 'states',
    group: 'states',
    title: 'command.states',
    icon: 'states',
    keys: ['F6'],
    available: playing,
    run: (app) => app.player.showOverlay('states'),
  },
  ...SLOTS.map(saveTo),
  ...SLOTS.map(loadFrom),
];
