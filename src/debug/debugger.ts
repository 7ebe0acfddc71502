import type { DebugEvent } from '../core/hooks.ts';
import type { InputSource } from '../core/platform.ts';
import type { Snes } from '../core/snes.ts';
import {
  type Breakpoint,
  BreakpointWatcher,
  type BreakHit,
  type DoubtfulRead,
  isExecution,
  isOfSound,
  type Occasion,
} from './break/breakpoints.ts';
import { Doubts, type DoubtStatus, NOTHING_TOLD } from './break/doubts.ts';
import { FirstWrites } from './break/first-writes.ts';
import type { LabelLookup } from './break/machine-names.ts';
import { type Access, isOfSoundUnit, type Watcher } from './hub.ts';
import type { ProcessorName } from './processors.ts';
import { Backward } from './run/backward.ts';
import { CallStack } from './run/call-stack.ts';
import { Forward, type SoundRun } from './run/forward.ts';
import { HitCounts } from './run/hit-counts.ts';
import { History, type HistoryOptions } from './run/history.ts';
import { isBefore, type Position } from './run/position.ts';
import { Sampler } from './run/sampler.ts';
import { Stand } from './run/stand.ts';
import { startOfStep } from './search/who-wrote.ts';

export type { DoubtStatus } from './break/doubts.ts';

export type StepKind = 'into' | 'over' | 'out' | 'cycle' | 'dot' | 'scanline' | 'frame';

export type RunTarget =
  | { readonly kind: 'address'; readonly processor: ProcessorName; readonly address: number }
  /** `dot` 0 to 340; the next time that the beam is there. */
  | { readonly kind: 'beam'; readonly line: number; readonly dot: number }
  | { readonly kind: 'vblank' | 'hblank' | 'nmi' | 'irq' | 'dma' | 'hdma' };

export interface Stop {
  /**
   * `waiting`: what was wanted did not come in time. `no-return`: the routine has not returned; the machine stands where it stood. `doubt`: nobody
   * waited until it was known whether a breakpoint stops here.
   */
  readonly reason: 'step' | 'target' | 'breakpoint' | 'pause' | 'goto' | 'edit' | 'beginning' | 'waiting' | 'no-return' | 'doubt';
  readonly hits: readonly BreakHit[];
  readonly position: Position;
}

export interface DebuggerOptions extends HistoryOptions {
  readonly input: InputSource | null;
  readonly label: LabelLookup;
  readonly log: (id: number, text: string) => void;
  /** WRAM at power-on, for breakpoints on reads of what was never written. */
  readonly powerOnWram: () => Uint8Array;
}

/** Follows calls and keeps sound and S-CPU together while somebody needs it. */
class Follower implements Watcher {
  plan: { exec: boolean; smp: boolean; dsp: boolean } = { exec: false, smp: false, dsp: false };
  /** Time of the last look. */
  last = 0;
  /** What the sound processor has done since then: its instructions and accesses. */
  events = 0;
  /** The one at which the machine will stand: those after it come again. */
  lastEvent = Infinity;
  /** A step of the S-CPU begins. */
  onLook: () => void = () => {};
  readonly #snes: Snes;
  readonly #hits: readonly BreakHit[];

  constructor(snes: Snes, hits: readonly BreakHit[]) {
    this.#snes = snes;
    this.#hits = hits;
  }

  exec(): boolean {
    if (!this.plan.smp) return false;
    this.#snes.catchUpApu();
    if (this.#hits.length > 0) return true;
    this.look(this.#snes.clock.base + this.#snes.clock.now);
    return false;
  }

  look(time: number): void {
    this.last = time;
    this.events = 0;
    this.lastEvent = Infinity;
    this.onLook();
  }

  smpExec(): boolean {
    this.events++;
    return false;
  }

  access({ agent }: Access): void {
    if (isOfSoundUnit(agent) && (agent !== 'dsp' || this.plan.dsp)) this.events++;
  }
}

/** The debugger of one machine: where it stands, how it gets elsewhere, forward and back, and what stops it. Only one thing at a time. */
export class Debugger {
  readonly history: History;
  readonly stand: Stand;
  readonly breakpoints: BreakpointWatcher;
  /** Calls of each processor, while `followCalls` is on. */
  readonly calls: Readonly<Record<ProcessorName, CallStack>>;
  readonly counts: HitCounts;
  readonly sampler: Sampler;
  /** When WRAM was first written, for breakpoints on reads before. */
  readonly written: FirstWrites;
  readonly #options: DebuggerOptions;
  readonly #forward: Forward;
  readonly #backward: Backward;
  readonly #hits: BreakHit[] = [];
  readonly #follower: Follower;
  readonly #callWatcher: Watcher;
  #list: readonly Breakpoint[] = [];
  /** Nothing up to here stops: the machine is about to leave it. */
  #ignored: Position = { time: -1, micro: 0 };
  /** Somebody moves the sound processor. */
  #movesSound = false;
  /** What accesses of the S-CPU wrote to the log in steps in the middle of which the machine may still come to stand. */
  #late: { readonly id: number; readonly text: string; readonly step: number }[] = [];
  /** In fine steps: the micro-event of the first hit. */
  #hitMicro = 0;
  /** The machine stands where the hit is. */
  #placed = false;
  /** Where all of the past is to be known, `decide` learns it piece by piece. */
  pieces = false;
  readonly #doubts: Doubts;
  /** Up to where breakpoints had told everything when the last doubt began; the other while that is done again. */
  #toldBefore = NOTHING_TOLD;
  #told = NOTHING_TOLD;
  readonly #inputBefore: InputSource | null;

  constructor(snes: Snes, options: DebuggerOptions) {
    this.#options = options;
    this.#inputBefore = snes.input;
    this.history = new History(snes, options.input, options);
    this.stand = new Stand(this.history);
    this.#follower = new Follower(snes, this.#hits);
    this.#follower.onLook = () => this.#sendLate();
    const sink = {
      stop: (hit: BreakHit) => this.#hit(hit),
      log: (id: number, text: string, late: boolean) => {
        if (late && this.#follower.plan.smp) this.#late.push({ id, text, step: startOfStep(snes) });
        else options.log(id, text);
      },
      doubt: (read: DoubtfulRead) => this.#doubtRead(read),
    };
    this.written = new FirstWrites(this.history, options.powerOnWram);
    this.#doubts = new Doubts(this.history, this.written);
    this.breakpoints = new BreakpointWatcher(snes, sink, options.label, this.written);
    this.breakpoints.isTold = (occasion) => this.#wasTold(occasion) || (occasion.sound && this.#isTold(occasion));
    this.counts = new HitCounts(this.history, this.breakpoints, options.label, this.written);
    this.sampler = new Sampler(this.history);
    this.calls = { cpu: new CallStack(snes, 'cpu'), smp: new CallStack(snes, 'smp') };
    this.#callWatcher = this.#followCalls();
    this.#forward = new Forward(this.history, this.stand);
    this.#backward = new Backward(this.history, this.stand);
    this.stand.settle();
  }

  /** Takes the hooks off the machine. */
  close(): void {
    const { hub, traveller, snes } = this.history.live;
    for (const watcher of hub.watchers) hub.remove(watcher);
    if (snes.input === traveller.input) snes.input = this.#inputBefore;
  }

  /** The machine as it is at `position`: to look at. */
  get snes(): Snes {
    return this.stand.snes;
  }

  get position(): Position {
    return this.stand.position;
  }

  #followCalls(): Watcher {
    return {
      plan: { exec: true, smp: true, io: true },
      exec: (pc) => {
        this.calls.cpu.before(pc);
        return false;
      },
      smpExec: (pc) => {
        this.calls.smp.before(pc);
        return false;
      },
      event: (kind: DebugEvent) => this.calls.cpu.event(kind),
    };
  }

  /** Whether calls are followed while the machine runs: costs some speed. */
  set followCalls(on: boolean) {
    const { hub } = this.history.live;
    if (on) hub.add(this.#callWatcher);
    else hub.remove(this.#callWatcher);
  }

  // Breakpoints

  get list(): readonly Breakpoint[] {
    return this.#list;
  }

  /** @throws ExpressionError when a condition can't be read; nothing has changed then */
  setBreakpoints(list: readonly Breakpoint[]): void {
    const { hub } = this.history.live;
    this.breakpoints.set(list);
    if (!this.breakpoints.asksForWrites) this.#doubts.drop();
    this.#list = list;
    this.counts.list = list;
    const smp = this.breakpoints.plan.smp === true;
    this.#follower.plan = { exec: smp, smp, dsp: this.breakpoints.plan.dsp === true };
    if (smp) hub.add(this.#follower, true);
    else hub.remove(this.#follower);
    const { exec, io, ppu, ranges = [] } = this.breakpoints.plan;
    if (exec === true || io === true || ppu === true || smp || ranges.length > 0) hub.add(this.breakpoints);
    else hub.remove(this.breakpoints);
  }

  /** The sound processor has done this before the place where the machine stood, or will do it after the one where it is going to stand. */
  #isTold({ execution }: Occasion): boolean {
    return this.#follower.events > this.#follower.lastEvent || this.#isBehind(execution);
  }

  /** In a step that is run again: before the place in it where the machine stood. */
  #isBehind(execution: boolean): boolean {
    const { snes, fine } = this.history.live;
    const { time, micro } = this.#ignored;
    return micro > 0 && startOfStep(snes) === time && fine.micro < micro + (execution ? 1 : 0);
  }

  /** What was held back of the log: of the steps before `time`. */
  #sendLate(time = Infinity): void {
    if (this.#late.length === 0) return;
    for (const { id, text, step } of this.#late) if (step < time) this.#options.log(id, text);
    this.#late = [];
  }

  #hit(hit: BreakHit): void {
    const { fine } = this.history.live;
    if (this.#movesSound && !isOfSound(hit) && this.#isBehind(false)) return;
    if (isOfSound(hit)) this.#follower.lastEvent = Math.min(this.#follower.lastEvent, this.#follower.events);
    if (this.#hits.length === 0) this.#hitMicro = fine.micro;
    this.#hits.push(hit);
    this.history.live.traveller.halt();
  }

  #stopped(reason: Stop['reason']): Stop {
    if (this.#doubts.any) return this.#undecided(reason);
    // What the sound processor did in the step that stopped may stop, too, and earlier.
    if (this.#follower.plan.smp && this.position.micro === 0) this.history.live.snes.catchUpApu();
    const all = this.#hits.splice(0);
    const smp = all.find(isOfSound);
    const hits = smp === undefined ? all : [smp];
    if (this.#placed) this.#placed = false;
    else if (smp !== undefined) this.#refine(smp);
    else if (this.position.micro === 0) this.stand.settle();
    this.#hits.length = 0;
    this.#sendLate(this.position.micro > 0 ? this.position.time : Infinity);
    if (hits.length > 0) this.#removeTemporary(hits);
    return this.#standing(hits.length > 0 ? 'breakpoint' : reason, hits);
  }

  /** To the event of the sound unit that hit. */
  #refine(hit: BreakHit): void {
    const { last, lastEvent, plan } = this.#follower;
    this.#forward.refineSmpHit({ since: last, index: lastEvent }, isExecution(hit), plan.dsp);
  }

  #standing(reason: Stop['reason'], hits: readonly BreakHit[] = []): Stop {
    this.history.live.hub.arrived(this.snes.soundTime);
    return { reason, hits, position: this.position };
  }

  #removeTemporary(hits: readonly BreakHit[]): void {
    const gone = this.#list.filter(({ id, temporary }) => temporary && hits.some((hit) => hit.id === id));
    if (gone.length > 0) this.setBreakpoints(this.#list.filter((one) => !gone.includes(one)));
  }

  // Forward

  /** Leaves the place where the machine stands: what stopped it there does not stop it again. False when something else did. */
  leave(): boolean {
    const { traveller, fine, hub } = this.history.live;
    const { position } = this;
    this.#hits.length = 0;
    this.#doubts.clear();
    if (this.#mustKnowAll()) return false;
    this.stand.leave();
    // What was done inside the step comes again.
    hub.arrived(traveller.snes.soundTime);
    this.#recount();
    this.#beginWatch();
    this.#follower.look(traveller.time);
    hub.tellUntold(traveller.time, [this.breakpoints, this.#follower]);
    if (position.micro === 0) {
      traveller.step();
      if (this.#follower.plan.smp) traveller.snes.catchUpApu();
    } else {
      this.#ignored = position;
      fine.begin();
      fine.step(() => {});
      fine.end();
      this.#ignored = { time: -1, micro: 0 };
    }
    this.#watched(position.time);
    this.#recount();
    return this.#hits.length === 0 && !this.#doubts.any;
  }

  /** Wherever the machine was before: `hits` is what it is here. */
  #recount(): void {
    if (this.breakpoints.asksForHits) this.breakpoints.reached = this.counts.before(this.history.live.traveller.time);
  }

  #beginWatch(): void {
    if (this.breakpoints.asksForWrites) this.written.begin(this.history.live.traveller.time);
  }

  /** Learns more of what nobody watched, until `over` says so. False when nothing is missing, or nobody asks. */
  learnWrites(over: () => boolean): boolean {
    return this.breakpoints.asksForWrites && this.written.slice(this.history.live.traveller.time, over);
  }

  /** The machine ran from `time` to where it is with breakpoints watching. */
  #watched(time: number): void {
    if (this.breakpoints.asksForWrites) this.written.watched(time, this.history.live.traveller.time);
  }

  /** Runs to the end of the frame, as the player does. The stop, or null when the frame was finished. */
  runFrame(): Stop | null {
    // A frame that ended at a place that was looked at is a frame.
    const { traveller, snes } = this.history.live;
    const { frame } = snes;
    const { time } = traveller;
    if (this.#mustKnowAll()) return this.#stopped('breakpoint');
    this.#beginWatch();
    const finished = this.sampler.run() && (snes.frame !== frame || traveller.runFrame());
    this.#watched(time);
    return finished && this.#hits.length === 0 ? null : this.halted();
  }

  /** Something has halted the machine. */
  halted(): Stop {
    return this.#stopped('breakpoint');
  }

  /** Stands still where it is; what is not decided stays so. */
  pause(): Stop {
    const reason = this.#doubts.any ? 'doubt' : 'pause';
    this.#doubts.clear();
    return this.#stopped(reason);
  }

  // What is not decided

  /** What is looked for in the past before it is known whether a breakpoint stops; null when nothing is. `decide` goes on with it. */
  get doubt(): DoubtStatus | null {
    return this.#doubts.status;
  }

  /** Always true: nothing comes of it for now. */
  #doubtRead(read: DoubtfulRead): true {
    if (read.told.length > 0) {
      this.#doubts.add(read);
      this.history.live.traveller.halt();
    }
    return true;
  }

  /** Where it counts how many reads there were of what was never written, no read may be in doubt. True when the machine has to wait for that. */
  #mustKnowAll(needed = this.breakpoints.countsNeverWritten): boolean {
    const { time } = this.history.live.traveller;
    if (!needed || !this.breakpoints.asksForWrites) return false;
    if (!this.pieces) this.written.complete(time);
    return this.#doubts.waitForAll(time);
  }

  /** The machine is to stand, and it is not known whether it does. */
  #undecided(reason: Stop['reason']): Stop {
    const { traveller, snes } = this.history.live;
    if (this.#follower.plan.smp && this.position.micro === 0) snes.catchUpApu();
    this.#doubts.stand(reason, { time: traveller.time, soundTime: snes.soundTime });
    return { reason: 'doubt', hits: [], position: this.position };
  }

  /**
   * Looks for what is not known, until `over` says so. Null while it is still not decided; otherwise the stop, or `on` when no breakpoint stops: what
   * was interrupted goes on, or is done again with `again`.
   */
  decide(over: () => boolean): Stop | 'on' | null {
    if (!this.#doubts.any) return 'on';
    const decided = this.#doubts.decide(over);
    if (decided === null) return null;
    const { reads, told, reason } = decided;
    this.#toldBefore = told;
    for (const read of reads) this.breakpoints.tell(read);
    return this.#hits.length > 0 ? this.#stopped(reason) : 'on';
  }

  /** Does again, from its beginning, what ended in doubt: breakpoints do not tell again what they have told. */
  again(from: Position, action: () => Stop): Stop {
    this.goTo(from);
    this.#told = this.#toldBefore;
    try {
      return action();
    } finally {
      this.#told = NOTHING_TOLD;
    }
  }

  #wasTold({ sound, execution }: Occasion): boolean {
    const { time, soundTime } = this.#told;
    if (time < 0) return false;
    const { snes, traveller } = this.history.live;
    return sound ? snes.soundTime <= soundTime : (execution ? traveller.time : startOfStep(snes)) < time;
  }

  /** The machine is another one: what was not decided is of no concern. */
  forgetDoubt(): void {
    this.#doubts.clear();
    this.#hits.length = 0;
  }

  step(kind: StepKind, processor: ProcessorName, count = 1): Stop {
    if (!this.#forward.needsRun(kind)) {
      this.#forward.fine(kind, processor, count);
      return this.#stopped('step');
    }
    let reason: Stop['reason'] = 'step';
    const leave = (): boolean => this.leave();
    for (let i = 0; i < count && this.#hits.length === 0 && !this.#doubts.any && reason === 'step'; i++) {
      const { position } = this;
      const step = (): boolean => this.#forward.step(kind, processor, leave, this.#soundRun);
      if (processor === 'smp' ? this.#ofSound(step) : step()) continue;
      reason = kind === 'out' ? 'no-return' : 'waiting';
      if (kind === 'out' && this.#hits.length === 0 && !this.#doubts.any) return this.#backFrom(position);
    }
    return this.#stopped(reason);
  }

  /** Nothing came: where it was before is the place. What was run is the recorded future. */
  #backFrom(position: Position): Stop {
    const { traveller } = this.history.live;
    this.history.end = Math.max(this.history.end, traveller.time);
    this.stand.goTo(position);
    return this.#standing('no-return');
  }

  get #soundRun(): SoundRun {
    const follower = this.#follower;
    return {
      hits: this.#hits,
      look: () => follower.look(this.history.live.traveller.time),
      found: () => (follower.lastEvent = Math.min(follower.lastEvent, follower.events)),
    };
  }

  /** `frames`: gives up after so many. */
  runTo(target: RunTarget, frames = 600): Stop {
    const run = (): boolean => this.#forward.runTo(target, () => this.leave(), frames, this.#soundRun);
    const reached = target.kind === 'address' && target.processor === 'smp' ? this.#ofSound(run) : run();
    return this.#stopped(reached ? 'target' : 'waiting');
  }

  /** Moves the sound processor. What it hits at the place where it stands does not stop it again; what comes after the place that it reaches has not happened. */
  #ofSound(move: () => boolean): boolean {
    const { position } = this;
    // In steps of single cycles nothing halts in doubt.
    if (this.#mustKnowAll(true)) return true;
    this.#recount();
    this.#beginWatch();
    this.#hits.length = 0;
    this.#follower.look(this.history.live.traveller.time);
    this.#ignored = position;
    this.#movesSound = true;
    const moved = move();
    this.#movesSound = false;
    this.#ignored = { time: -1, micro: 0 };
    const [first] = this.#hits;
    if (this.position.micro === 0 || first === undefined) return moved;
    const here = this.position.micro === this.#hitMicro && isExecution(first) && isOfSound(first);
    this.#hits.splice(here ? 1 : 0);
    this.#placed = here;
    return moved;
  }

  // Back

  stepBack(kind: StepKind, processor: ProcessorName, count = 1): Stop {
    const moved = this.#backward.step(kind, processor, count);
    const { position } = this;
    const begins = position.time === this.history.timeline.start && position.micro === 0;
    return this.#standing(moved ? 'step' : begins || kind !== 'out' ? 'beginning' : 'no-return');
  }

  /** To the last place before this one where a breakpoint stops. */
  continueBack(cancelled: () => boolean = () => false): Stop {
    if (this.#mustKnowAll(true)) return this.#stopped('breakpoint');
    const found = this.#backward.toBreakpoint(this.#list, this.#options.label, this.counts, cancelled);
    this.#removeTemporary(found);
    return this.#standing(found.length > 0 ? 'breakpoint' : 'beginning', found);
  }

  /** To the last time before this one that the machine was at a target. */
  runBackTo(target: RunTarget): Stop {
    const reached = this.#backward.toTarget(target, this.#options.label, this.counts);
    return this.#standing(reached ? 'target' : 'beginning');
  }

  /** To a place on the timeline; the nearest there is. */
  goTo(position: Position): Stop {
    const end = Math.max(this.history.end, this.history.live.traveller.time);
    this.stand.goTo(position.time > end ? { time: end, micro: 0 } : position);
    return this.#standing('goto');
  }

  /** Whether a place can be gone to. */
  reaches(position: Position): boolean {
    return position.time >= this.history.timeline.start && !isBefore({ time: this.history.end, micro: 0 }, position);
  }

  /** Changes the machine; what was to come is forgotten. In the middle of an instruction the change is made before it. */
  edit(apply: (snes: Snes) => void): void {
    this.stand.leave();
    this.history.edit(apply);
    this.stand.settle();
  }
}
