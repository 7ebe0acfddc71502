import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asmCommand } from '../../../src/host/node/asm-command.ts';

let folder = '';
let warnings: string[] = [];
const path = (name: string): string => join(folder, name);
const context = { out: (text: string) => void warnings.push(text), warn: (text: string) => void warnings.push(text) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-asm-'));
  warnings = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

test('writes the image, the symbols and the lines', () => {
  writeFileSync(path('main.s'), '.header "X"\n.vector reset, start\n.include "more.s"\n');
  writeFileSync(path('more.s'), 'start: lda #value\n');
  asmCommand(
    [path('main.s'), '-o', path('o.sfc'), '--sym', path('o.sym'), '--lines', path('o.json'), '-D', 'value=$2a'],
    context,
  );
  expect(warnings).toEqual([]);
  const rom = readFileSync(path('o.sfc'));
  expect(rom.length).toBe(0x8000);
  expect([...rom.subarray(0, 2)]).toEqual([0xa9, 0x2a]);
  expect(readFileSync(path('o.sym'), 'utf8')).toContain('00:8000 start');
  const lines = JSON.parse(readFileSync(path('o.json'), 'utf8')) as { files: string[]; lines: number[][] };
  expect(lines.files.map((file) => file.slice(folder.length + 1))).toEqual(['main.s', 'more.s']);
  expect(lines.lines).toEqual([[0, 0x8000, 2, 1, 1, 0]]);
});

test('says what is wrong and writes nothing', () => {
  writeFileSync(path('main.s'), ' lad #1\n bra nowhere\n');
  expect(() => asmCommand([path('main.s'), '-o', path('o.sfc')], context)).toThrow('2 errors');
  expect(warnings).toEqual([
    `${path('main.s')}:1:2: 'lad' is no instruction, macro or directive (did you mean 'lda'?)`,
    `${path('main.s')}:2:6: 'nowhere' is not defined`,
  ]);
  expect(existsSync(path('o.sfc'))).toBe(false);
});

test.each([
  [[], 'the main file is missing'],
  [['main.s'], 'the output is missing'],
  [['main.s', '-o'], '-o needs a value'],
  [['main.s', 'b.s', '-o', 'x'], 'one main file'],
  [['main.s', '-D', '1=2', '-o', 'x'], 'write NAME'],
  [['main.s', '--nope'], 'unknown option'],
  [['no-such-file.s', '-o', 'x'], 'an error'],
])('refuses %j', (args, message) => {
  expect(() => asmCommand(args, context)).toThrow(message);
});
