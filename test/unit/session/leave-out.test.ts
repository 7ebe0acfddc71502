import { expect, it, vi } from 'vitest';
import { Apu } from '../../../src/core/apu/apu.ts';
import { Ppu } from '../../../src/core/ppu/ppu.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import { romWith } from '../../fuzz/programs.ts';

it('layers and voices that are left out reach the chips', () => {
  const layers = vi.spyOn(Ppu.prototype, 'layerMask', 'set');
  const priorities = vi.spyOn(Ppu.prototype, 'hidePriorities');
  const effects = vi.spyOn(Ppu.prototype, 'showEffects');
  const voices = vi.spyOn(Apu.prototype, 'voiceMask', 'set');
  const player = new PlayerSession({
    video: { frame: () => {} },
    audio: { samples: () => {} },
    input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => 0,
    sramChanged: () => {},
  });
  expect(() => player.leaveOut(1, 0)).toThrow('no game');
  player.load(romWith([0x80, 0xfe]), { region: 'auto', powerOn: { fill: 0 }, sram: null });
  player.leaveOut(0x11, 0x82);
  expect(layers).toHaveBeenLastCalledWith(0x0e);
  expect(voices).toHaveBeenLastCalledWith(0x82);
  expect(effects).toHaveBeenLastCalledWith(true, true);
  player.leaveOut(0x20, 0);
  expect(effects).toHaveBeenLastCalledWith(false, true);
  player.leaveOut(0x40, 0);
  expect(effects).toHaveBeenLastCalledWith(true, false);
  expect(priorities).toHaveBeenLastCalledWith(0);
  player.leaveOut(0x4081, 0);
  expect(priorities).toHaveBeenLastCalledWith(0x81);
});
