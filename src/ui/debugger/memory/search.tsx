import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MemoryName, SearchSize, SearchTest } from '../../../session/debug-protocol.ts';
import { MOST_CHEATS } from '../../../shared/cheats.ts';
import { Icon } from '../../components/icons.tsx';
import { Menu, type MenuEntry } from '../menu.tsx';
import { placeText } from '../pointed/place.ts';
import { byteEntries } from '../pointed/row-entries.ts';
import { effectiveSettings } from '../../state/ui-state.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug, useLive } from '../context.ts';
import { hex, MEMORY_TITLES } from '../places.ts';
import { DataTable, type Column } from '../table.tsx';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { ValueField } from '../value-field.tsx';
import { bytesOfNumber, parseNumber } from './letters.ts';

/** Places that are shown. */
const MOST_SHOWN = 1000;
const SEARCHED: readonly MemoryName[] = ['wram', 'sram', 'vram', 'oam', 'cgram', 'aram'];
const SIZES: readonly SearchSize[] = [1, 2, 3, 4];

const TESTS: readonly { readonly kind: SearchTest['kind']; readonly text: TextKey; readonly value: boolean }[] = [
  { kind: 'equal', text: 'search.equal', value: true },
  { kind: 'not-equal', text: 'search.notEqual', value: true },
  { kind: 'less', text: 'search.less', value: true },
  { kind: 'greater', text: 'search.greater', value: true },
  { kind: 'changed', text: 'search.changed', value: false },
  { kind: 'unchanged', text: 'search.unchanged', value: false },
  { kind: 'increased', text: 'search.increased', value: false },
  { kind: 'decreased', text: 'search.decreased', value: false },
  { kind: 'increased-by', text: 'search.increasedBy', value: true },
  { kind: 'decreased-by', text: 'search.decreasedBy', value: true },
];

interface Begun {
  readonly memory: MemoryName;
  readonly size: SearchSize;
  readonly signed: boolean;
  readonly count: number;
  /** Searches that can be taken back. */
  readonly steps: number;
}

interface Found {
  readonly address: number;
  readonly value: number;
  readonly before: number;
}

/** The code that holds a value in WRAM, as the cheats write it. */
export function cheatCode(address: number, value: number, size: SearchSize): string {
  const bytes = bytesOfNumber(value, size) ?? [];
  return `${hex(0x7e0000 + address, 6)}=${bytes.map((byte) => hex(byte, 2)).join('')}`;
}

/** The test as it is asked; null while its value is no number. */
function testOf(kind: SearchTest['kind'], text: string): SearchTest | null {
  if (kind === 'changed' || kind === 'unchanged' || kind === 'increased' || kind === 'decreased') return { kind };
  const value = parseNumber(text);
  return value === null ? null : { kind, value };
}

/** What can be done with a place that was found. */
function useActions(begun: Begun | null): {
  readonly watch: (row: Found) => void;
  /** Holds the value, or lets it go again. */
  readonly freeze: (row: Found) => void;
  readonly isFrozen: (address: number) => boolean;
  readonly cheat: (row: Found) => Promise<void>;
} {
  const { app, debug } = useDebug();
  const memory = begun?.memory ?? 'wram';
  const size = begun?.size ?? 1;
  const title = (address: number): string => `${MEMORY_TITLES[memory]} $${hex(address, 4)}`;
  const isFrozen = (address: number): boolean => debug.notes.isFrozen(memory, address);
  return {
    isFrozen,
    watch: ({ address }) => {
      const type = `${begun?.signed === true ? 's' : 'u'}${String(size * 8)}`;
      debug.notes.addWatch(`$${hex(address, 4)}`, { name: title(address), memory, type });
      app.toast(app.text('search.watched', { place: title(address) }));
    },
    freeze: ({ address, value }) => {
      const bytes = bytesOfNumber(value, size) ?? [];
      const rest = debug.notes.frozen
        .peek()
        .filter((one) => one.memory !== memory || one.address < address || one.address >= address + size);
      if (isFrozen(address)) {
        app.attempt(() => debug.notes.setFrozen(rest));
        app.toast(app.text('search.released', { place: title(address) }));
        return;
      }
      const added = bytes.map((byte, at) => ({ memory, address: address + at, value: byte }));
      app.attempt(() => debug.notes.setFrozen([...rest, ...added]));
      app.toast(app.text('search.frozen', { place: title(address), value }));
    },
    cheat: async ({ address, value }) => {
      const hash = app.store.now.player?.game.hash;
      const { 'cheats.list': list } = effectiveSettings(app.store.now);
      if (hash === undefined || memory !== 'wram') throw new Error(app.text('search.noCheat'));
      if (list.length >= MOST_CHEATS) throw new Error(app.text('search.tooManyCheats', { count: MOST_CHEATS }));
      const cheat = { name: title(address), code: cheatCode(address, value, size), on: true };
      await app.settings.set('cheats.list', [...list, cheat], hash);
      app.toast(app.text('search.cheatAdded', { code: cheat.code }));
    },
  };
}

/** Finds where a value is kept, by narrowing down what it was and how it changed. */
export function SearchPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [memory, setMemory] = useState<MemoryName>('wram');
  const [size, setSize] = useState<SearchSize>(1);
  const [signed, setSigned] = useState(false);
  const [kind, setKind] = useState<SearchTest['kind']>('equal');
  const [text, setText] = useState('');
  const [begun, setBegun] = useState<Begun | null>(null);
  const [chosen, setChosen] = useState<Found | null>(null);
  const actions = useActions(begun);
  const shown = begun !== null && begun.count > 0;
  // The count is in the question so that narrowing asks anew.
  const question = shown ? { most: Math.min(MOST_SHOWN, begun.count) } : undefined;
  const rows = useLive('searchResults', question, { every: 200 })?.value ?? [];
  const needsValue = TESTS.find((test) => test.kind === kind)?.value === true;
  const test = testOf(kind, text);
  const begin = async (): Promise<void> => {
    const found = await debug.ask('searchStart', { memory, size, signed });
    setBegun({ memory, size, signed, ...found });
    setChosen(null);
  };
  const narrow = async (): Promise<void> => {
    if (test === null) return;
    let now = begun;
    if (now === null) {
      const found = await debug.ask('searchStart', { memory, size, signed });
      now = { memory, size, signed, ...found };
    }
    const found = await debug.ask('searchNarrow', test);
    setBegun({ ...now, ...found });
    debug.changed();
  };
  const canGoBack = begun !== null && begun.steps > 0;
  const back = async (): Promise<void> => {
    if (begun === null) return;
    const found = await debug.ask('searchBack', null);
    setBegun({ ...begun, ...found });
    debug.changed();
  };
  const write = ({ address }: Found, value: number): void => {
    const bytes = bytesOfNumber(value, begun?.size ?? 1);
    if (bytes !== null) app.attempt(() => debug.write({ memory: begun?.memory ?? 'wram', address }, bytes));
  };
  const showBytes = (row: Found): void => debug.showMemory({ memory: begun?.memory ?? 'wram', address: row.address });
  const withRow = (run: (row: Found) => unknown): (() => unknown) | undefined =>
    chosen === null ? undefined : () => run(chosen);
  usePanelActions({
    begin,
    narrow: test === null ? undefined : narrow,
    takeBack: canGoBack ? back : undefined,
    watch: withRow(actions.watch),
    freeze: withRow(actions.freeze),
    cheat: withRow(actions.cheat),
    inMemory: withRow(showBytes),
  });
  const keys: Readonly<Record<string, (row: Found) => unknown>> = {
    KeyW: actions.watch,
    KeyF: actions.freeze,
    KeyC: actions.cheat,
  };
  const entries = (row: Found): readonly (MenuEntry | 'line')[] => {
    const at = { memory: begun?.memory ?? 'wram', from: row.address, to: row.address + (begun?.size ?? 1) - 1 };
    return [
      { text: app.text('search.inMemory'), hint: 'Enter', run: () => showBytes(row) },
      { text: app.text('search.watch'), hint: 'W', run: () => actions.watch(row) },
      {
        text: app.text('memory.freeze'),
        hint: 'F',
        checked: actions.isFrozen(row.address),
        run: () => actions.freeze(row),
      },
      { text: app.text('search.cheat'), hint: 'C', run: () => app.attempt(() => actions.cheat(row)) },
      'line',
      ...byteEntries(app, placeText(at), () => at).slice(1),
    ];
  };
  const place = (address: number): string => `$${hex(address, 4)}`;
  const inHex = (value: number): string => {
    const bytes = begun?.size ?? 1;
    return `$${hex(value < 0 ? value + 2 ** (8 * bytes) : value, bytes * 2)}`;
  };
  // Marks are drawn anew when it changes.
  const frozen = debug.notes.frozen.value.length > 0;
  const columns: readonly Column<Found>[] = [
    {
      id: 'address',
      title: app.text('search.address'),
      width: '9ch',
      by: (row) => row.address,
      cell: (row) => (
        <>
          {place(row.address)}
          {frozen && actions.isFrozen(row.address) && (
            <span class="search-frozen" role="img" aria-label={app.text('search.isFrozen')} title={app.text('search.isFrozen')} />
          )}
        </>
      ),
    },
    {
      id: 'value',
      title: app.text('search.value'),
      width: '18ch',
      by: (row) => row.value,
      cell: (row) => (
        <span class="search-now">
          <ValueField
            label={app.text('search.valueOf', { place: place(row.address) })}
            text={String(row.value)}
            width={8}
            className={row.value === row.before ? 'data-field' : 'data-field debug-changed'}
            parse={(typed) => {
              const value = parseNumber(typed);
              return value === null || bytesOfNumber(value, begun?.size ?? 1) === null ? null : value;
            }}
            onValue={(value) => write(row, value)}
          />
          <span class="debug-soft">{inHex(row.value)}</span>
        </span>
      ),
    },
    {
      id: 'before',
      title: app.text('search.before'),
      width: 'minmax(16ch, 1fr)',
      by: (row) => row.before,
      cell: (row) => `${String(row.before)}  ${inHex(row.before)}`,
    },
  ];
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <select
          class="select"
          aria-label={app.text('memory.which')}
          value={memory}
          onChange={(event) => setMemory(event.currentTarget.value as MemoryName)}
        >
          {(debug.info.value?.memories ?? [])
            .filter(({ name, size: bytes }) => SEARCHED.includes(name) && bytes > 0)
            .map(({ name }) => (
              <option key={name} value={name}>
                {MEMORY_TITLES[name]}
              </option>
            ))}
        </select>
        <select
          class="select"
          aria-label={app.text('search.size')}
          value={size}
          onChange={(event) => setSize(Number(event.currentTarget.value) as SearchSize)}
        >
          {SIZES.map((one) => (
            <option key={one} value={one}>
              {app.text(one === 1 ? 'search.byte' : 'search.bytes', { count: one })}
            </option>
          ))}
        </select>
        <label class="debug-check">
          <input type="checkbox" checked={signed} onChange={() => setSigned(!signed)} /> {app.text('watch.signed')}
        </label>
        <span class="grow" />
        <button type="button" class="button" onClick={() => app.attempt(begin)}>
          <Icon name="reset" />
          <span>{app.text('search.begin')}</span>
        </button>
      </div>
      <form
        class="debug-tools"
        onSubmit={(event) => {
          event.preventDefault();
          app.attempt(narrow);
        }}
      >
        <select
          class="select"
          aria-label={app.text('search.test')}
          data-first
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as SearchTest['kind'])}
        >
          {TESTS.map((one) => (
            <option key={one.kind} value={one.kind}>
              {app.text(one.text)}
            </option>
          ))}
        </select>
        <input
          type="text"
          class="field debug-field search-value"
          aria-label={app.text('search.wanted')}
          placeholder={app.text('search.wantedHint')}
          aria-invalid={needsValue && text !== '' && test === null}
          disabled={!needsValue}
          spellcheck={false}
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={test === null}>
          {app.text('search.narrow')}
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={app.text('search.takeBack')}
          title={`${app.text('search.takeBack')} (Z)`}
          disabled={!canGoBack}
          onClick={() => app.attempt(back)}
        >
          <Icon name="return" />
        </button>
        <span class="debug-said" role="status">
          {begun !== null && app.text('search.count', { count: begun.count.toLocaleString(app.language) })}
        </span>
        <span class="grow" />
        <TableTools
          disabled={!shown || rows.length === 0}
          contents={() => ({
            titles: ['address', 'value', 'before'],
            rows: rows.map(({ address, value, before }) => [place(address), value, before]),
          })}
        />
        <Menu
          label={app.text('search.actions')}
          icon="more"
          bare
          disabled={chosen === null}
          entries={() => (chosen === null ? [] : entries(chosen))}
        />
      </form>
      <DataTable
        label={app.text('search.results')}
        columns={columns}
        rows={shown ? rows : []}
        keyOf={({ address }) => address}
        empty={app.text(begun === null ? 'search.hint' : 'search.none')}
        onChoose={setChosen}
        onOpen={showBytes}
        entries={entries}
        onKey={(event, row) => {
          if (event.ctrlKey || event.metaKey) return false;
          if (event.code === 'KeyZ' && canGoBack) {
            app.attempt(back);
            return true;
          }
          const action = keys[event.code];
          if (row === undefined || action === undefined) return false;
          app.attempt(() => action(row));
          return true;
        }}
      />
      {shown && (
        <div class="debug-foot">
          {begun.count > MOST_SHOWN ? app.text('search.more', { count: MOST_SHOWN }) : app.text('search.keys')}
        </div>
      )}
    </div>
  );
}
