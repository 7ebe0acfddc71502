import { describe, expect, it } from 'vitest';
import { clipText, fileOf } from '../../../src/ui/debugger/contents.ts';
import { parseTable } from '../../../src/session/debug-protocol.ts';
import { hexDump } from '../../../src/ui/debugger/memory/letters.ts';
import { FakeApp } from './fake-app.ts';

describe('what a panel shows', () => {
  const table = {
    titles: ['name', 'value'],
    rows: [
      ['a, "b"', 1],
      ['two\nlines\tand tabs', -2],
    ],
  };

  it('is copied with tabs and saved with commas, whatever is in its cells', () => {
    expect(clipText(table)).toBe('name\tvalue\na, "b"\t1\ntwo lines and tabs\t-2');
    expect(fileOf(table)).toEqual({ kind: 'csv', text: 'name,value\r\n"a, ""b""",1\r\n"two\nlines\tand tabs",-2\r\n' });
    expect(clipText('one\ntwo')).toBe('one\ntwo');
    expect(fileOf('one\ntwo')).toEqual({ kind: 'txt', text: 'one\ntwo\n' });
    expect(fileOf('one\n').text).toBe('one\n');
  });

  it('is copied and saved by command: of the panel that had the focus last, and a word where it has nothing', async () => {
    const { app, toasts } = new FakeApp();
    const done: string[] = [];
    const door = (name: string) => ({
      copy: async () => void done.push(`copy ${name}`),
      save: async () => void done.push(`save ${name}`),
    });
    app.debug.exports.put('memory', door('memory'));
    const close = app.debug.exports.put('trace', door('trace'));
    await app.debug.exportPanel('copy');
    expect(toasts.map(({ text }) => text)).toEqual(['This panel has nothing to copy or save now.']);
    app.debug.front = 'trace';
    await app.debug.exportPanel('copy');
    close();
    await app.debug.exportPanel('save');
    app.debug.front = 'memory';
    await app.debug.exportPanel('save');
    expect(done).toEqual(['copy trace', 'save memory']);
    expect(toasts).toHaveLength(2);
  });
});

it('bytes are written with their addresses and letters', () => {
  const bytes = Uint8Array.from({ length: 18 }, (_, i) => 0x40 + i);
  expect(hexDump(bytes, 0x1f0, 5, parseTable('')).split('\n')).toEqual([
    '001F0  40 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F  @ABCDEFGHIJKLMNO',
    `00200  50 51${' '.repeat(42)}  PQ`,
  ]);
});
