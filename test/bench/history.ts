// What going back, run-ahead and snapshots cost, as parts of a frame's time in the same run: history.ts [--minutes N] [SCENE ...].
import { readFileSync } from 'node:fs';
import { Snapshot } from '../../src/core/state/snapshot.ts';
import { GameRun } from '../../src/session/game-run.ts';
import { Rewinder } from '../../src/session/rewinder.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { findScenes, type FoundScene } from './scenes.ts';

const FRAMES_A_MINUTE = 3606;
const BLOCK = 30;
const ROUNDS = 12;

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function timed(action: () => void): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

class Rig {
  pad = 0;
  readonly run: GameRun;

  constructor(scene: FoundScene) {
    const options = { region: 'auto', powerOn: { seed: 1 }, sram: null } as const;
    this.run = new GameRun(readFileSync(scene.path), options, ['pad', 'pad'], { show: () => {}, look: () => {}, hear: () => {} });
  }

  step(): void {
    this.run.step({ pad: (index) => (index === 0 ? this.pad : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) });
  }

  steps(count: number, changing = false): void {
    for (let i = 0; i < count; i++) {
      if (changing) this.pad ^= 0x0040;
      this.step();
    }
  }
}

/** Frames, snapshots and restores in turn, into as many snapshots as run-ahead and rewind use, so that a busy machine slows all of them alike. */
function snapshots(scene: FoundScene): string {
  const { run } = new Rig(scene);
  for (let frame = 0; frame < scene.warmup; frame++) run.snes.runFrame();
  const kept = Array.from({ length: 2 }, () => new Snapshot());
  const frames: number[] = [];
  const taken: number[] = [];
  const restored: number[] = [];
  for (let frame = 0; frame < scene.frames; frame++) {
    const snapshot = kept[frame % kept.length];
    frames.push(timed(() => run.snes.runFrame()));
    taken.push(timed(() => run.snes.takeSnapshot(snapshot)));
    restored.push(timed(() => run.snes.restoreSnapshot(snapshot)));
  }
  const part = (times: readonly number[]): string => `${((100 * median(times)) / median(frames)).toFixed(2)} %`;
  return `frame ${median(frames).toFixed(2)} ms, snapshot ${part(taken)}, restore ${part(restored)}, ${kept[0].length} bytes`;
}

/** Blocks of frames without run-ahead and with it, while the input holds still and while it changes with every frame; in turn. */
function runAhead(scene: FoundScene): string {
  const rig = new Rig(scene);
  rig.steps(scene.warmup);
  const blocks: Record<'plain' | 'still' | 'plainChanging' | 'changing', number[]> = {
    plain: [],
    still: [],
    plainChanging: [],
    changing: [],
  };
  for (let round = 0; round < ROUNDS; round++) {
    rig.run.ahead.frames = 0;
    blocks.plain.push(timed(() => rig.steps(BLOCK)));
    blocks.plainChanging.push(timed(() => rig.steps(BLOCK, true)));
    rig.run.ahead.frames = 1;
    rig.steps(1);
    blocks.still.push(timed(() => rig.steps(BLOCK)));
    blocks.changing.push(timed(() => rig.steps(BLOCK, true)));
  }
  const ratio = (times: readonly number[], plain: readonly number[]): string => (median(times) / median(plain)).toFixed(2);
  const still = ratio(blocks.still, blocks.plain);
  return `run-ahead 1: ${still} frames of work a frame while the input holds still, ${ratio(blocks.changing, blocks.plainChanging)} while it changes`;
}

/** Plays for minutes, then goes back a minute frame by frame. */
function rewind(scene: FoundScene, minutes: number): string {
  const rig = new Rig(scene);
  const frames = Math.round(minutes * FRAMES_A_MINUTE);
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    if (frame % 97 === 0) rig.pad = (Math.imul(frame + 1, 0x9e3779b1) >>> 16) & 0xfff0;
    times.push(timed(() => rig.step()));
  }
  const { history } = rig.run;
  let shown = 0;
  const rewinder = new Rewinder(history, {
    replayInto: (kept) => rig.run.replayInto(kept),
    show: () => void shown++,
    play: () => {},
  });
  const back: number[] = [];
  const wanted = Math.min(FRAMES_A_MINUTE, frames - 60);
  for (let i = 0; i < wanted; i++) back.push(timed(() => void rewinder.back()));
  const ratio = (back.reduce((a, b) => a + b, 0) / back.length / (times.reduce((a, b) => a + b, 0) / times.length)).toFixed(2);
  const megabytes = (history.size / (1 << 20)).toFixed(1);
  const reach = ((history.end - history.first) / FRAMES_A_MINUTE).toFixed(2);
  return `${minutes} minutes played: ${reach} kept in ${megabytes} MB; ${shown} of ${wanted} frames shown going back, ${ratio} frames of work each`;
}

const args = process.argv.slice(2);
const minutesAt = args.indexOf('--minutes');
const minutes = minutesAt < 0 ? 1 : Number(args[minutesAt + 1]);
const names = args.filter((_, at) => minutesAt < 0 || (at !== minutesAt && at !== minutesAt + 1));
const scenes = findScenes(PROJECT_ROOT, process.env['DOTCLOCK_ROMS']);
for (const scene of scenes.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(`${scene.name}\n  ${snapshots(scene)}\n  ${runAhead(scene)}\n  ${rewind(scene, minutes)}`);
}
