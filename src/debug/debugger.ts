import type { DebugEvent } from '../core/hooks.ts';
import type { InputSource } from '../core/platform.ts';
import type { Snes } from '../core/snes.ts';
import { type Breakpoint, BreakpointWatcher, type BreakHit, isExecution, isOfSound, type Occasion } from './break/breakpoints.ts';
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

export type StepKind = 'into' | 'over' | 'out' | 'cycle' | 'dot' | 'scanline' | 'frame';

export type RunTarget =
  | { readonly kind: 'address'; readonly processor: ProcessorName; readonly address: number }
  /** `dot` 0 to 340; the next time that the beam is there. */
  | { readonly kind: 'beam'; readonly line: number; readonly dot: number }
  | { readonly kind: 'vblank' | 'hblank' | 'nmi' | 'irq' | 'dma' | 'hdma' };

export interface Stop {
  /** `waiting`: what was wanted did not come in time. `no-return`: the routine has not returned; the machine stands where it stood. */
  readonly reason: 'step' | 'target' | 'breakpoint' | 'pause' | 'goto' | 'edit' | 'beginning' | 'waiting' | 'no-return';
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
    };
    this.written = new FirstWrites(this.history, options.powerOnWram);
    this.breakpoints = new BreakpointWatcher(snes, sink, options.label, this.written);
    this.breakpoints.isTold = (occasion) => occasion.sound && this.#isTold(occasion);
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
    this.stand.leave();
    // What was done inside the step comes again.
    hub.arrived(traveller.snes.soundTime);
    this.#recount();
    this.#learnWrites();
    this.#hits.length = 0;
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
    return this.#hits.length === 0;
  }

  /** Wherever the machine was before: `hits` is what it is here. */
  #recount(): void {
    if (this.breakpoints.asksForHits) this.breakpoints.reached = this.counts.before(this.history.live.traveller.time);
  }

  #learnWrites(): void {
    if (this.breakpoints.asksForWrites) this.written.completeSoon(this.history.live.traveller.time);
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
    this.#learnWrites();
    const finished = this.sampler.run() && (snes.frame !== frame || traveller.runFrame());
    this.#watched(time);
    return finished && this.#hits.length === 0 ? null : this.#stopped('breakpoint');
  }

  /** Stands still where it is. */
  pause(reason: Stop['reason'] = 'pause'): Stop {
    return this.#stopped(reason);
  }

  step(kind: StepKind, processor: ProcessorName, count = 1): Stop {
    if (!this.#forward.needsRun(kind)) {
      this.#forward.fine(kind, processor, count);
      return this.#stopped('step');
    }
    let reason: Stop['reason'] = 'step';
    const leave = (): boolean => this.leave();
    for (let i = 0; i < count && this.#hits.length === 0 && reason === 'step'; i++) {
      const { position } = this;
      const step = (): boolean => this.#forward.step(kind, processor, leave, this.#soundRun);
      if (processor === 'smp' ? this.#ofSound(step) : step()) continue;
      reason = kind === 'out' ? 'no-return' : 'waiting';
      if (kind === 'out' && this.#hits.length === 0) return this.#backFrom(position);
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
    this.#recount();
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
