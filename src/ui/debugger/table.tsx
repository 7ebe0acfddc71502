import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { useDebug } from './context.ts';
import type { MenuEntry } from './menu.tsx';
import { useContextMenu } from './pointed/context-menu.tsx';
import { Rows, useRowWindow } from './scroll.tsx';

const HEAD_HEIGHT = 28;

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `8ch`, `1fr`. */
  readonly width: string;
  readonly right?: boolean;
  /** What the rows are sorted by; without it the column can't be sorted. */
  readonly by?: (row: T) => number | string;
  readonly cell: (row: T) => ComponentChildren;
}

export interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

interface DataTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string | number;
  readonly sorting?: Sorting;
  readonly empty: string;
  /** Has the focus when the panel is shown. */
  readonly first?: boolean;
  readonly classOf?: (row: T) => string;
  /** The row that is to be chosen; a new object asks anew. */
  readonly goal?: { readonly key: string | number } | null;
  readonly onChoose?: (row: T) => void;
  /** Enter, or two clicks. */
  readonly onOpen?: (row: T) => void;
  /** What a right click on a row offers, and the menu key for the chosen one. */
  readonly entries?: (row: T) => readonly (MenuEntry | 'line')[];
  /** Other keys; true when the key was one of the panel's. */
  readonly onKey?: (event: KeyboardEvent, row: T | undefined) => boolean;
}

/** Rows in the order of a column; equal ones stay as they stand. */
export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sorting: Sorting | undefined): readonly T[] {
  const by = columns.find(({ id }) => id === sorting?.column)?.by;
  if (by === undefined || sorting === undefined) return rows;
  const sign = sorting.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [by(a), by(b)];
    return one < other ? -sign : one > other ? sign : 0;
  });
}

/** Rows that a key moves the choice by; null for another key. */
export function stepOf(key: string, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? null;
}

/** Any number of rows with columns that can be sorted: arrows choose a row, Enter opens it. Only what is seen is drawn. */
export function DataTable<T>(props: DataTableProps<T>): JSX.Element {
  const { label, columns, rows, keyOf, empty, first = false, classOf, goal = null, onChoose, onOpen, onKey, entries } = props;
  const { app, panel } = useDebug();
  const id = `${panel.replace(':', '')}-${useId()}`;
  const window = useRowWindow(HEAD_HEIGHT);
  const [sorting, setSorting] = useState(props.sorting);
  const [chosen, setChosen] = useState<string | number | null>(null);
  const list = useMemo(() => sorted(rows, columns, sorting), [rows, sorting]);
  const at = list.findIndex((row) => keyOf(row) === chosen);
  const tracks = columns.map(({ width }) => width).join(' ');
  const choose = (index: number): void => {
    const row = list[Math.max(0, Math.min(list.length - 1, index))];
    if (row === undefined) return;
    setChosen(keyOf(row));
    window.show(list.indexOf(row));
    onChoose?.(row);
  };
  const wanted = goal === null ? -1 : list.findIndex((row) => keyOf(row) === goal.key);
  useEffect(() => {
    if (wanted >= 0) choose(wanted);
  }, [goal, wanted >= 0, window.count > 0]);
  const keyDown = (event: KeyboardEvent): void => {
    const { target, currentTarget } = event;
    if (target !== currentTarget) return;
    const step = stepOf(event.key, Math.max(1, window.count - 1));
    if (event.altKey || ((event.ctrlKey || event.metaKey) && event.code !== 'KeyC')) return;
    if (step !== null) choose(at < 0 && Math.abs(step) === 1 ? 0 : at + step);
    else if (event.key === 'Enter' && at >= 0) onOpen?.(list[at]);
    else if (onKey?.(event, list[at]) !== true) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const sort = (column: string): void =>
    setSorting(sorting?.column === column ? { column, down: !sorting.down } : { column, down: true });
  const { onContextMenu, menu } = useContextMenu(app.text('rows.actions'), () =>
    at < 0 || entries === undefined ? [] : entries(list[at]),
  );
  const seen = list.slice(window.first, window.first + window.count + 1);
  const active = at >= window.first && at < window.first + seen.length ? `${id}-${String(at)}` : undefined;
  const table = (
    <div
      ref={window.box}
      class="debug-rows debug-rows-scroll data-table"
      role="grid"
      tabIndex={0}
      data-first={first ? '' : undefined}
      aria-label={label}
      aria-rowcount={list.length + 1}
      aria-activedescendant={active}
      onKeyDown={keyDown}
      onContextMenu={entries === undefined ? undefined : onContextMenu}
    >
      <div class="data-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {columns.map(({ id: column, title, right, by }) => {
          const order = sorting?.column === column ? (sorting.down ? 'descending' : 'ascending') : 'none';
          return (
            <span key={column} role="columnheader" class={right === true ? 'data-right' : ''} aria-sort={by && order}>
              {by === undefined ? (
                title
              ) : (
                <button type="button" title={app.text('table.sort', { column: title })} onClick={() => sort(column)}>
                  {title}
                  <span aria-hidden="true">{order === 'none' ? '' : order === 'descending' ? ' ▾' : ' ▴'}</span>
                </button>
              )}
            </span>
          );
        })}
      </div>
      <Rows window={window} total={list.length}>
        {seen.map((row, index) => {
          const place = window.first + index;
          const classes = ['data-row', place === at ? 'data-chosen' : '', classOf?.(row) ?? ''].join(' ');
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={keyOf(row)}
              id={`${id}-${String(place)}`}
              class={classes}
              role="row"
              aria-rowindex={place + 2}
              aria-selected={place === at}
              style={{ gridTemplateColumns: tracks }}
              onClick={() => choose(place)}
              onDblClick={() => onOpen?.(row)}
              onContextMenu={() => choose(place)}
            >
              {columns.map(({ id: column, right, cell }) => (
                <span key={column} role="gridcell" class={right === true ? 'data-right' : ''}>
                  {cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </Rows>
      {list.length === 0 && <p class="hint debug-empty">{empty}</p>}
    </div>
  );
  return (
    <>
      {table}
      {menu}
    </>
  );
}
