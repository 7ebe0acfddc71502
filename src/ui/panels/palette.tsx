import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { COMMANDS, isAvailable, keysOf } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon, type IconName } from '../components/icons.tsx';
import { SHOWN_SETTINGS } from '../settings-actions.ts';
import { fit, otherWords } from '../search-words.ts';
import type { TextKey } from '../texts/translate.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  /** By which it is found too. */
  readonly others: string;
  /** It belongs to the screen that is open, or to all. */
  readonly near: boolean;
  readonly icon: IconName | null;
  readonly key: string;
  /** Of what can be switched. */
  readonly on?: boolean | undefined;
  readonly run: () => void;
}

const MOST_ROWS = 60;
/** What has the words in its name, and belongs to a screen that is not open, comes after what is called so by others. */
const FAR = 2;

/** Every command, and every game, by a few letters. */
export function Palette(): JSX.Element {
  const { app, state } = usePage();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const close = (): void => app.store.update((draft) => void (draft.palette = false));

  const commands = COMMANDS.filter(
    (command) => command.hidden !== true && command.id !== 'palette' && isAvailable(command, state),
  ).map((command): Row => {
    const key = keysOf(command, state)[0];
    return {
      id: command.id,
      text: app.titleOf(command),
      others: otherWords(command.title, app.language),
      near: command.group !== 'debugger' || state.debugger,
      icon: command.icon ?? null,
      key: key === undefined ? '' : app.keyLabel(key),
      on: command.checked?.(state),
      run: () => app.runCommand(command.id),
    };
  });
  const games = (state.library?.games ?? []).map((game): Row => ({
    id: game.hash,
    text: `${app.text('palette.game')}: ${game.title}`,
    others: '',
    near: true,
    icon: 'play',
    key: '',
    run: () => app.attempt(() => app.player.play(game.hash)),
  }));
  // Whoever types nothing looks for a command.
  const settings = (query === '' ? [] : SHOWN_SETTINGS).map((key): Row => ({
    id: key,
    text: `${app.text('palette.setting')}: ${app.text(`setting.${key}` as TextKey)}`,
    near: true,
    others: otherWords(`setting.${key}` as TextKey, app.language),
    icon: 'settings',
    key: '',
    run: () => app.showSetting(key),
  }));
  const rows = [...commands, ...games, ...settings]
    .flatMap((row) => {
      const rank = fit(row.text, row.others, query);
      return rank === null ? [] : [{ row, rank: row.near ? rank : rank + FAR }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_ROWS)
    .map(({ row }) => row);
  const chosen = Math.min(at, Math.max(0, rows.length - 1));

  const take = (row: Row | undefined): void => {
    if (row === undefined) return;
    close();
    row.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + rows.length) % Math.max(1, rows.length);
      setAt(next);
      const { ownerDocument } = event.currentTarget as Element;
      ownerDocument.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(rows[chosen]);
    }
  };
  return (
    <Dialog title={app.text('palette.title')} className="palette" onClose={close}>
      <div class="palette-input">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={rows.length > 0 ? `palette-${chosen}` : undefined}
          aria-label={app.text('palette.placeholder')}
          placeholder={app.text('palette.placeholder')}
          value={query}
          data-first
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div id="palette-list" class="palette-list" role="listbox" tabIndex={-1} aria-label={app.text('palette.title')}>
        {rows.map((row, index) => (
          <div
            key={row.id}
            id={`palette-${index}`}
            class="palette-row"
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => take(row)}
            onKeyDown={() => {}}
          >
            {row.icon === null ? <span class="icon" /> : <Icon name={row.icon} />}
            <span class="grow">{row.text}</span>
            {row.on !== undefined && <span class="hint">{app.text(row.on ? 'common.on' : 'common.off')}</span>}
            {row.key !== '' && <kbd>{row.key}</kbd>}
          </div>
        ))}
      </div>
      {rows.length === 0 && <p class="hint">{app.text('palette.none')}</p>}
    </Dialog>
  );
}
