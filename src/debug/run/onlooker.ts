import type { Snes } from '../../core/snes.ts';
import type { BreakpointWatcher } from '../break/breakpoints.ts';
import type { Watcher } from '../hub.ts';

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
