import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constantEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { assembleAt, ipsPatch } from '../../../src/debug/code/rom-edit.ts';
import { SourceMap } from '../../../src/debug/symbols/source-map.ts';
import { type ImportedLine, readSymbols, SymbolError } from '../../../src/debug/symbols/symbol-files.ts';
import { romOf } from '../core/machine.ts';

describe('symbol files', () => {
  it('of WLA-DX, version 1', () => {
    const text =
      '; comment\n[labels]\n00:8000 main\n7e:0010 player_x ; here\nbad\n\n[source files]\n0001 abcd0123 src/main.asm\n[addr-to-line mapping]\n00:8000 0001:0000002a\n';
    const { format, labels, lines, skipped } = readSymbols(text);
    expect(format).toBe('WLA symbols');
    expect(labels.map(({ address, name }) => [address, name])).toEqual([
      [0x8000, 'main'],
      [0x7e0010, 'player_x'],
    ]);
    expect(lines).toEqual([{ memory: 'cpu', address: 0x8000, length: 1, file: 'src/main.asm', line: 42 }]);
    expect(skipped).toEqual(['line 5: bad']);
  });

  it('of lists of banks and addresses without headings', () => {
    const { format, labels } = readSymbols('00:8000 resetEntry\n00:804d clearRegisters@one\n7e:1f00 score\n');
    expect(format).toBe('WLA symbols');
    expect(labels.map(({ memory, address, name }) => [memory, address, name])).toEqual([
      ['cpu', 0x8000, 'resetEntry'],
      ['cpu', 0x804d, 'clearRegisters@one'],
      ['cpu', 0x7e1f00, 'score'],
    ]);
  });

  it('of WLA-DX, version 2', () => {
    const text =
      '[information]\nversion 2\n[labels]\n80:9abc fast\n[source files v2]\n0001:0002 0bad0bad a b.asm\n[addr-to-line mapping v2]\n00001abc 80:9abc 0000 0001:0002:00000007\n';
    const { labels, lines } = readSymbols(text);
    expect(labels).toMatchObject([{ address: 0x809abc, name: 'fast' }]);
    expect(lines).toMatchObject([{ address: 0x809abc, file: 'a b.asm', line: 7 }]);
  });

  it('of Mesen', () => {
    const { labels } = readSymbols(
      'SnesPrgRom:1234:Start:first\\nsecond\nSnesWorkRam:10-1F:buffer\nSpcRam:200:driver:\nSnesRegister:2100:INIDISP\n',
    );
    expect(labels).toEqual([
      { memory: 'rom', address: 0x1234, name: 'Start', comment: 'first\nsecond', length: 1 },
      { memory: 'wram', address: 0x10, name: 'buffer', comment: '', length: 16 },
      { memory: 'aram', address: 0x200, name: 'driver', comment: '', length: 1 },
      { memory: 'cpu', address: 0x2100, name: 'INIDISP', comment: '', length: 1 },
    ]);
  });

  it('of no$ and bass', () => {
    expect(readSymbols('00808000 reset\n007e0100 var\n').labels).toMatchObject([
      { address: 0x808000, name: 'reset' },
      { address: 0x7e0100 },
    ]);
    expect(readSymbols('Main = $808000\n808123 Loop.inner\n').labels).toMatchObject([
      { address: 0x808000, name: 'Main' },
      { address: 0x808123, name: 'Loop.inner' },
    ]);
  });

  it('says what can be read', () => {
    expect(() => readSymbols('hello world, this is prose\n')).toThrow(SymbolError);
    expect(() => readSymbols('a\0b')).toThrow('not a text file');
  });

  it('of ca65 of another version, without records or cut off are refused in words', () => {
    expect(() => readSymbols('version\tmajor=3,minor=0\n')).toThrow('version 3; version 2');
    expect(() => readSymbols('version\tmajor=2,minor=0\ninfo\tcsym=0,file=0\n')).toThrow('no label was found');
    const text =
      'version\tmajor=2,minor=0\nsym\tid=0,name="main",addrsize=absolute,scope=0,val=0x8000,type=lab\nsym\tid=1,name="cu';
    expect(readSymbols(text).labels).toMatchObject([{ address: 0x8000, name: 'main' }]);
    expect(readSymbols(`${text}\nnonsense here\n`).skipped).toEqual(['line 4: nonsense here']);
  });

  it('with places that are none are skipped, with their lines', () => {
    const { labels, skipped } = readSymbols(
      `PRG:0:start\nPRG:${'F'.repeat(300)}:far\nPRG:10-FFFFFFFFFFFF:long\nPRG:4:${'x'.repeat(9000)}\n`,
    );
    expect(labels.map(({ name, length }) => [name, length])).toEqual([
      ['start', 1],
      ['long', 0x1000000],
    ]);
    expect(skipped.map((row) => row.slice(0, 7))).toEqual(['line 2:', 'line 4:']);
  });

  it.each([
    ['a word without end', `[labels]\n00:8000 main\n${'a'.repeat(3_000_000)}\n`],
    ['spaces without end', `[labels]\n00:8000 main\n00:8001 ${' '.repeat(900_000)}x\n`],
    ['a debug file of one word', `version\tmajor=2\nsym\tid=0,name="main",val=0x8000,type=lab\nsym\t${'a'.repeat(900_000)}\n`],
    [
      'quotes that do not close',
      `version\tmajor=2\nsym\tid=0,name="main",val=0x8000,type=lab\nsym\t${'a="x,'.repeat(150_000)}\n`,
    ],
    ['semicolons', `main = $8000\n${';'.repeat(900_000)}\u2028\n`],
  ])('%s: read in time', { timeout: 20_000 }, (_name, text) => {
    expect(readSymbols(text).labels).toContainEqual(expect.objectContaining({ address: 0x8000, name: 'main' }));
  });

  it('whose lines stand for too many bytes are cut, or refused', () => {
    const file = (size: number, count: number): string =>
      [
        'version\tmajor=2,minor=0',
        'file\tid=0,name="a.s"',
        'seg\tid=0,name="CODE",start=0x8000,size=16',
        `span\tid=0,seg=0,start=0,size=${size}`,
        ...Array.from({ length: count }, (_, line) => `line\tid=${line},file=0,line=${line + 1},span=0`),
      ].join('\n');
    expect(readSymbols(file(4_000_000_000, 1)).lines).toEqual([
      { memory: 'cpu', address: 0x8000, length: 0x10000, file: 'a.s', line: 1 },
    ]);
    expect(() => readSymbols(file(4_000_000_000, 1000))).toThrow('more bytes than a cartridge has');
  });

  it.skipIf(!existsSync('/usr/bin/ca65'))('of ca65, made by ca65', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dotclock-dbg-'));
    try {
      writeFileSync(
        join(folder, 'main.s'),
        '.p816\n.segment "CODE"\n.proc main\n  lda #1\n@loop:\n  bra @loop\n.endproc\nafter: rts\n',
      );
      writeFileSync(
        join(folder, 'map.cfg'),
        'MEMORY { ROM: start = $8000, size = $8000, file = %O; } SEGMENTS { CODE: load = ROM; }',
      );
      const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { cwd: folder });
      run('ca65', '-g', 'main.s', '-o', 'main.o');
      run('ld65', '-C', 'map.cfg', 'main.o', '-o', 'main.bin', '--dbgfile', 'main.dbg');
      const { format, labels, lines } = readSymbols(readFileSync(join(folder, 'main.dbg'), 'latin1'));
      expect(format).toBe('ca65 debug');
      expect(labels.map(({ name, address }) => `${name} ${address.toString(16)}`).sort()).toEqual([
        'after 8004',
        'main 8000',
        'main@loop 8002',
      ]);
      const map = new SourceMap(new Snes(romOf({ code: [0] }), { entropy: constantEntropy(0) }));
      map.add(lines);
      expect(map.at('cpu', 0x8001)).toEqual({ file: 'main.s', line: 4 });
      expect(map.at('cpu', 0x808002)?.line).toBe(6);
      expect(map.addressesOf('/some/where/main.s', 5)).toMatchObject({ line: 6, addresses: [{ address: 0x8002 }] });
      expect(map.addressesOf('other.s', 5)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('source lines', () => {
  const line = (file: string, number: number, address: number, memory: 'rom' | 'aram' = 'rom'): ImportedLine => ({
    memory,
    address,
    length: 2,
    file,
    line: number,
  });
  const empty = (): SourceMap => new SourceMap(new Snes(romOf({ code: [0] }), { entropy: constantEntropy(0) }));

  it('are the same when they were kept', () => {
    const map = empty();
    expect(map.pack()).toBe('');
    map.add([line('a.s', 1, 0), line('b.s', 7, 2), line('sound.s', 3, 0x200, 'aram')]);
    const again = empty();
    expect(again.unpack(map.pack())).toBe(3);
    expect(again.files).toEqual(map.files);
    for (const address of [0x8000, 0x8001, 0x8002, 0x8003, 0x8004])
      expect(again.at('cpu', address)).toEqual(map.at('cpu', address));
    expect(again.at('smp', 0x201)).toEqual({ file: 'sound.s', line: 3 });
    expect(again.pack()).toBe(map.pack());
  });

  it('are the same when a whole file of them lies under others, and the shorter stretch counts', () => {
    const map = empty();
    map.add([line('a.s', 1, 0), { ...line('b.s', 7, 0), length: 6 }]);
    map.add([{ ...line('c.s', 3, 0), length: 2 }]);
    expect(map.at('cpu', 0x8003)).toEqual({ file: 'b.s', line: 7 });
    expect(map.at('cpu', 0x8001)).toEqual({ file: 'c.s', line: 3 });
    const again = empty();
    expect(again.unpack(map.pack())).toBe(3);
    expect(again.addressesOf('a.s', 1)).toMatchObject({ line: 1 });
  });

  it('of a file that comes again replace the old ones', () => {
    const map = empty();
    map.add([line('a.s', 1, 0), line('b.s', 7, 2)]);
    map.add([line('a.s', 5, 4)]);
    expect(map.at('cpu', 0x8000)).toBeNull();
    expect(map.at('cpu', 0x8002)).toEqual({ file: 'b.s', line: 7 });
    expect(map.at('cpu', 0x8004)).toEqual({ file: 'a.s', line: 5 });
    expect(map.addressesOf('a.s', 1)?.line).toBe(5);
  });

  it('that are damaged are refused, and what was known stays', () => {
    const map = empty();
    map.add([line('a.s', 1, 0)]);
    const bad = [
      '',
      'null',
      '[]',
      '{"version":2,"files":[],"rows":[]}',
      '{"version":1,"files":["a"],"rows":[["rom",0,1,1,1]]}',
      '{"version":1,"files":["a"],"rows":[["tape",0,1,0,1]]}',
      '{"version":1,"files":["a"],"rows":[["rom",-1,1,0,1]]}',
      '{"version":1,"files":["a"],"rows":[["rom",0,1e9,0,1]]}',
      '{"version":1,"files":["a"],"rows":[null]}',
    ];
    for (const text of bad) expect(() => map.unpack(text), text).toThrow('damaged');
    expect(map.at('cpu', 0x8000)).toEqual({ file: 'a.s', line: 1 });
  });
});

describe('assembling in place', () => {
  const at = {
    processor: 'cpu',
    address: 0x808123,
    accumulator: 16,
    index: 8,
    labels: [
      { name: 'there', address: 0x808150 },
      { name: 'far', address: 0x7e1234 },
    ],
  } as const;
  it('takes widths, labels and the other processor', () => {
    expect([...assembleAt('lda #$1234\nldx #1\nbra there\njsr there\nsta far', at).bytes]).toEqual([
      0xa9, 0x34, 0x12, 0xa2, 0x01, 0x80, 0x26, 0x20, 0x50, 0x81, 0x8f, 0x34, 0x12, 0x7e,
    ]);
    expect([...assembleAt('lda #1', { ...at, address: 0x7e0040, accumulator: 8 }).bytes]).toEqual([0xa9, 1]);
    expect([
      ...assembleAt('mov a,#$12\nbne there', {
        ...at,
        processor: 'smp',
        address: 0x200,
        labels: [{ name: 'there', address: 0x210 }],
      }).bytes,
    ]).toEqual([0xe8, 0x12, 0xd0, 0x0c]);
  });
  it('says what is wrong, in the lines that were given', () => {
    const { errors } = assembleAt('lda #1\nldq 5', at);
    expect(errors[0]).toMatch(/^input:2:/);
  });
});

it('writes IPS patches that do what they say', () => {
  const before = Uint8Array.from({ length: 0x454f60 }, (_, i) => i & 0xff);
  const after = before.slice();
  after[5] ^= 1;
  after.fill(0, 0x200, 0x12000);
  after[0x454f46] ^= 1;
  const patch = ipsPatch(before, after);
  const result = before.slice();
  let i = 5;
  while (!(patch[i] === 0x45 && patch[i + 1] === 0x4f && patch[i + 2] === 0x46)) {
    const offset = (patch[i] << 16) | (patch[i + 1] << 8) | patch[i + 2];
    const length = (patch[i + 3] << 8) | patch[i + 4];
    result.set(patch.subarray(i + 5, i + 5 + length), offset);
    i += 5 + length;
  }
  expect(i + 3).toBe(patch.length);
  expect(Buffer.compare(result, after)).toBe(0);
});
