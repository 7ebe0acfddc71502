import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Store } from '../../../src/ui/state/store.ts';
import { ToastBoard } from '../../../src/ui/toast-board.ts';

let store: Store;
let board: ToastBoard;
beforeEach(() => {
  vi.useFakeTimers();
  store = new Store();
  board = new ToastBoard({ store, text: (key) => key, attempt: (work) => void work() });
});
afterEach(() => void vi.useRealTimers());

function shown(): string {
  return store.now.toasts.map(({ text }) => text).join(' ');
}

describe('messages', () => {
  it('go after a while, those with something to do later', () => {
    board.show('saved');
    board.show('removed', { action: 'common.undo', run: () => {} });
    vi.advanceTimersByTime(5000);
    expect(shown()).toBe('removed');
    vi.advanceTimersByTime(4000);
    expect(shown()).toBe('');
  });

  it('stay while they have the focus or the pointer, and then for their whole time again', () => {
    const undo = vi.fn<() => void>();
    board.show('removed', { action: 'common.undo', run: undo });
    const { id } = store.now.toasts[0];
    vi.advanceTimersByTime(7000);
    board.hold(id, 'pointer');
    board.hold(id, 'focus');
    vi.advanceTimersByTime(60_000);
    board.letGo(id, 'pointer');
    vi.advanceTimersByTime(60_000);
    expect(shown()).toBe('removed');
    board.letGo(id, 'focus');
    vi.advanceTimersByTime(7000);
    expect(shown()).toBe('removed');
    board.run(id);
    expect(undo).toHaveBeenCalledOnce();
    expect(shown()).toBe('');
  });

  it('are three at most; one that is held makes no room', () => {
    for (const text of ['a', 'b', 'c']) board.show(text);
    board.hold(store.now.toasts[0].id, 'focus');
    board.show('d');
    expect(shown()).toBe('a c d');
    board.show('e', { about: 'x' });
    board.show('f', { about: 'x' });
    expect(shown()).toBe('a d f');
  });
});
