import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChipState } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug, useLive } from '../context.ts';
import { csvOf } from '../csv.ts';
import { hex } from '../places.ts';
import { DataTable, type Column } from '../table.tsx';

export interface HardwareRow {
  readonly chip: string;
  readonly name: string;
  readonly value: number | boolean;
  /** It was something else when the machine stood still the last time. */
  readonly changed: boolean;
}

/** `forcedBlank` as `forced blank`. */
export function fieldWords(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** Every value of every chip, and whether it differs from `before`. */
export function hardwareRows(chips: readonly ChipState[], before: readonly ChipState[]): HardwareRow[] {
  const known = new Map(before.flatMap(({ chip, values }) => values.map(({ name, value }) => [`${chip} ${name}`, value])));
  return chips.flatMap(({ chip, values }) =>
    values.map(({ name, value }) => {
      const old = known.get(`${chip} ${name}`);
      return { chip, name: fieldWords(name), value, changed: old !== undefined && old !== value };
    }),
  );
}

/** Rows with all the words that are looked for, in chip or name. */
export function found(rows: readonly HardwareRow[], text: string): readonly HardwareRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ chip, name }) => words.every((word) => `${chip} ${name}`.toLowerCase().includes(word)));
}

function numberOf(value: number | boolean): number {
  return Number(value);
}

function hexOf(value: number | boolean): string {
  if (typeof value === 'boolean' || !Number.isInteger(value)) return '';
  return value < 0 ? `-$${hex(-value, 2)}` : `$${hex(value, value > 0xffff ? 6 : value > 0xff ? 4 : 2)}`;
}

/** What the chips were before the last stop; while the game runs, at the answer before. */
function useBefore(chips: readonly ChipState[], key: string): readonly ChipState[] {
  const kept = useRef({ key, now: chips, before: chips });
  if (kept.current.now.length === 0) kept.current = { key, now: chips, before: chips };
  else if (kept.current.key !== key) kept.current = { key, now: chips, before: kept.current.now };
  else kept.current.now = chips;
  return kept.current.before;
}

/** Registers and inner state of all chips, decoded. */
export function HardwarePanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [text, setText] = useState('');
  const [onlyChanged, setOnlyChanged] = useState(false);
  const live = useLive('hardware', {}, { every: 200 });
  const answers = useRef(0);
  const last = useRef(live);
  if (last.current !== live) {
    last.current = live;
    answers.current++;
  }
  const before = useBefore(live?.value ?? [], String(answers.current));
  const all = hardwareRows(live?.value ?? [], before);
  const rows = found(all, text).filter(({ changed }) => changed || !onlyChanged);
  const yesNo = (value: number | boolean): string =>
    typeof value === 'boolean' ? app.text(value ? 'common.on' : 'common.off') : value.toLocaleString(app.language);
  const columns: readonly Column<HardwareRow>[] = [
    { id: 'chip', title: app.text('hardware.chip'), width: '12ch', by: ({ chip }) => chip, cell: ({ chip }) => chip },
    {
      id: 'name',
      title: app.text('hardware.name'),
      width: 'minmax(14ch, 1fr)',
      by: ({ name }) => name,
      cell: ({ name }) => name,
    },
    { id: 'hex', title: 'Hex', width: '9ch', right: true, by: ({ value }) => numberOf(value), cell: ({ value }) => hexOf(value) },
    {
      id: 'value',
      title: app.text('hardware.value'),
      width: '13ch',
      right: true,
      by: ({ value }) => numberOf(value),
      cell: ({ value, changed }) => (
        <>
          {changed && <span class="visually-hidden">{app.text('hardware.changed')} </span>}
          {changed && <span aria-hidden="true">● </span>}
          {yesNo(value)}
        </>
      ),
    },
  ];
  const csv = (): string =>
    csvOf(
      ['chip', 'name', 'value'],
      rows.map(({ chip, name, value }) => [chip, name, String(value)]),
    );
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <input
          type="search"
          class="field debug-field debug-address"
          aria-label={app.text('hardware.search')}
          placeholder={app.text('hardware.search')}
          data-first
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <label class="debug-check">
          <input type="checkbox" checked={onlyChanged} onChange={() => setOnlyChanged(!onlyChanged)} />
          {app.text('hardware.onlyChanged')}
        </label>
        <span class="grow" />
        <button type="button" class="button" onClick={() => app.attempt(() => debug.export('csv', csv()))}>
          <Icon name="export" />
          <span>CSV</span>
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={app.text('common.copy')}
          title={app.text('common.copy')}
          onClick={() => app.attempt(() => debug.copy(csv()))}
        >
          <Icon name="copy" />
        </button>
      </div>
      <DataTable
        label={app.text('panel.hardware')}
        columns={columns}
        rows={rows}
        keyOf={({ chip, name }) => `${chip} ${name}`}
        classOf={({ changed }) => (changed ? 'debug-changed' : '')}
        empty={app.text(onlyChanged ? 'hardware.same' : 'hardware.none')}
      />
    </div>
  );
}
