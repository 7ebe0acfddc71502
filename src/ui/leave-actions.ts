import type { App } from './app.ts';
import { Told } from './told.ts';

/** What is put away when a game is left, in this order. */
export type KeptPart = 'movie' | 'battery' | 'moment';

/** Something could not be kept, so the player is asked what to do. */
export interface NotKept {
  readonly part: KeptPart;
  /** The game's. */
  readonly title: string;
  readonly reason: string;
  /** The window wants to close, else only the game. */
  readonly closing: boolean;
  /** Times that it was tried. */
  readonly tries: number;
  /** Milliseconds since 1970 of the last of them. */
  readonly at: number;
  readonly trying: boolean;
}

export interface Leaving {
  /** The window closes afterwards. */
  readonly closing?: boolean;
  /** Goes on once the game is left, also when that was possible only at a second try. */
  readonly next?: () => unknown;
}

/** Leaving a game: everything that is worth keeping is kept first. What can't be kept is asked about, and nothing goes until there is an answer. */
export class LeaveActions {
  readonly #app: App;
  #running: Promise<void> | null = null;
  #how: Leaving = {};

  constructor(app: App) {
    this.#app = app;
  }

  /** @throws Told when something could not be kept; a dialog asks then, and goes on with `next` by itself. */
  leave(how: Leaving = {}): Promise<void> {
    this.#running ??= this.#leave(how).finally(() => void (this.#running = null));
    return this.#running;
  }

  async #leave(how: Leaving): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null) return;
    this.#how = how;
    this.#app.player.stopTimers();
    await this.#app.record.stop(player.fault !== null);
    if (player.fault === null) {
      await this.#app.debug.close();
      await this.#app.player.client.call('pause', true);
      await this.#keep(player.game.hash);
    } else await this.#app.states.drop();
    await this.#end(player.game.hash);
  }

  async #keep(hash: string): Promise<void> {
    let part: KeptPart = 'movie';
    try {
      await this.#app.time.leave();
      part = 'battery';
      await this.#app.player.flushSram(hash);
      part = 'moment';
      await this.#app.states.end();
    } catch (error) {
      this.#ask(part, this.#app.reasonOf(error));
      throw new Told(`the ${part} could not be kept`, { cause: error });
    }
  }

  #ask(part: KeptPart, reason: string): void {
    const { notKept, player } = this.#app.store.now;
    const tries = (notKept?.tries ?? 0) + 1;
    const { closing = false } = this.#how;
    const title = player?.game.title ?? '';
    this.#app.store.set({ notKept: { part, title, reason, closing, tries, at: Date.now(), trying: false } });
  }

  async #end(hash: string): Promise<void> {
    const { store } = this.#app;
    if (store.now.player?.fault === null) {
      // A cover that is as it was is no reason to stay.
      await this.#app.player.takePicture().catch(() => {});
      await this.#app.player.client.call('unload', null);
      this.#app.player.client.stopSound();
    }
    await this.#app.player.notePlayed(hash).catch(() => {});
    store.update((state) => {
      state.player = null;
      state.debugger = false;
      state.overlay = 'none';
      state.notKept = null;
    });
    this.#app.setTitle(null);
    await this.#app.library.refresh();
    this.#app.attempt(() => this.#app.sendMenu());
  }

  /** Tries again to keep everything, then leaves as it was asked for. */
  async retry(): Promise<void> {
    const { notKept } = this.#app.store.now;
    if (notKept === null || notKept.trying) return;
    this.#app.store.set({ notKept: { ...notKept, trying: true } });
    try {
      await this.leave(this.#how);
    } finally {
      const { notKept: still } = this.#app.store.now;
      if (still !== null) this.#app.store.set({ notKept: { ...still, trying: false } });
    }
    await this.#how.next?.();
  }

  /** Leaves although something is not kept. */
  async without(): Promise<void> {
    const { player } = this.#app.store.now;
    this.#app.store.set({ notKept: null });
    await this.#app.states.drop();
    if (player !== null) await this.#end(player.game.hash);
    await this.#how.next?.();
  }

  /** Back to the game, which goes on. */
  async stay(): Promise<void> {
    this.#app.store.set({ notKept: null });
    const { player } = this.#app.store.now;
    if (player === null) return;
    await this.#app.states.goOn();
    await this.#app.player.client.call('pause', player.paused);
  }
}
