import type { JSX } from 'preact';
import { Dialog } from '../../components/dialog.tsx';
import { useDebug } from '../context.ts';
import { skippedLines } from '../files.ts';

/** The lines of a symbol file that were not understood. */
export function SkippedLines(): JSX.Element | null {
  const { app, debug } = useDebug();
  const skipped = skippedLines.value;
  if (skipped === null) return null;
  const title = app.text('files.skipped', { name: skipped.file });
  const close = (): void => void (skippedLines.value = null);
  return (
    <Dialog title={title} className="debug-dialog" onClose={close}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        data-escape
        onKeyDown={(event) => event.key === 'Escape' && close()}
        onSubmit={(event) => {
          event.preventDefault();
          close();
        }}
      >
        <h2>{title}</h2>
        <pre class="debug-skipped">{skipped.lines.join('\n')}</pre>
        <div class="buttons">
          <button type="submit" class="button button-strong" data-first>
            {app.text('common.close')}
          </button>
          <button type="button" class="button" onClick={() => app.attempt(() => debug.copy(skipped.lines.join('\n')))}>
            {app.text('common.copy')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
