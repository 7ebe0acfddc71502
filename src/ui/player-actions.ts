import type { EmulatorClient } from '../host/web/client.ts';
import type { RgbPicture, SessionEvent } from '../session/protocol.ts';
import type { LoadedGame } from '../shared/bridge.ts';
import { activeWrites } from '../shared/cheats.ts';
import type { Settings } from '../shared/settings.ts';
import type { App, MakeClient } from './app.ts';
import { PointerControl } from './pointer.ts';
import { encodePng } from './png.ts';
import { effectiveSettings, lacksEffects, playerAtStart, type Overlay, type Speed } from './state/ui-state.ts';

/** Milliseconds of play before the library has a picture. */
const PICTURE_AFTER = 6_000;

const POWER_ON = { noise: { seed: 1 }, zero: { fill: 0 }, ones: { fill: 0xff } } as const;

/** What can be done while a game runs. */
export class PlayerActions {
  readonly #app: App;
  readonly #makeClient: MakeClient;
  readonly pointer = new PointerControl(() => this.#client?.canvas ?? null);
  #client: EmulatorClient | null = null;
  #devices = '';
  /** The codes that the machine has; null before the first of a game. */
  #cheats: string | null = null;
  #runAhead = 0;
  #playedSince = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #pausedByOverlay = false;

  constructor(app: App, makeClient: MakeClient) {
    this.#app = app;
    this.#makeClient = makeClient;
  }

  /** The emulator's Worker; started when first needed and again after a crash. */
  get client(): EmulatorClient {
    if (this.#client === null) {
      this.#client = this.#makeClient();
      this.#devices = '';
      this.#runAhead = 0;
      this.#client.onEvent = (event) => this.#onEvent(event);
      this.#client.onEffects = (effects) => this.#onEffects(effects);
      this.applySettings(effectiveSettings(this.#app.store.now));
    }
    return this.#client;
  }

  /** Starts the Workers and the machine before a game wants them: they need a while. */
  warmUp(): void {
    if (this.#client === null) this.client.warmUp();
  }

  get running(): EmulatorClient | null {
    return this.#client;
  }

  applySettings(settings: Settings): void {
    const client = this.#client;
    if (client === null) return;
    client.display = {
      scaling: settings['video.scaling'],
      aspect: settings['video.aspect'],
      filter: settings['video.filter'],
      crop: settings['video.crop'],
      interlace: settings['video.interlace'],
      colour: settings['video.colour'],
      pace: settings['video.pace'],
    };
    this.#plug(client, settings);
    this.#useCheats(client, settings);
    this.#useRunAhead(client, settings['speed.runAhead']);
    client.latency = settings['audio.latency'];
    client.volume = settings['audio.muted'] ? 0 : settings['audio.volume'] / 100;
  }

  #plug(client: EmulatorClient, settings: Settings): void {
    const devices = [settings['input.port1'], settings['input.port2']] as const;
    if (devices.join() === this.#devices) return;
    this.#devices = devices.join();
    this.#app.attempt(() => client.call('devices', devices));
  }

  #useCheats(client: EmulatorClient, settings: Settings): void {
    const writes = settings['cheats.active'] ? activeWrites(settings['cheats.list']) : [];
    const key = JSON.stringify(writes);
    if (key === (this.#cheats ?? '[]')) {
      this.#cheats = key;
      return;
    }
    const kept = this.#cheats !== null && this.#app.store.now.player !== null;
    this.#cheats = key;
    this.#app.attempt(async () => {
      try {
        if (kept) await this.#app.states.keep('before-cheat');
      } finally {
        await client.call('cheats', writes);
      }
    });
  }

  #useRunAhead(client: EmulatorClient, frames: number): void {
    if (frames === this.#runAhead) return;
    this.#runAhead = frames;
    this.#app.attempt(() => client.call('runAhead', frames));
  }

  /** Shows or hides layers, plays or silences voices: the bits change over. */
  async toggleParts(layers: number, voices: number): Promise<void> {
    this.#app.store.update((state) => {
      state.hiddenLayers ^= layers;
      state.silentVoices ^= voices;
    });
    const { hiddenLayers, silentVoices } = this.#app.store.now;
    await this.client.call('leaveOut', { layers: hiddenLayers, voices: silentVoices });
    await this.#app.sendMenu();
  }

  /** The mouse to the game or back from it. */
  async toggleMouse(): Promise<void> {
    if (this.pointer.locked) this.pointer.unlock();
    else await this.pointer.lock();
  }

  /** A button of the Super Scope that has a key. */
  holdScope(button: number, down: boolean): void {
    this.pointer.keys = down ? this.pointer.keys | button : this.pointer.keys & ~button;
  }

  /** Loads a game and starts it, where it was left when that is wanted. */
  async play(hash: string, how: 'resume' | 'recover' = 'resume'): Promise<void> {
    if (this.#app.store.now.player !== null) await this.#app.leaving.leave({ next: () => this.play(hash, how) });
    const loaded = await this.#app.bridge.call('game.load', { hash });
    await this.#begin(loaded);
    if (loaded.game.hash !== hash) this.#app.toast(this.#app.text('library.newVersion', { title: loaded.game.title }));
    if (how === 'recover' || effectiveSettings(this.#app.store.now)['general.resumeOnOpen']) {
      await this.#app.states.resume(loaded, how === 'recover');
    }
    this.startSound();
  }

  async #begin(loaded: LoadedGame): Promise<void> {
    const { game, rom, sram } = loaded;
    const { store, bridge } = this.#app;
    const settings = { ...store.now.settings, ...store.now.gameSettings[game.hash] };
    const { client } = this;
    this.#plug(client, settings);
    const cart = await client.call('load', {
      rom,
      options: { region: settings['machine.region'], powerOn: POWER_ON[settings['machine.powerOn']], sram },
    });
    this.#cheats = null;
    store.update((state) => {
      state.player = playerAtStart(game, cart.frameRate);
      state.overlay = 'none';
      state.hiddenLayers = 0;
      state.silentVoices = 0;
      state.settingsOpen = false;
    });
    this.applySettings(effectiveSettings(store.now));
    this.#app.setTitle(game.title);
    this.#playedSince = Date.now();
    this.#pausedByOverlay = false;
    this.#app.attempt(() => bridge.call('game.played', { hash: game.hash, seconds: 0 }));
    if (sram !== null) this.#app.attempt(() => this.#tellOfSize(loaded, sram, cart.sramSize));
    if (!game.hasPicture) this.#timers.push(setTimeout(() => this.#app.attempt(() => this.takePicture()), PICTURE_AFTER));
    await this.#app.states.begin(loaded);
    this.#app.attempt(() => this.#app.sendMenu());
  }

  /** A save that the game cannot hold whole is kept beside its own, which is said once. */
  async #tellOfSize({ game }: LoadedGame, sram: Uint8Array, size: number): Promise<void> {
    const rest = sram.subarray(size);
    // Other emulators fill up with one value.
    const padded = sram.length >= size && rest.every((byte) => byte === rest[0]);
    if (size === 0 || padded) return;
    const kept = await this.#app.bridge.call('sram.keepOriginal', { hash: game.hash });
    if (kept === null) return;
    this.#app.toast(this.#app.text('battery.otherSize', { title: game.title, bytes: sram.length, size, name: kept.name }), {
      kind: 'error',
      action: 'common.show',
      run: () => this.#app.bridge.call('file.show', kept),
    });
  }

  stopTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  notePlayed(hash: string): Promise<null> {
    const seconds = Math.min(86_400, (Date.now() - this.#playedSince) / 1000);
    return this.#app.bridge.call('game.played', { hash, seconds });
  }

  async flushSram(hash: string): Promise<void> {
    const bytes = await this.client.call('sram', null);
    if (bytes !== null) await this.#app.bridge.call('sram.write', { hash, bytes });
  }

  async takePicture(): Promise<void> {
    const { player } = this.#app.store.now;
    const picture = player === null ? null : await this.client.call('picture', null);
    if (player === null || picture === null || isBlack(picture)) return;
    await this.#app.bridge.call('picture.set', { hash: player.game.hash, png: await encodePng(picture) });
    this.#app.library.forgetPicture(player.game.hash);
  }

  startSound(): void {
    const client = this.#client;
    if (client === null) return;
    client
      .startSound()
      .then(() => this.#app.store.update((state) => void (state.soundBlocked = client.soundState !== 'running')))
      .catch(() => this.#app.store.update((state) => void (state.soundBlocked = true)));
    // A blocked device answers never: what its state is after a moment counts.
    setTimeout(() => this.#app.store.update((state) => void (state.soundBlocked = client.soundState !== 'running')), 600);
  }

  /** A key counts as the user's wish for sound. */
  startSoundIfBlocked(): void {
    if (this.#app.store.now.soundBlocked) this.startSound();
  }

  #onEvent(event: SessionEvent): void {
    const { store, bridge } = this.#app;
    const { player } = store.now;
    if (event.event === 'fault') this.#dropClient();
    if (player === null) {
      if (event.event === 'fault')
        this.#app.toast(this.#app.text('toast.failed', { reason: this.#app.reasonOf(event.message) }), { kind: 'error' });
      return;
    }
    switch (event.event) {
      case 'sram':
        this.#app.states.onBatteryChange(event.bytes);
        this.#app.attempt(() => bridge.call('sram.write', { hash: player.game.hash, bytes: event.bytes }));
        break;
      case 'stats':
        store.update((state) => void (state.player = state.player === null ? null : { ...state.player, stats: event.stats }));
        break;
      case 'movie':
        this.#app.time.onMovie(event);
        break;
      case 'fault':
        store.update((state) => {
          state.debugger = false;
          if (state.player !== null) state.player.fault = event.message;
        });
        this.#app.attempt(() => this.#app.states.rescue(player.game.hash));
        this.#app.attempt(() => this.#app.record.stop(true));
        break;
      case 'dap':
        this.#app.dapLink.answered(event.message);
        break;
      default:
        this.#app.debug.onEvent(event);
    }
  }

  /** What a filter can't do is said when it is chosen, not found out by comparing pictures. */
  #onEffects(effects: boolean): void {
    const { store } = this.#app;
    store.set({ filterEffects: effects });
    if (store.now.player !== null && lacksEffects(store.now))
      this.#app.toast(this.#app.text('video.noEffects'), { kind: 'error', about: 'video.filter' });
  }

  /** Its Workers are dead, or never lived: the next game starts others. */
  #dropClient(): void {
    this.#client?.close();
    this.#client = null;
  }

  /** After a crash: the game again, from its last automatic state. */
  async restartFromAuto(): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null) return;
    this.#app.store.update((state) => void (state.player = null));
    await this.play(player.game.hash, 'recover');
  }

  async setPaused(paused: boolean): Promise<void> {
    this.#app.store.update((state) => {
      if (state.player !== null) state.player.paused = paused;
    });
    await this.client.call('pause', paused);
    this.#app.attempt(() => this.#app.sendMenu());
  }

  async togglePause(): Promise<void> {
    const { player } = this.#app.store.now;
    if (player !== null) await this.setPaused(!player.paused);
  }

  /** The window went to the back or came to the front. */
  async onFocus(focused: boolean): Promise<void> {
    const { player, settings } = this.#app.store.now;
    if (player === null || player.fault !== null || this.#app.store.now.debugger || !settings['general.pauseInBackground'])
      return;
    if (this.#app.store.now.overlay === 'none' && !player.paused) await this.client.call('pause', !focused);
  }

  async showOverlay(overlay: Overlay): Promise<void> {
    const { player, overlay: before } = this.#app.store.now;
    if (player === null || player.fault !== null) return;
    this.#app.store.update((state) => void (state.overlay = overlay));
    if (before === 'none' && overlay !== 'none' && !player.paused) {
      this.#pausedByOverlay = true;
      await this.setPaused(true);
    } else if (overlay === 'none' && this.#pausedByOverlay) {
      this.#pausedByOverlay = false;
      await this.setPaused(false);
    }
  }

  /** One step back: from a page of the overlay to its menu, from the menu to the game, from the game to the menu. */
  toggleOverlay(): Promise<void> {
    const { overlay } = this.#app.store.now;
    return this.showOverlay(
      overlay === 'none' || overlay === 'states' || overlay === 'settings' || overlay === 'cheats' ? 'menu' : 'none',
    );
  }

  async setSpeed(speed: Speed): Promise<void> {
    const { player } = this.#app.store.now;
    if (player === null) return;
    const settings = effectiveSettings(this.#app.store.now);
    const factor = { normal: 1, fast: settings['speed.fastForward'], slow: settings['speed.slowMotion'] / 100 }[speed];
    this.#app.store.update((state) => {
      if (state.player !== null) state.player.speed = speed;
    });
    await this.client.call('speed', factor);
  }

  toggleSpeed(speed: Speed): Promise<void> {
    return this.setSpeed(this.#app.store.now.player?.speed === speed ? 'normal' : speed);
  }

  async step(): Promise<void> {
    if (this.#app.store.now.player?.paused !== true) await this.setPaused(true);
    await this.client.call('step', null);
  }

  reset(): Promise<void> {
    return this.#app.states.before('before-reset', this.#app.text('toast.reset'), () => this.client.call('reset', null));
  }

  power(): Promise<void> {
    return this.#app.states.before('before-reset', this.#app.text('toast.power'), () => this.#app.states.power());
  }

  async #png(): Promise<Uint8Array | null> {
    const picture = await this.client.call('picture', null);
    return picture === null ? null : encodePng(picture);
  }

  async screenshot(): Promise<void> {
    const hash = this.#app.store.now.player?.game.hash;
    const png = await this.#png();
    if (hash === undefined || png === null) return;
    const { name } = await this.#app.bridge.call('screenshot.save', { hash, png });
    this.#app.toast(this.#app.text('toast.screenshot', { name }), {
      action: 'common.show',
      run: () => this.#app.bridge.call('file.show', { name }),
    });
  }

  async copyPicture(): Promise<void> {
    const png = await this.#png();
    if (png === null) return;
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([png.slice()], { type: 'image/png' }) })]);
    this.#app.toast(this.#app.text('toast.copied'));
  }

  async toggleMute(): Promise<void> {
    const muted = !this.#app.store.now.settings['audio.muted'];
    await this.#app.settings.set('audio.muted', muted);
    this.#app.toast(this.#app.text(muted ? 'toast.muted' : 'toast.unmuted'), { about: 'audio.muted' });
  }

  async changeVolume(by: number): Promise<void> {
    const state = this.#app.store.now;
    const hash = state.player?.game.hash;
    const own = hash !== undefined && state.gameSettings[hash]?.['audio.volume'] !== undefined ? hash : null;
    const volume = Math.max(0, Math.min(100, effectiveSettings(state)['audio.volume'] + by));
    await this.#app.settings.set('audio.volume', volume, own);
    this.#app.toast(this.#app.text('toast.volume', { volume }), { about: 'audio.volume' });
  }
}

function isBlack({ rgb }: RgbPicture): boolean {
  return rgb.every((value) => value < 8);
}
