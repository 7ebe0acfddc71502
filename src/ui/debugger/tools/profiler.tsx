import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DebugCalls, ProcessorName } from '../../../session/debug-protocol.ts';
import { useDebug, useLive } from '../context.ts';
import type { Table } from '../contents.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { codeAddress, PROCESSOR_TITLES } from '../places.ts';
import { codeEntries } from '../pointed/row-entries.ts';
import { DataTable, type Column } from '../table.tsx';
import { FlameChart } from './flame-chart.tsx';
import { FRAME_LINES, LINE_CLOCKS } from './flame.ts';

type Row = DebugCalls['profile'][1]['rows'][number];

function nameOf({ address, name }: Row, processor: ProcessorName): string {
  return name === '' ? codeAddress(processor, address) : name;
}

/** Of all clocks that were looked at, so of an average frame, in percent. */
function share(clocks: number, total: number): number {
  return total === 0 ? 0 : (clocks / total) * 100;
}

/** The rows as a table for a spreadsheet; `frames` is how many were looked at. */
export function profileTable(rows: readonly Row[], total: number, frames: number, processor: ProcessorName = 'cpu'): Table {
  const titles = [
    'routine',
    'address',
    'calls',
    'exclusive',
    'inclusive',
    'exclusive %',
    'inclusive %',
    'exclusive a frame',
    'shortest',
    'longest',
  ];
  return {
    titles,
    rows: rows.map((row) => [
      nameOf(row, processor),
      codeAddress(processor, row.address),
      row.calls,
      row.exclusive,
      row.inclusive,
      share(row.exclusive, total).toFixed(3),
      share(row.inclusive, total).toFixed(3),
      frames === 0 ? 0 : Math.round(row.exclusive / frames),
      row.shortest,
      row.longest,
    ]),
  };
}

function Share({ percent }: { readonly percent: number }): JSX.Element {
  const { app } = useDebug();
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (
    <span class="profile-share">
      <span class="profile-bar" style={{ width: `${String(Math.min(100, percent))}%` }} />
      <span>{percent.toLocaleString(app.language, digits)} %</span>
    </span>
  );
}

/** Where a processor's time goes: routine by routine, and as a chart of calls. */
export function ProfilerPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [view, setView] = useState<'routines' | 'flame'>('routines');
  const live = useLive('profile', null, { every: view === 'flame' ? 500 : 250 });
  const on = live?.value.on ?? false;
  const [wanted, setWanted] = useState<ProcessorName>('cpu');
  const processor = on ? (live?.value.processor ?? wanted) : wanted;
  const rows = live?.value.rows ?? [];
  const total = rows.reduce((sum, { exclusive }) => sum + exclusive, 0);
  const frames = (total * (live?.value.clocks ?? 1)) / (FRAME_LINES[debug.info.value?.region ?? 'ntsc'] * LINE_CLOCKS);
  const names = useMemo(() => new Map(rows.map((row) => [row.address, nameOf(row, processor)])), [live]);
  useEffect(
    () => () => {
      if (debug.open) void debug.ask('profiler', { on: false }).catch(() => null);
    },
    [],
  );
  const set = async (next: boolean, reset: boolean, of = processor): Promise<void> => {
    await debug.ask('profiler', { on: next, reset, processor: of });
    debug.changed();
  };
  const choose = async (of: ProcessorName): Promise<void> => {
    setWanted(of);
    if (on) await set(true, false, of);
  };
  usePanelActions({
    start: live === null ? undefined : () => set(!on, false),
    reset: on ? () => set(true, true) : undefined,
    routines: () => setView('routines'),
    chart: () => setView('flame'),
  });
  const called = (row: Row): string => nameOf(row, processor);
  const number = (value: number): string => value.toLocaleString(app.language, { maximumFractionDigits: 0 });
  const columns: readonly Column<Row>[] = [
    { id: 'name', title: app.text('profiler.routine'), width: 'minmax(9ch, 1.4fr)', by: called, cell: called },
    {
      id: 'calls',
      title: app.text('profiler.calls'),
      width: '10ch',
      right: true,
      by: (row) => row.calls,
      cell: (row) => number(row.calls),
    },
    {
      id: 'exclusive',
      title: app.text('profiler.exclusive'),
      width: '9ch',
      right: true,
      by: (row) => row.exclusive,
      cell: (row) => number(row.exclusive),
    },
    {
      id: 'share',
      title: app.text('profiler.share'),
      width: 'minmax(10ch, 1fr)',
      by: (row) => row.exclusive,
      cell: (row) => <Share percent={share(row.exclusive, total)} />,
    },
    {
      id: 'inclusive',
      title: app.text('profiler.inclusive'),
      width: '9ch',
      right: true,
      by: (row) => row.inclusive,
      cell: (row) => (row.calls === 0 ? '–' : number(row.inclusive)),
    },
    {
      id: 'sharein',
      title: app.text('profiler.share'),
      width: 'minmax(10ch, 1fr)',
      by: (row) => row.inclusive,
      cell: (row) => (row.calls === 0 ? '–' : <Share percent={share(row.inclusive, total)} />),
    },
    {
      id: 'longest',
      title: app.text('profiler.longest'),
      width: '8ch',
      right: true,
      by: (row) => row.longest,
      cell: (row) => number(row.longest),
    },
  ];
  const table = (): Table =>
    profileTable(
      [...rows].sort((a, b) => b.exclusive - a.exclusive),
      total,
      frames,
      processor,
    );
  return (
    <div class="debug-column">
      <div class="debug-tools debug-tools-wrap">
        <button type="button" class="button" aria-pressed={on} data-first onClick={() => app.attempt(() => set(!on, false))}>
          {app.text(on ? 'trace.stop' : 'trace.start')}
        </button>
        <button type="button" class="button" disabled={!on} onClick={() => app.attempt(() => set(true, true))}>
          {app.text('profiler.reset')}
        </button>
        <div class="segments" role="radiogroup" aria-label={app.text('debug.processor')}>
          {(['cpu', 'smp'] as const).map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              role="radio"
              aria-checked={processor === one}
              onClick={() => app.attempt(() => choose(one))}
            >
              {PROCESSOR_TITLES[one]}
            </button>
          ))}
        </div>
        <div class="segments" role="radiogroup" aria-label={app.text('profiler.view')}>
          {(['routines', 'flame'] as const).map((one) => (
            <button key={one} type="button" class="button" role="radio" aria-checked={view === one} onClick={() => setView(one)}>
              {app.text(one === 'routines' ? 'profiler.routines' : 'profiler.chart')}
            </button>
          ))}
        </div>
        {on && (
          <span class="debug-soft debug-said">
            {app.text('profiler.frames', { frames: frames.toLocaleString(app.language, { maximumFractionDigits: 1 }) })}
          </span>
        )}
        <span class="grow" />
        <TableTools disabled={rows.length === 0} contents={table} />
      </div>
      {view === 'flame' ? (
        <FlameChart spans={live?.value.spans ?? []} nameOf={(address) => names.get(address) ?? codeAddress(processor, address)} />
      ) : (
        <DataTable
          label={app.text('profiler.routines')}
          columns={columns}
          rows={rows}
          keyOf={({ address }) => address}
          sorting={{ column: 'exclusive', down: true }}
          empty={app.text(on ? 'profiler.wait' : 'profiler.none')}
          onOpen={({ address }) => debug.showCode(processor, address)}
          entries={({ address }) => codeEntries(app, processor, address)}
        />
      )}
    </div>
  );
}
