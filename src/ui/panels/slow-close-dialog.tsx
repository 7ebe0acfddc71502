import type { JSX } from 'preact';
import { AlertDialog } from '../components/alert-dialog.tsx';
import { usePage } from '../components/context.ts';

/** The window wants to close and something is still being written, for too long. It stays until there is an answer, or until it is written. */
export function SlowCloseDialog(): JSX.Element | null {
  const { app, state } = usePage();
  if (!state.slowClose) return null;
  const answers = (
    <>
      <button type="button" class="button" onClick={() => app.attempt(() => app.closing.without())}>
        {app.text('states.closeAnyway')}
      </button>
      <button type="button" class="button button-strong" data-first onClick={() => app.closing.wait()}>
        {app.text('slowClose.wait')}
      </button>
    </>
  );
  return (
    <AlertDialog heading={app.text('slowClose.title')} answers={answers}>
      <p>{app.text('slowClose.text')}</p>
      <p class="hint">{app.text('slowClose.hint')}</p>
    </AlertDialog>
  );
}
