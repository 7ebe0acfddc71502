import type { ChosenFile, Folder, Game, Library, OpenResult, ScanProgress } from '../shared/bridge.ts';
import type { App } from './app.ts';
import { openFiles } from './open-files.ts';

const GAME_FILES = '.sfc,.smc,.swc,.fig,.zip,.7z,.ips,.bps,.ups';

export class LibraryActions {
  readonly #app: App;
  readonly #pictures = new Map<string, Promise<string | null>>();
  #toldOfTemporary = false;

  constructor(app: App) {
    this.#app = app;
  }

  ask(): Promise<Library> {
    return this.#app.bridge.call('library.list', null);
  }

  show(library: Library): void {
    this.#app.store.set({ library });
  }

  async refresh(): Promise<void> {
    this.show(await this.ask());
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
        run: () => store.set({ problems: progress.problems }),
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
      await this.#openAll(await this.#app.bridge.call('library.openDialog', null));
      return;
    }
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = GAME_FILES;
    input.multiple = true;
    input.addEventListener('change', () => {
      this.#app.attempt(() => this.#openAll([...(input.files ?? [])]));
    });
    input.click();
  }

  async #openAll(files: readonly (File | ChosenFile)[]): Promise<void> {
    if (files.length > 0) await openFiles(this.#app, files);
  }

  async #openBytes(name: string, bytes: Uint8Array): Promise<void> {
    const base = this.#app.store.now.player?.game.hash ?? null;
    await this.take(await this.#app.bridge.call('library.open', { name, bytes, base }));
  }

  /** Goes on with what opening a file gave. */
  async take(result: OpenResult): Promise<void> {
    switch (result.kind) {
      case 'game':
        await this.playOpened(result.hash);
        break;
      case 'choose':
        this.#app.store.set({ choice: result });
        break;
      case 'folder':
        this.#app.toast(this.#app.text('open.folder', { name: result.name }));
        break;
      case 'games':
        await this.refresh();
        break;
      case 'patch':
        await this.#openBytes(result.name, result.bytes);
        break;
      case 'refused':
        this.#app.openResultRefused(result);
        break;
    }
  }

  /** Plays a game that has just come into the library. */
  async playOpened(hash: string): Promise<void> {
    await this.refresh();
    await this.#app.player.play(hash);
    this.tellOfTemporary([hash]);
  }

  /** Says once that a game whose file the host does not see stays only for now, and what can be done about it. */
  tellOfTemporary(hashes: readonly string[]): void {
    const games = this.#app.store.now.library?.games ?? [];
    const game = games.find((one) => one.temporary && hashes.includes(one.hash));
    if (game === undefined || this.#toldOfTemporary) return;
    this.#toldOfTemporary = true;
    this.#app.toast(this.#app.text('library.temporary.toast', { title: game.title }), {
      action: 'command.addFolder',
      run: () => this.addFolder(),
    });
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
