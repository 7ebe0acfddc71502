import type { ChosenFile, OpenResult } from '../shared/bridge.ts';
import type { App } from './app.ts';
import { tellRefused } from './refused.ts';

const PATCH = /\.(ips|bps|ups)$/i;
/** The most bytes that go to the host at once. */
const MOST_BYTES = 64 << 20;
/** So many take long enough for a word before. */
const MANY = 5;

type Refused = Extract<OpenResult, { kind: 'refused' }>;

/** One file, where it is if the host can see that, else its bytes. */
async function openOne(app: App, file: File | ChosenFile, base: string | null, all: boolean): Promise<OpenResult> {
  const { name } = file;
  try {
    if ('ticket' in file) return await app.bridge.call('library.openChosen', { ticket: file.ticket, base, all });
    const there = (await app.bridge.openFile?.(file, base, all)) ?? null;
    if (there !== null) return there;
    if (file.size > MOST_BYTES) throw new Error('the file is larger than any cartridge.');
    const bytes = new Uint8Array(await file.arrayBuffer());
    return await app.bridge.call('library.open', { name, bytes, base, all });
  } catch (error) {
    return { kind: 'refused', name, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What opening several files gave. */
class Taken {
  readonly hashes: string[] = [];
  readonly folders: string[] = [];
  readonly refused: Refused[] = [];
  choice: Extract<OpenResult, { kind: 'choose' }> | null = null;

  add(result: OpenResult): void {
    if (result.kind === 'game') this.hashes.push(result.hash);
    else if (result.kind === 'games') this.hashes.push(...result.hashes);
    else if (result.kind === 'folder') this.folders.push(result.name);
    else if (result.kind === 'refused') this.refused.push(result);
    else if (result.kind === 'choose') this.choice = result;
  }
}

/** Opens all files that the player dropped or chose. One game is played, with the patches that came along; several come into the library. */
export async function openFiles(app: App, files: readonly (File | ChosenFile)[]): Promise<void> {
  const patches = files.filter(({ name }) => PATCH.test(name));
  const others = files.filter(({ name }) => !PATCH.test(name));
  if (files.length > MANY) app.toast(app.text('open.many', { count: files.length }), { about: 'open' });
  const taken = new Taken();
  const playing = app.store.now.player?.game.hash ?? null;
  for (const file of others) taken.add(await openOne(app, file, playing, others.length > 1));
  const [only = null] = taken.hashes.length === 1 ? taken.hashes : [];
  const forOne = only !== null || others.length === 0;
  let base = others.length === 0 ? playing : only;
  for (const file of patches) {
    const result = await openOne(app, file, base, false);
    taken.add(result);
    if (result.kind === 'game' && forOne) base = result.hash;
  }
  tellRefused(
    app,
    taken.refused.map(({ name, reason }) => ({ fileName: name, reason })),
  );
  for (const name of taken.folders) app.toast(app.text('open.folder', { name }));
  if (taken.choice !== null) app.store.set({ choice: taken.choice });
  const alone = taken.folders.length === 0 && taken.choice === null;
  const toPlay = alone && forOne ? taken.hashes.at(-1) : undefined;
  if (toPlay !== undefined) {
    await app.library.playOpened(toPlay);
    return;
  }
  await app.library.refresh();
  if (taken.hashes.length === 0) return;
  app.toast(app.text('open.several', { count: taken.hashes.length }), { about: 'open' });
  app.library.tellOfTemporary(taken.hashes);
}
