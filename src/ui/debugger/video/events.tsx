import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { Menu } from '../menu.tsx';
import { LiveButton, TableTools, usePanelActions } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import {
  EVENT_KINDS,
  type EventKind,
  eventsTable,
  filtered,
  nearest,
  onNextLine,
  registerText,
  rowsOf,
  together,
} from './event-list.ts';
import { useEventActions } from './event-actions.tsx';
import { EventFacts, EventMap, EventMark, EventRows } from './event-parts.tsx';
import { linesOf, MAP_DOTS } from './event-map.ts';
import { FIT, Zoom } from './fields.tsx';
import { surfaceOf } from './png.ts';
import { usePicture } from './use-picture.ts';
import { useWidth, WIDE } from './use-width.ts';

/** Milliseconds between two looks while the game runs: each costs about ten frames of work. */
const EVERY = 400;

/** Everything that happened to the registers in a frame, dot by dot. */
export function EventsPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [hidden, setHidden] = useState<ReadonlySet<EventKind>>(new Set());
  const [text, setText] = useState('');
  const [onlyBreakpoints, setOnlyBreakpoints] = useState(false);
  const { box, width } = useWidth();
  const [map, setMap] = useState(true);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const list = wanted ?? width >= WIDE;
  const [live, setLive] = useState(false);
  const [zoom, setZoom] = useState(FIT);
  const [chosen, setChosen] = useState(-1);
  const options = live ? { every: EVERY } : { stopped: true };
  const current = useLive('frameEvents', { frame: 'current' }, options)?.value;
  const previous = useLive('frameEvents', { frame: 'previous' }, options)?.value;
  const picture = usePicture(map, EVERY);
  const status = debug.status.value;
  const breakpoints = debug.breakpoints.value;
  const beam = { line: status?.line ?? 0, dot: status?.dot ?? 0 };
  const running = status?.running === true;
  const rows = useMemo(
    () => rowsOf(together(current ?? [], previous ?? [], beam), breakpoints),
    [current, previous, breakpoints, beam.line, beam.dot],
  );
  const shown = useMemo(() => filtered(rows, { hidden, text, onlyBreakpoints }), [rows, hidden, text, onlyBreakpoints]);
  const surface = useMemo(() => (picture === null ? null : surfaceOf(picture)), [picture]);
  const row = shown[chosen] ?? null;
  const counts = useMemo(() => {
    const all = new Map<EventKind, number>();
    for (const { kind } of rows) all.set(kind, (all.get(kind) ?? 0) + 1);
    return all;
  }, [rows]);
  const toggle = (kind: EventKind): void => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
    setChosen(-1);
  };
  const actions = useEventActions(row);
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), actions.entries);
  const toggleMap = (): void => setMap(!map || !list);
  const toggleList = (): void => setWanted(!list || !map);
  const go = (): void => {
    if (row !== null) app.attempt(() => debug.goTo(row.event.position));
  };
  usePanelActions({
    live: () => setLive(!live),
    map: toggleMap,
    list: toggleList,
    goTo: row === null ? undefined : go,
  });
  const onKey = (event: KeyboardEvent): void => {
    if (actions.onKey(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = shown.length - 1;
    const inList = event.currentTarget instanceof Element && event.currentTarget.getAttribute('role') === 'listbox';
    const step = (by: number): void => setChosen(Math.max(0, Math.min(last, chosen + by)));
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowDown') setChosen(inList ? Math.min(last, chosen + 1) : onNextLine(shown, chosen, false));
    else if (event.key === 'ArrowUp') setChosen(inList ? Math.max(0, chosen - 1) : onNextLine(shown, chosen, true));
    else if (event.key === 'PageDown') step(20);
    else if (event.key === 'PageUp') step(-20);
    else if (event.key === 'Home') setChosen(0);
    else if (event.key === 'End') setChosen(last);
    else if (event.key === 'Enter') go();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const fits = Math.max(1, ((list ? width * 0.6 : width) - 40) / MAP_DOTS);
  const lines = linesOf(debug.info.value?.region ?? 'ntsc');
  return (
    <div ref={box} class="debug-column" data-later>
      <div class="debug-tools video-tools">
        <div class="event-kinds" role="group" aria-label={app.text('events.kinds')}>
          {EVENT_KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              class="button event-kind"
              aria-pressed={!hidden.has(kind)}
              onClick={() => toggle(kind)}
            >
              <EventMark kind={kind} />
              <span>
                {app.text(KIND_TEXTS[kind])} {(counts.get(kind) ?? 0).toLocaleString(app.language)}
              </span>
            </button>
          ))}
        </div>
        <input
          type="search"
          class="field debug-field event-filter"
          aria-label={app.text('events.filter')}
          placeholder={app.text('events.filter')}
          value={text}
          spellcheck={false}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setChosen(-1);
          }}
        />
        {breakpoints.some(({ enabled }) => enabled) && (
          <button
            type="button"
            class="button"
            aria-pressed={onlyBreakpoints}
            onClick={() => setOnlyBreakpoints(!onlyBreakpoints)}
          >
            {app.text('panel.breakpoints')}
          </button>
        )}
        <span class="grow" />
        <div class="video-end">
          <button type="button" class="button" aria-pressed={map} onClick={toggleMap}>
            {app.text('events.map')}
          </button>
          <button type="button" class="button" aria-pressed={list} onClick={toggleList}>
            {app.text('events.rows')}
          </button>
          {map && <Zoom value={zoom} most={4} fit onValue={setZoom} />}
          <LiveButton on={live} onToggle={() => setLive(!live)} />
          <Menu label={app.text('place.actions')} icon="more" bare disabled={row === null} entries={actions.entries} />
          <TableTools contents={() => eventsTable(shown, app.text.bind(app))} />
        </div>
      </div>
      {running && !live && <p class="hint video-note">{app.text('events.stopped')}</p>}
      <div class="video-split">
        {map && (
          <div class="video-view">
            <EventMap
              label={`${app.text('events.mapLabel')}${row === null ? '' : `: ${registerText(row.event)}, V ${row.event.line} H ${row.event.dot}`}`}
              rows={shown}
              zoom={zoom === FIT ? fits : zoom}
              lines={lines}
              vblank={(picture?.height ?? 224) + 1}
              beam={beam}
              chosen={row}
              picture={surface}
              pictureLines={picture?.height ?? 224}
              onPoint={(line, dot) => setChosen(nearest(shown, line, dot))}
              onKeyDown={onKey}
              onContextMenu={onContextMenu}
            />
          </div>
        )}
        {list && <EventRows rows={shown} chosen={chosen} onChoose={setChosen} onKeyDown={onKey} onContextMenu={onContextMenu} />}
      </div>
      <EventFacts row={row} />
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}

const KIND_TEXTS = {
  write: 'events.write',
  read: 'events.read',
  dma: 'events.dma',
  hdma: 'events.hdma',
  nmi: 'events.nmi',
  irq: 'events.irq',
} as const;
