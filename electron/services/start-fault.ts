import { accessSync, constants, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Exit status of a start that failed and said why: another window would not do better (build/electron-executable.mjs). */
export const START_FAULT = 78;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not read or write it. Give yourself the right to, or move it away',
  EPERM: 'you may not read or write it. Give yourself the right to, or move it away',
  EROFS: 'its drive is read-only',
  ENOSPC: 'the disk is full. Make room',
  EDQUOT: 'the disk is full. Make room',
  EIO: 'the disk does not answer as it should. Check the drive',
  EISDIR: 'it is a folder. Move it away',
  ENOTDIR: 'a file stands where a folder must be. Move it away',
  EEXIST: 'a file stands where a folder must be. Move it away',
  EADDRINUSE: 'its port is taken. Name another one in DOTCLOCK_PORT, or none',
};

/** Why Dotclock cannot start and what to do, for whoever starts it; never for the page. */
export function startFaultWords(error: unknown, data: string): string {
  const { code = '', path = '', message = String(error) } = (error ?? {}) as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (reason === undefined) return `Dotclock cannot start: ${message}`;
  if (path === '') return `Dotclock cannot start: ${reason}; then start again.`;
  const what = path === data ? 'its data folder' : `"${basename(path)}" in "${dirname(path)}"`;
  const elsewhere = `Or name another data folder in DOTCLOCK_DATA (it is "${data}" now).`;
  return `Dotclock cannot use ${what}: ${reason}; then start again. ${elsewhere}`;
}

/** Makes the data folder. @throws the system's error, also when nothing may be written there */
export function makeDataFolder(data: string): void {
  mkdirSync(data, { recursive: true });
  accessSync(data, constants.R_OK | constants.W_OK);
}
