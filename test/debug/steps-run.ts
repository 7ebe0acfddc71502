// Going back, proved: steps-run.ts [--count N] [--seed N]. N times: somewhere in one of ten programs, some steps forward, as many back, and the machine
// must be what it was, byte for byte; forward again, and it must be what it was there.
import type { Debugger, StepKind } from '../../src/debug/debugger.ts';
import type { ProcessorName } from '../../src/debug/processors.ts';
import { chance, debuggerOf, programs } from './rig.ts';

const DEFAULT_COUNT = 200;
/** Rounds on one machine before a new one is started elsewhere. */
const ROUNDS_A_MACHINE = 25;
const MOST_FRAMES = 90;
const KINDS: readonly StepKind[] = ['into', 'into', 'cycle', 'dot', 'scanline', 'frame'];

interface Moment {
  readonly place: string;
  readonly state: Uint8Array;
}

function momentOf(one: Debugger): Moment {
  const { time, micro } = one.position;
  return { place: `${time}.${micro}`, state: one.snes.saveState() };
}

function same(a: Moment, b: Moment): boolean {
  return a.place === b.place && Buffer.compare(a.state, b.state) === 0;
}

/** What went wrong, `''` for nothing; null when there was nothing to step: what stands still (STP, SLEEP) has no next instruction. */
function round(one: Debugger, next: (below: number) => number): string | null {
  const processor: ProcessorName = next(2) === 0 ? 'cpu' : 'smp';
  const kind = KINDS[next(KINDS.length)];
  // From a place of that kind.
  if (one.step(kind, processor).reason === 'waiting') return null;
  const before = momentOf(one);
  const count = 1 + next(kind === 'frame' ? 3 : kind === 'scanline' ? 40 : 200);
  if (one.step(kind, processor, count).reason === 'waiting') return null;
  const after = momentOf(one);
  const what = `${count} ${kind} of ${processor} from ${before.place}`;
  one.stepBack(kind, processor, count);
  const back = momentOf(one);
  if (!same(back, before)) return `${what}: back at ${back.place}${back.place === before.place ? ', another state' : ''}`;
  one.step(kind, processor, count);
  const again = momentOf(one);
  return same(again, after) ? '' : `${what}: forward again to ${again.place} instead of ${after.place}`;
}

function placeSomewhere(rom: Uint8Array, next: (below: number) => number): Debugger {
  const one = debuggerOf(rom);
  for (let frame = next(MOST_FRAMES); frame >= 0; frame--) one.runFrame();
  one.pause();
  return one;
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  if (at < 0) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1) {
    console.error(`steps: ${name} wants a whole number from 1`);
    process.exit(2);
  }
  return value;
}

function main(): number {
  const count = option('--count', DEFAULT_COUNT);
  const next = chance(option('--seed', 2024));
  const all = programs();
  let passed = 0;
  let failed = 0;
  const byProgram = new Map<string, number>();
  for (let done = 0, at = 0; done < count; at++) {
    const [name, rom] = all[at % all.length];
    const one = placeSomewhere(rom, next);
    const rounds = Math.min(ROUNDS_A_MACHINE, count - done, Math.ceil(count / all.length));
    for (let i = 0; i < rounds; i++, done++) {
      one.step('into', 'cpu', 1 + next(500));
      let wrong = round(one, next);
      while (wrong === null) wrong = round(one, next);
      if (wrong === '') passed++;
      else {
        failed++;
        console.log(`${name}: ${wrong}`);
      }
    }
    byProgram.set(name, (byProgram.get(name) ?? 0) + rounds);
    if (done % 1000 < rounds && done >= 1000) console.log(`${done} of ${count}`);
  }
  for (const [name, rounds] of byProgram) console.log(`${name}: ${rounds} times forward and back`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
