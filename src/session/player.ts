import type { AudioSink, InputSource, VideoFrame, VideoSink } from '../core/platform.ts';
import { FRAME_MAX_ROWS, FRAME_STRIDE } from '../core/platform.ts';
import type { Snes } from '../core/snes.ts';
import { sha256 } from '../core/state/sha256.ts';
import { StateError } from '../core/state/state-io.ts';
import { GameRun } from './game-run.ts';
import { HistoryPictures } from './history-pictures.ts';
import { decodeMovie, encodeMovie, type Movie } from './movie.ts';
import { MoviePlayback } from './movie-mode.ts';
import { Pace } from './pace.ts';
import { toPicture } from './picture.ts';
import type {
  CheatWrite,
  Devices,
  HistoryInfo,
  LoadOptions,
  LoadedCart,
  MovieInfo,
  MovieMode,
  RgbPicture,
  SavedMoment,
  SavedState,
  SessionEvent,
} from './protocol.ts';
import { rebuildState } from './rebuild.ts';
import { Rewinder } from './rewinder.ts';
import { SramWatch } from './sram-watch.ts';

export interface PlayerSinks {
  readonly video: VideoSink;
  /** Pictures that are looked at while time stands still; `video` takes them where this is missing. */
  readonly still?: VideoSink;
  readonly audio: AudioSink;
  readonly input: InputSource;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Battery RAM has changed and come to rest, or changed a second ago. A copy. */
  readonly sramChanged: (bytes: Uint8Array) => void;
  readonly movieChanged?: (event: SessionEvent & { event: 'movie' }) => void;
}

/** Frames a second, from master clocks per frame; a non-interlaced NTSC frame has one short line every other time. [anomie: timing] */
export const FRAME_RATE = { ntsc: 21_477_272 / (262 * 1364 - 2), pal: 21_281_370 / (312 * 1364) } as const;

/** Wall-clock milliseconds that one call of `advance` may spend: fast-forward never starves whoever calls, normal speed may catch up. */
const FAST_BUDGET = 14;
const BUDGET = 100;

/** Steps between two words about how far a movie is. */
const PROGRESS_EVERY = 15;

/** Bits of what is left out of the picture, after the five layers. */
const LEFT_OUT_WINDOWS = 0x20;
const LEFT_OUT_MATH = 0x40;
/** The first of the twelve bits of priorities. */
const LEFT_OUT_PRIORITIES = 7;

/** Somebody who runs the frames instead of the session: the debugger. */
export interface FrameDriver {
  readonly running: boolean;
  /** Runs one frame; false when it stands still. With a clock in milliseconds. */
  frame(now: () => number): boolean;
  pause(): void;
  run(): void;
  /** A state was loaded, or a reset: the machine is another one. */
  machineChanged(): void;
  /** Cheats or what is plugged in are others from here on. */
  outsideChanged(): void;
  /** The machine was changed, and this changes a machine of before in the same way. */
  changed(apply: (snes: Snes) => void): void;
  /** The machine stands still; called again and again, with a clock in milliseconds. */
  idle(now: () => number): void;
  /** What is shown of the machine has changed. */
  redraw(): void;
  /** The machine is no more. */
  gone(): void;
}

/** What a player means by "the emulator": a machine that is run, paused, sped up, stepped and rewound. Time comes from outside, through `advance`. */
export class PlayerSession {
  readonly #sinks: PlayerSinks;
  readonly #pace = new Pace();
  readonly #pictures = new HistoryPictures();
  #run: GameRun | null = null;
  #sram: SramWatch | null = null;
  /** Time has gone on since battery RAM was last told of because it stood still. */
  #moved = false;
  #paused = false;
  #devices: Devices = ['pad', 'pad'];
  #runAhead = 0;
  #rewinder: Rewinder | null = null;
  /** Frame at which going back began. */
  #rewindFrame = 0;
  #playback: MoviePlayback | null = null;
  #recording = false;
  #toldStep = 0;
  /** The player's own game while a movie's runs in its place: what that does to battery RAM is not theirs. */
  #own: GameRun | null = null;
  #leftOut = { layers: 0, voices: 0 };
  #lastFrame: VideoFrame | null = null;
  #driver: FrameDriver | null = null;
  /** Called with the milliseconds that a frame took. */
  onFrameTime: ((milliseconds: number) => void) | null = null;

  constructor(sinks: PlayerSinks) {
    this.#sinks = sinks;
  }

  get loaded(): boolean {
    return this.#run !== null;
  }

  /** The game that runs, for who looks into it; null when none does. */
  get run(): GameRun | null {
    return this.#run;
  }

  get frame(): number {
    if (this.#run === null) return 0;
    if (this.#rewinder === null) return this.#run.frame;
    return this.#rewindFrame - this.#rewinder.gone;
  }

  get speed(): number {
    return this.#pace.speed;
  }

  set speed(speed: number) {
    this.#pace.speed = speed;
  }

  /** While it is set the history, run-ahead and movies stand still. @throws Error while a movie runs */
  get driver(): FrameDriver | null {
    return this.#driver;
  }

  set driver(driver: FrameDriver | null) {
    if (driver !== null && this.movieMode !== 'none') throw new Error('a movie is being recorded or played: end it first.');
    this.#stopRewind();
    this.#run?.changedByHand();
    this.#driver = driver;
    this.#applyRunAhead();
  }

  get input(): InputSource {
    return this.#sinks.input;
  }

  get paused(): boolean {
    return this.#driver === null ? this.#paused : !this.#driver.running;
  }

  set paused(paused: boolean) {
    if (this.#driver === null) this.#paused = paused;
    else if (paused) this.#driver.pause();
    else this.#driver.run();
    if (paused) this.#tellRest();
    this.#pace.restart();
  }

  get rewinding(): boolean {
    return this.#rewinder !== null;
  }

  get devices(): Devices {
    return this.#devices;
  }

  set devices(devices: Devices) {
    this.#devices = devices;
    if (this.#playback === null) this.#run?.plug(devices);
    this.#driver?.outsideChanged();
  }

  /** Throws CartError; the session then keeps what it had. */
  load(rom: Uint8Array, options: LoadOptions): LoadedCart {
    const run = this.#open(rom, options, this.#devices);
    this.#leftOut = { layers: 0, voices: 0 };
    this.#use(run);
    this.#own = null;
    this.#playback = null;
    this.#recording = false;
    this.#paused = false;
    this.#pace.speed = 1;
    this.#pace.restart();
    const { snes } = this.#needed();
    return {
      title: snes.cart.title,
      romHash: snes.romHash,
      region: snes.region,
      sramSize: this.#sram === null ? 0 : snes.sram.length,
      frameRate: FRAME_RATE[snes.region],
    };
  }

  #open(rom: Uint8Array, options: LoadOptions, devices: Devices): GameRun {
    return new GameRun(rom, options, devices, {
      show: (frame) => {
        this.#lastFrame = frame;
        this.#sinks.video.frame(frame);
      },
      look: (frame) => {
        this.#lastFrame = frame;
        (this.#sinks.still ?? this.#sinks.video).frame(frame);
      },
      hear: (samples, count) => this.#sinks.audio.samples(samples, count),
    });
  }

  #use(run: GameRun): void {
    this.#driver?.gone();
    const { snes } = run;
    this.#run = run;
    this.#rewinder = null;
    this.#lastFrame = null;
    this.#pictures.clear();
    this.leaveOut(this.#leftOut.layers, this.#leftOut.voices);
    const keeps = snes.cart.battery && snes.sram.length > 0;
    this.#sram = keeps ? new SramWatch(snes.sram) : null;
    this.#pace.frameRate = FRAME_RATE[snes.region];
    this.#applyRunAhead();
  }

  unload(): void {
    this.#driver?.gone();
    this.#run = null;
    this.#sram = null;
    this.#lastFrame = null;
    this.#rewinder = null;
    this.#playback = null;
    this.#recording = false;
    this.#own = null;
    this.#pictures.clear();
  }

  /** Runs the frames that are due at `now` (the sinks' clock). Returns how many. `displayRate` locks to a display that is close enough. */
  advance(now: number, displayRate = 0): number {
    const done = this.#advance(now, displayRate);
    this.#tellProgress();
    return done;
  }

  #advance(now: number, displayRate: number): number {
    if (this.#run === null) return 0;
    if (this.paused && this.#rewinder === null) {
      this.#tellRest();
      this.#driver?.idle(() => this.#sinks.now());
      return 0;
    }
    const due = this.#pace.due(now, displayRate);
    for (let done = 0; done < due; done++) {
      if (!this.#next(this.#run)) return done;
      if (done + 1 < due && this.#sinks.now() - now > (this.#pace.speed > 1 ? FAST_BUDGET : BUDGET)) {
        this.#pace.restart();
        return done + 1;
      }
    }
    return due;
  }

  /** One frame, while paused. */
  step(): void {
    if (this.#run !== null) this.#next(this.#run);
  }

  #next(run: GameRun): boolean {
    const started = this.#sinks.now();
    const moved = this.#rewinder === null ? this.#forward(run) : this.#rewinder.back();
    const ended = this.#sinks.now();
    if (!moved) return false;
    this.onFrameTime?.(ended - started);
    if (this.#rewinder !== null) return true;
    this.#moved = true;
    if (this.#lastFrame !== null && this.#driver === null) this.#pictures.take(run.history.position, this.#lastFrame);
    const changed = this.#sram?.poll(ended) ?? null;
    if (changed !== null && this.#own === null) this.#sinks.sramChanged(changed);
    return true;
  }

  /** Once after time stood still, by whatever way: a change of battery RAM that waits for its rest is told. */
  #tellRest(): void {
    if (!this.#moved || this.#rewinder !== null) return;
    this.#moved = false;
    if (this.#sram === null || this.#own !== null) return;
    this.#run?.ahead.settle();
    const changed = this.#sram.flush();
    if (changed !== null) this.#sinks.sramChanged(changed);
  }

  #forward(run: GameRun): boolean {
    if (this.#driver !== null) return this.#driver.frame(() => this.#sinks.now());
    if (this.#playback === null) {
      run.step(this.#sinks.input);
      return true;
    }
    const { desync } = this.#playback;
    const moved = this.#playback.advance();
    if (!moved) this.#paused = true;
    if (!moved || this.#playback.desync !== desync) this.#tellMovie();
    return moved;
  }

  /** While true time runs backwards. Ends where the player then is. */
  rewind(on: boolean): void {
    const run = this.#needed();
    if (on === (this.#rewinder !== null) || (on && this.#driver !== null)) return;
    if (on) {
      run.ahead.settle();
      this.#rewindFrame = run.frame;
      this.#rewinder = new Rewinder(run.history, {
        replayInto: (kept) => run.replayInto(kept),
        show: (frame) => {
          this.#lastFrame = frame;
          this.#sinks.video.frame(frame);
        },
        play: ({ samples, count }) => this.#sinks.audio.samples(samples, count),
      });
    } else {
      run.returnTo(this.#rewinder!.position);
      this.#rewinder = null;
    }
    this.#pace.restart();
  }

  history(): HistoryInfo {
    const run = this.#needed();
    const { first, end } = run.history;
    return {
      first,
      end,
      position: this.#rewinder?.position ?? run.history.position,
      frameRate: this.#pace.frameRate,
      pictures: this.#pictures.between(first, end),
    };
  }

  /** @throws RangeError for a position that is not kept */
  seek(position: number): void {
    this.paused = true;
    this.#rewinder = null;
    this.#needed().seek(position);
    this.#driver?.machineChanged();
  }

  set runAhead(frames: number) {
    this.#runAhead = frames;
    this.#applyRunAhead();
  }

  #applyRunAhead(): void {
    if (this.#run !== null) {
      const off = this.#playback !== null || this.#recording || this.#driver !== null;
      this.#run.ahead.frames = off ? 0 : this.#runAhead;
    }
  }

  setCheats(writes: readonly CheatWrite[]): void {
    if (this.#playback === null) this.#run?.setCheats(writes);
    this.#driver?.outsideChanged();
  }

  /** Set bits leave out BG1 to BG4, sprites, windows and colour math of the picture, and voices 1 to 8 of the sound. */
  leaveOut(layers: number, voices: number): void {
    const { snes } = this.#needed();
    this.#leftOut = { layers, voices };
    snes.ppu.layerMask = ~layers & 0x1f;
    snes.ppu.hidePriorities(layers >> LEFT_OUT_PRIORITIES);
    snes.ppu.showEffects((layers & LEFT_OUT_WINDOWS) === 0, (layers & LEFT_OUT_MATH) === 0);
    snes.apu.voiceMask = voices;
    this.#driver?.redraw();
  }

  reset(): void {
    this.#stopRewind();
    this.#run?.reset();
    this.#driver?.machineChanged();
  }

  power(): void {
    this.#stopRewind();
    this.#run?.power();
    this.#driver?.machineChanged();
  }

  #stopRewind(): void {
    if (this.#rewinder !== null) this.rewind(false);
  }

  /** @throws Error when no cart is in */
  saveState(): SavedMoment {
    this.#stopRewind();
    const run = this.#needed();
    const movie = run.log.movieAt(run.history.position, run.snes.romHash);
    return {
      state: run.saveState(),
      frame: run.frame,
      inputs: movie === null ? null : encodeMovie(movie),
      picture: this.picture(),
      sram: this.sram(),
    };
  }

  /** The ports keep what is plugged in now, whatever the state was made with. @throws StateError; nothing has changed then */
  loadState(state: Uint8Array): void {
    this.#stopRewind();
    (this.#own ?? this.#needed()).loadState(state, sha256(state));
    if (this.#playback !== null || this.#recording || this.#own !== null) this.#endMovie();
    this.#driver?.machineChanged();
    this.#pace.restart();
    if (this.#driver === null && this.#paused) this.#run?.glimpse();
  }

  // Movies

  get movieMode(): MovieMode {
    return this.#recording ? 'recording' : (this.#playback?.mode ?? 'none');
  }

  /** Steps since the movie's beginning, where the player is. */
  get #movieStep(): number {
    const position = this.#rewinder?.position ?? this.#run?.history.position ?? 0;
    return this.#playback === null ? (this.#run?.log.stepAt(position) ?? 0) : position;
  }

  /** How far the movie is, some times a second, and where it stands while it is paused. */
  #tellProgress(): void {
    if (this.movieMode === 'none') return;
    const gone = Math.abs(this.#movieStep - this.#toldStep);
    if (gone >= (this.paused && !this.rewinding ? 1 : PROGRESS_EVERY)) this.#tellMovie();
  }

  #tellMovie(): void {
    const step = this.#movieStep;
    this.#toldStep = step;
    const length = this.#playback?.length ?? step;
    this.#sinks.movieChanged?.({ event: 'movie', mode: this.movieMode, step, length, desync: this.#playback?.desync ?? null });
  }

  /** From a fresh power-on (battery RAM as it is now), or from this moment. */
  movieRecord(from: 'power' | 'now'): void {
    this.#refuseDriver();
    this.#stopRewind();
    const before = this.#needed();
    this.#playback = null;
    if (from === 'power') {
      const sram = before.snes.sram.length > 0 ? before.snes.sram.slice() : null;
      const options: LoadOptions = { ...before.options, region: before.snes.region, sram };
      this.#use(this.#open(before.rom, options, this.#devices));
      this.#needed().setCheats(before.cheats);
    } else before.anchorHere();
    this.#recording = true;
    this.#needed().checking = true;
    this.#applyRunAhead();
    this.#tellMovie();
  }

  /** The file of what was recorded; null when nothing was. After a movie that was played the player's own game is there again. */
  movieStop(): Uint8Array | null {
    this.#stopRewind();
    const run = this.#needed();
    const movie = this.#recording ? run.log.movieAt(run.history.position, run.snes.romHash) : null;
    this.#endMovie();
    return movie === null ? null : encodeMovie(movie);
  }

  /** Back to the player's own game, as it was. */
  #endMovie(): void {
    this.#playback = null;
    this.#recording = false;
    if (this.#own !== null) this.#use(this.#own);
    this.#own = null;
    if (this.#run !== null) this.#run.checking = false;
    this.#applyRunAhead();
    this.#tellMovie();
  }

  movieOfSession(): Uint8Array | null {
    this.#stopRewind();
    const run = this.#needed();
    const movie = run.log.movieAt(run.history.position, run.snes.romHash);
    return movie === null || movie.start.stateHash !== null ? null : encodeMovie(movie);
  }

  /** @throws StateError with the reason; the game that runs is untouched then */
  moviePlay(bytes: Uint8Array): MovieInfo {
    this.#refuseDriver();
    const before = this.#needed();
    const movie = decodeMovie(bytes);
    this.#stopRewind();
    const run = this.#openMovie(before, movie);
    this.#own ??= before;
    this.#use(run);
    this.#recording = false;
    this.#playback = new MoviePlayback(this.#needed(), movie);
    this.#applyRunAhead();
    this.paused = false;
    this.#tellMovie();
    return { length: movie.inputs.length, from: movie.start.state === null ? 'power' : 'state', retries: movie.retries };
  }

  #openMovie(before: GameRun, movie: Movie): GameRun {
    if (movie.romHash !== before.snes.romHash) {
      throw new StateError(`the movie belongs to another game (ROM ${movie.romHash.slice(0, 12)}…); load that game first.`);
    }
    const { start } = movie;
    if (start.stateHash !== null && start.state === null) {
      throw new StateError(
        'these are the inputs of a saved state, not a movie; they begin with a state that is not in the file.',
      );
    }
    const run = this.#open(before.rom, { region: start.region, powerOn: start.powerOn, sram: start.sram }, start.devices);
    run.beginMovie(start);
    return run;
  }

  movieTakeOver(): void {
    this.#stopRewind();
    if (this.#playback === null) return;
    this.#playback = null;
    this.#recording = true;
    this.#needed().checking = true;
    this.paused = false;
    this.#tellMovie();
  }

  rebuild(rom: Uint8Array, inputs: Uint8Array, anchor: Uint8Array | null): SavedState {
    return rebuildState(rom, decodeMovie(inputs), anchor);
  }

  picture(): RgbPicture | null {
    if (this.#lastFrame === null) return null;
    const scratch = new Uint8Array(FRAME_STRIDE * FRAME_MAX_ROWS * 3);
    const picture = toPicture(this.#lastFrame, { fold: true, rgb5: false }, scratch);
    return { width: picture.width, height: picture.height, rgb: picture.rgb.slice() };
  }

  /** A copy. A change that is yet to be told is told all the same. */
  sram(): Uint8Array | null {
    if (this.#run === null || this.#sram === null || this.#own !== null) return null;
    this.#run.ahead.settle();
    return this.#run.snes.sram.slice();
  }

  /** Battery RAM from outside: what fits is taken. @throws Error when no cart is in */
  writeSram(bytes: Uint8Array): void {
    this.#needed().writeSram(bytes);
    const written = bytes.slice();
    this.#driver?.changed((snes) => snes.sram.set(written.subarray(0, snes.sram.length)));
  }

  #refuseDriver(): void {
    if (this.#driver !== null) throw new Error('movies stand still while the debugger is open: close it first.');
  }

  #needed(): GameRun {
    if (this.#run === null) throw new Error('no game is loaded.');
    return this.#run;
  }
}
