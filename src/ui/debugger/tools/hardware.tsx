import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ChipState } from '../../../session/debug-protocol.ts';
import { useDebug, useLive } from '../context.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { hex } from '../places.ts';
import { DataTable, type Column } from '../table.tsx';
import { found, hardwareRows, type HardwareRow } from './hardware-rows.ts';

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
  usePanelActions({ onlyChanged: () => setOnlyChanged(!onlyChanged) });
  const live = useLive('hardware', {}, { every: 200 });
  const answers = useRef(0);
  const last = useRef(live);
  if (last.current !== live) {
    last.current = live;
    answers.current++;
  }
  const { running, position } = debug.status.value ?? { running: true, position: { time: 0, micro: 0 } };
  const moment = running ? String(answers.current) : `${String(position.time)} ${String(position.micro)}`;
  const before = useBefore(live?.value ?? [], moment);
  const all = hardwareRows(live?.value ?? [], before);
  const rows = found(all, text).filter(({ changed }) => changed || !onlyChanged);
  const yesNo = (value: number | boolean): string =>
    typeof value === 'boolean' ? app.text(value ? 'common.on' : 'common.off') : value.toLocaleString(app.language);
  const columns: readonly Column<HardwareRow>[] = [
    { id: 'chip', title: app.text('hardware.chip'), width: '12ch', by: ({ chip }) => chip, cell: ({ chip }) => chip },
    {
      id: 'name',
      title: app.text('hardware.name'),
      width: 'minmax(18ch, 1fr)',
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
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <input
          type="search"
          class="field debug-field debug-address"
          aria-label={app.text('hardware.search')}
          placeholder={app.text('search.narrow')}
          title={app.text('hardware.search')}
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
        <TableTools
          disabled={rows.length === 0}
          contents={() => ({
            titles: ['chip', 'name', 'value'],
            rows: rows.map(({ chip, name, value }) => [chip, name, String(value)]),
          })}
        />
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
