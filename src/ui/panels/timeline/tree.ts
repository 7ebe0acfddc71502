import type { RecordId } from '../../../shared/states.ts';

/** Columns that are drawn; branches beyond share the last. */
export const MOST_COLUMNS = 8;

/** How the tree looks beside one row. Columns are counted from the left. */
export interface TreeRow {
  /** Where the record's dot stands. */
  readonly column: number;
  /** Columns whose lines pass by. */
  readonly passing: readonly number[];
  /** Columns whose lines come from above and end in the dot: its children's. */
  readonly children: readonly number[];
  /** A line goes on down to the parent. */
  readonly parent: boolean;
}

interface Node {
  readonly id: RecordId;
  readonly parent: RecordId | null;
}

/** The nearest ancestor that is shown: what lies between may be filtered out. */
function shownParents(all: readonly Node[], shown: ReadonlySet<RecordId>): Map<RecordId, RecordId | null> {
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const result = new Map<RecordId, RecordId | null>();
  for (const id of shown) {
    let parent = parents.get(id) ?? null;
    for (let steps = 0; parent !== null && !shown.has(parent) && steps < all.length; steps++)
      parent = parents.get(parent) ?? null;
    result.set(id, parent !== null && shown.has(parent) ? parent : null);
  }
  return result;
}

/** Lays the tree out for records that are listed newest first, children before their parents. `all` may hold more than is shown. */
export function layTree(shown: readonly Node[], all: readonly Node[] = shown): TreeRow[] {
  const place = new Map(shown.map(({ id }, at) => [id, at]));
  const parents = shownParents(all, new Set(place.keys()));
  /** The record that each column's line leads down to. */
  const columns: (RecordId | null)[] = [];
  return shown.map(({ id }, at) => {
    const children: number[] = [];
    columns.forEach((wanted, column) => void (wanted === id && children.push(column)));
    let column = children[0] ?? columns.indexOf(null);
    if (column < 0) column = columns.length;
    for (const child of children) columns[child] = null;
    const passing = columns.flatMap((wanted, other) => (wanted === null ? [] : [Math.min(other, MOST_COLUMNS - 1)]));
    const parent = parents.get(id) ?? null;
    // A file with a wrong clock can make a parent younger than its child: no line leads upwards.
    const below = parent !== null && (place.get(parent) ?? -1) > at;
    columns[column] = below ? parent : null;
    while (columns.length > 0 && columns.at(-1) === null) columns.pop();
    return {
      column: Math.min(column, MOST_COLUMNS - 1),
      passing: [...new Set(passing)],
      children: [...new Set(children.map((child) => Math.min(child, MOST_COLUMNS - 1)))],
      parent: below,
    };
  });
}

/** Columns that a whole tree needs. */
export function columnsOf(rows: readonly TreeRow[]): number {
  return rows.reduce((most, { column, passing }) => Math.max(most, column + 1, ...passing.map((one) => one + 1)), 1);
}
