import type { JSX } from 'preact';
import { useDebug } from '../context.ts';
import { codeAddress, hex } from '../places.ts';
import { byteEntries, codeEntries } from '../pointed/row-entries.ts';
import { DataTable, type Column } from '../table.tsx';
import { KINDS, percent, type PlaceRow, USES } from './coverage.ts';
import { USE_TEXTS } from './coverage-texts.ts';

const CODE = KINDS.indexOf('code');
const BOTH = KINDS.indexOf('both');

function executed({ counts, from, to }: PlaceRow): number {
  return percent(counts[CODE] + counts[BOTH], to - from);
}

/** Routines and labels of the ROM, and how much of each was executed. */
export function PlaceTable({ rows, wide }: { readonly rows: readonly PlaceRow[]; readonly wide: boolean }): JSX.Element {
  const { app, debug } = useDebug();
  const where = ({ address, from }: PlaceRow): string => (address < 0 ? `$${hex(from, 6)}` : codeAddress('cpu', address));
  const columns: readonly Column<PlaceRow>[] = [
    {
      id: 'name',
      title: app.text('coverage.name'),
      width: 'minmax(12ch, 1fr)',
      by: ({ name }) => name.toLowerCase(),
      cell: ({ name }) => (name === '' ? <span class="debug-soft">{app.text('coverage.unnamed')}</span> : name),
    },
    { id: 'address', title: app.text('search.address'), width: '8ch', by: ({ address }) => address, cell: where },
    {
      id: 'bytes',
      title: app.text('coverage.bytes'),
      width: '7ch',
      right: true,
      by: ({ from, to }) => to - from,
      cell: ({ from, to }) => (to - from).toLocaleString(app.language),
    },
    ...(wide
      ? [
          {
            id: 'share',
            title: `${app.text('coverage.executed')} %`,
            width: '12ch',
            right: true,
            by: executed,
            cell: (row: PlaceRow) => executed(row).toLocaleString(app.language, { maximumFractionDigits: 0 }),
          },
        ]
      : []),
    {
      id: 'use',
      title: app.text('coverage.use'),
      width: '17ch',
      by: ({ use }) => USES.indexOf(use),
      cell: ({ use }) => app.text(USE_TEXTS[use]),
    },
  ];
  return (
    <DataTable
      label={app.text('coverage.places')}
      first
      columns={columns}
      rows={rows}
      keyOf={({ from }) => from}
      sorting={{ column: 'use', down: true }}
      empty={app.text('coverage.empty')}
      classOf={({ use }) => (use === 'never' ? 'debug-soft' : '')}
      onOpen={({ address, from }) =>
        address < 0 ? debug.showMemory({ memory: 'rom', address: from }) : debug.showCode('cpu', address)
      }
      entries={({ address, from, to }) =>
        address < 0
          ? byteEntries(app, `ROM $${hex(from, 6)}`, () => ({ memory: 'rom', from, to: to - 1 }))
          : codeEntries(app, 'cpu', address)
      }
      onKey={(event, row) => {
        if (event.code !== 'KeyM' || row === undefined) return false;
        debug.showMemory({ memory: 'rom', address: row.from });
        return true;
      }}
    />
  );
}
