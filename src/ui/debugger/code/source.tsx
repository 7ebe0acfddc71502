import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SourcePlace } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug, useKept, useLive } from '../context.ts';
import { baseName, chooseFiles, takeSources } from '../files.ts';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { markOf, numberOf } from '../panels.ts';
import { TextTools, usePanelActions } from '../panel-tools.tsx';
import { sources, symbolFiles } from '../sources.ts';
import { Rows, useRowWindow, type RowWindow } from '../scroll.tsx';

/** Instructions that one source line may have. */
const MOST_STEPS = 400;

/** The chosen text of a file that a symbol file names, whatever its folder is. */
export function sourceText(file: string, texts: ReadonlyMap<string, string>): string | null {
  return texts.get(file) ?? texts.get(baseName(file)) ?? null;
}

/** Lines of a file at whose code the machine stops. */
function useStops(file: string | null): ReadonlySet<number> {
  const { app, debug } = useDebug();
  const [lines, setLines] = useState<ReadonlySet<number>>(new Set());
  const breakpoints = debug.breakpoints.value;
  const version = symbolFiles.value;
  useEffect(() => {
    let gone = false;
    app.attempt(async () => {
      const all = breakpoints.filter(({ event, execute, forbid, memory, processor }) => {
        return event === null && execute && !forbid && memory === processor;
      });
      const places = await Promise.all(all.map(({ processor, from }) => debug.ask('sourceAt', { processor, address: from })));
      if (!gone) setLines(new Set(places.flatMap((place) => (place !== null && place.file === file ? [place.line] : []))));
    });
    return () => void (gone = true);
  }, [breakpoints, file, version]);
  return lines;
}

interface LinesProps {
  readonly window: RowWindow;
  readonly lines: readonly string[];
  readonly here: number;
  readonly chosen: number;
  readonly stops: ReadonlySet<number>;
  readonly onChoose: (line: number) => void;
  readonly onStop: (line: number) => void;
}

function Lines({ window, lines, here, chosen, stops, onChoose, onStop }: LinesProps): JSX.Element {
  const { app, panel } = useDebug();
  const mark = markOf('source', panel);
  const seen = lines.slice(window.first, window.first + window.count + 1);
  return (
    <Rows window={window} total={lines.length}>
      {seen.map((text, index) => {
        const line = window.first + index + 1;
        const classes = ['source-row', line === here ? 'code-pc' : '', line === chosen ? 'code-chosen' : ''].join(' ');
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={line}
            id={`${mark}${String(line)}`}
            class={classes}
            role="option"
            aria-selected={line === chosen}
            onClick={() => onChoose(line)}
            onContextMenu={() => onChoose(line)}
          >
            <span class="code-gutter" onPointerDown={(event) => event.button === 0 && onStop(line)}>
              {stops.has(line) && <span class="code-stop" role="img" aria-label={app.text('debug.hasBreakpoint')} />}
              {line === here && <span class="code-arrow" role="img" aria-label={app.text('debug.pcHere')} />}
            </span>
            <span class="source-number">{line}</span>
            <span>{text.replaceAll('\t', '    ')}</span>
          </div>
        );
      })}
    </Rows>
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The program as its author wrote it, as far as a symbol file knows which line made which bytes. */
export function SourcePanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const mark = markOf('source', panel);
  const processor = debug.processor.value;
  const [files, setFiles] = useState<readonly string[]>([]);
  const [kept, setChosenFile] = useKept('file', '', isText);
  const chosenFile = kept === '' ? null : kept;
  const [chosen, setChosen] = useState(1);
  const window = useRowWindow();
  const version = symbolFiles.value;
  const texts = sources.value;
  const pc = debug.status.value?.processors.find(({ name }) => name === processor)?.instruction ?? 0;
  const place = useLive('sourceAt', { processor, address: pc }, { stopped: true })?.value ?? null;
  const file = chosenFile ?? place?.file ?? files[0] ?? null;
  const text = file === null ? null : sourceText(file, texts);
  const lines = text === null ? [] : text.split(/\r?\n/);
  const here = place !== null && place.file === file && debug.status.value?.running !== true ? place.line : 0;

  useEffect(() => app.attempt(async () => setFiles(await debug.ask('sourceFiles', null))), [version]);
  useEffect(() => {
    // Further panels stay where they are.
    if (place === null || debug.running || numberOf(panel) > 1) return;
    setChosenFile(place.file);
    setChosen(place.line);
    window.show(place.line - 1);
  }, [place?.file, place?.line, text === null]);

  const stops = useStops(file);
  const choose = (line: number): void => {
    const to = Math.max(1, Math.min(lines.length, line));
    setChosen(to);
    window.show(to - 1);
  };
  const codeOf = async (of = chosen): Promise<{ readonly address: number; readonly processor: 'cpu' | 'smp' } | null> => {
    const found = file === null ? null : await debug.ask('addressesOfLine', { file, line: of });
    const first = found?.addresses[0];
    if (found === null || first === undefined) {
      app.toast(app.text('source.noCode'));
      return null;
    }
    setChosen(found.line);
    return first;
  };
  const show = async (): Promise<void> => {
    const code = await codeOf();
    if (code !== null) debug.showCode(code.processor, code.address);
  };
  const stop = async (line = chosen): Promise<void> => {
    const code = await codeOf(line);
    if (code === null) return;
    debug.processor.value = code.processor;
    const set = await debug.toggleBreakpoint(code.address);
    debug.cursor.value = code.address;
    app.toast(app.text(set ? 'source.breakpoint' : 'source.noBreakpoint', { line }));
  };
  const runThere = async (): Promise<void> => {
    const code = await codeOf();
    if (code !== null) await debug.runTo({ kind: 'address', ...code });
  };
  const { onContextMenu, menu } = useContextMenu(app.text('rows.actions'), () =>
    text === null
      ? []
      : [
          { text: app.text('coverage.toCode'), hint: app.keyLabel('Enter'), run: () => app.attempt(show) },
          { text: app.text('do.sourceStop'), hint: 'B', run: () => app.attempt(() => stop()) },
          { text: app.text('rows.runToLine'), run: () => app.attempt(runThere) },
        ],
  );
  /** Steps over until another line is reached. */
  const next = async (back: boolean): Promise<void> => {
    const lineNow = async (): Promise<SourcePlace | null> => {
      const address = debug.status.peek()?.processors.find(({ name }) => name === processor)?.instruction ?? 0;
      return debug.ask('sourceAt', { processor, address });
    };
    const before = await lineNow();
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      await debug.step('over', back);
      const now = await lineNow();
      if (now !== null && (now.file !== before?.file || now.line !== before.line)) return;
      if (debug.status.peek()?.stop?.reason === 'breakpoint') return;
    }
  };
  const pickSources = async (): Promise<void> =>
    takeSources(app, await chooseFiles(app, '.s,.asm,.inc,.a65,.65s,.c,.h,.src,.txt', true));
  const known = text !== null;
  usePanelActions({
    next: here === 0 ? undefined : () => next(false),
    last: here === 0 ? undefined : () => next(true),
    stop: known ? () => stop() : undefined,
    code: known ? show : undefined,
    choose: files.length === 0 ? undefined : pickSources,
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, window.count - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -chosen,
      End: lines.length,
    };
    const step = steps[event.key];
    if (step !== undefined) choose(chosen + step);
    else if (event.key === 'Enter') app.attempt(show);
    else if (event.code === 'KeyB') app.attempt(() => stop());
    else if (event.code === 'KeyN') app.attempt(() => next(event.shiftKey));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        {files.length > 0 && (
          <select
            class="select source-file"
            aria-label={app.text('source.file')}
            value={file ?? ''}
            onChange={(event) => {
              setChosenFile(event.currentTarget.value);
              setChosen(1);
            }}
          >
            {files.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        )}
        <span class="grow" />
        <button
          type="button"
          class="button button-icon"
          disabled={here === 0}
          aria-label={app.text('source.last')}
          title={`${app.text('source.last')} (Shift+N)`}
          onClick={() => app.attempt(() => next(true))}
        >
          <Icon name="overBack" />
        </button>
        <button
          type="button"
          class="button button-icon"
          disabled={here === 0}
          aria-label={app.text('source.next')}
          title={`${app.text('source.next')} (N)`}
          onClick={() => app.attempt(() => next(false))}
        >
          <Icon name="over" />
        </button>
        <TextTools disabled={text === null} contents={() => text ?? ''} />
        <button type="button" class="button" onClick={() => app.runCommand('debugImportSymbols')}>
          {app.text('files.importSymbols')}
        </button>
        <button type="button" class="button" disabled={files.length === 0} onClick={() => app.attempt(pickSources)}>
          {app.text('source.choose')}
        </button>
      </div>
      <div
        ref={window.box}
        class="debug-rows debug-rows-scroll"
        role={text === null ? 'group' : 'listbox'}
        tabIndex={0}
        data-first
        aria-label={file === null ? app.text('panel.source') : baseName(file)}
        aria-activedescendant={text === null ? undefined : `${mark}${String(chosen)}`}
        onKeyDown={onKey}
        onContextMenu={onContextMenu}
      >
        <Lines
          window={window}
          lines={lines}
          here={here}
          chosen={chosen}
          stops={stops}
          onChoose={choose}
          onStop={(line) => app.attempt(() => stop(line))}
        />
        {text === null && (
          <p class="hint debug-empty">
            {file === null ? app.text('source.noLines') : app.text('source.noText', { file: baseName(file) })}
          </p>
        )}
      </div>
      <div class="debug-foot">{text !== null && app.text('source.keys')}</div>
      {menu}
    </div>
  );
}
