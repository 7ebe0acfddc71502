import type { Rectangle } from './pixels.ts';
import type { Mode7Line } from '../../../session/debug-protocol.ts';
import type { Point } from './video-model.ts';

const PLANE = 1024;

/** The parts of a map that the screen shows: it goes on at the other side where it leaves the map. */
export function wrapped(frame: Rectangle, width: number, height: number): Rectangle[] {
  const split = (start: number, length: number, size: number): [from: number, length: number][] => {
    if (length >= size) return [[0, size]];
    const from = ((start % size) + size) % size;
    return from + length <= size
      ? [[from, length]]
      : [
          [from, size - from],
          [0, from + length - size],
        ];
  };
  return split(frame.y, frame.height, height).flatMap(([y, high]) =>
    split(frame.x, frame.width, width).map(([x, wide]) => ({ x, y, width: wide, height: high })),
  );
}

export interface Mode7 {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** 13 bits, signed. */
  readonly x: number;
  readonly y: number;
  readonly hScroll: number;
  readonly vScroll: number;
}

/** Place of the plane that mode 7 shows at a dot and a line. [fullsnes: Mode 7] */
export function planeAt(matrix: Mode7, dot: number, line: number): Point {
  const { a, b, c, d, x, y, hScroll, vScroll } = matrix;
  const across = dot + hScroll - x;
  const down = line + vScroll - y;
  return { x: (a * across + b * down) / 256 + x, y: (c * across + d * down) / 256 + y };
}

/** The screen's outline on the plane, with one matrix for all lines. */
export function mode7Outline(matrix: Mode7, lines: number): readonly Point[] {
  return [planeAt(matrix, 0, 1), planeAt(matrix, 256, 1), planeAt(matrix, 256, lines + 1), planeAt(matrix, 0, lines + 1)];
}

/**
 * The outlines of what lines of mode 7 show: down their left ends and up their right ones, one for each run of lines, and again wherever a plane that
 * repeats brings them into the map.
 */
export function linesOutlines(lines: readonly Mode7Line[]): (readonly Point[])[] {
  const runs: Mode7Line[][] = [];
  for (const one of lines) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.line === one.line - 1) run.push(one);
    else runs.push([one]);
  }
  return runs.flatMap((run) => {
    const outline = [...run.map(({ left }) => left), ...run.map(({ right }) => right).reverse()];
    return run.some(({ repeats }) => repeats) ? repeated(outline) : [outline];
  });
}

function repeated(outline: readonly Point[]): (readonly Point[])[] {
  const shifts = (values: readonly number[]): number[] => {
    const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => Math.floor(value / PLANE));
    const found: number[] = [];
    // A plane that is seen very small is seen a hundred times: the frame is drawn for the nearest ones.
    for (let at = least; at <= Math.min(most, least + 3); at++) found.push(-at * PLANE);
    return found;
  };
  const across = shifts(outline.map(({ x }) => x));
  const down = shifts(outline.map(({ y }) => y));
  return down.flatMap((dy) => across.map((dx) => outline.map(({ x, y }) => ({ x: x + dx, y: y + dy }))));
}

/** Sign of 13 bits. */
export function signed13(value: number): number {
  return (value << 19) >> 19;
}
