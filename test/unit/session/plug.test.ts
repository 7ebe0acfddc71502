import { describe, expect, it } from 'vitest';
import type { InputSource } from '../../../src/core/platform.ts';
import { Ports } from '../../../src/core/input/ports.ts';
import { plugDevices } from '../../../src/session/plug.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import { romWith } from '../../fuzz/programs.ts';

/** A source whose pointer's buttons say who asked. */
const input: InputSource = { pad: (index) => 0x1000 << (index & 1), pointer: () => ({ x: 3, y: -2, buttons: 1 }) };

function read32(ports: Ports, port: number): number {
  ports.latch(true);
  ports.latch(false);
  let word = 0;
  for (let bit = 0; bit < 32; bit++) word = (word << 1) | (ports.clockData(port) & 1);
  return word >>> 0;
}

function mouseSpeed(ports: Ports): number {
  return (read32(ports, 0) >> 20) & 3;
}

describe('what is plugged in', () => {
  it('is changed, and what stays keeps what it holds', () => {
    const ports = new Ports('pad', 'pad');
    ports.input = input;
    plugDevices(ports, ['mouse', 'pad']);
    expect(read32(ports, 0) & 0xffff).toBe(0x8203);
    ports.latch(true);
    ports.clockData(0);
    ports.latch(false);
    expect(mouseSpeed(ports)).toBe(1);
    plugDevices(ports, ['mouse', 'superscope']);
    expect(mouseSpeed(ports)).toBe(1);
    expect(ports.lightGun()).toBeNull();
    plugDevices(ports, ['pad', 'none']);
    plugDevices(ports, ['mouse', 'none']);
    expect(mouseSpeed(ports)).toBe(0);
    expect(read32(ports, 1)).toBe(0);
  });

  it('outlives a state that was made with something else', () => {
    const sinks = {
      video: { frame: () => {} },
      audio: { samples: () => {} },
      now: () => 0,
      sramChanged: () => {},
    };
    let asked = 0;
    const source: InputSource = {
      pad: () => 0,
      pointer: () => {
        asked++;
        return { x: 10, y: 10, buttons: 0 };
      },
    };
    const player = new PlayerSession({ ...sinks, input: source });
    player.load(romWith([0x80, 0xfe]), { region: 'auto', powerOn: { fill: 0 }, sram: null });
    const { state } = player.saveState();
    player.step();
    expect(asked).toBe(0);
    player.devices = ['pad', 'superscope'];
    player.step();
    expect(asked).toBeGreaterThan(0);
    player.loadState(state);
    asked = 0;
    player.step();
    expect(asked).toBeGreaterThan(0);
  });
});
