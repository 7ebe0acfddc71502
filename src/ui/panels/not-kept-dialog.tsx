import type { JSX } from 'preact';
import { AlertDialog } from '../components/alert-dialog.tsx';
import { usePage } from '../components/context.ts';

/** Something could not be written when the player wanted to leave: what, why, and what can be done. It stays until there is an answer. */
export function NotKeptDialog(): JSX.Element | null {
  const { app, state } = usePage();
  const { notKept } = state;
  if (notKept === null) return null;
  const { part, title, reason, closing, tries, at, trying } = notKept;
  const time = new Intl.DateTimeFormat(app.language, { timeStyle: 'medium' }).format(at);
  const answers = (
    <>
      <button type="button" class="button" onClick={() => app.attempt(() => app.leaving.stay())}>
        {app.text('notKept.stay')}
      </button>
      <button type="button" class="button" onClick={() => app.attempt(() => app.leaving.without())}>
        {app.text(closing ? 'states.closeAnyway' : 'states.leaveAnyway')}
      </button>
      <button
        type="button"
        class="button button-strong"
        data-first
        aria-disabled={trying}
        onClick={() => app.attempt(() => app.leaving.retry())}
      >
        {app.text(trying ? 'notKept.trying' : 'notKept.retry')}
      </button>
    </>
  );
  return (
    <AlertDialog heading={app.text(`notKept.title.${part}`)} answers={answers}>
      <p>
        <strong>{app.text(`notKept.file.${part}`, { title })}</strong>
      </p>
      <p class="alert-reason">{reason}</p>
      <p class="hint">{app.text('notKept.hint')}</p>
      {tries > 1 && <p class="hint">{app.text('notKept.again', { tries, time })}</p>}
    </AlertDialog>
  );
}
