import { describe, expect, it } from 'vitest';
import { Seats } from '../../../src/ui/seats.ts';

const pad = (index: number): { index: number } => ({ index });
const indexes = (seated: readonly ({ index: number } | null)[]): (number | null)[] => seated.map((one) => one?.index ?? null);

describe('the seats of gamepads', () => {
  it('are given in the order of plugging in, and kept when another pad goes in the middle of a game', () => {
    const seats = new Seats();
    expect(indexes(seats.seat([pad(0), pad(1)], true))).toEqual([0, 1]);
    expect(indexes(seats.seat([pad(1)], true))).toEqual([null, 1]);
    expect(indexes(seats.seat([pad(1), pad(3)], true))).toEqual([3, 1]);
  });

  it('close up between games', () => {
    const seats = new Seats();
    seats.seat([pad(0), pad(1)], true);
    seats.seat([pad(1)], true);
    expect(indexes(seats.seat([pad(1)], false))).toEqual([1]);
  });

  it('move on by one when the player asks', () => {
    const seats = new Seats();
    seats.seat([pad(0), pad(1), pad(2)], true);
    seats.rotate(2);
    expect(indexes(seats.seat([pad(0), pad(1), pad(2)], true))).toEqual([2, 0, 1]);
    const alone = new Seats();
    alone.seat([pad(0)], true);
    alone.rotate(2);
    expect(indexes(alone.seat([pad(0)], true))).toEqual([null, 0]);
  });
});
