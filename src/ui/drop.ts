import type { App } from './app.ts';
import { isDebugFile, takeDebugFile } from './debugger/files.ts';
import { TimelineActions } from './timeline-actions.ts';

const STATE_FILE = /\.(dcstate|state|srm|sav)$/i;

/** What a drop brings: its first file, or a folder, which no page may read by itself. */
export function takeDrop(app: App, event: DragEvent): void {
  const { dataTransfer, target } = event;
  const entry = dataTransfer?.items[0]?.webkitGetAsEntry();
  if (entry?.isDirectory === true) {
    app.toast(app.text('drop.folder', { name: entry.name }), {
      action: 'command.addFolder',
      run: () => app.library.addFolder(),
    });
    return;
  }
  const file = dataTransfer?.files[0];
  if (file !== undefined) app.attempt(() => takeFile(app, file, target));
}

function takeFile(app: App, file: File, target: EventTarget | null): Promise<unknown> {
  if (file.type.startsWith('image/')) return app.shelf.dropPicture(file, target);
  if (app.time.isMovie(file)) return app.time.playFile(file);
  if (STATE_FILE.test(file.name)) return takeState(app, file);
  if (app.debug.open && isDebugFile(file)) return takeDebugFile(app, file);
  return app.library.openDropped(file);
}

async function takeState(app: App, file: File): Promise<void> {
  const hash = app.store.now.player?.game.hash;
  if (hash === undefined) throw new Error(app.text('drop.stateNeedsGame'));
  await new TimelineActions(app, hash).take(file);
}
