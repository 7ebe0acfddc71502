import { expect, test } from 'vitest';
import { SPC700_INSTRUCTIONS } from '../../../src/debug/assembler/spc700-table.ts';
import { everyOpcode } from './opcodes.ts';
import { run } from './source.ts';

const WORDS = [
  ...'.byte .word .res .align .macro .endmacro .repeat .endrepeat .if .else .endif .scope .endscope .base .endbase .org'.split(
    ' ',
  ),
  ...'.bank .segment .include .incbin .local .header .vector .lorom .hirom .smart .charmap .spc700 .p816 .defined(a)'.split(' '),
  ...'a b c m1 @l : :+ :- :-- = == ( ) [ ] { } + - * / % & | ^ ~ ! < > << >> , # $ff $12345 %101 123 4294967295'.split(' '),
  ...'"abc" "main.s" \' \'x\' lda sta jmp mov bne bbs mvn rep x y s c ya \\ \u00e9 ;'.split(' '),
];

/** A small generator of its own, so that every run makes the same programs. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function nonsense(random: (below: number) => number): string {
  const lines = Array.from({ length: 1 + random(12) }, () =>
    Array.from({ length: random(8) }, () => WORDS[random(WORDS.length)]).join(random(4) === 0 ? '' : ' '),
  );
  return lines.join('\n');
}

function damaged(text: string, random: (below: number) => number): string {
  const start = random(Math.max(1, text.length - 400));
  let piece = text.slice(start, start + 400);
  for (let i = 0; i < 6; i++) {
    const at = random(piece.length);
    piece = piece.slice(0, at) + String.fromCharCode(random(128)) + piece.slice(at + random(3));
  }
  return piece;
}

test('nonsense is refused or assembled, never an exception or an endless run', () => {
  const random = randomOf(20);
  const good = `${everyOpcode()}.spc700\n${SPC700_INSTRUCTIONS.map(({ mnemonic, operands }) => ` ${mnemonic} ${operands.join(',')}`).join('\n')}`;
  let refused = 0;
  for (let i = 0; i < 3000; i++) {
    const source = i % 3 === 0 ? damaged(good, random) : nonsense(random);
    const started = performance.now();
    const { errors, rom } = run(source);
    expect(performance.now() - started, source).toBeLessThan(3000);
    if (errors.length > 0) {
      refused++;
      expect(rom.length, source).toBe(0);
      for (const { file, line, column, what } of errors) {
        expect(file, source).not.toBe('');
        expect(line > 0 && column > 0 && what !== '', source).toBe(true);
      }
    }
  }
  expect(refused).toBeGreaterThan(1000);
}, 60_000);
