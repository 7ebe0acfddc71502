import { describe, expect, it } from 'vitest';
import { PlayerSession } from '../../../src/session/player.ts';
import { registerStorm } from '../../fuzz/programs.ts';

describe('battery RAM from outside', () => {
  it('takes what fits, and stays when a state is loaded and it is put back', () => {
    const session = new PlayerSession({
      video: { frame: () => {} },
      audio: { samples: () => {} },
      input: { pad: () => 0, pointer: () => ({}) } as never,
      now: () => 0,
      sramChanged: () => {},
    });
    expect(() => session.writeSram(Uint8Array.of(1))).toThrow('no game is loaded');
    const rom = registerStorm(3);
    // battery and 8 KB of RAM in the header
    rom[0x7fd6] = 0x02;
    const { sramSize } = session.load(rom, { region: 'auto', powerOn: { fill: 0 }, sram: null });
    expect(sramSize).toBeGreaterThan(0);
    const { state } = session.saveState();
    session.writeSram(new Uint8Array(sramSize + 100).fill(7));
    expect(session.sram()).toEqual(new Uint8Array(sramSize).fill(7));
    const mine = session.sram()!;
    session.loadState(state);
    expect(session.sram()).not.toEqual(mine);
    session.writeSram(mine);
    expect(session.sram()).toEqual(mine);
  });
});
