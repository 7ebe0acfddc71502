import { NEVER } from '../../core/events.ts';
import type { InputSource } from '../../core/platform.ts';
import type { Snes } from '../../core/snes.ts';
import { type InputLog, LoggedInput } from './input-log.ts';
import { restoreSnapshot, takeSnapshot } from './snapshots.ts';
import { applyEdit, type Keyframe, type Timeline } from './timeline.ts';
import { Waypoints } from './waypoints.ts';

/** Longest frame, PAL with 313 lines: what must be drawn before a place so that the whole picture is right. */
const FRAME_CLOCKS = 313 * 1364;

export interface TravelOptions {
  /** Where input comes from beyond the log; null for a machine that only repeats. */
  readonly source: InputSource | null;
  /** What happens outside of the machine before each frame (cheats, frozen bytes), the same way each time. */
  readonly beforeFrame: (snes: Snes, time: number) => void;
  /** The machine was put at a time: what acts on it from outside is to be that of then. */
  readonly arrange?: (snes: Snes, time: number) => void;
  /** Machines that are kept for all that travel on the timeline. */
  readonly waypoints: Waypoints[];
}

/**
 * A machine that goes to and fro on a timeline. Times are master clocks since power-on; each step of the S-CPU takes some, so a time names a
 * boundary between two steps.
 */
export class Traveller {
  readonly snes: Snes;
  readonly input: LoggedInput;
  /** A frame has just ended: what comes before the next is still to be done. */
  frameStart = true;
  /** Somebody called `halt` in the last run. */
  halted = false;
  /** Called after each frame that ends. */
  onFrameEnd: (() => void) | null = null;
  readonly #timeline: Timeline;
  readonly #waypoints: Waypoints;
  readonly #beforeFrame: TravelOptions['beforeFrame'];
  readonly #arrange: TravelOptions['arrange'];
  /** It is in a future that was forgotten. */
  #stale = false;

  constructor(snes: Snes, timeline: Timeline, log: InputLog, options: TravelOptions) {
    this.snes = snes;
    this.#timeline = timeline;
    this.#waypoints = new Waypoints(timeline, options.waypoints);
    timeline.onCut.add((time) => {
      if (this.time > time) this.#stale = true;
    });
    this.#beforeFrame = options.beforeFrame;
    this.#arrange = options.arrange;
    this.input = new LoggedInput(log, options.source);
    snes.input = this.input;
  }

  get time(): number {
    const { clock } = this.snes;
    return clock.base + clock.now;
  }

  /** Ends the run after the current instruction. For hooks. */
  halt(): void {
    this.halted = true;
    this.snes.cpu.halt();
  }

  take(into: Keyframe): Keyframe {
    into.time = this.time;
    into.input = this.input.cursor;
    into.frameStart = this.frameStart;
    into.picture = null;
    into.counts = null;
    takeSnapshot(this.snes, into.snapshot);
    return into;
  }

  restore(from: Keyframe): void {
    const { snes } = this;
    restoreSnapshot(snes, from.snapshot);
    this.#stale = false;
    if (from.picture !== null) {
      snes.ppu.renderer.pixels.set(from.picture.pixels);
      snes.ppu.renderer.wide.set(from.picture.wide);
    }
    this.input.cursor = from.input;
    this.frameStart = from.frameStart;
    snes.stopTime = NEVER;
    this.arrange();
  }

  arrange(): void {
    this.#arrange?.(this.snes, this.time);
  }

  #begin(): void {
    if (!this.frameStart) return;
    this.frameStart = false;
    this.#beforeFrame(this.snes, this.time);
  }

  #ended(frameBefore: number): void {
    if (this.snes.frame !== frameBefore) {
      this.frameStart = true;
      this.onFrameEnd?.();
    }
    const { time } = this;
    for (const edit of this.#timeline.edits) if (edit.time === time) applyEdit(edit, this.snes);
  }

  /** One step of the S-CPU: an instruction, an interrupt entry or some waiting. Hooks do not see `onExec`. */
  step(): void {
    const { snes } = this;
    const { cpu, clock, frame } = snes;
    this.#begin();
    cpu.instructionPc = (cpu.pbr << 16) | cpu.pc;
    cpu.instructionStart = clock.now;
    snes.stepInstruction();
    this.#ended(frame);
  }

  /** Runs on until the frame ends, `time` is reached or `halt` is called, at full speed. */
  #run(time: number): void {
    const { snes } = this;
    this.#begin();
    const edit = this.#timeline.editAfter(this.time);
    snes.stopTime = edit !== undefined && edit.time < time ? edit.time : time;
    const { frame } = snes;
    snes.runFrame();
    this.#ended(frame);
  }

  /** Runs at full speed to the first boundary at or after `time`. False when `halt` was called before. */
  runTo(time: number): boolean {
    this.halted = false;
    while (this.time < time && !this.halted) this.#run(time);
    this.snes.stopTime = NEVER;
    return !this.halted;
  }

  /** Runs to the end of the frame. False when `halt` was called before. */
  runFrame(): boolean {
    const { frame } = this.snes;
    this.halted = false;
    while (this.snes.frame === frame && !this.halted) this.#run(NEVER);
    this.snes.stopTime = NEVER;
    return !this.halted;
  }

  /** What to start from so that at `time` the whole picture is right too. */
  #keyframeFor(time: number): Keyframe {
    const { keyframes } = this.#timeline;
    let at = Math.max(0, this.#timeline.indexAt(time));
    const needed = time - FRAME_CLOCKS * (this.snes.ppu.interlace ? 2 : 1);
    while (at > 0 && keyframes[at].time > needed) at--;
    const keyframe = keyframes[at];
    if (keyframe === undefined) throw new Error('the history is empty.');
    return this.#waypoints.latest(keyframe, needed);
  }

  /** Goes to the first boundary at or after `time`, and brings sound and picture there. */
  goTo(time: number): void {
    const keyframe = this.#keyframeFor(time);
    if (this.#stale || time < this.time || keyframe.time > this.time) this.restore(keyframe);
    this.#waypoints.run(this, time);
    this.snes.settle();
  }
}
