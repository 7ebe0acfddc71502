import { signal } from '@preact/signals';
import { isBefore, type DebugStatus, type Position } from '../../session/debug-protocol.ts';

/** Moments that are kept. */
const MOST = 50;

/** Moments that leaps through time have left, so that one can return to where one was. */
export class Moments {
  /** The last one at the end. */
  readonly left = signal<readonly Position[]>([]);

  clear(): void {
    this.left.value = [];
  }

  leave(position: Position): void {
    this.left.value = [...this.left.peek(), position].slice(-MOST);
  }

  /** The moment that was left last; it is none of them any more. */
  takeLast(): Position | null {
    const last = this.left.peek().at(-1) ?? null;
    this.left.value = this.left.peek().slice(0, -1);
    return last;
  }

  /** What the history does not have any more can't be returned to: its beginning has moved on, or what was to come is another. */
  prune({ history: { start, end } }: Pick<DebugStatus, 'history'>): void {
    const left = this.left.peek();
    const kept = left.filter((one) => !isBefore(one, start) && !isBefore(end, one));
    if (kept.length < left.length) this.left.value = kept;
  }
}
