import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { PROFILE_NAME_LENGTH, type Settings } from '../../shared/settings.ts';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';

interface ProfileControlProps {
  readonly values: Settings;
  readonly label: string;
  readonly set: (name: string) => void;
}

interface NameFormProps {
  /** The name that is changed; '' for a new one. */
  readonly before: string;
  readonly taken: readonly string[];
  readonly take: (name: string) => Promise<void>;
  readonly cancel: () => void;
}

function NameForm({ before, taken, take, cancel }: NameFormProps): JSX.Element {
  const { app } = usePage();
  const [name, setName] = useState(before);
  const field = useRef<HTMLInputElement>(null);
  const says = useId();
  useLayoutEffect(() => field.current?.select(), []);
  const wanted = name.trim();
  const double = wanted !== before && taken.includes(wanted);
  return (
    <form
      class="profile-entry"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '' && !double) app.attempt(() => take(wanted));
      }}
    >
      <input
        ref={field}
        class="field"
        aria-label={app.text('profile.name')}
        aria-invalid={double}
        aria-describedby={says}
        placeholder={app.text('profile.name')}
        maxLength={PROFILE_NAME_LENGTH}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button button-strong" disabled={wanted === '' || double}>
        {app.text('common.save')}
      </button>
      <button type="button" class="button" data-back onClick={cancel}>
        {app.text('common.cancel')}
      </button>
      <span id={says} class="cheat-says cheat-wrong" aria-live="polite">
        {double && `! ${app.text('profile.taken', { name: wanted })}`}
      </span>
    </form>
  );
}

interface IconButtonProps {
  readonly icon: 'plus' | 'edit' | 'trash';
  readonly text: string;
  readonly run: () => void;
}

function IconButton({ icon, text, run }: IconButtonProps): JSX.Element {
  return (
    <button type="button" class="button button-icon button-quiet" title={text} aria-label={text} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

/** Chooses a set of bindings, makes one of what holds now, renames and deletes one. */
export function ProfileControl({ values, label, set }: ProfileControlProps): JSX.Element {
  const { app } = usePage();
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const was = useRef(false);
  // What had the focus is gone with the field.
  useLayoutEffect(() => {
    if (was.current && naming === null) choice.current?.focus();
    was.current = naming !== null;
  }, [naming]);
  const profiles = values['input.profiles'];
  const current = Object.hasOwn(profiles, values['input.profile']) ? values['input.profile'] : '';
  if (naming !== null) {
    const take = async (name: string): Promise<void> => {
      if (naming === 'rename') await app.profiles.rename(current, name);
      else {
        await app.profiles.make(name, values);
        set(name);
      }
      setNaming(null);
    };
    const before = naming === 'rename' ? current : '';
    return <NameForm before={before} taken={Object.keys(profiles)} take={take} cancel={() => setNaming(null)} />;
  }
  return (
    <span class="profile-entry">
      <select ref={choice} class="select" aria-label={label} value={current} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">{app.text('profile.none')}</option>
        {Object.keys(profiles).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <IconButton icon="plus" text={app.text('profile.new')} run={() => setNaming('new')} />
      {current !== '' && (
        <>
          <IconButton icon="edit" text={app.text('profile.rename', { name: current })} run={() => setNaming('rename')} />
          <IconButton
            icon="trash"
            text={app.text('profile.remove', { name: current })}
            run={() =>
              app.attempt(() => {
                choice.current?.focus();
                return app.profiles.remove(current, set);
              })
            }
          />
        </>
      )}
    </span>
  );
}
