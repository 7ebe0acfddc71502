import type { JSX } from 'preact';
import { commandOf, isAvailable, keysOf } from '../commands/registry.ts';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

/** A button that is a command: name, icon, shortcut and state come from it. */
export function CommandButton({ id, label = true }: { readonly id: string; readonly label?: boolean }): JSX.Element | null {
  const { app, state } = usePage();
  const command = commandOf(id);
  if (!isAvailable(command, state)) return null;
  const text = app.titleOf(command);
  const key = keysOf(command, state)[0];
  const pressed = command.checked?.(state);
  const icon = pressed === true ? (command.checkedIcon ?? command.icon) : command.icon;
  const tip = key === undefined ? text : `${text} (${app.keyLabel(key)})`;
  return (
    <button
      type="button"
      class={label ? 'button' : 'button button-icon'}
      title={tip}
      aria-label={label ? undefined : text}
      aria-pressed={pressed}
      onClick={() => app.runCommand(id)}
    >
      {icon !== undefined && <Icon name={icon} />}
      {label && <span>{text}</span>}
      {label && key !== undefined && <kbd>{app.keyLabel(key)}</kbd>}
    </button>
  );
}
