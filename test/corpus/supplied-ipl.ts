import { readFileSync } from 'node:fs';

/** The console's own boot program when the user has a dump of it (DOTCLOCK_IPL names the file); two public tests take its checksum. */
export function suppliedIpl(): Uint8Array | null {
  const path = process.env['DOTCLOCK_IPL'];
  return path === undefined || path === '' ? null : readFileSync(path);
}
