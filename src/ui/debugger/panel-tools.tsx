import type { JSX } from 'preact';
import { Icon } from '../components/icons.tsx';
import { useDebug } from './context.ts';

interface TextButtonProps {
  /** Asked for when it is pressed. */
  readonly text: () => string | Promise<string>;
  readonly disabled?: boolean;
}

interface ToolProps {
  readonly title: string;
  readonly icon: 'copy' | 'save';
  readonly disabled: boolean;
  readonly run: () => Promise<void>;
}

function ToolButton({ title, icon, disabled, run }: ToolProps): JSX.Element {
  const { app } = useDebug();
  return (
    <button
      type="button"
      class="button button-icon"
      disabled={disabled}
      aria-label={title}
      title={title}
      onClick={() => app.attempt(run)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Puts what a panel shows on the clipboard. */
export function CopyButton({ text, disabled = false }: TextButtonProps): JSX.Element {
  const { app, debug } = useDebug();
  const run = async (): Promise<void> => debug.copy(await text());
  return <ToolButton title={app.text('common.copy')} icon="copy" disabled={disabled} run={run} />;
}

/** Writes what a panel shows to a file of comma-separated values. */
export function CsvButton({ text, disabled = false }: TextButtonProps): JSX.Element {
  const { app, debug } = useDebug();
  const run = async (): Promise<void> => debug.export('csv', await text());
  return <ToolButton title={app.text('video.csv')} icon="save" disabled={disabled} run={run} />;
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
