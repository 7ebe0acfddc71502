import type { JSX } from 'preact';
import { Icon } from '../components/icons.tsx';
import { useDebug } from './context.ts';

interface TextButtonProps {
  /** Asked for when it is pressed. */
  readonly text: () => string | Promise<string>;
  readonly disabled?: boolean;
}

/** Puts what a panel shows on the clipboard. */
export function CopyButton({ text, disabled = false }: TextButtonProps): JSX.Element {
  const { app, debug } = useDebug();
  return (
    <button
      type="button"
      class="button button-icon"
      disabled={disabled}
      aria-label={app.text('common.copy')}
      title={app.text('common.copy')}
      onClick={() => app.attempt(async () => debug.copy(await text()))}
    >
      <Icon name="copy" />
    </button>
  );
}

/** Writes what a panel shows to a file of comma-separated values. */
export function CsvButton({ text, disabled = false }: TextButtonProps): JSX.Element {
  const { app, debug } = useDebug();
  return (
    <button
      type="button"
      class="button button-icon"
      disabled={disabled}
      aria-label={app.text('video.csv')}
      title={app.text('video.csv')}
      onClick={() => app.attempt(async () => debug.export('csv', await text()))}
    >
      <Icon name="save" />
    </button>
  );
}

/** Whether a dear question is asked while the game runs, too. */
export function LiveButton({ on, onToggle }: { readonly on: boolean; readonly onToggle: () => void }): JSX.Element {
  const { app } = useDebug();
  return (
    <button type="button" class="button" aria-pressed={on} title={app.text('events.live.hint')} onClick={onToggle}>
      {app.text('events.live')}
    </button>
  );
}
