import type { App } from './app.ts';
import type { FileProblem } from './state/ui-state.ts';

/** Says which files were not taken: one with its reason, several as a list that can be opened. */
export function tellRefused(app: App, refused: readonly FileProblem[]): void {
  const [first] = refused;
  if (first === undefined) return;
  if (refused.length === 1) {
    app.openResultRefused({ kind: 'refused', name: first.fileName, reason: first.reason });
    return;
  }
  app.toast(app.text('open.refused', { count: refused.length }), {
    kind: 'error',
    action: 'common.show',
    run: () => app.store.set({ problems: refused }),
  });
}
