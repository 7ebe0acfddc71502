import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Game } from '../../shared/bridge.ts';
import type { Settings } from '../../shared/settings.ts';
import { CommandButton } from '../components/command-button.tsx';
import { usePage } from '../components/context.ts';
import { Cover } from '../components/cover.tsx';
import { Icon, type IconName } from '../components/icons.tsx';
import { useFirstFocus } from '../components/first-focus.ts';
import { WindowedCards } from '../components/windowed-cards.tsx';
import {
  collectionOf,
  GAME_FILTERS,
  isCovered,
  shownGames,
  type GameFilter,
  type Section,
  type UiState,
} from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';
import { timeAgo } from '../times.ts';

const SECTIONS: readonly { readonly id: Section; readonly text: TextKey; readonly icon: IconName }[] = [
  { id: 'all', text: 'library.all', icon: 'grid' },
  { id: 'favourites', text: 'library.favourites', icon: 'star' },
  { id: 'demos', text: 'library.demos', icon: 'cart' },
];
const RECENT = 4;

function subtitle(game: Game, text: (key: TextKey, fill?: Record<string, string>) => string, language: string): string {
  if (game.missing) return text('library.missing');
  if (game.lastPlayed === 0) return text('library.never');
  return text('library.played', { time: timeAgo(game.lastPlayed, language) });
}

interface GameCardProps {
  readonly game: Game;
  /** The one that Enter plays. */
  readonly first?: boolean;
}

function GameCard({ game, first = false }: GameCardProps): JSX.Element {
  const { app } = usePage();
  const text = app.text.bind(app);
  return (
    <article class={game.missing ? 'card card-missing' : 'card'} data-game={game.hash}>
      <button
        type="button"
        class="card-play"
        data-first={first ? '' : undefined}
        aria-label={text('library.play', { title: game.title })}
        onClick={() => app.attempt(() => app.player.play(game.hash))}
      >
        <Cover game={game} />
      </button>
      <div class="card-text">
        <div class="grow">
          <h3 title={game.fileName}>{game.title}</h3>
          <p>
            {game.temporary && (
              <span class="tag tag-first" title={text('library.temporary.hint')}>
                {text('library.temporary')}
              </span>
            )}
            {game.patch !== '' && (
              <span class="tag tag-first" title={text('library.patched', { name: game.patch })}>
                {text('library.patchedShort')}
              </span>
            )}
            {subtitle(game, text, app.language)}
          </p>
        </div>
        <div class="card-buttons">
          <button
            type="button"
            class="button button-icon button-quiet card-star"
            aria-pressed={game.favourite}
            aria-label={`${text('library.favourite')}: ${game.title}`}
            title={text('library.favourite')}
            onClick={() => app.attempt(() => app.library.favourite(game))}
          >
            <Icon name="star" filled={game.favourite} />
          </button>
          <button
            type="button"
            class="button button-icon button-quiet card-more"
            aria-label={text('game.more', { title: game.title })}
            title={text('game.more', { title: game.title })}
            onClick={() => app.store.update((draft) => void (draft.gamePage = game.hash))}
          >
            <Icon name="more" />
          </button>
        </div>
      </div>
    </article>
  );
}

function Collections(): JSX.Element {
  const { app, state } = usePage();
  return (
    <>
      <div class="nav-head nav-head-row">
        <h2 class="grow">{app.text('collection.heading')}</h2>
        <CommandButton id="newCollection" label={false} />
      </div>
      {state.library?.collections.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="nav-item"
          aria-current={state.section === `collection:${id}` ? 'page' : undefined}
          onClick={() => app.store.update((draft) => void (draft.section = `collection:${id}`))}
        >
          <Icon name="collection" />
          <span class="grow nav-name">{name}</span>
        </button>
      ))}
    </>
  );
}

function Sidebar(): JSX.Element {
  const { app, state } = usePage();
  return (
    <nav class="sidebar" aria-label={app.text('app.library')}>
      <h1 class="brand">
        <span class="brand-dot" aria-hidden="true" />
        Dotclock
      </h1>
      {SECTIONS.map(({ id, text, icon }) => (
        <button
          key={id}
          type="button"
          class="nav-item"
          aria-current={state.section === id ? 'page' : undefined}
          onClick={() => app.store.update((draft) => void (draft.section = id))}
        >
          <Icon name={icon} />
          <span class="grow">{app.text(text)}</span>
        </button>
      ))}
      <Collections />
      {(state.library?.folders.length ?? 0) > 0 && <h2 class="nav-head">{app.text('library.folders')}</h2>}
      {state.library?.folders.map((folder) => (
        <div key={folder.id} class="nav-folder">
          <span class="grow">{folder.name}</span>
          <button
            type="button"
            class="button button-icon button-quiet"
            aria-label={app.text('library.removeFolder', { name: folder.name })}
            title={app.text('library.removeFolder', { name: folder.name })}
            onClick={() => app.attempt(() => app.library.removeFolder(folder))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <span class="grow" />
      <CommandButton id="addFolder" />
      <CommandButton id="openFile" />
      <CommandButton id="settings" />
      <CommandButton id="quit" />
    </nav>
  );
}

function ScanBar({ state }: { readonly state: UiState }): JSX.Element | null {
  const { app } = usePage();
  const { scan } = state;
  if (scan === null || !scan.running) return null;
  return (
    <div class="scan">
      <progress max={Math.max(1, scan.total)} value={scan.done} aria-label={app.text('command.rescan')} />
      <span class="grow">{app.text('library.scan', { done: scan.done, total: scan.total, found: scan.found })}</span>
      <CommandButton id="cancelScan" />
    </div>
  );
}

function Tools(): JSX.Element {
  const { app, state } = usePage();
  return (
    <header class="tools">
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          data-search
          aria-label={app.text('library.search')}
          placeholder={app.text('library.search')}
          value={state.query}
          onInput={(event) => {
            const { value } = event.currentTarget;
            app.store.update((draft) => void (draft.query = value));
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            const card = event.currentTarget.closest('main')?.querySelector<HTMLElement>('.card-play');
            if (event.key === 'Enter' && state.query !== '') card?.click();
            else card?.focus();
          }}
        />
      </label>
      <select
        class="select"
        aria-label={app.text('library.filter')}
        value={state.gameFilter}
        onChange={(event) => app.store.set({ gameFilter: event.currentTarget.value as GameFilter })}
      >
        {GAME_FILTERS.map((filter) => (
          <option key={filter} value={filter}>
            {app.text(`filter.${filter}`)}
          </option>
        ))}
      </select>
      <select
        class="select"
        aria-label={app.text('library.sort')}
        value={state.settings['library.sort']}
        onChange={(event) => {
          const value = event.currentTarget.value as Settings['library.sort'];
          app.attempt(() => app.settings.set('library.sort', value));
        }}
      >
        {(['recent', 'title', 'added', 'played'] as const).map((sort) => (
          <option key={sort} value={sort}>
            {app.text(`sort.${sort}`)}
          </option>
        ))}
      </select>
      <div class="segments">
        {(['grid', 'list'] as const).map((view) => (
          <button
            key={view}
            type="button"
            class="button button-icon"
            aria-label={app.text(`value.${view}`)}
            title={app.text(`value.${view}`)}
            aria-pressed={state.settings['library.view'] === view}
            onClick={() => app.attempt(() => app.settings.set('library.view', view))}
          >
            <Icon name={view} />
          </button>
        ))}
      </div>
    </header>
  );
}

function Empty({ state }: { readonly state: UiState }): JSX.Element {
  const { app } = usePage();
  if (state.query !== '') {
    return (
      <div class="empty">
        <Icon name="search" />
        <p>{app.text('library.noMatch', { query: state.query })}</p>
        <button type="button" class="button button-strong" onClick={() => app.store.set({ query: '' })}>
          {app.text('library.clearSearch')}
        </button>
      </div>
    );
  }
  if (state.gameFilter !== 'any') {
    return (
      <div class="empty">
        <Icon name="search" />
        <p>{app.text('library.noFit', { filter: app.text(`filter.${state.gameFilter}`) })}</p>
        <button type="button" class="button button-strong" onClick={() => app.store.set({ gameFilter: 'any' })}>
          {app.text('filter.any')}
        </button>
      </div>
    );
  }
  const favourites = state.section === 'favourites';
  const collected = collectionOf(state) !== null;
  return (
    <div class="empty">
      <Icon name={favourites ? 'star' : 'cart'} />
      <h2>{app.text(favourites ? 'library.noFavourites' : 'library.empty')}</h2>
      <p>{app.text(favourites ? 'library.empty.favourites' : collected ? 'collection.empty' : 'library.empty.hint')}</p>
      {!favourites && !collected && <CommandButton id="addFolder" />}
    </div>
  );
}

export function LibraryPanel(): JSX.Element {
  const { app, state } = usePage();
  const { library, section, query, gameFilter, settings } = state;
  const games = useMemo(() => shownGames(state), [library, section, query, gameFilter, settings['library.sort']]);
  const recent =
    state.section === 'all' && state.query === '' && state.gameFilter === 'any'
      ? shownGames(state, 'continue')
          .filter((game) => !game.missing)
          .slice(0, RECENT)
      : [];
  const first = (recent[0] ?? games.find((game) => !game.missing))?.hash ?? null;
  const shelf = useRef<HTMLElement>(null);
  useFirstFocus(shelf, isCovered(state) ? null : first);
  const view = state.settings['library.view'];
  const collection = collectionOf(state);
  const title = collection?.name ?? app.text(SECTIONS.find(({ id }) => id === state.section)?.text ?? 'library.all');
  const fresh =
    state.library !== null &&
    state.library.folders.length === 0 &&
    recent.length === 0 &&
    games.length > 0 &&
    collection === null;
  return (
    <div class="library">
      <Sidebar />
      <main ref={shelf} class="shelf" data-scroller="">
        <Tools />
        <ScanBar state={state} />
        {state.library === null && <p class="empty">{app.text('library.loading')}</p>}
        {recent.length > 0 && (
          <section aria-label={app.text('library.continue')}>
            <h2>{app.text('library.continue')}</h2>
            <div class="recent">
              {recent.map((game) => (
                <GameCard key={game.hash} game={game} first={game.hash === first} />
              ))}
            </div>
          </section>
        )}
        {state.library !== null && (
          <section aria-label={title}>
            <h2 class="shelf-head">
              {title}
              <span class="count">{app.text('library.count', { count: games.length })}</span>
              {collection !== null && (
                <span class="shelf-tools">
                  <CommandButton id="renameCollection" label={false} />
                  <CommandButton id="removeCollection" label={false} />
                </span>
              )}
            </h2>
            {fresh && <p class="first">{app.text('library.first')}</p>}
            {games.length === 0 && <Empty state={state} />}
            <WindowedCards
              className={view === 'grid' ? 'grid' : 'rows'}
              items={games}
              card={(game) => <GameCard key={game.hash} game={game} first={recent.length === 0 && game.hash === first} />}
            />
          </section>
        )}
      </main>
    </div>
  );
}
