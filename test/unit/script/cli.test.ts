import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../../build/bundle-options.mjs';
import { Exit } from '../../../src/host/node/errors.ts';
import { SMALL_ROM } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  await build(nodeBundle({ entry: 'src/host/node/main.ts', outDir: folder, name: 'cli' }));
  writeFileSync(at('loop.sfc'), SMALL_ROM);
}, 60_000);

/** Runs `dotclock script` with a script of this text, as its own program. */
function dotclock(source: string | Uint8Array, ...options: string[]): { exit: number | null; out: string; err: string } {
  writeFileSync(at('test.js'), source);
  const words = [at('cli.mjs'), 'script', at('test.js'), at('loop.sfc'), ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000, cwd: folder });
  return { exit: status, out: stdout, err: stderr.replaceAll(`${folder}/`, '') };
}

describe('dotclock script', { timeout: 120_000 }, () => {
  it('runs a script in a thread: text, arguments, pads, files', () => {
    writeFileSync(at('pads.txt'), '0 A\n');
    const { exit, out, err } = dotclock(
      'print(args, emu.info().title.trim());\nawait emu.frame(3);\nawait emu.screenshot("shot");\nemu.saveFile("a.txt", "text");\nprint(emu.frameNumber);',
      '--out',
      at('out'),
      '--input',
      at('pads.txt'),
      '--',
      '--one',
      'two',
    );
    expect({ exit, out, err }).toEqual({ exit: Exit.Ok, out: '["--one","two"] UNIT TEST\n3\n', err: '' });
    expect(readdirSync(at('out')).sort()).toEqual(['a.txt', 'shot.png']);
    expect(readFileSync(at('out/a.txt'), 'utf8')).toBe('text');
    expect([...readFileSync(at('out/shot.png')).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  it.each([
    ['throw new Error("mine");', [], Exit.Script, /^dotclock: test\.js:1:\d+: mine\n$/],
    ['for (;;) {}', ['--turn', '5'], Exit.Timeout, /^dotclock: test\.js:1:.*endless loop/],
    [
      'const all = [];\nfor (;;) all.push(new Uint8Array(1 << 20));',
      ['--memory', '8'],
      Exit.Script,
      /^dotclock: test\.js:2:.*more memory than 8 MB/,
    ],
    [
      'await debug.call("runTo", { target: { kind: "nmi" }, frames: 1000000 });',
      ['--timeout', '1'],
      Exit.Timeout,
      /^dotclock: test\.js: the time of the run, 1 s, is over in the middle of a request/,
    ],
    ['print("half")\nlet x = ;', [], Exit.Script, /^dotclock: test\.js:2:.*SyntaxError/],
    ['emu.saveFile("a", "x")', [], Exit.Script, /--out DIR/],
    [Uint8Array.of(0xff, 0xfe, 0x80), [], Exit.Usage, /not a text file in UTF-8/],
    ['', ['--frames', '0'], Exit.Usage, /--frames: '0' is not a whole number from 1/],
    ['', ['--memory', '1e3'], Exit.Usage, /--memory/],
    ['', ['--region', 'mars'], Exit.Usage, /--region: 'mars'/],
    ['', ['--nonsense', '1'], Exit.Usage, /unknown option '--nonsense'/],
    ['', ['--out'], Exit.Usage, /--out needs a value/],
    ['', ['another.sfc'], Exit.Usage, /one script and one ROM/],
    ['', ['--input', 'nowhere.txt'], Exit.File, /input script 'nowhere.txt': No such file/],
    ['', ['--state-load', 'test.js'], Exit.Core, /state/],
  ])('%j %j', (source, options, code, message) => {
    const { exit, out, err } = dotclock(source, ...options);
    expect(err).toMatch(message);
    expect({ exit, out }).toEqual({ exit: code, out: '' });
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('what it wrote before it failed is there, whole', () => {
    const { exit, out } = dotclock('print("one");\nemu.saveFile("one.txt", "1");\nthrow 1;', '--out', at('half'));
    expect({ exit, out }).toEqual({ exit: Exit.Script, out: 'one\n' });
    expect(readdirSync(at('half'))).toEqual(['one.txt']);
    expect(existsSync(at('one.txt'))).toBe(false);
  });
});
