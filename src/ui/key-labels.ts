import { partsOf } from '../host/web/pads.ts';
import type { PadButton } from '../shared/settings.ts';
import { isTextKey, type Fill, type TextKey } from './texts/translate.ts';

/** What the keys of the player's keyboard type by themselves, by KeyboardEvent.code. Empty where the browser does not tell. */
export type KeyLayout = Readonly<Record<string, string>>;
export const NO_LAYOUT: KeyLayout = {};

export interface Naming {
  readonly mac: boolean;
  readonly layout: KeyLayout;
  readonly text: (key: TextKey, fill?: Fill) => string;
}

/** The marks of a US keyboard, by place. */
export const MARKS: Readonly<Record<string, string>> = {
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  Period: '.',
  Comma: ',',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
};
const NAMED: Readonly<Record<string, TextKey>> = {
  Escape: 'key.Escape',
  Space: 'key.Space',
  ShiftLeft: 'key.ShiftLeft',
  ShiftRight: 'key.ShiftRight',
  ControlLeft: 'key.ControlLeft',
  ControlRight: 'key.ControlRight',
  AltLeft: 'key.AltLeft',
  AltRight: 'key.AltRight',
};
const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const STANDARD_PAD = ['A', 'B', 'X', 'Y', 'LB', 'RB', 'LT', 'RT', 'Back', 'Start', 'L3', 'R3', '↑', '↓', '←', '→', 'Home'];
/** Further axes are triggers, hats or whatever the maker liked: they have a number and no name. */
const STICK_AXES = 4;

function onKeycap(typed: string): string {
  if (typed === '-') return '−';
  const upper = typed.toUpperCase();
  return upper.length === typed.length ? upper : typed;
}

/** What stands on the key at a place. The digits' row is named by its digits, which every keyboard shows, whatever it types first. */
export function codeLabel(code: string, { layout, text }: Naming): string {
  const named = NAMED[code];
  if (named !== undefined) return text(named);
  const typed = code.startsWith('Digit') ? undefined : layout[code]?.trim();
  if (typed !== undefined && typed !== '') return onKeycap(typed);
  const mark = MARKS[code];
  if (mark !== undefined) return onKeycap(mark);
  return ARROWS[code] ?? code.replace(/^(Key|Digit)/, '').replace(/^Numpad/, 'Num ');
}

/** What stands on the key that counts with Ctrl: that which types the code's letter or mark, else the one at its place. */
function typedLabel(code: string, naming: Naming): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  const mark = MARKS[code];
  return mark !== undefined && Object.values(naming.layout).includes(mark) ? onKeycap(mark) : codeLabel(code, naming);
}

function partLabel(part: string, naming: Naming): string {
  const [kind = '', what = ''] = part.split(/:(.*)/s);
  if (kind === 'key') return codeLabel(what, naming);
  if (kind === 'pad') return naming.text('binding.pad', { button: STANDARD_PAD[Number(what)] ?? what });
  const axis = Number.parseInt(what, 10);
  const minus = what.endsWith('-');
  if (axis >= STICK_AXES) return naming.text('binding.axis', { axis, way: minus ? '−' : '+' });
  const [back, forth] = axis % 2 === 0 ? ['←', '→'] : ['↑', '↓'];
  return naming.text(axis < 2 ? 'binding.leftStick' : 'binding.rightStick', { way: minus ? back : forth });
}

/** A binding in a person's words. */
export function bindingLabel(binding: string, naming: Naming): string {
  return partsOf(binding)
    .map((part) => partLabel(part, naming))
    .join(' + ');
}

/** A command's key as keyboard or gamepad show it: `Mod+KeyK` is Ctrl+K. */
export function keyLabel(key: string, naming: Naming): string {
  if (/^(pad|axis):/.test(key)) return bindingLabel(key, naming);
  const parts = key.split('+');
  const code = parts.pop() ?? '';
  const { mac } = naming;
  const typed = parts.includes('Mod') || parts.includes('Other');
  const names = parts.map((part) => {
    if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (part === 'Other') return mac ? '⌃' : 'Meta';
    if (part === 'Shift') return mac ? '⇧' : 'Shift';
    return part === 'Alt' && mac ? '⌥' : part;
  });
  return [...names, typed ? typedLabel(code, naming) : codeLabel(code, naming)].join(mac ? '' : '+');
}

/** A controller's button in the person's language: directions have words, the others what is printed on the pad. */
export function padButtonName(button: PadButton, text: (key: TextKey) => string): string {
  const key = `padButton.${button}`;
  return isTextKey(key) ? text(key) : button;
}
