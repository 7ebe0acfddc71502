import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

/** What says most comes first: source lines, then labels of all memories, then labels. */
const EXTENSIONS = ['.dbg', '.mlb', '.sym', '.symbols', '.lines'];
const MOST_BYTES = 64 << 20;

export interface SymbolsBeside {
  readonly name: string;
  /** Another one when the file is another. */
  readonly stamp: string;
  readonly text: string;
}

/** The symbol file that a game's builder left beside it under its name; null where there is none, or it is the one of `known`. */
export async function symbolsBeside(game: string, known: string): Promise<SymbolsBeside | null> {
  const stem = game.slice(0, game.length - extname(game).length);
  for (const extension of EXTENSIONS) {
    const path = stem + extension;
    const facts = await stat(path).catch(() => null);
    if (facts === null || !facts.isFile() || facts.size > MOST_BYTES) continue;
    const name = basename(path);
    const stamp = `${name} ${facts.size} ${Math.floor(facts.mtimeMs)}`;
    return stamp === known ? null : { name, stamp, text: await readFile(path, 'utf8') };
  }
  return null;
}
