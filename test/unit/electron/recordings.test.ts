import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import { RecordingStore } from '../../../electron/services/recordings.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-recordings-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('recordings', () => {
  it('grow on the disk, take changes of earlier places, and keep what was written when the app quits', async () => {
    const writes = new PendingWrites();
    const store = new RecordingStore(join(folder, 'films'), writes);
    const { id, path } = await store.start('game.wav');
    await store.write(id, 0, Uint8Array.of(0, 0, 0));
    void store.write(id, 3, Uint8Array.of(4, 5));
    void store.write(id, 0, Uint8Array.of(1, 2, 3));
    await store.close();
    expect([...readFileSync(path)]).toEqual([1, 2, 3, 4, 5]);
    expect(writes.count).toBe(0);
    await expect(store.write(id, 5, Uint8Array.of(6))).rejects.toThrow('has ended');
  });

  it('refuse holes, and names that are taken', async () => {
    const store = new RecordingStore(folder, new PendingWrites());
    const { id } = await store.start('a.webm');
    await expect(store.write(id, 1, Uint8Array.of(1))).rejects.toThrow('missing');
    await expect(store.start('a.webm')).rejects.toThrow('EEXIST');
    await store.close();
  });
});
