import { join } from 'node:path';
import { readMeta, readRecordHead, HEAD_BYTES, RecordError } from './record-file.ts';
import { FOLDERS, inWords } from '../disk-words.ts';
import { DISK, TEMPORARY, writeDurable, type FileLayer } from './file-layer.ts';
import type { RecordMeta } from '../../../src/shared/states.ts';

export const RECORD_EXTENSION = '.dcstate';
export const BIN = 'bin';
const INDEX = 'index.json';
const INDEX_FORMAT = 1;
/** New files after which the index is written again. */
const INDEX_EVERY = 50;
/** Milliseconds after which a temporary file belongs to nobody any more. */
const ABANDONED = 24 * 3600_000;
const AT_ONCE = 16;

export interface FoundRecord {
  readonly meta: RecordMeta;
  /** Below the game's folder, with slashes. */
  readonly file: string;
  readonly size: number;
  readonly binned: boolean;
}

interface Known {
  readonly size: number;
  readonly time: number;
  readonly meta: RecordMeta | null;
  readonly problem: string;
}

export function recordFileName(created: number, id: string): string {
  return `${new Date(created).toISOString().replace(/[-:.Z]/g, '')}-${id}${RECORD_EXTENSION}`;
}

/** The record files of one game. What it knows of them is a cache: the folder is what counts, whoever changes it. */
export class RecordFolder {
  readonly #files: FileLayer;
  readonly #folder: string;
  readonly #romHash: string;
  readonly #known = new Map<string, Known>();
  #opened = false;
  #unwritten = 0;
  #found = new Map<string, FoundRecord>();

  constructor(folder: string, romHash: string, files: FileLayer = DISK) {
    this.#folder = folder;
    this.#romHash = romHash;
    this.#files = files;
  }

  /** By id. */
  get records(): ReadonlyMap<string, FoundRecord> {
    return this.#found;
  }

  get problems(): { fileName: string; reason: string }[] {
    return [...this.#known].flatMap(([fileName, { problem }]) => (problem === '' ? [] : [{ fileName, reason: problem }]));
  }

  /** Looks at the folder as it is now. */
  async refresh(): Promise<void> {
    const first = !this.#opened;
    const index = first ? await this.#readIndex() : new Map<string, Known>();
    const [main, bin] = await Promise.all([this.#files.list(this.#folder), this.#files.list(join(this.#folder, BIN))]);
    if (first) await this.#removeAbandoned(main);
    const names = [...main, ...bin.map((name) => `${BIN}/${name}`)].filter((name) => name.endsWith(RECORD_EXTENSION)).sort();
    const there = new Set(names);
    for (const name of this.#known.keys()) if (!there.has(name)) this.#known.delete(name);
    const unknown = names.filter((name) => (this.#known.get(name)?.meta ?? null) === null);
    for (let at = 0; at < unknown.length; at += AT_ONCE) {
      await Promise.all(unknown.slice(at, at + AT_ONCE).map((name) => this.#look(name, index.get(name))));
    }
    this.#opened = true;
    this.#sort(names);
    if (this.#unwritten >= INDEX_EVERY) await this.writeIndex();
  }

  async #look(name: string, cached: Known | undefined): Promise<void> {
    const path = join(this.#folder, name);
    try {
      const facts = await this.#files.facts(path);
      if (facts === null) return;
      const { size, time } = facts;
      const before = cached ?? this.#known.get(name);
      if (before?.size === size && before.time === time && (before.meta === null || before.meta.romHash === this.#romHash)) {
        this.#known.set(name, before);
        return;
      }
      this.#unwritten++;
      this.#known.set(name, { size, time, ...(await this.#head(path)) });
    } catch (error) {
      const problem = await inWords(() => Promise.reject(error as Error), FOLDERS.states).catch((told: Error) => told.message);
      this.#known.set(name, { size: 0, time: 0, meta: null, problem });
    }
  }

  async #head(path: string): Promise<{ meta: RecordMeta | null; problem: string }> {
    const bytes = await this.#files.read(path, HEAD_BYTES);
    try {
      let meta: RecordMeta;
      try {
        meta = await readRecordHead(bytes ?? new Uint8Array());
      } catch (error) {
        // A long note does not fit into the head.
        const whole = bytes?.length === HEAD_BYTES ? await this.#files.read(path) : null;
        if (whole === null) throw error;
        meta = await readRecordHead(whole);
      }
      return meta.romHash === this.#romHash
        ? { meta, problem: '' }
        : { meta: null, problem: 'the state belongs to another game.' };
    } catch (error) {
      if (error instanceof RecordError) return { meta: null, problem: error.message };
      throw error;
    }
  }

  /** Of copies of one record the one outside the bin counts, then the first by name. */
  #sort(names: readonly string[]): void {
    this.#found = new Map();
    for (const binned of [false, true]) {
      for (const file of names) {
        const known = this.#known.get(file);
        if (known === undefined || known.meta === null || file.startsWith(`${BIN}/`) !== binned) continue;
        if (!this.#found.has(known.meta.id)) this.#found.set(known.meta.id, { meta: known.meta, file, size: known.size, binned });
      }
    }
  }

  async #removeAbandoned(names: readonly string[]): Promise<void> {
    for (const name of names.filter((one) => TEMPORARY.test(one))) {
      const path = join(this.#folder, name);
      const facts = await this.#files.facts(path);
      if (facts !== null && Date.now() - facts.time > ABANDONED) await this.#files.remove(path).catch(() => {});
    }
  }

  async #readIndex(): Promise<Map<string, Known>> {
    const cached = new Map<string, Known>();
    try {
      const bytes = await this.#files.read(join(this.#folder, INDEX));
      if (bytes === null) return cached;
      const { format, files } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { format: unknown; files: unknown };
      if (format !== INDEX_FORMAT || !Array.isArray(files)) return cached;
      for (const one of files as unknown[]) {
        const { name, size, time, meta } = (one ?? {}) as Record<string, unknown>;
        const checked = readMeta(meta);
        if (typeof name === 'string' && typeof size === 'number' && typeof time === 'number' && checked !== null)
          cached.set(name, { size, time, meta: checked, problem: '' });
      }
    } catch {
      // A broken index is none: the files are read again.
    }
    return cached;
  }

  /** Only a cache: when it cannot be written, nothing is missing. */
  async writeIndex(): Promise<void> {
    if (this.#unwritten === 0) return;
    const files = [...this.#known].flatMap(([name, { size, time, meta }]) => (meta === null ? [] : [{ name, size, time, meta }]));
    this.#unwritten = 0;
    await writeDurable(
      this.#files,
      join(this.#folder, INDEX),
      Buffer.from(JSON.stringify({ format: INDEX_FORMAT, files })),
    ).catch(() => {});
  }
}
