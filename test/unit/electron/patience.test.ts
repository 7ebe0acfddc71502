import { describe, expect, it } from 'vitest';
import { patiently, whereItCan } from '../../../electron/services/patience.ts';
import { explorerWords } from '../../../src/host/local/file-manager.ts';

function failing(times: number, code: string): { work: () => Promise<string>; tries: () => number } {
  let tries = 0;
  const work = (): Promise<string> =>
    ++tries <= times ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve('done');
  return { work, tries: () => tries };
}

const waited: number[] = [];
const windows = {
  platform: 'win32',
  wait: (milliseconds: number): Promise<void> => {
    waited.push(milliseconds);
    return Promise.resolve();
  },
};

describe('a file that another program has open for a moment', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows: %s', async (code) => {
    const { work, tries } = failing(3, code);
    expect(await patiently(work, windows)).toBe('done');
    expect(tries()).toBe(4);
  });

  it('is given up in the end, with the system’s fault, after two seconds at most', async () => {
    waited.length = 0;
    const { work } = failing(Infinity, 'EBUSY');
    await expect(patiently(work, windows)).rejects.toMatchObject({ code: 'EBUSY' });
    const all = waited.reduce((sum, pause) => sum + pause, 0);
    expect(all).toBeGreaterThan(1000);
    expect(all).toBeLessThanOrEqual(2000);
  });

  it('is no matter of patience when the fault is another, or the system', async () => {
    const full = failing(1, 'ENOSPC');
    await expect(patiently(full.work, windows)).rejects.toMatchObject({ code: 'ENOSPC' });
    const linux = failing(1, 'EACCES');
    await expect(patiently(linux.work, { ...windows, platform: 'linux' })).rejects.toMatchObject({ code: 'EACCES' });
    expect([full.tries(), linux.tries()]).toEqual([1, 1]);
  });
});

describe('a file system without a way to make names last', () => {
  const fault = (code: string) => (): Promise<void> => Promise.reject(Object.assign(new Error(code), { code }));

  it.each(['EINVAL', 'ENOTSUP', 'ENOSYS'])('is written on all the same: %s', async (code) => {
    await expect(whereItCan(fault(code))).resolves.toBeUndefined();
  });

  it('still tells of a disk that is broken', async () => {
    await expect(whereItCan(fault('EIO'))).rejects.toMatchObject({ code: 'EIO' });
  });
});

describe('the Explorer', () => {
  it('is given a path with spaces and commas in quotes of its own', () => {
    expect(explorerWords('C:\\My games\\a, b.png')).toEqual(['/select,"C:\\My games\\a, b.png"']);
  });
});
