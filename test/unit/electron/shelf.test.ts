import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CollectionStore } from '../../../electron/services/collections.ts';
import { CoverStore } from '../../../electron/services/covers.ts';
import { PendingWrites } from '../../../electron/services/data-files.ts';

const HASH = 'ab'.repeat(32);
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-shelf-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('collections', () => {
  it('outlive a restart, without doubles', async () => {
    const path = join(folder, 'collections.json');
    const store = new CollectionStore(path, new PendingWrites());
    await store.open();
    await store.save({ id: '1', name: 'One', games: [HASH, HASH] });
    await store.save({ id: '2', name: 'Two', games: [] });
    await store.remove('2');
    const next = new CollectionStore(path, new PendingWrites());
    await next.open();
    expect(next.list()).toEqual([{ id: '1', name: 'One', games: [HASH] }]);
  });

  it('set a broken file aside', async () => {
    const path = join(folder, 'collections.json');
    writeFileSync(path, '{"version":1,"collections":[{"id":"../x"}]}');
    const store = new CollectionStore(path, new PendingWrites());
    await store.open();
    expect(store.list()).toEqual([]);
    expect(readdirSync(folder).some((name) => name.startsWith('collections.broken-'))).toBe(true);
  });
});

describe('covers', () => {
  it('take PNG only, and go back', async () => {
    const store = new CoverStore(folder, new PendingWrites());
    await store.open();
    await expect(store.set(HASH, Uint8Array.of(1, 2, 3))).rejects.toThrow('no picture');
    expect([store.has(HASH), readdirSync(folder)]).toEqual([false, []]);
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 5);
    await store.set(HASH, png);
    const next = new CoverStore(folder, new PendingWrites());
    await next.open();
    expect([...((await next.get(HASH)) ?? [])]).toEqual([...png]);
    expect(readFileSync(join(folder, `${HASH}.png`)).length).toBe(9);
    await next.reset(HASH);
    expect(await next.get(HASH)).toBe(null);
  });
});
