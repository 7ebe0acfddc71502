import type { Folder, Game, OpenResult, ScanProgress } from '../shared/bridge.ts';
import type { App } from './app.ts';

const GAME_FILES = '.sfc,.smc,.swc,.fig,.zip,.7z,.ips,.bps,.ups';

export class LibraryActions {
  readonly #app: App;
  readonly #pictures = new Map<string, Promise<string | null>>();

  constructor(app: App) {
    this.#app = app;
  }

  async refresh(): Promise<void> {
    const library = await this.#app.bridge.call('library.list', null);
    this.#app.store.set({ library });
  }

  onProgress(progress: ScanProgress): void {
    const { store } = this.#app;
    const before = store.now.scan;
    store.set({ scan: progress });
    if (before?.running !== true || progress.running) return;
    const found = this.#app.text('library.scanned', { found: progress.found });
    const { length: count } = progress.problems;
    if (count === 0) this.#app.toast(found);
    else
      this.#app.toast(`${found} ${this.#app.text('library.scanProblems', { count })}.`, {
        action: 'common.show',
        run: () => store.set({ scanProblems: true }),
      });
  }

  async addFolder(): Promise<void> {
    if (this.#app.store.now.start?.host === 'local') this.#app.store.update((state) => void (state.folderDialog = true));
    else await this.#app.bridge.call('library.addFolder', { ticket: null });
  }

  /** Forgets a folder; can be undone. */
  async removeFolder({ id, name }: Folder): Promise<void> {
    await this.#app.bridge.call('library.removeFolder', { id });
    this.#app.toast(this.#app.text('library.folderRemoved', { name }), {
      action: 'common.undo',
      run: () => this.#app.bridge.call('library.restoreFolder', { id }),
    });
  }

  async rescan(): Promise<void> {
    await this.#app.bridge.call('library.rescan', null);
  }

  async cancelScan(): Promise<void> {
    await this.#app.bridge.call('library.cancelScan', null);
  }

  async openFile(): Promise<void> {
    if (this.#app.store.now.start?.host === 'electron') {
      await this.take(await this.#app.bridge.call('library.openDialog', null));
      return;
    }
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = GAME_FILES;
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) this.#app.attempt(() => this.openDropped(file));
    });
    input.click();
  }

  /** A file that was dropped or chosen in the page. */
  async openDropped(file: File): Promise<void> {
    await this.#openBytes(file.name, new Uint8Array(await file.arrayBuffer()));
  }

  async #openBytes(name: string, bytes: Uint8Array): Promise<void> {
    const base = this.#app.store.now.player?.game.hash ?? null;
    await this.take(await this.#app.bridge.call('library.open', { name, bytes, base }));
  }

  /** Goes on with what opening a file gave. */
  async take(result: OpenResult): Promise<void> {
    switch (result.kind) {
      case 'game':
        await this.refresh();
        await this.#app.player.play(result.hash);
        break;
      case 'choose':
        this.#app.store.set({ choice: result });
        break;
      case 'games':
      case 'folder':
        await this.refresh();
        break;
      case 'patch':
        await this.#openBytes(result.name, result.bytes);
        break;
      case 'refused':
        this.#app.openResultRefused(result);
        break;
      case 'cancelled':
        break;
    }
  }

  async favourite(game: Game): Promise<void> {
    await this.#app.bridge.call('library.favourite', { hash: game.hash, on: !game.favourite });
  }

  async forget(game: Game): Promise<void> {
    await this.#app.bridge.call('library.forget', { hash: game.hash });
    this.#app.toast(this.#app.text('library.forgotten', { title: game.title }), {
      action: 'common.undo',
      run: () => this.#app.bridge.call('library.restore', { hash: game.hash }),
    });
  }

  /** A URL of the game's picture, made once. */
  picture(game: Game): Promise<string | null> {
    let picture = this.#pictures.get(game.hash);
    if (picture === undefined) {
      picture = this.#app.bridge
        .call('picture.get', { hash: game.hash })
        .then((png) => (png === null ? null : URL.createObjectURL(new Blob([png.slice()], { type: 'image/png' }))));
      this.#pictures.set(game.hash, picture);
    }
    return picture;
  }

  /** The picture has changed: the next look takes the new one. */
  forgetPicture(hash: string): void {
    this.#pictures.delete(hash);
  }
}
