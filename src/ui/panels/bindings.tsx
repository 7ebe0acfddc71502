import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { isTurbo, withTurbo } from '../../host/web/pads.ts';
import { PAD_BUTTONS, PAD_SETTINGS, type Bindings, type PadButton, type Settings } from '../../shared/settings.ts';
import type { Command } from '../commands/command.ts';
import { commandOf, COMMANDS, keyName } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';
import { bindingUsers, otherUsers, shortcutUsers } from '../conflicts.ts';
import { padButtonName } from '../key-labels.ts';
import { effectiveSettings } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';

/** While `waiting` is set, what is pressed next goes to `take`; Escape gives up. */
function useCapture(waiting: string | null, take: (binding: string, event: KeyboardEvent | null) => boolean): void {
  const { input } = usePage();
  // Before the next key: what is pressed at once is the binding.
  useLayoutEffect(() => {
    if (waiting === null) return undefined;
    input.capture = (binding, event) => {
      if (take(binding, event)) input.capture = null;
    };
    return () => void (input.capture = null);
  }, [waiting]);
}

/** What is about to go hands its focus on. */
function toAdding(from: HTMLElement): void {
  from.closest('.chips')?.querySelector<HTMLElement>('.chip-add')?.focus();
}

interface ChipProps {
  readonly binding: string;
  /** The button's name. */
  readonly button: string;
  /** Who else has it. */
  readonly others: readonly string[];
  readonly change: (binding: string | null) => void;
}

function BindingChip({ binding, button, others, change }: ChipProps): JSX.Element {
  const { app } = usePage();
  const label = app.bindingLabel(binding);
  const turbo = isTurbo(binding);
  const conflict = others.length > 0;
  const hint = conflict ? app.text('settings.conflictWith', { users: others.join(', ') }) : undefined;
  return (
    <span class={conflict ? 'chip chip-pair chip-conflict' : 'chip chip-pair'} title={hint}>
      {conflict && <span aria-label={hint}>!</span>}
      {label}
      <button
        type="button"
        class="chip-part"
        aria-pressed={turbo}
        title={app.text('settings.turbo')}
        aria-label={app.text('settings.turboOf', { binding: label, button })}
        onClick={() => change(withTurbo(binding, !turbo))}
      >
        <Icon name="turbo" filled={turbo} />
      </button>
      <button
        type="button"
        class="chip-part"
        title={app.text('common.remove')}
        aria-label={app.text('settings.removeBinding', { binding: label, button })}
        onClick={(event) => {
          toAdding(event.currentTarget);
          change(null);
        }}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

interface BindingsEditorProps {
  readonly pad: number;
  readonly bindings: Bindings;
  readonly set: (value: Bindings) => void;
  /** The settings that hold where this is shown. */
  readonly values: Settings;
  /** Percent; 0 is the common one. */
  readonly setDeadZone: (zone: number) => void;
}

export function BindingsEditor({ pad, bindings, set, values, setDeadZone }: BindingsEditorProps): JSX.Element {
  const { app, state } = usePage();
  const [waiting, setWaiting] = useState<PadButton | null>(null);
  const users = bindingUsers(app, state, values);
  useCapture(waiting, (binding) => {
    if (waiting !== null && binding !== 'key:Escape' && !bindings[waiting].includes(binding)) {
      set({ ...bindings, [waiting]: [...bindings[waiting], binding] });
    }
    setWaiting(null);
    return true;
  });
  const change = (button: PadButton, before: string, after: string | null): void => {
    const list = bindings[button].flatMap((one) => (one === before ? (after === null ? [] : [after]) : [one]));
    set({ ...bindings, [button]: list });
  };
  const nameOf = (button: PadButton): string => padButtonName(button, (key) => app.text(key));
  const own = values['input.deadZones'][pad] ?? 0;
  const player = app.text(`setting.${PAD_SETTINGS[pad]}` as TextKey);
  return (
    <div class="bindings">
      {PAD_BUTTONS.map((button) => (
        <div key={button} class="binding-row">
          <strong class="binding-name">{nameOf(button)}</strong>
          <div class="chips">
            {bindings[button].map((binding) => (
              <BindingChip
                key={withTurbo(binding, false)}
                binding={binding}
                button={nameOf(button)}
                others={otherUsers(users, pad, button, binding)}
                change={(after) => change(button, binding, after)}
              />
            ))}
            <button
              type="button"
              class="chip chip-add"
              aria-label={app.text('settings.add', { button: nameOf(button) })}
              onClick={() => setWaiting(button)}
            >
              {waiting === button ? app.text('settings.press') : <Icon name="plus" />}
            </button>
          </div>
        </div>
      ))}
      <label class="binding-row">
        <span class="binding-name">{app.text('setting.input.deadZone')}</span>
        <span class="range">
          <input
            type="range"
            min={0}
            max={90}
            step={5}
            value={own}
            aria-label={app.text('settings.deadZoneOf', { player })}
            onInput={(event) => setDeadZone(Number(event.currentTarget.value))}
          />
          <output>{own === 0 ? app.text('settings.deadZoneCommon') : `${own} %`}</output>
        </span>
      </label>
    </div>
  );
}

/** The game's keys first, the debugger's last. */
const HOTKEY_GROUPS = ['game', 'states', 'view', 'app', 'debugger'] as const;

type Keys = Readonly<Record<string, readonly string[]>>;

interface HotkeyRowProps {
  readonly command: Command;
  readonly own: readonly string[];
  /** Who else has a key. */
  readonly othersOf: (key: string) => readonly string[];
  readonly waiting: boolean;
  readonly onAdd: () => void;
  readonly onRemove: (key: string) => void;
}

function HotkeyRow({ command, own, othersOf, waiting, onAdd, onRemove }: HotkeyRowProps): JSX.Element {
  const { app } = usePage();
  const text = app.titleOf(command);
  return (
    <div class="binding-row">
      <span class="binding-name">{text}</span>
      <div class="chips">
        {own.map((key) => {
          const label = app.keyLabel(key);
          const remove = app.text('settings.removeBinding', { binding: label, button: text });
          const others = othersOf(key);
          const conflict = others.length > 0 ? app.text('settings.conflictWith', { users: others.join(', ') }) : null;
          return (
            <button
              key={key}
              type="button"
              class={conflict === null ? 'chip' : 'chip chip-conflict'}
              title={conflict ?? app.text('common.remove')}
              aria-label={conflict === null ? remove : `${remove}; ${conflict}`}
              onClick={(event) => {
                toAdding(event.currentTarget);
                onRemove(key);
              }}
            >
              {conflict !== null && '! '}
              {label}
              <Icon name="close" />
            </button>
          );
        })}
        <button type="button" class="chip chip-add" aria-label={app.text('settings.rebind', { name: text })} onClick={onAdd}>
          {waiting ? app.text('settings.press') : <Icon name="plus" />}
        </button>
      </div>
    </div>
  );
}

export function HotkeysEditor({ keys, set }: { readonly keys: Keys; readonly set: (value: Keys) => void }): JSX.Element {
  const { app, state } = usePage();
  const [waiting, setWaiting] = useState<string | null>(null);
  const settings = effectiveSettings(state);
  const keysOf = (id: string): readonly string[] => keys[id] ?? commandOf(id).keys;
  useCapture(waiting, (binding, event) => {
    if (waiting === null) return true;
    const name = event === null ? binding : keyName(event, app.mac);
    if (name === null) return false;
    const before = keysOf(waiting);
    if (binding !== 'key:Escape' && !before.includes(name)) set({ ...keys, [waiting]: [...before, name] });
    setWaiting(null);
    return true;
  });
  return (
    <div class="bindings">
      {HOTKEY_GROUPS.map((group) => (
        <section key={group} aria-labelledby={`keys-${group}`}>
          <h3 id={`keys-${group}`} class="binding-group">
            {app.text(`group.${group}`)}
          </h3>
          {COMMANDS.filter((command) => command.group === group).map((command) => (
            <HotkeyRow
              key={command.id}
              command={command}
              own={keysOf(command.id)}
              othersOf={(key) => shortcutUsers(app, state, settings, command, key)}
              waiting={waiting === command.id}
              onAdd={() => setWaiting(command.id)}
              onRemove={(key) => set({ ...keys, [command.id]: keysOf(command.id).filter((one) => one !== key) })}
            />
          ))}
        </section>
      ))}
    </div>
  );
}
