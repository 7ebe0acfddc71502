import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Closing } from '../../../src/ui/closing.ts';
import { Told } from '../../../src/ui/told.ts';

const never = (): Promise<void> => new Promise(() => {});
const answers: string[] = [];
const offers: boolean[] = [];
const close = vi.fn(() => Promise.resolve(null));
const complain = vi.fn();
let leave: () => Promise<void>;
let closing: Closing;

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = offers.length = 0;
  close.mockClear();
  complain.mockClear();
  leave = never;
  closing = new Closing({
    answer: (how) => Promise.resolve(answers.push(how)),
    close,
    leave: () => leave(),
    offer: (on) => void (offers.at(-1) !== on && offers.push(on)),
    toast: () => {},
    complain,
  });
});
afterEach(() => void vi.useRealTimers());

describe('closing', () => {
  it('goes when everything is put away', async () => {
    leave = () => Promise.resolve();
    await closing.asked();
    expect([answers, offers]).toEqual([['writing'], [false]]);
    expect(close).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(offers).toEqual([false]);
  });

  it('offers after a while to go without what a hung disk does not take, and again when the player waits on', async () => {
    void closing.asked();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(offers).toEqual([false]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(offers).toEqual([false, true]);
    closing.wait();
    expect(offers.at(-1)).toBe(false);
    await vi.advanceTimersByTimeAsync(10_500);
    expect(offers.at(-1)).toBe(true);
    expect(close).not.toHaveBeenCalled();
    await closing.without();
    expect(close).toHaveBeenCalledOnce();
  });

  it('offers it at once at a second wish to close, but not for a double click', async () => {
    void closing.asked();
    await vi.advanceTimersByTimeAsync(300);
    await closing.asked();
    expect(offers).toEqual([false]);
    await vi.advanceTimersByTimeAsync(3_000);
    await closing.asked();
    expect(offers.at(-1)).toBe(true);
    expect(answers).toEqual(['writing', 'writing', 'writing']);
  });

  it('by itself takes the offer back when the disk answers after all', async () => {
    let done = (): void => {};
    leave = () => new Promise((resolve) => (done = resolve));
    const asked = closing.asked();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(offers.at(-1)).toBe(true);
    done();
    await asked;
    expect(offers.at(-1)).toBe(false);
    expect(close).toHaveBeenCalledOnce();
  });

  it('stays when something could not be kept, and says so unless that was said', async () => {
    leave = () => Promise.reject(new Told('said'));
    await closing.asked();
    expect(answers).toEqual(['writing', 'stays']);
    expect(complain).not.toHaveBeenCalled();
    leave = () => Promise.reject(new Error('no'));
    await closing.asked();
    expect(complain).toHaveBeenCalledOnce();
    expect(close).not.toHaveBeenCalled();
  });
});
