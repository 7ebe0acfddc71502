import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { conflicts } from '../../host/web/pads.ts';
import { PAD_BUTTONS, type Bindings, type PadButton } from '../../shared/settings.ts';
import { codeLabel, COMMANDS, keyConflicts, keyLabel, keyName } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';

const STANDARD_PAD = ['A', 'B', 'X', 'Y', 'LB', 'RB', 'LT', 'RT', 'Back', 'Start', 'L3', 'R3', '↑', '↓', '←', '→', 'Home'];

/** A binding in a person's words. */
export function bindingLabel(binding: string): string {
  const [kind = '', what = ''] = binding.split(/:(.*)/s);
  if (kind === 'key') return codeLabel(what);
  if (kind === 'pad') return `Pad ${STANDARD_PAD[Number(what)] ?? what}`;
  const axis = Number.parseInt(what, 10);
  const arrows = axis % 2 === 0 ? ['←', '→'] : ['↑', '↓'];
  return `Stick ${axis < 2 ? 'L' : 'R'} ${what.endsWith('-') ? arrows[0] : arrows[1]}`;
}

/** While `waiting` is set, the next key or pad button goes to `take`; Escape gives up. */
function useCapture(waiting: string | null, take: (binding: string, event: KeyboardEvent | null) => boolean): void {
  const { input } = usePage();
  useEffect(() => {
    if (waiting === null) return undefined;
    input.capture = (binding, event) => {
      if (take(binding, event)) input.capture = null;
    };
    return () => void (input.capture = null);
  }, [waiting]);
}

export function BindingsEditor({
  bindings,
  set,
}: {
  readonly bindings: Bindings;
  readonly set: (value: Bindings) => void;
}): JSX.Element {
  const { app } = usePage();
  const [waiting, setWaiting] = useState<PadButton | null>(null);
  const twice = conflicts(bindings);
  useCapture(waiting, (binding) => {
    if (waiting !== null && binding !== 'key:Escape' && !bindings[waiting].includes(binding)) {
      set({ ...bindings, [waiting]: [...bindings[waiting], binding] });
    }
    setWaiting(null);
    return true;
  });
  return (
    <div class="bindings">
      {PAD_BUTTONS.map((button) => (
        <div key={button} class="binding-row">
          <strong class="binding-name">{button}</strong>
          <div class="chips">
            {bindings[button].map((binding) => (
              <button
                key={binding}
                type="button"
                class={twice.has(binding) ? 'chip chip-conflict' : 'chip'}
                title={twice.has(binding) ? app.text('settings.conflict') : undefined}
                aria-label={app.text('settings.removeBinding', { binding: bindingLabel(binding), button })}
                onClick={() => set({ ...bindings, [button]: bindings[button].filter((one) => one !== binding) })}
              >
                {twice.has(binding) && '! '}
                {bindingLabel(binding)}
                <Icon name="close" />
              </button>
            ))}
            <button
              type="button"
              class="chip chip-add"
              aria-label={app.text('settings.add', { button })}
              onClick={() => setWaiting(button)}
            >
              {waiting === button ? app.text('settings.press') : <Icon name="plus" />}
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}

type Keys = Readonly<Record<string, readonly string[]>>;

export function HotkeysEditor({ keys, set }: { readonly keys: Keys; readonly set: (value: Keys) => void }): JSX.Element {
  const { app, state } = usePage();
  const [waiting, setWaiting] = useState<string | null>(null);
  const twice = keyConflicts(state);
  useCapture(waiting, (_binding, event) => {
    const name = event === null ? null : keyName(event, app.mac);
    if (name === null || waiting === null) return false;
    if (name !== 'Escape') set({ ...keys, [waiting]: [name] });
    setWaiting(null);
    return true;
  });
  return (
    <div class="bindings">
      {COMMANDS.map((command) => {
        const text = app.text(command.title, command.fill);
        return (
          <div key={command.id} class="binding-row">
            <span class="binding-name">{text}</span>
            <div class="chips">
              <button
                type="button"
                class="chip"
                aria-label={app.text('settings.rebind', { name: text })}
                onClick={() => setWaiting(command.id)}
              >
                {waiting === command.id
                  ? app.text('settings.press')
                  : (keys[command.id] ?? command.keys)
                      .map((key) => `${twice.has(key) ? '! ' : ''}${keyLabel(key, app.mac)}`)
                      .join(', ') || '–'}
              </button>
            </div>
          </div>
        );
      })}
    </div>
  );
}
