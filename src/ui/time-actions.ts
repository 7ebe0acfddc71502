import type { HistoryPicture, SessionEvent } from '../session/protocol.ts';
import type { App } from './app.ts';
import type { ReplayState } from './state/ui-state.ts';
import { clock } from './times.ts';

/** Frames that one goes back at least before there is something to undo. */
const WORTH_UNDOING = 30;
const MOVIE_TYPE = '.dcm';
const ABOUT_MOVIE = 'movie';

/** Going back in a game - rewind, the replay bar - and movies. */
export class TimeActions {
  readonly #app: App;
  /** The moment before the player went back, for Undo. */
  #before: Promise<{ readonly state: Uint8Array; readonly position: number }> | null = null;
  /** Small pictures of what was played, for the bar. */
  pictures: readonly HistoryPicture[] = [];
  /** A movie that was recorded and could not be written yet. */
  #unsaved: Uint8Array | null = null;
  #seeking: number | null = null;
  #busy = false;

  constructor(app: App) {
    this.#app = app;
  }

  get #client() {
    return this.#app.player.client;
  }

  async #remember(): Promise<void> {
    this.#before ??= Promise.all([this.#client.call('saveState', null), this.#client.call('history', null)]).then(
      ([{ state }, { position }]) => ({ state, position }),
    );
    await this.#before;
  }

  /** Told once the player is where they want to be. */
  async #offerUndo(position: number, frameRate: number): Promise<void> {
    const before = await this.#before;
    this.#before = null;
    if (before === null || before.position - position < WORTH_UNDOING) return;
    this.#app.toast(this.#app.text('toast.wentBack', { time: clock((before.position - position) / frameRate) }), {
      action: 'common.undo',
      run: () => this.#client.call('loadState', before.state),
    });
  }

  /** While its key is held the game runs backwards. */
  async rewind(on: boolean): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null || (player.rewinding !== null) === on) return;
    this.#app.store.update((state) => void (state.player!.rewinding = on ? (player.stats?.frame ?? 0) : null));
    if (on) await this.#remember();
    // Let go in the meantime: the end was told already.
    if (on && (this.#app.store.now.player?.rewinding ?? null) === null) return;
    await this.#client.call('rewind', on);
    if (on) return;
    const { position, frameRate } = await this.#client.call('history', null);
    await this.#offerUndo(position, frameRate);
  }

  // The replay bar

  async toggleReplay(): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null) return;
    if (player.replay !== null) {
      await this.closeReplay(false);
      return;
    }
    await this.#app.player.setPaused(true);
    await this.#remember();
    const replay = await this.#client.call('history', null);
    this.pictures = replay.pictures;
    const { first, position, end, frameRate } = replay;
    this.#setReplay({ first, position, end, frameRate });
  }

  #setReplay(replay: ReplayState | null): void {
    this.#app.store.update((state) => {
      if (state.player !== null) state.player.replay = replay;
    });
  }

  /** Shows a position; of many asked for at once only the last is shown. */
  async seek(position: number): Promise<void> {
    const replay = this.#app.store.now.player?.replay ?? null;
    if (replay === null) return;
    const wanted = Math.round(Math.max(replay.first, Math.min(replay.end, position)));
    this.#setReplay({ ...replay, position: wanted });
    this.#seeking = wanted;
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#takeSeek(); next !== null; next = this.#takeSeek()) await this.#client.call('seek', next);
    } finally {
      this.#busy = false;
    }
  }

  #takeSeek(): number | null {
    const next = this.#seeking;
    this.#seeking = null;
    return next;
  }

  /** Goes on from the position that is shown, or from where the game was. */
  async closeReplay(here: boolean): Promise<void> {
    const replay = this.#app.store.now.player?.replay ?? null;
    if (replay === null) return;
    this.#setReplay(null);
    if (!here) {
      await this.#client.call('seek', replay.end);
      this.#before = null;
    } else await this.#offerUndo(replay.position, replay.frameRate);
    await this.#app.player.setPaused(false);
  }

  // Movies

  async record(from: 'power' | 'now'): Promise<void> {
    await this.#client.call('movieRecord', from);
    this.#app.toast(this.#app.text(from === 'power' ? 'movie.recordingPower' : 'movie.recordingNow'), { about: ABOUT_MOVIE });
  }

  /** Ends recording or playing; what was recorded is kept as a file. */
  async stop(): Promise<void> {
    this.#unsaved ??= await this.#client.call('movieStop', null);
    if (this.#unsaved !== null) await this.#keep(this.#unsaved);
    this.#unsaved = null;
    await this.#app.sendMenu();
  }

  /** The game is left: what was recorded is kept, and a movie's game gives place to the player's own. */
  async leave(): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null || player.fault !== null) return;
    if (player.rewinding !== null) await this.rewind(false);
    if (player.movie !== null || this.#unsaved !== null) await this.stop();
  }

  /** All of this play as a movie, though nobody pressed record. */
  async saveSession(): Promise<void> {
    const bytes = await this.#client.call('movieOfSession', null);
    if (bytes === null) this.#app.toast(this.#app.text('movie.notWhole'), { kind: 'error' });
    else await this.#keep(bytes);
  }

  async #keep(bytes: Uint8Array): Promise<void> {
    const hash = this.#app.store.now.player?.game.hash;
    if (hash === undefined) return;
    const { name } = await this.#app.bridge.call('movie.save', { hash, bytes });
    this.#app.toast(this.#app.text('movie.saved', { name }), {
      action: 'common.show',
      run: () => this.#app.bridge.call('file.show', { name }),
    });
  }

  takeOver(): Promise<unknown> {
    return this.#client.call('movieTakeOver', null);
  }

  /** Asks for a file in the page itself: both hosts have that. */
  choose(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = MOVIE_TYPE;
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) this.#app.attempt(() => this.playFile(file));
    });
    input.click();
  }

  isMovie(file: File): boolean {
    return file.name.toLowerCase().endsWith(MOVIE_TYPE);
  }

  /** Plays a movie in the place of the game that runs, which waits as it is until the movie is ended. */
  async playFile(file: File): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null) {
      this.#app.toast(this.#app.text('movie.needsGame'), { kind: 'error' });
      return;
    }
    const length = await this.#play(file);
    await this.#app.player.setPaused(false);
    this.#app.toast(this.#app.text('movie.playing', { name: file.name, time: clock(length / player.frameRate) }), {
      about: ABOUT_MOVIE,
      action: 'command.movieStop',
      run: () => this.stop(),
    });
  }

  /** Its steps. @throws Error that names the file */
  async #play(file: File): Promise<number> {
    try {
      return (await this.#client.call('moviePlay', new Uint8Array(await file.arrayBuffer()))).length;
    } catch (error) {
      throw new Error(this.#app.text('toast.refused', { name: file.name, reason: this.#app.reasonOf(error) }), { cause: error });
    }
  }

  onMovie({ mode, step, length, desync }: SessionEvent & { event: 'movie' }): void {
    const known = this.#app.store.now.player?.movie;
    this.#app.store.update((state) => {
      if (state.player !== null) state.player.movie = mode === 'none' ? null : { mode, step, length, desync };
    });
    if ((known?.mode ?? 'none') === mode && (known?.desync ?? null) === desync) return;
    if (mode === 'none') this.#app.toasts.dropAbout(ABOUT_MOVIE);
    if (desync !== null && known?.desync !== desync)
      this.#app.toast(this.#app.text('movie.desync', { step: desync }), { kind: 'error' });
    if (mode === 'ended' && known?.mode !== 'ended') {
      this.#app.store.update((state) => void (state.player!.paused = true));
      this.#app.toast(this.#app.text('movie.ended'), {
        about: ABOUT_MOVIE,
        action: 'command.movieTakeOver',
        run: () => this.takeOver(),
      });
    }
    this.#app.attempt(() => this.#app.sendMenu());
  }
}
