import { titleOf } from './commands/command.ts';
import { withTurbo } from '../host/web/pads.ts';
import { PAD_BUTTONS, PAD_SETTINGS, padsInUse, type PadButton, type Settings } from '../shared/settings.ts';
import type { App } from './app.ts';
import { COMMANDS, isPadKey, keysOf } from './commands/registry.ts';
import type { UiState } from './state/ui-state.ts';
import type { TextKey } from './texts/translate.ts';

interface User {
  readonly pad: number | null;
  readonly button: PadButton | null;
  readonly label: string;
}

/** Who has each binding: buttons of the pads that are plugged in, and commands. */
export type BindingUsers = ReadonlyMap<string, readonly User[]>;

/** A key is the same for everyone; a gamepad's button is that of its player. */
function placeOf(binding: string, pad: number): string {
  return binding.startsWith('key:') ? binding : `${pad} ${binding}`;
}

export function bindingUsers(app: Pick<App, 'text'>, state: UiState, settings: Settings): BindingUsers {
  const users = new Map<string, User[]>();
  const add = (place: string, user: User): void => void users.set(place, [...(users.get(place) ?? []), user]);
  const pads = padsInUse(settings);
  for (const pad of pads) {
    const key = PAD_SETTINGS[pad];
    const player = app.text(`setting.${key}` as TextKey);
    for (const button of PAD_BUTTONS) {
      for (const binding of settings[key][button])
        add(placeOf(withTurbo(binding, false), pad), { pad, button, label: `${button} (${player})` });
    }
  }
  for (const command of COMMANDS) {
    const user = { pad: null, button: null, label: titleOf(command, (key, fill) => app.text(key, fill)) };
    for (const key of keysOf(command, state)) {
      if (isPadKey(key)) for (const pad of pads) add(placeOf(key, pad), user);
      else if (!key.includes('+')) add(`key:${key}`, user);
    }
  }
  return users;
}

/** The others that have a button's binding. */
export function otherUsers(users: BindingUsers, pad: number, button: PadButton, binding: string): readonly string[] {
  const all = users.get(placeOf(withTurbo(binding, false), pad)) ?? [];
  return all.filter((user) => user.pad !== pad || user.button !== button).map(({ label }) => label);
}
