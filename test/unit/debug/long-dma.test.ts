import { describe, expect, it } from 'vitest';
import { debuggerOf } from '../../debug/rig.ts';
import { romWith } from '../../fuzz/programs.ts';

/** LDA #8 STA $4300 LDA #$80 STA $4301 STZ $4305 STZ $4306 LDA #1 STA $420B BRA: DMAs of 64 KB, 384 lines each. */
const LONG_DMA = romWith([
  0xa9, 0x08, 0x8d, 0x00, 0x43, 0xa9, 0x80, 0x8d, 0x01, 0x43, 0x9c, 0x05, 0x43, 0x9c, 0x06, 0x43, 0xa9, 0x01, 0x8d, 0x0b, 0x42,
  0x80, 0xe9,
]);

describe('a DMA of many lines is one step of the processor', () => {
  it('lines back are as many as lines forward, wherever the DMA began', () => {
    const one = debuggerOf(LONG_DMA);
    for (let frame = 0; frame < 3; frame++) one.runFrame();
    one.pause();
    one.step('scanline', 'cpu');
    for (const count of [2, 24]) {
      const before = one.position;
      const { v } = one.snes.clock;
      one.step('scanline', 'cpu', count);
      const there = one.position;
      expect(one.snes.clock.v).toBe((v + count) % 262);
      one.stepBack('scanline', 'cpu', count);
      expect(one.position).toEqual(before);
      one.step('scanline', 'cpu', count);
      expect(one.position).toEqual(there);
    }
  });
});
