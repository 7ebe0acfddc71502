import { type Breakpoint, BreakpointWatcher, type BreakHit, isExecution, isOfSound } from '../break/breakpoints.ts';
import type { LabelLookup } from '../break/machine-names.ts';
import { isOfSoundUnit, type Watcher } from '../hub.ts';
import { timeOf } from './forward.ts';
import type { HitCounts } from './hit-counts.ts';
import type { Rider, Stretch } from './history.ts';
import { onlooker, runCounting } from './onlooker.ts';
import type { MicroVisitor } from './fine-step.ts';
import { isBefore, MicroKind, type Position } from './position.ts';

/** Places that are remembered of one stretch of the past: the newest. */
const MOST_PLACES = 4096;

/** Where a hit stops the machine; in the order in which the places of one step come. */
export const enum HitKind {
  /** Before the instruction that begins at `time`. */
  Before,
  /** Somewhere in the step that begins at `time`, or in the waiting after it: the sound processor's. */
  Sound,
  /** After the step that begins at `time`. */
  After,
}

/** A place at which breakpoints stop, with the last hit there. */
export interface HitPlace {
  readonly kind: HitKind;
  /** Master clocks since power-on. */
  readonly time: number;
  readonly hit: BreakHit;
}

function kindOf(hit: BreakHit): HitKind {
  if (isOfSound(hit)) return HitKind.Sound;
  return isExecution(hit) ? HitKind.Before : HitKind.After;
}

/** Finds where breakpoints stop in the past. However many accesses one step makes (a DMA makes thousands), it is one place. */
export class HitSearch {
  readonly #list: readonly Breakpoint[];
  readonly #label: LabelLookup;
  readonly #counts: HitCounts;

  constructor(list: readonly Breakpoint[], label: LabelLookup, counts: HitCounts) {
    this.#list = list;
    this.#label = label;
    this.#counts = counts;
  }

  /** What is searched may begin anywhere: conditions ask for nothing that is counted from keyframe to keyframe. */
  get anywhere(): boolean {
    return !this.#counts.asked;
  }

  /** The places in a stretch, the newest first. */
  within({ snes, traveller, hub }: Rider, { keyframe, end }: Stretch): HitPlace[] {
    const places = new Map<number, HitPlace>();
    if (keyframe !== null) hub.only([], () => traveller.restore(keyframe));
    let soundSince = traveller.time;
    const stop = (hit: BreakHit): void => {
      const kind = kindOf(hit);
      const time =
        kind === HitKind.Before
          ? timeOf(snes.clock)
          : kind === HitKind.Sound
            ? soundSince
            : snes.clock.base + snes.cpu.instructionStart;
      places.set(time * 4 + kind, { kind, time, hit });
      if (places.size <= MOST_PLACES) return;
      const [oldest] = places.keys();
      if (oldest !== undefined) places.delete(oldest);
    };
    const watcher = new BreakpointWatcher(snes, { log: () => {}, stop }, this.#label, this.#counts.written);
    watcher.set(this.#list);
    if (keyframe !== null) watcher.reached = this.#counts.atKeyframe(keyframe);
    const stay = onlooker(snes, watcher, () => (soundSince = timeOf(snes.clock)));
    hub.only([stay], () => runCounting(traveller, watcher, end));
    return [...places.values()].sort((a, b) => b.time - a.time || b.kind - a.kind);
  }

  /** The sound processor's last hit before `from` in the step that begins at `time` and in the waiting after it. */
  lastOfSound(
    { snes, traveller, hub, fine }: Rider,
    time: number,
    from: Position,
  ): { readonly position: Position; readonly hit: BreakHit } | null {
    let last: { readonly position: Position; readonly hit: BreakHit } | null = null;
    let step = time;
    let inCycle: BreakHit | null = null;
    const found = (hit: BreakHit, micro: number): void => {
      const position = { time: step, micro };
      if (isBefore(position, from)) last = { position, hit };
    };
    // An access stops after its cycle, an execution before the instruction.
    const stop = (hit: BreakHit): void => {
      if (!isOfSound(hit)) return;
      if (isExecution(hit)) found(hit, fine.micro);
      else inCycle ??= hit;
    };
    const visit: MicroVisitor = (kind, micro) => {
      if (kind !== MicroKind.SmpCycle || inCycle === null) return;
      found(inCycle, micro);
      inCycle = null;
    };
    const watcher = new BreakpointWatcher(snes, { log: () => {}, stop }, this.#label, this.#counts.written);
    watcher.set(this.#list);
    const stay: Watcher = {
      plan: { smp: true, dsp: watcher.plan.dsp === true },
      smpExec: (pc) => {
        watcher.smpExec(pc);
        return false;
      },
      access: (access) => {
        if (isOfSoundUnit(access.agent)) watcher.access(access);
      },
    };
    hub.only([], () => traveller.goTo(time));
    watcher.reached = this.#counts.before(time);
    hub.only([stay], () => {
      fine.begin();
      do {
        step = traveller.time;
        fine.step(visit);
      } while (isBefore({ time: traveller.time, micro: 0 }, from) && !snes.cpu.atInstruction);
      fine.end();
    });
    return last;
  }
}
