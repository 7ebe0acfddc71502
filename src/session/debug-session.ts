import type { InputSource } from '../core/platform.ts';
import type { Snes } from '../core/snes.ts';
import { CodeLearner } from '../debug/code/code-learner.ts';
import { CodeLog } from '../debug/code/code-log.ts';
import { Labels } from '../debug/code/labels.ts';
import { Listing, type SourceLookup } from '../debug/code/listing.ts';
import { Debugger, type DoubtStatus, type Stop } from '../debug/debugger.ts';
import { MEMORIES, memorySize } from '../debug/memories.ts';
import { PROCESSORS, processorOf } from '../debug/processors.ts';
import { SourceMap } from '../debug/symbols/source-map.ts';
import { HISTORY_DEFAULTS } from '../debug/run/history.ts';
import { CallStacks } from './call-stacks.ts';
import { DebugEdits } from './debug-edits.ts';
import { debugHandlers, type DebugHandlers } from './debug-handlers.ts';
import { DebugInterventions, type Outside } from './debug-interventions.ts';
import type { CheatWrite, Devices } from './protocol.ts';
import type {
  DebugCall,
  DebugCalls,
  DebugEventMessage,
  DebugInfo,
  DebugStatus,
  FrozenByte,
  ProcessorStatus,
} from './debug-protocol.ts';

/** The machine that is debugged, and what is around it. */
export interface DebugTarget {
  readonly snes: Snes;
  /** Where the pads' state comes from. */
  readonly input: InputSource | null;
  /** Another machine with the same cartridge, power-on contents and devices; nothing is shown or heard of it. */
  replica(): Snes;
  /** What cheats put into the ROM and write before each frame. */
  readonly cheats?: () => readonly CheatWrite[];
  /** What is plugged in. */
  readonly devices?: () => Devices;
}

export interface DebugSessionOptions {
  /** Keyframes that are kept at most, about 300 KB each. */
  readonly keyframes?: number;
  /** Frames from one keyframe to the next. */
  readonly interval?: number;
  /** The machine runs on when the debugger is opened. */
  readonly running?: boolean;
  /** Whoever runs the machine calls `idle` while it stands: what takes long is then learned there. */
  readonly idles?: boolean;
  /** Whoever runs the machine calls `frame` again and again while it runs: what has to be looked for in the past first is looked for piece by piece. */
  readonly pieces?: boolean;
}

/** Log lines between two messages; how many more there were is the last one. */
const MOST_LOG_LINES = 1000;

/** Master clocks before a place from which code is learned before the first listing is answered, where the rest is learned while idle: two frames. */
const LEARNED_AT_ONCE = 2 * 312 * 1364;

/** Frames after the debugger was opened, in each of which a tenth of a frame is learned: what answers the first questions at a pause is then compiled. */
const WARMING_FRAMES = 240;

/** Milliseconds of one piece of idle work: a request hardly waits for it. */
const IDLE_SLICE = 6;
/** Of one piece of what has to be known before the game goes on: most of a frame. */
const DOUBT_SLICE = 12;

/**
 * The debugger of one machine, as a client sees it: `call` answers requests, `onEvent` tells what happens, and whoever runs the machine calls
 * `frame` instead of running it himself. Nothing is watched that nobody asked for.
 */
export class DebugSession {
  readonly target: DebugTarget;
  readonly debugger: Debugger;
  readonly labels: Labels;
  readonly codeLog: CodeLog;
  readonly learner: CodeLearner;
  readonly listing: Listing;
  readonly edits: DebugEdits;
  readonly calls: CallStacks;
  readonly source: SourceMap;
  /** The ROM when the debugger was opened. */
  readonly originalRom: Uint8Array;
  onEvent: ((message: DebugEventMessage) => void) | null = null;
  /** Asked before each frame: true puts it off, because somebody is behind with what came before. */
  hold: (() => boolean) | null = null;
  readonly #handlers: DebugHandlers;
  readonly #interventions: DebugInterventions;
  readonly #learnsAtOnce: number;
  #running: boolean;
  /** Frames in which a little is still to be learned. */
  #warming: number;
  /** A movement that ended in doubt, to be made again. */
  #again: (() => Stop) | null = null;
  /** The next frame begins with leaving the place where the machine stands. */
  #leaving = false;
  #stop: Stop | null = null;
  #log: { readonly breakpoint: number; readonly text: string }[] = [];
  #leftOut = 0;
  #romOfFile: Uint8Array | null = null;

  constructor(target: DebugTarget, options: DebugSessionOptions = {}) {
    const { snes } = target;
    this.target = target;
    this.labels = new Labels(snes);
    this.codeLog = new CodeLog(snes);
    this.originalRom = snes.bus.rom.slice();
    const outside = { cheats: target.cheats?.() ?? [], frozen: [], devices: target.devices?.() ?? null };
    this.#interventions = new DebugInterventions(snes, outside, () => target.replica().bus.rom);
    this.debugger = new Debugger(snes, {
      keyframes: options.keyframes ?? HISTORY_DEFAULTS.keyframes,
      interval: options.interval ?? HISTORY_DEFAULTS.interval,
      input: target.input,
      replica: () => target.replica(),
      beforeFrame: (machine, time) => {
        this.#interventions.beforeFrame(machine, time);
        for (const place of this.#interventions.wramBeforeFrame(time)) this.debugger.written.mark(place, time);
      },
      arrange: (machine, time) => this.#interventions.arrange(machine, time),
      diverged: (time) => this.#diverged(time),
      label: (name, processor) => this.labels.addressOf(name, processor),
      log: (breakpoint, text) => this.#addLog(breakpoint, text),
      powerOnWram: () => target.replica().wram,
    });
    this.learner = new CodeLearner(this.debugger.history, this.codeLog);
    this.source = new SourceMap(snes);
    this.debugger.history.live.traveller.arrange();
    const sourceAt: SourceLookup = (processor, address) => this.source.at(processor, address);
    this.listing = new Listing(this.codeLog, this.labels, sourceAt, () => this.#running);
    this.edits = new DebugEdits(this.debugger);
    this.calls = new CallStacks(this.debugger, options.idles);
    this.#learnsAtOnce = options.idles === true ? LEARNED_AT_ONCE : Infinity;
    this.#handlers = debugHandlers(this);
    this.debugger.pieces = options.pieces ?? false;
    this.#warming = options.idles === true ? WARMING_FRAMES : 0;
    this.#running = options.running ?? false;
    if (!this.#running) this.#stop = this.#quietly(() => this.debugger.pause());
  }

  /** Takes the debugger off the machine, which goes on as if it had not been there. */
  close(): void {
    this.debugger.close();
    this.#interventions.close(this.originalRom);
  }

  get running(): boolean {
    return this.#running;
  }

  get snes(): Snes {
    return this.debugger.snes;
  }

  /** @throws Error with words for the user */
  call<N extends DebugCall>(call: N, argument: DebugCalls[N][0]): DebugCalls[N][1] {
    if (!Object.hasOwn(this.#handlers, call)) throw new Error(`unknown debugger request '${call}'`);
    const handle = this.#handlers[call] as (argument: DebugCalls[N][0]) => DebugCalls[N][1];
    return handle(argument);
  }

  // Running

  /**
   * Runs one frame of the machine while it runs. False when it stands still. Where something has to be looked for in the past first, that is done for
   * some milliseconds of the clock `now`, or to its end without one.
   */
  frame(now: () => number = () => 0): boolean {
    if (!this.#running) return false;
    if (this.hold?.() === true) return true;
    const end = now() + DOUBT_SLICE;
    const stop = this.#forward(() => now() >= end);
    if (stop !== null) this.#stopped(stop);
    else if (this.debugger.doubt === null) this.#warm();
    this.#sendLog();
    return true;
  }

  #warm(): void {
    if (this.#warming === 0) return;
    this.#warming--;
    this.learner.slices(1);
  }

  /** The stop; null when a frame was finished, or it is still not known whether there is one. */
  #forward(over: () => boolean): Stop | null {
    let stop = this.debugger.doubt === null && this.#again === null ? this.#oneFrame() : null;
    while (this.debugger.doubt !== null || this.#again !== null) {
      const decided = this.debugger.decide(over);
      if (decided !== 'on') return decided;
      if (this.#again === null) stop = this.#oneFrame();
      else stop = this.#again();
      if (this.debugger.doubt === null) break;
    }
    return stop;
  }

  #oneFrame(): Stop | null {
    return this.#leaveFirst() ? this.debugger.runFrame() : this.debugger.halted();
  }

  #leaveFirst(): boolean {
    if (!this.#leaving) return true;
    const left = this.debugger.leave();
    // It has not moved where all of the past is to be known first.
    this.#leaving = this.debugger.doubt?.address === null;
    return left;
  }

  run(fromHere: boolean): void {
    if (this.#running) return;
    if (fromHere) this.debugger.history.diverge();
    this.#running = true;
    this.#leaving = true;
    this.#stop = null;
    this.onEvent?.({ event: 'debug-running' });
  }

  /** Runs whole frames until it stops, for programs without a player. Null when it has not stopped after so many. */
  runFrames(frames: number): Stop | null {
    this.run(false);
    for (let i = 0; i < frames && this.#running; i++) this.frame();
    return this.#stop;
  }

  pause(): DebugStatus {
    if (this.#running) this.#stopped(this.#quietly(() => this.debugger.pause()));
    return this.status();
  }

  /** Does something that moves the machine while it stands still. */
  move(action: () => Stop): DebugStatus {
    if (this.#running) this.pause();
    const from = this.debugger.position;
    let stop = this.#quietly(action);
    if (this.debugger.doubt !== null) {
      this.#again = () => this.#quietly(() => this.debugger.again(from, action));
      if (this.debugger.pieces) return this.#movesOn();
      stop = this.#forward(() => false) ?? stop;
    }
    this.#stopped(stop);
    this.#sendLog();
    return this.status();
  }

  /** It runs until it is known where the movement ends. */
  #movesOn(): DebugStatus {
    this.#running = true;
    this.#stop = null;
    this.onEvent?.({ event: 'debug-running' });
    return this.status();
  }

  /** Whatever has to be looked for in the past is looked for at once. */
  atOnce<T>(action: () => T): T {
    const { pieces } = this.debugger;
    this.debugger.pieces = false;
    try {
      return action();
    } finally {
      this.debugger.pieces = pieces;
    }
  }

  #stopped(stop: Stop): void {
    this.#running = false;
    this.#leaving = false;
    this.#again = null;
    this.#stop = stop;
    this.show();
    this.onEvent?.({ event: 'debug-stopped', status: this.status() });
  }

  /** What is run again is neither shown nor heard. */
  #quietly<T>(action: () => T): T {
    const { snes } = this.target;
    const { video, audio } = snes;
    snes.video = null;
    snes.audio = null;
    try {
      return action();
    } finally {
      snes.apu.clearOutput();
      snes.video = video;
      snes.audio = audio;
    }
  }

  /** Gives the picture as it stands to the screen. */
  show(): void {
    const { video } = this.target.snes;
    if (video !== null) this.snes.ppu.show(video);
  }

  /** Draws the picture of a machine that stands still once more, because what is left out of it has changed. */
  redraw(): void {
    if (this.#running) return;
    const { history, position } = this.debugger;
    const before = { time: Math.max(history.timeline.start, position.time - 1), micro: 0 };
    this.#quietly(() => {
      this.debugger.goTo(before);
      return this.debugger.goTo(position);
    });
    this.show();
  }

  /** Something from outside has changed the machine: a loaded state, a reset. What was before can't be gone back to. */
  machineChanged(): void {
    this.debugger.breakpoints.restart();
    this.debugger.forgetDoubt();
    // A movement ends here.
    if (this.#again !== null) this.#running = false;
    this.#again = null;
    this.debugger.history.restart();
    this.debugger.sampler.clear();
    this.debugger.stand.settle();
    this.edits.clear();
    this.#interventions.restart();
    this.debugger.history.live.traveller.arrange();
    if (this.#running) return;
    this.debugger.history.glimpse();
    this.#stopped(this.#quietly(() => this.debugger.pause()));
  }

  // What acts on the machine from outside

  /** Cheats or controllers are others: from here on, with all that was before. */
  outsideChanged(): void {
    const outside = { cheats: this.target.cheats?.() ?? [], devices: this.target.devices?.() ?? null };
    if (this.#interventions.holds(outside)) return;
    this.#intervene(outside);
    this.#tellEdit();
  }

  /** Somebody else changes the machine: the change is part of the history. */
  changed(apply: (snes: Snes) => void): void {
    this.debugger.edit(apply);
    this.#tellEdit();
  }

  freeze(frozen: readonly FrozenByte[]): void {
    this.#intervene({ frozen });
  }

  #intervene(part: Partial<Outside>): void {
    const { time } = this.debugger.history.live.traveller;
    this.#interventions.set(time, part);
    this.debugger.edit((machine) => this.#interventions.apply(machine, time));
  }

  /** What was set in a future that is forgotten holds from here on. */
  #diverged(time: number): ((machine: Snes) => void) | null {
    if (!this.#interventions.changedAfter(time)) return null;
    this.#interventions.set(time, {});
    return (machine) => this.#interventions.apply(machine, time);
  }

  #tellEdit(): void {
    if (this.#running) return;
    this.#stop = { reason: 'edit', hits: [], position: this.debugger.position };
    this.show();
    this.onEvent?.({ event: 'debug-stopped', status: this.status() });
  }

  // Telling

  #addLog(breakpoint: number, text: string): void {
    if (this.#log.length < MOST_LOG_LINES) this.#log.push({ breakpoint, text });
    else this.#leftOut++;
  }

  #sendLog(): void {
    if (this.#log.length === 0) return;
    const lines = this.#log;
    if (this.#leftOut > 0) lines.push({ breakpoint: 0, text: `… +${this.#leftOut}` });
    this.#log = [];
    this.#leftOut = 0;
    this.onEvent?.({ event: 'debug-log', lines });
  }

  info(): DebugInfo {
    const { snes } = this.target;
    return {
      title: snes.cart.title,
      romHash: snes.romHash,
      region: snes.region,
      memories: MEMORIES.map((name) => ({ name, size: memorySize(snes, name), writable: true })).filter(({ size }) => size > 0),
      processors: PROCESSORS.map((name) => {
        const { bus, addressBits, registers } = processorOf(name);
        return { name, bus, addressBits, registers };
      }),
    };
  }

  status(): DebugStatus {
    const { snes } = this;
    const { clock, frame } = snes;
    const { history, position } = this.debugger;
    return {
      running: this.#running,
      position,
      frame,
      line: clock.v,
      dot: clock.dot,
      hClock: clock.h,
      field: clock.field,
      processors: PROCESSORS.map((name) => this.#processor(snes, name)),
      stop: this.#stop,
      doubt: this.#doubt,
      history: {
        start: { time: history.timeline.start, micro: 0 },
        end: { time: Math.max(history.end, position.time), micro: 0 },
      },
    };
  }

  get #doubt(): DoubtStatus | null {
    return this.#running ? this.debugger.doubt : null;
  }

  /** The ROM without cheats and changes. */
  get romOfFile(): Uint8Array {
    this.#romOfFile ??= this.target.replica().bus.rom.slice(0, this.target.snes.cart.romSize);
    return this.#romOfFile;
  }

  #processor(snes: Snes, name: (typeof PROCESSORS)[number]): ProcessorStatus {
    const processor = processorOf(name);
    const { position, history } = this.debugger;
    // In the middle of a step the live machine stands at its beginning.
    const inside = name === 'cpu' && position.micro > 0;
    const waiting = name === 'cpu' ? (snes.cpu.waiting | snes.cpu.stopped) !== 0 : snes.apu.core.halted;
    return {
      name,
      pc: processor.pc(snes),
      instruction: processor.pc(inside ? history.live.snes : snes),
      registers: Object.fromEntries(processor.registers.map(({ name: register }) => [register, processor.read(snes, register)])),
      atInstruction: processor.atInstruction(snes) && position.micro === 0 ? true : name === 'smp' && snes.apu.atInstruction,
      waiting,
    };
  }

  /** Learns from what was run since the last time which bytes are code, with which widths: of the last frames, and of all that follows what is known. */
  learnCode(): void {
    this.learner.learnTo(this.debugger.position.time, this.#learnsAtOnce);
  }

  /** Nothing is asked and nothing runs: learns from more of the history, for some milliseconds of the clock `now`. */
  idle(now: () => number): void {
    if (this.#running) return;
    const end = now() + IDLE_SLICE;
    const over = (): boolean => now() >= end;
    if (this.calls.digs) {
      if (this.calls.slice(over)) this.onEvent?.({ event: 'debug-learned' });
    } else if (!this.debugger.learnWrites(over)) {
      this.learner.slice(over);
      if (this.learner.caughtUp) this.onEvent?.({ event: 'debug-learned' });
    }
  }
}
