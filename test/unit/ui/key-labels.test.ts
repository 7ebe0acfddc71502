import { describe, expect, it } from 'vitest';
import { keyName } from '../../../src/ui/commands/registry.ts';
import { bindingLabel, keyLabel, NO_LAYOUT, type KeyLayout, type Naming } from '../../../src/ui/key-labels.ts';
import { translate } from '../../../src/ui/texts/translate.ts';

function naming(layout: KeyLayout, mac = false, language: 'en' | 'pt' = 'en'): Naming {
  return { mac, layout, text: (key, fill) => translate(language, key, fill) };
}

/** Excerpts of what browsers tell of these layouts. */
const US = naming({ KeyA: 'a', KeyZ: 'z', KeyW: 'w', KeyM: 'm', Semicolon: ';', Comma: ',', Digit1: '1', Minus: '-' });
const AZERTY = naming({ KeyA: 'q', KeyZ: 'w', KeyW: 'z', KeyM: ',', Semicolon: 'm', Comma: ';', Digit1: '&', Minus: ')' });
const QWERTZ = naming({ KeyY: 'z', KeyZ: 'y', Minus: 'ß', Semicolon: 'ö', Backquote: '^' });
const ABNT2 = naming({ Semicolon: 'ç', Quote: '~', IntlRo: '/', Slash: ';' });
const RUSSIAN = naming({ KeyZ: 'я' });

const ctrl = { ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };

describe('the name of a key', () => {
  it.each([
    [US, 'KeyZ', 'Z'],
    [AZERTY, 'KeyZ', 'W'],
    [AZERTY, 'Digit1', '1'],
    [QWERTZ, 'KeyZ', 'Y'],
    [QWERTZ, 'Minus', 'ß'],
    [ABNT2, 'Semicolon', 'Ç'],
    [ABNT2, 'IntlRo', '/'],
    [RUSSIAN, 'KeyZ', 'Я'],
    [naming(NO_LAYOUT), 'Semicolon', ';'],
    [US, 'Minus', '−'],
    [AZERTY, 'Space', 'Space'],
    [naming(NO_LAYOUT, false, 'pt'), 'ShiftRight', 'Shift direito'],
  ])('is what stands on it: %#', (words, code, label) => {
    expect(keyLabel(code, words)).toBe(label);
    expect(bindingLabel(`key:${code}`, words)).toBe(label);
  });

  it('with Ctrl or Cmd is its letter, wherever it stands', () => {
    for (const words of [US, AZERTY, QWERTZ, RUSSIAN]) expect(keyLabel('Mod+Shift+KeyZ', words)).toBe('Ctrl+Shift+Z');
    expect(keyLabel('Mod+Shift+KeyR', naming(NO_LAYOUT, true))).toBe('⌘⇧R');
    expect(keyLabel('Mod+Comma', AZERTY)).toBe('Ctrl+,');
    expect(keyLabel('Mod+Semicolon', ABNT2)).toBe('Ctrl+;');
    expect(keyLabel('Alt+KeyZ', AZERTY)).toBe('Alt+W');
  });

  it('of a gamepad is its button, its stick, or the number of an axis that is neither', () => {
    expect(keyLabel('pad:8&pad:9', US)).toBe('Pad Back + Pad Start');
    expect(bindingLabel('axis:3-', US)).toBe('Stick R ↑');
    expect(bindingLabel('axis:4+', US)).toBe('Axis 4 +');
    expect(bindingLabel('turbo:axis:9-', naming(NO_LAYOUT, false, 'pt'))).toBe('Eixo 9 −');
  });
});

describe('a press', () => {
  it.each([
    ['Ctrl and the key that types z', { code: 'KeyW', key: 'z', ...ctrl }, 'Mod+KeyZ'],
    ['Ctrl, Shift and a capital letter', { code: 'KeyY', key: 'Z', ...ctrl, shiftKey: true }, 'Mod+Shift+KeyZ'],
    ['Ctrl and a mark where the US has a letter', { code: 'KeyM', key: ',', ...ctrl }, 'Mod+Comma'],
    ['Ctrl and a letter where the US has a mark', { code: 'Semicolon', key: 'm', ...ctrl }, 'Mod+KeyM'],
    ['Ctrl and a Cyrillic letter', { code: 'KeyZ', key: 'я', ...ctrl }, 'Mod+KeyZ'],
    ['Ctrl, Shift and a mark', { code: 'Period', key: '>', ...ctrl, shiftKey: true }, 'Mod+Shift+Period'],
    ['Ctrl and a key of the number pad', { code: 'NumpadSubtract', key: '-', ...ctrl }, 'Mod+NumpadSubtract'],
    ['a letter alone, by its place', { code: 'KeyW', key: 'z', ...ctrl, ctrlKey: false }, 'KeyW'],
  ])('%s', (_name, press, name) => {
    expect(keyName(press, false)).toBe(name);
  });
});
