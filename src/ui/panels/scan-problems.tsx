import type { JSX } from 'preact';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';

/** The files that the last scan could not read, and why. */
export function ScanProblems(): JSX.Element | null {
  const { app, state } = usePage();
  const problems = (state.scan?.problems ?? []).map((one) => ({ ...one, reason: app.reasonOf(one.reason) }));
  if (!state.scanProblems || problems.length === 0) return null;
  const close = (): void => app.store.set({ scanProblems: false });
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
      <p class="hint">{app.text('scan.hint')}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul class="folder-list scan-problems" tabIndex={0} aria-label={title}>
        {problems.map(({ fileName, reason }) => (
          <li key={fileName}>
            <strong>{fileName}</strong>
            <span class="hint">{reason}</span>
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
