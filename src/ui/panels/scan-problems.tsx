import type { JSX } from 'preact';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';

/** The files that could not be read or taken, those with the same reason together. */
export function ScanProblems(): JSX.Element | null {
  const { app, state } = usePage();
  const problems = state.problems.map((one) => ({ ...one, reason: app.reasonOf(one.reason) }));
  if (problems.length === 0) return null;
  const reasons = [...new Set(problems.map(({ reason }) => reason))];
  const groups = reasons.map((reason) => ({ reason, files: problems.filter((one) => one.reason === reason) }));
  const close = (): void => app.store.set({ problems: [] });
  const title = app.text('library.scanProblems', { count: problems.length });
  const lines = problems.map(({ fileName, reason }) => `${fileName}: ${reason}`).join('\n');
  return (
    <Dialog title={title} className="folders" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{title}</h2>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <p class="hint">{app.text('problems.hint')}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul class="folder-list scan-problems" tabIndex={0} aria-label={title}>
        {groups.map(({ reason, files }) => (
          <li key={reason}>
            <span class="hint">
              {reason}
              {files.length > 1 && <span class="tag">{files.length}</span>}
            </span>
            {files.map(({ fileName }, at) => (
              <strong key={at}>{fileName}</strong>
            ))}
          </li>
        ))}
      </ul>
      <footer class="dialog-foot">
        <span class="grow" />
        <button type="button" class="button" onClick={() => app.attempt(() => navigator.clipboard.writeText(lines))}>
          {app.text('common.copy')}
        </button>
        <button type="button" class="button button-strong" data-first onClick={close}>
          {app.text('common.close')}
        </button>
      </footer>
    </Dialog>
  );
}
