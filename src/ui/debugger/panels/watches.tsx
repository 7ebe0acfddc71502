import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { MemoryName, ProcessorName, WatchValue } from '../../../session/debug-protocol.ts';
import { WATCH_FORMATS, type KeptWatch, type WatchFormat } from '../../../shared/debugger.ts';
import { Icon } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import type { Table } from '../contents.ts';
import { useDebug, useLive } from '../context.ts';
import { TableTools } from '../panel-tools.tsx';
import type { DebugModel } from '../debug-model.ts';
import { bytesOfNumber, parseNumber } from '../memory/letters.ts';
import { editedText, targetOf, watchBytes } from '../memory/watch-values.ts';
import { hex, MEMORY_TITLES } from '../places.ts';
import { type ContextMenu, useContextMenu } from '../pointed/context-menu.tsx';
import type { Place } from '../pointed/place.ts';
import { byteEntries } from '../pointed/row-entries.ts';
import { ValueField } from '../value-field.tsx';

const FORMATS: Readonly<Record<WatchFormat, TextKey>> = {
  hex: 'watch.hex',
  decimal: 'watch.decimal',
  signed: 'watch.signed',
  binary: 'watch.binary',
  char: 'watch.char',
};

export function formatWatch(value: number, format: WatchFormat): string {
  switch (format) {
    case 'hex':
      return `$${hex(value >>> 0, value > 0xffff || value < 0 ? 6 : value > 0xff ? 4 : 2)}`;
    case 'signed':
      return String(value > 0xff ? (value << 16) >> 16 : (value << 24) >> 24);
    case 'binary':
      return `%${(value >>> 0).toString(2).padStart(value > 0xff ? 16 : 8, '0')}`;
    case 'char':
      return value >= 0x20 && value < 0x7f ? `'${String.fromCharCode(value)}'` : `$${hex(value >>> 0, 2)}`;
    default:
      return String(value);
  }
}

/** Types that are offered. */
const TYPES = [
  'u8',
  's8',
  'u16',
  's16',
  'u24',
  'fixed16.8',
  'string16',
  'ptr16 u8',
  'ptr24 u8',
  'u8[8]',
  'struct { x: s16, y: s16 }',
];
/** Parts that are shown at once. */
const OPEN_PARTS = 8;

/** What a watch is called. */
function titleOf({ name, text }: KeptWatch): string {
  return name === '' ? text : name;
}

function change(debug: DebugModel, watch: KeptWatch, part: Partial<KeptWatch> | null): void {
  const all = debug.notes.watches.peek();
  debug.notes.setWatches(
    part === null ? all.filter(({ id }) => id !== watch.id) : all.map((one) => (one.id === watch.id ? { ...one, ...part } : one)),
  );
}

function Name({ watch }: { readonly watch: KeptWatch }): JSX.Element {
  const { app, debug } = useDebug();
  return (
    <input
      type="text"
      class="debug-value watch-name grow"
      aria-label={app.text('watch.name', { text: watch.text })}
      title={watch.text}
      placeholder={watch.text}
      maxLength={256}
      spellcheck={false}
      value={watch.name}
      onChange={(event) => change(debug, watch, { name: event.currentTarget.value.trim() })}
    />
  );
}

function Remove({ watch }: { readonly watch: KeptWatch }): JSX.Element {
  const { app, debug } = useDebug();
  const label = app.text('watch.remove', { text: titleOf(watch) });
  return (
    <button
      type="button"
      class="button button-icon button-quiet"
      aria-label={label}
      title={label}
      onClick={() => change(debug, watch, null)}
    >
      <Icon name="close" />
    </button>
  );
}

interface WatchProps {
  readonly watch: KeptWatch;
  readonly onEdit: () => void;
}

/** A right click on a watch: its expression, its bytes, away with it. */
function useWatchMenu({ watch, onEdit }: WatchProps, at: (() => Place | Promise<Place>) | null): ContextMenu {
  const { app, debug } = useDebug();
  return useContextMenu(app.text('rows.actions'), () => [
    { text: app.text('rows.edit'), run: onEdit },
    ...(at === null ? [] : (['line', ...byteEntries(app, titleOf(watch), at), 'line'] as const)),
    { text: app.text('rows.remove'), run: () => change(debug, watch, null) },
  ]);
}

/** The value of an expression; one that is memory or a register is changed where it stands. */
function PlainWatch({ watch, onEdit }: WatchProps): JSX.Element {
  const { app, debug } = useDebug();
  const { text, processor, format } = watch;
  const live = useLive('evaluate', { text, processor });
  const problem = live?.value.problem ?? null;
  const registers: Record<ProcessorName, readonly string[]> = { cpu: [], smp: [] };
  for (const one of debug.info.value?.processors ?? []) registers[one.name] = one.registers.map(({ name }) => name);
  const target = targetOf(text, processor, registers);
  const write = async (value: number): Promise<void> => {
    if (target === null) return;
    if (target.kind === 'register') {
      await debug.setRegister(target.processor, target.register, value);
      return;
    }
    const place = await debug.ask('evaluate', { text: target.address, processor });
    if (place.problem !== null) throw new Error(place.problem.message);
    await debug.write({ memory: target.memory, address: place.value }, bytesOfNumber(value, target.bytes) ?? []);
  };
  const shown = live === null ? '' : formatWatch(live.value.value, format);
  const place = async (): Promise<Place> => {
    if (target?.kind !== 'memory') throw new Error(app.text('memory.notFound'));
    const { value, problem: wrong } = await debug.ask('evaluate', { text: target.address, processor });
    if (wrong !== null) throw new Error(wrong.message);
    return { memory: target.memory, from: value, to: value + target.bytes - 1 };
  };
  const { onContextMenu, menu } = useWatchMenu({ watch, onEdit }, target?.kind === 'memory' ? place : null);
  const fits = (typed: string): number | null => {
    const value = parseNumber(typed);
    const bytes = target?.kind === 'memory' ? target.bytes : 2;
    return value === null || bytesOfNumber(value, bytes) === null ? null : value;
  };
  return (
    <li class="debug-watch" onContextMenu={onContextMenu}>
      <Name watch={watch} />
      {problem !== null ? (
        <span class="debug-bad" title={problem.message}>
          {problem.message}
        </span>
      ) : target === null ? (
        <output class="debug-number" aria-label={titleOf(watch)}>
          {shown}
        </output>
      ) : (
        <ValueField
          label={titleOf(watch)}
          text={shown}
          width={8}
          className="watch-value"
          parse={fits}
          onValue={(value) => app.attempt(() => write(value))}
        />
      )}
      <select
        class="select debug-field"
        aria-label={app.text('watch.format', { text: titleOf(watch) })}
        value={format}
        onChange={(event) => change(debug, watch, { format: event.currentTarget.value as WatchFormat })}
      >
        {WATCH_FORMATS.map((one) => (
          <option key={one} value={one}>
            {app.text(FORMATS[one])}
          </option>
        ))}
      </select>
      <Remove watch={watch} />
      {menu}
    </li>
  );
}

interface PartProps {
  readonly watch: KeptWatch;
  readonly value: WatchValue;
  readonly path: string;
}

/** A value, or the named parts of one. */
function Part({ watch, value, path }: PartProps): JSX.Element {
  const { app, debug } = useDebug();
  const [open, setOpen] = useState(value.children.length <= OPEN_PARTS);
  const { number, address, text, children } = value;
  const parse = (typed: string): number | null => (number !== null && watchBytes(typed, number) !== null ? 0 : null);
  const typed = (raw: string): void => {
    const bytes = number === null ? null : watchBytes(raw, number);
    if (bytes !== null) app.attempt(() => debug.write({ memory: watch.memory, address }, bytes));
  };
  const label = path === '' ? titleOf(watch) : `${titleOf(watch)}${path}`;
  return (
    <>
      <span class="watch-part">
        {children.length > 0 && (
          <button
            type="button"
            class="watch-toggle"
            aria-expanded={open}
            aria-label={app.text('watch.parts', { text: label })}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        )}
        {path !== '' && <span class="debug-soft">{value.name}</span>}
        {number === null ? (
          <output class={address < 0 ? 'debug-bad' : 'debug-number'} aria-label={label} title={text}>
            {text}
          </output>
        ) : (
          <ValueField label={label} text={editedText(text)} width={10} className="watch-value" parse={parse} onText={typed} />
        )}
        {number !== null && text !== editedText(text) && (
          <span class="debug-soft debug-number">{text.slice(editedText(text).length + 1)}</span>
        )}
      </span>
      {open && children.length > 0 && (
        <ul class="watch-parts">
          {children.map((child) => (
            <li key={child.name}>
              <Part watch={watch} value={child} path={`${path}${child.name.startsWith('[') ? '' : '.'}${child.name}`} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TypedWatch({ watch, onEdit, value }: WatchProps & { readonly value: WatchValue | undefined }): JSX.Element {
  const bytes = value?.number?.bytes ?? 1;
  const at = (): Place => ({ memory: watch.memory, from: value?.address ?? 0, to: (value?.address ?? 0) + bytes - 1 });
  const known = value !== undefined && value.address >= 0;
  const { onContextMenu, menu } = useWatchMenu({ watch, onEdit }, known ? at : null);
  return (
    <li class="debug-watch watch-typed" onContextMenu={onContextMenu}>
      <Name watch={watch} />
      <code class="debug-soft watch-type" title={watch.type}>
        {watch.type}
      </code>
      <Remove watch={watch} />
      <span class="watch-tree">{value !== undefined && <Part watch={watch} value={value} path="" />}</span>
      {menu}
    </li>
  );
}

function rowsOf({ name, text, children }: WatchValue, depth = 0): readonly (readonly string[])[] {
  return [[`${'  '.repeat(depth)}${name}`, text], ...children.flatMap((child) => rowsOf(child, depth + 1))];
}

/** Expressions and their values, and data with its type, kept for the game. */
export function WatchesPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [text, setText] = useState('');
  const [type, setType] = useState('');
  const [memory, setMemory] = useState<MemoryName>('cpu');
  const watches = debug.notes.watches.value;
  const typed = watches.filter((one) => one.type !== '');
  const question = typed.map((one) => ({ name: titleOf(one), address: one.text, memory: one.memory, type: one.type }));
  const values = useLive('watches', question.length === 0 ? undefined : question, { every: 60 })?.value ?? [];
  const [edited, setEdited] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const changed = watches.find(({ id }) => id === edited);
  const add = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    if (changed === undefined) debug.notes.addWatch(text.trim(), { type: type.trim(), memory });
    else change(debug, changed, { text: text.trim(), type: type.trim(), memory });
    setEdited(null);
    setText('');
  };
  /** Puts a watch into the fields above; Enter changes it there. */
  const edit = (watch: KeptWatch): void => {
    setEdited(watch.id);
    setText(watch.text);
    setType(watch.type);
    setMemory(watch.memory);
    field.current?.focus();
  };
  const table = async (): Promise<Table> => {
    const plain = watches.filter((one) => one.type === '');
    const lines = await Promise.all(
      plain.map(async (one) => {
        const { value, problem } = await debug.ask('evaluate', { text: one.text, processor: one.processor });
        return [titleOf(one), problem === null ? formatWatch(value, one.format) : problem.message];
      }),
    );
    const parts = question.length === 0 ? [] : await debug.ask('watches', question);
    return { titles: ['name', 'value'], rows: [...lines, ...parts.flatMap((part) => rowsOf(part))] };
  };
  return (
    <div class="debug-column">
      <form class="debug-tools watch-form" onSubmit={add}>
        <input
          type="text"
          ref={field}
          class="field debug-field grow"
          aria-label={changed === undefined ? app.text('watch.add') : app.text('rows.editing', { text: titleOf(changed) })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || changed === undefined) return;
            event.stopPropagation();
            setEdited(null);
            setText('');
          }}
          placeholder={app.text(type === '' ? 'watch.placeholder' : 'watch.addressHint')}
          spellcheck={false}
          autocomplete="off"
          maxLength={4096}
          data-first
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <input
          type="text"
          class="field debug-field watch-type-field"
          aria-label={app.text('watch.type')}
          placeholder={app.text('watch.type')}
          title={app.text('watch.typeHint')}
          list="watch-types"
          spellcheck={false}
          autocomplete="off"
          maxLength={4096}
          value={type}
          onInput={(event) => setType(event.currentTarget.value)}
        />
        {type !== '' && (
          <select
            class="select"
            aria-label={app.text('memory.which')}
            value={memory}
            onChange={(event) => setMemory(event.currentTarget.value as MemoryName)}
          >
            {(debug.info.value?.memories ?? []).map(({ name }) => (
              <option key={name} value={name}>
                {MEMORY_TITLES[name]}
              </option>
            ))}
          </select>
        )}
        <datalist id="watch-types">
          {TYPES.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <button type="submit" class="button button-icon" aria-label={app.text('watch.add')} title={app.text('watch.add')}>
          <Icon name="plus" />
        </button>
      </form>
      <div class="debug-scroll">
        {watches.length === 0 && <p class="hint">{app.text('watch.none')}</p>}
        <ul class="debug-list">
          {watches.map((watch) =>
            watch.type === '' ? (
              <PlainWatch key={watch.id} watch={watch} onEdit={() => edit(watch)} />
            ) : (
              <TypedWatch key={watch.id} watch={watch} onEdit={() => edit(watch)} value={values[typed.indexOf(watch)]} />
            ),
          )}
        </ul>
        {watches.length > 0 && (
          <div class="debug-foot">
            <TableTools contents={table} />
          </div>
        )}
      </div>
    </div>
  );
}
