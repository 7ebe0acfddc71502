// What the debugger costs: debugger.ts [--minutes N]. Frames with it open and nothing watched, and with one write breakpoint on WRAM, against frames
// without it, in turn in one process; and how long a step back takes after an hour of play.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { seededEntropy } from '../../src/core/entropy.ts';
import { Snes } from '../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../src/debug/break/breakpoints.ts';
import { HISTORY_DEFAULTS } from '../../src/debug/run/history.ts';
import { DebugSession } from '../../src/session/debug-session.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { findScenes } from './scenes.ts';

const EXIT_ABSENT = 77;
const CHILD_MARK = '--one';
/** Frames in a row on one machine: as many as lie between two keyframes. */
const BLOCK = HISTORY_DEFAULTS.interval;
const BLOCKS = 100;
/** The cost of a frame does not depend on how many there are. */
const FEW_KEYFRAMES = 30;
/** Until the ring of keyframes is full and its memory used again. */
const WARMUP = HISTORY_DEFAULTS.interval * (FEW_KEYFRAMES + 10);
const FRAMES_A_MINUTE = 3606;
const SCENES = ['own cpu', 'own mode 1, sprites, HDMA', 'own mode 7', 'own sound'];
const MOST_OPEN = 1.01;
const MOST_BREAKPOINT = 1.1;
const MOST_BACK_MS = 100;

const sinks = { video: { frame: () => {} }, audio: { samples: () => {} } };

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function quartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? 0;
}

function machine(rom: Uint8Array): Snes {
  return new Snes(rom, { entropy: seededEntropy(1), ...sinks });
}

function opened(rom: Uint8Array, keyframes: number): DebugSession {
  const replica = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  return new DebugSession(
    { snes: machine(rom), input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) }, replica },
    { keyframes, idles: true },
  );
}

type What = 'open' | 'breakpoint' | 'nothing';

/** Runs the frames from one keyframe to the next and adds each one's milliseconds to those of the same place between two keyframes. */
function timeBlock(run: () => void, places: readonly number[][]): void {
  for (const times of places) {
    const started = performance.now();
    run();
    times.push(performance.now() - started);
  }
}

/** Milliseconds of a block: of each frame of it the lower quartile, which other programs' noise reaches least. The keyframe is one frame's part. */
function blockTime(places: readonly number[][]): number {
  return places.reduce((sum, times) => sum + quartile(times), 0);
}

/** A block's time against a machine without debugger that runs the same frames. `nothing` compares two machines without one: what the clock can tell. */
function ratioOf(path: string, what: What): number {
  const rom = readFileSync(path);
  const plain = machine(rom);
  const other = what === 'nothing' ? null : opened(rom, FEW_KEYFRAMES);
  const twin = machine(rom);
  if (what === 'breakpoint')
    other?.call('setBreakpoints', [
      { ...NEW_BREAKPOINT, id: 1, memory: 'wram', from: 0x1e00, to: 0x1e00, write: true, stops: false },
    ]);
  other?.run(false);
  const one = (): void => {
    plain.runFrame();
  };
  const two = (): void => {
    if (other === null) twin.runFrame();
    else other.frame();
  };
  for (let frame = 0; frame < WARMUP; frame++) {
    one();
    two();
  }
  const places = (): number[][] => Array.from({ length: BLOCK }, () => []);
  const without = places();
  const debugged = places();
  for (let block = 0; block < BLOCKS; block++) {
    // Each order as often, so that being second is no advantage.
    timeBlock(one, without);
    timeBlock(two, debugged);
    timeBlock(two, debugged);
    timeBlock(one, without);
  }
  return blockTime(debugged) / blockTime(without);
}

interface BackTimes {
  /** The first answer of which calls are open, and of a listing, after the pause. */
  readonly first: number;
  /** Back again and again, with panels. */
  readonly repeated: number;
  readonly cpu: number;
  readonly smp: number;
  readonly frame: number;
  readonly panels: number;
  readonly keyframes: number;
}

/** Milliseconds of a step back at the end of so much play, in the median. */
function stepsBack(path: string, minutes: number): BackTimes {
  const session = opened(readFileSync(path), HISTORY_DEFAULTS.keyframes);
  session.run(false);
  for (let frame = 0; frame < minutes * FRAMES_A_MINUTE; frame++) session.frame();
  session.pause();
  const begun = performance.now();
  session.call('callStack', { processor: 'cpu' });
  session.call('disassemble', { processor: 'cpu', address: session.status().processors[0].pc, before: 40, after: 80 });
  const first = performance.now() - begun;
  const times = (kind: 'into' | 'frame', processor: 'cpu' | 'smp', panels = false, onward = true): number => {
    const taken: number[] = [];
    for (let i = 0; i < 41; i++) {
      if (onward) session.call('step', { kind: 'scanline', processor: 'cpu', count: 1 + ((i * 67) % 200) });
      const started = performance.now();
      const { processors } = session.call('step', { kind, processor, back: true });
      if (panels) {
        session.call('callStack', { processor });
        session.call('disassemble', { processor, address: processors[0].pc, before: 40, after: 80 });
      }
      taken.push(performance.now() - started);
    }
    return median(taken);
  };
  return {
    first,
    cpu: times('into', 'cpu'),
    smp: times('into', 'smp'),
    frame: times('frame', 'cpu'),
    panels: times('into', 'cpu', true),
    repeated: times('into', 'cpu', true, false),
    keyframes: session.debugger.history.timeline.keyframes.length,
  };
}

function child(...args: string[]): string {
  return execFileSync(process.execPath, [fileURLToPath(import.meta.url), CHILD_MARK, ...args], { encoding: 'utf8' });
}

function main(minutes: number): number {
  const scenes = findScenes(PROJECT_ROOT, undefined).filter(({ name }) => SCENES.includes(name));
  if (scenes.length === 0) {
    console.error('bench: the carts are not built: npm run bench:debugger builds them');
    return EXIT_ABSENT;
  }
  const verdicts: boolean[] = [];
  const tell = (what: string, value: number, most: number, text: string): void => {
    verdicts.push(value <= most);
    console.log(`${what}: ${text}${value <= most ? '' : '  TOO MUCH'}`);
  };
  const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(2)} %`;
  const all: Record<What, number[]> = { nothing: [], open: [], breakpoint: [] };
  for (const { name, path } of scenes) {
    const [nothing, open, breakpoint] = (['nothing', 'open', 'breakpoint'] as const).map((what) => {
      const ratio = Number(child(what, path));
      all[what].push(ratio);
      return percent(ratio);
    });
    console.log(`${name}: two without debugger differ by ${nothing}; open costs ${open}, a write breakpoint ${breakpoint}`);
  }
  const open = median(all.open);
  const breakpoint = median(all.breakpoint);
  tell('open, nothing watched, median of the scenes', open, MOST_OPEN, `${percent(open)} of the frame, at most 1 %`);
  tell('one write breakpoint on WRAM, median', breakpoint, MOST_BREAKPOINT, `${percent(breakpoint)} of the frame, at most 10 %`);
  const play = scenes.find(({ name }) => name.includes('mode 1')) ?? scenes[0];
  const back = JSON.parse(child('back', play.path, String(minutes))) as BackTimes;
  const after = `after ${minutes} minutes of play, ${back.keyframes} keyframes`;
  tell('one instruction back', back.cpu, MOST_BACK_MS, `${back.cpu.toFixed(1)} ms in the median ${after}`);
  tell('one instruction of the sound processor back', back.smp, MOST_BACK_MS, `${back.smp.toFixed(1)} ms in the median`);
  tell('the same with code and calls shown', back.panels, MOST_BACK_MS, `${back.panels.toFixed(1)} ms in the median`);
  tell('and so again and again', back.repeated, MOST_BACK_MS, `${back.repeated.toFixed(1)} ms in the median`);
  console.log(`code and calls for the first time after the pause: ${back.first.toFixed(1)} ms`);
  tell('one frame back', back.frame, MOST_BACK_MS, `${back.frame.toFixed(1)} ms in the median`);
  const failed = verdicts.filter((good) => !good).length;
  console.log(`${verdicts.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const [first, what = '', path = '', minutes = ''] = process.argv.slice(2);
if (first === CHILD_MARK)
  console.log(what === 'back' ? JSON.stringify(stepsBack(path, Number(minutes))) : String(ratioOf(path, what as What)));
else process.exitCode = main(first === '--minutes' ? Number(what) : 60);
