import { signal } from '@preact/signals';
import type { App } from '../app.ts';
import { sources, symbolFiles } from './sources.ts';

const SYMBOLS = /\.(dbg|sym|mlb|lines|symbols?|nl|lbl)$/i;
const TABLES = /\.tbl$/i;
const SOURCES = /\.(s|asm|inc|a65|65s|c|h|src|spc700)$/i;
const MOST_BYTES = 64 << 20;

/** What a symbol file said that was not understood. */
export const skippedLines = signal<{ readonly file: string; readonly lines: readonly string[] } | null>(null);

/** The last part of a path of any system. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Whether a dropped file is one for the debugger. */
export function isDebugFile({ name }: File): boolean {
  return SYMBOLS.test(name) || TABLES.test(name) || SOURCES.test(name);
}

async function textOf(app: App, file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new Error(app.text('files.tooBig', { name: file.name }));
  return file.text();
}

/** Labels and source lines out of a symbol file. */
export async function takeSymbols(app: App, file: File): Promise<void> {
  await takeSymbolText(app, file.name, await textOf(app, file));
}

export async function takeSymbolText(app: App, name: string, text: string): Promise<void> {
  const { debug } = app;
  const { format, labels, lines, skipped } = await debug.ask('importSymbols', { text });
  symbolFiles.value++;
  if (lines > 0) debug.notes.linesChanged();
  else debug.notes.changed();
  debug.changed();
  if (skipped.length > 0) skippedLines.value = { file: name, lines: skipped };
  app.toast(app.text('files.symbols', { name, format, labels, lines }));
}

/** The game's letters out of a table file. */
export async function takeTable(app: App, file: File): Promise<void> {
  const count = await app.debug.notes.setTable(await textOf(app, file));
  if (count === 0) throw new Error(app.text('files.noTable', { name: file.name }));
  app.debug.changed();
  app.toast(app.text('files.table', { name: file.name, count }));
}

export async function takeSources(app: App, files: readonly File[]): Promise<void> {
  const texts = await Promise.all(files.map(async (file) => [file.name, await textOf(app, file)] as const));
  sources.value = new Map([...sources.peek(), ...texts]);
  await app.debug.notes.keepTexts(sources.peek());
}

/** A file that was dropped on the window. */
export async function takeDebugFile(app: App, file: File): Promise<void> {
  if (TABLES.test(file.name)) await takeTable(app, file);
  else if (SOURCES.test(file.name)) {
    await takeSources(app, [file]);
    app.debug.dock?.show('source');
  } else await takeSymbols(app, file);
}

/** Asks for files of this computer, over the window in which the person works; resolves with none when it is given up. */
export function chooseFiles({ windows }: App, accept: string, multiple = false): Promise<readonly File[]> {
  const field = windows.front.document.createElement('input');
  Object.assign(field, { type: 'file', accept, multiple });
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]));
    field.addEventListener('cancel', () => resolve([]));
    field.click();
  });
}

export const SYMBOL_ACCEPT = '.dbg,.sym,.mlb,.lines,.symbols,.txt,.nl,.lbl,.log';
