import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CodeMap } from '../../../session/debug-protocol.ts';
import { commandOf } from '../../commands/registry.ts';
import { isCount, useDebug, useKept, useLive } from '../context.ts';
import { Menu } from '../menu.tsx';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { Choice } from '../video/fields.tsx';
import { useWidth, WIDE } from '../video/use-width.ts';
import {
  bankOf,
  bankRows,
  banksTable,
  busAddress,
  CELL,
  type Counts,
  countsOf,
  firstCode,
  KINDS,
  nextUntouched,
  percent,
  placeRows,
  placesTable,
  sum,
  total,
  type Use,
  USES,
} from './coverage.ts';
import { BankTable } from './coverage-banks.tsx';
import { PlaceTable } from './coverage-places.tsx';
import { KIND_TEXTS, USE_TEXTS } from './coverage-texts.ts';
import { numberOf } from '../panels.ts';
import { codeAddress, hex } from '../places.ts';

/** Milliseconds between two looks while the game runs, and while the history is still being learned from. */
const EVERY = 500;
const LEARNING = 1200;
const VIEWS = ['banks', 'places'] as const;
type View = (typeof VIEWS)[number];

function isView(value: unknown): value is View {
  return VIEWS.some((one) => one === value);
}

/** What is known now; asked again while the debugger learns from the history by itself. */
function useCodeMap(): CodeMap | null {
  const { debug, visible } = useDebug();
  const [round, setRound] = useState(0);
  const map = useLive('codeMap', null, { every: EVERY, round })?.value ?? null;
  const learning = map !== null && map.learned < 1 && visible.value && debug.status.value?.running === false;
  useEffect(() => {
    if (!learning) return undefined;
    const timer = setTimeout(() => setRound((one) => one + 1), LEARNING);
    return () => clearTimeout(timer);
  }, [learning, map]);
  return map;
}

/** All of the ROM by what it was used for. */
function Totals({ counts }: { readonly counts: Counts }): JSX.Element {
  const { app } = useDebug();
  const all = total(counts);
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return (
    <ul class="coverage-totals" aria-label={app.text('coverage.totals')}>
      {KINDS.map((kind, at) => (
        <li key={kind}>
          <span class={`coverage-swatch coverage-${kind}`} aria-hidden="true" />
          {app.text(KIND_TEXTS[kind])} <b>{percent(counts[at], all).toLocaleString(app.language, digits)} %</b>
        </li>
      ))}
    </ul>
  );
}

/** The stretch that the cursor is on. */
function Cell({ map, cell }: { readonly map: CodeMap; readonly cell: number }): JSX.Element {
  const { app } = useDebug();
  const from = cell * CELL;
  const counts = countsOf(map, from, from + CELL);
  const address = busAddress(map, from);
  return (
    <div class="debug-foot coverage-cell" role="status">
      <b>{address < 0 ? '–' : codeAddress('cpu', address)}</b>
      <span>{`ROM $${hex(from, 6)}–$${hex(Math.min(from + CELL, map.flags.length) - 1, 6)}`}</span>
      {KINDS.map((kind, at) =>
        counts[at] === 0 ? null : <span key={kind}>{`${app.text(KIND_TEXTS[kind])} ${counts[at]}`}</span>,
      )}
    </div>
  );
}

/** What the ROM's bytes were used for: bank by bank, and by routine or label. */
export function CoveragePanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [view, setView] = useKept<View>('view', 'banks', isView);
  const [cell, setCell] = useKept('cell', 0, isCount);
  const [use, setUse] = useState<Use | 'all'>('all');
  const [row, setRow] = useState<{ readonly key: number } | null>({ key: bankOf(cell) });
  const { box, width } = useWidth();
  const map = useCodeMap();
  const labels = useLive('labels', view === 'places' ? null : undefined, { every: 2000 })?.value;
  const banks = useMemo(() => (map === null ? [] : bankRows(map)), [map]);
  const all = useMemo(
    () => (map === null || labels === undefined ? [] : placeRows(map, labels)),
    [view === 'places' && map, labels],
  );
  const places = use === 'all' ? all : all.filter((one) => one.use === use);
  const goTo = (next: number): void => {
    setCell(next);
    if (bankOf(next) !== bankOf(cell)) setRow({ key: bankOf(next) });
  };
  const move = (by: number): void => {
    const last = Math.ceil((map?.flags.length ?? 0) / CELL) - 1;
    goTo(Math.max(0, Math.min(last, cell + by)));
  };
  const untouched = (by: 1 | -1): void => {
    const next = map === null ? null : nextUntouched(map, cell, by);
    if (next === null) app.toast(app.text('coverage.noNext'));
    else goTo(next);
  };
  const goal = numberOf(panel) === 1 ? debug.coverageGoal.value : null;
  useEffect(() => {
    if (goal === null) return;
    setView('banks');
    setCell(Math.floor(goal.offset / CELL));
    setRow({ key: bankOf(Math.floor(goal.offset / CELL)) });
  }, [goal]);
  const showCode = (): void => {
    const address = map === null ? -1 : busAddress(map, firstCode(map, cell * CELL));
    if (address >= 0) debug.showCode('cpu', address);
  };
  const showBytes = (): void => debug.showMemory({ memory: 'rom', address: cell * CELL });
  usePanelActions({
    banks: () => setView('banks'),
    places: () => setView('places'),
    toCode: showCode,
    next: () => untouched(1),
    previous: () => untouched(-1),
  });
  const onKey = (event: KeyboardEvent): boolean => {
    const far = event.shiftKey ? 8 : 1;
    if (event.key === 'ArrowRight') move(far);
    else if (event.key === 'ArrowLeft') move(-far);
    else if (event.code === 'KeyN') untouched(event.shiftKey ? -1 : 1);
    else if (event.code === 'KeyM') showBytes();
    else return false;
    return true;
  };
  const files = (id: string): { text: string; run: () => void } => ({
    text: app.titleOf(commandOf(id)),
    run: () => app.runCommand(id),
  });
  const learned = Math.floor((map?.learned ?? 1) * 100);
  return (
    <div ref={box} class="debug-column" data-later>
      <div class="debug-tools debug-tools-wrap">
        <div class="segments" role="radiogroup" aria-label={app.text('coverage.view')}>
          {VIEWS.map((one) => (
            <button key={one} type="button" class="button" role="radio" aria-checked={view === one} onClick={() => setView(one)}>
              {app.text(`coverage.${one}`)}
            </button>
          ))}
        </div>
        {view === 'places' && (
          <Choice
            label={app.text('coverage.use')}
            value={use}
            options={(['all', ...USES] as const).map((one) => ({
              value: one,
              text: app.text(one === 'all' ? 'coverage.all' : USE_TEXTS[one]),
            }))}
            onValue={setUse}
          />
        )}
        {learned < 100 && (
          <span class="debug-soft debug-said" title={app.text('coverage.learned.hint')}>
            {app.text('coverage.learned', { percent: learned })}
          </span>
        )}
        <span class="grow" />
        <TableTools disabled={map === null} contents={() => (view === 'banks' ? banksTable(banks) : placesTable(places))} />
        <Menu
          label={app.text('coverage.actions')}
          icon="more"
          bare
          entries={() => [
            ...(view === 'banks'
              ? ([
                  { text: app.text('coverage.toCode'), hint: 'Enter', run: showCode },
                  { text: app.text('debug.inMemory'), hint: 'M', run: showBytes },
                  { text: app.text('coverage.next'), hint: 'N', run: () => untouched(1) },
                  { text: app.text('coverage.previous'), hint: '⇧N', run: () => untouched(-1) },
                  'line',
                ] as const)
              : []),
            files('debugImportLog'),
            files('debugExportLog'),
          ]}
        />
      </div>
      {map !== null && <Totals counts={sum(banks.map(({ counts }) => counts))} />}
      {map !== null && view === 'banks' && (
        <BankTable
          map={map}
          rows={banks}
          cell={cell}
          wide={width >= WIDE}
          goal={row}
          onCell={goTo}
          onKey={onKey}
          onOpen={showCode}
        />
      )}
      {map !== null && view === 'places' && <PlaceTable rows={places} wide={width >= WIDE} />}
      {map !== null && view === 'banks' && <Cell map={map} cell={cell} />}
    </div>
  );
}
