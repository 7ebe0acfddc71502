import { zipSync } from 'fflate';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/host/node/cli.ts';
import { Exit } from '../../../src/host/node/errors.ts';
import { registerStorm } from '../../fuzz/programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const rom = at('storm.sfc');
writeFileSync(rom, registerStorm(3));

interface Run {
  readonly exit: Exit;
  readonly out: string[];
  readonly err: string[];
}

async function dotclock(...args: string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await main(args, { out: (text) => out.push(...text.split('\n')), warn: (text) => err.push(text) });
  return { exit, out, err: err.map((line) => line.replaceAll(`${folder}/`, '')) };
}

describe('dotclock run', () => {
  it('prints the records that were asked for, in order', async () => {
    const { exit, out } = await dotclock(
      'run',
      rom,
      '--frames',
      '5',
      '--hash-every',
      '3',
      '--hash-mem',
      '--hash-audio',
      '--time',
      '--fold',
    );
    expect(exit).toBe(Exit.Ok);
    expect(
      out.map((line) =>
        line
          .replace(/[0-9a-f]{8}/g, 'CRC')
          .replace(/\d+x\d+/, 'WxH')
          .replace(/\d+\.\d+/g, 'N.N'),
      ),
    ).toEqual([
      'frame 0 WxH CRC',
      'mem 0 wram CRC vram CRC sram CRC',
      'frame 3 WxH CRC',
      'mem 3 wram CRC vram CRC sram CRC',
      'frame 4 WxH CRC',
      'mem 4 wram CRC vram CRC sram CRC',
      expect.stringMatching(/^audio \d+ N\.N CRC$/),
      'time frames 5 seconds N.N fps N.N cpu-fps N.N ms p50 N.N p99 N.N max N.N',
    ]);
  });

  it('prints the same facts as JSON', async () => {
    const args = ['run', rom, '--frames', '1', '--hash-every', '1'];
    const [line] = (await dotclock(...args)).out;
    const [json] = (await dotclock(...args, '--json')).out;
    const record = JSON.parse(json ?? '') as { width: number; height: number; crc: string };
    expect(line).toBe(`frame 0 ${record.width}x${record.height} ${record.crc}`);
  });

  it('gives the same run from an archive, and another from another seed', async () => {
    writeFileSync(at('storm.zip'), zipSync({ 'storm.sfc': registerStorm(3) }));
    const args = ['--frames', '2', '--hash-every', '1', '--hash-mem'];
    const plain = await dotclock('run', rom, ...args);
    expect((await dotclock('run', at('storm.zip'), ...args)).out).toEqual(plain.out);
    expect((await dotclock('run', rom, ...args, '--seed', '2')).out).not.toEqual(plain.out);
  });

  it('writes memories, sound, pictures and a trace, whole', async () => {
    const sizes = { wram: 131072, vram: 65536, oam: 544, cgram: 512, aram: 65536 };
    const files = Object.keys(sizes).flatMap((name) => [`--${name}`, `${at(name)}@1`]);
    const more = ['--wav', at('a.wav'), '--dump-frames', '0,2', '--out', at('shots/deep'), '--trace', at('trace')];
    expect(await dotclock('run', rom, '--frames', '3', ...files, ...more)).toMatchObject({ exit: Exit.Ok, err: [] });
    for (const [name, size] of Object.entries(sizes)) expect(readFileSync(at(name)).length, name).toBe(size);
    expect(readdirSync(at('shots/deep'))).toEqual(['frame_000000.png', 'frame_000002.png']);
    const wav = readFileSync(at('a.wav'));
    expect([wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual([32041, wav.length - 44]);
    const trace = readFileSync(at('trace'), 'utf8').split('\n');
    const first = trace.find((line) => line.startsWith('cpu 008000'));
    expect(first).toMatch(/^cpu 008000 7818fbc2 A:.{4} X:.{4} Y:.{4} S:.{4} D:0000 B:00 P:[0-9a-f]{2} E:1 V:\d+ H:\d+$/);
    expect(trace.some((line) => /^spc ffc0 [0-9a-f]{6} A:/.test(line))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('goes on from a saved state as if nothing had happened', async () => {
    const hashes = ['--hash-every', '1', '--hash-mem'];
    const whole = await dotclock('run', rom, '--frames', '6', ...hashes, '--state-save', `${at('state')}@2`);
    const rest = await dotclock('run', rom, '--frames', '3', ...hashes, '--state-load', at('state'), '--seed', '99');
    const renumbered = rest.out.map((line) =>
      line.replace(/^(\w+) (\d+)/, (_, word: string, frame: string) => `${word} ${Number(frame) + 3}`),
    );
    expect(renumbered).toEqual(whole.out.slice(6));
  });

  it.each([
    ['a missing file', ['run', at('absent.sfc'), '--frames', '1'], Exit.File, /^ROM 'absent.sfc': No such file or directory$/],
    ['a missing script', ['run', rom, '--frames', '1', '--input', at('none')], Exit.File, /^input script 'none': No such file/],
    ['a folder to write', ['run', rom, '--frames', '1', '--wram', folder], Exit.File, /^cannot write '.*': is a directory$/],
    [
      'a folder that is not',
      ['run', rom, '--frames', '1', '--wram', at('no/where')],
      Exit.File,
      /^cannot write 'no\/where': No such file/,
    ],
    ['a state that is none', ['run', rom, '--frames', '1', '--state-load', rom], Exit.Core, /^state 'storm.sfc': this is not/],
    [
      'memory that is not there',
      ['run', at('bare.sfc'), '--frames', '1', '--sram', at('sram')],
      Exit.Core,
      /^the cartridge has no sram$/,
    ],
    ['an unknown command', ['fly'], Exit.Usage, /^unknown command 'fly'/],
    ['no command', [], Exit.Usage, /^a command is missing/],
  ])('answers %s with one line', async (_what, args, exit, message) => {
    const bare = registerStorm(3);
    bare[0x7fd8] = 0;
    writeFileSync(at('bare.sfc'), bare);
    const run = await dotclock(...args);
    expect(run.exit).toBe(exit);
    expect(run.err).toEqual([expect.stringMatching(message)]);
    expect(run.out).toEqual([]);
  });

  it('reports a bad script line by its place', async () => {
    writeFileSync(at('play.txt'), '0 -\n5 JUMP\n');
    expect(await dotclock('run', rom, '--frames', '1', '--input', at('play.txt'))).toEqual({
      exit: Exit.Usage,
      out: [],
      err: ["play.txt:2: unknown button 'JUMP'"],
    });
  });

  it('writes a trace of both processors, with formats, conditions and labels of its own', async () => {
    writeFileSync(at('labels.sym'), '[labels]\n00:8000 begin\n');
    const base = ['run', rom, '--frames', '1', '--trace', at('rows')];
    const rows = (): string[] => readFileSync(at('rows'), 'utf8').trimEnd().split('\n');
    const format = ['--trace-format', 'C {pc:x6} {disassembly}|{label}', '--trace-smp-format', 'S {pc:x4} {bytes}'];
    expect((await dotclock(...base, ...format, '--trace-symbols', at('labels.sym'))).exit).toBe(Exit.Ok);
    expect(rows()[0]).toMatch(/^[CS] /);
    expect(rows().find((row) => row.startsWith('C 008000'))).toMatch(/^C 008000 [a-z]{3}.*\|begin/);
    const kinds = rows().map((row) => row[0]);
    expect(kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length).toBeGreaterThan(10);
    await dotclock(
      ...base,
      '--trace-only',
      'smp',
      '--trace-smp-format',
      'S {pc:x4}',
      '--trace-smp-if',
      'pc >= $ffc0 && pc < $ffd0',
    );
    expect(rows().length).toBeGreaterThan(0);
    expect(rows().filter((row) => !/^S ffc[0-9a-f]$/.test(row))).toEqual([]);
    const wrong = await dotclock(...base, '--trace-if', 'a ==');
    expect({ exit: wrong.exit, err: wrong.err[0] }).toEqual({
      exit: Exit.Usage,
      err: expect.stringMatching(/^--trace: .*column/) as string,
    });
    expect((await dotclock('run', rom, '--frames', '1', '--trace-only', 'cpu')).err[0]).toMatch(/need --trace FILE/);
  });

  it('stops at the time limit and leaves no half trace', async () => {
    const run = await dotclock('run', rom, '--frames', '1000000', '--timeout', '1', '--trace', at('cut'));
    expect([run.exit, run.err.length, existsSync(at('cut'))]).toEqual([Exit.Timeout, 1, false]);
  });
});

describe('dotclock info', () => {
  it('explains the header', async () => {
    const { exit, out } = await dotclock('info', rom);
    expect(exit).toBe(Exit.Ok);
    expect(out).toContain('title     FUZZ PROGRAM');
    expect(out.find((line) => line.startsWith('map '))).toContain('LoROM');
    const [json] = (await dotclock('info', rom, '--json')).out;
    expect(JSON.parse(json ?? '')).toMatchObject({ mapping: 'lorom', title: 'FUZZ PROGRAM', romSize: 32768 });
  });
});
