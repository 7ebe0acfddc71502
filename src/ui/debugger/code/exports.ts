import type { App } from '../../app.ts';
import { chooseFiles, SYMBOL_ACCEPT, takeSymbols, takeTable } from '../files.ts';
import { mlbOf } from './mlb.ts';

/** Bytes of a patch that changes nothing: PATCH and EOF. */
const EMPTY_IPS = 8;

/** Asks for symbol files and takes labels and lines out of them. */
export async function importSymbols(app: App): Promise<void> {
  for (const file of await chooseFiles(app, SYMBOL_ACCEPT)) await takeSymbols(app, file);
}

export async function importTable(app: App): Promise<void> {
  for (const file of await chooseFiles(app, '.tbl,.txt')) await takeTable(app, file);
}

export async function exportLabels({ debug }: App): Promise<void> {
  await debug.export('mlb', mlbOf(await debug.ask('labels', null)));
}

export async function exportCodeLog({ debug }: App): Promise<void> {
  await debug.export('cdl', await debug.ask('exportCdl', null));
}

/** Adds what a file of this or another debugger knows of code and data. */
export async function importCodeLog(app: App): Promise<void> {
  for (const file of await chooseFiles(app, '.cdl')) {
    await app.debug.ask('loadCodeLog', new Uint8Array(await file.arrayBuffer()));
    app.debug.changed();
    app.toast(app.text('coverage.imported', { name: file.name }));
  }
}

/** The ROM with the edits in it, or the edits alone. */
export async function exportRom(app: App, as: 'rom' | 'ips'): Promise<void> {
  const { debug } = app;
  const bytes = await debug.ask('exportRom', { as });
  if (as === 'ips' && bytes.length <= EMPTY_IPS) app.toast(app.text('export.noEdits'));
  else await debug.export(as === 'rom' ? 'sfc' : 'ips', bytes);
}

export async function exportSpc({ debug, store }: App): Promise<void> {
  await debug.export('spc', await debug.ask('spc', { title: store.now.player?.game.title ?? '' }));
}
