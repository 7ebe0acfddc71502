import type { InputSource } from '../../core/platform.ts';
import type { Snes } from '../../core/snes.ts';
import { Hub } from '../hub.ts';
import { InputLog } from '../time/input-log.ts';
import { applyEdit, type Keyframe, Timeline } from '../time/timeline.ts';
import { Traveller } from '../time/traveller.ts';
import type { Waypoints } from '../time/waypoints.ts';
import { FineStepper } from './fine-step.ts';

/** A machine on the timeline with what is connected to it. */
export interface Rider {
  readonly snes: Snes;
  readonly traveller: Traveller;
  readonly hub: Hub;
  readonly fine: FineStepper;
}

export interface HistoryOptions {
  /** Keyframes that are kept at most: about 300 KB each. */
  readonly keyframes: number;
  /** Frames from one keyframe to the next. */
  readonly interval: number;
  readonly beforeFrame: (snes: Snes, time: number) => void;
  readonly arrange?: (snes: Snes, time: number) => void;
  /** The recorded future after a time is forgotten: a change that has to be made there, or null. */
  readonly diverged?: (time: number) => ((snes: Snes) => void) | null;
  /** Makes another machine with the same cartridge. */
  readonly replica: () => Snes;
}

/** Of the past; the machine that searches it is at its beginning where it has no keyframe. */
export interface Stretch {
  readonly keyframe: Keyframe | null;
  readonly end: number;
}

export const HISTORY_DEFAULTS = { keyframes: 240, interval: 30 } as const;

/** First look back for a boundary, in clocks; some dozens of instructions. */
const WINDOW = 4000;
const GROWTH = 16;

function pictureOf({ ppu }: Snes): NonNullable<Keyframe['picture']> {
  const { pixels, wide } = ppu.renderer;
  return { pixels: pixels.slice(), wide: wide.slice() };
}

/** The live machine's past, and machines that search it. */
export class History {
  readonly timeline: Timeline;
  readonly log = new InputLog();
  readonly live: Rider;
  readonly #options: HistoryOptions;
  #scout: Rider | null = null;
  #view: Rider | null = null;
  #framesSince = 0;
  readonly #near: Keyframe;
  readonly #waypoints: Waypoints[] = [];
  /** Latest time that was reached. */
  end = 0;
  /** What keyframes are told of breakpoints. */
  countsNow: () => Keyframe['counts'] = () => null;

  constructor(snes: Snes, input: InputSource | null, options: HistoryOptions) {
    this.#options = options;
    this.timeline = new Timeline(options.keyframes);
    this.live = this.#rider(snes, input);
    this.live.traveller.onFrameEnd = () => this.#frameEnded();
    this.#near = new Timeline(0).blank();
    this.restart();
  }

  #rider(snes: Snes, source: InputSource | null): Rider {
    const traveller = new Traveller(snes, this.timeline, this.log, { ...this.#options, source, waypoints: this.#waypoints });
    const hub = new Hub(snes);
    return { snes, traveller, hub, fine: new FineStepper(traveller, hub) };
  }

  /** Forgets everything and begins anew with the live machine as it is. */
  restart(frameStart = true): void {
    const { traveller, snes } = this.live;
    this.timeline.clear();
    this.log.truncate(0);
    traveller.input.cursor = 0;
    traveller.frameStart = frameStart;
    const first = this.#take();
    first.picture = pictureOf(snes);
    this.timeline.add(first);
    this.end = traveller.time;
    this.#framesSince = 0;
    this.live.hub.skipped();
  }

  /**
   * Right after `restart`, of a machine that holds no picture of its own: it gets the one that comes next if nothing is pressed, in place of what was
   * shown before.
   */
  glimpse(): void {
    const [first] = this.timeline.keyframes;
    const { scout, live } = this;
    this.copyLive(scout);
    scout.hub.only([], () => scout.traveller.runFrame());
    first.picture = pictureOf(scout.snes);
    const { renderer } = live.snes.ppu;
    renderer.pixels.set(first.picture.pixels);
    renderer.wide.set(first.picture.wide);
  }

  #take(): Keyframe {
    const keyframe = this.live.traveller.take(this.timeline.blank());
    keyframe.counts = this.countsNow();
    return keyframe;
  }

  #frameEnded(): void {
    this.#framesSince++;
    const { time } = this.live.traveller;
    if (time > this.end) this.end = time;
    if (this.#framesSince < this.#options.interval) return;
    this.#framesSince = 0;
    const { timeline } = this;
    const before = timeline.keyframes[timeline.indexAt(time)];
    const frames = this.#options.interval - 1;
    if (before !== undefined && time - before.time < frames * 260 * 1364) return;
    timeline.add(this.#take());
  }

  /** The live machine takes another way from here: what came after is forgotten. */
  diverge(): void {
    const { traveller } = this.live;
    this.log.truncate(traveller.input.cursor);
    this.timeline.truncate(traveller.time);
    this.end = traveller.time;
    const change = this.#options.diverged?.(traveller.time) ?? null;
    if (change !== null) this.#change(change);
  }

  /** Changes the live machine here and now, and remembers it. */
  edit(apply: (snes: Snes) => void): void {
    this.diverge();
    this.#change(apply);
  }

  #change(apply: (snes: Snes) => void): void {
    const { traveller, snes } = this.live;
    applyEdit({ apply }, snes);
    this.timeline.addEdit({ time: traveller.time, apply });
    const keyframe = this.#take();
    // The machine may have been put here without counting.
    keyframe.counts = null;
    this.timeline.add(keyframe);
  }

  /** A machine for searches, with the live one's ROM. */
  get scout(): Rider {
    this.#scout ??= this.#rider(this.#options.replica(), null);
    return this.#prepared(this.#scout);
  }

  /** A machine to look at in the middle of an instruction. */
  get viewer(): Rider {
    this.#view ??= this.#rider(this.#options.replica(), null);
    return this.#prepared(this.#view);
  }

  #prepared(rider: Rider): Rider {
    const { snes } = this.live;
    rider.snes.bus.rom.set(snes.bus.rom);
    // What is left out of the picture is left out when it is drawn again.
    const { layerMask, renderer } = snes.ppu;
    rider.snes.ppu.layerMask = layerMask;
    rider.snes.ppu.hidePriorities(renderer.hiddenPriorities);
    rider.snes.ppu.showEffects(renderer.windowsShown, renderer.color.shown);
    rider.traveller.arrange();
    return rider;
  }

  /** Takes the live machine's place, exactly. */
  copyLive(rider: Rider): void {
    rider.traveller.restore(this.live.traveller.take(this.#near));
  }

  // Stretches

  /**
   * The past before `end` in stretches, the newest first: with `near`, some short ones, and then from keyframe to keyframe. The machine is at the
   * beginning of each, or is to be put at its keyframe.
   */
  *stretches({ traveller, hub }: Rider, end: number, near: boolean): Generator<Stretch> {
    const { timeline } = this;
    let to = end;
    const last = timeline.indexAt(end - 1);
    const nearest = near && last >= 0 ? timeline.keyframes[last].time : end;
    for (let window = WINDOW; end - window > nearest; window *= GROWTH) {
      hub.only([], () => traveller.goTo(end - window));
      const { time } = traveller;
      if (time >= to) continue;
      yield { keyframe: null, end: to };
      to = time;
    }
    for (let i = timeline.indexAt(to - 1); i >= 0; i--) {
      const keyframe = timeline.keyframes[i];
      yield { keyframe, end: to };
      to = keyframe.time;
    }
  }

  // Boundaries

  /**
   * Goes to the last boundary at or before `time` (with `strictly`: before it) of those that `accept` takes, counted back `count`; the earliest
   * there is when there are fewer. False when there is none at all; the machine is then at the beginning.
   */
  approach(rider: Rider, time: number, options: { strictly: boolean; count?: number; accept?: () => boolean }): boolean {
    const { traveller } = rider;
    const { strictly, count = 1, accept = () => true } = options;
    const { start } = this.timeline;
    for (let window = Math.max(WINDOW, count * 150); ; window *= GROWTH) {
      const from = Math.max(start, time - window);
      traveller.goTo(from);
      const first = from === start;
      if (!first && traveller.time >= time) continue;
      traveller.take(this.#near);
      const found = this.#boundaries(traveller, time, strictly, accept);
      if (found.length < count && !first) continue;
      const target = found[Math.max(0, found.length - count)] ?? start;
      traveller.restore(this.#near);
      while (traveller.time < target) traveller.step();
      rider.snes.settle();
      return found.length > 0;
    }
  }

  #boundaries(traveller: Traveller, time: number, strictly: boolean, accept: () => boolean): number[] {
    const found: number[] = [];
    for (; traveller.time < time; traveller.step()) if (accept()) found.push(traveller.time);
    if (!strictly && traveller.time === time && accept()) found.push(time);
    return found;
  }
}
