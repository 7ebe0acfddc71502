import { resolve } from 'node:path';

const OPEN = '--open=';

/**
 * The game that a command line names (a word of its own, or `--open=GAME`), as a full path, or null. `skip` leaves out the program, and the app's
 * folder in development.
 */
export function fileArgument(words: readonly string[], skip: number, folder: string): string | null {
  const flag = words.find((word) => word.startsWith(OPEN) && word.length > OPEN.length)?.slice(OPEN.length);
  const file = flag ?? words.slice(skip).find((word) => word !== '' && !word.startsWith('-'));
  return file === undefined ? null : resolve(folder, file);
}
