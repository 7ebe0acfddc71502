import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { newId } from '../../electron/services/states/journal.ts';
import { RECORD_EXTENSION } from '../../electron/services/states/record-folder.ts';
import { GameTimeline } from '../../electron/services/states/timeline.ts';
import { HASH } from '../unit/states/memory-disk.ts';

const LONGEST_LIFE = 150;
/** Kills in one folder; then everything in it is read, and a new one begun. */
const KILLS_A_FOLDER = 50;

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

interface Seen {
  readonly stamp: string;
  readonly hash: string;
}

/** The record files of a folder as they were seen last: one that was seen may never be another, whoever is killed. */
class Ledger {
  readonly #seen = new Map<string, Seen>();

  /** Files that were not there at the last look; what happened to those that were goes to `fault`. `all`: none is taken on trust. */
  look(folder: string, all: boolean, fault: (what: string) => void): string[] {
    const fresh: string[] = [];
    const there = new Set<string>();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(RECORD_EXTENSION)) continue;
      const path = join(entry.parentPath, entry.name);
      there.add(path);
      const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
      const stamp = `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
      const before = this.#seen.get(path);
      if (!all && before?.stamp === stamp) continue;
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
      if (before === undefined) fresh.push(path);
      else if (before.hash !== hash) fault(`${entry.name}: its bytes are others than before`);
      this.#seen.set(path, { stamp, hash });
    }
    for (const path of this.#seen.keys()) if (!there.has(path)) fault(`${basename(path)}: the file is gone`);
    return fresh;
  }
}

export interface KillResult {
  readonly kills: number;
  /** Records that were loaded, and looks at one that nothing had touched. */
  readonly records: number;
  readonly looks: number;
  /** What was found wrong after a kill. */
  readonly faults: readonly string[];
}

/** One folder and its kills. */
class KillFolder {
  readonly #script: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'dotclock-kill-'));
  readonly #ledger = new Ledger();
  readonly faults: string[] = [];
  records = 0;
  looks = 0;
  #frame = 0;
  #safe = -1;

  constructor(script: string) {
    this.#script = script;
  }

  /** Kills once, and looks whether all that was called safe is there. `all`: every record is loaded; else those that are new. */
  async kill(number: number, all: boolean): Promise<void> {
    const fault = (what: string): void => void this.faults.push(`kill ${number}: ${what}`);
    this.#safe = Math.max(this.#safe, await lifeAndDeath(this.#script, this.#folder, this.#frame));
    const timeline = new GameTimeline({ folder: this.#folder, romHash: HASH, writer: newId(), coreVersion: '0.1.0' });
    const { records, problems } = await timeline.list();
    for (const { fileName, reason } of problems) fault(`${fileName}: ${reason}`);
    const fresh = this.#ledger.look(this.#folder, all, fault);
    const wanted = all ? records : records.filter(({ id }) => fresh.some((path) => path.includes(id)));
    if (!all && wanted.length !== fresh.length) fault(`${fresh.length} new files, but ${wanted.length} of them are listed`);
    for (const { id } of wanted) await timeline.load(id).catch((error: Error) => fault(`${id}: ${error.message}`));
    this.records += wanted.length;
    this.looks += records.length - wanted.length;
    const slot = await timeline.inSlot(1);
    if (this.#safe >= 0 && (slot === null || slot.frame < this.#safe))
      fault(`slot 1 is at ${slot?.frame}, ${this.#safe} was safe`);
    const frames = new Set(records.map((record) => record.frame));
    for (let one = 0; one <= this.#safe; one++) if (!frames.has(one)) fault(`frame ${one} is lost`);
    this.#frame = Math.max(this.#frame - 1, ...frames) + 1;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Starts `script child FOLDER FRAME` and kills it while it saves, `kills` times, several side by side, and looks after each time: what is new is loaded, what
 * was there must be the same file with the same bytes, and nothing that was called safe may be missing. After the last kill of a folder every record is loaded.
 */
export async function killWhileSaving(kills: number, script: string, lanes = 1): Promise<KillResult> {
  const result = { kills, records: 0, looks: 0, faults: [] as string[] };
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < kills) {
      const first = next;
      const end = Math.min(kills, first + KILLS_A_FOLDER);
      next = end;
      const folder = new KillFolder(script);
      try {
        for (let kill = first; kill < end; kill++) await folder.kill(kill, kill === end - 1);
      } finally {
        folder.remove();
      }
      result.records += folder.records;
      result.looks += folder.looks;
      result.faults.push(...folder.faults);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return result;
}
