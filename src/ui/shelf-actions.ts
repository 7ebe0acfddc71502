import type { Collection, Game } from '../shared/bridge.ts';
import type { App } from './app.ts';

/** Covers are kept no larger than a card needs on a fine screen. */
const COVER_SIZE = 640;

async function asPng(file: Blob): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, COVER_SIZE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this window cannot draw.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How the player arranges the library: covers and collections. */
export class ShelfActions {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  chooseCover(game: Game): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) this.#app.attempt(() => this.setCover(game, file));
    });
    input.click();
  }

  async setCover(game: Game, file: Blob): Promise<void> {
    const png = await asPng(file).catch(() => {
      throw new Error(this.#app.text('cover.unreadable'));
    });
    const before = game.ownCover ? await this.#app.bridge.call('picture.get', { hash: game.hash }) : null;
    await this.#put(game.hash, png);
    this.#app.toast(this.#app.text('cover.changed', { title: game.title }), {
      action: 'common.undo',
      run: () => this.#put(game.hash, before),
    });
  }

  /** Back to the screenshot; can be undone. */
  async resetCover(game: Game): Promise<void> {
    const before = await this.#app.bridge.call('picture.get', { hash: game.hash });
    await this.#put(game.hash, null);
    this.#app.toast(this.#app.text('cover.reset', { title: game.title }), {
      action: 'common.undo',
      run: () => this.#put(game.hash, before),
    });
  }

  async #put(hash: string, png: Uint8Array | null): Promise<void> {
    this.#app.library.forgetPicture(hash);
    if (png === null) await this.#app.bridge.call('cover.reset', { hash });
    else await this.#app.bridge.call('cover.set', { hash, png });
    this.#app.library.forgetPicture(hash);
    await this.#app.library.refresh();
    this.#app.store.update((state) => void (state.coverVersion += 1));
  }

  /** A picture was dropped: for the game under it, the open page's, or the one that is played. */
  async dropPicture(file: File, target: EventTarget | null): Promise<void> {
    const { gamePage, player, library } = this.#app.store.now;
    const under = target instanceof Element ? target.closest<HTMLElement>('[data-game]')?.dataset['game'] : undefined;
    const hash = under ?? gamePage ?? player?.game.hash;
    const game = library?.games.find((one) => one.hash === hash);
    if (game === undefined) throw new Error(this.#app.text('cover.dropOnGame'));
    await this.setCover(game, file);
  }

  async saveCollection(collection: Collection): Promise<void> {
    await this.#app.bridge.call('collections.save', collection);
    await this.#app.library.refresh();
  }

  /** Gives a collection its name, or makes it. */
  async nameCollection(name: string): Promise<void> {
    const { naming, library } = this.#app.store.now;
    if (naming === null || name.trim() === '') return;
    const before = library?.collections.find((one) => one.id === naming.id);
    const games = naming.game === null ? [] : [naming.game];
    const collection = { id: before?.id ?? newId(), name: name.trim(), games: before?.games ?? games };
    this.#app.store.update((state) => void (state.naming = null));
    await this.saveCollection(collection);
    if (naming.game === null) this.#app.store.update((state) => void (state.section = `collection:${collection.id}`));
  }

  async toggleMember(collection: Collection, hash: string): Promise<void> {
    const games = collection.games.includes(hash) ? collection.games.filter((one) => one !== hash) : [...collection.games, hash];
    await this.saveCollection({ ...collection, games });
  }

  async removeCollection(collection: Collection): Promise<void> {
    await this.#app.bridge.call('collections.remove', { id: collection.id });
    this.#app.store.update((state) => void (state.section = 'all'));
    await this.#app.library.refresh();
    this.#app.toast(this.#app.text('collection.removed', { name: collection.name }), {
      action: 'common.undo',
      run: () => this.saveCollection(collection),
    });
  }
}
