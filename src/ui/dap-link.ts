import type { DapMessage, DapRequest } from '../shared/dap.ts';
import type { App } from './app.ts';

const NO_GAME = 'no game is being played in Dotclock: open one, then attach.';

/** Carries an editor's requests from the host to the game's Worker, one after the other, and what is said back. */
export class DapLink {
  readonly #app: App;
  #last: Promise<void> = Promise.resolve();

  constructor(app: App) {
    this.#app = app;
    app.bridge.on('dap.request', (request) => void (this.#last = this.#last.then(() => this.#pass(request))));
    app.bridge.on('dap.gone', () => void (this.#last = this.#last.then(() => this.#leave())));
  }

  async #pass(request: DapRequest): Promise<void> {
    const { store, player, debug, bridge } = this.#app;
    try {
      if (store.now.player === null || store.now.player.fault !== null) throw new Error(NO_GAME);
      if (request.command === 'attach') await debug.start();
      await player.client.call('dap', request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const { seq, command } = request;
      const body = { error: { id: 1, format: message, showUser: true } };
      const answer = { type: 'response', request_seq: seq, command, success: false, message, body } as const;
      await bridge.call('dap.send', answer).catch(() => {});
    }
  }

  /** What the game's Worker has for the editor. */
  answered(message: object): void {
    // The host looks at it before it passes it on.
    void this.#app.bridge.call('dap.send', message as DapMessage).catch(() => {});
  }

  async #leave(): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null || player.fault !== null) return;
    await this.#app.player.client.call('dapClose', null).catch(() => {});
  }
}
