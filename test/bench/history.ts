// What rewind, run-ahead and states cost, as parts of a frame's time in the same run: history.ts [SCENE ...].
import { readFileSync } from 'node:fs';
import { Snapshot } from '../../src/core/state/snapshot.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { findScenes, type FoundScene } from './scenes.ts';

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function timed(action: () => void): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

interface Row {
  readonly scene: string;
  readonly frame: number;
  readonly snapshot: number;
  readonly restore: number;
  readonly bytes: number;
}

/** Frames, snapshots and restores in turn, so that a busy machine slows all of them alike. */
function measure(scene: FoundScene): Row {
  const machine = new HeadlessMachine(readFileSync(scene.path));
  for (let frame = 0; frame < scene.warmup; frame++) machine.runFrame();
  const snapshots = Array.from({ length: 8 }, () => new Snapshot());
  const frames: number[] = [];
  const taken: number[] = [];
  const restored: number[] = [];
  for (let frame = 0; frame < scene.frames; frame++) {
    const snapshot = snapshots[frame % snapshots.length];
    frames.push(timed(() => machine.runFrame()));
    taken.push(timed(() => machine.snes.takeSnapshot(snapshot)));
    restored.push(timed(() => machine.snes.restoreSnapshot(snapshot)));
  }
  return {
    scene: scene.name,
    frame: median(frames),
    snapshot: median(taken),
    restore: median(restored),
    bytes: snapshots[0].length,
  };
}

for (const scene of findScenes(PROJECT_ROOT, process.env['DOTCLOCK_ROMS'])) {
  const row = measure(scene);
  const part = (time: number): string => `${((100 * time) / row.frame).toFixed(2)} %`;
  console.log(
    `${row.scene.padEnd(30)} frame ${row.frame.toFixed(2)} ms  snapshot ${part(row.snapshot)}  restore ${part(row.restore)}  ${row.bytes} bytes`,
  );
}
