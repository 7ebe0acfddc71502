import { join } from 'node:path';
import type {
  ActsAround,
  Comparison,
  ExportedFile,
  ImportResult,
  RefusedFile,
  LoadedRecord,
  QuotaPreview,
  RecordChange,
  RecordId,
  Recovery,
  SaveRequest,
  Slot,
  StateRecord,
  Timeline,
} from '../../../src/shared/states.ts';
import type { PendingWrites } from '../data-files.ts';
import { compareStates } from './compare.ts';
import { exportName, importRecord, isBatteryFile, isZipFile, unzipRecords, zipRecords } from './exchange.ts';
import { FOLDERS, inWords } from '../disk-words.ts';
import { DISK, type FileLayer } from './file-layer.ts';
import { newId } from './journal.ts';
import { oldSlots } from './old-slots.ts';
import { packRecord, RecordError } from './record-file.ts';
import { RunningGames } from './running-games.ts';
import { GameTimeline } from './timeline.ts';

export interface StateStoreOptions {
  readonly folder: string;
  readonly writes: PendingWrites;
  readonly coreVersion: string;
  readonly files?: FileLayer;
  readonly now?: () => number;
}

/** The game that runs, and its last moment that is not on the disk. */
interface HeldMoment {
  readonly hash: string;
  request: SaveRequest | null;
  /** Something of this run is on the disk. */
  kept: boolean;
}

/** From which a game goes on: moments that a player left or was in, not those that a load left behind. */
const RESUMABLE = new Set(['auto', 'on-stop', 'manual', 'quick']);

/** The states of all games: one folder a game, named by its ROM's hash. */
export class StateStore {
  readonly #options: StateStoreOptions;
  readonly #files: FileLayer;
  readonly #writer = newId();
  readonly #timelines = new Map<string, Promise<GameTimeline>>();
  readonly #running: RunningGames;
  #held: HeldMoment | null = null;

  constructor(options: StateStoreOptions) {
    this.#options = options;
    this.#files = options.files ?? DISK;
    this.#running = new RunningGames(options.folder, this.#writer, this.#files);
  }

  /** One thing at a time in a game's folder; faults of the disk come out in words. */
  #in<T>(hash: string, work: (timeline: GameTimeline) => Promise<T>): Promise<T> {
    return this.#options.writes.run(`states ${hash}`, () =>
      inWords(async () => work(await this.#timeline(hash)), FOLDERS.states),
    );
  }

  #timeline(hash: string): Promise<GameTimeline> {
    let opened = this.#timelines.get(hash);
    if (opened === undefined) {
      opened = this.#open(hash);
      this.#timelines.set(hash, opened);
      opened.catch(() => this.#timelines.delete(hash));
    }
    return opened;
  }

  async #open(hash: string): Promise<GameTimeline> {
    const { folder, coreVersion, now } = this.#options;
    const place = join(folder, hash);
    const timeline = new GameTimeline({
      folder: place,
      romHash: hash,
      writer: this.#writer,
      coreVersion,
      files: this.#files,
      ...(now === undefined ? {} : { now }),
    });
    await timeline.refresh();
    for (const { contents, slot, done } of await oldSlots(this.#files, place, hash)) {
      await timeline.put(contents.meta, await packRecord(contents));
      if (slot !== null && (await timeline.inSlot(slot)) === null) await timeline.setSlot(slot, contents.meta.id);
      await done();
    }
    return timeline;
  }

  list(hash: string): Promise<Timeline> {
    return this.#in(hash, (timeline) => timeline.list());
  }

  async save(request: SaveRequest): Promise<StateRecord> {
    const record = await this.#in(request.hash, (timeline) => timeline.save(request));
    // What was held is older than this.
    if (this.#held?.hash === request.hash) Object.assign(this.#held, { request: null, kept: true });
    return record;
  }

  /** Keeps a moment of the game that runs in memory, in place of the one before. */
  hold(request: SaveRequest): void {
    if (this.#held?.hash === request.hash) this.#held.request = request;
  }

  /** Writes the moment that is held, if there is one. */
  async keepHeld(): Promise<void> {
    const request = this.#held?.request ?? null;
    if (request !== null) await this.save(request);
  }

  /** The page is gone without a word: its last moment is written, and the game counts as left. */
  async pageGone(): Promise<void> {
    await this.keepHeld();
    if (this.#held?.kept === true) await this.setRunning(null);
  }

  load(hash: string, id: RecordId): Promise<LoadedRecord> {
    return this.#in(hash, (timeline) => timeline.load(id));
  }

  picture(hash: string, id: RecordId): Promise<Uint8Array | null> {
    return this.#in(hash, (timeline) => timeline.picture(id));
  }

  inSlot(hash: string, slot: Slot): Promise<StateRecord | null> {
    return this.#in(hash, (timeline) => timeline.inSlot(slot));
  }

  setSlot(hash: string, slot: Slot, id: RecordId): Promise<void> {
    return this.#in(hash, (timeline) => timeline.setSlot(slot, id));
  }

  change(hash: string, id: RecordId, change: RecordChange): Promise<StateRecord> {
    return this.#in(hash, (timeline) => timeline.change(id, change));
  }

  bin(hash: string, ids: readonly RecordId[]): Promise<void> {
    return this.#in(hash, (timeline) => timeline.bin(ids));
  }

  restore(hash: string, ids: readonly RecordId[]): Promise<void> {
    return this.#in(hash, (timeline) => timeline.restore(ids));
  }

  erase(hash: string, ids: readonly RecordId[]): Promise<void> {
    return this.#in(hash, (timeline) => timeline.erase(ids));
  }

  acts(hash: string): Promise<ActsAround> {
    return this.#in(hash, (timeline) => timeline.acts());
  }

  loaded(hash: string, before: RecordId, after: RecordId): Promise<void> {
    return this.#in(hash, (timeline) => timeline.loaded(before, after));
  }

  step(hash: string, direction: 'undo' | 'redo', act: string, back: RecordId | null): Promise<void> {
    return this.#in(hash, (timeline) => timeline.step(direction, act, back));
  }

  previewQuota(hash: string, quota: number): Promise<QuotaPreview> {
    return this.#in(hash, (timeline) => timeline.previewQuota(quota));
  }

  applyQuota(hash: string, quota: number): Promise<number> {
    return this.#in(hash, (timeline) => timeline.applyQuota(quota));
  }

  /** The moment from which a game goes on; null when there is none. */
  latest(hash: string): Promise<StateRecord | null> {
    return this.#in(hash, (timeline) => newest(timeline));
  }

  compare(hash: string, a: RecordId, b: RecordId): Promise<Comparison> {
    return this.#in(hash, async (timeline) => {
      const [before, after] = [await timeline.load(a), await timeline.load(b)];
      return compareStates(before.state, after.state);
    });
  }

  /** One record as a file, several as an archive. */
  export(hash: string, title: string, ids: readonly RecordId[]): Promise<ExportedFile> {
    return this.#in(hash, async (timeline) => {
      const files: ExportedFile[] = [];
      for (const id of ids) {
        const { record, bytes } = await timeline.export(id);
        files.push({ name: exportName(title, record), bytes });
      }
      const [first] = files;
      if (first === undefined) throw new RecordError('there is nothing to export.');
      return files.length === 1 ? first : zipRecords(title, files);
    });
  }

  /** States, archives of them, or a battery save, by what the file is. @throws RecordError when nothing of it can be taken */
  import(hash: string, name: string, bytes: Uint8Array): Promise<ImportResult> {
    return this.#in(hash, async (timeline) => {
      if (isBatteryFile(name, bytes)) return { kind: 'battery', bytes };
      const files = isZipFile(bytes) ? unzipRecords(bytes) : [{ name, bytes }];
      const ids: RecordId[] = [];
      const refused: RefusedFile[] = [];
      for (const file of files) {
        try {
          const { meta, bytes: record } = await importRecord(file.bytes, hash, this.#options.coreVersion);
          await timeline.put(meta, record);
          ids.push(meta.id);
        } catch (error) {
          if (!(error instanceof Error) || (error.name !== 'RecordError' && error.name !== 'StateError')) throw error;
          refused.push({ fileName: file.name, reason: error.message });
        }
      }
      if (files.length === 0) throw new RecordError('the archive holds no states.');
      const [first] = refused;
      if (first !== undefined && files.length === 1) throw new RecordError(first.reason);
      return { kind: 'states', ids, refused };
    });
  }

  /** A game begins to run, or (null) ended as it should. */
  setRunning(hash: string | null): Promise<void> {
    this.#held = hash === null ? null : { hash, request: null, kept: false };
    return inWords(() => (hash === null ? this.#running.end() : this.#running.begin(hash)), FOLDERS.states);
  }

  /** What was cut off the last time; asked for once. */
  async takeRecovery(): Promise<Recovery | null> {
    const hash = await inWords(() => this.#running.takeCutOff(), FOLDERS.states);
    const record = hash === null ? null : await this.latest(hash);
    return hash === null || record === null ? null : { hash, record };
  }

  /** Writes down what makes the next start quick. */
  async close(): Promise<void> {
    await this.pageGone().catch(() => {});
    for (const hash of this.#timelines.keys()) await this.#in(hash, (timeline) => timeline.close()).catch(() => {});
  }
}

async function newest(timeline: GameTimeline): Promise<StateRecord | null> {
  const { records } = await timeline.list();
  return records.find(({ how, binned }) => !binned && RESUMABLE.has(how)) ?? null;
}
