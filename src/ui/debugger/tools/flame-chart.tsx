import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProfileSpan } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { codeAddress } from '../places.ts';
import { Plot, type Pen } from '../plot.tsx';
import { boxesOf, depthOf, panned, spanBeside, ticksOf, zoomed, FRAME_LINES, LINE_CLOCKS, type FlameView } from './flame.ts';

const ROW = 22;
const AXIS = 20;
const ZOOM = 1.25;
const PAN = 0.2;
/** Marks along the axis, at most. */
const TICK_WIDTH = 56;

const ARROWS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface FlameProps {
  readonly spans: readonly ProfileSpan[];
  readonly nameOf: (address: number) => string;
}

/** A colour that a routine always has. */
function hueOf(address: number): number {
  return (Math.imul(address, 2654435761) >>> 8) % 360;
}

function same(a: ProfileSpan | null, b: ProfileSpan): boolean {
  return a !== null && a.start === b.start && a.depth === b.depth;
}

/** Calls as boxes over time: below each one what it called. */
export function FlameChart({ spans, nameOf }: FlameProps): JSX.Element {
  const { app, debug } = useDebug();
  const box = useRef<HTMLDivElement>(null);
  const dragged = useRef<{ readonly x: number; readonly view: FlameView; moved: boolean } | null>(null);
  const [kept, setView] = useState<FlameView | null>(null);
  const [chosen, setChosen] = useState<ProfileSpan | null>(null);
  const status = debug.status.value;
  const lines = FRAME_LINES[debug.info.value?.region ?? 'ntsc'];
  const frame = lines * LINE_CLOCKS;
  const end = spans.at(-1)?.end ?? 1;
  const begin = spans.reduce((first, { start }) => Math.min(first, start), end - 1);
  const all = { from: begin, to: Math.max(end, begin + 1) };
  const view = kept ?? { from: Math.max(begin, end - 2 * frame), to: all.to };
  const frameStart = status === null ? 0 : status.position.time - status.line * LINE_CLOCKS - status.hClock;

  const draw = ({ context, width, height, color }: Pen): void => {
    const dark = color('color-scheme') !== 'light';
    context.font = '500 13px "JetBrains Mono", monospace';
    context.textBaseline = 'middle';
    const at = (time: number): number => ((time - view.from) / (view.to - view.from)) * width;
    for (const { time, line } of ticksOf(view, frameStart, lines, width / TICK_WIDTH)) {
      context.fillStyle = line === 0 ? color('--ink-soft') : color('--line');
      context.fillRect(Math.round(at(time)), 0, 1, height);
      context.fillStyle = color('--ink-soft');
      context.fillText(line === 0 ? 'V 0' : String(line), at(time) + 4, AXIS / 2);
    }
    for (const { span, x, width: wide } of boxesOf(spans, view, width)) {
      const top = AXIS + span.depth * ROW;
      const lit = same(chosen, span);
      context.fillStyle = lit ? color('--accent') : `hsl(${String(hueOf(span.address))} 45% ${dark ? '30%' : '82%'})`;
      context.fillRect(x, top, Math.max(1, wide - 1), ROW - 2);
      if (wide < 34) continue;
      context.save();
      context.beginPath();
      context.rect(x, top, wide - 5, ROW);
      context.clip();
      context.fillStyle = lit ? color('--accent-ink') : color('--ink');
      context.fillText(nameOf(span.address), x + 4, top + ROW / 2);
      context.restore();
    }
  };

  const timeAt = (event: MouseEvent): number => {
    const place = box.current?.getBoundingClientRect();
    if (place === undefined) return view.from;
    return view.from + ((event.clientX - place.left) / place.width) * (view.to - view.from);
  };
  const spanAt = (event: MouseEvent): ProfileSpan | null => {
    const place = box.current?.getBoundingClientRect();
    if (place === undefined) return null;
    const depth = Math.floor((event.clientY - place.top + (box.current?.scrollTop ?? 0) - AXIS) / ROW);
    const time = timeAt(event);
    return spans.findLast((one) => one.depth === depth && one.start <= time && one.end >= time) ?? null;
  };
  const open = (span: ProfileSpan | null): void => {
    if (span !== null) debug.showCode('cpu', span.address);
  };
  const choose = (span: ProfileSpan | undefined): void => {
    if (span === undefined) return;
    setChosen(span);
    if (span.start < view.from || span.end > view.to) {
      const length = Math.max(view.to - view.from, span.end - span.start);
      setView(panned({ from: span.start, to: span.start + length }, all, -0.1));
    }
  };
  const zoom = (factor: number, about = chosen === null ? (view.from + view.to) / 2 : chosen.start): void =>
    setView(zoomed(view, all, factor, Math.max(view.from, Math.min(view.to, about))));
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && event.shiftKey) setView(panned(view, all, arrow === 'left' ? -PAN : PAN));
    else if (arrow !== undefined)
      choose(chosen === null ? spans.find((one) => one.depth === 0 && one.end > view.from) : spanBeside(spans, chosen, arrow));
    else if (event.key === '+' || event.key === '=') zoom(1 / ZOOM);
    else if (event.key === '-') zoom(ZOOM);
    else if (event.key === 'Home') setView(null);
    else if (event.key === 'End') setView(all);
    else if (event.key === 'Enter') open(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const wheel = useRef<((event: WheelEvent) => void) | null>(null);
  wheel.current = (event) => {
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      setView(panned(view, all, (event.deltaX + event.deltaY) / 1000));
    else zoom(event.deltaY > 0 ? ZOOM : 1 / ZOOM, timeAt(event));
  };
  useEffect(() => {
    const element = box.current;
    const turn = (event: WheelEvent): void => wheel.current?.(event);
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, []);
  const length = chosen === null ? 0 : chosen.end - chosen.start;
  return (
    <div class="debug-column">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={box}
        class="flame-box"
        role="application"
        tabIndex={0}
        aria-label={app.text('profiler.flame')}
        aria-describedby="flame-chosen"
        onKeyDown={onKey}
        onPointerDown={(event) => {
          dragged.current = { x: event.clientX, view, moved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          const start = dragged.current;
          const wide = box.current?.clientWidth ?? 1;
          if (start === null || (!start.moved && Math.abs(event.clientX - start.x) < 4)) return;
          start.moved = true;
          setView(panned(start.view, all, (start.x - event.clientX) / wide));
        }}
        onPointerUp={(event) => {
          if (dragged.current?.moved === false) setChosen(spanAt(event));
          dragged.current = null;
        }}
        onDblClick={(event) => open(spanAt(event))}
      >
        <div style={{ height: AXIS + (depthOf(spans) + 1) * ROW }}>
          <Plot label={app.text('profiler.flame')} draw={draw} />
        </div>
        {spans.length === 0 && <p class="hint debug-empty">{app.text('profiler.none')}</p>}
      </div>
      <div class="debug-foot" id="flame-chosen" role="status">
        {chosen === null ? (
          app.text('profiler.keys')
        ) : (
          <>
            <b class="debug-number">{nameOf(chosen.address)}</b>
            <code>{codeAddress('cpu', chosen.address)}</code>
            <span>
              {app.text('profiler.span', {
                clocks: length.toLocaleString(app.language),
                lines: (length / LINE_CLOCKS).toLocaleString(app.language, { maximumFractionDigits: 1 }),
                share: ((length / frame) * 100).toLocaleString(app.language, { maximumFractionDigits: 1 }),
              })}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
