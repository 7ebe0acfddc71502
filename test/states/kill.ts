import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GameTimeline } from '../../electron/services/states/timeline.ts';
import { newId } from '../../electron/services/states/journal.ts';
import { HASH } from '../unit/states/memory-disk.ts';

const LONGEST_LIFE = 150;

/** Starts the child, kills it at a random moment; the last frame that it said was safe, or -1. */
function lifeAndDeath(script: string, folder: string, frame: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, 'child', folder, String(frame)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE);
      said += text.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      const safe = said
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== 'ready');
      resolve(safe.length === 0 ? -1 : Number(safe.at(-1)));
    });
  });
}

export interface KillResult {
  readonly kills: number;
  readonly records: number;
  /** What was found wrong after a kill. */
  readonly faults: readonly string[];
}

/** Starts `script child FOLDER FRAME` and kills it while it saves, `kills` times, and looks after each time whether all that it called safe is there. */
export async function killWhileSaving(kills: number, script: string): Promise<KillResult> {
  let folder = mkdtempSync(join(tmpdir(), 'dotclock-kill-'));
  const faults: string[] = [];
  let records = 0;
  let frame = 0;
  let safe = -1;
  try {
    for (let kill = 0; kill < kills; kill++) {
      if (kill % 50 === 0) {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), 'dotclock-kill-'));
        safe = -1;
      }
      safe = Math.max(safe, await lifeAndDeath(script, folder, frame));
      const timeline = new GameTimeline({ folder, romHash: HASH, writer: newId(), coreVersion: '0.1.0' });
      const list = await timeline.list();
      for (const { fileName, reason } of list.problems) faults.push(`kill ${kill}: ${fileName}: ${reason}`);
      for (const { id } of list.records) {
        await timeline.load(id).catch((error: Error) => void faults.push(`kill ${kill}: ${id}: ${error.message}`));
      }
      const frames = list.records.map((record) => record.frame);
      const slot = await timeline.inSlot(1);
      if (safe >= 0 && (slot === null || slot.frame < safe))
        faults.push(`kill ${kill}: slot 1 is at ${slot?.frame}, ${safe} was safe`);
      const first = frame;
      frame = Math.max(frame, ...frames) + 1;
      for (let one = first; one <= safe; one++) if (!frames.includes(one)) faults.push(`kill ${kill}: frame ${one} is lost`);
      records += list.records.length;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, records, faults };
}
