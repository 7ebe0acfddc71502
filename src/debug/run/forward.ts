import { DebugEvent } from '../../core/hooks.ts';
import { Clock } from '../../core/clock.ts';
import { type BreakHit, isOfSound } from '../break/breakpoints.ts';
import { shownAt } from '../break/bus-range.ts';
import type { RunTarget, StepKind } from '../debugger.ts';
import { isOfSoundUnit, type Watcher } from '../hub.ts';
import type { ProcessorName } from '../processors.ts';
import { Timeline } from '../time/timeline.ts';
import { CallStack, outPatience } from './call-stack.ts';
import type { History } from './history.ts';
import { MicroKind, type Position } from './position.ts';
import type { Stand } from './stand.ts';

/** The machine stands in the middle of a step; true: here. */
export type Match = (kind: MicroKind, time: number) => boolean;

/** A step or run that finds nothing ends after so many frames. */
const PATIENCE = 60;
/** Fine steps of the sound processor before it is run at full speed. */
const FINE_STEPS = 600;
/** A state is kept each so many fine steps, to come back to the one in which something was found. */
const STEPS_A_SNAPSHOT = 32;

export function timeOf(clock: Clock): number {
  return clock.base + clock.now;
}

export function nextLineTime(clock: Clock): number {
  return clock.base + clock.lineStart + clock.lineLength;
}

const LINES_A_FRAME = 313;

/** Master clocks from the beginning of a line to a dot; 323 and 327 are longer. [anomie: timing] */
export function beamClocks(dot: number): number {
  return dot * 4 + (dot > 323 ? 2 : 0) + (dot > 327 ? 2 : 0);
}

/** What runs of the sound processor share with the breakpoints. */
export interface SoundRun {
  /** The first one ends the run. */
  readonly hits: BreakHit[];
  /** From here on its events are counted anew. */
  readonly look: () => void;
  /** It will stand before the instruction that begins now. */
  readonly found: () => void;
}

/** An instruction of the sound processor: the `index`th that it begins after the S-CPU's boundary at `since`. */
export interface SmpPlace {
  since: number;
  index: number;
}

/** Steps and runs ahead. */
export class Forward {
  readonly #history: History;
  readonly #stand: Stand;
  readonly #near = new Timeline(0).blank();

  constructor(history: History, stand: Stand) {
    this.#history = history;
    this.#stand = stand;
  }

  /** Whether a step is run with breakpoints armed. */
  needsRun(kind: StepKind): boolean {
    return kind !== 'cycle' && kind !== 'dot';
  }

  /** Steps of single cycles. A bus cycle of the S-CPU is longer than a dot: the next dot at which anything can differ is the next cycle. */
  fine(kind: StepKind, processor: ProcessorName, count: number): void {
    const wanted = kind === 'dot' || processor === 'cpu' ? MicroKind.Cycle : MicroKind.SmpCycle;
    this.toMicro((found) => found === wanted, { count, boundaries: wanted === MicroKind.Cycle });
  }

  /**
   * Runs in fine steps to the `count`th micro-event after the place where the debugger stands that matches; with `boundaries`, the beginnings of steps
   * count too. Nobody watches, unless `hits` is given: breakpoints put theirs there, and the first one ends the run. False when nothing is found in
   * time, or in so many steps of the S-CPU.
   */
  toMicro(
    match: Match,
    options: { count?: number; boundaries?: boolean; frames?: number; steps?: number; hits?: readonly BreakHit[] } = {},
  ): boolean {
    const { hits } = options;
    const run = (): boolean => this.#toMicro(match, { count: 1, boundaries: false, frames: PATIENCE, ...options });
    const { hub } = this.#history.live;
    if (hits !== undefined) return run();
    const recording = hub.watchers.filter(({ records }) => records === true);
    return hub.only(recording, run);
  }

  #toMicro(
    match: Match,
    options: { count: number; boundaries: boolean; frames: number; steps?: number; hits?: readonly BreakHit[] },
  ): boolean {
    const { traveller, fine, snes, hub } = this.#history.live;
    const { boundaries, frames, steps: most = Infinity, hits = [] } = options;
    let { count } = options;
    const from: Position = this.#stand.position;
    const lastFrame = snes.frame + frames;
    this.#stand.leave();
    // What was done inside the step comes again.
    hub.arrived(snes.soundTime);
    fine.begin();
    try {
      for (let steps = 0; snes.frame <= lastFrame && steps < most; steps++) {
        if (steps % STEPS_A_SNAPSHOT === 0) traveller.take(this.#near);
        const start = traveller.time;
        hub.tellUntold(
          start,
          hub.watchers.filter(({ records }) => records !== true),
        );
        const micro = this.#searchStep(
          start === from.time ? from.micro : 0,
          () => count--,
          match,
          () => count === 0,
          hits,
        );
        if (micro > 0) {
          this.#comeBack(start, micro);
          return true;
        }
        if (hits.length > 0 || (boundaries && --count === 0)) return true;
      }
      return false;
    } finally {
      fine.end();
    }
  }

  /** One fine step; the micro-event at which the last of the matches was, or the hit before it; or 0. */
  #searchStep(after: number, found: () => void, match: Match, done: () => boolean, hits: readonly BreakHit[] = []): number {
    const { snes, fine } = this.#history.live;
    const before = hits.length;
    let at = 0;
    fine.step((kind, micro) => {
      if (at > 0 || micro <= after || hits.length > before || !match(kind, timeOf(snes.clock))) return;
      found();
      if (!done()) return;
      at = micro;
      this.#stand.capture();
    });
    return at;
  }

  #comeBack(time: number, micro: number): void {
    const { traveller, hub, snes } = this.#history.live;
    const { end } = this.#history;
    if (traveller.time > end) this.#history.end = traveller.time;
    hub.only([], () => {
      traveller.restore(this.#near);
      while (traveller.time < time) traveller.step();
    });
    snes.settle();
    this.#stand.standInside(micro);
  }

  /** One step of the larger kinds. False when nothing came. */
  step(kind: StepKind, processor: ProcessorName, leave: () => boolean, sound: SoundRun): boolean {
    const { live } = this.#history;
    if (kind === 'frame') {
      if (leave()) live.traveller.runFrame();
      return true;
    }
    if (kind === 'scanline') return this.runToTime(nextLineTime(this.#stand.snes.clock), leave);
    if (processor === 'smp') return this.#stepSmp(kind, sound);
    return kind === 'into' ? this.#stepInto(leave) : this.#stepBy(kind === 'over' ? 0 : -1, leave);
  }

  #stepInto(leave: () => boolean): boolean {
    const { snes, traveller } = this.#history.live;
    const lastFrame = snes.frame + PATIENCE;
    if (!leave()) return true;
    while (!snes.cpu.atInstruction && snes.frame < lastFrame) traveller.step();
    return snes.cpu.atInstruction;
  }

  /** Until no more than so many calls than now are open; block moves are gone through. */
  #stepBy(depth: number, leave: () => boolean): boolean {
    const { live } = this.#history;
    const { snes, traveller, hub } = live;
    const calls = new CallStack(snes, 'cpu');
    const start = (snes.cpu.pbr << 16) | snes.cpu.pc;
    const opcode = snes.cpu.peek(start);
    const moving = depth === 0 && (opcode === 0x44 || opcode === 0x54);
    let there = false;
    if (snes.cpu.atInstruction) calls.before(start);
    const patience = depth < 0 ? outPatience(snes, 'cpu') : PATIENCE * 10;
    const watcher: Watcher = {
      plan: { exec: true, io: true },
      ahead: true,
      exec: (pc) => {
        calls.before(pc);
        if (calls.depth > depth || (moving && pc === start)) return false;
        there = true;
        traveller.halt();
        return true;
      },
      event: (kind) => calls.event(kind),
    };
    hub.add(watcher);
    try {
      this.#runUntil(() => there, leave, patience);
    } finally {
      hub.remove(watcher);
    }
    return there || live.traveller.halted;
  }

  /** Leaves, and runs frames until `done`, a halt or so many frames. */
  #runUntil(done: () => boolean, leave: () => boolean, frames: number): void {
    const { snes, traveller } = this.#history.live;
    const lastFrame = snes.frame + frames;
    if (!leave()) return;
    while (snes.frame < lastFrame && traveller.runFrame() && !done());
  }

  #stepSmp(kind: StepKind, sound: SoundRun): boolean {
    const { live } = this.#history;
    const { apu } = this.#stand.snes;
    // SLEEP and STOP are for ever: nothing wakes it but a reset.
    if (apu.core.halted) return false;
    if (kind === 'into') return this.toMicro((found) => found === MicroKind.SmpInstruction);
    const calls = new CallStack(live.snes, 'smp');
    const depth = kind === 'over' ? 0 : -1;
    const patience = kind === 'over' ? PATIENCE * 10 : outPatience(this.#stand.snes, 'smp');
    let begun = apu.atInstruction;
    if (begun) calls.before(apu.pc);
    const there = (): boolean => {
      calls.before(live.snes.apu.pc);
      const arrived = begun && calls.depth <= depth;
      begun = true;
      return arrived;
    };
    return this.#toSmpInstruction(there, patience, sound);
  }

  /**
   * To the sound processor's next instruction before which `there` says yes; it is asked before each of them. Fine steps first; what lies further
   * ahead is run to at full speed, and gone back to.
   */
  #toSmpInstruction(there: () => boolean, frames: number, sound: SoundRun): boolean {
    const lastFrame = this.#history.live.snes.frame + frames;
    const { hits } = sound;
    if (this.toMicro((kind) => kind === MicroKind.SmpInstruction && there(), { frames, steps: FINE_STEPS, hits })) return true;
    return this.#toFarSmpInstruction(there, lastFrame, sound);
  }

  #toFarSmpInstruction(there: () => boolean, lastFrame: number, { hits, look, found: tell }: SoundRun): boolean {
    const { snes, traveller, hub } = this.#history.live;
    const place = { since: traveller.time, index: 0 };
    let found = false;
    const watcher: Watcher = {
      plan: { exec: true, smp: true },
      exec: () => {
        snes.catchUpApu();
        if (found || hits.length > 0) return true;
        place.since = traveller.time;
        place.index = 0;
        return false;
      },
      smpExec: () => {
        if (found || hits.some(isOfSound)) return false;
        place.index++;
        found = there();
        if (found) {
          tell();
          traveller.halt();
        }
        return false;
      },
    };
    look();
    hub.add(watcher);
    try {
      while (snes.frame < lastFrame && hits.length === 0 && traveller.runFrame());
      snes.catchUpApu();
    } finally {
      hub.remove(watcher);
    }
    if (!found) return hits.length > 0;
    hits.length = 0;
    this.toSmpPlace(place);
    return true;
  }

  /** Before the sound processor's `index`th instruction after the boundary at `since`. */
  toSmpPlace({ since, index }: SmpPlace): void {
    const { live } = this.#history;
    if (live.traveller.time > this.#history.end) this.#history.end = live.traveller.time;
    live.hub.only([], () => {
      live.traveller.goTo(since);
      this.#stand.settle();
      this.#toMicro((kind) => kind === MicroKind.SmpInstruction, { count: index, boundaries: false, frames: PATIENCE });
    });
  }

  /** To the first place at or after a time. */
  runToTime(time: number, leave: () => boolean, from: Position = this.#stand.position): boolean {
    const { live } = this.#history;
    if (!leave()) return true;
    if (live.traveller.time < time && !live.traveller.runTo(time)) return true;
    if (live.traveller.time > this.#history.end) this.#history.end = live.traveller.time;
    if (live.traveller.time > time) live.hub.only([], () => this.placeAt(time, from));
    return true;
  }

  /** To the first place at or after `time` that comes after `after`. */
  placeAt(time: number, after: Position = { time: -1, micro: 0 }): void {
    const { live } = this.#history;
    const { traveller, fine } = live;
    this.#history.approach(live, time, { strictly: false });
    this.#stand.settle();
    if (traveller.time >= time && traveller.time > after.time) return;
    traveller.take(this.#near);
    const start = traveller.time;
    fine.begin();
    let count = 1;
    const match: Match = (kind, at) => kind === MicroKind.Cycle && at >= time;
    const micro = this.#searchStep(
      start === after.time ? after.micro : 0,
      () => count--,
      match,
      () => count === 0,
    );
    fine.end();
    if (micro > 0) this.#comeBack(start, micro);
    else this.#stand.settle();
  }

  runTo(target: RunTarget, leave: () => boolean, frames: number, sound: SoundRun): boolean {
    switch (target.kind) {
      case 'address':
        return target.processor === 'smp'
          ? this.#toSmpAddress(target.address, frames, sound)
          : this.#toAddress(target.address, leave, frames);
      case 'beam':
        return this.#toBeam(target.line, target.dot, leave, frames);
      case 'vblank':
        return this.#toBeam(this.#stand.snes.ppu.vdisp, 0, leave, frames);
      case 'hblank':
        return this.#toBeam(-1, 274, leave, frames);
      default:
        return this.#toEvent(target.kind, leave, frames);
    }
  }

  #toSmpAddress(address: number, frames: number, sound: SoundRun): boolean {
    const { apu } = this.#history.live.snes;
    return !this.#stand.snes.apu.core.halted && this.#toSmpInstruction(() => apu.pc === address, frames, sound);
  }

  #toAddress(address: number, leave: () => boolean, frames: number): boolean {
    const { hub, traveller, snes } = this.#history.live;
    let there = false;
    const wanted = shownAt(snes, address);
    const watcher: Watcher = {
      plan: { exec: true },
      ahead: true,
      exec: (pc) => {
        if (shownAt(snes, pc) !== wanted) return false;
        there = true;
        traveller.halt();
        return true;
      },
    };
    hub.add(watcher);
    try {
      this.#runUntil(() => there, leave, frames);
    } finally {
      hub.remove(watcher);
    }
    return there || traveller.halted;
  }

  /** `line` -1: this one or the next. Lines are counted, not looked at: a long DMA goes over many in one step. */
  #toBeam(line: number, dot: number, leave: () => boolean, frames: number): boolean {
    const { traveller, snes } = this.#history.live;
    const from = this.#stand.position;
    const now = timeOf(this.#stand.snes.clock);
    const beam = new Clock();
    Object.assign(beam, this.#stand.snes.clock);
    let left = false;
    for (let lines = 0; lines <= (frames + 1) * LINES_A_FRAME; lines++) {
      const at = clockOf(beam, beamClocks(dot));
      if ((line < 0 || beam.v === line) && at > now) return this.runToTime(at, left ? () => true : leave, from);
      if (!left && !leave()) return true;
      left = true;
      if (!traveller.runTo(nextLineTime(beam))) return true;
      beam.nextLine(snes.ppu.interlace);
    }
    return false;
  }

  #toEvent(kind: 'nmi' | 'irq' | 'dma' | 'hdma', leave: () => boolean, frames: number): boolean {
    const { hub, traveller } = this.#history.live;
    if (kind === 'dma' || kind === 'hdma') {
      // One step may begin several.
      if (this.#restOfStep(kind === 'dma' ? MicroKind.Dma : MicroKind.Hdma)) return true;
    }
    const wanted = { nmi: DebugEvent.Nmi, irq: DebugEvent.Irq, dma: DebugEvent.Dma, hdma: DebugEvent.Hdma }[kind];
    let there = false;
    const watcher: Watcher = {
      plan: { io: true },
      event: (event) => {
        if (event !== wanted) return;
        there = true;
        traveller.halt();
      },
    };
    hub.add(watcher);
    const before = traveller.time;
    try {
      this.#runUntil(() => there, leave, frames);
    } finally {
      hub.remove(watcher);
    }
    if (!there || kind === 'nmi' || kind === 'irq') return there || traveller.halted;
    return this.#insideStep(traveller.time, before, kind === 'dma' ? MicroKind.Dma : MicroKind.Hdma);
  }

  /** Inside a step: to the next event of a kind in it. False when there is none; the machine has not moved then. */
  #restOfStep(wanted: MicroKind): boolean {
    const { traveller, fine, hub } = this.#history.live;
    const from = this.#stand.position;
    if (from.micro === 0) return false;
    return hub.only([], () => {
      traveller.take(this.#near);
      let count = 1;
      fine.begin();
      const micro = this.#searchStep(
        from.micro,
        () => count--,
        (kind) => kind === wanted,
        () => count === 0,
      );
      fine.end();
      if (micro > 0) this.#comeBack(from.time, micro);
      else this.#stand.goTo(from);
      return micro > 0;
    });
  }

  /** From the boundary after the step back to an event inside it. */
  #insideStep(time: number, notBefore: number, wanted: MicroKind): boolean {
    const { live } = this.#history;
    if (time > this.#history.end) this.#history.end = time;
    return live.hub.only([], () => {
      this.#history.approach(live, time, { strictly: true });
      if (live.traveller.time < notBefore) this.#history.approach(live, notBefore, { strictly: false });
      this.#stand.settle();
      return this.toMicro((kind) => kind === wanted);
    });
  }

  /** An event of the sound unit (instruction or access; with `dsp`, what the S-DSP writes by itself) hit a breakpoint: goes there. */
  refineSmpHit({ since: from, index: wanted }: SmpPlace, execution: boolean, dsp: boolean): void {
    const { live } = this.#history;
    if (live.traveller.time > this.#history.end) this.#history.end = live.traveller.time;
    let events = 0;
    const counter: Watcher = {
      plan: { smp: true, dsp },
      smpExec: () => {
        events++;
        return false;
      },
      access: ({ agent }) => {
        if (isOfSoundUnit(agent)) events++;
      },
    };
    live.hub.only([], () => live.traveller.goTo(from));
    this.#stand.settle();
    live.hub.only([counter], () => {
      // An execution stops before its instruction, of which the counter is told later; an access after its cycle.
      this.#toMicro(
        (kind) =>
          execution
            ? kind === MicroKind.SmpInstruction && events === wanted - 1
            : kind === MicroKind.SmpCycle && events >= wanted,
        { count: 1, boundaries: false, frames: PATIENCE },
      );
    });
  }
}

function clockOf(clock: Clock, clocks: number): number {
  return clock.base + clock.lineStart + clocks;
}
