import type { Game, LoadedGame } from '../shared/bridge.ts';
import type { LoadedRecord, MadeBy, RecordId, SaveRequest, Slot, StateAct, StateRecord } from '../shared/states.ts';
import type { App } from './app.ts';
import { encodePng } from './png.ts';
import { effectiveSettings } from './state/ui-state.ts';

/** What becomes of the in-game save when a state is loaded. */
export type BatteryChoice = 'state' | 'keep' | 'cancel';

/** Milliseconds between looks whether an automatic state is due. */
const LOOK_EVERY = 10_000;
/** Milliseconds between moments that the host holds in memory, should the page end without a word. */
const HOLD_EVERY = 4000;
/** A battery save may be this much younger than a state of the same moment. */
const SAME_MOMENT = 2000;
const MB = 1 << 20;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** What can be done with save states while a game runs. Everything that changes the machine keeps the moment before. */
export class StatesActions {
  readonly #app: App;
  #game: Game | null = null;
  #since = 0;
  #batteryChanged = 0;
  #lastAutomatic = 0;
  #timers: ReturnType<typeof setInterval>[] = [];
  #heldFrame = -1;
  /** The record that was loaded last: the machine's inputs are counted from there, else from power-on. */
  #anchor: RecordId | null = null;
  /** In-game save that came with a state: when the machine tells of it, nobody saved. */
  #loadedSram: Uint8Array | null = null;
  #answer: ((choice: BatteryChoice) => void) | null = null;
  /** Loads and saves one after the other, whatever the keys do. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(app: App) {
    this.#app = app;
  }

  // The run

  async begin({ game, sramTime }: LoadedGame): Promise<void> {
    this.#game = game;
    this.#since = Date.now();
    this.#lastAutomatic = Date.now();
    this.#batteryChanged = sramTime;
    this.#anchor = null;
    this.#heldFrame = -1;
    this.#app.store.update((state) => void (state.states = { ...state.states, rescued: undefined }));
    this.#setHere(null);
    this.#startTimers();
    await this.#app.bridge.call('states.running', { hash: game.hash }).catch(() => {});
  }

  #startTimers(): void {
    this.#stopTimers();
    this.#timers = [
      setInterval(() => this.#look(), LOOK_EVERY),
      setInterval(() => void this.#hold().catch(() => {}), HOLD_EVERY),
    ];
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** Goes on where the game was left. A newer in-game save wins over it, unless `always`. */
  async resume({ game, sram, sramTime }: LoadedGame, always: boolean): Promise<void> {
    let latest: StateRecord | null;
    let loaded: LoadedRecord;
    try {
      latest = await this.#app.bridge.call('states.latest', { hash: game.hash });
      if (latest === null) return;
      const { id, created } = latest;
      loaded = await this.#app.bridge.call('states.load', { hash: game.hash, id });
      const other = loaded.sram === null || sram === null || !sameBytes(loaded.sram, sram);
      if (!always && other && created < sramTime - SAME_MOMENT) {
        this.#app.toast(this.#app.text('player.newerSave'), {
          action: 'player.resumeAnyway',
          run: () => this.load(id),
        });
        return;
      }
      await this.#loadOrRebuild(loaded);
    } catch (error) {
      this.#app.toast(this.#app.text('states.notResumed', { reason: this.#app.reasonOf(error) }), { kind: 'error' });
      return;
    }
    this.#anchor = latest.id;
    this.#setHere(latest.id);
    this.#app.toast(this.#app.text('player.resumed'), {
      picture: loaded.picture,
      action: 'player.startOver',
      run: () => this.power(),
    });
  }

  /** The game is left: its moment is kept. Rejects when that was not possible. */
  async end(): Promise<void> {
    this.#stopTimers();
    this.#answer?.('cancel');
    if (this.#game === null) return;
    await this.keep('on-stop');
    await this.#applyQuota().catch(() => {});
    await this.drop();
  }

  /** Nothing more can be kept: the emulator crashed, or the player leaves although the disk is full. */
  async drop(): Promise<void> {
    this.#stopTimers();
    this.#game = null;
    this.#setHere(null);
    await this.#app.bridge.call('states.running', { hash: null }).catch(() => {});
  }

  /** The emulator crashed: the moment that the host holds is written, and what can be gone on from is told. */
  async rescue(hash: string): Promise<void> {
    try {
      await this.#app.bridge.call('states.keepHeld', null);
    } finally {
      const rescued = await this.#app.bridge.call('states.latest', { hash });
      this.#app.store.set({ states: { ...this.#app.store.now.states, rescued } });
    }
  }

  /** The player stays although leaving was begun. */
  async goOn(): Promise<void> {
    if (this.#game === null) return;
    this.#startTimers();
    await this.#app.bridge.call('states.running', { hash: this.#game.hash }).catch(() => {});
  }

  onBatteryChange(bytes: Uint8Array): void {
    if (this.#loadedSram !== null && sameBytes(bytes, this.#loadedSram)) return;
    this.#loadedSram = null;
    this.#batteryChanged = Date.now();
  }

  /** Whether there is a moment of the player's own: a movie's game is not. */
  get #isOwnGame(): boolean {
    const { player } = this.#app.store.now;
    return player !== null && player.fault === null && (player.movie === null || player.movie.mode === 'recording');
  }

  /** Gives the host the moment, unless it has it. */
  async #hold(): Promise<void> {
    const { player } = this.#app.store.now;
    const frame = player?.stats?.frame ?? -1;
    // Who looks at the past is not there.
    const away = player === null || player.replay !== null || player.rewinding !== null;
    if (away || !this.#isOwnGame || frame === this.#heldFrame) return;
    this.#heldFrame = frame;
    await this.#inTurn(async () => {
      if (this.#game !== null) await this.#app.bridge.call('states.hold', await this.#request('on-stop', null));
    });
  }

  #look(): void {
    const state = this.#app.store.now;
    if (!this.#isOwnGame || state.player?.paused === true) return;
    if (Date.now() - this.#lastAutomatic < effectiveSettings(state)['states.autoMinutes'] * 60_000) return;
    // A disk that is full is told of once in that time, not at every look.
    this.#lastAutomatic = Date.now();
    this.#app.attempt(() => this.keep('auto').then(() => this.#applyQuota()));
  }

  async #applyQuota(): Promise<void> {
    if (this.#game === null) return;
    const bytes = effectiveSettings(this.#app.store.now)['states.quota'] * MB;
    await this.#app.bridge.call('states.applyQuota', { hash: this.#game.hash, bytes });
  }

  // Saving

  #setHere(here: RecordId | null): void {
    this.#app.store.update((state) => void (state.states = { ...state.states, here, version: state.states.version + 1 }));
  }

  changed(): void {
    this.#app.store.update((state) => void (state.states = { ...state.states, version: state.states.version + 1 }));
  }

  #hash(): string {
    if (this.#game === null) throw new Error('no game is loaded.');
    return this.#game.hash;
  }

  /** The moment as the host takes it. The machine is asked at once, so that what is called after this comes after it. */
  async #request(how: MadeBy, slot: Slot | null): Promise<SaveRequest> {
    const { store, player } = this.#app;
    const hash = this.#hash();
    const { client } = player;
    const { state, frame, inputs, picture, sram } = await client.call('saveState', null);
    const settings = effectiveSettings(store.now);
    return {
      hash,
      how,
      slot,
      parent: store.now.states.here,
      frame,
      playSeconds: (this.#game?.playSeconds ?? 0) + (Date.now() - this.#since) / 1000,
      state,
      picture: picture === null ? null : await encodePng(picture),
      sram,
      inputs,
      anchor: inputs === null ? null : this.#anchor,
      devices: [settings['input.port1'], settings['input.port2']],
    };
  }

  async #capture(how: MadeBy, slot: Slot | null = null): Promise<StateRecord> {
    const { bridge } = this.#app;
    const request = await this.#request(how, slot);
    const { hash, sram } = request;
    if (sram !== null) await bridge.call('sram.write', { hash, bytes: sram });
    const record = await bridge.call('states.save', request);
    this.#lastAutomatic = Date.now();
    if (this.#game !== null) this.#setHere(record.id);
    return record;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** An automatic record of the moment. */
  keep(how: MadeBy): Promise<StateRecord> {
    return this.#inTurn(() => this.#capture(how));
  }

  /** A new state, in a slot or without one. */
  save(slot: Slot | null): Promise<void> {
    return this.#inTurn(async () => {
      const record = await this.#capture(slot === null ? 'manual' : 'quick', slot);
      const text = slot === null ? this.#app.text('states.savedNew') : this.#app.text('states.saved', { slot });
      await this.#toast(text, record.id, 'undo');
    });
  }

  async #toast(text: string, id: RecordId, action: 'undo' | 'redo'): Promise<void> {
    const picture = await this.#app.bridge.call('states.picture', { hash: this.#hash(), id }).catch(() => null);
    this.#app.toast(text, {
      picture,
      action: action === 'undo' ? 'common.undo' : 'common.redo',
      run: () => this.step(action),
    });
  }

  // Loading

  async loadSlot(slot: Slot): Promise<void> {
    const record = await this.#app.bridge.call('states.inSlot', { hash: this.#hash(), slot });
    if (record === null) this.#app.toast(this.#app.text('states.none', { slot }));
    else await this.load(record.id, this.#app.text('states.loaded', { slot }));
  }

  /** The player's own newest state, else the newest of all. */
  async loadNewest(): Promise<void> {
    const { records } = await this.#app.bridge.call('states.list', { hash: this.#hash() });
    const there = records.filter(({ binned }) => !binned);
    const record = there.find(({ how }) => how === 'manual' || how === 'quick') ?? there[0];
    if (record === undefined) this.#app.toast(this.#app.text('states.noneYet'));
    else await this.load(record.id);
  }

  /** Loads a record; the moment before is kept. `battery`: what becomes of the in-game save, else the setting decides or the player is asked. */
  load(id: RecordId, text = this.#app.text('states.loadedOne'), battery?: BatteryChoice): Promise<void> {
    return this.#inTurn(async () => {
      const hash = this.#hash();
      const loaded = await this.#app.bridge.call('states.load', { hash, id });
      const choice = battery ?? (await this.#batteryChoice(loaded));
      if (choice === 'cancel') return;
      const before = await this.#capture('before-load');
      await this.#into(loaded, choice);
      if (before.id !== id) await this.#app.bridge.call('states.loaded', { hash, before: before.id, after: id });
      this.#setHere(id);
      if (this.#app.store.now.overlay !== 'none') await this.#app.player.showOverlay('none');
      await this.#toast(text, id, 'undo');
    });
  }

  /** Puts a record into the machine. A refusal leaves it as it was. */
  async #into(loaded: LoadedRecord, battery: BatteryChoice): Promise<void> {
    const { client } = this.#app.player;
    const { record, sram } = loaded;
    const kept = battery === 'keep' ? await client.call('sram', null) : null;
    await this.#loadOrRebuild(loaded);
    this.#anchor = record.id;
    if (kept !== null) await client.call('writeSram', kept);
    else if (sram !== null) {
      this.#loadedSram = sram;
      this.#batteryChanged = record.created;
    }
  }

  /** A state that no version can read any more is made again from its inputs, when it has them. */
  async #loadOrRebuild(loaded: LoadedRecord): Promise<void> {
    const { client } = this.#app.player;
    try {
      await client.call('loadState', loaded.state);
    } catch (error) {
      if (loaded.inputs === null) throw error;
      const { rom } = await this.#app.bridge.call('game.load', { hash: this.#hash() });
      let state: Uint8Array;
      try {
        state = await this.#rebuilt(loaded, rom);
      } catch {
        throw error;
      }
      await client.call('loadState', state);
      this.#app.toast(this.#app.text('states.rebuilt'));
    }
  }

  /** The state that a record's inputs lead to; the one that they begin with is made again first when it can't be read either. */
  async #rebuilt({ record, inputs }: LoadedRecord, rom: Uint8Array): Promise<Uint8Array> {
    if (inputs === null) throw new Error('there are no inputs.');
    const { client } = this.#app.player;
    const id = record.anchor;
    const begin = id === null ? null : await this.#app.bridge.call('states.load', { hash: this.#hash(), id });
    try {
      return (await client.call('rebuild', { rom, inputs, anchor: begin?.state ?? null })).state;
    } catch (error) {
      if (begin === null || begin.inputs === null) throw error;
      return (await client.call('rebuild', { rom, inputs, anchor: await this.#rebuilt(begin, rom) })).state;
    }
  }

  /** Asks only when the in-game save is another one than the state's, and the player has not decided for good. */
  async #batteryChoice({ record, sram }: LoadedRecord): Promise<BatteryChoice> {
    const { client } = this.#app.player;
    const now = await client.call('sram', null);
    if (now === null || sram === null || sameBytes(now, sram)) return 'state';
    await this.#app.bridge.call('sram.write', { hash: this.#hash(), bytes: now });
    const setting = effectiveSettings(this.#app.store.now)['states.battery'];
    if (setting !== 'ask') return setting;
    await client.call('pause', true);
    const choice = await new Promise<BatteryChoice>((resolve) => {
      this.#answer = resolve;
      const question = { record, newer: this.#batteryChanged > record.created };
      this.#app.store.set({ states: { ...this.#app.store.now.states, question } });
    });
    await client.call('pause', this.#app.store.now.player?.paused === true);
    return choice;
  }

  /** The answer to `question`; `always` makes it the game's setting. */
  async answer(choice: BatteryChoice, always: boolean): Promise<void> {
    this.#app.store.update((state) => void (state.states = { ...state.states, question: null }));
    this.#answer?.(choice);
    this.#answer = null;
    if (always && choice !== 'cancel') await this.#app.settings.set('states.battery', choice, this.#hash());
  }

  /** Escape closes a question. False when there is none. */
  escape(): boolean {
    const { question, recovery } = this.#app.store.now.states;
    if (question !== null) this.#app.attempt(() => this.answer('cancel', false));
    else if (recovery !== null) this.#app.store.update((state) => void (state.states = { ...state.states, recovery: null }));
    return question !== null || recovery !== null;
  }

  // Undo and redo

  step(direction: 'undo' | 'redo'): Promise<void> {
    return this.#inTurn(async () => {
      const hash = this.#hash();
      const { [direction]: act } = await this.#app.bridge.call('states.acts', { hash });
      if (act === null) {
        this.#app.toast(this.#app.text(direction === 'undo' ? 'states.nothingToUndo' : 'states.nothingToRedo'));
        return;
      }
      const shown = act.kind === 'load' ? await this.#stepLoad(hash, direction, act) : await this.#stepSave(hash, direction, act);
      this.changed();
      const [before, after] =
        act.kind === 'load'
          ? (['states.loadUndone', 'states.loadRedone'] as const)
          : (['states.saveUndone', 'states.saveRedone'] as const);
      await this.#toast(this.#app.text(direction === 'undo' ? before : after), shown, direction === 'undo' ? 'redo' : 'undo');
    });
  }

  async #stepSave(hash: string, direction: 'undo' | 'redo', act: StateAct & { kind: 'save' }): Promise<RecordId> {
    await this.#app.bridge.call('states.step', { hash, direction, act: act.id, back: null });
    return direction === 'undo' ? (act.before ?? act.record) : act.record;
  }

  async #stepLoad(hash: string, direction: 'undo' | 'redo', act: StateAct & { kind: 'load' }): Promise<RecordId> {
    const target = direction === 'undo' ? act.before : act.after;
    const loaded = await this.#app.bridge.call('states.load', { hash, id: target });
    const back = await this.#capture('before-load');
    await this.#into(loaded, 'state');
    await this.#app.bridge.call('states.step', { hash, direction, act: act.id, back: back.id });
    this.#setHere(target);
    return target;
  }

  /** Does what changes the machine, after the moment before was kept; a toast takes it back. */
  async before(how: MadeBy, text: string, work: () => Promise<unknown>): Promise<void> {
    const record = await this.keep(how);
    await work();
    this.#app.toast(text, {
      action: 'common.undo',
      run: () => this.load(record.id, this.#app.text('states.loadedOne'), 'state'),
    });
  }

  async power(): Promise<void> {
    await this.#app.player.client.call('power', null);
    this.#anchor = null;
  }

  // Battery saves from outside

  /** Takes the battery save of another emulator: the moment and the old one are kept, then the game starts anew with it. */
  async importBattery(bytes: Uint8Array): Promise<void> {
    const { client } = this.#app.player;
    const now = await client.call('sram', null);
    if (now === null) throw new Error('this game keeps nothing in a battery save.');
    const rest = bytes.subarray(now.length);
    if (bytes.length < now.length || !rest.every((byte) => byte === rest[0])) {
      throw new Error(`this battery save has ${bytes.length} bytes, the game keeps ${now.length}: it belongs to another game.`);
    }
    const taken = bytes.slice(0, now.length);
    await this.before('before-import', this.#app.text('states.batteryTaken'), async () => {
      await client.call('writeSram', taken);
      await client.call('reset', null);
      await this.#app.bridge.call('sram.write', { hash: this.#hash(), bytes: taken });
    });
  }
}
