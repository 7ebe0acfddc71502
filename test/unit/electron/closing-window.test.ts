import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClosingWindow } from '../../../electron/closing-window.ts';

const ask = vi.fn();
const close = vi.fn();
let window: ClosingWindow;

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockClear();
  close.mockClear();
  window = new ClosingWindow({ ask, close });
});
afterEach(() => void vi.useRealTimers());

describe('a window that is closed', () => {
  it('asks the page, waits while it writes, and goes when it may', () => {
    expect(window.mayClose()).toBe(false);
    window.answered('writing');
    vi.advanceTimersByTime(600_000);
    expect(close).not.toHaveBeenCalled();
    window.ready();
    window.ready();
    expect(close).toHaveBeenCalledOnce();
    expect(window.mayClose()).toBe(true);
  });

  it('asks again at each wish, so that a page that hangs while it writes is not waited for', () => {
    window.mayClose();
    window.answered('writing');
    expect(window.mayClose()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(5_000);
    expect(close).toHaveBeenCalledOnce();
  });

  it('stays when something could not be kept, and asks anew later', () => {
    window.mayClose();
    window.answered('writing');
    window.answered('stays');
    expect(window.asked).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(close).not.toHaveBeenCalled();
    window.mayClose();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('without an answer goes', () => {
    window.mayClose();
    vi.advanceTimersByTime(5_000);
    expect(close).toHaveBeenCalledOnce();
  });
});
