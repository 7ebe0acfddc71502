import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

/** The host that has the data folder. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  /** For other starts of the same user; the page has another one. */
  readonly token: string;
}

/** Where a start hands over what it was to open, and the header that shows the token. */
export const HAND_OVER_PATH = '/hand-over';
export const HAND_OVER_TOKEN = 'x-dotclock-token';
/** Milliseconds that a running host has for its answer. */
const ANSWER_TIME = 3000;
/** Milliseconds between two looks at a host that is ending, and how many of them there are: longer than its end takes. */
const LOOK_EVERY = 250;
const MOST_LOOKS = 80;

type Answer = 'taken' | 'ending' | 'gone' | 'silent';

/** Asks a running host to open a file (null: to show itself). */
export function handOver({ port, token }: Running, file: string | null): Promise<Answer> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: HAND_OVER_PATH,
        method: 'POST',
        headers: { [HAND_OVER_TOKEN]: token },
        timeout: ANSWER_TIME,
      },
      (response) => {
        response.resume();
        // Any other answer is another program's, which has the port now.
        resolve(response.statusCode === 204 ? 'taken' : response.statusCode === 503 ? 'ending' : 'gone');
      },
    );
    asked.on('timeout', () => {
      resolve('silent');
      asked.destroy();
    });
    asked.on('error', () => resolve('gone'));
    asked.end(JSON.stringify({ file }));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The file's text when it is whole, else null. */
function read(path: string): { text: string; running: Running } | null {
  try {
    const text = readFileSync(path, 'utf8');
    const { pid, port, token } = JSON.parse(text) as Running;
    return Number.isInteger(pid) && Number.isInteger(port) && typeof token === 'string'
      ? { text, running: { pid, port, token } }
      : null;
  } catch {
    return null;
  }
}

/** Gives the file its name with everything in it, unless there is one. */
function claim(path: string, text: string): boolean {
  const neighbour = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(neighbour, text, { flag: 'wx', mode: 0o600 });
    linkSync(neighbour, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP') throw error;
  } finally {
    rmSync(neighbour, { force: true });
  }
  // A file system without links.
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away a file that is still the one that was read: nobody's. */
function clear(path: string, text: string | null): void {
  if ((read(path)?.text ?? null) === text) rmSync(path, { force: true });
}

export interface RunLock {
  release(): void;
}

/**
 * One host for a data folder. Null when another one has it, which has been handed `file` then. A file that a host left behind is found out by
 * asking at its port.
 *
 * @throws Error for whoever starts it, when the other one does not answer
 */
export async function takeRunLock(folder: string, own: Running, file: string | null): Promise<RunLock | null> {
  const path = join(folder, 'running.json');
  const text = JSON.stringify(own);
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (claim(path, text)) return { release: () => clear(path, text) };
    const there = read(path);
    const answer = there === null ? 'gone' : await handOver(there.running, file);
    if (answer === 'taken') return null;
    if (answer === 'gone' || (answer === 'silent' && !isAlive(there?.running.pid ?? 0))) clear(path, there?.text ?? null);
    else if (answer === 'silent') {
      throw new Error(
        `it is running already (process ${there?.running.pid}) and does not answer. End that process, then start again.`,
      );
    } else await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  throw new Error('it is running already and does not end. End it, then start again.');
}
