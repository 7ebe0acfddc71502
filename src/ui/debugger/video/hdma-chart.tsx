import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useDebug } from '../context.ts';
import type { EventRow } from './event-list.ts';
import { barOf, seenLine, type Track } from './hdma-tracks.ts';
import { cssOf } from './pixels.ts';
import { sizeOf } from './stage.tsx';

/** Room for a channel and a name of seven letters at the largest scale. */
const TRACK_WIDTH = 100;
const GAP = 8;
/** By channel, on a dark ground; the channel's number stands above. */
const CHANNEL_COLORS = ['#56b4e9', '#ff8a3d', '#2fd6a3', '#f0e442', '#e39ac6', '#9db4ff', '#ff6b6b', '#d9d9d9'] as const;

export interface ChartState {
  readonly tracks: readonly Track[];
  readonly transfers: readonly EventRow[];
  readonly lines: number;
  /** CSS pixels of a line. */
  readonly zoom: number;
  readonly picture: CanvasImageSource | null;
  readonly pictureLines: number;
  readonly line: number;
  readonly track: number;
}

export function leftOf(track: number, zoom: number): number {
  return 256 * zoom + GAP + track * (TRACK_WIDTH + GAP);
}

function colorOf({ register, channel }: Track, held: number): string {
  if (register === 0x2122 && held >= 0) return cssOf(held);
  return CHANNEL_COLORS[channel] ?? '#fff';
}

function drawTrack(context: CanvasRenderingContext2D, state: ChartState, index: number): void {
  const { tracks, transfers, lines, zoom } = state;
  const track = tracks[index];
  if (track === undefined) return;
  const left = leftOf(index, zoom);
  context.fillStyle = '#161a24';
  context.fillRect(left, 0, TRACK_WIDTH, lines * zoom);
  track.rows.forEach((row, i) => {
    const transfer = transfers[row];
    if (transfer === undefined) return;
    const from = seenLine(transfer.event);
    const next = transfers[track.rows[i + 1] ?? -1];
    const to = next === undefined ? lines : seenLine(next.event);
    const width = barOf(track, transfer.held) * TRACK_WIDTH;
    context.fillStyle = colorOf(track, transfer.held);
    context.fillRect(left, from * zoom, width, zoom);
    // What it holds until the next one.
    context.globalAlpha = 0.45;
    context.fillRect(left, (from + 1) * zoom, width, Math.max(0, to - from - 1) * zoom);
    context.globalAlpha = 1;
  });
}

function drawChart(context: CanvasRenderingContext2D, state: ChartState, ratio: number): void {
  const { tracks, lines, zoom, picture, pictureLines, line, track } = state;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = '#0b0d12';
  context.fillRect(0, 0, leftOf(tracks.length, zoom), lines * zoom);
  if (picture !== null) {
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, zoom, 256 * zoom, pictureLines * zoom);
  }
  tracks.forEach((_, index) => drawTrack(context, state, index));
  const width = leftOf(tracks.length, zoom);
  const y = line * zoom;
  for (const [color, wide] of [
    ['#000', 3],
    ['#ffe14d', 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = wide;
    context.beginPath();
    context.moveTo(0, y + zoom / 2);
    context.lineTo(width, y + zoom / 2);
    context.stroke();
  }
  context.strokeStyle = '#ffe14d';
  context.lineWidth = 1;
  if (tracks.length > 0) context.strokeRect(leftOf(track, zoom) - 1.5, 0.5, TRACK_WIDTH + 3, lines * zoom - 1);
}

interface ChartProps extends ChartState {
  readonly label: string;
  readonly onPoint: (line: number, track: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
}

/** The picture's lines, and beside them what each channel has put into each register at them. */
export function HdmaChart({ label, onPoint, onKeyDown, onContextMenu, ...state }: ChartProps): JSX.Element {
  const { app, visible } = useDebug();
  const element = useRef<HTMLCanvasElement>(null);
  const shown = visible.value;
  const { tracks, transfers, lines, zoom, picture, line, track } = state;
  const width = leftOf(tracks.length, zoom);
  const height = lines * zoom;
  useEffect(() => {
    if (!shown) return undefined;
    const frame = requestAnimationFrame(() => {
      const canvas = element.current;
      const context = canvas?.getContext('2d') ?? null;
      if (canvas === null || context === null) return;
      const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? devicePixelRatio;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      drawChart(context, state, ratio);
    });
    return () => cancelAnimationFrame(frame);
  }, [tracks, transfers, lines, zoom, picture, line, track, shown]);
  const onPointer = (event: PointerEvent): void => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return;
    const at = Math.floor((event.clientX - box.left - leftOf(0, zoom)) / (TRACK_WIDTH + GAP));
    const row = Math.floor((event.clientY - box.top) / zoom);
    onPoint(Math.max(0, Math.min(lines - 1, row)), at < 0 ? track : Math.min(tracks.length - 1, at));
  };
  return (
    <div style={{ width: `${width}px` }}>
      <div class="hdma-heads" style={{ paddingLeft: `${leftOf(0, zoom)}px` }}>
        {tracks.map(({ channel, register, name }) => (
          <span key={`${channel}:${register}`} style={{ width: `${TRACK_WIDTH}px`, marginRight: `${GAP}px` }}>
            <i style={{ background: CHANNEL_COLORS[channel] }} title={app.text('hdma.channel', { channel })}>
              {channel}
            </i>
            {name}
          </span>
        ))}
      </div>
      <div
        class="event-map"
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-first
        aria-label={label}
        style={sizeOf(width, height)}
        onPointerDown={onPointer}
        onPointerMove={(event) => event.buttons === 1 && onPointer(event)}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <canvas ref={element} aria-hidden="true" style={{ width: '100%', height: '100%' }} />
      </div>
    </div>
  );
}
