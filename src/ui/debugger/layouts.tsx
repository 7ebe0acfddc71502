import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LAYOUT_NAME_LENGTH, MOST_LAYOUTS, type KeptLayout } from '../../shared/debugger.ts';
import { Icon } from '../components/icons.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useDebug } from './context.ts';

/** Arrangements of panels by name: saved, chosen and deleted. */
export function LayoutsDialog(): JSX.Element | null {
  const { debug } = useDebug();
  return debug.layoutsOpen.value ? <Layouts /> : null;
}

function Layouts(): JSX.Element {
  const { app, debug } = useDebug();
  const [layouts, setLayouts] = useState<readonly KeptLayout[]>([]);
  const [name, setName] = useState('');
  useEffect(() => app.attempt(async () => setLayouts(await app.bridge.call('debugger.layouts', null))), []);
  const close = (): void => void (debug.layoutsOpen.value = false);
  const keep = async (list: readonly KeptLayout[]): Promise<void> => {
    await app.bridge.call('debugger.setLayouts', list);
    setLayouts(list);
  };
  const save = async (): Promise<void> => {
    const wanted = name.trim();
    const { dock } = debug;
    if (wanted === '' || dock === null) return;
    const rest = layouts.filter((one) => one.name !== wanted);
    if (rest.length >= MOST_LAYOUTS) throw new Error(app.text('layouts.tooMany', { count: MOST_LAYOUTS }));
    await keep([...rest, { name: wanted, layout: dock.layout() }]);
    setName('');
    app.toast(app.text('layouts.saved', { name: wanted }));
  };
  const choose = ({ name: chosen, layout }: KeptLayout): void => {
    close();
    if (debug.dock?.arrange(layout) === false) app.toast(app.text('layouts.unreadable', { name: chosen }), { kind: 'error' });
  };
  const remove = async (gone: KeptLayout): Promise<void> => {
    const before = layouts;
    await keep(layouts.filter((one) => one !== gone));
    app.toast(app.text('layouts.deleted', { name: gone.name }), { action: 'common.undo', run: () => keep(before) });
  };
  return (
    <FormDialog
      title={app.text('layouts.title')}
      submit={app.text('layouts.save')}
      disabled={name.trim() === ''}
      leave={app.text('common.close')}
      buttons={
        <button
          type="button"
          class="button"
          onClick={() => {
            close();
            app.runCommand('debugReset');
          }}
        >
          {app.text('command.debugReset')}
        </button>
      }
      onSubmit={() => app.attempt(save)}
      onClose={close}
    >
      {layouts.length === 0 && <p class="hint">{app.text('layouts.none')}</p>}
      <ul class="debug-list">
        {layouts.map((one) => (
          <li key={one.name}>
            <button type="button" class="debug-item grow" onClick={() => choose(one)}>
              <Icon name="grid" />
              {one.name}
            </button>
            <button
              type="button"
              class="button button-icon button-quiet"
              aria-label={app.text('layouts.delete', { name: one.name })}
              title={app.text('layouts.delete', { name: one.name })}
              onClick={() => app.attempt(() => remove(one))}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
      <label>
        <span>{app.text('layouts.name')}</span>
        <input
          type="text"
          class="field"
          data-first
          maxLength={LAYOUT_NAME_LENGTH}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
    </FormDialog>
  );
}
