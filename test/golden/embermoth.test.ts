import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../build/bundle-options.mjs';
import { loadCart } from '../../src/core/cart/header.ts';
import { buildCartsInto } from './cases.ts';

const SAVE_SIZE = 52;
const SUM_AT = 48;
const FIRST_SCORE = 10;
const NIGHT_TIME = 0x46;
/** The list of scores is on the screen. */
const SCORES_SHOWN = 560;

const folder = mkdtempSync(join(tmpdir(), 'dotclock-embermoth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let rom = '';
beforeAll(async () => {
  rom = buildCartsInto(folder).get('embermoth') ?? '';
  await build(nodeBundle({ entry: 'src/host/node/main.ts', outDir: folder, name: 'cli' }));
});

interface Run {
  /** `WxH crc` of the last frame. */
  readonly picture: string;
  readonly save: Uint8Array;
  readonly wram: Uint8Array;
}

function run(frames: number, ...options: string[]): Run {
  const [sram, wram] = [join(folder, 'sram'), join(folder, 'wram')];
  const files = ['--sram', sram, '--wram', wram];
  const args = [join(folder, 'cli.mjs'), 'run', rom, '--frames', String(frames), '--hash-every', '100000', ...files, ...options];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
  const picture = output.trimEnd().split('\n').at(-1)?.split(' ').slice(2).join(' ') ?? '';
  return { picture, save: Uint8Array.from(readFileSync(sram).subarray(0, SAVE_SIZE)), wram: readFileSync(wram) };
}

function runWithSave(frames: number, save: Uint8Array): Run {
  const file = join(folder, 'before');
  const full = new Uint8Array(2048);
  full.set(save);
  writeFileSync(file, full);
  return run(frames, '--sram-load', file);
}

function withSum(save: Uint8Array): Uint8Array {
  const sum = save.subarray(0, SUM_AT).reduce((total, byte) => total + byte, 0) & 0xffff;
  save.set([sum & 255, sum >> 8, ~sum & 255, (~sum >> 8) & 255], SUM_AT);
  return save;
}

describe('Embermoth', () => {
  it('has a header that fits, and at most 256 KB', () => {
    const { info } = loadCart(readFileSync(rom));
    expect(info).toMatchObject({
      title: 'EMBERMOTH',
      mapping: 'lorom',
      sramSize: 2048,
      battery: true,
      checksumOk: true,
      warnings: [],
    });
    expect(info.romSize).toBeLessThanOrEqual(256 << 10);
  });

  it('starts the same from any power-on memory', () => {
    const starts = [
      ['--ram-fill', '0'],
      ['--ram-fill', '255'],
      ['--seed', '1'],
      ['--seed', '99'],
    ];
    expect(new Set(starts.map((options) => run(120, ...options).picture)).size).toBe(1);
  });

  it('writes a list of scores with its sum into an empty battery RAM', () => {
    const { save } = run(60);
    expect(new TextDecoder().decode(save.subarray(0, 4))).toBe('EMBM');
    expect([...save]).toEqual([...withSum(save.slice())]);
  });

  it('keeps the scores when the power is cut, and shows them', () => {
    const { save } = run(60);
    save.set([0x34, 0x12], FIRST_SCORE);
    withSum(save);
    const again = runWithSave(SCORES_SHOWN, save);
    expect([...again.save]).toEqual([...save]);
    expect(again.picture).not.toBe(run(SCORES_SHOWN).picture);
  });

  it('replaces scores that do not add up', () => {
    const { save } = run(60);
    const broken = save.slice();
    broken[FIRST_SCORE] ^= 1;
    expect([...runWithSave(60, broken).save]).toEqual([...save]);
  });

  it('keeps its pace at 50 Hz: six steps in five pictures', () => {
    const script = join(folder, 'start.txt');
    writeFileSync(script, '150 START\n154 -\n');
    const nightTime = (region: string, frames: number): number => {
      const { wram } = run(frames, '--region', region, '--input', script);
      return wram[NIGHT_TIME] | (wram[NIGHT_TIME + 1] << 8);
    };
    expect(nightTime('ntsc', 500) - nightTime('ntsc', 400)).toBe(100);
    expect(nightTime('pal', 500) - nightTime('pal', 400)).toBe(120);
  });
});
