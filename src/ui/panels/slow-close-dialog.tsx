import type { JSX } from 'preact';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';

/** The window wants to close and something is still being written, for too long. It stays until there is an answer, or until it is written. */
export function SlowCloseDialog(): JSX.Element | null {
  const { app, state } = usePage();
  if (!state.slowClose) return null;
  const heading = app.text('slowClose.title');
  return (
    <Dialog title={heading} className="folders" onClose={() => {}}>
      <header class="dialog-head">
        <Icon name="alert" />
        <h2 class="grow">{heading}</h2>
      </header>
      <div class="not-kept" role="alert">
        <p>{app.text('slowClose.text')}</p>
        <p class="hint">{app.text('slowClose.hint')}</p>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={() => app.attempt(() => app.closing.without())}>
          {app.text('states.closeAnyway')}
        </button>
        <button type="button" class="button button-strong" data-first onClick={() => app.closing.wait()}>
          {app.text('slowClose.wait')}
        </button>
      </footer>
    </Dialog>
  );
}
