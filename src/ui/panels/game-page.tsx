import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { usePage } from '../components/context.ts';
import { Cover } from '../components/cover.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';
import { minutesLong, timeAgo } from '../times.ts';

function kilobytes(bytes: number): string {
  return bytes >= 1 << 20 ? `${Math.round((bytes / (1 << 20)) * 10) / 10} MB` : `${Math.round(bytes / 1024)} KB`;
}

/** As the field writes it: LoROM, ExHiROM. */
function mappingName(mapping: string): string {
  return mapping.replace(/^ex/i, 'Ex').replace(/lorom/i, 'LoROM').replace(/hirom/i, 'HiROM');
}

/** What is known about a game, its cover and its collections. */
export function GamePage(): JSX.Element | null {
  const { app, state } = usePage();
  const game = state.library?.games.find((one) => one.hash === state.gamePage);
  if (game === undefined) return null;
  const close = (): void => app.store.update((draft) => void (draft.gamePage = null));
  const facts = [
    kilobytes(game.size),
    mappingName(game.mapping),
    game.region.toUpperCase(),
    ...(game.chip === 'none' ? [] : [game.chip]),
  ];
  const minutes = Math.round(game.playSeconds / 60);
  return (
    <Dialog title={game.title} className="game-page" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{game.title}</h2>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="game-body" data-game={game.hash}>
        <div class="game-cover">
          <Cover game={game} />
          <button type="button" class="button" onClick={() => app.shelf.chooseCover(game)}>
            <Icon name="image" />
            <span>{app.text('cover.choose')}</span>
          </button>
          {game.ownCover && (
            <button type="button" class="button" onClick={() => app.attempt(() => app.shelf.resetCover(game))}>
              <Icon name="reset" />
              <span>{app.text('cover.useScreenshot')}</span>
            </button>
          )}
          <p class="hint">{app.text('cover.hint')}</p>
        </div>
        <div class="grow game-facts">
          <p>{game.fileName}</p>
          <p class="hint">{facts.join(' · ')}</p>
          {game.temporary && <p class="hint">{app.text('library.temporary.hint')}</p>}
          <p class="hint">
            {game.lastPlayed === 0
              ? app.text('library.never')
              : app.text(minutes === 0 ? 'game.playedShortly' : 'game.played', {
                  time: timeAgo(game.lastPlayed, app.language),
                  duration: minutesLong(minutes, app.language),
                })}
          </p>
          <div class="buttons">
            <button
              type="button"
              class="button button-strong"
              data-first
              disabled={game.missing}
              onClick={() => {
                close();
                app.attempt(() => app.player.play(game.hash));
              }}
            >
              <Icon name="play" />
              {app.text('game.play')}
            </button>
            <button
              type="button"
              class="button"
              disabled={game.missing}
              onClick={() => {
                close();
                app.attempt(async () => {
                  await app.player.play(game.hash);
                  await app.player.showOverlay('states');
                });
              }}
            >
              <Icon name="states" />
              {app.text('game.states')}
            </button>
            <button
              type="button"
              class="button"
              aria-pressed={game.favourite}
              onClick={() => app.attempt(() => app.library.favourite(game))}
            >
              <Icon name="star" filled={game.favourite} />
              {app.text('library.favourite')}
            </button>
            {!game.demo && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  close();
                  app.attempt(() => app.library.forget(game));
                }}
              >
                <Icon name="trash" />
                {app.text('library.forget')}
              </button>
            )}
          </div>
          <h3>{app.text('collection.heading')}</h3>
          {state.library?.collections.map((collection) => (
            <label key={collection.id} class="check-row">
              <input
                type="checkbox"
                checked={collection.games.includes(game.hash)}
                onChange={() => app.attempt(() => app.shelf.toggleMember(collection, game.hash))}
              />
              {collection.name}
            </label>
          ))}
          <button
            type="button"
            class="button"
            onClick={() => app.store.update((draft) => void (draft.naming = { id: null, name: '', game: game.hash }))}
          >
            <Icon name="plus" />
            {app.text('collection.new')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** Asks for the name of a collection. */
export function CollectionDialog(): JSX.Element | null {
  const { app, state } = usePage();
  const { naming } = state;
  const [name, setName] = useState(naming?.name ?? '');
  if (naming === null) return null;
  const title = app.text(naming.id === null ? 'collection.new' : 'collection.rename');
  const close = (): void => app.store.update((draft) => void (draft.naming = null));
  return (
    <Dialog title={title} className="folders" onClose={close}>
      <form
        class="collection-form"
        onSubmit={(event) => {
          event.preventDefault();
          app.attempt(() => app.shelf.nameCollection(name));
        }}
      >
        <h2>{title}</h2>
        <input
          data-first
          class="field"
          aria-label={app.text('collection.name')}
          placeholder={app.text('collection.name')}
          maxLength={64}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="buttons">
          <span class="grow" />
          <button type="button" class="button" onClick={close}>
            {app.text('common.cancel')}
          </button>
          <button type="submit" class="button button-strong" disabled={name.trim() === ''}>
            {app.text('common.save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
