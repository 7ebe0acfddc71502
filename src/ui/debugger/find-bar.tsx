import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../app.ts';
import { commandOf, keysOf } from '../commands/registry.ts';
import { Icon } from '../components/icons.tsx';
import { useDebug } from './context.ts';

export type FoundHow = 'found' | 'wrapped' | 'none' | 'stopped';

/** Told how much was searched, 0 to 1. False when nobody waits for the rest. */
export type GoesOn = (part: number) => boolean;

interface FinderOptions {
  readonly label: string;
  /** Goes to the next place, or the one before. Answers how that went. */
  readonly find: (text: string, back: boolean, goesOn: GoesOn) => Promise<FoundHow>;
  /** The focus goes back to what is searched. */
  readonly leave: () => void;
}

/** A title with the first key of a command. */
function withKey(app: App, title: string, id: string): string {
  const key = keysOf(commandOf(id), app.store.now)[0];
  return key === undefined ? title : `${title} (${app.keyLabel(key)})`;
}

/** Opens the field. */
export function FindButton({ finder }: { readonly finder: Finder }): JSX.Element {
  const { app } = useDebug();
  return (
    <button
      type="button"
      class="button button-icon"
      title={withKey(app, app.text('find.open'), 'debugFind')}
      aria-label={app.text('find.open')}
      onClick={finder.open}
    >
      <Icon name="search" />
    </button>
  );
}

export interface Finder {
  /** Null while it is closed. */
  readonly bar: JSX.Element | null;
  readonly open: () => void;
  /** Asks for a text when there is none yet. */
  readonly next: (back: boolean) => Promise<void>;
}

/** A text that is searched in a panel: Enter and Shift+Enter in its field, F3 and Shift+F3 everywhere, Escape closes it. */
export function useFinder({ label, find, leave }: FinderOptions): Finder {
  const { app } = useDebug();
  const [opened, setOpened] = useState(0);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const field = useRef<HTMLInputElement>(null);
  /** Number of the search that is waited for; another text, a closed bar and a panel that is gone wait for none. */
  const search = useRef(0);
  const stop = (): void => void search.current++;
  useLayoutEffect(() => stop, []);
  useLayoutEffect(() => {
    if (opened === 0) return;
    // Behind the panel's own focus, when it was opened for this.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.select();
    });
  }, [opened]);
  const open = (): void => setOpened(opened + 1);
  const close = (): void => {
    stop();
    setOpened(0);
    setSaid('');
    leave();
  };
  const next = async (back: boolean): Promise<void> => {
    if (text.trim() === '') {
      open();
      return;
    }
    const number = ++search.current;
    const how = await find(text, back, (part) => {
      const waits = search.current === number;
      if (waits) setSaid(app.text('find.searching', { percent: Math.floor(part * 100) }));
      return waits;
    });
    if (how === 'stopped') return;
    if (how === 'none') setSaid(app.text('find.none'));
    else setSaid(how === 'wrapped' ? app.text(back ? 'find.fromEnd' : 'find.fromStart') : '');
    if (opened === 0 && how === 'none') app.toast(app.text('find.noneOf', { text }));
  };
  const button = (back: boolean): JSX.Element => (
    <button
      type="button"
      class="button button-icon"
      aria-label={app.text(back ? 'find.previous' : 'find.next')}
      title={withKey(app, app.text(back ? 'find.previous' : 'find.next'), back ? 'debugFindPrevious' : 'debugFindNext')}
      onClick={() => app.attempt(() => next(back))}
    >
      <Icon name={back ? 'up' : 'down'} />
    </button>
  );
  const bar =
    opened === 0 ? null : (
      <div class="debug-tools debug-find" role="search">
        <input
          ref={field}
          type="search"
          class="field debug-field grow"
          aria-label={label}
          placeholder={label}
          data-escape
          spellcheck={false}
          autocomplete="off"
          maxLength={256}
          value={text}
          onInput={(event) => {
            stop();
            setText(event.currentTarget.value);
            setSaid('');
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') app.attempt(() => next(event.shiftKey));
            else if (event.key === 'Escape') close();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span class="debug-said" role="status">
          {said}
        </span>
        {button(true)}
        {button(false)}
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
    );
  return { bar, open, next };
}
