import type { App } from './app.ts';
import { isDebugFile, takeDebugFile } from './debugger/files.ts';
import { openFiles } from './open-files.ts';
import { TimelineActions } from './timeline-actions.ts';

const STATE_FILE = /\.(dcstate|state|srm|sav)$/i;

/** What a drop brings: files and folders, all of them. A folder is nothing to a page: only a host that sees where it is can take it. */
export function takeDrop(app: App, event: DragEvent): void {
  const { dataTransfer, target } = event;
  const games: File[] = [];
  const states: File[] = [];
  for (const item of dataTransfer?.items ?? []) {
    const file = item.kind === 'file' ? item.getAsFile() : null;
    if (file === null) continue;
    if (item.webkitGetAsEntry()?.isDirectory === true) {
      if (app.bridge.openFile === undefined) adviseOnFolder(app, file.name);
      else games.push(file);
      continue;
    }
    if (STATE_FILE.test(file.name)) {
      states.push(file);
      continue;
    }
    const take = takerOf(app, file, target);
    if (take === null) games.push(file);
    else app.attempt(take);
  }
  if (states.length > 0) app.attempt(() => takeStates(app, states));
  if (games.length > 0) app.attempt(() => openFiles(app, games));
}

function adviseOnFolder(app: App, name: string): void {
  app.toast(app.text('drop.folder', { name }), { action: 'command.addFolder', run: () => app.library.addFolder() });
}

/** Who takes a file that is no game, or null. */
function takerOf(app: App, file: File, target: EventTarget | null): (() => Promise<unknown>) | null {
  if (file.type.startsWith('image/')) return () => app.shelf.dropPicture(file, target);
  if (app.time.isMovie(file)) return () => app.time.playFile(file);
  return app.debug.open && isDebugFile(file) ? () => takeDebugFile(app, file) : null;
}

async function takeStates(app: App, files: readonly File[]): Promise<void> {
  const hash = app.store.now.player?.game.hash;
  if (hash === undefined) throw new Error(app.text('drop.stateNeedsGame'));
  await new TimelineActions(app, hash).take(files);
}
