import { describe, expect, it } from 'vitest';
import { readSymbols } from '../../../src/debug/symbols/symbol-files.ts';
import { fitted } from '../../../src/ui/debugger/code/edits.ts';
import { mlbOf } from '../../../src/ui/debugger/code/mlb.ts';
import { parseTable } from '../../../src/session/debug-protocol.ts';
import { csvOf } from '../../../src/ui/debugger/csv.ts';
import { baseName } from '../../../src/ui/debugger/files.ts';
import {
  bytesOfNumber,
  bytesOfText,
  lettersOf,
  parseNumber,
  patternOf,
  textOfBytes,
} from '../../../src/ui/debugger/memory/letters.ts';
import { editedText, targetOf, watchBytes } from '../../../src/ui/debugger/memory/watch-values.ts';
import { dspMeaning, dspRows } from '../../../src/ui/debugger/sound/dsp-registers.ts';
import {
  loopPosition,
  noteWords,
  soundWords,
  parseSignedByte,
  samplePosition,
  scopeOf,
  isSolo,
  soloMask,
} from '../../../src/ui/debugger/sound/scope.ts';
import { found, hardwareRows } from '../../../src/ui/debugger/tools/hardware-rows.ts';
import { boxesOf, panned, spanBeside, ticksOf, zoomed, LINE_CLOCKS } from '../../../src/ui/debugger/tools/flame.ts';

describe('voices', () => {
  it('have notes in words', () => {
    expect(noteWords({ note: 'C#4', cents: 12 })).toBe('C♯4 +12');
    expect(noteWords({ note: 'A-1', cents: -3 })).toBe('A−1 −3');
    expect([noteWords({ note: 'B5', cents: 0 }), noteWords({ note: '', cents: 0 })]).toEqual(['B5', '–']);
    const voice = { note: 'B5', cents: 0, pitch: 0x1400, pitchModulation: false };
    expect(soundWords(voice)).toBe('B5');
    expect(soundWords({ ...voice, pitchModulation: true })).toBe('~B5');
    expect(soundWords({ ...voice, note: '' })).toBe('×1.25');
    expect(soundWords({ ...voice, note: '', pitch: 0 })).toBe('–');
  });

  it('are heard alone and all again', () => {
    expect(soloMask(0, 2, 0)).toBe(0b11111011);
    expect(soloMask(0b11111011, 2, 0)).toBe(0);
    expect(soloMask(0b11111011, 0, 0)).toBe(0b11111110);
    // What was silent before is silent again.
    expect(soloMask(0b11111011, 2, 0b11)).toBe(0b11);
    expect([0, 0b11, 0b11111011, 0xff].map(isSolo)).toEqual([false, false, true, false]);
  });

  it('show the wave from where it rises, through the loop', () => {
    const wave = [0, 16384, 0, -32768];
    expect([...scopeOf(wave, 0, 2, 1, 5)]).toEqual([0, 0.5, 0, -1, 0]);
    expect([...scopeOf([16384, 16384], null, 0, 1, 4)]).toEqual([0.5, 0.5, 0, 0]);
    expect([...scopeOf([], 0, 0, 1, 2)]).toEqual([0, 0]);
  });

  it('know where in a sample an address and its loop are', () => {
    expect([samplePosition(0x1000, 0x1009), samplePosition(0xfff9, 0x0002)]).toEqual([16, 16]);
    expect(loopPosition({ start: 0x1000, loop: 0x1012, blocks: 4, loops: true })).toBe(32);
    expect(loopPosition({ start: 0x1000, loop: 0x1012, blocks: 4, loops: false })).toBeNull();
    expect(loopPosition({ start: 0x1000, loop: 0x2000, blocks: 4, loops: true })).toBeNull();
  });

  it('have volumes with a sign', () => {
    expect(['-1', '−128', '127', '$80', '128', '-129', 'x'].map(parseSignedByte)).toEqual([255, 128, 127, 128, null, null, null]);
  });
});

describe('registers of the sound chip', () => {
  it('are said in their own units', () => {
    expect(dspMeaning('signed', 0xf0)).toBe('-16');
    expect(dspMeaning('voices', 0b10000001)).toBe('1······8');
    expect([dspMeaning('page', 0x0f), dspMeaning('delay', 0xf4)]).toEqual(['$0F00', '64 ms']);
    expect(dspMeaning('flags', 0xe0 | 31)).toBe('RESET MUTE NO ECHO WRITES 32000 Hz');
  });

  it('are all there once', () => {
    const rows = dspRows(Uint8Array.from({ length: 128 }, (_, i) => i));
    expect(new Set(rows.map(([address]) => address)).size).toBe(rows.length);
    expect(rows.length).toBe(8 * 10 + 15 + 8);
    expect(rows.find(([, name]) => name === 'V8 OUTX')).toEqual(['$79', 'V8 OUTX', 0x79, '121']);
  });
});

describe('tables for spreadsheets', () => {
  it('quote what must be quoted and calculate nothing', () => {
    expect(csvOf(['a', 'b'], [['x,"y"', -1]])).toBe('a,b\r\n"x,""y""",-1\r\n');
    expect(csvOf(['a'], [['=1+1'], ['@x'], ['-2'], ['-x']])).toBe("a\r\n'=1+1\r\n'@x\r\n-2\r\n'-x\r\n");
  });
});

describe('the chart of calls', () => {
  const spans = [
    { address: 2, depth: 1, start: 110, end: 140 },
    { address: 3, depth: 1, start: 150, end: 150.2 },
    { address: 4, depth: 1, start: 150.3, end: 150.5 },
    { address: 1, depth: 0, start: 100, end: 200 },
    { address: 1, depth: 0, start: 300, end: 400 },
  ];

  it('puts calls where they are and draws those of one pixel once', () => {
    const boxes = boxesOf(spans, { from: 100, to: 200 }, 100);
    expect(boxes.map(({ span, x, width }) => [span.address, x, width])).toEqual([
      [2, 10, 30],
      [3, 50, 1],
      [1, 0, 100],
    ]);
  });

  it('zooms about a moment and stays within what is known', () => {
    const all = { from: 0, to: 1000 };
    expect(zoomed({ from: 0, to: 1000 }, all, 0.5, 500)).toEqual({ from: 250, to: 750 });
    expect(zoomed({ from: 250, to: 750 }, all, 8, 500)).toEqual(all);
    expect(panned({ from: 0, to: 100 }, all, -1)).toEqual({ from: 0, to: 100 });
    expect(panned({ from: 800, to: 1000 }, all, 0.2)).toEqual({ from: 800, to: 1000 });
  });

  it('goes from call to call', () => {
    const [child, , , parent, next] = spans;
    expect(spanBeside(spans, child, 'up')).toBe(parent);
    expect(spanBeside(spans, parent, 'down')).toBe(child);
    expect(spanBeside(spans, parent, 'right')).toBe(next);
    expect(spanBeside(spans, next, 'left')).toBe(parent);
    expect(spanBeside(spans, parent, 'left')).toBeUndefined();
  });

  it('marks whole lines, the first of each frame always', () => {
    const frame = 262 * LINE_CLOCKS;
    const ticks = ticksOf({ from: frame, to: 3 * frame }, 0, 262, 10);
    expect(ticks.filter(({ line }) => line === 0).map(({ time }) => time)).toEqual([frame, 2 * frame]);
    expect(ticks.length).toBeLessThanOrEqual(16);
    expect(ticksOf({ from: 0, to: 40 * frame }, 0, 262, 10).every(({ line }) => line === 0)).toBe(true);
  });
});

describe('letters of a game', () => {
  const letters = parseTable('10=A\n11=B\n12=AB');

  it('are written and found by its table', () => {
    expect(bytesOfText('ABBA', letters)).toEqual([0x12, 0x11, 0x10]);
    expect(bytesOfText('C', letters)).toBeNull();
    expect(patternOf('"BA"', letters)).toEqual([0x11, 0x10]);
    expect(patternOf('12 ?? f')).toBeNull();
    expect(patternOf('12 ?? ff')).toEqual([0x12, -1, 0xff]);
    expect(lettersOf([0x12, 0x41], letters)).toEqual(['AB', '·']);
    expect(lettersOf([0x41, 0x80], parseTable(''))).toEqual(['A', '·']);
  });

  it('have codes of several bytes: the longest counts, and a text is found by whatever leads to its end', () => {
    const table = parseTable(
      '\ufeff81=a\r\n8140=漢\r\n8141=Hero\r\n82=He\r\n83=r\r\n/FF\r\n*FE\r\n; no code\r\n8=x\r\n$90=wait,2\r\n',
    );
    expect(table.size).toBe(7);
    const bytes = [0x81, 0x40, 0x81, 0x81, 0x41, 0xfe, 0x40, 0xff];
    expect(lettersOf(bytes, table)).toEqual(['漢', ' ', 'a', 'Hero', '', '⏎', '·', '[end]']);
    // From the second row on, with what stands above it.
    expect(lettersOf(bytes, table, 1)).toEqual([' ', 'a', 'Hero', '', '⏎', '·', '[end]']);
    expect(textOfBytes(bytes, table)).toBe('漢aHero⏎·[end]');
    expect(patternOf('"Hero漢"', table)).toEqual([0x81, 0x41, 0x81, 0x40]);
    // `Hero` would leave nothing that begins with `r`.
    expect(bytesOfText('Her', table)).toEqual([0x82, 0x83]);
    expect(bytesOfText('Hex', table)).toBeNull();
  });

  it('are numbers otherwise', () => {
    expect(['42', '-$10', '0xff', '1.5', '$'].map(parseNumber)).toEqual([42, -16, 255, null, null]);
    expect(bytesOfNumber(-2, 2)).toEqual([0xfe, 0xff]);
    expect([bytesOfNumber(256, 1), bytesOfNumber(-129, 1)]).toEqual([null, null]);
  });
});

describe('code', () => {
  it('fills what is left of an instruction with ones that do nothing', () => {
    expect([...fitted(Uint8Array.of(0x60), 3, 'cpu')]).toEqual([0x60, 0xea, 0xea]);
    expect([...fitted(Uint8Array.of(1, 2, 3), 2, 'smp')]).toEqual([1, 2, 3]);
  });

  it('has labels that are read back', () => {
    const labels = [
      { memory: 'rom', address: 0x123, name: 'main', comment: 'two\nlines', length: 1 },
      { memory: 'wram', address: 0x10, name: 'list', comment: '', length: 4 },
    ] as const;
    const text = mlbOf(labels);
    expect(text).toBe('SnesPrgRom:0123:main:two\\nlines\nSnesWorkRam:0010-0013:list\n');
    const read = readSymbols(text).labels;
    expect(read.map(({ memory, address, name, length }) => [memory, address, name, length])).toEqual([
      ['rom', 0x123, 'main', 1],
      ['wram', 0x10, 'list', 4],
    ]);
    expect([baseName('C:\\src\\a.s'), baseName('src/b.s')]).toEqual(['a.s', 'b.s']);
  });
});

describe('watches', () => {
  const registers = { cpu: ['a', 'x', 'pc'], smp: ['a', 'ya'] };

  it('know where an expression is kept', () => {
    expect(targetOf('{$7e0010+x}', 'cpu', registers)).toEqual({ kind: 'memory', memory: 'cpu', address: '$7e0010+x', bytes: 2 });
    expect(targetOf('vram[4]', 'cpu', registers)).toEqual({ kind: 'memory', memory: 'vram', address: '4', bytes: 1 });
    expect(targetOf('spc.ya', 'cpu', registers)).toEqual({ kind: 'register', processor: 'smp', register: 'ya' });
    expect(['a+x', '[1]+[2]', 'flag.c', 'abc[1]', 'scanline'].map((text) => targetOf(text, 'cpu', registers))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('take what fits', () => {
    const fixed = { bytes: 2, signed: true, fraction: 8 };
    expect(watchBytes('-0.5', fixed)).toEqual([0x80, 0xff]);
    expect(watchBytes('$ff80', { ...fixed, fraction: 0 })).toEqual([0x80, 0xff]);
    expect([watchBytes('-1', { bytes: 1, signed: false, fraction: 0 }), watchBytes('40000', { ...fixed, fraction: 0 })]).toEqual([
      null,
      null,
    ]);
    expect([editedText('12 ($0c)'), editedText('$7e0010')]).toEqual(['12', '$7e0010']);
  });
});

describe('the state of the chips', () => {
  it('is found by words and marked where it changed', () => {
    const chips = [
      {
        chip: 'ppu',
        values: [
          { name: 'forcedBlank', value: true },
          { name: 'brightness', value: 3 },
        ],
      },
    ];
    const before = [
      {
        chip: 'ppu',
        values: [
          { name: 'forcedBlank', value: false },
          { name: 'brightness', value: 3 },
        ],
      },
    ];
    const rows = hardwareRows(chips, before);
    expect(rows.map(({ name, changed }) => [name, changed])).toEqual([
      ['forced blank', true],
      ['brightness', false],
    ]);
    expect(found(rows, 'PPU blank').length).toBe(1);
    expect(found(rows, 'apu').length).toBe(0);
  });
});
