import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showPage, type Browsers } from '../../../src/host/local/page-window.ts';

const URL = 'http://127.0.0.1:4000/#token=ab';

class FakeWindow extends EventEmitter {
  kill = vi.fn(() => true);
}

let window: FakeWindow;
const pages = { now: 0, ever: false };
const said: string[] = [];
const closed = vi.fn();
const openDefault = vi.fn(() => true);

function show(browsers: Partial<Browsers> = {}): void {
  const options = { url: URL, profile: 'profile', pages: () => pages, closed, say: (line: string) => void said.push(line) };
  showPage(options, { find: () => 'chromium', open: () => window as never, openDefault, display: true, ...browsers });
}

beforeEach(() => {
  vi.useFakeTimers();
  window = new FakeWindow();
  Object.assign(pages, { now: 0, ever: false });
  said.length = 0;
  closed.mockClear();
  openDefault.mockClear();
});
afterEach(() => void vi.useRealTimers());

it('ends the host when the window that showed the page is closed', () => {
  show();
  Object.assign(pages, { now: 0, ever: true });
  window.emit('exit', 0);
  expect(closed).toHaveBeenCalledOnce();
});

it('keeps the host when the browser has handed the page to one that runs already', () => {
  show();
  window.emit('exit', 0);
  Object.assign(pages, { now: 1, ever: true });
  vi.advanceTimersByTime(10_000);
  expect(closed).not.toHaveBeenCalled();
  expect(said).toEqual([]);
});

it.each([['exit'], ['error']])(
  "shows the page in the person's own browser, and says its address, when ours does not start: %s",
  (event) => {
    show();
    window.emit(event, new Error('no'));
    vi.advanceTimersByTime(10_000);
    expect(closed).not.toHaveBeenCalled();
    expect(said.at(-1)).toBe(`open ${URL} in a browser`);
    expect(openDefault).toHaveBeenCalledOnce();
  },
);

it('without a browser that we know takes the own one; without a display it only says the address', () => {
  show({ find: () => null });
  expect(openDefault).toHaveBeenCalledOnce();
  show({ display: false });
  expect(openDefault).toHaveBeenCalledOnce();
  expect(said).toEqual([`open ${URL} in a browser`, `open ${URL} in a browser`]);
});
