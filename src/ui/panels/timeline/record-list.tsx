import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StateRecord } from '../../../shared/states.ts';
import { usePage } from '../../components/context.ts';
import { Icon } from '../../components/icons.tsx';
import { dayOf, durationOf, nameOf, timeOf } from './record-texts.ts';
import { useThumbnail } from './thumbnails.ts';
import { columnsOf, layTree, type TreeRow } from './tree.ts';

/** Pixels of a row and of a column of the tree, before scaling. */
const ROW = 76;
const COLUMN = 16;
/** Rows that are drawn above and below what is seen. */
const BEYOND = 6;

/** One row of the tree's lines. */
function Branches({
  row,
  columns,
  here,
}: {
  readonly row: TreeRow;
  readonly columns: number;
  readonly here: boolean;
}): JSX.Element {
  const x = (column: number): number => column * COLUMN + COLUMN / 2 + 2;
  const middle = ROW / 2;
  const dot = x(row.column);
  const bend = (column: number): string =>
    column === row.column
      ? `M${dot} 0V${middle}`
      : `M${x(column)} 0V${middle - 16}Q${x(column)} ${middle} ${dot + (column > row.column ? 8 : -8)} ${middle}H${dot}`;
  return (
    <svg class="tree" width={columns * COLUMN + 4} height={ROW} viewBox={`0 0 ${columns * COLUMN + 4} ${ROW}`} aria-hidden="true">
      {row.passing.map((column) => (
        <path key={`p${column}`} d={`M${x(column)} 0V${ROW}`} />
      ))}
      {row.children.map((column) => (
        <path key={`c${column}`} d={bend(column)} />
      ))}
      {row.parent && <path d={`M${dot} ${middle}V${ROW}`} />}
      <circle class={here ? 'tree-here' : ''} cx={dot} cy={middle} r={here ? 6 : 4.5} />
    </svg>
  );
}

interface RowProps {
  readonly record: StateRecord;
  readonly row: TreeRow;
  readonly columns: number;
  readonly day: string | null;
  readonly selected: boolean;
  readonly here: boolean;
  readonly select: () => void;
  readonly take: () => void;
}

function Row({ record, row, columns, day, selected, here, select, take }: RowProps): JSX.Element {
  const { app, state } = usePage();
  const url = useThumbnail(app, state.player?.game.hash ?? '', record.id);
  const name = nameOf(app, record);
  return (
    <button
      type="button"
      class="record"
      data-record={record.id}
      aria-current={selected ? 'true' : undefined}
      onFocus={select}
      onClick={(event) => {
        select();
        // A key, a gamepad or a second click takes it; the first click looks.
        if (event.detail === 0 || event.detail > 1) take();
      }}
    >
      <Branches row={row} columns={columns} here={here} />
      <span class="record-picture">{url === null ? <Icon name="states" /> : <img src={url} alt="" />}</span>
      <span class="record-text grow">
        <strong>{name}</strong>
        <span class="hint numbers">{`${timeOf(app, record)} · ${durationOf(record.playSeconds)}`}</span>
      </span>
      <span class="record-marks">
        {here && <span class="tag tag-here">{app.text('states.here')}</span>}
        {record.slots.map((slot) => (
          <span key={slot} class="tag">
            {app.text('states.slot', { slot })}
          </span>
        ))}
        {record.pinned && (
          <>
            <Icon name="pin" />
            <span class="visually-hidden">{app.text('states.pinned')}</span>
          </>
        )}
      </span>
      {day !== null && <span class="record-day">{day}</span>}
    </button>
  );
}

interface ListProps {
  readonly records: readonly StateRecord[];
  readonly all: readonly StateRecord[];
  readonly selected: string | null;
  readonly here: string | null;
  readonly select: (id: string) => void;
  readonly take: (record: StateRecord) => void;
}

/** The tree with its records, newest first. Only what is seen, and a little more, is in the page. */
export function RecordList({ records, all, selected, here, select, take }: ListProps): JSX.Element {
  const { app } = usePage();
  const box = useRef<HTMLDivElement>(null);
  const [[first, last], setSeen] = useState<readonly [number, number]>([0, 2 * BEYOND]);
  const drawn = useRef(new Map<string, { readonly of: readonly unknown[]; readonly node: JSX.Element }>());
  const doing = useRef({ select, take });
  doing.current = { select, take };
  const rows = useMemo(() => layTree(records, all), [records, all]);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = (): void => {
      const from = Math.max(0, Math.floor(element.scrollTop / ROW) - BEYOND);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / ROW) + BEYOND;
      setSeen((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useEffect(() => {
    const at = records.findIndex(({ id }) => id === selected);
    const element = box.current;
    if (at < 0 || element === null) return;
    if (at * ROW < element.scrollTop || (at + 1) * ROW > element.scrollTop + element.clientHeight) {
      element.scrollTop = Math.max(0, at * ROW - element.clientHeight / 3);
    }
    // Keyboard and gamepad begin at the list; who is typing goes on typing.
    if (document.activeElement instanceof HTMLInputElement) return;
    requestAnimationFrame(() => element.querySelector<HTMLElement>('.record[aria-current]')?.focus());
  }, [selected === null]);
  const toEnd = (event: KeyboardEvent): void => {
    const to = { Home: 0, End: records.length - 1 }[event.key];
    const record = to === undefined ? undefined : records[to];
    if (to === undefined || record === undefined || box.current === null) return;
    event.preventDefault();
    box.current.scrollTop = to * ROW;
    const element = box.current;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-record="${record.id}"]`)?.focus()),
    );
  };
  // A row that looks as before is given back as it was: nothing of it is compared or drawn again.
  const shown = records.slice(first, last).map((record, index) => {
    const at = first + index;
    const before = records[at - 1];
    const day =
      before === undefined || dayOf(app, before.created) !== dayOf(app, record.created) ? dayOf(app, record.created) : null;
    const of = [record, at, rows[at], columns, records.length, day, record.id === selected, record.id === here];
    const old = drawn.current.get(record.id);
    if (old !== undefined && old.of.every((one, place) => one === of[place])) return old;
    const node = (
      <div
        key={record.id}
        role="listitem"
        aria-setsize={records.length}
        aria-posinset={at + 1}
        style={{ transform: `translateY(${at * ROW}px)`, height: `${ROW}px` }}
      >
        <Row
          record={record}
          row={rows[at]}
          columns={columns}
          day={day}
          selected={record.id === selected}
          here={record.id === here}
          select={() => doing.current.select(record.id)}
          take={() => doing.current.take(record)}
        />
      </div>
    );
    return { of, node };
  });
  drawn.current = new Map(shown.map((one) => [(one.of[0] as StateRecord).id, one]));
  return (
    <div ref={box} class="record-list" data-current="" onKeyDown={toEnd} role="group" aria-label={app.text('states.title')}>
      <div role="list" style={{ height: `${records.length * ROW}px` }}>
        {shown.map(({ node }) => node)}
      </div>
    </div>
  );
}
