import { describe, expect, it } from 'vitest';
import {
  acceleratorOf,
  commandForKey,
  COMMANDS,
  isAvailable,
  keyConflicts,
  keyName,
  keysOf,
} from '../../../src/ui/commands/registry.ts';
import { NO_LAYOUT } from '../../../src/ui/key-labels.ts';
import { INITIAL_STATE, type UiState } from '../../../src/ui/state/ui-state.ts';
import { fakePlayer } from './fake-player.ts';

const press = { code: 'KeyK', key: 'k', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };
const playingState: UiState = { ...INITIAL_STATE, player: fakePlayer() };

describe('commands', () => {
  it('have ids of their own and keys without conflicts', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    expect([...keyConflicts(INITIAL_STATE)]).toEqual([]);
  });

  it('do not take the keys that the game has by default', () => {
    const pad = Object.values(INITIAL_STATE.settings['input.pad1']).flat();
    for (const command of COMMANDS) for (const key of command.keys) expect(pad, command.id).not.toContain(`key:${key}`);
  });

  it('are found by key, only when they can run', () => {
    expect(keyName(press, false)).toBe('Mod+KeyK');
    expect(keyName(press, true)).toBe('Other+KeyK');
    expect(keyName({ ...press, code: 'ControlLeft', key: 'Control' }, false)).toBeNull();
    expect(commandForKey('Mod+KeyK', INITIAL_STATE)?.id).toBe('palette');
    expect(commandForKey('KeyP', INITIAL_STATE)).toBeNull();
    expect(commandForKey('KeyP', playingState)?.id).toBe('pause');
  });

  it('follow the keys that the user gave', () => {
    const state = { ...playingState, settings: { ...playingState.settings, keys: { pause: ['KeyJ'], fast: ['Mod+KeyK'] } } };
    expect(commandForKey('KeyJ', state)?.id).toBe('pause');
    expect(commandForKey('KeyP', state)).toBeNull();
    expect(
      keysOf(
        COMMANDS.find(({ id }) => id === 'step')!,
        state,
      ),
    ).toEqual(['Period']);
    expect([...keyConflicts(state)]).toEqual(['Mod+KeyK']);
  });

  it('are written as menus write them', () => {
    expect(acceleratorOf('Mod+KeyK', NO_LAYOUT)).toBe('CmdOrCtrl+K');
    expect(acceleratorOf('Shift+Digit3', NO_LAYOUT)).toBe('Shift+3');
    expect(acceleratorOf('Mod+IntlRo', NO_LAYOUT)).toBe('');
    expect(acceleratorOf('KeyA', { KeyA: 'q' })).toBe('Q');
    expect(acceleratorOf('Mod+KeyA', { KeyA: 'q' })).toBe('CmdOrCtrl+A');
  });

  it('for a game are away without one', () => {
    const available = COMMANDS.filter((command) => isAvailable(command, INITIAL_STATE)).map(({ id }) => id);
    expect(available).toContain('openFile');
    expect(available).not.toContain('save1');
  });
});
