import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CodeMap } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { codeAddress, hex } from '../places.ts';
import { DataTable, type Column } from '../table.tsx';
import { BANK, bankOf, type BankRow, CELL, KINDS, percent } from './coverage.ts';
import { KIND_TEXTS } from './coverage-texts.ts';
import { CoverageStrip } from './coverage-strip.tsx';

interface BankTableProps {
  readonly map: CodeMap;
  readonly rows: readonly BankRow[];
  readonly cell: number;
  /** With a column for each kind. */
  readonly wide: boolean;
  readonly goal: { readonly key: number } | null;
  readonly onCell: (cell: number) => void;
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onOpen: () => void;
}

function nameOf({ from, address }: BankRow): string {
  return address < 0 ? `$${hex(from, 6)}` : codeAddress('cpu', address);
}

/** Drawn again only when what it shows is another. */
function StableStrip(props: Parameters<typeof CoverageStrip>[0]): JSX.Element {
  const { map, row, cell, label } = props;
  return useMemo(() => <CoverageStrip {...props} />, [map, row, cell, label]);
}

/** Every 32 KB of the ROM as a strip, with its bytes by kind. */
export function BankTable({ map, rows, cell, wide, goal, onCell, onKey, onOpen }: BankTableProps): JSX.Element {
  const { app } = useDebug();
  const share = (count: number, of: number): string =>
    percent(count, of).toLocaleString(app.language, { maximumFractionDigits: 0 });
  const columns: readonly Column<BankRow>[] = [
    {
      id: 'bank',
      title: app.text('coverage.bank'),
      width: '8ch',
      by: ({ address, from }) => (address < 0 ? from : address),
      cell: nameOf,
    },
    {
      id: 'map',
      title: app.text('coverage.map'),
      width: 'minmax(120px, 1fr)',
      cell: (row) => (
        <StableStrip
          map={map}
          row={row}
          cell={bankOf(cell) === row.bank ? cell : -1}
          label={app.text('coverage.strip', { bank: nameOf(row) })}
          onCell={onCell}
        />
      ),
    },
    ...KINDS.flatMap((kind, at): Column<BankRow>[] =>
      wide || kind === 'never'
        ? [
            {
              id: kind,
              title: `${app.text(KIND_TEXTS[kind])} %`,
              width: kind === 'never' ? '16ch' : 'max(9ch, 8%)',
              right: true,
              by: ({ counts, from, to }) => percent(counts[at], to - from),
              cell: ({ counts, from, to }) => share(counts[at], to - from),
            },
          ]
        : [],
    ),
  ];
  return (
    <DataTable
      label={app.text('coverage.banks')}
      first
      columns={columns}
      rows={rows}
      keyOf={({ bank }) => bank}
      goal={goal}
      empty=""
      onChoose={({ bank }) => {
        if (bank !== bankOf(cell)) onCell(Math.min(bank * (BANK / CELL) + (cell % (BANK / CELL)), lastCell(rows)));
      }}
      onOpen={onOpen}
      onKey={onKey}
    />
  );
}

function lastCell(rows: readonly BankRow[]): number {
  return Math.max(0, Math.ceil(Math.max(...rows.map(({ to }) => to)) / CELL) - 1);
}
