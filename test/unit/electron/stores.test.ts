import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PendingWrites, writeAtomic } from '../../../electron/services/data-files.ts';
import { DEFAULT_SETTINGS } from '../../../src/shared/settings.ts';
import {
  EMPTY_SETTINGS,
  migrate,
  prepareSettingsFile,
  SETTINGS_VERSION,
  SettingsService,
} from '../../../electron/services/settings-service.ts';
import { SramStore } from '../../../electron/services/sram-store.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HASH = 'a'.repeat(64);

describe('writing files', () => {
  it('leaves no neighbour behind, and the old file when it fails', async () => {
    const path = join(folder, 'file');
    await writeAtomic(path, 'one');
    await writeAtomic(path, Uint8Array.of(50));
    expect(readFileSync(path, 'utf8')).toBe('2');
    await expect(writeAtomic(join(path, 'below-a-file'), 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('keeps writes of one name in order and knows when all are done', async () => {
    const writes = new PendingWrites();
    const order: number[] = [];
    const slow = writes.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(1);
      throw new Error('disk full');
    });
    slow.catch(() => {});
    void writes.run('a', () => Promise.resolve(order.push(2)));
    expect(writes.count).toBe(1);
    await writes.settled();
    expect(order).toEqual([1, 2]);
    expect(writes.count).toBe(0);
  });
});

describe('battery saves', () => {
  const save = (fill: number, size = 8): Uint8Array => Uint8Array.from({ length: size }, (_, index) => fill + index);

  it('are kept, and ten before them', async () => {
    let now = 1e12;
    const store = new SramStore(folder, new PendingWrites(), () => now);
    for (let round = 1; round <= 14; round++) {
      await store.save(HASH, save(round));
      now += 10 * 60_000;
    }
    expect((await store.load(HASH))?.bytes).toEqual(save(14));
    expect(readdirSync(folder).length).toBe(11);
    expect(new Uint8Array(readFileSync(join(folder, `${HASH}.srm.1`)))).toEqual(save(13));
    expect(new Uint8Array(readFileSync(join(folder, `${HASH}.srm.10`)))).toEqual(save(4));
  });

  it.each([0x00, 0xff])('are never replaced by an empty one of %i', async (byte) => {
    const store = new SramStore(folder, new PendingWrites());
    await store.save(HASH, save(1));
    expect(await store.save(HASH, new Uint8Array(8).fill(byte))).toBe(false);
    expect((await store.load(HASH))?.bytes).toEqual(save(1));
  });

  it('come back from a backup when the file is gone or cut to nothing', async () => {
    let now = 1e12;
    const store = new SramStore(folder, new PendingWrites(), () => now);
    await store.save(HASH, save(1));
    now += 3600_000;
    await store.save(HASH, save(2));
    writeFileSync(join(folder, `${HASH}.srm`), '');
    expect((await store.load(HASH))?.bytes).toEqual(save(1));
    expect(await store.load('b'.repeat(64))).toBeNull();
  });

  it('of another size are kept for good, each once, however many saves come after', async () => {
    let now = 1e12;
    const store = new SramStore(folder, new PendingWrites(), () => now);
    await store.save(HASH, save(1, 16));
    expect(await store.keepOriginal(HASH)).toBe(`${HASH}.size-16.srm`);
    expect(await store.keepOriginal(HASH)).toBeNull();
    await store.save(HASH, save(2, 16));
    for (let round = 1; round <= 14; round++) {
      await store.save(HASH, save(round, 8));
      now += 10 * 60_000;
    }
    const kept = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
    expect(kept(`${HASH}.size-16.srm`)).toEqual(save(1, 16));
    expect(kept(`${HASH}.size-16.2.srm`)).toEqual(save(2, 16));
    expect(readdirSync(folder).length).toBe(13);
    expect(await store.keepOriginal('b'.repeat(64))).toBeNull();
  });

  it('of another size keep the old one beside them at once', async () => {
    const store = new SramStore(folder, new PendingWrites());
    await store.save(HASH, save(1, 8));
    await store.save(HASH, save(1, 16));
    await store.save(HASH, save(1, 4));
    expect(readFileSync(join(folder, `${HASH}.srm.1`)).length).toBe(16);
    expect(readFileSync(join(folder, `${HASH}.srm.2`)).length).toBe(8);
  });
});

describe('settings', () => {
  it('that cannot be read are set aside, and the last good ones take their place', () => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, '{"version":1,"global":{"audio.volume":10},"games":{}}');
    expect(prepareSettingsFile(folder, '1')).toBeNull();
    writeFileSync(path, '{"version":1,"glo');
    expect(prepareSettingsFile(folder, '2')).toBe('settings.broken-2.json');
    expect(readFileSync(join(folder, 'settings.broken-2.json'), 'utf8')).toBe('{"version":1,"glo');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty(['global', 'audio.volume'], 10);
    rmSync(join(folder, 'settings.backup.json'));
    writeFileSync(path, '[]');
    prepareSettingsFile(folder, '3');
    expect(existsSync(path)).toBe(false);
  });

  it('of version 0 are brought to today’s form; wrong values are left out', () => {
    const backing = { store: { global: { 'audio.volume': 20, 'video.filter': 'oil' } } as never };
    const service = new SettingsService(backing);
    expect(service.get().settings['audio.volume']).toBe(20);
    expect(service.get().settings['video.filter']).toBe('sharp');
    expect(service.ignored).toEqual(['video.filter']);
    expect(service.takeIgnored()).toEqual(['video.filter']);
    expect(service.takeIgnored()).toEqual([]);
    expect(new SettingsService(backing).takeIgnored()).toEqual([]);
    expect(migrate({}).version).toBe(SETTINGS_VERSION);
  });

  it('of version 1 get the gamepad buttons of the game menu where its keys were changed, unless those are taken', () => {
    const menuKeys = (global: Record<string, unknown>): unknown =>
      new SettingsService({ store: { version: 1, global, games: {} } }).get().settings.keys['overlay'];
    expect(menuKeys({ keys: { overlay: ['KeyM'] } })).toEqual(['KeyM', 'pad:16', 'pad:8&pad:9']);
    expect(menuKeys({ keys: { overlay: ['KeyM'], pause: ['pad:16'] } })).toEqual(['KeyM', 'pad:8&pad:9']);
    const pad = { ...DEFAULT_SETTINGS['input.pad1'], Start: ['pad:16'] };
    expect(menuKeys({ keys: { overlay: ['KeyM'] }, 'input.pad1': pad })).toEqual(['KeyM', 'pad:8&pad:9']);
    expect(menuKeys({ keys: { overlay: [] } })).toEqual([]);
    expect(menuKeys({ keys: { pause: ['KeyU'] } })).toBeUndefined();
    const today = new SettingsService({
      store: { version: SETTINGS_VERSION, global: { keys: { overlay: ['KeyM'] } }, games: {} },
    });
    expect(today.get().settings.keys['overlay']).toEqual(['KeyM']);
  });

  it('are checked, stored globally and by game, and reset', () => {
    const backing = { store: { ...EMPTY_SETTINGS } };
    const service = new SettingsService(backing);
    service.set(null, { 'audio.volume': 40 });
    service.set(HASH, { 'video.filter': 'crt' });
    expect(() => service.set(null, { 'audio.volume': 400 })).toThrow('audio.volume');
    expect(() => service.set(HASH, { 'general.theme': 'light' })).toThrow('same for all games');
    expect(new SettingsService(backing).get()).toMatchObject({
      settings: { 'audio.volume': 40 },
      games: { [HASH]: { 'video.filter': 'crt' } },
    });
    service.reset(null, ['audio.volume']);
    service.reset(HASH, ['video.filter']);
    expect(service.get().settings['audio.volume']).toBe(80);
    expect(service.get().games).toEqual({});
  });
});
