import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Dotclock keeps settings, saves and states. `DOTCLOCK_DATA` names another place. */
export function dataFolder(): string {
  const named = process.env['DOTCLOCK_DATA'];
  if (named !== undefined && named !== '') return named;
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return join(process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Dotclock');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Dotclock');
    default:
      return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'dotclock');
  }
}

/** Where recordings go, below the folder that the system has for films. */
export function recordingFolder(home: string): string {
  const named = process.env['DOTCLOCK_DATA'];
  if (named !== undefined && named !== '') return join(named, 'recordings');
  return join(home, process.platform === 'darwin' ? 'Movies' : 'Videos', 'Dotclock');
}

/** Where screenshots go, below the folder that the system has for pictures. */
export function screenshotFolder(home: string): string {
  const named = process.env['DOTCLOCK_DATA'];
  return named !== undefined && named !== '' ? join(named, 'screenshots') : join(home, 'Pictures', 'Dotclock');
}
