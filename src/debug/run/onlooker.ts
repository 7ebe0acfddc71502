import type { Snes } from '../../core/snes.ts';
import type { BreakpointWatcher } from '../break/breakpoints.ts';
import type { Watcher } from '../hub.ts';
import type { Traveller } from '../time/traveller.ts';

/** Tells breakpoints what happens and never stops the machine. Where they watch the sound processor, it is brought up to each step of the S-CPU; then `caughtUp` is called. */
export function onlooker(snes: Snes, watcher: BreakpointWatcher, caughtUp: () => void = () => {}): Watcher {
  const sound = watcher.plan.smp === true;
  return {
    plan: { ...watcher.plan, exec: watcher.plan.exec === true || sound },
    exec: (pc) => {
      if (sound) {
        snes.catchUpApu();
        caughtUp();
      }
      watcher.exec(pc);
      return false;
    },
    smpExec: (pc) => {
      watcher.smpExec(pc);
      return false;
    },
    access: (access) => watcher.access(access),
    event: (kind) => watcher.event(kind),
  };
}

/** Runs to `end` under a watcher that counts. Where a breakpoint was set the sound processor is brought up to that moment: what it did before does not count. */
export function runCounting(traveller: Traveller, watcher: BreakpointWatcher, end: number): void {
  const { snes } = traveller;
  if (watcher.plan.smp === true) {
    const moments = new Set([...watcher.reached.values()].map(({ since }) => since));
    for (const moment of [...moments].sort((a, b) => a - b)) {
      if (moment <= traveller.time || moment >= end) continue;
      traveller.runTo(moment);
      snes.catchUpApu();
    }
  }
  traveller.runTo(end);
  if (watcher.plan.smp === true) snes.catchUpApu();
}
