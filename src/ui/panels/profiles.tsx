import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { PAD_SETTINGS, PROFILE_NAME_LENGTH, withProfile, type InputProfile, type Settings } from '../../shared/settings.ts';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';

interface ProfileControlProps {
  readonly values: Settings;
  readonly label: string;
  readonly set: (name: string) => void;
}

/** Chooses a set of bindings, makes one of what holds now, and deletes one. */
export function ProfileControl({ values, label, set }: ProfileControlProps): JSX.Element {
  const { app } = usePage();
  const [name, setName] = useState<string | null>(null);
  const profiles = values['input.profiles'];
  const current = Object.hasOwn(profiles, values['input.profile']) ? values['input.profile'] : '';
  const save = async (all: Readonly<Record<string, InputProfile>>): Promise<void> => app.settings.set('input.profiles', all);
  const make = async (): Promise<void> => {
    const wanted = (name ?? '').trim();
    if (wanted === '') return;
    const now = withProfile(values);
    const profile = Object.fromEntries(PAD_SETTINGS.map((key) => [key, now[key]]));
    await save({ ...profiles, [wanted]: profile });
    set(wanted);
    setName(null);
  };
  const remove = async (): Promise<void> => {
    await save(Object.fromEntries(Object.entries(profiles).filter(([one]) => one !== current)));
    set('');
    app.toast(app.text('profile.removed', { name: current }), {
      action: 'common.undo',
      run: async () => {
        await save(profiles);
        set(current);
      },
    });
  };
  if (name !== null) {
    return (
      <form
        class="profile-entry"
        onSubmit={(event) => {
          event.preventDefault();
          app.attempt(make);
        }}
      >
        <input
          class="field"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          aria-label={app.text('profile.name')}
          placeholder={app.text('profile.name')}
          maxLength={PROFILE_NAME_LENGTH}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button button-strong" disabled={name.trim() === ''}>
          {app.text('common.save')}
        </button>
        <button type="button" class="button" onClick={() => setName(null)}>
          {app.text('common.cancel')}
        </button>
      </form>
    );
  }
  return (
    <span class="profile-entry">
      <select class="select" aria-label={label} value={current} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{app.text('profile.none')}</option>
        {Object.keys(profiles).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button button-icon"
        title={app.text('profile.new')}
        aria-label={app.text('profile.new')}
        onClick={() => setName('')}
      >
        <Icon name="plus" />
      </button>
      {current !== '' && (
        <button
          type="button"
          class="button button-icon button-quiet"
          title={app.text('profile.remove', { name: current })}
          aria-label={app.text('profile.remove', { name: current })}
          onClick={() => app.attempt(remove)}
        >
          <Icon name="trash" />
        </button>
      )}
    </span>
  );
}
