import { describe, expect, it } from 'vitest';
import { compileExpression, compileFormat, ExpressionError, type Names } from '../../../src/debug/break/expression.ts';

const memory = Uint8Array.from({ length: 256 }, (_, i) => i ^ 0x5a);
const values: Readonly<Record<string, number>> = {
  a: 0x1234,
  x: 5,
  'flag.z': 1,
  player_x: 0x7e,
  'mod::start': 0x8000,
  value: 200,
};
const names: Names = {
  reader: (name) => (name in values ? () => values[name] ?? 0 : null),
  memory: (name) => (name === '' || name === 'vram' ? (address) => memory[address & 0xff] : null),
  known: Object.keys(values),
};

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['$ff & %1010', 10],
    ['0x10 | 0b1', 17],
    ['7 % 4', 3],
    ['x % 2', 1],
    ['-x + ~0', -6],
    ['!0 && !!5', 1],
    ['a == $1234 && flag.z', 1],
    ['a < 5 || x > 4', 1],
    ['1 << 4 >> 2', 4],
    ['[3]', 3 ^ 0x5a],
    ['{3}', (3 ^ 0x5a) | ((4 ^ 0x5a) << 8)],
    ['[player_x + 1]', 0x7f ^ 0x5a],
    ['vram[2]', 2 ^ 0x5a],
    ['mod::start', 0x8000],
    ['low(a) + high(a)', 0x46],
    ['signed8(value)', 200 - 256],
    ['max(1, x, 3)', 5],
    ['x == 5 ? 10 : 20', 10],
    ['long(0)', 0x5a | ((1 ^ 0x5a) << 8) | ((2 ^ 0x5a) << 16)],
    ['5 / 0', 0],
  ])('%s is %d', (text, value) => {
    expect(compileExpression(text, names)()).toBe(value);
  });

  it.each([
    ['1 +', 4, 'a value is missing'],
    ['(1', 3, "')' is missing"],
    ['1 2', 3, 'not expected'],
    ['plaer_x', 1, "is 'player_x' meant"],
    ['1 + foo', 5, 'neither a register nor a label'],
    ['oam[3]', 1, 'no memory'],
    ['a # 2', 3, 'not understood'],
    ['low(1, 2)', 1, 'one value'],
    ['', 1, 'a value is missing'],
    ['['.repeat(100), 65, 'levels'],
  ])('%s is wrong in column %d', (text, column, words) => {
    let error: unknown = null;
    try {
      compileExpression(text, names);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ExpressionError);
    expect((error as ExpressionError).column).toBe(column);
    expect((error as ExpressionError).message).toContain(words);
  });

  it('formats', () => {
    expect(compileFormat('a={a:x6} x={x:d3} bits={x:b8} {[1]:x2} {65:c}.', names)()).toBe('a=001234 x=  5 bits=00000101 5b A.');
    expect(() => compileFormat('ab {1 + }', names)).toThrow('column 9');
    expect(() => compileFormat('ab {1', names)).toThrow("'}' is missing");
  });
});
