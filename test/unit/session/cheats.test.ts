import { describe, expect, it } from 'vitest';
import { constantEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { Cheats } from '../../../src/session/cheats.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import { romWith } from '../../fuzz/programs.ts';

function machine(): { snes: Snes; cheats: Cheats } {
  const snes = new Snes(romWith([0x80, 0xfe, 0x12]), { entropy: constantEntropy(0) });
  return { snes, cheats: new Cheats(snes.bus) };
}

describe('cheats', () => {
  it('change the ROM and put it back, also where two meet', () => {
    const { snes, cheats } = machine();
    cheats.set([
      { address: 0x008002, value: 0x34 },
      { address: 0x808002, value: 0x56 },
    ]);
    expect(snes.cpu.peek(0x008002)).toBe(0x56);
    cheats.set([]);
    expect(snes.cpu.peek(0x008002)).toBe(0x12);
  });

  it('hold memory before every frame, and no longer once they are off', () => {
    const { snes, cheats } = machine();
    cheats.set([{ address: 0x7e1234, value: 0x63 }]);
    expect(snes.wram[0x1234]).toBe(0);
    cheats.beforeFrame();
    expect(snes.wram[0x1234]).toBe(0x63);
    cheats.set([]);
    snes.wram[0x1234] = 1;
    cheats.beforeFrame();
    expect(snes.wram[0x1234]).toBe(1);
  });

  it('reach battery RAM', () => {
    const { snes, cheats } = machine();
    cheats.set([{ address: 0x700003, value: 7 }]);
    cheats.beforeFrame();
    expect(snes.sram[3]).toBe(7);
  });

  it('are applied by a session, frame by frame', () => {
    const player = new PlayerSession({
      video: { frame: () => {} },
      audio: { samples: () => {} },
      input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
      now: () => 0,
      sramChanged: () => {},
    });
    player.load(romWith([0x80, 0xfe]), { region: 'auto', powerOn: { fill: 0 }, sram: null });
    player.setCheats([{ address: 0x700003, value: 7 }]);
    expect(player.sram()?.[3]).toBe(0xff);
    player.step();
    expect(player.sram()?.[3]).toBe(7);
  });
});
