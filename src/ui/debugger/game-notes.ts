import { signal } from '@preact/signals';
import { parseTable, TextTable } from '../../session/debug-protocol.ts';
import type { Breakpoint, BreakpointState, FrozenByte, MemoryName } from '../../session/debug-protocol.ts';
import { NO_DEBUG_NOTES, type KeptBookmark, type KeptWatch } from '../../shared/debugger.ts';
import type { App } from '../app.ts';
import type { DebugModel } from './debug-model.ts';
import { takeSymbolText } from './files.ts';
import { packTexts, sources, symbolFiles, unpackTexts } from './sources.ts';

/** Milliseconds after a change before it is written. */
const SAVE_AFTER = 800;
const MOST_TEXT_BYTES = 32 << 20;

function plain(breakpoint: BreakpointState): Breakpoint {
  const kept: Breakpoint & { hits?: number } = { ...breakpoint };
  delete kept.hits;
  return kept;
}

/** What is kept for a game by its ROM's hash: breakpoints, watches, labels, frozen bytes, source and the code/data log. */
export class GameNotes {
  readonly watches = signal<readonly KeptWatch[]>([]);
  readonly frozen = signal<readonly FrozenByte[]>([]);
  readonly bookmarks = signal<readonly KeptBookmark[]>([]);
  /** The game's letters; empty for ASCII. */
  readonly letters = signal(new TextTable([]));
  readonly #app: App;
  readonly #model: DebugModel;
  #hash = '';
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dirty = false;
  #table = '';
  #symbols = '';
  #linesDirty = false;

  constructor(app: App, model: DebugModel) {
    this.#app = app;
    this.#model = model;
  }

  /** Gives the session what was kept. A list that it refuses is said, and nothing is lost. */
  async load(hash: string): Promise<void> {
    const { notes, codeLog } = await this.#app.bridge.call('debugger.notes', { hash });
    this.#hash = hash;
    this.#dirty = false;
    this.watches.value = notes.watches;
    this.frozen.value = notes.frozen;
    this.bookmarks.value = notes.bookmarks;
    this.#table = notes.table;
    this.letters.value = parseTable(notes.table);
    await this.#model.ask('setTable', { text: notes.table });
    await this.#model.ask('setLabels', notes.labels);
    const problem = await this.#model.ask('setBreakpoints', notes.breakpoints);
    if (problem !== null) this.#app.toast(problem.problem.message, { kind: 'error' });
    this.#model.breakpoints.value = await this.#model.ask('breakpoints', null);
    if (notes.frozen.length > 0) await this.#model.ask('freeze', notes.frozen);
    if (codeLog !== null) await this.#model.ask('loadCodeLog', codeLog);
    await this.#loadSources(hash);
    this.#symbols = notes.symbols;
    await this.#symbolsBeside().catch((error: unknown) => this.#app.attempt(() => Promise.reject(error)));
  }

  /** Labels of the build, once for each file that it leaves beside the game. */
  async #symbolsBeside(): Promise<void> {
    const beside = await this.#app.bridge.call('debugger.symbols', { hash: this.#hash, known: this.#symbols });
    if (beside === null) return;
    this.#symbols = beside.stamp;
    this.changed();
    await takeSymbolText(this.#app, beside.name, beside.text);
  }

  /** Source that was kept and can't be read is said; the game is debugged without it. */
  async #loadSources(hash: string): Promise<void> {
    this.#linesDirty = false;
    const { lines, texts } = await this.#app.bridge.call('debugger.sources', { hash });
    sources.value = new Map();
    if (texts !== null) this.#app.attempt(() => void (sources.value = unpackTexts(new TextDecoder().decode(texts))));
    const text = lines === null ? '' : new TextDecoder().decode(lines);
    if (text !== '')
      await this.#model.ask('unpackLines', { text }).catch((error: unknown) => this.#app.attempt(() => Promise.reject(error)));
    symbolFiles.value++;
  }

  /** Source lines have come from a symbol file. */
  linesChanged(): void {
    this.#linesDirty = true;
    this.changed();
  }

  /** Source files were read. Those that are large together stay as long as the game is open, and no longer. */
  async keepTexts(texts: ReadonlyMap<string, string>): Promise<void> {
    const bytes = new TextEncoder().encode(packTexts(texts));
    if (this.#hash === '' || bytes.length > MOST_TEXT_BYTES) return;
    await this.#app.bridge.call('debugger.setSources', { hash: this.#hash, part: 'texts', bytes });
  }

  /** Writes after a moment of rest. */
  changed(): void {
    this.#dirty = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#app.attempt(() => this.#write()), SAVE_AFTER);
  }

  /** Writes what is pending, and the code/data log. */
  async save(): Promise<void> {
    if (this.#hash === '') return;
    await this.#write();
    const { bytes, code, data } = await this.#model.ask('codeLog', null);
    if (code + data > 0) await this.#app.bridge.call('debugger.setCodeLog', { hash: this.#hash, bytes });
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#dirty) return;
    this.#dirty = false;
    const breakpoints = this.#model.breakpoints.peek().filter(({ temporary }) => !temporary);
    const labels = await this.#model.ask('labels', null);
    const notes = {
      ...NO_DEBUG_NOTES,
      breakpoints: breakpoints.map(plain),
      watches: this.watches.peek(),
      labels,
      frozen: this.frozen.peek(),
      bookmarks: this.bookmarks.peek(),
      table: this.#table,
      symbols: this.#symbols,
    };
    await this.#app.bridge.call('debugger.setNotes', { hash: this.#hash, notes });
    if (!this.#linesDirty) return;
    this.#linesDirty = false;
    const bytes = new TextEncoder().encode(await this.#model.ask('packLines', null));
    await this.#app.bridge.call('debugger.setSources', { hash: this.#hash, part: 'lines', bytes });
  }

  setWatches(list: readonly KeptWatch[]): void {
    this.watches.value = list;
    this.changed();
  }

  addWatch(text: string, more: Partial<KeptWatch> = {}): void {
    const id = Math.max(0, ...this.watches.peek().map((one) => one.id)) + 1;
    const plain: KeptWatch = {
      id,
      text,
      format: 'hex',
      processor: this.#model.processor.peek(),
      name: '',
      type: '',
      memory: 'cpu',
    };
    this.setWatches([...this.watches.peek(), { ...plain, ...more, id }]);
  }

  hasBookmark(memory: MemoryName, address: number): boolean {
    return this.bookmarks.peek().some((one) => one.memory === memory && one.address === address);
  }

  setBookmarks(list: readonly KeptBookmark[]): void {
    this.bookmarks.value = list;
    this.changed();
  }

  /** Marks a place, or takes its mark away. */
  toggleBookmark(memory: MemoryName, address: number, name = ''): void {
    const list = this.bookmarks.peek();
    const rest = list.filter((one) => one.memory !== memory || one.address !== address);
    this.setBookmarks(rest.length < list.length ? rest : [...list, { memory, address, name }]);
  }

  /** The game's letters, as a table file gives them; empty for ASCII. Answers how many there are. */
  async setTable(text: string): Promise<number> {
    const letters = parseTable(text);
    this.#table = letters.size === 0 ? '' : text;
    await this.#model.ask('setTable', { text: this.#table });
    this.letters.value = letters;
    this.changed();
    return letters.size;
  }

  isFrozen(memory: MemoryName, address: number): boolean {
    return this.frozen.peek().some((one) => one.memory === memory && one.address === address);
  }

  /** A byte that keeps its value from now on, or is free again. */
  toggleFrozen(byte: FrozenByte): Promise<void> {
    const { memory, address } = byte;
    const rest = this.frozen.peek().filter((one) => one.memory !== memory || one.address !== address);
    return this.setFrozen(this.isFrozen(memory, address) ? rest : [...rest, byte]);
  }

  async setFrozen(list: readonly FrozenByte[]): Promise<void> {
    this.frozen.value = list;
    await this.#model.ask('freeze', list);
    this.changed();
  }
}
