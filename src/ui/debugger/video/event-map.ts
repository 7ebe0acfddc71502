import type { Rectangle } from './pixels.ts';
import { EVENT_COLORS, type EventKind, type EventRow } from './event-list.ts';

/** Dots of a line; a line's last ones are longer on the console, which a map of even dots does not show. */
export const MAP_DOTS = 341;
/** The dot at which the picture's dot 0 leaves the mixer: clock 58 of the line. */
const FIRST_DOT = 14.5;

export function linesOf(region: 'ntsc' | 'pal'): number {
  return region === 'ntsc' ? 262 : 312;
}

/** Where the picture is on the map: under the writes that change it. */
export function pictureOnMap(zoom: number, lines: number): Rectangle {
  return { x: FIRST_DOT * zoom, y: zoom, width: 256 * zoom, height: lines * zoom };
}

export function placeOnMap(line: number, dot: number, zoom: number): { readonly x: number; readonly y: number } {
  return { x: (dot + 0.5) * zoom, y: (line + 0.5) * zoom };
}

/** Line and dot under a point of the map. */
export function beamAt(x: number, y: number, zoom: number, lines: number): { readonly line: number; readonly dot: number } {
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(value / zoom)));
  return { line: clamp(y, lines), dot: clamp(x, MAP_DOTS) };
}

/** Traces a kind's shape around a point: squares, rings, triangles, diamonds and bars. */
export function traceShape(path: CanvasPath, kind: EventKind, x: number, y: number, size: number): void {
  const half = size / 2;
  switch (kind) {
    case 'write':
      path.rect(x - half, y - half, size, size);
      break;
    case 'read':
      path.moveTo(x + half, y);
      path.arc(x, y, half, 0, 2 * Math.PI);
      break;
    case 'dma':
      path.rect(x - size, y - half / 2, size * 2, half);
      break;
    case 'hdma':
      path.moveTo(x, y - half);
      path.lineTo(x + half, y);
      path.lineTo(x, y + half);
      path.lineTo(x - half, y);
      path.closePath();
      break;
    case 'nmi':
      path.moveTo(x, y - size);
      path.lineTo(x + size, y + half);
      path.lineTo(x - size, y + half);
      path.closePath();
      break;
    case 'irq':
      path.moveTo(x, y + size);
      path.lineTo(x + size, y - half);
      path.lineTo(x - size, y - half);
      path.closePath();
      break;
  }
}

export interface MapState {
  readonly rows: readonly EventRow[];
  readonly zoom: number;
  readonly lines: number;
  /** First line of the vertical blank. */
  readonly vblank: number;
  readonly beam: { readonly line: number; readonly dot: number };
  readonly chosen: EventRow | null;
  readonly picture: CanvasImageSource | null;
  readonly pictureLines: number;
}

const GROUND = '#0b0d12';
const BLANK = '#161a24';
/** Rings around events on which breakpoints stop, by the breakpoint's place in the list. */
const BREAK_COLORS = ['#ff6b6b', '#ffd24d', '#7ee787', '#79c0ff', '#d2a8ff', '#ffa657'] as const;

export function breakColor(index: number): string {
  return BREAK_COLORS[index % BREAK_COLORS.length] ?? BREAK_COLORS[0];
}

function drawGround(context: CanvasRenderingContext2D, state: MapState): void {
  const { zoom, lines, vblank, picture, pictureLines } = state;
  context.fillStyle = BLANK;
  context.fillRect(0, 0, MAP_DOTS * zoom, lines * zoom);
  const place = pictureOnMap(zoom, vblank - 1);
  context.fillStyle = GROUND;
  context.fillRect(place.x, place.y, place.width, place.height);
  if (picture === null) return;
  context.imageSmoothingEnabled = false;
  context.globalAlpha = 0.4;
  context.drawImage(picture, place.x, place.y, place.width, pictureLines * zoom);
  context.globalAlpha = 1;
}

/** Draws the map; the canvas is as large as the map in CSS pixels times `ratio`. */
export function drawMap(context: CanvasRenderingContext2D, state: MapState, ratio: number): void {
  const { rows, zoom, beam, lines, chosen } = state;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawGround(context, state);
  const size = Math.max(2, zoom * 1.4);
  for (const kind of ['read', 'write', 'dma', 'hdma', 'irq', 'nmi'] as const) {
    context.beginPath();
    for (const row of rows) {
      if (row.kind !== kind) continue;
      const { x, y } = placeOnMap(row.event.line, row.event.dot, zoom);
      traceShape(context, kind, x, y, kind === 'nmi' || kind === 'irq' ? size * 1.6 : size);
    }
    context.fillStyle = EVENT_COLORS[kind];
    context.strokeStyle = EVENT_COLORS[kind];
    context.lineWidth = 1;
    if (kind === 'read') context.stroke();
    else context.fill();
  }
  context.lineWidth = 1.5;
  for (const row of rows) {
    if (row.breakpoint < 0) continue;
    const { x, y } = placeOnMap(row.event.line, row.event.dot, zoom);
    context.strokeStyle = breakColor(row.breakpoint);
    context.beginPath();
    context.arc(x, y, size * 1.6, 0, 2 * Math.PI);
    context.stroke();
  }
  const here = placeOnMap(beam.line, beam.dot, zoom);
  context.strokeStyle = 'rgb(255 255 255 / 45%)';
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, here.y);
  context.lineTo(MAP_DOTS * zoom, here.y);
  context.moveTo(here.x, 0);
  context.lineTo(here.x, lines * zoom);
  context.stroke();
  if (chosen !== null) drawChosen(context, placeOnMap(chosen.event.line, chosen.event.dot, zoom), size);
}

function drawChosen(context: CanvasRenderingContext2D, { x, y }: { x: number; y: number }, size: number): void {
  const half = size * 1.5 + 2;
  for (const [color, width] of [
    ['#000', 5],
    ['#ffe14d', 2],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(x - half, y - half, half * 2, half * 2);
  }
}
