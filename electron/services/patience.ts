import { setTimeout as after } from 'node:timers/promises';

/** Codes that a system gives for a file that another program has open, and for one that may not be touched at all. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Milliseconds between two tries, 1.9 s in all. */
const WAITS = [10, 20, 40, 80, 160, 320, 640, 640];

export interface Patience {
  readonly platform?: string;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Tries a rename or removal again while another program has the file open. On Windows virus scanners, indexers and backups open each new file for
 * some milliseconds, and nobody can replace it meanwhile; elsewhere a name can always be taken, so the first fault is thrown.
 * @throws the last try's fault
 */
export async function patiently<T>(
  work: () => Promise<T>,
  { platform = process.platform, wait = after }: Patience = {},
): Promise<T> {
  if (platform !== 'win32') return work();
  for (const pause of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (!HELD.has(codeOf(error))) throw error;
      await wait(pause);
    }
  }
  return work();
}

/** Codes of file systems (some network drives and FUSE) that cannot make a folder's names last when asked. */
const NO_SUCH_THING = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR']);

/** Makes a folder's names last where its file system can do that at all. @throws any other fault */
export async function whereItCan(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!NO_SUCH_THING.has(codeOf(error))) throw error;
  }
}
