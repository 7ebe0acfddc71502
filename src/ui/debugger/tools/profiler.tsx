import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DebugCalls } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug, useLive } from '../context.ts';
import { csvOf } from '../csv.ts';
import { codeAddress } from '../places.ts';
import { DataTable, type Column } from '../table.tsx';
import { FlameChart } from './flame-chart.tsx';
import { FRAME_LINES, LINE_CLOCKS } from './flame.ts';

type Row = DebugCalls['profile'][1]['rows'][number];

function nameOf({ address, name }: Row): string {
  return name === '' ? codeAddress('cpu', address) : name;
}

/** Of all clocks that were looked at, so of an average frame, in percent. */
function share(clocks: number, total: number): number {
  return total === 0 ? 0 : (clocks / total) * 100;
}

/** The rows as a table for a spreadsheet; `frames` is how many were looked at. */
export function profileCsv(rows: readonly Row[], total: number, frames: number): string {
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
  return csvOf(
    titles,
    rows.map((row) => [
      nameOf(row),
      codeAddress('cpu', row.address),
      row.calls,
      row.exclusive,
      row.inclusive,
      share(row.exclusive, total).toFixed(3),
      share(row.inclusive, total).toFixed(3),
      frames === 0 ? 0 : Math.round(row.exclusive / frames),
      row.shortest,
      row.longest,
    ]),
  );
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

/** Where the S-CPU's time goes: routine by routine, and as a chart of calls. */
export function ProfilerPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [view, setView] = useState<'routines' | 'flame'>('routines');
  const live = useLive('profile', null, { every: view === 'flame' ? 500 : 250 });
  const on = live?.value.on ?? false;
  const rows = live?.value.rows ?? [];
  const total = rows.reduce((sum, { exclusive }) => sum + exclusive, 0);
  const frames = total / (FRAME_LINES[debug.info.value?.region ?? 'ntsc'] * LINE_CLOCKS);
  const names = useMemo(() => new Map(rows.map((row) => [row.address, nameOf(row)])), [live]);
  useEffect(
    () => () => {
      if (debug.open) void debug.ask('profiler', { on: false }).catch(() => null);
    },
    [],
  );
  const set = async (next: boolean, reset: boolean): Promise<void> => {
    await debug.ask('profiler', { on: next, reset });
    debug.changed();
  };
  const number = (value: number): string => value.toLocaleString(app.language, { maximumFractionDigits: 0 });
  const columns: readonly Column<Row>[] = [
    { id: 'name', title: app.text('profiler.routine'), width: 'minmax(9ch, 1.6fr)', by: nameOf, cell: nameOf },
    {
      id: 'calls',
      title: app.text('profiler.calls'),
      width: '8ch',
      right: true,
      by: (row) => row.calls,
      cell: (row) => number(row.calls),
    },
    {
      id: 'exclusive',
      title: app.text('profiler.exclusive'),
      width: '11ch',
      right: true,
      by: (row) => row.exclusive,
      cell: (row) => number(row.exclusive),
    },
    {
      id: 'share',
      title: app.text('profiler.share'),
      width: 'minmax(8ch, 1fr)',
      by: (row) => row.exclusive,
      cell: (row) => <Share percent={share(row.exclusive, total)} />,
    },
    {
      id: 'inclusive',
      title: app.text('profiler.inclusive'),
      width: '11ch',
      right: true,
      by: (row) => row.inclusive,
      cell: (row) => (row.calls === 0 ? '–' : number(row.inclusive)),
    },
    {
      id: 'sharein',
      title: app.text('profiler.share'),
      width: 'minmax(8ch, 1fr)',
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
  const csv = (): string =>
    profileCsv(
      [...rows].sort((a, b) => b.exclusive - a.exclusive),
      total,
      frames,
    );
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button type="button" class="button" aria-pressed={on} data-first onClick={() => app.attempt(() => set(!on, false))}>
          {app.text(on ? 'trace.stop' : 'trace.start')}
        </button>
        <button type="button" class="button" disabled={!on} onClick={() => app.attempt(() => set(true, true))}>
          {app.text('profiler.reset')}
        </button>
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
        <button
          type="button"
          class="button"
          disabled={rows.length === 0}
          onClick={() => app.attempt(() => debug.export('csv', csv()))}
        >
          <Icon name="export" />
          <span>CSV</span>
        </button>
        <button
          type="button"
          class="button button-icon"
          disabled={rows.length === 0}
          aria-label={app.text('common.copy')}
          title={app.text('common.copy')}
          onClick={() => app.attempt(() => debug.copy(csv()))}
        >
          <Icon name="copy" />
        </button>
      </div>
      {view === 'flame' ? (
        <FlameChart spans={live?.value.spans ?? []} nameOf={(address) => names.get(address) ?? codeAddress('cpu', address)} />
      ) : (
        <DataTable
          label={app.text('profiler.routines')}
          columns={columns}
          rows={rows}
          keyOf={({ address }) => address}
          sorting={{ column: 'exclusive', down: true }}
          empty={app.text(on ? 'profiler.wait' : 'profiler.none')}
          onOpen={({ address }) => debug.showCode('cpu', address)}
        />
      )}
    </div>
  );
}
