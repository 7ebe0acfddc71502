import { constantEntropy, seededEntropy } from '../core/entropy.ts';
import { FrameInput } from '../core/frame-input.ts';
import type { InputSource, VideoFrame } from '../core/platform.ts';
import { Snes } from '../core/snes.ts';
import { crc32 } from '../core/state/crc32.ts';
import { History, HISTORY_DEFAULTS, type HistoryOptions } from '../core/state/history.ts';
import { Snapshot } from '../core/state/snapshot.ts';
import type { Entropy } from '../core/types.ts';
import { Cheats } from './cheats.ts';
import { LogChain } from './log-chain.ts';
import type { MovieStart } from './movie.ts';
import { plugDevices } from './plug.ts';
import type { CheatWrite, Devices, LoadOptions } from './protocol.ts';
import { KeptSound, RunAhead } from './run-ahead.ts';

export interface GameSinks {
  /** A picture that the player sees. */
  show(frame: VideoFrame): void;
  /** A picture that the player looks at while time stands still. */
  look(frame: VideoFrame): void;
  hear(samples: Int16Array, count: number): void;
}

/** Steps between two checks of a movie. */
const CHECK_EVERY = 60;

/** Where pictures and sound of the step under way go. */
export interface Taker {
  keepFrame(frame: VideoFrame): void;
  readonly sound: KeptSound;
}

/** Power-on contents that are the same at each power cycle. */
class SameEntropy implements Entropy {
  #inner: Entropy;

  constructor(readonly make: () => Entropy) {
    this.#inner = make();
  }

  restart(): void {
    this.#inner = this.make();
  }

  fill(memory: Uint8Array | Uint16Array): void {
    this.#inner.fill(memory);
  }

  u8(): number {
    return this.#inner.u8();
  }

  u16(): number {
    return this.#inner.u16();
  }
}

interface CheatChange {
  readonly position: number;
  readonly cheats: readonly CheatWrite[];
}

const NO_CHEATS: readonly CheatWrite[] = [];
const NO_BUTTONS: readonly number[] = [];

/** One cart in one machine, with what it was given and what it has done: history, inputs, run-ahead. Positions are the history's. */
export class GameRun {
  readonly snes: Snes;
  readonly history: History;
  readonly log = new LogChain();
  readonly ahead: RunAhead;
  readonly options: LoadOptions;
  readonly rom: Uint8Array;
  readonly #input = new FrameInput();
  readonly #sinks: GameSinks;
  readonly #cheats: Cheats;
  readonly #entropy: SameEntropy;
  readonly #nowhere = new KeptSound();
  readonly #looker: Taker = { keepFrame: (frame) => this.#sinks.look(frame), sound: this.#nowhere };
  readonly #aside = new Snapshot();
  /** Cheats by the position from which on they held, oldest first, and those that hold from the next step on. */
  #cheatChanges: CheatChange[] = [];
  #cheatList = NO_CHEATS;
  #cheatsInUse = NO_CHEATS;
  #devices: Devices;
  /** The machine was brought to another position: its devices may be those of that time. */
  #sought = false;
  /** Movies keep sums of the memories now and then. */
  checking = false;
  #shown = true;
  #sound: KeptSound | null = null;
  #taker: Taker | null = null;
  #silent = false;

  /** @throws CartError */
  constructor(
    rom: Uint8Array,
    options: LoadOptions,
    devices: Devices,
    sinks: GameSinks,
    history: HistoryOptions = HISTORY_DEFAULTS,
  ) {
    const { powerOn } = options;
    this.rom = rom;
    this.options = options;
    this.#sinks = sinks;
    this.#devices = devices;
    this.#entropy = new SameEntropy(() => ('fill' in powerOn ? constantEntropy(powerOn.fill) : seededEntropy(powerOn.seed)));
    this.snes = new Snes(rom, {
      region: options.region,
      entropy: this.#entropy,
      video: { frame: (frame) => this.#takeFrame(frame) },
      audio: { samples: (samples, count) => this.#takeSound(samples, count) },
      input: this.#input,
      devices: [...devices],
    });
    if (options.sram !== null) this.snes.sram.set(options.sram.subarray(0, this.snes.sram.length));
    this.#cheats = new Cheats(this.snes.bus);
    this.history = new History(
      {
        takeSnapshot: (into) => this.snes.takeSnapshot(into),
        restoreSnapshot: (from) => this.snes.restoreSnapshot(from),
        replayStep: (input) => this.#replay(input),
      },
      history,
    );
    this.ahead = new RunAhead(
      {
        takeSnapshot: (into) => this.snes.takeSnapshot(into),
        restoreSnapshot: (from) => this.snes.restoreSnapshot(from),
        runStep: (shown, sound) => this.#runStep(shown, sound),
        play: (sound) => this.#sinks.hear(sound.samples, sound.count),
      },
      this.#input,
    );
    this.#watchPointers();
    this.log.anchor(0, this.#startAtPower());
  }

  /** Frames since power-on, as the player has reached them. */
  get frame(): number {
    return this.snes.frame - this.ahead.ahead;
  }

  get devices(): Devices {
    return this.#devices;
  }

  get cheats(): readonly CheatWrite[] {
    return this.#cheatList;
  }

  #takeFrame(frame: VideoFrame): void {
    if (this.#taker !== null) this.#taker.keepFrame(frame);
    else if (this.#shown && !this.#silent) this.#sinks.show(frame);
  }

  #takeSound(samples: Int16Array, count: number): void {
    if (this.#taker !== null) this.#taker.sound.keep(samples, count);
    else if (this.#sound !== null) this.#sound.keep(samples, count);
    else if (!this.#silent) this.#sinks.hear(samples, count);
  }

  #runStep(shown: boolean, sound: KeptSound | null): void {
    this.#shown = shown;
    this.#sound = sound;
    this.#useCheats(this.#cheatList);
    this.#cheats.beforeFrame();
    this.snes.runFrame();
    this.#shown = true;
    this.#sound = null;
  }

  /** A step of the history again, as it was the first time. */
  #replay(input: Int16Array): void {
    this.#input.replay(input);
    this.#useCheats(this.#cheatsAt(this.history.position));
    this.#silent = true;
    this.#cheats.beforeFrame();
    this.snes.runFrame();
    this.#silent = false;
    this.#sought = true;
  }

  #cheatsAt(position: number): readonly CheatWrite[] {
    return this.#cheatChanges.findLast((change) => change.position <= position)?.cheats ?? NO_CHEATS;
  }

  #useCheats(cheats: readonly CheatWrite[]): void {
    if (cheats === this.#cheatsInUse) return;
    this.#cheatsInUse = cheats;
    this.#cheats.set(cheats);
  }

  /** The history's next step again, its picture and sound into `taker`. */
  replayInto(taker: Taker): void {
    this.#taker = taker;
    this.history.replayNext();
    this.#taker = null;
  }

  /** One step with what `live` holds. */
  step(live: InputSource): void {
    this.#input.sample(live);
    this.#stepWith();
  }

  /** One step with these inputs: a movie's. */
  stepWith(values: ArrayLike<number>): void {
    this.#input.replay(values);
    this.#stepWith();
  }

  #stepWith(): void {
    const { values } = this.#input;
    const { position } = this.history;
    if (this.#sought) this.#bringUpToDate(position);
    const guessed = this.ahead.guessed(values);
    if (!guessed) this.ahead.settle();
    if (this.checking && position % CHECK_EVERY === 0 && this.ahead.ahead === 0) this.log.check(position, this.memorySum());
    this.history.record(values, guessed ? this.ahead.real : null);
    this.log.append(position, values);
    if (guessed) this.ahead.confirm();
    else this.ahead.run();
    if (this.ahead.ahead === 0) this.#input.finish();
  }

  /** After going back: cheats and controllers are those of now. */
  #bringUpToDate(position: number): void {
    this.#sought = false;
    this.#cheatChanges = this.#cheatChanges.filter((change) => change.position <= position);
    if (this.#cheatsAt(position) !== this.#cheatList) this.#noteCheats(position);
    if (plugDevices(this.snes.ports, this.#devices)) {
      this.history.cut();
      this.log.event(position, { what: 'devices', devices: this.#devices });
    }
  }

  #noteCheats(position: number): void {
    this.history.cut();
    this.#cheatChanges = this.#cheatChanges.filter((change) => change.position < position);
    this.#cheatChanges.push({ position, cheats: this.#cheatList });
    this.log.event(position, { what: 'cheats', cheats: this.#cheatList });
  }

  /** CRC-32 over WRAM, VRAM and audio RAM. */
  memorySum(): number {
    const { snes } = this;
    snes.catchUpApu();
    const vram = new Uint8Array(snes.vram.buffer, snes.vram.byteOffset, snes.vram.byteLength);
    return crc32(snes.aram, crc32(vram, crc32(snes.wram)));
  }

  /** Before anything else than a step is done to the machine; steps before stay reachable. */
  #change(): void {
    this.ahead.settle();
    this.history.cut();
  }

  reset(): void {
    this.#change();
    this.snes.reset();
    this.log.event(this.history.position, { what: 'reset' });
  }

  power(): void {
    this.#change();
    this.#entropy.restart();
    this.snes.power();
    this.log.anchor(this.history.position, this.#startAtPower());
  }

  setCheats(writes: readonly CheatWrite[]): void {
    this.ahead.settle();
    this.#cheatList = writes;
    this.#noteCheats(this.history.position);
  }

  plug(devices: Devices): void {
    if (devices.join() === this.#devices.join()) return;
    this.#change();
    this.#devices = devices;
    plugDevices(this.snes.ports, devices);
    this.#watchPointers();
    this.log.event(this.history.position, { what: 'devices', devices });
  }

  #watchPointers(): void {
    for (const port of [0, 1] as const) {
      const device = this.#devices[port];
      this.#input.pointers[port] = device === 'mouse' ? 'movement' : device === 'superscope' ? 'place' : 'none';
    }
  }

  saveState(): Uint8Array {
    this.ahead.settle();
    return this.snes.saveState();
  }

  /** @throws StateError; nothing has changed then */
  loadState(state: Uint8Array, stateHash: string | null): void {
    this.ahead.settle();
    this.snes.loadState(state);
    plugDevices(this.snes.ports, this.#devices);
    this.history.cut();
    this.log.anchor(this.history.position, { ...this.#startAtPower(), sram: null, stateHash });
  }

  /** The player went back to a position by the rewinder. */
  returnTo(position: number): void {
    this.#sought = true;
    this.history.seek(position);
  }

  /** A movie begins now, with the machine as it is. */
  anchorHere(): void {
    this.#change();
    const state = this.snes.saveState();
    this.log.anchor(this.history.position, { ...this.#startAtPower(), sram: null, state });
  }

  /** What a movie begins with, in a fresh run. @throws StateError */
  beginMovie(start: MovieStart): void {
    this.checking = true;
    if (start.state !== null) this.loadState(start.state, null);
    if (start.sram !== null) this.snes.sram.set(start.sram.subarray(0, this.snes.sram.length));
    this.setCheats(start.cheats);
    this.log.anchor(this.history.position, start);
  }

  /** Shows the frame that would come next if no button were held, for a machine that stands still; nothing else of it stays. */
  glimpse(): void {
    this.ahead.settle();
    this.snes.takeSnapshot(this.#aside);
    this.#input.replay(NO_BUTTONS);
    this.#taker = this.#looker;
    this.#runStep(true, null);
    this.#taker = null;
    this.#nowhere.count = 0;
    this.snes.restoreSnapshot(this.#aside);
  }

  /** Battery RAM from outside: what fits is taken. */
  writeSram(bytes: Uint8Array): void {
    this.#change();
    this.snes.sram.set(bytes.subarray(0, this.snes.sram.length));
    this.log.withSram(this.history.position, this.snes.sram.slice());
  }

  /** Something was written by hand. */
  changedByHand(): void {
    this.#change();
    this.#sought = true;
    this.log.breakAt(this.history.position);
  }

  #startAtPower(): MovieStart {
    const { snes } = this;
    return {
      region: snes.region,
      powerOn: this.options.powerOn,
      devices: this.#devices,
      cheats: this.#cheatList,
      sram: snes.sram.length > 0 ? snes.sram.slice() : null,
      state: null,
      stateHash: null,
    };
  }

  /** Brings the machine to a position and shows the picture that was seen there. @throws RangeError when it is not kept */
  seek(position: number): void {
    this.ahead.settle();
    const { first, end } = this.history;
    if (!(position >= first && position <= end)) throw new RangeError(`step ${position} is not kept; ${first} to ${end} are.`);
    this.#sought = true;
    if (position === first) {
      this.history.seek(position);
      return;
    }
    this.history.seek(position - 1);
    this.replayInto(this.#looker);
    this.#nowhere.count = 0;
  }
}
