import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings.ts';
import { commandOf, COMMANDS } from '../../../src/ui/commands/registry.ts';
import { bindingUsers, otherUsers, shortcutUsers } from '../../../src/ui/conflicts.ts';
import { INITIAL_STATE, type UiState } from '../../../src/ui/state/ui-state.ts';
import { translate, type Fill, type TextKey } from '../../../src/ui/texts/translate.ts';

const words = { text: (key: TextKey, fill?: Fill) => translate('en', key, fill) };

function withSettings(changes: Partial<Settings>): UiState {
  return { ...INITIAL_STATE, settings: { ...DEFAULT_SETTINGS, ...changes } };
}
function ofShortcut(state: UiState, id: string, key: string): readonly string[] {
  return shortcutUsers(words, state, state.settings, commandOf(id), key);
}
function ofBinding(state: UiState, binding: string): readonly string[] {
  return otherUsers(bindingUsers(words, state, state.settings), 0, 'Y', binding);
}
const pad1 = DEFAULT_SETTINGS['input.pad1'];

describe('conflicts of shortcuts and controllers', () => {
  it('are none by default', () => {
    for (const { id, keys } of COMMANDS) for (const key of keys) expect(ofShortcut(INITIAL_STATE, id, key), id).toEqual([]);
  });

  it.each([
    ['KeyZ', ['B (Player 1)']],
    ['Shift+KeyZ', ['B (Player 1)']],
    ['Mod+KeyZ', ['Undo load or save']],
    ['KeyN', []],
    ['pad:0', ['B (Player 1)', 'B (Player 2)']],
    ['pad:0&pad:8', ['B + Select (Player 1)', 'B + Select (Player 2)']],
    ['pad:0&pad:7', []],
    ['pad:7&pad:8', ['Fast-forward while held']],
    ['KeyM', ['Mute']],
  ])('are told at the shortcut %s', (key, users) => {
    const state = withSettings({ keys: { pause: [key] } });
    expect(ofShortcut(state, 'pause', key)).toEqual(users);
  });

  it('are told in the language of the player', () => {
    const state = withSettings({ keys: { pause: ['ArrowUp'] } });
    const portuguese = { text: (key: TextKey, fill?: Fill) => translate('pt', key, fill) };
    expect(ofShortcut(state, 'pause', 'ArrowUp')).toEqual(['Up (Player 1)']);
    expect(shortcutUsers(portuguese, state, state.settings, commandOf('pause'), 'ArrowUp')).toEqual(['Cima (Jogador 1)']);
  });

  it('are told at a shortcut whose key is part of a chord, and at the chord', () => {
    const state = withSettings({ 'input.pad1': { ...pad1, Y: ['turbo:key:KeyN&key:KeyM'] } });
    expect(ofShortcut(state, 'mute', 'KeyM')).toEqual(['Y (Player 1)']);
    expect(ofBinding(state, 'turbo:key:KeyN&key:KeyM')).toEqual(['Mute']);
  });

  it('are told at the binding', () => {
    const state = withSettings({ keys: { pause: ['pad:2'], save1: ['Shift+KeyA'] } });
    expect(ofBinding(state, 'key:KeyM')).toEqual(['Mute']);
    expect(ofBinding(state, 'key:KeyA')).toEqual(['Save to slot 1']);
    expect(ofBinding(state, 'pad:2')).toEqual(['Pause']);
    expect(ofBinding(state, 'key:KeyX')).toEqual(['A (Player 1)']);
  });
});
