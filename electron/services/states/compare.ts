import { memoriesOf } from '../../../src/session/state-parts.ts';
import type { Comparison, MemoryDifference } from '../../../src/shared/states.ts';

const MOST_RUNS = 64;
const LONGEST_RUN = 16;

function difference(name: string, a: Uint8Array, b: Uint8Array): MemoryDifference {
  const size = Math.max(a.length, b.length);
  const runs: { at: number; before: number[]; after: number[] }[] = [];
  let changed = 0;
  let last = -2;
  for (let at = 0; at < size; at++) {
    if (a[at] === b[at]) continue;
    changed++;
    const run = runs.at(-1);
    if (run !== undefined && at === last + 1 && run.before.length < LONGEST_RUN) {
      run.before.push(a[at] ?? 0);
      run.after.push(b[at] ?? 0);
      last = at;
    } else if (runs.length < MOST_RUNS && at !== last + 1) {
      runs.push({ at, before: [a[at] ?? 0], after: [b[at] ?? 0] });
      last = at;
    } else if (at === last + 1) last = at;
  }
  return { name, size, changed, runs };
}

/** What differs between the memories of two states, by memory. @throws StateError */
export function compareStates(a: Uint8Array, b: Uint8Array): Comparison {
  const others = new Map(memoriesOf(b).map(({ name, bytes }) => [name, bytes]));
  const none = new Uint8Array();
  return { memories: memoriesOf(a).map(({ name, bytes }) => difference(name, bytes, others.get(name) ?? none)) };
}
