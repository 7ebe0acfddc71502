import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CHEAT_CODE_LENGTH, CHEAT_NAME_LENGTH, MOST_CHEATS, parseCheat, type Cheat } from '../../shared/cheats.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';
import { effectiveSettings } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';

const PROBLEMS = {
  empty: 'cheats.hint',
  format: 'cheats.problem.format',
  value: 'cheats.problem.value',
  place: 'cheats.problem.place',
} as const satisfies Record<string, TextKey>;
const KINDS = { genie: 'cheats.kind.genie', replay: 'cheats.kind.replay', raw: 'cheats.kind.raw' } as const;

function hex(value: number, digits: number): string {
  return `$${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}

/** What a code is and does. */
function useExplain(): (code: string) => string {
  const { app } = usePage();
  return (code) => {
    const parsed = parseCheat(code);
    if ('problem' in parsed) return app.text(PROBLEMS[parsed.problem]);
    const writes = parsed.writes.map(({ address, value }) => `${hex(address, 6)} = ${hex(value, 2)}`);
    return app.text('cheats.does', { kind: app.text(KINDS[parsed.kind]), writes: writes.join(', ') });
  };
}

interface FormProps {
  /** What is changed; left out for a new one. */
  readonly cheat?: Cheat;
  readonly take: (cheat: Cheat) => void;
  readonly cancel?: () => void;
}

/** Enters a code or changes one; what it does is said at each letter. */
function CheatForm({ cheat, take, cancel }: FormProps): JSX.Element {
  const { app } = usePage();
  const explain = useExplain();
  const says = useId();
  const first = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState(cheat?.code ?? '');
  const [name, setName] = useState(cheat?.name ?? '');
  useLayoutEffect(() => {
    if (cheat !== undefined) first.current?.focus();
  }, []);
  const parsed = parseCheat(code);
  const wrong = 'problem' in parsed && parsed.problem !== 'empty';
  const submit = (event: Event): void => {
    event.preventDefault();
    if ('problem' in parsed) return;
    const named = name.trim() === '' ? code.trim().slice(0, CHEAT_NAME_LENGTH) : name.trim();
    take({ name: named, code: code.trim(), on: cheat?.on ?? true });
    setCode('');
    setName('');
    // The button can't be pressed any more; the next code begins here.
    first.current?.focus();
  };
  return (
    <form class="cheat-entry" onSubmit={submit}>
      <input
        ref={first}
        data-first={cheat === undefined ? '' : undefined}
        class="field"
        aria-label={app.text('cheats.code')}
        aria-invalid={wrong}
        aria-describedby={says}
        placeholder={app.text('cheats.code')}
        maxLength={CHEAT_CODE_LENGTH}
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
      />
      <input
        class="field"
        aria-label={app.text('cheats.name')}
        placeholder={app.text('cheats.name')}
        maxLength={CHEAT_NAME_LENGTH}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="button button-strong" disabled={'problem' in parsed}>
        {cheat === undefined && <Icon name="plus" />}
        {app.text(cheat === undefined ? 'cheats.add' : 'common.save')}
      </button>
      {cancel !== undefined && (
        <button type="button" class="button" data-back onClick={cancel}>
          {app.text('common.cancel')}
        </button>
      )}
      <p id={says} class={wrong ? 'cheat-says cheat-wrong' : 'cheat-says hint'} aria-live="polite">
        {wrong && '! '}
        {explain(code)}
      </p>
    </form>
  );
}

interface RowProps {
  readonly cheat: Cheat;
  readonly change: (cheat: Cheat | null) => void;
}

function Row({ cheat, change }: RowProps): JSX.Element {
  const { app } = usePage();
  const explain = useExplain();
  const [editing, setEditing] = useState(false);
  const door = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useLayoutEffect(() => {
    if (was.current && !editing) door.current?.focus();
    was.current = editing;
  }, [editing]);
  if (editing) {
    const take = (changed: Cheat): void => {
      change(changed);
      setEditing(false);
    };
    return <CheatForm cheat={cheat} take={take} cancel={() => setEditing(false)} />;
  }
  return (
    <div class="setting">
      <span class="grow">
        <strong>{cheat.name}</strong>
        <span class="hint cheat-code">{`${cheat.code} · ${explain(cheat.code)}`}</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        aria-label={cheat.name}
        checked={cheat.on}
        onChange={(event) => change({ ...cheat, on: event.currentTarget.checked })}
      />
      <button
        ref={door}
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('cheats.edit', { name: cheat.name })}
        title={app.text('cheats.edit', { name: cheat.name })}
        onClick={() => setEditing(true)}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('cheats.remove', { name: cheat.name })}
        title={app.text('cheats.remove', { name: cheat.name })}
        onClick={(event) => {
          // The button goes with its code.
          event.currentTarget.closest('.cheats')?.querySelector<HTMLElement>('input')?.focus();
          change(null);
        }}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

/** The codes of the game that is played. */
export function CheatsPage({ onClose }: { readonly onClose: () => void }): JSX.Element | null {
  const { app, state } = usePage();
  const hash = state.player?.game.hash;
  if (hash === undefined) return null;
  const { 'cheats.list': list, 'cheats.active': active } = effectiveSettings(state);
  const set = (cheats: readonly Cheat[]): void => app.attempt(() => app.settings.set('cheats.list', cheats, hash));
  const change = (at: number, cheat: Cheat | null): void => {
    set(list.flatMap((one, index) => (index !== at ? [one] : cheat === null ? [] : [cheat])));
    if (cheat === null)
      app.toast(app.text('cheats.removed', { name: list[at]?.name ?? '' }), { action: 'common.undo', run: () => set(list) });
  };
  return (
    <Dialog title={app.text('cheats.title')} className="wide" onClose={onClose}>
      <header class="dialog-head">
        <h2 class="grow">{app.text('cheats.title')}</h2>
        <label class="for-game">
          <input
            type="checkbox"
            role="switch"
            class="switch"
            checked={active}
            onChange={() => app.attempt(() => app.settings.next('cheats.active'))}
          />
          {app.text('command.cheatsActive')}
        </label>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="cheats">
        <CheatForm take={(cheat) => set([...list, cheat].slice(-MOST_CHEATS))} />
        {list.map((cheat, at) => (
          <Row key={`${list.length} ${at}`} cheat={cheat} change={(changed) => change(at, changed)} />
        ))}
        {list.length === 0 && <p class="hint">{app.text('cheats.none')}</p>}
      </div>
    </Dialog>
  );
}
