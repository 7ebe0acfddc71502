import type { HostBridge, MenuItem, OpenResult } from '../shared/bridge.ts';
import type { SettingKey } from '../shared/settings.ts';
import type { EmulatorClient } from '../host/web/client.ts';
import { Closing } from './closing.ts';
import { titleOf, type Command } from './commands/command.ts';
import { menuRows } from './commands/menus.ts';
import { COMMANDS, acceleratorOf, isAvailable, keysOf } from './commands/registry.ts';
import { DapLink } from './dap-link.ts';
import { DebugModel } from './debugger/debug-model.ts';
import { bindingLabel, keyLabel, type Naming } from './key-labels.ts';
import { LeaveActions } from './leave-actions.ts';
import { LibraryActions } from './library-actions.ts';
import { PadKeyboard } from './pad-keyboard.ts';
import { ProfileActions } from './profile-actions.ts';
import { PlayerActions } from './player-actions.ts';
import { RecordActions } from './record-actions.ts';
import { ShelfActions } from './shelf-actions.ts';
import { SettingsActions } from './settings-actions.ts';
import { StatesActions } from './states-actions.ts';
import { TimeActions } from './time-actions.ts';
import { Seats } from './seats.ts';
import { Store } from './state/store.ts';
import { readKeyLayout } from './system-keyboard.ts';
import { ToastBoard, type ToastOptions } from './toast-board.ts';
import { Told } from './told.ts';
import { PageWindows } from './windows.ts';
import { isTextKey, languageOf, translate, translateReason, type Fill, type Language, type TextKey } from './texts/translate.ts';

export type MakeClient = () => EmulatorClient;

/** The page: its store, its door to the host, and what can be done. */
export class App {
  readonly store = new Store();
  readonly seats = new Seats();
  readonly windows = new PageWindows();
  readonly padKeyboard = new PadKeyboard();
  readonly bridge: HostBridge;
  readonly library: LibraryActions;
  readonly player: PlayerActions;
  readonly settings: SettingsActions;
  readonly leaving = new LeaveActions(this);
  readonly closing = new Closing({
    answer: (how) => this.bridge.call('app.closing', how),
    close: () => this.#end(),
    leave: (next) => this.leaving.leave({ closing: true, next }),
    offer: (on) => void (this.store.now.slowClose !== on && this.store.set({ slowClose: on })),
    toast: (text) => this.toast(this.text(text)),
    complain: (error, run) =>
      this.toast(this.text('toast.failed', { reason: this.reasonOf(error) }), {
        kind: 'error',
        action: 'states.closeAnyway',
        run,
      }),
  });
  readonly states = new StatesActions(this);
  readonly shelf = new ShelfActions(this);
  readonly record = new RecordActions(this);
  readonly time = new TimeActions(this);
  readonly profiles = new ProfileActions(this);
  readonly debug = new DebugModel(this);
  readonly mac = navigator.platform.startsWith('Mac');
  readonly toasts = new ToastBoard(this);

  readonly dapLink: DapLink;

  constructor(bridge: HostBridge, makeClient: MakeClient) {
    this.bridge = bridge;
    this.dapLink = new DapLink(this);
    this.library = new LibraryActions(this);
    this.player = new PlayerActions(this, makeClient);
    this.settings = new SettingsActions(this);
  }

  async start(): Promise<void> {
    // From its answer on the host tells what is to be opened; what comes early waits.
    let ready = (): void => {};
    const started = new Promise<void>((resolve) => (ready = resolve));
    this.bridge.on('open', (result) => this.attempt(() => started.then(() => this.library.take(result))));
    let changed = false;
    this.bridge.on('library.changed', () => {
      changed = true;
      void this.library.refresh();
    });
    // All three are asked for at once: a first picture waits for them.
    const asked = this.bridge.call('app.start', null);
    const settings = this.settings.ask();
    const library = this.library.ask();
    for (const later of [settings, library]) later.catch(() => {});
    const start = await asked;
    this.store.set({ start });
    this.settings.take(await settings);
    // The keyboard can be another one after the person was elsewhere.
    this.windows.each((one) => one.addEventListener('focus', () => this.attempt(() => this.#readKeyLayout())));
    this.attempt(() => this.#readKeyLayout());
    this.bridge.on('library.progress', (progress) => this.library.onProgress(progress));
    this.bridge.on('fullscreen', (fullscreen) => this.store.set({ fullscreen }));
    this.bridge.on('command', (id) => this.runCommand(id));
    this.bridge.on('fault', ({ message }) => this.toast(this.reasonOf(message), { kind: 'error' }));
    this.bridge.on('closing', () => this.attempt(() => this.closing.asked()));
    const listed = await library;
    if (changed) await this.library.refresh();
    else this.library.show(listed);
    if (start.settingsSetAside !== null)
      this.toast(this.text('settings.setAside', { name: start.settingsSetAside }), { kind: 'error' });
    if (start.settingsIgnored.length > 0) this.#tellOfIgnored(start.settingsIgnored);
    try {
      if (start.open !== null) await this.library.take(start.open);
      else await this.#offerRecovery();
    } finally {
      ready();
    }
    requestIdleCallback(() => this.player.warmUp());
  }

  #tellOfIgnored(keys: readonly string[]): void {
    const names = keys.map((key) => (isTextKey(`setting.${key}`) ? this.text(`setting.${key}` as TextKey) : key));
    this.toast(this.text('settings.setBack', { names: names.join(', ') }), { kind: 'error' });
  }

  /** A game that was cut off the last time can go on from its last state. */
  async #offerRecovery(): Promise<void> {
    const recovery = await this.bridge.call('states.recovery', null).catch(() => null);
    const game = this.store.now.library?.games.find(({ hash, missing }) => hash === recovery?.hash && !missing);
    if (recovery === null) return;
    if (game === undefined) {
      this.#tellOfCutOff(recovery.title);
      return;
    }
    this.store.set({ states: { ...this.store.now.states, recovery: { ...recovery, title: game.title } } });
  }

  async #readKeyLayout(): Promise<void> {
    const layout = await readKeyLayout();
    if (JSON.stringify(layout) === JSON.stringify(this.store.now.keyLayout)) return;
    this.store.set({ keyLayout: layout });
    await this.sendMenu();
  }

  /** The game that was cut off is of a file that was not in the library, or is away. */
  #tellOfCutOff(title: string): void {
    if (title === '') return;
    this.toast(this.text('states.recovery.away', { title }), { action: 'command.openFile', run: () => this.library.openFile() });
  }

  get language(): Language {
    return languageOf(this.store.now.settings['general.language'], navigator.language);
  }

  text(key: TextKey, fill?: Fill): string {
    return translate(this.language, key, fill);
  }

  titleOf(command: Command): string {
    return titleOf(command, (key, fill) => this.text(key, fill));
  }

  get #naming(): Naming {
    return { mac: this.mac, layout: this.store.now.keyLayout, text: (key, fill) => this.text(key, fill) };
  }

  /** A command's key as the person's keyboard or gamepad shows it. */
  keyLabel(key: string): string {
    return keyLabel(key, this.#naming);
  }

  /** A controller's binding in a person's words. */
  bindingLabel(binding: string): string {
    return bindingLabel(binding, this.#naming);
  }

  runCommand(id: string): void {
    const command = COMMANDS.find((one) => one.id === id);
    if (command !== undefined && isAvailable(command, this.store.now)) this.attempt(() => command.run(this));
  }

  /** What an error says, in the person's language where the catalogue has it. */
  reasonOf(error: unknown): string {
    return translateReason(this.language, error instanceof Error ? error.message : String(error));
  }

  /** Runs what may fail; a failure is a message, not a silence. */
  attempt(work: () => unknown): void {
    const complain = (error: unknown): void => {
      if (error instanceof Told) return;
      this.toast(this.text('toast.failed', { reason: this.reasonOf(error) }), {
        kind: 'error',
      });
    };
    try {
      Promise.resolve(work()).catch(complain);
    } catch (error) {
      complain(error);
    }
  }

  toast(text: string, options: ToastOptions = {}): void {
    this.toasts.show(text, options);
  }

  showSettings(): void {
    if (this.store.now.player !== null) this.attempt(() => this.player.showOverlay('settings'));
    else this.store.update((state) => void (state.settingsOpen = !state.settingsOpen));
  }

  /** The page of settings with this one alone. */
  showSetting(key: SettingKey): void {
    this.store.set({ settingsQuery: this.text(`setting.${key}` as TextKey) });
    if (this.store.now.player !== null) this.attempt(() => this.player.showOverlay('settings'));
    else this.store.set({ settingsOpen: true });
  }

  async toggleFullscreen(): Promise<void> {
    const on = !this.store.now.fullscreen;
    if (this.store.now.start?.host === 'electron') await this.bridge.call('app.fullscreen', on);
    else if (on) await document.documentElement.requestFullscreen();
    else if (document.fullscreenElement !== null) await document.exitFullscreen();
    this.store.update((state) => void (state.fullscreen = on));
  }

  /** Escape closes what is in front. False when nothing was. */
  escape(code: string): boolean {
    if (code !== 'Escape') return false;
    if (this.padKeyboard.close()) return true;
    if (this.store.now.slowClose) {
      this.closing.wait();
      return true;
    }
    if (this.store.now.notKept !== null) {
      this.attempt(() => this.leaving.stay());
      return true;
    }
    if (this.states.escape()) return true;
    // A page within a page goes first.
    const back = this.store.now.palette ? null : document.querySelector<HTMLElement>('[aria-modal="true"] [data-back]');
    if (back !== null) {
      back.click();
      return true;
    }
    if ((this.store.now.player?.replay ?? null) !== null && this.store.now.overlay === 'none' && !this.store.now.palette) {
      this.attempt(() => this.time.closeReplay(false));
      return true;
    }
    const { palette, choice, folderDialog, settingsOpen, naming, gamePage, problems } = this.store.now;
    const none = choice === null && naming === null && gamePage === null && problems.length === 0;
    if (!palette && none && !folderDialog && !settingsOpen) return false;
    this.store.update((state) => {
      if (palette) state.palette = false;
      else if (choice !== null) state.choice = null;
      else if (folderDialog) state.folderDialog = false;
      else if (naming !== null) state.naming = null;
      else if (problems.length > 0) state.problems = [];
      else if (gamePage !== null) state.gamePage = null;
      else state.settingsOpen = false;
    });
    return true;
  }

  setTitle(title: string | null): void {
    document.title = title === null ? 'Dotclock' : `${title} – Dotclock`;
  }

  /** The native menu, from the same commands. */
  async sendMenu(): Promise<void> {
    const state = this.store.now;
    if (state.start?.host !== 'electron') return;
    const item = (command: Command): MenuItem => ({
      command: command.id,
      title: this.titleOf(command),
      accelerator: acceleratorOf(keysOf(command, state)[0] ?? '', state.keyLayout),
      enabled: isAvailable(command, state),
      checked: command.checked?.(state) ?? null,
    });
    const groups = (['app', 'game', 'states', 'view', 'debugger'] as const).map((group) => ({
      // A Mac has a menu of the program's name already.
      title: this.text(group === 'app' && this.mac ? 'menu.file' : `group.${group}`),
      items: menuRows(group, COMMANDS, item, (key) => this.text(key)),
    }));
    await this.bridge.call('app.menu', groups);
  }

  /** Ends Dotclock, once everything is put away. */
  async quit(): Promise<void> {
    // Electron's window asks by itself whether it may close.
    if (this.store.now.start?.host === 'electron') await this.bridge.call('app.quit', null);
    else await this.closing.ended();
  }

  async #end(): Promise<void> {
    const { host } = this.store.now.start ?? {};
    await this.bridge.call(host === 'local' ? 'app.quit' : 'app.readyToClose', null);
    if (host === 'local') globalThis.close();
  }

  openResultRefused(result: Extract<OpenResult, { kind: 'refused' }>): void {
    this.toast(this.text('toast.refused', { name: result.name, reason: this.reasonOf(result.reason) }), { kind: 'error' });
  }
}
