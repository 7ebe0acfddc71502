import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { MemoryName, WriteRecord } from '../../../session/debug-protocol.ts';
import { AddressField } from '../address-field.tsx';
import { useDebug, useLive } from '../context.ts';
import { Menu } from '../menu.tsx';
import { codeAddress, hex, MEMORY_TITLES } from '../places.ts';
import { Rows, useRowWindow } from '../scroll.tsx';

const COLUMNS = 16;
/** Frames that an access stays marked. */
const FADES_AFTER = 60;

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** `12 ?? 34` or "text" as bytes; -1 fits anything. Null when it is neither. */
export function patternOf(text: string): readonly number[] | null {
  const quoted = /^"(.+)"?$/.exec(text.trim());
  if (quoted?.[1] !== undefined) return Array.from(quoted[1].replace(/"$/, ''), (letter) => letter.charCodeAt(0) & 0xff);
  const digits = text.replaceAll(/\s/g, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^([0-9a-f]{2}|\?\?)+$/i.test(digits)) return null;
  return (digits.match(/../g) ?? []).map((pair) => (pair === '??' ? -1 : Number.parseInt(pair, 16)));
}

interface RowProps {
  readonly address: number;
  readonly width: number;
  readonly bytes: readonly number[];
  /** Letters of marks by byte: `w`, `r`, `x`, `f` for frozen, or nothing. */
  readonly marks: string;
  /** Columns that are chosen: first and last, or -1. */
  readonly from: number;
  readonly to: number;
  readonly onChoose: (address: number, more: boolean) => void;
}

function HexRow({ address, width, bytes, marks, from, to, onChoose }: RowProps): JSX.Element {
  return (
    <div class="hex-row" role="row">
      <span class="hex-address" role="rowheader">
        {hex(address, width)}
      </span>
      {bytes.map((byte, column) => {
        const mark = marks[column] ?? ' ';
        const chosen = column >= from && column <= to;
        const classes = ['hex-byte', mark === ' ' ? '' : `hex-${mark}`, byte === 0 ? 'hex-zero' : '', chosen ? 'hex-chosen' : ''];
        return (
          <span
            key={column}
            id={`hex-${address + column}`}
            class={classes.join(' ')}
            role="gridcell"
            aria-selected={chosen}
            onPointerDown={(event) => onChoose(address + column, event.shiftKey)}
          >
            {hex(byte, 2)}
          </span>
        );
      })}
      <span class="hex-text" aria-hidden="true">
        {bytes.map(printable).join('')}
      </span>
    </div>
  );
}

function StableRow(props: RowProps): JSX.Element {
  const { address, bytes, marks, from, to, width } = props;
  return useMemo(() => <HexRow {...props} />, [address, bytes.join(), marks, from, to, width]);
}

function marksOf(
  counts: { lastRead: ArrayLike<number>; lastWrite: ArrayLike<number>; lastExec: ArrayLike<number> } | null,
  frozen: ReadonlySet<number>,
  from: number,
  frame: number,
): string {
  let marks = '';
  for (let column = 0; column < COLUMNS; column++) {
    const recent = (list: ArrayLike<number>): boolean => (list[column] ?? -1) >= 0 && frame - list[column] <= FADES_AFTER;
    if (frozen.has(from + column)) marks += 'f';
    else if (counts === null) marks += ' ';
    else if (recent(counts.lastWrite)) marks += 'w';
    else if (recent(counts.lastExec)) marks += 'x';
    else marks += recent(counts.lastRead) ? 'r' : ' ';
  }
  return marks;
}

/** The answer to "who wrote this", with the way there. */
function Writer({
  record,
  memory,
}: {
  readonly record: WriteRecord | 'nobody' | null;
  readonly memory: MemoryName;
}): JSX.Element | null {
  const { app, debug } = useDebug();
  if (record === null) return null;
  if (record === 'nobody') return <output class="debug-answer">{app.text('memory.nobody')}</output>;
  const { agent, channel, pc, frame, line, dot, old, value, position } = record;
  const processor = agent === 'smp' || agent === 'echo' ? 'smp' : 'cpu';
  const by = agent === 'dma' || agent === 'hdma' ? `${agent.toUpperCase()} ${channel}` : codeAddress(processor, pc);
  const go = async (): Promise<void> => {
    await debug.goTo(position);
    debug.showCode(processor, pc);
  };
  return (
    <output class="debug-answer">
      <span>
        {app.text('memory.writtenBy', {
          place: `${MEMORY_TITLES[memory]} $${hex(record.address, 4)}`,
          old: hex(old, 2),
          value: hex(value, 2),
          by,
          frame,
          line,
          dot,
        })}
      </span>
      <button type="button" class="link" onClick={() => app.attempt(go)}>
        {app.text('memory.goThere')}
      </button>
    </output>
  );
}

/** Any memory as bytes: looked at, searched and changed where it stands. */
export function MemoryPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [memory, setMemory] = useState<MemoryName>('wram');
  const [cursor, setCursor] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [heat, setHeat] = useState(false);
  const [writer, setWriter] = useState<WriteRecord | 'nobody' | null>(null);
  const window = useRowWindow();
  const info = debug.info.value?.memories ?? [];
  const size = info.find(({ name }) => name === memory)?.size ?? 0;
  const width = Math.max(4, (size - 1).toString(16).length);
  const from = window.first * COLUMNS;
  const length = Math.max(0, Math.min(size - from, (window.count + 1) * COLUMNS));
  const live = useLive('readMemory', length === 0 ? undefined : { memory, address: from, length });
  const counts = useLive('readCounters', heat && length > 0 ? { memory, from, length } : undefined);
  const frozen = new Set(debug.notes.frozen.value.filter((one) => one.memory === memory).map(({ address }) => address));
  const fits = live !== null && live.argument.memory === memory && live.argument.address === from;
  const bytes = fits ? live.value : new Uint8Array(0);
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
  useEffect(() => {
    if (goal === null) return;
    setMemory(goal.memory);
    setCursor(goal.address);
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
  const whoWrote = async (): Promise<void> => {
    if (debug.running) await debug.run();
    setWriter((await debug.ask('whoWrote', { memory, from: low, to: high })) ?? 'nobody');
  };
  const stopOn = async (what: 'read' | 'write'): Promise<void> => {
    const processor = memory === 'smp' || memory === 'aram' || memory === 'dsp' ? 'smp' : 'cpu';
    await debug.addBreakpoint({ processor, memory, from: low, to: high, [what]: true });
    app.toast(app.text('memory.stopSet', { place: `${MEMORY_TITLES[memory]} $${hex(low, width)}` }));
  };
  const freeze = (): Promise<void> => debug.notes.toggleFrozen({ memory, address: cursor, value: bytes[cursor - from] ?? 0 });
  const copy = async (): Promise<void> => {
    const chosen = await debug.ask('readMemory', { memory, address: low, length: high - low + 1 });
    await debug.copy(Array.from(chosen, (byte) => hex(byte, 2)).join(' '));
  };
  const paste = async (): Promise<void> => {
    const pattern = patternOf(await navigator.clipboard.readText());
    if (pattern !== null && !pattern.includes(-1)) await debug.write({ memory, address: low }, pattern);
  };
  const find = async (): Promise<void> => {
    const pattern = patternOf(search);
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

  const onKey = (event: KeyboardEvent): void => {
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
      KeyW: whoWrote,
      KeyB: () => stopOn('write'),
      KeyR: () => stopOn('read'),
      KeyF: freeze,
    };
    const step = steps[event.key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (step !== undefined && !modified) choose(cursor + step, event.shiftKey);
    else if (modified && event.code === 'KeyC') app.attempt(copy);
    else if (modified && event.code === 'KeyV') app.attempt(paste);
    else if (event.shiftKey && letters[event.code] !== undefined) app.attempt(letters[event.code]);
    else if (!modified && /^[0-9a-f]$/i.test(event.key)) type(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rows = Array.from({ length: Math.ceil(bytes.length / COLUMNS) }, (_, row) => from + row * COLUMNS);
  const frame = debug.status.value?.frame ?? 0;
  const heatOf = (address: number): string => {
    if (counts === null || counts.value === null || counts.argument.from !== from || !heat)
      return marksOf(null, frozen, address, 0);
    const { lastRead, lastWrite, lastExec } = counts.value;
    const part = (list: Int32Array): Int32Array => list.subarray(address - from, address - from + COLUMNS);
    return marksOf({ lastRead: part(lastRead), lastWrite: part(lastWrite), lastExec: part(lastExec) }, frozen, address, frame);
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
            setWriter(null);
            setCursor(0);
            setAnchor(0);
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
          placeholder={app.text('memory.search')}
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
            { text: app.text('memory.whoWrote'), hint: '⇧W', run: () => app.attempt(whoWrote) },
            { text: app.text('memory.stopWrite'), hint: '⇧B', run: () => app.attempt(() => stopOn('write')) },
            { text: app.text('memory.stopRead'), hint: '⇧R', run: () => app.attempt(() => stopOn('read')) },
            { text: app.text('memory.freeze'), hint: '⇧F', checked: frozen.has(cursor), run: () => app.attempt(freeze) },
            'line',
            { text: app.text('common.copy'), hint: 'Ctrl+C', run: () => app.attempt(copy) },
            { text: app.text('memory.paste'), hint: 'Ctrl+V', run: () => app.attempt(paste) },
            { text: app.text('common.undo'), hint: 'Ctrl+Z', run: () => app.runCommand('debugUndo') },
            { text: app.text('memory.save'), run: () => app.attempt(save) },
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
        aria-activedescendant={cursor >= from && cursor < from + bytes.length ? `hex-${cursor}` : undefined}
        onKeyDown={onKey}
      >
        <Rows window={window} total={Math.ceil(size / COLUMNS)}>
          {rows.map((address) => (
            <StableRow
              key={address}
              address={address}
              width={width}
              bytes={Array.from(bytes.subarray(address - from, address - from + COLUMNS))}
              marks={heatOf(address)}
              from={Math.max(0, low - address)}
              to={Math.min(COLUMNS - 1, high - address)}
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
        {typed !== '' && <b class="debug-number">{typed.toUpperCase()}_</b>}
        <Writer record={writer} memory={memory} />
      </div>
    </div>
  );
}
