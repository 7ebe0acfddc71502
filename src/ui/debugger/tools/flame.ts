import type { ProfileSpan } from '../../../session/debug-protocol.ts';

/** Master clocks of a scanline; the few lines that are shorter or longer differ by four. */
export const LINE_CLOCKS = 1364;
export const FRAME_LINES = { ntsc: 262, pal: 312 } as const;

export interface FlameView {
  /** Master clocks since power-on. */
  readonly from: number;
  readonly to: number;
}

export interface FlameBox {
  readonly span: ProfileSpan;
  /** Pixels. */
  readonly x: number;
  readonly width: number;
}

const SHORTEST_VIEW = 64;

/** The boxes that are seen at a width, of calls that begin one after the other at each depth; calls within the same pixel are one box. */
export function boxesOf(spans: readonly ProfileSpan[], view: FlameView, width: number): FlameBox[] {
  const scale = width / (view.to - view.from);
  const drawnTo: number[] = [];
  const boxes: FlameBox[] = [];
  for (const span of spans) {
    if (span.end <= view.from || span.start >= view.to) continue;
    const left = Math.max(0, (span.start - view.from) * scale);
    const right = Math.min(width, (span.end - view.from) * scale);
    if (right - left < 1 && Math.floor(left) < (drawnTo[span.depth] ?? 0)) continue;
    const box = { span, x: left, width: Math.max(1, right - left) };
    drawnTo[span.depth] = Math.ceil(box.x + box.width);
    boxes.push(box);
  }
  return boxes;
}

export function depthOf(spans: readonly ProfileSpan[]): number {
  return spans.reduce((deepest, { depth }) => Math.max(deepest, depth), 0);
}

/** Longer or shorter about a moment that stays where it is, within what is known. */
export function zoomed(view: FlameView, all: FlameView, factor: number, about: number): FlameView {
  const length = Math.max(SHORTEST_VIEW, Math.min(all.to - all.from, (view.to - view.from) * factor));
  const part = (about - view.from) / (view.to - view.from);
  return within({ from: about - length * part, to: about + length * (1 - part) }, all);
}

/** Moved by a part of its length, within what is known. */
export function panned(view: FlameView, all: FlameView, part: number): FlameView {
  const by = (view.to - view.from) * part;
  return within({ from: view.from + by, to: view.to + by }, all);
}

function within({ from, to }: FlameView, all: FlameView): FlameView {
  const length = to - from;
  const start = Math.max(all.from, Math.min(from, all.to - length));
  return { from: start, to: start + length };
}

/** The span beside one, in the direction of an arrow key; the one itself when there is none. */
export function spanBeside(
  spans: readonly ProfileSpan[],
  { depth, start, end }: ProfileSpan,
  direction: 'left' | 'right' | 'up' | 'down',
): ProfileSpan | undefined {
  switch (direction) {
    case 'left':
      return spans.findLast((one) => one.depth === depth && one.end <= start);
    case 'right':
      return spans.find((one) => one.depth === depth && one.start >= end);
    case 'up':
      return spans.find((one) => one.depth === depth - 1 && one.start <= start && one.end >= end);
    default:
      return spans.find((one) => one.depth === depth + 1 && one.start >= start && one.end <= end);
  }
}

export interface FlameTick {
  readonly time: number;
  readonly line: number;
}

/** Marks of a view at whole lines: `frameStart` is when any frame began. The first line of a frame is always one. */
export function ticksOf(view: FlameView, frameStart: number, lines: number, most: number): FlameTick[] {
  const frame = lines * LINE_CLOCKS;
  const wanted = (view.to - view.from) / LINE_CLOCKS / Math.max(1, most);
  const step = [1, 2, 5, 10, 25, 50, 100, lines].find((one) => one >= wanted) ?? lines * Math.ceil(wanted / lines);
  const ticks: FlameTick[] = [];
  let start = frameStart + Math.floor((view.from - frameStart) / frame) * frame;
  const frames = Math.max(1, Math.round(step / lines));
  while (start < view.to && ticks.length < 500) {
    for (let line = 0; line < lines; line += step) {
      const time = start + line * LINE_CLOCKS;
      const crowded = line > 0 && lines - line < step * 0.8;
      if (!crowded && time >= view.from && time < view.to) ticks.push({ time, line });
    }
    start += frame * frames;
  }
  return ticks;
}
