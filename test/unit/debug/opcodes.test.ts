import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { disassembleSpc700 } from '../../../src/debug/disassembler/spc700.ts';
import { disassemble65816, widthsAfter, type Widths } from '../../../src/debug/disassembler/w65c816.ts';
import { everyOpcode } from './opcodes.ts';
import { bytesOf } from './source.ts';

const here = (name: string): string => join(import.meta.dirname, name);
const rows = (name: string): string[] =>
  readFileSync(here(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('65816', () => {
  const expected = [...Buffer.from(rows('opcodes-65816.hex').join(''), 'hex')];

  test('every opcode and mode gives the bytes that ca65 gave', () => {
    expect(expected.length).toBeGreaterThan(4 * 256);
    expect(bytesOf(everyOpcode())).toEqual(expected);
  });

  const hasCa65 = spawnSync('ca65', ['--version']).status === 0;
  test.skipIf(!hasCa65)(
    hasCa65 ? 'ca65 gives the same bytes' : 'ca65 gives the same bytes (skipped: ca65 is not installed)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
      try {
        const path = (name: string): string => join(folder, name);
        writeFileSync(path('all.s'), everyOpcode());
        writeFileSync(path('raw.cfg'), 'MEMORY { M: start=0, size=$10000, file=%O; }\nSEGMENTS { CODE: load=M, type=ro; }\n');
        execFileSync('ca65', ['--cpu', '65816', path('all.s'), '-o', path('all.o')]);
        execFileSync('ld65', ['-C', path('raw.cfg'), path('all.o'), '-o', path('all.bin')]);
        expect(bytesOf(everyOpcode())).toEqual([...readFileSync(path('all.bin'))]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test('taken apart and assembled again, every opcode in every width is the same', () => {
    for (const accumulator of [1, 2] as const) {
      for (const index of [1, 2] as const) {
        for (let opcode = 0; opcode < 256; opcode++) {
          for (const operand of [0x00, 0x7f, 0x80, 0xff, 0x12]) {
            const bytes = [opcode, operand, (operand * 3) & 0xff, operand >> 4];
            const whole = disassemble65816((address) => bytes[address - 0x8000], 0x8000, { accumulator, index });
            const source = `.org $8000\n.a${8 * accumulator}\n.i${8 * index}\n ${whole.text}`;
            expect(bytesOf(source), whole.text).toEqual(whole.bytes);
          }
        }
      }
    }
  });

  test('the widths follow REP and SEP', () => {
    const program = bytesOf(
      '.smart on\n rep #$30\n lda #$1234\n ldx #$5678\n sep #$20\n lda #$12\n ldx #$9abc\n sep #$10\n ldy #1',
    );
    const texts: string[] = [];
    let widths: Widths = { accumulator: 1, index: 1 };
    for (let at = 0; at < program.length;) {
      const one = disassemble65816((address) => program[address], at, widths);
      texts.push(one.text);
      widths = widthsAfter(one, widths);
      at += one.bytes.length;
    }
    expect(texts).toEqual(['rep #$30', 'lda #$1234', 'ldx #$5678', 'sep #$20', 'lda #$12', 'ldx #$9abc', 'sep #$10', 'ldy #$01']);
  });

  test('names stand for targets', () => {
    const name = (address: number): string | null => (address === 0x018010 ? 'there' : null);
    const at = (bytes: number[]): string =>
      disassemble65816((a) => bytes[a & 0xf], 0x018000, { accumulator: 1, index: 1 }, name).text;
    expect(at([0x80, 0x0e])).toBe('bra there');
    expect(at([0x20, 0x10, 0x80])).toBe('jsr there');
    expect(at([0xaf, 0x10, 0x80, 0x01])).toBe('lda f:there');
  });
});

describe('SPC700', () => {
  const table = rows('spc700-documented.tsv').map((row) => row.split('\t'));

  /** An instruction of the table with numbers put in, and the bytes that they make. */
  function example(opcode: number, text: string): { source: string; bytes: number[] } {
    const bytes: number[] = [];
    const fill = (one: string): string =>
      one
        .replace(/m\.b/, () => (bytes.unshift(0x34, 0xb2), '$1234.5'))
        .replace(/!a/, () => (bytes.unshift(0x78, 0x56), '!$5678'))
        .replace(/#i/, () => (bytes.unshift(0x9a), '#$9a'))
        .replace(/(?<=^|\[)d/, () => (bytes.unshift(bytes.length === 0 ? 0xc1 : 0xd2), bytes.length === 1 ? '$c1' : '$d2'))
        .replace(/^u$/, () => (bytes.unshift(0xe3), '$e3'));
    const [mnemonic, list = ''] = text.split(' ');
    const parts = list === '' ? [] : list.split(',');
    const branch = parts.at(-1) === 'r';
    const filled = parts.map((part, i) => (branch && i === parts.length - 1 ? '*+$10' : fill(part)));
    if (branch) bytes.push(0x10 - (bytes.length + 2));
    return { source: `.spc700\n ${mnemonic} ${filled.join(',')}`, bytes: [opcode, ...bytes] };
  }

  test('every opcode gives the bytes of the documented table', () => {
    expect(table.length).toBe(256);
    for (const [code, text, length] of table) {
      const { source, bytes } = example(Number.parseInt(code, 16), text);
      expect(bytes.length, text).toBe(Number(length));
      expect(bytesOf(source), text).toEqual(bytes);
    }
  });

  test('taken apart and assembled again, every opcode is the same', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      for (const operand of [0x00, 0x7f, 0x80, 0xff, 0x12]) {
        const bytes = [opcode, operand, (operand * 3) & 0xff];
        const whole = disassembleSpc700((address) => bytes[address - 0x400], 0x400);
        expect(bytesOf(`.org $0400\n.spc700\n ${whole.text}`), whole.text).toEqual(whole.bytes);
      }
    }
  });
});
