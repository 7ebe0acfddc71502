import { Clock } from '../../core/clock.ts';
import type { Snes } from '../../core/snes.ts';
import { type Breakpoint, type BreakHit, NEW_BREAKPOINT } from '../break/breakpoints.ts';
import type { LabelLookup } from '../break/machine-names.ts';
import type { RunTarget, StepKind } from '../debugger.ts';
import type { Watcher } from '../hub.ts';
import type { ProcessorName } from '../processors.ts';
import { CallStack, outPatience } from './call-stack.ts';
import { beamClocks, Forward, type Match, nextLineTime, type SmpPlace, timeOf } from './forward.ts';
import { HitKind, type HitPlace, HitSearch } from './hit-search.ts';
import type { HitCounts } from './hit-counts.ts';
import type { History, Rider } from './history.ts';
import { isBefore, MicroKind, type Position } from './position.ts';
import type { Stand } from './stand.ts';

const FRAME_CLOCKS = 313 * 1364;
const FIRST_WINDOW = 4000;
const GROWTH = 16;
/** Steps and runs back: the past is run again from a keyframe, and what is looked for is the last time that it happened. */
export class Backward {
  readonly #history: History;
  readonly #stand: Stand;
  readonly #forward: Forward;

  constructor(history: History, stand: Stand) {
    this.#history = history;
    this.#stand = stand;
    this.#forward = new Forward(history, stand);
  }

  /** False when the beginning of the history was reached. */
  step(kind: StepKind, processor: ProcessorName, count: number): boolean {
    return this.#history.live.hub.only([], () => {
      if (kind === 'frame') return this.#frames(count);
      if (kind === 'scanline') return this.#lines(count);
      if (kind === 'cycle' || kind === 'dot')
        return kind === 'dot' || processor === 'cpu'
          ? this.#cycles(count)
          : this.#micros((found) => found === MicroKind.SmpCycle, count);
      if (kind === 'into')
        return processor === 'cpu'
          ? this.#instructions(count)
          : this.#micros((found) => found === MicroKind.SmpInstruction, count);
      let moved = true;
      for (let i = 0; i < count && moved; i++)
        moved = processor === 'cpu' ? this.#byDepth(kind === 'over') : this.#smpByDepth(kind === 'over');
      return moved;
    });
  }

  #instructions(count: number): boolean {
    const { live } = this.#history;
    const { time, micro } = this.#stand.position;
    const { cpu } = live.snes;
    // Inside an instruction its own beginning is the first one back.
    const inside = micro > 0 && cpu.atInstruction ? 1 : 0;
    this.#stand.leave();
    if (inside === count) {
      this.#stand.settle();
      return true;
    }
    const moved = this.#history.approach(live, time, { strictly: true, count: count - inside, accept: () => cpu.atInstruction });
    this.#stand.settle();
    return moved;
  }

  /** To the ends of frames, where `runFrame` stops. */
  #frames(count: number): boolean {
    const { traveller } = this.#history.live;
    const here = this.#stand.position;
    const { start } = this.#history.timeline;
    let ends: number[] = [];
    // A DMA can last for many frames, and no place is in it.
    for (let frames = count + 2; ; frames *= 4) {
      const from = Math.max(start, here.time - frames * FRAME_CLOCKS);
      ends = [];
      traveller.goTo(from);
      for (traveller.runFrame(); isBefore({ time: traveller.time, micro: 0 }, here); traveller.runFrame())
        ends.push(traveller.time);
      if (ends.length >= count || from === start) break;
    }
    this.#stand.goTo({ time: ends[Math.max(0, ends.length - count)] ?? start, micro: 0 });
    return ends.length > 0;
  }

  /** To the beginnings of lines. */
  #lines(count: number): boolean {
    const from = this.#stand.position;
    const { clock } = this.#stand.snes;
    const lineStart = clock.base + clock.lineStart;
    this.#forward.placeAt(lineStart);
    const moved = isBefore(this.#stand.position, from);
    const more = moved ? count - 1 : count;
    return more === 0 || this.#linesBefore(lineStart, more, from);
  }

  #linesBefore(lineStart: number, count: number, from: Position): boolean {
    const { live } = this.#history;
    const { start } = this.#history.timeline;
    for (let inside = lineStart - (count - 1) * 1364 - 700; inside > start; inside -= 1364) {
      this.#history.approach(live, inside, { strictly: false });
      this.#stand.settle();
      this.#forward.placeAt(lineStartBefore(live.snes, inside));
      // Several lines may begin in one cycle.
      if (isBefore(this.#stand.position, from)) return true;
    }
    this.#stand.goTo({ time: start, micro: 0 });
    return false;
  }

  #cycles(count: number): boolean {
    return this.#micros((kind) => kind === MicroKind.Cycle, count, true);
  }

  /** To the `count`th micro-event before this place; with `boundaries`, beginnings of steps count too. */
  #micros(match: Match, count: number, boundaries = false): boolean {
    const from = this.#stand.position;
    const { start } = this.#history.timeline;
    for (let window = Math.max(FIRST_WINDOW, count * 300); ; window *= GROWTH) {
      const at = Math.max(start, from.time - window);
      const found = this.#collect(at, from, match, boundaries);
      if (found.length < count && at > start) continue;
      this.#stand.goTo(found[Math.max(0, found.length - count)] ?? { time: start, micro: 0 });
      return found.length > 0;
    }
  }

  #collect(at: number, before: Position, match: Match, boundaries: boolean): Position[] {
    const { live } = this.#history;
    const { traveller, fine, snes } = live;
    const found: Position[] = [];
    traveller.goTo(at);
    this.#stand.leave();
    fine.begin();
    while (isBefore({ time: traveller.time, micro: 0 }, before)) {
      const { time } = traveller;
      if (boundaries) found.push({ time, micro: 0 });
      fine.step((kind, micro) => {
        const here = { time, micro };
        if (isBefore(here, before) && match(kind, timeOf(snes.clock))) found.push(here);
      });
    }
    fine.end();
    return found;
  }

  /** The last instruction at which no more (for out: fewer) calls were open than are now. */
  #byDepth(over: boolean): boolean {
    const { live } = this.#history;
    const from = this.#stand.position;
    const { start } = this.#history.timeline;
    if (over && from.micro > 0) return this.#instructions(1);
    const farthest = over ? Infinity : outPatience(this.#stand.snes, 'cpu') * FRAME_CLOCKS;
    for (let window = FIRST_WINDOW; ; window *= GROWTH) {
      const at = Math.max(start, from.time - Math.min(window, farthest));
      const target = this.#lastByDepth(live, at, from.time, over);
      if (target === null && at > start) {
        if (window < farthest) continue;
        this.#stand.goTo(from);
        return false;
      }
      this.#stand.goTo({ time: target ?? start, micro: 0 });
      return target !== null;
    }
  }

  #lastByDepth(rider: Rider, from: number, to: number, over: boolean): number | null {
    const { snes, traveller, hub } = rider;
    const calls = new CallStack(snes, 'cpu');
    const lastAt = new Map<number, number>();
    const watcher: Watcher = {
      plan: { exec: true, io: true },
      exec: (pc) => {
        calls.before(pc);
        lastAt.set(calls.depth, timeOf(snes.clock));
        return false;
      },
      event: (kind) => calls.event(kind),
    };
    traveller.goTo(from);
    this.#stand.leave();
    hub.only([watcher], () => traveller.runTo(to));
    calls.before((snes.cpu.pbr << 16) | snes.cpu.pc);
    return latest(lastAt, calls.depth - (over ? 0 : 1));
  }

  #smpByDepth(over: boolean): boolean {
    const from = this.#stand.position;
    const { start } = this.#history.timeline;
    const farthest = over ? Infinity : outPatience(this.#stand.snes, 'smp') * FRAME_CLOCKS;
    for (let window = FIRST_WINDOW * 4; ; window *= GROWTH) {
      const at = Math.max(start, from.time - Math.min(window, farthest));
      const target = this.#lastSmpByDepth(at, from, over);
      if (target === null && at > start && window < farthest) continue;
      if (target !== null && 'since' in target) this.#forward.toSmpPlace(target);
      else this.#stand.goTo(target ?? (at > start ? from : { time: start, micro: 0 }));
      return target !== null;
    }
  }

  /** At full speed to the step in which the machine stands, and through that in fine steps. */
  #lastSmpByDepth(at: number, from: Position, over: boolean): SmpPlace | Position | null {
    const { snes, traveller, hub } = this.#history.live;
    const calls = new CallStack(snes, 'smp');
    const lastAt = new Map<number, SmpPlace>();
    const place = { since: at, index: 0 };
    const watcher: Watcher = {
      plan: { exec: true, smp: true },
      exec: () => {
        snes.catchUpApu();
        place.since = timeOf(snes.clock);
        place.index = 0;
        return false;
      },
      smpExec: (pc) => {
        place.index++;
        calls.before(pc);
        lastAt.set(calls.depth, { ...place });
        return false;
      },
    };
    traveller.goTo(at);
    this.#stand.leave();
    place.since = traveller.time;
    hub.only([watcher], () => {
      traveller.runTo(from.time);
      snes.catchUpApu();
    });
    const depths: number[] = [];
    const inStep = this.#collect(
      from.time,
      { time: from.time, micro: from.micro + 1 },
      (kind) => {
        if (kind !== MicroKind.SmpInstruction) return false;
        calls.before(snes.apu.pc);
        depths.push(calls.depth);
        return true;
      },
      false,
    );
    const most = calls.depth - (over ? 0 : 1);
    const near = inStep.findLast((one, i) => isBefore(one, from) && depths[i] <= most);
    return near ?? latestSmp(lastAt, most);
  }

  // To the last hit

  /** Goes to the last hit before this place; to the beginning when there is none. */
  toBreakpoint(
    list: readonly Breakpoint[],
    label: LabelLookup,
    counts: HitCounts,
    cancelled: () => boolean,
  ): readonly BreakHit[] {
    const { timeline, live } = this.#history;
    const wanted = list.map((one) => ({ ...one, ignore: 0, log: '', stops: true }));
    const search = new HitSearch(wanted, label, counts);
    const from = this.#stand.position;
    counts.complete(from.time);
    if (list.some(({ enabled, event }) => enabled && event === 'uninitialised')) counts.written.complete(from.time);
    return live.hub.only([], () => {
      for (const place of this.#places(search, from, cancelled)) {
        const hit = this.#goToHit(place, from, search);
        if (hit !== null) return [hit];
      }
      this.#stand.goTo(cancelled() ? from : { time: timeline.start, micro: 0 });
      return [];
    });
  }

  /** Where the search finds hits before `from`, the newest first. */
  *#places(search: HitSearch, from: Position, cancelled: () => boolean = () => false): Generator<HitPlace> {
    const { scout } = this.#history;
    const end = from.micro > 0 ? from.time + 1 : from.time;
    for (const stretch of this.#history.stretches(scout, end, search.anywhere)) {
      if (cancelled()) return;
      yield* search.within(scout, stretch);
    }
  }

  // To the last time at a target

  /** False when the history has none; the machine is then at its beginning. */
  toTarget(target: RunTarget, label: LabelLookup, counts: HitCounts): boolean {
    const { snes } = this.#stand;
    switch (target.kind) {
      case 'beam':
        return this.#toBeam(target.line, target.dot);
      case 'vblank':
        return this.#toBeam(snes.ppu.vdisp, 0);
      case 'hblank':
        return this.#toBeam(-1, 274);
      case 'dma':
      case 'hdma':
        return this.#toTransfer(target.kind, label, counts);
      default: {
        const one = { ...NEW_BREAKPOINT, id: 0, ...wanted(target) };
        return this.toBreakpoint([one], label, counts, () => false).length > 0;
      }
    }
  }

  /** `line` -1: any. */
  #toBeam(line: number, dot: number): boolean {
    const { live, timeline } = this.#history;
    const { traveller, snes } = live;
    const from = this.#stand.position;
    const now = timeOf(this.#stand.snes.clock);
    const times = live.hub.only([], () => {
      const found: number[] = [];
      const first = Math.max(timeline.start, now - (line < 0 ? 6 * 1364 : 3 * FRAME_CLOCKS));
      this.#history.approach(live, first, { strictly: false });
      this.#stand.leave();
      // Lines are counted, not looked at: a long DMA goes over many in one step.
      const beam = new Clock();
      Object.assign(beam, snes.clock);
      while (beam.base + beam.lineStart <= now) {
        const at = beam.base + beam.lineStart + beamClocks(dot);
        if ((line < 0 || beam.v === line) && at >= timeline.start) found.push(at);
        traveller.runTo(nextLineTime(beam));
        beam.nextLine(snes.ppu.interlace);
      }
      return found;
    });
    for (const at of times.toReversed()) {
      live.hub.only([], () => this.#forward.placeAt(at));
      if (isBefore(this.#stand.position, from)) return true;
    }
    this.#stand.goTo({ time: timeline.start, micro: 0 });
    return false;
  }

  /** To the beginning of the last DMA or HDMA, inside its step. */
  #toTransfer(kind: 'dma' | 'hdma', label: LabelLookup, counts: HitCounts): boolean {
    const { timeline, live } = this.#history;
    const from = this.#stand.position;
    const search = new HitSearch([{ ...NEW_BREAKPOINT, id: 0, event: kind }], label, counts);
    const match: Match = (found) => found === (kind === 'dma' ? MicroKind.Dma : MicroKind.Hdma);
    return live.hub.only([], () => {
      for (const { time } of this.#places(search, from)) {
        const before = time === from.time ? from : { time: time + 1, micro: 0 };
        const place = this.#collect(time, before, match, false).at(-1);
        if (place === undefined) continue;
        this.#stand.goTo(place);
        return true;
      }
      this.#stand.goTo({ time: timeline.start, micro: 0 });
      return false;
    });
  }

  /** Goes to where the machine stops at a hit; null when that is not before `from`. */
  #goToHit({ kind, time, hit }: HitPlace, from: Position, search: HitSearch): BreakHit | null {
    const { live } = this.#history;
    if (kind === HitKind.Sound) {
      this.#stand.leave();
      const found = search.lastOfSound(live, time, from);
      if (found === null) return null;
      this.#stand.goTo(found.position);
      return found.hit;
    }
    if (kind === HitKind.Before) {
      if (!isBefore({ time, micro: 0 }, from)) return null;
      this.#stand.goTo({ time, micro: 0 });
      return hit;
    }
    live.traveller.goTo(time);
    live.traveller.step();
    this.#stand.settle();
    return isBefore(this.#stand.position, from) ? hit : null;
  }
}

/** What a breakpoint says of a target. */
function wanted(target: Exclude<RunTarget, { kind: 'beam' }>): Partial<Breakpoint> {
  if (target.kind !== 'address') return { event: target.kind === 'nmi' ? 'nmi' : 'irq' };
  const { processor, address } = target;
  return { processor, memory: processor, execute: true, from: address, to: address };
}

/** When the line began in which `time` lies. The machine stands before it, perhaps some lines: a long DMA is one step. */
function lineStartBefore({ clock, ppu }: Snes, time: number): number {
  const line = new Clock();
  Object.assign(line, clock);
  while (line.base + line.lineStart + line.lineLength <= time) line.nextLine(ppu.interlace);
  return line.base + line.lineStart;
}

function latestSmp(lastAt: ReadonlyMap<number, SmpPlace>, depth: number): SmpPlace | null {
  let found: SmpPlace | null = null;
  for (const [at, place] of lastAt) {
    const later = found === null || place.since > found.since || (place.since === found.since && place.index > found.index);
    if (at <= depth && later) found = place;
  }
  return found;
}

/** The latest of the places at depths up to `depth`. */
function latest(lastAt: ReadonlyMap<number, number>, depth: number): number | null {
  let found: number | null = null;
  for (const [at, place] of lastAt) if (at <= depth && (found === null || place > found)) found = place;
  return found;
}
