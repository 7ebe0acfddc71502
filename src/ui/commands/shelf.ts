import { collectionOf, type UiState } from '../state/ui-state.ts';
import type { Command } from './command.ts';

function inCollection(state: UiState): boolean {
  return state.player === null && collectionOf(state) !== null;
}

export const SHELF_COMMANDS: readonly Command[] = [
  {
    id: 'newCollection',
    group: 'app',
    title: 'collection.new',
    icon: 'plus',
    keys: ['Mod+Shift+KeyN'],
    available: (state) => state.player === null,
    run: (app) => app.store.update((state) => void (state.naming = { id: null, name: '', game: null })),
  },
  {
    id: 'renameCollection',
    group: 'app',
    title: 'collection.rename',
    icon: 'edit',
    keys: [],
    available: inCollection,
    run: (app) => {
      const collection = collectionOf(app.store.now);
      if (collection === null) return;
      app.store.update((state) => void (state.naming = { id: collection.id, name: collection.name, game: null }));
    },
  },
  {
    id: 'removeCollection',
    group: 'app',
    title: 'collection.remove',
    icon: 'trash',
    keys: [],
    available: inCollection,
    run: async (app) => {
      const collection = collectionOf(app.store.now);
      if (collection !== null) await app.shelf.removeCollection(collection);
    },
  },
];
