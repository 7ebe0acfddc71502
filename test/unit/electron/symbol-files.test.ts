import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { symbolsBeside } from '../../../electron/services/symbol-files.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('finds the symbol file of a game by its name, once', async () => {
  const game = join(folder, 'my.game.sfc');
  expect(await symbolsBeside(game, '')).toBeNull();
  writeFileSync(join(folder, 'my.sym'), 'another game’s');
  writeFileSync(join(folder, 'my.game.sym'), '[labels]');
  const first = await symbolsBeside(game, '');
  expect(first).toMatchObject({ name: 'my.game.sym', text: '[labels]' });
  expect(await symbolsBeside(game, first!.stamp)).toBeNull();
  writeFileSync(join(folder, 'my.game.sym'), '[labels] more');
  expect(await symbolsBeside(game, first!.stamp)).toMatchObject({ text: '[labels] more' });
});

it('takes the file with source lines first, and no folder for a file', async () => {
  const game = join(folder, 'game.sfc');
  mkdirSync(join(folder, 'game.dbg'));
  writeFileSync(join(folder, 'game.sym'), 'labels');
  expect((await symbolsBeside(game, ''))?.name).toBe('game.sym');
  rmSync(join(folder, 'game.dbg'), { recursive: true });
  writeFileSync(join(folder, 'game.dbg'), 'lines');
  expect((await symbolsBeside(game, ''))?.name).toBe('game.dbg');
});
