import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ListingLine, ProcessorName } from '../../../session/debug-protocol.ts';
import { AddressField } from '../address-field.tsx';
import { Icon } from '../../components/icons.tsx';
import { useDebug } from '../context.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { numberOf } from '../panels.ts';
import { codeAddress } from '../places.ts';
import { codeEntries } from '../pointed/row-entries.ts';
import { DataTable, type Column } from '../table.tsx';

interface Answer {
  readonly processor: ProcessorName;
  readonly address: number;
  readonly rows: readonly ListingLine[];
}

/** Which instructions name an address, as far as they were executed once. */
export function ReferencesPanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const goal = numberOf(panel) === 1 ? debug.referencesGoal.value : null;
  const ask = (processor: ProcessorName, address: number): void =>
    app.attempt(async () => setAnswer({ processor, address, rows: await debug.ask('references', { processor, address }) }));
  useEffect(() => {
    if (goal !== null) ask(goal.processor, goal.address);
  }, [goal]);
  const again = (): void => {
    if (answer !== null) ask(answer.processor, answer.address);
  };
  usePanelActions({ again: answer === null ? undefined : again });
  const processor = answer?.processor ?? debug.processor.value;
  const columns: readonly Column<ListingLine>[] = [
    {
      id: 'address',
      title: app.text('references.where'),
      width: '9ch',
      by: ({ address }) => address,
      cell: ({ address }) => codeAddress(processor, address),
    },
    {
      id: 'code',
      title: app.text('references.code'),
      width: 'minmax(16ch, 1fr)',
      by: ({ text }) => text,
      cell: ({ text }) => text,
    },
    { id: 'note', title: app.text('debug.comment'), width: '1fr', cell: ({ comment }) => comment },
  ];
  const rows = answer?.rows ?? [];
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <AddressField
          label={app.text('debug.goTo')}
          processor={debug.processor.value}
          onAddress={(address) => ask(debug.processor.peek(), address)}
        />
        {answer !== null && (
          <span class="debug-said" role="status">
            {app.text(rows.length === 1 ? 'references.one' : 'references.count', {
              count: rows.length,
              place: codeAddress(processor, answer.address),
            })}
          </span>
        )}
        <span class="grow" />
        {answer !== null && (
          <button
            type="button"
            class="button button-icon"
            aria-label={app.text('references.again')}
            title={app.text('references.again')}
            onClick={again}
          >
            <Icon name="reset" />
          </button>
        )}
        <TableTools
          disabled={rows.length === 0}
          contents={() => ({
            titles: ['address', 'code', 'comment'],
            rows: rows.map(({ address, text, comment }) => [codeAddress(processor, address), text, comment]),
          })}
        />
      </div>
      <DataTable
        label={app.text('panel.references')}
        first
        columns={columns}
        rows={rows}
        keyOf={({ address }) => address}
        empty={app.text(answer === null ? 'references.ask' : 'references.none')}
        onOpen={({ address }) => debug.showCode(processor, address)}
        entries={({ address }) => codeEntries(app, processor, address)}
      />
    </div>
  );
}
