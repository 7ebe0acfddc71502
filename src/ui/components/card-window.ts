/** Rows that are drawn above and below what is seen. */
const BEYOND = 3;

/** The part of a list that is drawn: cards `from` to `to`, with room for `above` and `below` pixels of those that are not. */
export interface CardWindow {
  readonly from: number;
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** What is drawn of `count` cards, in rows of `columns` cards and `pitch` pixels, when `top` pixels are scrolled out above and `height` are seen. */
export function windowOf(count: number, columns: number, pitch: number, top: number, height: number): CardWindow {
  const rows = Math.ceil(count / columns);
  const first = Math.min(Math.max(0, Math.floor(top / pitch) - BEYOND), Math.max(0, rows - 1));
  const last = Math.min(rows, Math.max(first + 1, Math.ceil((top + height) / pitch) + BEYOND));
  return { from: first * columns, to: Math.min(count, last * columns), above: first * pitch, below: (rows - last) * pitch };
}

export function sameWindow(a: CardWindow, b: CardWindow): boolean {
  return a.from === b.from && a.to === b.to && a.above === b.above && a.below === b.below;
}
