import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DirectoryListing } from '../../shared/bridge.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';

/** For hosts without a folder dialog of their own. Folders are named by tickets. */
export function FolderDialog(): JSX.Element {
  const { app } = usePage();
  const [listing, setListing] = useState<DirectoryListing | null>(null);
  const close = (): void => app.store.update((state) => void (state.folderDialog = false));
  const go = (ticket: string | null): void =>
    app.attempt(async () => setListing(await app.bridge.call('library.browse', { ticket })));
  useEffect(() => go(null), []);
  const list = useRef<HTMLDivElement>(null);
  const use = useRef<HTMLButtonElement>(null);
  // What had the focus is gone with the folder that was left. Where nothing leads further, this is the one to add.
  useLayoutEffect(() => (list.current?.querySelector<HTMLElement>('[data-folder]') ?? use.current)?.focus(), [listing]);
  const add = (): void =>
    app.attempt(async () => {
      if (listing === null) return;
      await app.bridge.call('library.addFolder', { ticket: listing.here });
      close();
    });
  return (
    <Dialog title={app.text('folder.title')} className="folders" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{app.text('folder.title')}</h2>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <p class="hint">{app.text('folder.hint')}</p>
      <p class="folder-here" aria-live="polite">
        <Icon name="folder" />
        {listing?.name ?? ''}
      </p>
      <div ref={list} class="folder-list folder-browser">
        {listing !== null && listing.parent !== null && (
          <button type="button" class="menu-button" onClick={() => go(listing.parent)}>
            <Icon name="back" />
            {app.text('folder.up')}
          </button>
        )}
        {listing?.folders.map((folder) => (
          <button key={folder.ticket} type="button" class="menu-button" data-folder onClick={() => go(folder.ticket)}>
            <Icon name="folder" />
            {folder.name}
          </button>
        ))}
        {listing !== null && listing.folders.length === 0 && <p class="hint">{app.text('folder.none')}</p>}
      </div>
      <footer class="dialog-foot">
        <span class="hint grow">{listing !== null && app.text('folder.roms', { count: listing.romCount })}</span>
        <button type="button" class="button" onClick={close}>
          {app.text('common.cancel')}
        </button>
        <button type="button" ref={use} class="button button-strong" disabled={listing === null} onClick={add}>
          {app.text('folder.use', { name: listing?.name ?? '' })}
        </button>
      </footer>
    </Dialog>
  );
}

/** An archive with several games. */
export function ChoiceDialog(): JSX.Element | null {
  const { app, state } = usePage();
  const { choice } = state;
  if (choice === null) return null;
  const close = (): void => app.store.update((draft) => void (draft.choice = null));
  return (
    <Dialog title={app.text('choose.title')} className="folders" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{app.text('choose.title')}</h2>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <p class="hint">{app.text('choose.hint', { name: choice.name })}</p>
      <div class="folder-list">
        {choice.entries.map((entry, index) => (
          <button
            key={entry}
            type="button"
            class="menu-button"
            data-first={index === 0 ? '' : undefined}
            onClick={() =>
              app.attempt(async () => {
                close();
                await app.library.take(await app.bridge.call('library.choose', { ticket: choice.ticket, entry }));
              })
            }
          >
            <Icon name="cart" />
            {entry}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
