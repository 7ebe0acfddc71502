import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  isAutomatic,
  type ActsAround,
  type LoadedRecord,
  type QuotaPreview,
  type RecordChange,
  type RecordId,
  type RecordMeta,
  type SaveRequest,
  type Slot,
  type StateAct,
  type StateRecord,
  type Timeline,
} from '../../../src/shared/states.ts';
import { ChangeLog } from './change-log.ts';
import { DISK, moveDurable, writeDurable, type FileLayer } from './file-layer.ts';
import { newId, type Change } from './journal.ts';
import { packRecord, readRecordPicture, RecordError, unpackRecord, type RecordContents } from './record-file.ts';
import { BIN, RecordFolder, recordFileName, type FoundRecord } from './record-folder.ts';

export interface TimelineOptions {
  /** `<states>/<ROM hash>`. */
  readonly folder: string;
  readonly romHash: string;
  /** Names this running copy of Dotclock. */
  readonly writer: string;
  readonly coreVersion: string;
  readonly files?: FileLayer;
  readonly now?: () => number;
}

/** A record's metadata and picture are in its first bytes. */
const PICTURE_BYTES = 2 << 20;
const MOST_RECENT = 8;
const NO_RECORD = 'that state is not there any more.';

function digestOf(state: Uint8Array): string {
  return createHash('sha256').update(state).digest('hex');
}

/** All states of one game. Not for several calls at once: the store puts them one after the other. */
export class GameTimeline {
  readonly #files: FileLayer;
  readonly #options: TimelineOptions;
  readonly #now: () => number;
  readonly #folder: RecordFolder;
  readonly #log: ChangeLog;
  /** States that were written or handed out last, by their digest: an automatic record of the same bytes needs no file. */
  readonly #recent = new Map<string, RecordId>();

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#files = options.files ?? DISK;
    this.#now = options.now ?? Date.now;
    this.#folder = new RecordFolder(options.folder, options.romHash, this.#files);
    this.#log = new ChangeLog(join(options.folder, 'changes'), options.writer, this.#files, this.#now);
  }

  async refresh(): Promise<void> {
    await this.#log.refresh();
    await this.#folder.refresh();
  }

  async close(): Promise<void> {
    await this.#folder.writeIndex();
  }

  async list(): Promise<Timeline> {
    await this.refresh();
    const records = [...this.#folder.records.values()].map((found) => this.#record(found));
    records.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1));
    return { records, problems: this.#folder.problems };
  }

  #record({ meta, size, binned }: FoundRecord): StateRecord {
    const { names, notes, pins, slots } = this.#log.state;
    return {
      ...meta,
      name: names.get(meta.id) ?? meta.name,
      note: notes.get(meta.id) ?? meta.note,
      parent: this.#parentOf(meta),
      pinned: pins.get(meta.id) ?? false,
      slots: binned ? [] : [...slots].flatMap(([slot, id]) => (id === meta.id ? [slot] : [])).sort((a, b) => a - b),
      size,
      binned,
    };
  }

  /** The nearest ancestor that is there. A parent is older than its child, so that no file can make a circle. */
  #parentOf(meta: RecordMeta): RecordId | null {
    const seen = new Set<RecordId>([meta.id]);
    let parent = meta.parent;
    while (parent !== null && !seen.has(parent)) {
      seen.add(parent);
      const found = this.#folder.records.get(parent);
      if (found !== undefined)
        return found.meta.created <= meta.created && (found.meta.created < meta.created || parent < meta.id) ? parent : null;
      parent = this.#log.state.gone.get(parent) ?? null;
    }
    return null;
  }

  async #found(id: RecordId): Promise<FoundRecord> {
    let found = this.#folder.records.get(id);
    if (found === undefined) {
      await this.refresh();
      found = this.#folder.records.get(id);
    }
    if (found === undefined) throw new RecordError(NO_RECORD);
    return found;
  }

  /** Adds a record. Resolves when it is on the disk, read back, and the slot points at it. */
  async save(request: SaveRequest): Promise<StateRecord> {
    const { how, slot, parent, frame, playSeconds, state, picture, sram, inputs, anchor, devices } = request;
    await this.refresh();
    const same = this.#folder.records.get(this.#recent.get(digestOf(state)) ?? '');
    if (isAutomatic(how) && same !== undefined && !same.binned) return this.#record(same);
    const meta: RecordMeta = {
      id: newId(),
      parent,
      name: '',
      note: '',
      created: this.#now(),
      playSeconds,
      frame,
      how,
      coreVersion: this.#options.coreVersion,
      romHash: this.#options.romHash,
      devices,
      anchor,
    };
    await this.#write({ meta, state, picture, sram, inputs });
    this.#remember(meta.id, state);
    if (!isAutomatic(how)) await this.#log.add(this.#saved(meta.id, slot));
    return this.#record(await this.#found(meta.id));
  }

  #remember(id: RecordId, state: Uint8Array): void {
    const digest = digestOf(state);
    this.#recent.delete(digest);
    this.#recent.set(digest, id);
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > MOST_RECENT && oldest !== undefined) this.#recent.delete(oldest);
  }

  #saved(id: RecordId, slot: Slot | null): Change[] {
    const before = slot === null ? null : (this.#log.state.slots.get(slot) ?? null);
    const act: Change = { op: 'save', act: newId(), slot, before, id };
    return slot === null ? [act] : [{ op: 'slot', slot, id }, act];
  }

  async #write(contents: RecordContents): Promise<void> {
    await this.put(contents.meta, await packRecord(contents));
  }

  /** Writes a record's file as it is, if its id is not there yet. */
  async put(meta: RecordMeta, bytes: Uint8Array): Promise<void> {
    const found = this.#folder.records.get(meta.id);
    if (found?.binned === true) await this.restore([meta.id]);
    if (found !== undefined) return;
    await this.#files.makeFolder(this.#options.folder);
    await writeDurable(this.#files, join(this.#options.folder, recordFileName(meta.created, meta.id)), bytes);
    await this.#folder.refresh();
  }

  /** The file's bytes. */
  async #read(id: RecordId): Promise<{ found: FoundRecord; bytes: Uint8Array }> {
    const found = await this.#found(id);
    const bytes = await this.#files.read(join(this.#options.folder, found.file));
    if (bytes === null) throw new RecordError(NO_RECORD);
    return { found, bytes };
  }

  /** A record, checked to its last byte. @throws RecordError */
  async load(id: RecordId): Promise<LoadedRecord> {
    const { found, bytes } = await this.#read(id);
    const { meta, state, picture, sram, inputs } = await unpackRecord(bytes);
    if (meta.romHash !== this.#options.romHash) throw new RecordError('the state belongs to another game; load that game first.');
    this.#remember(id, state);
    return { record: this.#record(found), state, picture, sram, inputs };
  }

  /** The picture of a record, without a look at the rest; null when it has none. */
  async picture(id: RecordId): Promise<Uint8Array | null> {
    const found = this.#folder.records.get(id) ?? (await this.#found(id));
    const bytes = await this.#files.read(join(this.#options.folder, found.file), Math.min(found.size, PICTURE_BYTES));
    return bytes === null ? null : readRecordPicture(bytes);
  }

  /** A record as a file for others, with its name and note of today. */
  async export(id: RecordId): Promise<{ record: StateRecord; bytes: Uint8Array }> {
    const { found, bytes } = await this.#read(id);
    const contents = await unpackRecord(bytes);
    const record = this.#record(found);
    const { name, note } = record;
    if (name === contents.meta.name && note === contents.meta.note) return { record, bytes };
    return { record, bytes: await packRecord({ ...contents, meta: { ...contents.meta, name, note } }) };
  }

  async change(id: RecordId, { name, note, pinned }: RecordChange): Promise<StateRecord> {
    const found = await this.#found(id);
    await this.#log.add([
      ...(name === undefined ? [] : [{ op: 'name' as const, id, name }]),
      ...(note === undefined ? [] : [{ op: 'note' as const, id, note }]),
      ...(pinned === undefined ? [] : [{ op: 'pin' as const, id, pinned }]),
    ]);
    return this.#record(found);
  }

  /** The record that a slot points at; null when it points at none, or at one in the bin. */
  async inSlot(slot: Slot): Promise<StateRecord | null> {
    await this.refresh();
    const id = this.#log.state.slots.get(slot);
    const found = id === undefined ? undefined : this.#folder.records.get(id);
    return found === undefined || found.binned ? null : this.#record(found);
  }

  async setSlot(slot: Slot, id: RecordId): Promise<void> {
    await this.#found(id);
    await this.#log.refresh();
    await this.#log.add(this.#saved(id, slot));
  }

  async bin(ids: readonly RecordId[]): Promise<void> {
    await this.#move(ids, false);
  }

  async restore(ids: readonly RecordId[]): Promise<void> {
    await this.#move(ids, true);
  }

  async #move(ids: readonly RecordId[], out: boolean): Promise<void> {
    const { folder } = this.#options;
    try {
      for (const id of ids) {
        const found = await this.#found(id);
        if (found.binned !== out) continue;
        const name = found.file.replace(`${BIN}/`, '');
        await moveDurable(this.#files, join(folder, found.file), out ? join(folder, name) : join(folder, BIN, name));
      }
    } finally {
      await this.#folder.refresh();
    }
  }

  /** Removes records for good; only what lies in the bin. */
  async erase(ids: readonly RecordId[]): Promise<void> {
    await this.refresh();
    const binned = ids.flatMap((id) => this.#folder.records.get(id) ?? []).filter((found) => found.binned);
    await this.#remove(binned);
  }

  async #remove(records: readonly FoundRecord[]): Promise<void> {
    await this.#log.add(records.map(({ meta }) => ({ op: 'gone', id: meta.id, parent: meta.parent })));
    try {
      for (const { file } of records) await this.#files.remove(join(this.#options.folder, file));
    } finally {
      await this.#folder.refresh();
    }
  }

  async acts(): Promise<ActsAround> {
    await this.refresh();
    const { undo, redo } = this.#log.state.acts;
    const there = (act: StateAct, id: RecordId): StateAct | null => (this.#folder.records.has(id) ? act : null);
    return {
      undo: undo === null || undo.kind === 'save' ? undo : there(undo, undo.before),
      redo: redo === null ? null : there(redo, redo.kind === 'save' ? redo.record : redo.after),
    };
  }

  /** Remembers that the game went from one record to another. */
  async loaded(before: RecordId, after: RecordId): Promise<void> {
    await this.#log.refresh();
    await this.#log.add([{ op: 'load', act: newId(), before, after }]);
  }

  /** Takes the last act back, or does it again. For a load the game is at the other record already, and was at `back`. */
  async step(direction: 'undo' | 'redo', actId: string, back: RecordId | null): Promise<void> {
    const act = (await this.acts())[direction];
    if (act === null || act.id !== actId) throw new RecordError('that was changed elsewhere in between.');
    const moved: Change = { op: direction, act: act.id, back };
    if (act.kind === 'load') return this.#log.add([moved]);
    const { slot, before, record } = act;
    if (slot === null) await (direction === 'undo' ? this.bin([record]) : this.restore([record]));
    const pointer = direction === 'undo' ? before : record;
    return this.#log.add([...(slot === null ? [] : [{ op: 'slot' as const, slot, id: pointer }]), moved]);
  }

  /** Automatic records that nothing protects, oldest first; the newest automatic one always stays. */
  async #expendable(): Promise<FoundRecord[]> {
    const { records } = await this.list();
    const anchors = new Set(records.map(({ anchor }) => anchor));
    const automatic = records.filter(({ how, binned }) => isAutomatic(how) && !binned);
    const free = automatic
      .slice(1)
      .filter(
        ({ id, pinned, name, note, slots }) => !pinned && name === '' && note === '' && slots.length === 0 && !anchors.has(id),
      );
    return free.reverse().flatMap(({ id }) => this.#folder.records.get(id) ?? []);
  }

  async #over(quota: number): Promise<{ used: number; over: FoundRecord[] }> {
    const expendable = await this.#expendable();
    const used = expendable.reduce((sum, { size }) => sum + size, 0);
    const over: FoundRecord[] = [];
    let left = used;
    for (const found of expendable) {
      if (left <= quota) break;
      over.push(found);
      left -= found.size;
    }
    return { used, over };
  }

  async previewQuota(quota: number): Promise<QuotaPreview> {
    const { used, over } = await this.#over(quota);
    return {
      used,
      count: over.length,
      bytes: over.reduce((sum, { size }) => sum + size, 0),
      oldest: over[0]?.meta.created ?? 0,
      newest: over.at(-1)?.meta.created ?? 0,
    };
  }

  /** Removes what a quota leaves no room for. How many. */
  async applyQuota(quota: number): Promise<number> {
    const { over } = await this.#over(quota);
    if (over.length > 0) await this.#remove(over);
    return over.length;
  }
}
