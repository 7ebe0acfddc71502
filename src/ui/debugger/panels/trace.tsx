import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { TraceOptions, TracePlace } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug, useLive } from '../context.ts';
import { FindButton, type FoundHow, useFinder } from '../find-bar.tsx';
import { TextTools, usePanelActions } from '../panel-tools.tsx';
import { markOf } from '../panels.ts';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { codeEntries } from '../pointed/row-entries.ts';
import { PROCESSOR_TITLES } from '../places.ts';
import { Rows, useRowWindow } from '../scroll.tsx';
import { stepOf } from '../table.tsx';

/** Rows of one question when all are written to a file. */
const PART = 5000;

const TEXTS = ['cpuCondition', 'cpuFormat', 'smpCondition', 'smpFormat'] as const;

interface TextsProps {
  readonly options: TraceOptions;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<TraceOptions>) => void;
}

/** Which rows are written, and how. */
function Texts({ options, disabled, onChange }: TextsProps): JSX.Element {
  const { app } = useDebug();
  return (
    <details class="debug-more">
      <summary>{app.text('trace.more')}</summary>
      <div class="debug-pair">
        {TEXTS.map((name) => (
          <label key={name}>
            <span>{app.text(`trace.${name}`)}</span>
            <input
              type="text"
              class="field debug-field"
              placeholder={name.endsWith('Format') ? '{pc:x6} {disassembly} A:{a:x4} {[$7e0010]:x2}' : 'scanline < 225'}
              disabled={disabled}
              maxLength={4096}
              spellcheck={false}
              value={options[name]}
              onInput={(event) => onChange({ [name]: event.currentTarget.value })}
            />
          </label>
        ))}
      </div>
    </details>
  );
}

/** Every instruction that was executed, while it is switched on. */
export function TracePanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [follow, setFollow] = useState(true);
  const window = useRowWindow();
  const ends = useLive('traceRows', { first: 0, most: 0 });
  const written = ends?.value.options ?? null;
  const on = written !== null;
  const options = written ?? debug.traceDraft.value;
  const file = debug.traceFile.state.value;
  const total = ends?.value.total ?? 0;
  const begin = Math.max(0, total - 100_000);
  const first = begin + window.first;
  const live = useLive('traceRows', total > 0 ? { first, most: window.count + 1 } : undefined);
  const rows = live?.value.rows ?? [];
  const places = live?.value.places ?? [];
  const shownFirst = live?.value.first ?? first;
  /** Number of a row; those that are gone are nobody's. */
  const [chosen, setChosen] = useState(-1);
  const mark = markOf('trace', panel);
  useEffect(() => {
    const box = window.box.current;
    if (follow && box !== null) box.scrollTop = box.scrollHeight;
  }, [total, follow]);
  const find = async (text: string, back: boolean): Promise<FoundHow> => {
    const from = chosen >= begin ? chosen : back ? total : begin + window.first - 1;
    const found = await debug.ask('findTrace', { text, from, back });
    if (found === null) return 'none';
    choose(found.row);
    return found.wrapped ? 'wrapped' : 'found';
  };
  const finder = useFinder({ label: app.text('find.inTrace'), find, leave: () => window.box.current?.focus() });
  usePanelActions({
    follow: () => setFollow(!follow),
    find: finder.open,
    findNext: () => finder.next(false),
    findPrevious: () => finder.next(true),
  });
  const set = (part: Partial<TraceOptions>): void => void (debug.traceDraft.value = { ...options, ...part });
  const number = (value: number): string => value.toLocaleString(app.language, { maximumFractionDigits: 1 });
  const all = async (): Promise<string> => {
    const rows: string[] = [];
    for (let at = begin; at < total; at += PART) {
      const part = await debug.ask('traceRows', { first: at, most: PART });
      rows.push(...part.rows);
    }
    return `${rows.join('\n')}\n`;
  };
  const choose = (row: number): void => {
    const to = Math.max(begin, Math.min(total - 1, row));
    setChosen(to);
    setFollow(false);
    window.show(to - begin);
  };
  const placeOf = async (row: number): Promise<TracePlace | null> => {
    const answer = row < begin ? null : await debug.ask('traceRows', { first: row, most: 1 });
    return answer?.first === row ? (answer.places[0] ?? null) : null;
  };
  const open = async (row = chosen): Promise<void> => {
    const place = await placeOf(row);
    if (place !== null) debug.showCode(place.processor, place.pc);
  };
  const goBack = async ({ time, pc, processor }: TracePlace): Promise<void> => {
    if (time === null) return;
    await debug.goTo({ time, micro: 0 });
    debug.showCode(processor, pc);
  };
  const { onContextMenu, menu } = useContextMenu(app.text('rows.actions'), () => {
    const place = places[chosen - shownFirst] as TracePlace | undefined;
    if (place === undefined) return [];
    return [
      ...codeEntries(app, place.processor, place.pc),
      ...(place.time === null
        ? []
        : (['line', { text: app.text('rows.backToRow'), hint: 'B', run: () => app.attempt(() => goBack(place)) }] as const)),
    ];
  });
  const onKey = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, Math.max(1, window.count - 2));
    if (event.ctrlKey || event.metaKey || event.altKey || total === 0) return;
    if (step !== null) choose(chosen < begin && Math.abs(step) < Infinity ? begin + window.first : chosen + step);
    else if (event.key === 'Enter') app.attempt(open);
    else if (event.key === 'b')
      app.attempt(async () => {
        const place = await placeOf(chosen);
        if (place !== null) await goBack(place);
      });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button
          type="button"
          class="button"
          aria-pressed={on}
          data-first
          onClick={() => app.attempt(() => debug.setTrace(written))}
        >
          {app.text(on ? 'trace.stop' : 'trace.start')}
        </button>
        {(['cpu', 'smp'] as const).map((name) => (
          <label key={name} class="debug-check">
            <input type="checkbox" checked={options[name]} disabled={on} onChange={() => set({ [name]: !options[name] })} />{' '}
            {PROCESSOR_TITLES[name]}
          </label>
        ))}
        <span class="grow" />
        <label class="debug-check">
          <input type="checkbox" checked={follow} onChange={() => setFollow(!follow)} /> {app.text('trace.follow')}
        </label>
        <button
          type="button"
          class="button"
          aria-pressed={file !== null}
          title={app.text('trace.file.hint')}
          onClick={() => app.runCommand('debugTraceFile')}
        >
          <Icon name="record" />
          <span>{app.text(file === null ? 'trace.file' : 'trace.fileStop')}</span>
        </button>
        <FindButton finder={finder} />
        <TextTools disabled={total === 0} contents={all} />
      </div>
      {file !== null && (
        <p class="trace-file">
          {app.text('trace.writing', { name: file.name, rows: number(file.rows), size: number(file.bytes / 1e6) })}
        </p>
      )}
      {finder.bar}
      <Texts options={options} disabled={on} onChange={set} />
      <div
        ref={window.box}
        class="debug-rows debug-rows-scroll"
        role={total === 0 ? 'group' : 'listbox'}
        tabIndex={0}
        aria-label={app.text('panel.trace')}
        aria-activedescendant={chosen >= shownFirst && chosen < shownFirst + rows.length ? `${mark}${String(chosen)}` : undefined}
        onKeyDown={onKey}
        onContextMenu={onContextMenu}
      >
        <Rows window={window} total={total - begin}>
          {rows.map((row, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={shownFirst + index}
              id={`${mark}${String(shownFirst + index)}`}
              class={shownFirst + index === chosen ? 'trace-row code-chosen' : 'trace-row'}
              role="option"
              aria-selected={shownFirst + index === chosen}
              onPointerDown={() => choose(shownFirst + index)}
              onDblClick={() => app.attempt(() => open(shownFirst + index))}
            >
              {row}
            </div>
          ))}
        </Rows>
        {total === 0 && <p class="hint debug-empty">{app.text('trace.none')}</p>}
      </div>
      {total > 0 && <div class="debug-foot">{app.text('rows.traceKeys')}</div>}
      {menu}
    </div>
  );
}
