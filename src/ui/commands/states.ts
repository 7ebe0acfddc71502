import { SLOTS, type Slot } from '../../shared/states.ts';
import { playing, type Command } from './command.ts';

function saveTo(slot: Slot): Command {
  return {
    id: `save${slot}`,
    group: 'states',
    title: 'command.save',
    fill: { slot },
    icon: 'save',
    keys: slot === 1 ? ['F2', 'Shift+Digit1'] : [`Shift+Digit${slot}`],
    available: playing,
    run: (app) => app.states.save(slot),
  };
}

function loadFrom(slot: Slot): Command {
  return {
    id: `load${slot}`,
    group: 'states',
    title: 'command.load',
    fill: { slot },
    icon: 'load',
    keys: slot === 1 ? ['F4', 'Digit1'] : [`Digit${slot}`],
    available: playing,
    run: (app) => app.states.loadSlot(slot),
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
  {
    id: 'undoState',
    group: 'states',
    title: 'command.undoState',
    icon: 'reset',
    keys: ['Mod+KeyZ'],
    available: playing,
    run: (app) => app.states.step('undo'),
  },
  {
    id: 'redoState',
    group: 'states',
    title: 'command.redoState',
    icon: 'redo',
    keys: ['Mod+Shift+KeyZ'],
    available: playing,
    run: (app) => app.states.step('redo'),
  },
  {
    id: 'saveNew',
    group: 'states',
    title: 'command.saveNew',
    icon: 'save',
    keys: ['Shift+F2', 'pad:8&pad:11'],
    available: playing,
    run: (app) => app.states.save(null),
  },
  {
    id: 'loadNewest',
    group: 'states',
    title: 'command.loadNewest',
    icon: 'load',
    keys: ['Shift+F4', 'pad:8&pad:10'],
    available: playing,
    run: (app) => app.states.loadNewest(),
  },
  ...[...SLOTS.slice(1), SLOTS[0]].map(saveTo),
  ...[...SLOTS.slice(1), SLOTS[0]].map(loadFrom),
];
