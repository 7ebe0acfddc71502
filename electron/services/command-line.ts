import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OPEN = '--open=';

/** A URL that is no path of this machine stays a word, and there is no such file. */
function pathOf(word: string): string {
  try {
    return word.startsWith('file://') ? fileURLToPath(word) : word;
  } catch {
    return word;
  }
}

/**
 * The game that a command line names (a word of its own, or `--open=GAME`; desktops of Linux give a URL), as a full path, or null. `skip` leaves out the program, and the app's
 * folder in development.
 */
export function fileArgument(words: readonly string[], skip: number, folder: string): string | null {
  const flag = words.find((word) => word.startsWith(OPEN) && word.length > OPEN.length)?.slice(OPEN.length);
  const file = flag ?? words.slice(skip).find((word) => word !== '' && !word.startsWith('-'));
  if (file === undefined) return null;
  return resolve(folder, pathOf(file));
}
