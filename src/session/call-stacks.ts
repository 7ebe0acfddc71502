import { CallStack, type CallFrame } from '../debug/run/call-stack.ts';
import type { Debugger } from '../debug/debugger.ts';
import type { Watcher } from '../debug/hub.ts';
import { MicroKind, type Position } from '../debug/run/position.ts';
import { type Keyframe, Timeline } from '../debug/time/timeline.ts';
import type { ProcessorName } from '../debug/processors.ts';

/** Keyframes that are run again to learn which calls are open where nothing is known yet. */
const LOOK_BACK = 30;

/** What is known of one processor's calls: at keyframes by their time, and where it was asked last. */
interface Known {
  readonly atKeyframes: Map<number, CallStack>;
  readonly last: Keyframe;
  lastCalls: CallStack | null;
}

/**
 * Calls that are open, learned by running the past again. What was learned is kept at each keyframe, so that a step asks for some frames or
 * instructions more and not for all that was learned before.
 */
export class CallStacks {
  readonly #debugger: Debugger;
  readonly #known: Readonly<Record<ProcessorName, Known>>;

  constructor(one: Debugger) {
    this.#debugger = one;
    const nothing = (): Known => ({ atKeyframes: new Map(), last: new Timeline(0).blank(), lastCalls: null });
    this.#known = { cpu: nothing(), smp: nothing() };
    one.history.timeline.onCut.add((time) => this.#cut(time));
  }

  #cut(time: number): void {
    for (const known of Object.values(this.#known)) {
      for (const at of known.atKeyframes.keys()) if (at >= time) known.atKeyframes.delete(at);
      if (known.last.time >= time) known.lastCalls = null;
    }
  }

  /** The innermost first. */
  at(processor: ProcessorName, position: Position): readonly CallFrame[] {
    const { history } = this.#debugger;
    const { timeline, scout } = history;
    const known = this.#known[processor];
    const calls = new CallStack(scout.snes, processor);
    const here = timeline.indexAt(position.time);
    if (here < 0) return [];
    scout.hub.only([this.#follower(processor, calls)], () => {
      let at = this.#begin(known, calls, here, position.time);
      for (; at <= here; at++) {
        this.#runTo(timeline.keyframes[at].time);
        known.atKeyframes.set(timeline.keyframes[at].time, calls.copy());
      }
      this.#runTo(position.time);
      known.lastCalls = calls.copy();
      scout.traveller.take(known.last);
      this.#inside(processor, calls, position);
    });
    if (known.atKeyframes.size > 2 * timeline.keyframes.length) known.atKeyframes.clear();
    return calls.frames.toReversed();
  }

  /** Begins at the nearest place where the calls are known; the index of the first keyframe after it. */
  #begin(known: Known, calls: CallStack, here: number, time: number): number {
    const { timeline, scout } = this.#debugger.history;
    const first = Math.max(0, here - LOOK_BACK);
    const { last, lastCalls } = known;
    if (lastCalls !== null && last.time <= time && last.time >= timeline.keyframes[here].time) {
      calls.copyFrom(lastCalls);
      scout.traveller.restore(last);
      return here + 1;
    }
    for (let at = here; at >= first; at--) {
      const learned = known.atKeyframes.get(timeline.keyframes[at].time);
      if (learned === undefined && at > first) continue;
      if (learned !== undefined) calls.copyFrom(learned);
      scout.traveller.restore(timeline.keyframes[at]);
      return at + 1;
    }
    return here + 1;
  }

  #runTo(time: number): void {
    const { traveller, snes } = this.#debugger.history.scout;
    traveller.runTo(time);
    snes.settle();
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
