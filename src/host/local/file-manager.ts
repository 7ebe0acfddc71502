import { spawn } from 'node:child_process';
import { dirname } from 'node:path';

/** The Explorer reads its command line itself: quotes stand around the path only. */
export function explorerWords(path: string): string[] {
  return [`/select,"${path}"`];
}

/** Shows a file in the system's file manager; on Linux its folder. */
export function showFile(path: string): void {
  const [program, ...words] =
    process.platform === 'darwin'
      ? ['open', '-R', path]
      : process.platform === 'win32'
        ? ['explorer.exe', ...explorerWords(path)]
        : ['xdg-open', dirname(path)];
  const child = spawn(program, words, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
  child.on('error', () => console.log(`dotclock: the file is ${path}`));
  child.unref();
}
