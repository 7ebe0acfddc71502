import { constantEntropy, seededEntropy } from '../core/entropy.ts';
import type { AudioSink, InputSource, VideoFrame, VideoSink } from '../core/platform.ts';
import { FRAME_MAX_ROWS, FRAME_STRIDE } from '../core/platform.ts';
import { Snes } from '../core/snes.ts';
import { Cheats } from './cheats.ts';
import { plugDevices } from './plug.ts';
import { Pace } from './pace.ts';
import { toPicture } from './picture.ts';
import type { CheatWrite, Devices, LoadOptions, LoadedCart, RgbPicture, SavedState } from './protocol.ts';
import { SramWatch } from './sram-watch.ts';

export interface PlayerSinks {
  readonly video: VideoSink;
  readonly audio: AudioSink;
  readonly input: InputSource;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Battery RAM has changed and come to rest, or changed a second ago. A copy. */
  readonly sramChanged: (bytes: Uint8Array) => void;
}

/** Frames a second, from master clocks per frame; a non-interlaced NTSC frame has one short line every other time. [anomie: timing] */
export const FRAME_RATE = { ntsc: 21_477_272 / (262 * 1364 - 2), pal: 21_281_370 / (312 * 1364) } as const;

/** Wall-clock milliseconds that one call of `advance` may spend: fast-forward never starves whoever calls, normal speed may catch up. */
const FAST_BUDGET = 14;
const BUDGET = 100;

/** What a player means by "the emulator": a machine that is run, paused, sped up and stepped. Time comes from outside, through `advance`. */
export class PlayerSession {
  readonly #sinks: PlayerSinks;
  readonly #pace = new Pace();
  #snes: Snes | null = null;
  #sram: SramWatch | null = null;
  #paused = false;
  #cheats: Cheats | null = null;
  #devices: Devices = ['pad', 'pad'];
  #lastFrame: VideoFrame | null = null;
  /** Called with the milliseconds that a frame took. */
  onFrameTime: ((milliseconds: number) => void) | null = null;

  constructor(sinks: PlayerSinks) {
    this.#sinks = sinks;
  }

  get loaded(): boolean {
    return this.#snes !== null;
  }

  get frame(): number {
    return this.#snes?.frame ?? 0;
  }

  get speed(): number {
    return this.#pace.speed;
  }

  set speed(speed: number) {
    this.#pace.speed = speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  set paused(paused: boolean) {
    this.#paused = paused;
    this.#pace.restart();
  }

  get devices(): Devices {
    return this.#devices;
  }

  set devices(devices: Devices) {
    this.#devices = devices;
    if (this.#snes !== null) plugDevices(this.#snes.ports, devices);
  }

  /** Throws CartError; the session then keeps what it had. */
  load(rom: Uint8Array, options: LoadOptions): LoadedCart {
    const { powerOn } = options;
    const video: VideoSink = {
      frame: (frame) => {
        this.#lastFrame = frame;
        this.#sinks.video.frame(frame);
      },
    };
    const snes = new Snes(rom, {
      region: options.region,
      entropy: 'fill' in powerOn ? constantEntropy(powerOn.fill) : seededEntropy(powerOn.seed),
      video,
      audio: this.#sinks.audio,
      input: this.#sinks.input,
      devices: this.#devices,
    });
    if (options.sram !== null) snes.sram.set(options.sram.subarray(0, snes.sram.length));
    this.#snes = snes;
    this.#cheats = new Cheats(snes.bus);
    this.#lastFrame = null;
    this.#paused = false;
    const keeps = snes.cart.battery && snes.sram.length > 0;
    this.#sram = keeps ? new SramWatch(snes.sram) : null;
    this.#pace.frameRate = FRAME_RATE[snes.region];
    this.#pace.speed = 1;
    this.#pace.restart();
    return {
      title: snes.cart.title,
      romHash: snes.romHash,
      region: snes.region,
      sramSize: keeps ? snes.sram.length : 0,
      frameRate: FRAME_RATE[snes.region],
    };
  }

  unload(): void {
    this.#snes = null;
    this.#cheats = null;
    this.#sram = null;
    this.#lastFrame = null;
  }

  /** Runs the frames that are due at `now` (the sinks' clock). Returns how many. `displayRate` locks to a display that is close enough. */
  advance(now: number, displayRate = 0): number {
    if (this.#snes === null || this.#paused) return 0;
    const due = this.#pace.due(now, displayRate);
    for (let done = 0; done < due; done++) {
      this.#runFrame(this.#snes);
      if (done + 1 < due && this.#sinks.now() - now > (this.#pace.speed > 1 ? FAST_BUDGET : BUDGET)) {
        this.#pace.restart();
        return done + 1;
      }
    }
    return due;
  }

  /** One frame, while paused. */
  step(): void {
    if (this.#snes !== null) this.#runFrame(this.#snes);
  }

  #runFrame(snes: Snes): void {
    const started = this.#sinks.now();
    this.#cheats?.beforeFrame();
    snes.runFrame();
    const ended = this.#sinks.now();
    this.onFrameTime?.(ended - started);
    const changed = this.#sram?.poll(ended) ?? null;
    if (changed !== null) this.#sinks.sramChanged(changed);
  }

  setCheats(writes: readonly CheatWrite[]): void {
    this.#cheats?.set(writes);
  }

  /** Set bits leave out BG1 to BG4 and sprites of the picture, and voices 1 to 8 of the sound. */
  leaveOut(layers: number, voices: number): void {
    const snes = this.#needed();
    snes.ppu.layerMask = ~layers & 0x1f;
    snes.apu.voiceMask = voices;
  }

  reset(): void {
    this.#snes?.reset();
  }

  power(): void {
    this.#snes?.power();
  }

  /** @throws Error when no cart is in */
  saveState(): SavedState {
    const snes = this.#needed();
    return { state: snes.saveState(), frame: snes.frame };
  }

  /** The ports keep what is plugged in now, whatever the state was made with. @throws StateError; nothing has changed then */
  loadState(state: Uint8Array): void {
    const snes = this.#needed();
    snes.loadState(state);
    plugDevices(snes.ports, this.#devices);
    this.#pace.restart();
  }

  picture(): RgbPicture | null {
    if (this.#lastFrame === null) return null;
    const scratch = new Uint8Array(FRAME_STRIDE * FRAME_MAX_ROWS * 3);
    const picture = toPicture(this.#lastFrame, { fold: true, rgb5: false }, scratch);
    return { width: picture.width, height: picture.height, rgb: picture.rgb.slice() };
  }

  sram(): Uint8Array | null {
    return this.#sram === null ? null : this.#sram.take();
  }

  /** Battery RAM from outside: what fits is taken. @throws Error when no cart is in */
  writeSram(bytes: Uint8Array): void {
    const { sram } = this.#needed();
    sram.set(bytes.subarray(0, sram.length));
  }

  #needed(): Snes {
    if (this.#snes === null) throw new Error('no game is loaded.');
    return this.#snes;
  }
}
