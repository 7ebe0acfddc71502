import type { Recording } from '../host/web/client.ts';
import type { RecordingKind } from '../shared/bridge.ts';
import type { App } from './app.ts';

/** Recording of sound and video while a game runs; the host writes the file as it grows. */
export class RecordActions {
  readonly #app: App;
  #recording: Recording | null = null;
  #id = '';
  #queue: Promise<void> = Promise.resolve();

  constructor(app: App) {
    this.#app = app;
  }

  /** One after the other, however quickly they are asked for. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** Starts, or stops what runs; another kind takes its place. */
  toggle(kind: RecordingKind): Promise<void> {
    return this.#inTurn(async () => {
      const running = this.#app.store.now.recording;
      await this.#stop(false);
      if (running?.kind !== kind) await this.#start(kind);
    });
  }

  async #start(kind: RecordingKind): Promise<void> {
    const { player } = this.#app.store.now;
    const client = this.#app.player.running;
    if (player === null || client === null) return;
    const { id, name } = await this.#app.bridge.call('recording.start', { hash: player.game.hash, kind });
    if (this.#app.player.running !== client || this.#app.store.now.player === null) {
      await this.#app.bridge.call('recording.stop', { id });
      return;
    }
    this.#id = id;
    this.#recording = client.record(kind, player.frameRate, {
      write: (position, bytes) => this.#app.bridge.call('recording.write', { id, position, bytes }),
      failed: () => this.#app.attempt(() => this.stop()),
    });
    this.#app.store.update((state) => void (state.recording = { kind, name, since: Date.now() }));
    this.#app.toast(this.#app.text(kind === 'wav' ? 'record.started.wav' : 'record.started.webm'));
    this.#app.attempt(() => this.#app.sendMenu());
  }

  /** Ends the recording, if there is one, and says where it is. `crashed`: the emulator's Worker is gone. */
  stop(crashed = false): Promise<void> {
    return this.#inTurn(() => this.#stop(crashed));
  }

  async #stop(crashed: boolean): Promise<void> {
    const recording = this.#recording;
    const state = this.#app.store.now.recording;
    if (recording === null || state === null) return;
    this.#recording = null;
    this.#app.store.update((draft) => void (draft.recording = null));
    if (crashed) recording.cutShort();
    else this.#app.player.running?.endRecord();
    let text = this.#app.text('record.saved', { name: state.name });
    let kind: 'info' | 'error' = 'info';
    try {
      const dropped = await recording.finished();
      if (dropped > 0) text += ` ${this.#app.text('record.dropped', { count: dropped })}`;
    } catch (error) {
      kind = 'error';
      text = this.#app.text('record.broken', {
        name: state.name,
        reason: this.#app.reasonOf(error),
      });
    }
    await this.#app.bridge.call('recording.stop', { id: this.#id });
    this.#app.toast(text, { kind, action: 'common.show', run: () => this.#app.bridge.call('file.show', { name: state.name }) });
    this.#app.attempt(() => this.#app.sendMenu());
  }
}
