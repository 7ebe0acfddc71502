import { join } from 'node:path';
import * as v from 'valibot';
import {
  DEBUG_EVENTS,
  DEBUG_EXPORTS,
  DEBUG_MEMORIES,
  DEBUG_PROCESSORS,
  KEPT_SOURCES,
  LAYOUT_NAME_LENGTH,
  MOST_LAYOUTS,
  NO_DEBUG_NOTES,
  WATCH_FORMATS,
  type DebugNotes,
  type KeptLayout,
  type KeptSource,
} from '../../src/shared/debugger.ts';
import { readIfThere, writeAtomic, type PendingWrites } from './data-files.ts';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const address = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffff));
const text = v.pipe(v.string(), v.maxLength(4096));
const name = v.pipe(v.string(), v.maxLength(256));
const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xff));

const breakpoint = v.strictObject({
  id,
  enabled: v.boolean(),
  group: name,
  processor: v.picklist(DEBUG_PROCESSORS),
  event: v.nullable(v.picklist(DEBUG_EVENTS)),
  memory: v.picklist(DEBUG_MEMORIES),
  from: address,
  to: address,
  execute: v.boolean(),
  read: v.boolean(),
  write: v.boolean(),
  condition: text,
  log: text,
  stops: v.boolean(),
  ignore: v.pipe(v.number(), v.integer(), v.minValue(0)),
  temporary: v.boolean(),
  forbid: v.boolean(),
});

const notesSchema = v.strictObject({
  breakpoints: v.pipe(v.array(breakpoint), v.maxLength(2000)),
  watches: v.pipe(
    v.array(
      v.strictObject({
        id,
        text,
        processor: v.picklist(DEBUG_PROCESSORS),
        format: v.picklist(WATCH_FORMATS),
        name: v.optional(name, ''),
        type: v.optional(text, ''),
        memory: v.optional(v.picklist(DEBUG_MEMORIES), 'cpu'),
      }),
    ),
    v.maxLength(2000),
  ),
  labels: v.pipe(
    v.array(v.strictObject({ memory: v.picklist(DEBUG_MEMORIES), address, name, comment: text, length: id })),
    v.maxLength(200_000),
  ),
  frozen: v.pipe(v.array(v.strictObject({ memory: v.picklist(DEBUG_MEMORIES), address, value: byte })), v.maxLength(10_000)),
  bookmarks: v.optional(
    v.pipe(v.array(v.strictObject({ memory: v.picklist(DEBUG_MEMORIES), address, name })), v.maxLength(2000)),
    [],
  ),
  table: v.optional(v.pipe(v.string(), v.maxLength(256 << 10)), ''),
  symbols: v.optional(text, ''),
});

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 64 << 20, 'no bytes, or too many');
const panels = v.pipe(v.string(), v.maxLength(256 << 10));
const layout = v.nullable(panels);
const layouts = v.pipe(
  v.array(v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(LAYOUT_NAME_LENGTH)), layout: panels })),
  v.maxLength(MOST_LAYOUTS),
);

export const DEBUGGER_SCHEMAS = {
  'debugger.layout': v.null(),
  'debugger.setLayout': layout,
  'debugger.layouts': v.null(),
  'debugger.setLayouts': layouts,
  'debugger.notes': v.strictObject({ hash }),
  'debugger.symbols': v.strictObject({ hash, known: text }),
  'debugger.setNotes': v.strictObject({ hash, notes: notesSchema }),
  'debugger.sources': v.strictObject({ hash }),
  'debugger.setSources': v.strictObject({ hash, part: v.picklist(KEPT_SOURCES), bytes }),
  'debugger.setCodeLog': v.strictObject({ hash, bytes }),
  'debugger.export': v.strictObject({ hash, kind: v.picklist(DEBUG_EXPORTS), bytes }),
} as const;

const LAYOUT_FILE = v.object({ version: v.literal(1), layout });
const LAYOUTS_FILE = v.object({ version: v.literal(1), layouts });
const NOTES_FILE = v.object({ version: v.literal(1), notes: notesSchema });

function sourceFile(game: string, part: KeptSource): string {
  return `${game}.${part}.json`;
}

/** What the debugger keeps: its layout, and by game breakpoints, watches, labels and the code/data log. A file that can't be read is kept under another name. */
export class DebuggerStore {
  readonly #folder: string;
  readonly #writes: PendingWrites;

  constructor(folder: string, writes: PendingWrites) {
    this.#folder = folder;
    this.#writes = writes;
  }

  async layout(): Promise<string | null> {
    return (await this.#read('layout.json', LAYOUT_FILE))?.layout ?? null;
  }

  setLayout(kept: string | null): Promise<void> {
    return this.#write('layout.json', { version: 1, layout: kept });
  }

  async layouts(): Promise<readonly KeptLayout[]> {
    return (await this.#read('layouts.json', LAYOUTS_FILE))?.layouts ?? [];
  }

  setLayouts(kept: readonly KeptLayout[]): Promise<void> {
    return this.#write('layouts.json', { version: 1, layouts: kept });
  }

  async notes(game: string): Promise<{ notes: DebugNotes; codeLog: Uint8Array | null }> {
    const kept = await this.#read(`${game}.json`, NOTES_FILE);
    return { notes: kept?.notes ?? NO_DEBUG_NOTES, codeLog: await readIfThere(this.#path(`${game}.cdl`)) };
  }

  setNotes(game: string, notes: DebugNotes): Promise<void> {
    return this.#write(`${game}.json`, { version: 1, notes });
  }

  /** A game's new version goes on with what was set on the former one, unless it has its own. Labels of a symbol file are that build's alone. */
  async copy(before: string, after: string): Promise<void> {
    const [old, own] = await Promise.all([before, after].map((game) => this.#read(`${game}.json`, NOTES_FILE)));
    if (!old || own !== null) return;
    const labels = old.notes.symbols === '' ? old.notes.labels : [];
    await this.setNotes(after, { ...old.notes, labels, symbols: '' });
  }

  setCodeLog(game: string, log: Uint8Array): Promise<void> {
    return this.#writes.run(`debugger ${game}.cdl`, () => writeAtomic(this.#path(`${game}.cdl`), log));
  }

  async sources(game: string): Promise<{ readonly [P in KeptSource]: Uint8Array | null }> {
    const [lines, texts] = await Promise.all(KEPT_SOURCES.map((part) => readIfThere(this.#path(sourceFile(game, part)))));
    return { lines: lines ?? null, texts: texts ?? null };
  }

  setSources(game: string, part: KeptSource, kept: Uint8Array): Promise<void> {
    const file = sourceFile(game, part);
    return this.#writes.run(`debugger ${file}`, () => writeAtomic(this.#path(file), kept));
  }

  #path(file: string): string {
    return join(this.#folder, file);
  }

  async #read<S extends v.GenericSchema>(file: string, schema: S): Promise<v.InferOutput<S> | null> {
    const kept = await readIfThere(this.#path(file));
    if (kept === null) return null;
    try {
      return v.parse(schema, JSON.parse(new TextDecoder().decode(kept)));
    } catch {
      await writeAtomic(this.#path(file.replace(/\.json$/, `.broken-${Date.now()}.json`)), kept);
      return null;
    }
  }

  #write(file: string, value: unknown): Promise<void> {
    return this.#writes.run(`debugger ${file}`, () => writeAtomic(this.#path(file), JSON.stringify(value)));
  }
}
