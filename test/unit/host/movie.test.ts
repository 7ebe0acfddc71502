import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/host/node/cli.ts';
import { Exit } from '../../../src/host/node/errors.ts';
import { decodeMovie, encodeMovie } from '../../../src/session/movie.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import { registerStorm, romWith } from '../../fuzz/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-movie-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

async function dotclock(...args: string[]): Promise<{ exit: Exit; out: string[]; err: string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await main(args, { out: (text) => out.push(...text.split('\n')), warn: (text) => err.push(text) });
  return { exit, out, err: err.map((line) => line.replaceAll(`${folder}/`, '')) };
}

const ROM = registerStorm(3);
let pad = 0;
const player = new PlayerSession({
  video: { frame: () => {} },
  audio: { samples: () => {} },
  input: { pad: (index) => (index === 0 ? pad : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
  now: () => 0,
  sramChanged: () => {},
});
player.load(ROM, { region: 'pal', powerOn: { seed: 77 }, sram: null });
player.movieRecord('power');
for (let frame = 0; frame < 20; frame++) {
  pad = frame << 8;
  player.step();
}
const movie = player.movieStop()!;
writeFileSync(at('storm.sfc'), ROM);
writeFileSync(at('other.sfc'), romWith([0x80, 0xfe]));
writeFileSync(at('play.dcm'), movie);

describe('dotclock run --movie', () => {
  it('plays it as long as it is, with its own region and power-on', async () => {
    const { exit, out } = await dotclock('run', at('storm.sfc'), '--movie', at('play.dcm'), '--info', '--hash-every', '19');
    expect(exit).toBe(Exit.Ok);
    expect(out).toContain('# region PAL');
    expect(out.at(-1)).toBe('movie 20 steps, in step');
    expect(out.filter((line) => line.startsWith('frame 19'))).toHaveLength(1);
  });

  it('ends with status 4 when the machine goes another way', async () => {
    const changed = decodeMovie(movie);
    writeFileSync(at('bad.dcm'), encodeMovie({ ...changed, checks: [{ step: 10, crc: 1 }] }));
    const { exit, out, err } = await dotclock('run', at('storm.sfc'), '--movie', at('bad.dcm'));
    expect(exit).toBe(Exit.Core);
    expect(out.at(-1)).toBe('movie out of step at 10');
    expect(err[0]).toMatch(/out of step from frame 10/);
  });

  it('says what is wrong with a file, another game or an option that does not fit', async () => {
    writeFileSync(at('junk.dcm'), 'junk');
    expect((await dotclock('run', at('storm.sfc'), '--movie', at('junk.dcm'))).err[0]).toMatch(/junk.dcm.*not a Dotclock movie/);
    expect((await dotclock('run', at('other.sfc'), '--movie', at('play.dcm'))).err[0]).toMatch(/another game/);
    const unfit = await dotclock('run', at('storm.sfc'), '--movie', at('play.dcm'), '--seed', '3');
    expect([unfit.exit, unfit.err[0]]).toEqual([Exit.Usage, expect.stringMatching(/--seed cannot go with --movie/)]);
    expect((await dotclock('run', at('storm.sfc'), '--movie', at('none.dcm'))).exit).toBe(Exit.File);
  });
});
