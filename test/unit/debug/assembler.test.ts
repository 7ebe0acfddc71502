import { describe, expect, test } from 'vitest';
import { lineFile, symbolFile } from '../../../src/debug/assembler/listing.ts';
import { bytesOf, errorsOf, run } from './source.ts';

describe('expressions', () => {
  const value = (text: string): number => {
    const [a, b, c, d] = bytesOf(`.dword ${text}`);
    return a | (b << 8) | (c << 16) | (d << 24);
  };

  test.each([
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['10-2-3', 5],
    ['7/2', 3],
    ['7 % 4', 3],
    ['%1010', 10],
    ["'A'", 65],
    ['$ff & ~$0f', 0xf0],
    ['1<<4|1', 17],
    ['6^3', 5],
    ['<$1234', 0x34],
    ['>$1234', 0x12],
    ['^$123456', 0x12],
    ['.lobyte($1234) + .hibyte($1234)', 0x46],
    ['.bankbyte($7e0000)', 0x7e],
    ['.loword($123456)', 0x3456],
    ['.strlen("abcd")', 4],
    ['1 < 2 && 2 <= 2', 1],
    ['1 == 2 || 0', 0],
    ['!0 + !5', 1],
    ['-1', -1],
    ['2+3 == 5', 1],
    ['.defined(nothing)', 0],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('labels', () => {
  test('cheap locals live between ordinary labels, anonymous ones are counted', () => {
    expect(bytesOf('a1: @x: nop\n bra @x\nb1: @x: bra @x\n: nop\n bne :-\n beq :+\n nop\n: bra :--')).toEqual([
      0xea, 0x80, 0xfd, 0x80, 0xfe, 0xea, 0xd0, 0xfd, 0xf0, 0x01, 0xea, 0x80, 0xf8,
    ]);
  });

  test('scopes are searched outwards and named with ::', () => {
    const source =
      'n = 1\n.scope s\nn = 2\n.byte n, ::n\n.endscope\n.proc p\n nop\n@l: bra @l\n.endproc\n.byte n, s::n\n .addr p';
    expect(bytesOf(source)).toEqual([2, 1, 0xea, 0x80, 0xfe, 1, 2, 2, 0]);
  });

  test('a name that comes later is a word; one that came before may be a direct page byte', () => {
    expect(bytesOf(' lda later\nearly = $10\nlater = $12\n lda early')).toEqual([0xad, 0x12, 0x00, 0xa5, 0x10]);
  });
});

describe('operand sizes', () => {
  test('suffixes and prefixes ask for a size', () => {
    expect(bytesOf(' lda.w $10\n lda a:$10\n lda f:$10\n lda.l $10,x\n lda z:$10\n lda $7e2000\n lda.b #1\n lda.w #1')).toEqual([
      0xad, 0x10, 0, 0xad, 0x10, 0, 0xaf, 0x10, 0, 0, 0xbf, 0x10, 0, 0, 0xa5, 0x10, 0xaf, 0, 0x20, 0x7e, 0xa9, 1, 0xa9, 1, 0,
    ]);
  });

  test('a parenthesis that closes early is arithmetic', () => {
    expect(bytesOf(' lda ($10+2)*2,x\n lda ($10),y')).toEqual([0xb5, 0x24, 0xb1, 0x10]);
  });
});

describe('data', () => {
  test('strings go through the character map and tables', () => {
    const files = { 'font.tbl': '01=A\n02=B\n' };
    expect(bytesOf('.table "font.tbl"\n.byte "ABC"\n.charmap \'C\', $03\n.asciiz "C"\n.word "A"', files)).toEqual([
      1, 2, 67, 3, 0, 1, 0,
    ]);
  });

  test('reservations, alignment, addresses', () => {
    expect(bytesOf('.byte 1\n.align 4, $ee\n.res 2, 7\n.faraddr $123456\n.dword $89abcdef\n.hibytes $1234, $5678')).toEqual([
      1, 0xee, 0xee, 0xee, 7, 7, 0x56, 0x34, 0x12, 0xef, 0xcd, 0xab, 0x89, 0x12, 0x56,
    ]);
  });

  test('binary files, whole and in part, are found beside the file that names them', () => {
    const files = {
      'sub/inc.s': '.incbin "data.bin", 1, 2',
      'sub/data.bin': new Uint8Array([1, 2, 3, 4]),
      'top.bin': new Uint8Array([9]),
    };
    expect(bytesOf('.include "sub/inc.s"\n.incbin "top.bin"', files)).toEqual([2, 3, 9]);
  });
});

describe('macros and conditionals', () => {
  test('arguments, local labels, nested calls, braces', () => {
    const source = `
.macro inner a1
  .byte a1
.endmacro
.macro outer p, q
  .local l
l: .byte p
  inner q + 1
  .byte l
.endmacro
 outer 1, 2
 outer {3, 4}, 5`;
    expect(bytesOf(source)).toEqual([1, 3, 0, 3, 4, 6, 3]);
  });

  test('repetition counts', () => {
    expect(bytesOf('.repeat 3, i\n.repeat 2, j\n.byte i*16+j\n.endrepeat\n.endrepeat')).toEqual([0, 1, 0x10, 0x11, 0x20, 0x21]);
  });

  test('one branch of a conditional counts', () => {
    const source =
      'v = 2\n.if v == 1\n.byte 1\n.elseif v == 2\n.byte 2\n.ifdef nothing\n.byte 3\n.else\n.byte 4\n.endif\n.else\n.byte 5\n.endif';
    expect(bytesOf(source)).toEqual([2, 4]);
  });

  test('a missing argument can be asked for', () => {
    expect(bytesOf('.macro m p\n.ifblank p\n.byte 0\n.else\n.byte p\n.endif\n.endmacro\n m\n m 5')).toEqual([0, 5]);
  });

  test('a file can keep itself from being read twice', () => {
    expect(bytesOf('.include "a.s"\n.include "a.s"', { 'a.s': '.ifndef A\nA = 1\n.byte 7\n.endif' })).toEqual([7]);
  });

  test('names from outside', () => {
    expect([...run('.if debug\n.byte debug\n.endif', {}, { mapping: 'raw', defines: { debug: 3 } }).rom]).toEqual([3]);
  });
});

describe('places', () => {
  test('LoROM banks, header, vectors and a checksum that adds up', () => {
    const { rom, errors } = run(
      '.lorom\n.header "NAME", sram=8, region=pal\n.vector reset, start\nstart: nop\n.bank 1\n.byte $55\n.org $9000\n.byte $66',
    );
    expect(errors).toEqual([]);
    expect(rom.length).toBe(0x10000);
    expect([rom[0], rom[0x8000], rom[0x9000]]).toEqual([0xea, 0x55, 0x66]);
    expect([...rom.subarray(0x7fc0, 0x7fc5)]).toEqual([0x4e, 0x41, 0x4d, 0x45, 0x20]);
    expect([...rom.subarray(0x7fd5, 0x7fda)]).toEqual([0x20, 2, 6, 3, 2]);
    expect([...rom.subarray(0x7ffc, 0x7ffe)]).toEqual([0, 0x80]);
    const checksum = rom[0x7fde] | (rom[0x7fdf] << 8);
    expect(checksum ^ (rom[0x7fdc] | (rom[0x7fdd] << 8))).toBe(0xffff);
    expect(rom.reduce((sum, byte) => (sum + byte) & 0xffff, 0)).toBe(checksum);
  });

  test('HiROM banks of 64 KiB at $C0', () => {
    const { rom, symbols } = run('.hirom\n.header "H"\n.vector reset, start\n.org $8000\nstart: nop\n.bank 1\nthere: .byte 1');
    expect([rom[0x8000], rom[0x10000], rom[0xffd5]]).toEqual([0xea, 1, 0x21]);
    expect(symbols.find(({ name }) => name === 'there')?.value).toBe(0xc10000);
  });

  test('code for another address', () => {
    expect(bytesOf('.spc700\n.base $0400\nhere: jmp !here\n.endbase\n.p816\nback: .word back')).toEqual([0x5f, 0, 4, 3, 0]);
  });

  test('RAM segments only give addresses', () => {
    const { rom, symbols } = run('.segment "ZEROPAGE"\np: .res 2\nq: .res 1\n.segment "BSS"\nb: .res 4\n.bank 0\n lda q\n lda b');
    expect([...rom.subarray(0, 5)]).toEqual([0xa5, 2, 0xad, 0, 2]);
    expect(symbols.map(({ value }) => value)).toEqual([0, 2, 0x200]);
  });

  test('symbols and lines for the debugger', () => {
    const result = run('n = 5\nstart: nop\n rts\n');
    expect(symbolFile(result)).toBe('; written by dotclock asm\n[labels]\n00:8000 start\n\n[definitions]\n00000005 n\n');
    expect(JSON.parse(lineFile(result))).toEqual({
      version: 1,
      files: ['main.s'],
      lines: [
        [0, 0x8000, 1, 0, 2, 0],
        [1, 0x8001, 1, 0, 3, 0],
      ],
    });
  });
});

describe('complaints', () => {
  test.each([
    [' lad #1', "main.s:1:2: 'lad' is no instruction, macro or directive (did you mean 'lda'?)"],
    [' lda start', "main.s:1:6: 'start' is not defined"],
    ['begin: nop\n lda begni', "main.s:2:6: 'begni' is not defined (did you mean 'begin'?)"],
    ['a1: nop\na1: nop', "main.s:2:1: 'a1' is defined twice (first at main.s:1)"],
    [
      ' lda #$100',
      'main.s:1:6: $100 does not fit into a byte (take one byte with < > or ^, or look at the register width (.a8 .a16))',
    ],
    [
      ' bra far\n.res 200, 0\nfar:',
      "main.s:1:6: the branch's target is 200 bytes away (a branch reaches -128 to +127; use jmp or brl)",
    ],
    ['.byte 1/0', 'main.s:1:8: division by zero (the right side is 0)'],
    ['.include "no.s"', "main.s:1:10: cannot read 'no.s' (paths start at the file that names them)"],
    ['.byte (1', "main.s:1:9: the line ends where ')' should be"],
    ['.byt "x', 'main.s:1:6: the string does not end (a string ends with " on its line)'],
    ['.if 1', 'main.s:1:1: this .if has no .endif'],
    ['.macro m', 'main.s:1:1: this .macro has no .endmacro'],
    [' stx ($10),y', 'main.s:1:6: stx has no such operand (it takes dp  abs  dp,y)'],
    ['.spc700\n mov a,foo+z', "main.s:2:8: 'foo' is not defined"],
    ['.spc700\n lda #1', "main.s:2:2: 'lda' is no instruction, macro or directive (it belongs to the other processor: .p816)"],
    ['.error "stop"', 'main.s:1:1: stop'],
    ['.assert 1 == 2, "no"', 'main.s:1:1: no'],
    [' bne :+', "main.s:1:6: there is no label for ':+'"],
    [
      '.macro m v\n lda #v\n.endmacro\n m $1ff',
      "main.s:2:6: $1ff does not fit into a byte, in macro 'm' of main.s:4 (take one byte with < > or ^, or look at the register width (.a8 .a16))",
    ],
  ])('%s', (source, expected) => {
    expect(errorsOf(source)[0]).toBe(expected);
  });

  test('all of them at once, and no bytes', () => {
    const { errors, rom } = run(' lad #1\n sta nowhere\n foo\n.lorom');
    expect(errors.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(rom.length).toBe(0);
  });

  test('a full bank, an overlap, code in RAM, code in the header', () => {
    const first = (source: string): string => run(source).errors[0]?.what ?? '';
    expect(first('.res $7fff, 1\n.byte 1, 2')).toBe('bank 0 is full');
    expect(first('.byte 1\n.org $8000\n.byte 2')).toBe('$8000 has bytes already');
    expect(first('.segment "BSS"\n nop')).toBe('bytes in work RAM');
    expect(first('.header "X"\n.org $ffd0\n.byte 1')).toBe('the program reaches into the header');
  });

  test('repetitions of nothing have an end', () => {
    const source = '.repeat 60000\n.repeat 60000\n.endrepeat\n.endrepeat';
    expect(errorsOf(source)[0]).toContain('never ends');
  });

  test('a file that includes itself, a macro that calls itself, names that never settle', () => {
    expect(errorsOf('.include "main.s"')[0]).toContain('too deep');
    expect(errorsOf('.macro m\n m\n.endmacro\n m')[0]).toContain('too deep');
    expect(errorsOf('.if later == 0\nlater = 1\n.else\nlater = 0\n.endif')[0]).toContain('never settle');
    expect(errorsOf('a1 = b1 + 1\nb1 = a1 + 1')[0]).toContain('never settle');
  });
});
