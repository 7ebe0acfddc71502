import { describe, expect, it } from 'vitest';
import type { CodeMap, Label } from '../../../src/session/debug-protocol.ts';
import {
  bankRows,
  banksTable,
  busAddress,
  cellAt,
  columnsOf,
  countsOf,
  firstCode,
  KINDS,
  nextUntouched,
  placeRows,
  placesTable,
  sum,
} from '../../../src/ui/debugger/code/coverage.ts';

const OPCODE = 0x01;
const OPERAND = 0x02;
const READ = 0x04;
const ENTRY = 0x40;

/** 32 KB and a half: a routine of four bytes at 0x10, of which one is read, too, a table at 0x100, tiles at 0x8000. */
function example(): CodeMap {
  const flags = new Uint8Array(0xc000);
  const transferred = new Uint8Array(0xc000);
  flags.set([OPCODE | ENTRY, OPERAND, OPCODE, OPCODE | READ], 0x10);
  flags.fill(READ, 0x100, 0x180);
  flags.fill(READ, 0x8000, 0x8200);
  transferred.fill(1, 0x8000, 0x8200);
  return { flags, transferred, banks: [0x808000, 0x818000], learned: 1 };
}

const label = (name: string, address: number, length = 1, memory: Label['memory'] = 'rom'): Label => ({
  memory,
  address,
  name,
  comment: '',
  length,
});

describe('the coverage of a ROM', () => {
  it('counts each byte once, as what it was used for', () => {
    const map = example();
    const [first, second] = bankRows(map);
    expect(first).toMatchObject({ from: 0, to: 0x8000, address: 0x808000, counts: [3, 0x80, 0, 1, 0x8000 - 0x84] });
    expect(second).toMatchObject({ from: 0x8000, to: 0xc000, counts: [0, 0, 0x200, 0, 0x4000 - 0x200] });
    expect(sum([first.counts, second.counts])).toEqual(countsOf(map, 0, 0xffffff));
    const columns = columnsOf(map, 0x8000, 0xc000, 128);
    expect(columns[0][KINDS.indexOf('dma')]).toBe(0x100);
    expect(sum(columns)).toEqual(second.counts);
  });

  it('knows routines and labels: executed, executed in part, read alone, never', () => {
    const labels = [
      label('main', 0x10, 4),
      label('table', 0x100, 128),
      label('lost', 0x200),
      label('ram', 0x20, 1, 'wram'),
      label('', 0x300),
    ];
    const rows = placeRows(example(), labels);
    expect(rows.map(({ name, use, from, to, address }) => [name, use, from, to, address])).toEqual([
      ['main', 'executed', 0x10, 0x14, 0x808010],
      ['table', 'read', 0x100, 0x180, 0x808100],
      ['lost', 'never', 0x200, 0x8000, 0x808200],
    ]);
    expect(placeRows(example(), [])).toMatchObject([{ name: '', from: 0x10, to: 0x8000, use: 'partly' }]);
    expect(placesTable(rows).rows[2]).toEqual(['lost', '80:8200', '$000200', 0x7e00, 'never', 0, 0, 0, 0, 0x7e00]);
    expect(banksTable(bankRows(example())).rows[1].slice(0, 5)).toEqual(['81:8000', '$008000', 0x4000, 0, 0]);
  });

  it('leads to code, and to what was never touched', () => {
    const map = example();
    expect(firstCode(map, 0)).toBe(0x10);
    expect(firstCode(map, 0x100)).toBe(0x100);
    expect(busAddress(map, 0x8010)).toBe(0x818010);
    expect(busAddress({ banks: [-1] }, 0x10)).toBe(-1);
    expect(nextUntouched(map, 0, 1)).toBe(2);
    expect(nextUntouched(map, 0x7f, 1)).toBe(0x82);
    expect(nextUntouched(map, 2, -1)).toBeNull();
    expect([cellAt(1, 0), cellAt(1, 0.999), cellAt(1, 1.2), cellAt(0, -1)]).toEqual([128, 255, 255, 0]);
  });
});
