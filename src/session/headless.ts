import { constantEntropy, seededEntropy } from '../core/entropy.ts';
import { Snes, type PortDevice } from '../core/snes.ts';
import type { GameRun } from './game-run.ts';
import { ScriptedInput, type PadEvent } from './input-script.ts';
import type { Movie } from './movie.ts';
import { MoviePlayback } from './movie-mode.ts';
import { openMovieRun } from './rebuild.ts';
import { AS_DRAWN, PictureSink, type PictureOptions } from './picture.ts';
import { SoundRecorder } from './sound.ts';

export { CartError } from '../core/cart/header.ts';
export { StateError } from '../core/state/container.ts';
export type { CartInfo } from '../core/cart/header.ts';
export type { PortDevice } from '../core/snes.ts';
export { decodeMovie, type Movie } from './movie.ts';
export { ExpressionError, FormattedTracer, SymbolError, Tracer, type TraceOptions } from './trace.ts';

export interface HeadlessOptions {
  readonly region?: 'ntsc' | 'pal' | 'auto';
  /** Power-on memory contents: noise from a seed, or one byte everywhere. */
  readonly powerOn?: { readonly seed: number } | { readonly fill: number };
  readonly script?: readonly PadEvent[];
  /** The sound unit's boot program, 64 bytes; without it ours runs. */
  readonly ipl?: Uint8Array | null;
  readonly devices?: readonly [PortDevice, PortDevice];
  readonly pictures?: PictureOptions;
  readonly recordSound?: boolean;
  /** Plays this instead of the script; region, power-on contents, devices and battery RAM are the movie's. */
  readonly movie?: Movie | null;
  /** Milliseconds, for the time that conversion takes. */
  readonly now?: () => number;
}

/** Names of the memories that a run can write to a file or hash. */
export const MEMORY_NAMES = ['wram', 'vram', 'sram', 'oam', 'cgram', 'aram'] as const;
export type MemoryName = (typeof MEMORY_NAMES)[number];

/** A machine that runs by itself, frame by frame, along an input script: what the command line, the runners and the tests use. */
export class HeadlessMachine {
  readonly snes: Snes;
  readonly pictures: PictureSink;
  readonly sound: SoundRecorder | null;
  readonly #input: ScriptedInput;
  readonly #run: GameRun | null = null;
  /** The movie that plays; null without one. */
  readonly playback: MoviePlayback | null = null;
  #frame = 0;

  /** `rom` is the file's bytes, copier header allowed. Throws CartError, and StateError for a movie of another game. */
  constructor(rom: Uint8Array, options: HeadlessOptions = {}) {
    this.#input = new ScriptedInput(options.script);
    this.pictures = new PictureSink(options.pictures ?? AS_DRAWN, options.now);
    this.sound = options.recordSound === true ? new SoundRecorder() : null;
    if (options.movie !== undefined && options.movie !== null) {
      this.#run = openMovieRun(rom, options.movie, null, {
        show: (frame) => this.pictures.frame(frame),
        look: (frame) => this.pictures.frame(frame),
        hear: (samples, count) => this.sound?.samples(samples, count),
      });
      this.playback = new MoviePlayback(this.#run, options.movie);
      this.snes = this.#run.snes;
      return;
    }
    const powerOn = options.powerOn ?? { seed: 1 };
    this.snes = new Snes(rom, {
      region: options.region ?? 'auto',
      entropy: 'fill' in powerOn ? constantEntropy(powerOn.fill) : seededEntropy(powerOn.seed),
      video: this.pictures,
      audio: this.sound,
      input: this.#input,
      ipl: options.ipl ?? null,
      devices: [options.devices?.[0] ?? 'pad', options.devices?.[1] ?? 'pad'],
    });
  }

  /** The frame that `runFrame` runs next. */
  get frame(): number {
    return this.#frame;
  }

  /** Presses the script's buttons for the next frame, without running it. */
  applyInput(): void {
    this.#input.apply(this.#frame);
  }

  /** Runs one frame: until vertical blank begins. */
  runFrame(): void {
    this.#input.apply(this.#frame);
    if (this.#run === null) this.snes.runFrame();
    else if (this.playback?.advance() !== true) this.#run.step(this.#input);
    this.#frame++;
  }

  /** The memory's bytes as the console orders them (words low byte first); empty when the cartridge has none. A view, not a copy. */
  memory(name: MemoryName): Uint8Array {
    const memory = this.snes[name];
    return new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength);
  }
}
