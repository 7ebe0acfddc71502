import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { Menu } from '../menu.tsx';
import { LiveButton, TableTools, usePanelActions } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { useEventActions } from './event-actions.tsx';
import { registerText, together } from './event-list.ts';
import { EventFacts, EventRows } from './event-parts.tsx';
import { Zoom } from './fields.tsx';
import { HdmaChart } from './hdma-chart.tsx';
import { hdmaTable, heldAt, seenLine, tracksOf, transfersOf } from './hdma-tracks.ts';
import { surfaceOf } from './png.ts';
import { usePicture } from './use-picture.ts';
import { useWidth, WIDE } from './use-width.ts';

const EVERY = 400;

/** Which channel puts which value into which register, line by line. */
export function HdmaPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [live, setLive] = useState(false);
  const { box, width } = useWidth();
  const [chart, setChart] = useState(true);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const list = wanted ?? width >= WIDE;
  const [zoom, setZoom] = useState(1);
  const [line, setLine] = useState(1);
  const [track, setTrack] = useState(0);
  const [row, setRow] = useState(-1);
  const options = live ? { every: EVERY } : { stopped: true };
  const current = useLive('hdma', { frame: 'current' }, options)?.value ?? null;
  const previous = useLive('hdma', { frame: 'previous' }, options)?.value ?? null;
  const picture = usePicture(true, EVERY);
  const surface = useMemo(() => (picture === null ? null : surfaceOf(picture)), [picture]);
  const beam = { line: debug.status.value?.line ?? 0, dot: debug.status.value?.dot ?? 0 };
  const transfers = useMemo(
    () => transfersOf(together(current ?? [], previous ?? [], beam)),
    [current, previous, beam.line, beam.dot],
  );
  const tracks = useMemo(() => tracksOf(transfers), [transfers]);
  const lines = (picture?.height ?? 224) + 1;
  const running = debug.status.value?.running === true;
  const shownTrack = Math.min(track, tracks.length - 1);
  const chosen = transfers[row] ?? null;
  const point = (toLine: number, toTrack: number): void => {
    const there = tracks[toTrack];
    setLine(toLine);
    setTrack(toTrack);
    // What the line shows was written in the blank before it.
    setRow(there === undefined ? -1 : heldAt(there, transfers, toLine - 1));
  };
  const choose = (index: number): void => {
    const transfer = transfers[index];
    if (transfer === undefined) return;
    setRow(index);
    setLine(seenLine(transfer.event));
    setTrack(
      Math.max(
        0,
        tracks.findIndex(({ rows }) => rows.includes(index)),
      ),
    );
  };
  const go = (): void => {
    if (chosen !== null) app.attempt(() => debug.goTo(chosen.event.position));
  };
  const actions = useEventActions(chosen);
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), actions.entries);
  const toggleChart = (): void => setChart(!chart || !list);
  const toggleList = (): void => setWanted(!list || !chart);
  usePanelActions({
    live: () => setLive(!live),
    map: toggleChart,
    list: toggleList,
    goTo: chosen === null ? undefined : go,
  });
  const onChartKey = (event: KeyboardEvent): void => {
    if (actions.onKey(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? 8 : 1;
    const toLine = (value: number): number => Math.max(0, Math.min(lines - 1, value));
    const toTrack = (value: number): number => Math.max(0, Math.min(tracks.length - 1, value));
    if (event.key === 'ArrowDown') point(toLine(line + far), shownTrack);
    else if (event.key === 'ArrowUp') point(toLine(line - far), shownTrack);
    else if (event.key === 'ArrowRight') point(line, toTrack(shownTrack + 1));
    else if (event.key === 'ArrowLeft') point(line, toTrack(shownTrack - 1));
    else if (event.key === 'Enter') go();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onListKey = (event: KeyboardEvent): void => {
    if (actions.onKey(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 };
    const step = steps[event.key];
    if (step !== undefined) choose(Math.max(0, Math.min(transfers.length - 1, row + step)));
    else if (event.key === 'Enter') go();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box} class="debug-column" data-later>
      <div class="debug-tools video-tools">
        <Zoom value={zoom} most={3} onValue={setZoom} />
        <button type="button" class="button" aria-pressed={chart} onClick={toggleChart}>
          {app.text('events.map')}
        </button>
        <button type="button" class="button" aria-pressed={list} onClick={toggleList}>
          {app.text('events.rows')}
        </button>
        <span class="grow" />
        <LiveButton on={live} onToggle={() => setLive(!live)} />
        <Menu label={app.text('place.actions')} icon="more" bare disabled={chosen === null} entries={actions.entries} />
        <TableTools contents={() => hdmaTable(transfers, app.text.bind(app))} />
      </div>
      {running && !live && <p class="hint video-note">{app.text('events.stopped')}</p>}
      {current !== null && previous !== null && transfers.length === 0 ? (
        <p class="hint video-note">{app.text('hdma.none')}</p>
      ) : (
        <div class="video-split">
          {chart && (
            <div class="video-view hdma-view">
              <HdmaChart
                label={`${app.text('hdma.chart')}: V ${line}${chosen === null ? '' : `, ${registerText(chosen.event)}`}`}
                tracks={tracks}
                transfers={transfers}
                lines={lines}
                zoom={zoom}
                picture={surface}
                pictureLines={picture?.height ?? 224}
                line={line}
                track={shownTrack}
                onPoint={point}
                onKeyDown={onChartKey}
                onContextMenu={onContextMenu}
              />
            </div>
          )}
          {list && (
            <EventRows rows={transfers} chosen={row} onChoose={choose} onKeyDown={onListKey} onContextMenu={onContextMenu} />
          )}
        </div>
      )}
      <EventFacts row={chosen} />
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}
