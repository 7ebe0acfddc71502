import { CallStack, type CallFrame } from '../debug/run/call-stack.ts';
import type { Debugger } from '../debug/debugger.ts';
import type { Watcher } from '../debug/hub.ts';
import { MicroKind, type Position } from '../debug/run/position.ts';
import { type Keyframe, Timeline } from '../debug/time/timeline.ts';
import type { ProcessorName } from '../debug/processors.ts';

const FRAME_CLOCKS = 312 * 1364;
/** How far back the past is run again to learn which calls are open: at most, and at once where more can be learned while nothing is asked. */
const FARTHEST = 600 * FRAME_CLOCKS;
const AT_ONCE = 5 * FRAME_CLOCKS;
/** Before the place asked for, kept for the next question, which may be some steps back. */
const BEHIND = 2.5 * FRAME_CLOCKS;
/** Clocks that are run at once while there is time: a tenth of a frame. */
const SLICE = 36_000;

/** A machine, and the calls that are open there. */
interface Mark {
  readonly machine: Keyframe;
  calls: CallStack | null;
}

/** What is known of one processor's calls: at keyframes by their time, a little before where it was asked last, and there. */
interface Known {
  readonly atKeyframes: Map<number, CallStack>;
  readonly behind: Mark;
  readonly last: Mark;
}

/** Learning from further back, piece by piece. */
interface Digging {
  readonly processor: ProcessorName;
  readonly calls: CallStack;
  readonly mark: Keyframe;
  readonly learned: Map<number, CallStack>;
}

function blankMark(): Mark {
  return { machine: new Timeline(0).blank(), calls: null };
}

function sameFrames(some: CallStack | null, others: CallStack): boolean {
  const { frames } = others;
  return (
    some?.frames.length === frames.length &&
    some.frames.every(({ time, from }, i) => time === frames[i].time && from === frames[i].from)
  );
}

/**
 * Calls that are open, learned by running the past again. What was learned is kept at each keyframe and near the place asked for, so that a step,
 * forward or back, asks for some frames or instructions more and not for all that was learned before.
 */
export class CallStacks {
  readonly #debugger: Debugger;
  readonly #known: Readonly<Record<ProcessorName, Known>>;
  readonly #atOnce: number;
  /** Processors whose calls were not followed from as far back as they can be. */
  readonly #shallow = new Set<ProcessorName>();
  #digging: Digging | null = null;

  /** `slices`: somebody calls `slice` while nothing is asked, and a first answer may know the innermost calls only. */
  constructor(one: Debugger, slices = false) {
    this.#debugger = one;
    this.#atOnce = slices ? AT_ONCE : FARTHEST;
    const nothing = (): Known => ({ atKeyframes: new Map(), behind: blankMark(), last: blankMark() });
    this.#known = { cpu: nothing(), smp: nothing() };
    one.history.timeline.onCut.add((time) => this.#cut(time));
  }

  #cut(time: number): void {
    this.#digging = null;
    for (const { atKeyframes, behind, last } of Object.values(this.#known)) {
      for (const at of atKeyframes.keys()) if (at >= time) atKeyframes.delete(at);
      for (const mark of [behind, last]) if (mark.machine.time >= time) mark.calls = null;
    }
  }

  /** The innermost first. */
  at(processor: ProcessorName, position: Position): readonly CallFrame[] {
    const { timeline, scout } = this.#debugger.history;
    const known = this.#known[processor];
    const calls = new CallStack(scout.snes, processor);
    if (timeline.indexAt(position.time) < 0) return [];
    this.#begin(processor, calls, position.time);
    scout.hub.only([this.#follower(processor, calls)], () => {
      const behind = position.time - BEHIND;
      if (scout.traveller.time < behind) {
        this.#follow(calls, behind, known.atKeyframes);
        this.#keep(known.behind, calls);
      }
      this.#follow(calls, position.time, known.atKeyframes);
      this.#keep(known.last, calls);
      this.#inside(processor, calls, position);
    });
    if (known.atKeyframes.size > 2 * timeline.keyframes.length) known.atKeyframes.clear();
    return calls.frames.toReversed();
  }

  #keep(mark: Mark, calls: CallStack): void {
    mark.calls = calls.copy();
    this.#debugger.history.scout.traveller.take(mark.machine);
  }

  /** Goes to the nearest place where the calls are known; where none is, so far back that the calls of now are seen. */
  #begin(processor: ProcessorName, calls: CallStack, time: number): void {
    const { timeline, scout } = this.#debugger.history;
    const { atKeyframes, behind, last } = this.#known[processor];
    const earliest = time - this.#atOnce;
    let at = timeline.indexAt(time);
    for (const { machine, calls: learned } of [last, behind]) {
      if (learned === null || machine.time > time || machine.time < timeline.keyframes[at].time) continue;
      calls.copyFrom(learned);
      scout.traveller.restore(machine);
      return;
    }
    for (; ; at--) {
      const { time: there } = timeline.keyframes[at];
      const learned = atKeyframes.get(there);
      if (learned === undefined && at > 0 && there > earliest) continue;
      if (learned !== undefined) calls.copyFrom(learned);
      else if (at > 0) this.#shallow.add(processor);
      scout.traveller.restore(timeline.keyframes[at]);
      if (learned === undefined && there < earliest) scout.hub.only([], () => scout.traveller.goTo(earliest));
      return;
    }
  }

  /** Runs to `time`, and keeps the calls at each keyframe on the way. */
  #follow(calls: CallStack, time: number, learned: Map<number, CallStack>): void {
    const { timeline, scout } = this.#debugger.history;
    const { keyframes } = timeline;
    for (let at = timeline.indexAt(scout.traveller.time) + 1; at < keyframes.length && keyframes[at].time <= time; at++) {
      this.#runTo(keyframes[at].time);
      learned.set(keyframes[at].time, calls.copy());
    }
    this.#runTo(time);
  }

  #runTo(time: number): void {
    const { traveller, snes } = this.#debugger.history.scout;
    traveller.runTo(time);
    snes.settle();
  }

  /**
   * Follows the calls from further back to where they were asked for last, until `over` says so. True when more calls were found to be open than
   * were told.
   */
  slice(over: () => boolean): boolean {
    const digging = (this.#digging ??= this.#dig());
    if (digging === null) return false;
    const { processor, calls, mark, learned } = digging;
    const { last, atKeyframes } = this.#known[processor];
    const { traveller, hub } = this.#debugger.history.scout;
    traveller.restore(mark);
    hub.only([this.#follower(processor, calls)], () => {
      do this.#follow(calls, Math.min(last.machine.time, traveller.time + SLICE), learned);
      while (traveller.time < last.machine.time && !over());
    });
    traveller.take(mark);
    if (mark.time < last.machine.time) return false;
    this.#digging = null;
    // It was asked for further back meanwhile: from the beginning.
    if (mark.time > last.machine.time) return false;
    this.#shallow.delete(processor);
    atKeyframes.clear();
    for (const [time, known] of learned) atKeyframes.set(time, known);
    this.#known[processor].behind.calls = null;
    const more = !sameFrames(last.calls, calls);
    last.calls = calls.copy();
    return more;
  }

  /** Something remains that `slice` can learn. */
  get digs(): boolean {
    return this.#shallow.size > 0;
  }

  #dig(): Digging | null {
    const { timeline, scout } = this.#debugger.history;
    for (const processor of this.#shallow) {
      const { last } = this.#known[processor];
      if (last.calls === null) continue;
      const from = timeline.keyframes[Math.max(0, timeline.indexAt(last.machine.time - FARTHEST))];
      scout.traveller.restore(from);
      return {
        processor,
        calls: new CallStack(scout.snes, processor),
        mark: scout.traveller.take(new Timeline(0).blank()),
        learned: new Map(),
      };
    }
    return null;
  }

  /** The instruction at which the machine stands, and what the sound processor does within a step of the S-CPU. */
  #inside(processor: ProcessorName, calls: CallStack, position: Position): void {
    const { snes, fine } = this.#debugger.history.scout;
    if (processor === 'cpu') {
      if (snes.cpu.atInstruction) calls.before((snes.cpu.pbr << 16) | snes.cpu.pc);
      return;
    }
    if (position.micro === 0) return;
    let there = false;
    this.#debugger.history.scout.hub.only([], () => {
      fine.begin();
      fine.step((kind, micro) => {
        if (!there && kind === MicroKind.SmpInstruction) calls.before(snes.apu.pc);
        there ||= micro >= position.micro;
      });
      fine.end();
    });
  }

  #follower(processor: ProcessorName, calls: CallStack): Watcher {
    const { snes } = this.#debugger.history.scout;
    const smp = processor === 'smp';
    return {
      plan: { exec: true, smp, io: true },
      exec: (pc) => {
        if (smp) snes.catchUpApu();
        else calls.before(pc);
        return false;
      },
      smpExec: (pc) => {
        if (smp) calls.before(pc);
        return false;
      },
      event: (kind) => {
        if (!smp) calls.event(kind);
      },
    };
  }
}
