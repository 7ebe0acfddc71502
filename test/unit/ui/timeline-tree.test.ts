import { describe, expect, it } from 'vitest';
import { columnsOf, layTree, MOST_COLUMNS } from '../../../src/ui/panels/timeline/tree.ts';

/** `b<a` is record b, made from a; newest first. */
function nodes(text: string): { id: string; parent: string | null }[] {
  return text.split(' ').map((one) => {
    const [id = '', parent = null] = one.split('<');
    return { id, parent };
  });
}

/** The tree as text: o is a record, | a line that passes, / a line that ends in the record. */
function drawn(text: string, all = text): string[] {
  return layTree(nodes(text), nodes(all)).map(({ column, passing, children, parent }) => {
    const cells = Array.from({ length: 4 }, () => ' ');
    for (const one of passing) cells[one] = '|';
    for (const one of children) cells[one] = '/';
    cells[column] = 'o';
    return `${cells.join('').trimEnd()}${parent ? '' : '.'}`;
  });
}

describe('the tree of a timeline', () => {
  it('is one line without branches', () => {
    expect(drawn('c<b b<a a')).toEqual(['o', 'o', 'o.']);
    expect(drawn('a')).toEqual(['o.']);
    expect(drawn('b a')).toEqual(['o.', 'o.']);
  });

  it('has a column for each branch, which ends where it began', () => {
    expect(drawn('d<b c<b b<a a')).toEqual(['o', '|o', 'o/', 'o.']);
    expect(drawn('e<a d<c c<a b<a a')).toEqual(['o', '|o', '|o', '||o', 'o//.']);
  });

  it('gives a free column to the next branch', () => {
    expect(drawn('f<e e d<b c<b b')).toEqual(['o', 'o.', 'o', '|o', 'o/.']);
  });

  it('leads to the nearest ancestor that is shown', () => {
    expect(drawn('d<c a', 'd<c c<b b<a a')).toEqual(['o', 'o.']);
    expect(drawn('d<c', 'd<c c<b b<a a')).toEqual(['o.']);
  });

  it('stays finite whatever a file says: circles, parents that are younger or not there', () => {
    expect(drawn('b<a a<b')).toEqual(['o', 'o.']);
    expect(drawn('a<x')).toEqual(['o.']);
    expect(drawn('x', 'x<y y<z z<y')).toEqual(['o.']);
  });

  it('draws no more columns than there is room for', () => {
    const text = [...Array.from({ length: 40 }, (_, at) => `n${at}<root`), 'root'].join(' ');
    const rows = layTree(nodes(text));
    expect(columnsOf(rows)).toBe(MOST_COLUMNS);
    expect(rows.at(-1)).toMatchObject({ column: 0, parent: false });
  });
});
