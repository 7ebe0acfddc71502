import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCall } from '../../../electron/services/call-schemas.ts';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import { DebuggerStore } from '../../../electron/services/debugger-store.ts';
import { NO_DEBUG_NOTES, type DebugNotes } from '../../../src/shared/debugger.ts';
import { packTexts, unpackTexts } from '../../../src/ui/debugger/sources.ts';
import { codeAddress, parseHex } from '../../../src/ui/debugger/places.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HASH = 'b'.repeat(64);
const NOTES: DebugNotes = {
  ...NO_DEBUG_NOTES,
  watches: [{ id: 1, text: '{$10}', processor: 'cpu', format: 'hex', name: 'lives', type: 'u8[2]', memory: 'wram' }],
  bookmarks: [{ memory: 'rom', address: 0x1234, name: 'main loop' }],
  table: '80=A\n',
};

describe('what the debugger keeps', () => {
  it('is there again, by game', async () => {
    const store = new DebuggerStore(folder, new PendingWrites());
    expect(await store.notes(HASH)).toEqual({ notes: NO_DEBUG_NOTES, codeLog: null });
    await store.setNotes(HASH, NOTES);
    await store.setCodeLog(HASH, Uint8Array.of(1, 2, 3));
    await store.setLayout('{}');
    const again = new DebuggerStore(folder, new PendingWrites());
    expect(await again.notes(HASH)).toEqual({ notes: NOTES, codeLog: Uint8Array.of(1, 2, 3) });
    expect((await again.notes('c'.repeat(64))).notes).toEqual(NO_DEBUG_NOTES);
    expect(await again.layout()).toBe('{}');
  });

  it('has notes of before there were bookmarks, tables and types', async () => {
    const { breakpoints, labels, frozen } = NO_DEBUG_NOTES;
    const old = { breakpoints, labels, frozen, watches: [{ id: 1, text: '{$10}', processor: 'cpu', format: 'hex' }] };
    writeFileSync(join(folder, `${HASH}.json`), JSON.stringify({ version: 1, notes: old }));
    const { notes } = await new DebuggerStore(folder, new PendingWrites()).notes(HASH);
    expect(notes).toEqual({
      ...NO_DEBUG_NOTES,
      watches: [{ id: 1, text: '{$10}', processor: 'cpu', format: 'hex', name: '', type: '', memory: 'cpu' }],
    });
    expect(readdirSync(folder).filter((name) => name.includes('.broken-'))).toEqual([]);
  });

  it('goes on with a game’s new version, without the labels of the former build', async () => {
    const store = new DebuggerStore(folder, new PendingWrites());
    const [second, third] = ['c'.repeat(64), 'd'.repeat(64)];
    const labels = [{ memory: 'rom', address: 4, name: 'start', comment: '', length: 1 }] as const;
    await store.setNotes(HASH, { ...NOTES, labels });
    await store.copy(HASH, second);
    expect((await store.notes(second)).notes).toEqual({ ...NOTES, labels });
    await store.setNotes(second, { ...NOTES, labels, symbols: 'game.sym 12 34' });
    await store.copy(second, third);
    expect((await store.notes(third)).notes).toEqual(NOTES);
    // What the new version has itself stays.
    await store.copy(HASH, third);
    expect((await store.notes(third)).notes).toEqual(NOTES);
  });

  it('has source lines and texts, by game', async () => {
    const store = new DebuggerStore(folder, new PendingWrites());
    expect(await store.sources(HASH)).toEqual({ lines: null, texts: null });
    await store.setSources(HASH, 'lines', Uint8Array.of(1));
    await store.setSources(HASH, 'texts', Uint8Array.of(2));
    expect(await new DebuggerStore(folder, new PendingWrites()).sources(HASH)).toEqual({
      lines: Uint8Array.of(1),
      texts: Uint8Array.of(2),
    });
    expect(await store.sources('c'.repeat(64))).toEqual({ lines: null, texts: null });
    expect(() => checkCall('debugger.setSources', { hash: HASH, part: '../x', bytes: new Uint8Array() })).toThrow();
    expect(unpackTexts(packTexts(new Map([['a.s', 'nop']])))).toEqual(new Map([['a.s', 'nop']]));
    for (const bad of ['', 'null', '{}', '{"version":2,"texts":{}}']) expect(() => unpackTexts(bad)).toThrow('damaged');
  });

  it('has layouts by name', async () => {
    const store = new DebuggerStore(folder, new PendingWrites());
    expect(await store.layouts()).toEqual([]);
    await store.setLayouts([{ name: 'Sound', layout: '{"a":1}' }]);
    expect(await new DebuggerStore(folder, new PendingWrites()).layouts()).toEqual([{ name: 'Sound', layout: '{"a":1}' }]);
    expect(() => checkCall('debugger.setLayouts', [{ name: '', layout: '{}' }])).toThrow();
  });

  it('is set aside when it can not be read', async () => {
    writeFileSync(join(folder, `${HASH}.json`), '{"version":1,"notes":{"watches":3}}');
    expect((await new DebuggerStore(folder, new PendingWrites()).notes(HASH)).notes).toEqual(NO_DEBUG_NOTES);
    expect(readdirSync(folder).filter((name) => name.includes('.broken-')).length).toBe(1);
  });

  it('is checked at the bridge', () => {
    expect(checkCall('debugger.setNotes', { hash: HASH, notes: NOTES }).name).toBe('debugger.setNotes');
    const bad = { ...NOTES, frozen: [{ memory: 'wram', address: 0, value: 256 }] };
    expect(() => checkCall('debugger.setNotes', { hash: HASH, notes: bad })).toThrow();
    expect(() => checkCall('debugger.export', { hash: HASH, kind: 'exe', bytes: new Uint8Array(1) })).toThrow();
  });
});

describe('addresses', () => {
  it('are written and read as the debugger writes them', () => {
    expect(codeAddress('cpu', 0x808123)).toBe('80:8123');
    expect(codeAddress('smp', 0x2a)).toBe('002A');
    expect([parseHex('80:8123'), parseHex('$7e0010'), parseHex('0xFF'), parseHex('a+x')]).toEqual([
      0x808123,
      0x7e0010,
      255,
      null,
    ]);
  });
});
