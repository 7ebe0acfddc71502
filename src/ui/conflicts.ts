import { titleOf, type Command } from './commands/command.ts';
import { chordOf, isGameChord, partsOf, sameParts, withTurbo } from '../host/web/pads.ts';
import { PAD_BUTTONS, PAD_SETTINGS, padsInUse, type PadButton, type Settings } from '../shared/settings.ts';
import type { App } from './app.ts';
import { COMMANDS, isPadKey, keysOf, othersWithKey } from './commands/registry.ts';
import { padButtonName } from './key-labels.ts';
import type { UiState } from './state/ui-state.ts';
import type { TextKey } from './texts/translate.ts';

type Words = Pick<App, 'text'>;

interface User {
  readonly pad: number | null;
  readonly button: PadButton | null;
  readonly label: string;
}

/** Who has each binding: buttons of the pads that are plugged in, and commands. */
export type BindingUsers = ReadonlyMap<string, readonly User[]>;

/** A key is the same for everyone; a gamepad's button is that of its player. */
function placeOf(binding: string, pad: number): string {
  return binding.startsWith('key:') ? binding : `${pad} ${chordOf(partsOf(binding).toSorted())}`;
}

/** The key of a shortcut that a controller's binding takes from it, as a binding; null for one that can't be taken. Shift changes nothing for a game's keys. */
function takeable(key: string): string | null {
  const code = key.startsWith('Shift+') ? key.slice('Shift+'.length) : key;
  return code.includes('+') ? null : `key:${code}`;
}

interface PadUser extends User {
  readonly pad: number;
  readonly binding: string;
}

function padUsers(app: Words, settings: Settings): readonly PadUser[] {
  return padsInUse(settings).flatMap((pad) => {
    const key = PAD_SETTINGS[pad];
    const player = app.text(`setting.${key}` as TextKey);
    return PAD_BUTTONS.flatMap((button) =>
      settings[key][button].map((binding) => ({
        pad,
        button,
        binding: withTurbo(binding, false),
        label: `${padButtonName(button, (key) => app.text(key))} (${player})`,
      })),
    );
  });
}

function nameOf(app: Words, command: Command): string {
  return titleOf(command, (key, fill) => app.text(key, fill));
}

export function bindingUsers(app: Words, state: UiState, settings: Settings): BindingUsers {
  const users = new Map<string, User[]>();
  const add = (place: string, user: User): void => void users.set(place, [...(users.get(place) ?? []), user]);
  for (const user of padUsers(app, settings)) add(placeOf(user.binding, user.pad), user);
  for (const command of COMMANDS) {
    const user = { pad: null, button: null, label: nameOf(app, command) };
    for (const key of keysOf(command, state)) {
      const taken = takeable(key);
      if (isPadKey(key)) for (const pad of padsInUse(settings)) add(placeOf(key, pad), user);
      else if (taken !== null) add(taken, user);
    }
  }
  return users;
}

/** The others that have a button's binding, and the commands that a key of its chord is taken from. */
export function otherUsers(users: BindingUsers, pad: number, button: PadButton, binding: string): readonly string[] {
  const plain = withTurbo(binding, false);
  const parts = partsOf(plain).filter((part) => part !== plain && part.startsWith('key:'));
  const all = [
    ...(users.get(placeOf(plain, pad)) ?? []),
    ...parts.flatMap((part) => (users.get(part) ?? []).filter((user) => user.pad === null)),
  ];
  return [...new Set(all.filter((user) => user.pad !== pad || user.button !== button).map(({ label }) => label))];
}

/** The other commands that have a shortcut's key, and the controllers' buttons that have it while a game is played. */
export function shortcutUsers(app: Words, state: UiState, settings: Settings, command: Command, key: string): readonly string[] {
  const taken = isPadKey(key) ? null : takeable(key);
  const pads = padUsers(app, settings).filter(({ binding }) =>
    isPadKey(key) ? sameParts(binding, key) : taken !== null && partsOf(binding).includes(taken),
  );
  const chords = command.alone === true || !isPadKey(key) ? [] : gameChords(app, settings, partsOf(key));
  const others = othersWithKey(command, key, state).map((one) => nameOf(app, one));
  return [...others, ...new Set(pads.map(({ label }) => label)), ...chords];
}

/** Buttons of one player that, pressed together, are a gamepad's chord: "Select + R (Player 1)". */
function gameChords(app: Words, settings: Settings, parts: readonly string[]): readonly string[] {
  return padsInUse(settings).flatMap((pad) => {
    const key = PAD_SETTINGS[pad];
    const bindings = settings[key];
    if (!isGameChord(bindings, parts)) return [];
    const buttonOf = (part: string): string => {
      const button = PAD_BUTTONS.find((one) => bindings[one].some((binding) => withTurbo(binding, false) === part));
      return button === undefined ? part : padButtonName(button, (name) => app.text(name));
    };
    return [`${parts.map(buttonOf).join(' + ')} (${app.text(`setting.${key}` as TextKey)})`];
  });
}
