import { describe, expect, it } from 'vitest';
import { CartError } from '../../../src/core/cart/header.ts';
import { FRAMES_OF_EACH, warmUp } from '../../../src/session/warm-up.ts';
import { romWith } from '../../fuzz/programs.ts';

/** BRA to itself. */
const STILL = romWith([0x80, 0xfe]);

describe('the machine runs before a game is there', () => {
  it('plays a cart for its frames, then the next', async () => {
    let rests = 0;
    await warmUp(
      [STILL, romWith([0x80, 0xfe])],
      () => rests > FRAMES_OF_EACH,
      () => Promise.resolve(void rests++),
    );
    expect(rests).toBe(FRAMES_OF_EACH + 1);
  });

  it('ends when there is no other', async () => {
    let rests = 0;
    await warmUp(
      [],
      () => false,
      () => Promise.resolve(void rests++),
    );
    expect(rests).toBe(0);
  });

  it('makes room after the frame in which a game is wanted', async () => {
    let rests = 0;
    await warmUp(
      [STILL],
      () => rests >= 3,
      () => Promise.resolve(void rests++),
    );
    expect(rests).toBe(3);
  });

  it('says what is wrong with a cart', async () => {
    const none = (): Promise<void> => Promise.resolve();
    await expect(warmUp([new Uint8Array(16)], () => false, none)).rejects.toThrow(CartError);
  });
});
