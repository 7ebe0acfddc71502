import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AccessCounts, MemoryName } from '../../../session/debug-protocol.ts';
import { AddressField } from '../address-field.tsx';
import { isCount, useDebug, useKept, useLive } from '../context.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import { chooseFiles } from '../files.ts';
import { bytesOfText, hexDump, lettersOf, patternOf, textOfBytes } from '../memory/letters.ts';
import type { MemoryGoal } from '../debug-model.ts';
import { numberOf } from '../panels.ts';
import { hex, MEMORY_TITLES } from '../places.ts';
import { useExport, usePanelActions } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { Rows, useRowWindow } from '../scroll.tsx';

const COLUMNS = 16;
/** Bytes above the first row that its letters are read from. */
const LEAD = 64;
/** Frames that an access stays marked. */
const FADES_AFTER = 60;

interface RowProps {
  readonly address: number;
  readonly width: number;
  readonly bytes: readonly number[];
  /** What stands for the bytes. */
  readonly text: string;
  /** Letters of marks by byte: `w`, `r`, `x`, `f` for frozen, or nothing. */
  readonly marks: string;
  /** Columns that are chosen: first and last, or -1. */
  readonly from: number;
  readonly to: number;
  /** What its ids begin with. */
  readonly mark: string;
  readonly onChoose: (address: number, more: boolean) => void;
}

function HexRow({ address, width, bytes, text, marks, from, to, mark, onChoose }: RowProps): JSX.Element {
  return (
    <div class="hex-row" role="row">
      <span class="hex-address" role="rowheader">
        {hex(address, width)}
      </span>
      {bytes.map((byte, column) => {
        const kind = marks[column] ?? ' ';
        const chosen = column >= from && column <= to;
        const classes = ['hex-byte', kind === ' ' ? '' : `hex-${kind}`, byte === 0 ? 'hex-zero' : '', chosen ? 'hex-chosen' : ''];
        return (
          <span
            key={column}
            id={`${mark}${address + column}`}
            class={classes.join(' ')}
            role="gridcell"
            aria-selected={chosen}
            onPointerDown={(event) => (event.button !== 2 || !chosen) && onChoose(address + column, event.shiftKey)}
          >
            {hex(byte, 2)}
          </span>
        );
      })}
      <span class="hex-text" aria-hidden="true">
        {text}
      </span>
    </div>
  );
}

function StableRow(props: RowProps): JSX.Element {
  const { address, bytes, text, marks, from, to, width } = props;
  return useMemo(() => <HexRow {...props} />, [address, bytes.join(), text, marks, from, to, width]);
}

function marksOf(
  counts: { lastRead: ArrayLike<number>; lastWrite: ArrayLike<number>; lastExec: ArrayLike<number> } | null,
  frozen: ReadonlySet<number>,
  bookmarks: ReadonlySet<number>,
  from: number,
  frame: number,
): string {
  let marks = '';
  for (let column = 0; column < COLUMNS; column++) {
    // After going back some are still to come.
    const recent = (list: ArrayLike<number>): boolean => {
      const last = list[column] ?? -1;
      return last >= 0 && last <= frame && frame - last <= FADES_AFTER;
    };
    if (frozen.has(from + column)) marks += 'f';
    else if (bookmarks.has(from + column)) marks += 'm';
    else if (counts === null) marks += ' ';
    else if (recent(counts.lastWrite)) marks += 'w';
    else if (recent(counts.lastExec)) marks += 'x';
    else marks += recent(counts.lastRead) ? 'r' : ' ';
  }
  return marks;
}

function isMemory(value: unknown): value is MemoryName {
  return typeof value === 'string' && Object.hasOwn(MEMORY_TITLES, value);
}

/** How often the chosen byte was read, written and executed since the counting began. */
function Counts({ counts, at }: { readonly counts: AccessCounts | null; readonly at: number }): JSX.Element | null {
  const { app } = useDebug();
  if (counts === null || at < 0 || at >= counts.reads.length) return null;
  const number = (value: number): string => value.toLocaleString(app.language);
  return (
    <span>
      {app.text('memory.counts', {
        reads: number(counts.reads[at]),
        writes: number(counts.writes[at]),
        execs: number(counts.execs[at]),
      })}
    </span>
  );
}

/** Any memory as bytes: looked at, searched and changed where it stands. */
export function MemoryPanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [memory, setMemory] = useKept<MemoryName>('memory', 'wram', isMemory);
  const [cursor, setCursor] = useKept('address', 0, isCount);
  const [anchor, setAnchor] = useState(cursor);
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [heat, setHeat] = useState(false);
  const window = useRowWindow(0, Math.floor(cursor / COLUMNS));
  const info = debug.info.value?.memories ?? [];
  const size = info.find(({ name }) => name === memory)?.size ?? 0;
  const width = Math.max(4, (size - 1).toString(16).length);
  const from = window.first * COLUMNS;
  const length = Math.max(0, Math.min(size - from, (window.count + 1) * COLUMNS));
  const live = useLive('readMemory', length === 0 ? undefined : { memory, address: from, length });
  const counts = useLive('readCounters', heat && length > 0 ? { memory, from, length } : undefined);
  const frozen = new Set(debug.notes.frozen.value.filter((one) => one.memory === memory).map(({ address }) => address));
  const bookmarks = new Set(debug.notes.bookmarks.value.filter((one) => one.memory === memory).map(({ address }) => address));
  const letters = debug.notes.letters.value;
  const fits = live !== null && live.argument.memory === memory && live.argument.address === from;
  const bytes = fits ? live.value : new Uint8Array(0);
  // A code may have begun above the first row.
  const above = Math.min(from, LEAD);
  const lead = useLive(
    'readMemory',
    letters.size > 0 && above > 0 ? { memory, address: from - above, length: above } : undefined,
  );
  const leadFits = lead !== null && lead.argument.memory === memory && lead.argument.address + lead.value.length === from;
  const cellMark = numberOf(panel) === 1 ? 'hex-' : `hex${numberOf(panel)}-`;
  const low = Math.min(cursor, anchor);
  const high = Math.max(cursor, anchor);

  const choose = (address: number, more = false): void => {
    const to = Math.max(0, Math.min(size - 1, address));
    setCursor(to);
    if (!more) setAnchor(to);
    setTyped('');
    window.show(Math.floor(to / COLUMNS));
  };
  const goal = debug.memoryGoal.value;
  /** What another panel has asked about the bytes. */
  const [question, setQuestion] = useState<MemoryGoal | null>(null);
  // Where it was when the layout was kept.
  useEffect(() => {
    if (size > 0 && window.box.current?.scrollTop === 0) window.show(Math.floor(Math.min(cursor, size - 1) / COLUMNS));
  }, [size]);
  useEffect(() => {
    if (goal === null || numberOf(panel) > 1) return;
    debug.memoryGoal.value = null;
    setQuestion(goal);
    setMemory(goal.memory);
    setCursor(goal.to ?? goal.address);
    setAnchor(goal.address);
    requestAnimationFrame(() => window.show(Math.floor(goal.address / COLUMNS)));
  }, [goal]);
  const type = (digit: string): void => {
    if (typed === '') {
      setTyped(digit);
      return;
    }
    const value = Number.parseInt(typed + digit, 16);
    app.attempt(() => debug.write({ memory, address: cursor }, [value]));
    choose(cursor + 1);
  };
  const actions = usePlaceActions({ memory, from: low, to: high });
  useEffect(() => {
    if (question?.ask === undefined || memory !== question.memory || low !== question.address) return;
    setQuestion(null);
    app.attempt(question.ask === 'whoWrote' ? actions.whoWrote : actions.whenChanged);
  }, [question, memory, low]);
  const freeze = (): Promise<void> => debug.notes.toggleFrozen({ memory, address: cursor, value: bytes[cursor - from] ?? 0 });
  const mark = (): void => debug.notes.toggleBookmark(memory, cursor);
  const readChosen = (): Promise<Uint8Array> => debug.ask('readMemory', { memory, address: low, length: high - low + 1 });
  const copy = async (as: 'hex' | 'text'): Promise<void> => {
    const part = await readChosen();
    await debug.copy(as === 'hex' ? Array.from(part, (byte) => hex(byte, 2)).join(' ') : textOfBytes(part, letters));
  };
  const put = async (values: readonly number[]): Promise<void> => {
    const room = size - low;
    await debug.write({ memory, address: low }, values.slice(0, room));
    if (values.length > room) app.toast(app.text('memory.cut', { count: values.length - room }));
  };
  const paste = async (text: string): Promise<void> => {
    const pattern = patternOf(text, letters) ?? bytesOfText(text, letters);
    if (pattern === null || pattern.includes(-1)) throw new Error(app.text('memory.badPattern'));
    await put(pattern);
  };
  /** A page may read the clipboard only where it is allowed to; the key for it always works. */
  const pasteFromMenu = async (): Promise<void> => {
    const text = await app.windows.front.navigator.clipboard.readText().catch(() => {
      throw new Error(app.text('memory.pasteByKey'));
    });
    await paste(text);
  };
  const load = async (): Promise<void> => {
    for (const file of await chooseFiles(app, '')) await put(Array.from(new Uint8Array(await file.arrayBuffer())));
  };
  const dropTable = async (): Promise<void> => {
    await debug.notes.setTable('');
    debug.changed();
  };
  const find = async (): Promise<void> => {
    const pattern = patternOf(search, letters);
    if (pattern === null) throw new Error(app.text('memory.badPattern'));
    const found = await debug.ask('findBytes', { memory, pattern, most: 10_000 });
    const next = found.find((address) => address > cursor) ?? found[0];
    if (next === undefined) app.toast(app.text('memory.notFound'));
    else choose(next);
  };
  const toggleHeat = async (): Promise<void> => {
    await debug.ask('counters', { on: !heat });
    setHeat(!heat);
  };
  const save = async (): Promise<void> =>
    debug.export('bin', await debug.ask('readMemory', { memory, address: 0, length: size }));
  /** Several chosen bytes, or what is seen, with addresses and letters. */
  const dump = async (): Promise<string> => {
    const several = high > low;
    const start = several ? low : from;
    const part = several ? await readChosen() : bytes;
    return hexDump(part, start, width, letters);
  };
  useExport({ copy: async () => debug.copy(await dump()), save: () => (high > low ? saveChosen() : save()) });
  const saveChosen = async (): Promise<void> => debug.export('bin', await readChosen());

  const toSearch = (): void => {
    const panelBox = window.box.current?.closest('[data-panel]');
    requestAnimationFrame(() => panelBox?.querySelector<HTMLElement>('[type=search]')?.focus());
  };
  usePanelActions({
    heat: toggleHeat,
    find: toSearch,
    findNext: search === '' ? toSearch : find,
    freeze,
    mark,
    copyHex: () => copy('hex'),
    copyText: () => copy('text'),
    paste: pasteFromMenu,
    saveChosen,
    load,
    noTable: letters.size > 0 ? dropTable : undefined,
  });
  const entries = (): (MenuEntry | 'line')[] => [
    ...actions.entries(),
    { text: app.text('memory.freeze'), hint: '⇧F', checked: frozen.has(cursor), run: () => app.attempt(freeze) },
    { text: app.text('debug.mark'), hint: '⇧M', checked: bookmarks.has(cursor), run: mark },
    'line',
    { text: app.text('memory.copyHex'), hint: 'Ctrl+C', run: () => app.attempt(() => copy('hex')) },
    { text: app.text('memory.copyText'), hint: 'Ctrl+⇧C', run: () => app.attempt(() => copy('text')) },
    { text: app.text('memory.paste'), hint: 'Ctrl+V', run: () => app.attempt(pasteFromMenu) },
    { text: app.text('common.undo'), hint: 'Ctrl+Z', run: () => app.runCommand('debugUndo') },
    { text: app.text('common.redo'), hint: 'Ctrl+⇧Z', run: () => app.runCommand('debugRedo') },
  ];
  const { onContextMenu, menu } = useContextMenu(app.text('memory.actions'), entries);
  const onKey = (event: KeyboardEvent): void => {
    if (actions.onKey(event)) return;
    const page = Math.max(1, window.count - 2) * COLUMNS;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -COLUMNS,
      ArrowDown: COLUMNS,
      PageUp: -page,
      PageDown: page,
      Home: -(cursor % COLUMNS),
      End: COLUMNS - 1 - (cursor % COLUMNS),
    };
    const letters: Readonly<Record<string, () => unknown>> = {
      KeyF: freeze,
      KeyM: mark,
    };
    const step = steps[event.key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (step !== undefined && !modified) choose(cursor + step, event.shiftKey);
    else if (modified && event.code === 'KeyC') app.attempt(() => copy(event.shiftKey ? 'text' : 'hex'));
    else if (event.shiftKey && letters[event.code] !== undefined) app.attempt(letters[event.code]);
    else if (!modified && /^[0-9a-f]$/i.test(event.key)) type(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const texts = lettersOf(leadFits ? [...lead.value, ...bytes] : bytes, letters, leadFits ? lead.value.length : 0);
  const rows = Array.from({ length: Math.ceil(bytes.length / COLUMNS) }, (_, row) => from + row * COLUMNS);
  const frame = debug.status.value?.frame ?? 0;
  const heatOf = (address: number): string => {
    if (counts === null || counts.value === null || counts.argument.from !== from || !heat)
      return marksOf(null, frozen, bookmarks, address, 0);
    const { lastRead, lastWrite, lastExec } = counts.value;
    const part = (list: Int32Array): Int32Array => list.subarray(address - from, address - from + COLUMNS);
    return marksOf(
      { lastRead: part(lastRead), lastWrite: part(lastWrite), lastExec: part(lastExec) },
      frozen,
      bookmarks,
      address,
      frame,
    );
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <select
          class="select"
          aria-label={app.text('memory.which')}
          value={memory}
          onChange={(event) => {
            setMemory(event.currentTarget.value as MemoryName);
            setCursor(0);
            setAnchor(0);
            window.show(0);
          }}
        >
          {info.map(({ name }) => (
            <option key={name} value={name}>
              {MEMORY_TITLES[name]}
            </option>
          ))}
        </select>
        <AddressField label={app.text('debug.goTo')} processor={debug.processor.value} onAddress={(address) => choose(address)} />
        <input
          type="search"
          class="field debug-field debug-address"
          aria-label={app.text('memory.search')}
          placeholder={app.text('memory.searchShort')}
          title={app.text('memory.search')}
          value={search}
          spellcheck={false}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && app.attempt(find)}
        />
        <span class="grow" />
        <button
          type="button"
          class="button"
          aria-pressed={heat}
          title={app.text('memory.heat.hint')}
          onClick={() => app.attempt(toggleHeat)}
        >
          {app.text('memory.heat')}
        </button>
        <Menu
          label={app.text('memory.actions')}
          icon="more"
          bare
          entries={() => [
            ...entries(),
            'line',
            { text: app.text('memory.saveChosen'), run: () => app.attempt(saveChosen) },
            { text: app.text('memory.save'), run: () => app.attempt(save) },
            { text: app.text('memory.load'), run: () => app.attempt(load) },
            { text: app.text('memory.table'), run: () => app.runCommand('debugImportTable') },
            ...(letters.size > 0 ? [{ text: app.text('memory.noTable'), run: () => app.attempt(dropTable) }] : []),
          ]}
        />
      </div>
      <div
        ref={window.box}
        class="debug-rows debug-rows-scroll"
        role="grid"
        tabIndex={0}
        data-first
        aria-label={`${app.text('panel.memory')}: ${MEMORY_TITLES[memory]}`}
        aria-rowcount={Math.ceil(size / COLUMNS)}
        aria-multiselectable="true"
        aria-activedescendant={cursor >= from && cursor < from + bytes.length ? `${cellMark}${cursor}` : undefined}
        onKeyDown={onKey}
        onContextMenu={onContextMenu}
        onPaste={(event) => {
          event.preventDefault();
          const text = event.clipboardData?.getData('text/plain') ?? '';
          app.attempt(() => paste(text));
        }}
      >
        <Rows window={window} total={Math.ceil(size / COLUMNS)}>
          {rows.map((address) => (
            <StableRow
              key={address}
              address={address}
              width={width}
              text={texts.slice(address - from, address - from + COLUMNS).join('')}
              bytes={Array.from(bytes.subarray(address - from, address - from + COLUMNS))}
              marks={heatOf(address)}
              from={Math.max(0, low - address)}
              to={Math.min(COLUMNS - 1, high - address)}
              mark={cellMark}
              onChoose={choose}
            />
          ))}
        </Rows>
      </div>
      <div class="debug-foot">
        <b class="debug-number">
          ${hex(low, width)}
          {high > low && `–$${hex(high, width)}`}
        </b>
        <Counts counts={counts?.value ?? null} at={heat && cursor >= from ? cursor - from : -1} />
        {typed !== '' && <b class="debug-number">{typed.toUpperCase()}_</b>}
        {actions.answer}
      </div>
      {menu}
    </div>
  );
}
