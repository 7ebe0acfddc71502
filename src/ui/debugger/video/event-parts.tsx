import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useDebug } from '../context.ts';
import { markOf } from '../panels.ts';
import { codeAddress } from '../places.ts';
import { Rows, useRowWindow } from '../scroll.tsx';
import { agentText, EVENT_COLORS, type EventKind, type EventRow, meaningText, registerText, valueText } from './event-list.ts';
import { beamAt, breakColor, drawMap, MAP_DOTS, type MapState, placeOnMap, traceShape } from './event-map.ts';
import { sizeOf } from './stage.tsx';

/** A kind's shape in its colour. */
export function EventMark({ kind }: { readonly kind: EventKind }): JSX.Element {
  const element = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = element.current?.getContext('2d') ?? null;
    if (context === null) return;
    context.clearRect(0, 0, 28, 28);
    context.beginPath();
    traceShape(context, kind, 14, kind === 'nmi' ? 16 : kind === 'irq' ? 12 : 14, 10);
    context.fillStyle = EVENT_COLORS[kind];
    context.strokeStyle = EVENT_COLORS[kind];
    context.lineWidth = 3;
    if (kind === 'read') context.stroke();
    else context.fill();
  }, [kind]);
  return <canvas ref={element} class="event-mark" width={28} height={28} aria-hidden="true" />;
}

interface MapProps extends MapState {
  readonly label: string;
  readonly onPoint: (line: number, dot: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The frame as a map of dots; drawn once a display frame at most. */
export function EventMap({ label, onPoint, onKeyDown, onContextMenu, ...state }: MapProps): JSX.Element {
  const { visible } = useDebug();
  const element = useRef<HTMLCanvasElement>(null);
  const shown = visible.value;
  const { rows, zoom, lines, vblank, beam, chosen, picture } = state;
  useEffect(() => {
    if (!shown) return undefined;
    const frame = requestAnimationFrame(() => {
      const canvas = element.current;
      const context = canvas?.getContext('2d') ?? null;
      if (canvas === null || context === null) return;
      const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? devicePixelRatio;
      const width = Math.round(MAP_DOTS * zoom * ratio);
      const height = Math.round(lines * zoom * ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      drawMap(context, state, ratio);
    });
    return () => cancelAnimationFrame(frame);
  }, [rows, zoom, lines, vblank, beam.line, beam.dot, chosen, picture, shown]);
  useEffect(() => {
    const view = element.current?.closest('.video-view') ?? null;
    if (view === null || chosen === null) return;
    const { x, y } = placeOnMap(chosen.event.line, chosen.event.dot, zoom);
    if (y < view.scrollTop || y > view.scrollTop + view.clientHeight - 20) view.scrollTop = y - view.clientHeight / 2;
    if (x < view.scrollLeft || x > view.scrollLeft + view.clientWidth - 20) view.scrollLeft = x - view.clientWidth / 2;
  }, [chosen, zoom]);
  const onPointer = (event: PointerEvent): void => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return;
    const { line, dot } = beamAt(event.clientX - box.left, event.clientY - box.top, zoom, lines);
    onPoint(line, dot);
  };
  return (
    <div
      class="event-map"
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-first
      aria-label={label}
      style={sizeOf(MAP_DOTS * zoom, lines * zoom)}
      onPointerDown={onPointer}
      onPointerMove={(event) => event.buttons === 1 && onPointer(event)}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <canvas ref={element} aria-hidden="true" style={{ width: '100%', height: '100%' }} />
    </div>
  );
}

interface ListProps {
  readonly rows: readonly EventRow[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The same as rows. */
export function EventRows({ rows, chosen, onChoose, onKeyDown, onContextMenu }: ListProps): JSX.Element {
  const { app, panel } = useDebug();
  const mark = markOf('event', panel);
  const window = useRowWindow();
  useEffect(() => {
    if (chosen >= 0) window.show(chosen);
  }, [chosen]);
  const seen = rows.slice(window.first, window.first + window.count + 1);
  return (
    <div
      ref={window.box}
      class="debug-rows debug-rows-scroll event-rows"
      role="listbox"
      tabIndex={0}
      aria-label={app.text('events.list')}
      aria-activedescendant={chosen >= window.first && chosen < window.first + seen.length ? `${mark}${chosen}` : undefined}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <Rows window={window} total={rows.length}>
        {seen.map((row, i) => {
          const index = window.first + i;
          const { event, kind, breakpoint } = row;
          return (
            <div
              key={index}
              id={`${mark}${index}`}
              class={index === chosen ? 'event-row event-chosen' : 'event-row'}
              role="option"
              aria-selected={index === chosen}
              onPointerDown={() => onChoose(index)}
            >
              <EventMark kind={kind} />
              <span class="event-place">
                {String(event.line).padStart(3, '\u2007')} {String(event.dot).padStart(3, '\u2007')}
              </span>
              <span class="event-name">
                {registerText(event)}
                {event.register >= 0 && ` ${event.kind === 'read' ? '→' : '='} ${valueText(row)}`}
              </span>
              <span class="event-by">{agentText(event)}</span>
              <span class="event-pc">{codeAddress('cpu', event.pc)}</span>
              {breakpoint >= 0 && (
                <b class="event-break" style={{ background: breakColor(breakpoint) }} title={app.text('panel.breakpoints')}>
                  {breakpoint + 1}
                </b>
              )}
              <span class="event-meaning">{meaningText(row, app.text.bind(app))}</span>
            </div>
          );
        })}
      </Rows>
      {rows.length === 0 && <p class="hint debug-empty">{app.text('events.none')}</p>}
    </div>
  );
}

/** All about the chosen event, with the way to its moment. */
export function EventFacts({ row }: { readonly row: EventRow | null }): JSX.Element {
  const { app, debug } = useDebug();
  if (row === null) return <div class="debug-foot">{app.text('events.choose')}</div>;
  const { event, kind } = row;
  return (
    <div class="debug-foot event-foot" role="status">
      <EventMark kind={kind} />
      <b>{registerText(event)}</b>
      {event.register >= 0 && <code>${valueText(row)}</code>}
      <span class="event-meaning">{meaningText(row, app.text.bind(app))}</span>
      <span>
        V {event.line} H {event.dot}
      </span>
      <span>{agentText(event)}</span>
      <button
        type="button"
        class="link video-link"
        title={app.text('pixel.showCode')}
        onClick={() => debug.showCode('cpu', event.pc)}
      >
        {codeAddress('cpu', event.pc)}
      </button>
      <button type="button" class="link video-link" onClick={() => app.attempt(() => debug.goTo(event.position))}>
        {app.text('memory.goThere')}
      </button>
    </div>
  );
}
