import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DifferenceRun, MemoryName } from '../../../session/debug-protocol.ts';
import type { StateRecord } from '../../../shared/states.ts';
import { Icon } from '../../components/icons.tsx';
import { nameOf, timeOf } from '../../panels/timeline/record-texts.ts';
import { useDebug, useKept, useLive } from '../context.ts';
import type { Table } from '../contents.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { Menu } from '../menu.tsx';
import { hex, MEMORY_TITLES } from '../places.ts';
import { byteEntries, watchEntry } from '../pointed/row-entries.ts';
import { placeText } from '../pointed/place.ts';
import { DataTable, type Column } from '../table.tsx';

const MOST_RUNS = 5000;
/** Bytes of a stretch that are written out. */
const MOST_BYTES = 16;
/** Saved states that the menu offers. */
const MOST_STATES = 30;
const COMPARED: readonly MemoryName[] = ['wram', 'sram', 'vram', 'oam', 'cgram', 'aram'];

function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes.subarray(0, MOST_BYTES), (byte) => hex(byte, 2)).join(' ');
  return bytes.length > MOST_BYTES ? `${text} …` : text;
}

function isCompared(value: unknown): value is MemoryName {
  return COMPARED.some((one) => one === value);
}

/** The stretches as a table for a spreadsheet. */
export function differenceTable(runs: readonly DifferenceRun[]): Table {
  const all = (bytes: Uint8Array): string => Array.from(bytes, (byte) => hex(byte, 2)).join(' ');
  return {
    titles: ['address', 'bytes', 'before', 'after'],
    rows: runs.map(({ address, before, after }) => [`$${hex(address, 4)}`, before.length, all(before), all(after)]),
  };
}

/** What differs in a memory between two moments, or a moment and now. */
export function ComparePanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [memory, setMemory] = useKept<MemoryName>('memory', 'wram', isCompared);
  const [moments, setMoments] = useState<readonly string[]>([]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [states, setStates] = useState<readonly StateRecord[]>([]);
  const question = from === '' ? undefined : { memory, from, ...(to === '' ? {} : { to }), most: MOST_RUNS };
  const live = useLive('diff', question, { every: 250 });
  const runs = live !== null && live.argument.memory === memory ? live.value : [];
  const read = async (): Promise<readonly string[]> => {
    const names = await debug.ask('moments', null);
    setMoments(names);
    return names;
  };
  const readStates = async (): Promise<void> => {
    const hash = app.store.now.player?.game.hash;
    if (hash === undefined) return;
    const { records } = await app.bridge.call('states.list', { hash });
    setStates(records.filter(({ binned }) => !binned).slice(0, MOST_STATES));
  };
  useEffect(
    () =>
      app.attempt(async () => {
        const names = await read();
        setFrom(names.at(-1) ?? '');
        await readStates();
      }),
    [],
  );
  const keep = async (name: string, state?: Uint8Array): Promise<void> => {
    await debug.ask('keepMoment', state === undefined ? { name } : { name, state });
    const names = await read();
    if (state === undefined || from === '' || !names.includes(from)) setFrom(name);
    else setTo(name);
  };
  const keepNow = (): Promise<void> => {
    const { frame = 0, line = 0 } = debug.status.peek() ?? {};
    return keep(app.text('compare.moment', { frame: frame.toLocaleString(app.language), line }));
  };
  usePanelActions({ keep: keepNow });
  const keepState = async (record: StateRecord): Promise<void> => {
    const hash = app.store.now.player?.game.hash;
    if (hash === undefined) return;
    const { state } = await app.bridge.call('states.load', { hash, id: record.id });
    await keep(`${nameOf(app, record)}, ${timeOf(app, record)}`, state);
  };
  const changed = runs.reduce((sum, { before }) => sum + before.length, 0);
  const columns: readonly Column<DifferenceRun>[] = [
    {
      id: 'address',
      title: app.text('search.address'),
      width: '9ch',
      by: ({ address }) => address,
      cell: ({ address }) => `$${hex(address, 4)}`,
    },
    {
      id: 'bytes',
      title: app.text('compare.bytes'),
      width: '7ch',
      right: true,
      by: ({ before }) => before.length,
      cell: ({ before }) => before.length.toLocaleString(app.language),
    },
    { id: 'before', title: app.text('compare.before'), width: '1fr', cell: ({ before }) => bytesText(before) },
    { id: 'after', title: app.text('compare.after'), width: '1fr', cell: ({ after }) => bytesText(after) },
  ];
  const moment = (label: string, value: string, onChange: (name: string) => void, now: boolean): JSX.Element => (
    <select
      class="select compare-moment"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {now && <option value="">{app.text('compare.now')}</option>}
      {moments.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button type="button" class="button" data-first onClick={() => app.attempt(keepNow)}>
          <Icon name="pin" />
          <span>{app.text('compare.keep')}</span>
        </button>
        <Menu
          label={app.text('compare.state')}
          icon="states"
          entries={() => {
            app.attempt(readStates);
            return states.length === 0
              ? [{ text: app.text('compare.noStates'), run: () => undefined }]
              : states.map((record) => ({
                  text: nameOf(app, record),
                  hint: timeOf(app, record),
                  run: () => app.attempt(() => keepState(record)),
                }));
          }}
        />
        <span class="grow" />
        <TableTools disabled={runs.length === 0} contents={() => differenceTable(runs)} />
      </div>
      {from !== '' && (
        <div class="debug-tools">
          <select
            class="select"
            aria-label={app.text('memory.which')}
            value={memory}
            onChange={(event) => setMemory(event.currentTarget.value as MemoryName)}
          >
            {(debug.info.value?.memories ?? [])
              .filter(({ name, size }) => COMPARED.includes(name) && size > 0)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {MEMORY_TITLES[name]}
                </option>
              ))}
          </select>
          {moment(app.text('compare.from'), from, setFrom, false)}
          <span aria-hidden="true">→</span>
          {moment(app.text('compare.to'), to, setTo, true)}
        </div>
      )}
      <DataTable
        label={app.text('panel.compare')}
        columns={columns}
        rows={from === '' ? [] : runs}
        keyOf={({ address }) => address}
        empty={app.text(from === '' ? 'compare.hint' : 'compare.same')}
        onOpen={({ address }) => debug.showMemory({ memory, address })}
        entries={({ address, before }) => {
          const place = { memory, from: address, to: address + before.length - 1 };
          return [
            ...byteEntries(app, placeText(place), () => place),
            ...(before.length <= 4 ? [watchEntry(app, placeText(place), place)] : []),
          ];
        }}
      />
      <div class="debug-foot" role="status">
        {runs.length > 0 &&
          app.text(runs.length >= MOST_RUNS ? 'compare.many' : 'compare.count', {
            runs: runs.length.toLocaleString(app.language),
            bytes: changed.toLocaleString(app.language),
          })}
      </div>
    </div>
  );
}
