import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MenuKeeper } from '../../../electron/services/menu-keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const groups = (title: string): { title: string; items: [] }[] => [{ title, items: [] }];

it('makes the menu when the window is shown, once for changes that come together, and no menu twice', () => {
  const made: string[] = [];
  const menu = new MenuKeeper(([{ title }]) => void made.push(title));
  menu.set(groups('first'));
  menu.set(groups('second'));
  vi.advanceTimersByTime(900);
  expect(made).toEqual([]);
  menu.open();
  expect(made).toEqual(['second']);
  menu.set(groups('third'));
  menu.set(groups('fourth'));
  vi.advanceTimersByTime(100);
  expect(made).toEqual(['second', 'fourth']);
  menu.set(groups('fourth'));
  vi.advanceTimersByTime(100);
  expect(made).toEqual(['second', 'fourth']);
});

it('makes a menu again that could not be made', () => {
  let fails = true;
  const made: string[] = [];
  const menu = new MenuKeeper(([{ title }]) => {
    if (fails) throw new Error('no menu');
    made.push(title);
  });
  menu.open();
  menu.set(groups('one'));
  expect(() => vi.advanceTimersByTime(1100)).toThrow('no menu');
  fails = false;
  menu.set(groups('one'));
  vi.advanceTimersByTime(100);
  expect(made).toEqual(['one']);
});
