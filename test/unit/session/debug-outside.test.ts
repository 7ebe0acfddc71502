import { describe, expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import type { CheatWrite, Devices } from '../../../src/session/protocol.ts';
import { plugDevices } from '../../../src/session/plug.ts';
import { GameRun } from '../../../src/session/game-run.ts';
import { chance } from '../../debug/rig.ts';
import { romOf } from '../core/machine.ts';

const FREE = { memory: 'wram', address: 0x10, value: 7 } as const;

/**
 * Loop: inc $10; lda $10; sta $7e0200,x; inx; a byte of ROM to $11; and what the pads say (automatic reading on) to $12.
 * X, A 8 bits; NMI off.
 */
const ROM = romOf({
  code: [
    [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x01, 0x8d, 0x00, 0x42, 0x64, 0x10, 0xa2, 0x00],
    [0xe6, 0x10, 0xa5, 0x10, 0x9f, 0x00, 0x02, 0x7e, 0xe8],
    [0xad, 0x00, 0x90, 0x85, 0x11, 0xad, 0x18, 0x42, 0x85, 0x12],
    // WMDATA to $10, too.
    [0xa9, 0x10, 0x8d, 0x81, 0x21, 0x9c, 0x82, 0x21, 0x9c, 0x83, 0x21, 0xa9, 0x63, 0x8d, 0x80, 0x21, 0xa5, 0x10, 0x85, 0x14],
    [0x80, 256 - 41],
  ].flat(),
  at: { 0x9000: [0x21] },
});

const next = chance(7);
const pads = { pad: () => next(0x10000), pointer: () => ({ x: next(3), y: next(3), buttons: next(4) }) };

function open() {
  const now: { cheats: readonly CheatWrite[]; devices: Devices } = { cheats: [], devices: ['pad', 'pad'] };
  const make = (): Snes => new Snes(ROM, { entropy: seededEntropy(1) });
  const target = { snes: make(), input: pads, replica: make, cheats: () => now.cheats, devices: () => now.devices };
  const session = new DebugSession(target, { interval: 3 });
  const read = (address: number): number => session.call('readMemory', { memory: 'wram', address, length: 1 })[0];
  const state = (): string => Buffer.from(session.snes.saveState()).toString('base64');
  const goOn = (frames: number): void => {
    session.runFrames(frames);
    session.pause();
  };
  return { session, now, read, state, goOn };
}

describe('cheats that are changed while the debugger is open', () => {
  it('are a part of the history: going back over the change and forth again repeats it', () => {
    const { session, now, read, state, goOn } = open();
    goOn(7);
    const { start } = session.status().history;
    session.call('step', { kind: 'into', processor: 'cpu', count: 9 });
    const before = { position: session.status().position, state: state() };
    now.cheats = [
      { address: 0x009000, value: 0x42 },
      { address: 0x7e0020, value: 0x99 },
    ];
    session.outsideChanged();
    expect(session.status()).toMatchObject({ history: { start }, stop: { reason: 'edit' } });
    goOn(6);
    expect([read(0x11), read(0x20)]).toEqual([0x42, 0x99]);
    const after = { position: session.status().position, state: state() };
    session.call('step', { kind: 'frame', processor: 'cpu', count: 8, back: true });
    expect(read(0x11)).toBe(0x21);
    session.call('goTo', { time: before.position.time - 1, micro: 0 });
    session.call('step', { kind: 'into', processor: 'cpu', count: 3, back: true });
    session.call('step', { kind: 'into', processor: 'cpu', count: 3 });
    expect(session.status().position).toEqual(before.position);
    session.call('goTo', after.position);
    expect(state() === after.state).toBe(true);
    expect(session.snes.bus.rom[0x1000]).toBe(0x42);
    // Told once more, nothing is another: the recorded future stays.
    session.call('goTo', before.position);
    const { history, stop } = session.status();
    now.cheats = now.cheats.map((one) => ({ ...one }));
    session.outsideChanged();
    expect(session.status()).toMatchObject({ history, stop });
    session.call('goTo', after.position);
    // Who wrote asks machines that run again.
    expect(session.call('whoWrote', { memory: 'wram', from: 0x11, to: 0x11, value: 0x21 })?.position.time).toBeLessThan(
      before.position.time + 400,
    );
    // Off again.
    now.cheats = [];
    session.outsideChanged();
    goOn(1);
    expect(read(0x11)).toBe(0x21);
    session.call('goTo', after.position);
    expect(state() === after.state).toBe(true);
  });

  it('are those of now when the past is left on another way', () => {
    const { session, now, read, goOn } = open();
    goOn(8);
    now.cheats = [{ address: 0x009000, value: 0x42 }];
    session.outsideChanged();
    goOn(2);
    session.call('step', { kind: 'frame', processor: 'cpu', count: 6, back: true });
    expect(read(0x11)).toBe(0x21);
    session.call('run', { fromHere: true });
    session.frame();
    session.pause();
    expect(read(0x11)).toBe(0x42);
    session.call('step', { kind: 'frame', processor: 'cpu', count: 2, back: true });
    expect(read(0x11)).toBe(0x21);
  });

  it('leave the ROM as the game had it when the debugger goes', () => {
    const run = new GameRun(ROM, { region: 'auto', powerOn: { seed: 1 }, sram: null }, ['pad', 'pad'], {
      show: () => {},
      look: () => {},
      hear: () => {},
    });
    run.setCheats([{ address: 0x009000, value: 0x33 }]);
    run.step(pads);
    const make = (): Snes => new Snes(ROM, { entropy: seededEntropy(1) });
    const session = new DebugSession({
      snes: run.snes,
      input: pads,
      replica: make,
      cheats: () => run.cheats,
      devices: () => run.devices,
    });
    run.changedByHand();
    expect(run.snes.bus.rom[0x1000]).toBe(0x33);
    run.setCheats([{ address: 0x009000, value: 0x44 }]);
    session.outsideChanged();
    expect(run.snes.bus.rom[0x1000]).toBe(0x44);
    session.runFrames(2);
    session.close();
    expect(run.snes.bus.rom[0x1000]).toBe(0x33);
    run.step(pads);
    expect(run.snes.bus.rom[0x1000]).toBe(0x44);
    run.setCheats([]);
    run.step(pads);
    expect(run.snes.bus.rom[0x1000]).toBe(0x21);
  });
});

it('a controller that is plugged in while the debugger is open is a part of the history', () => {
  const { session, now, state, goOn } = open();
  goOn(6);
  const { start } = session.status().history;
  now.devices = ['mouse', 'none'];
  plugDevices(session.target.snes.ports, now.devices);
  session.outsideChanged();
  expect(session.status().history.start).toEqual(start);
  goOn(6);
  const after = { position: session.status().position, state: state() };
  session.call('step', { kind: 'frame', processor: 'cpu', count: 9, back: true });
  const early = state();
  session.call('step', { kind: 'frame', processor: 'cpu', count: 9 });
  expect(session.status().position).toEqual(after.position);
  expect(state() === after.state).toBe(true);
  session.call('step', { kind: 'frame', processor: 'cpu', count: 9, back: true });
  expect(state() === early).toBe(true);
  // On another way the mouse is there from here on.
  const mouse = new Snes(ROM, { entropy: seededEntropy(1) });
  session.call('run', { fromHere: true });
  session.frame();
  session.pause();
  expect(plugDevices(session.target.snes.ports, now.devices)).toBe(false);
  expect(plugDevices(mouse.ports, now.devices)).toBe(true);
});

describe('a frozen byte', () => {
  it('holds at every write, whoever makes it, and as it was when it is run again', () => {
    const { session, read, state, goOn } = open();
    goOn(5);
    const early = { position: session.status().position, state: state() };
    session.call('freeze', [FREE]);
    expect(read(0x10)).toBe(7);
    session.call('writeMemory', { memory: 'wram', address: 0x200, bytes: new Uint8Array(256) });
    goOn(3);
    const stored = session.call('readMemory', { memory: 'wram', address: 0x200, length: 256 });
    expect(new Set(stored)).toEqual(new Set([7]));
    expect([read(0x10), read(0x14)]).toEqual([7, 7]);
    // Stepping and who wrote see it, too.
    session.call('step', { kind: 'into', processor: 'cpu', count: 30 });
    expect(read(0x10)).toBe(7);
    expect(session.call('whoWrote', { memory: 'wram', from: 0x10, to: 0x10 })).toMatchObject({ old: 7 });
    const late = { position: session.status().position, state: state() };
    session.call('goTo', early.position);
    session.call('step', { kind: 'into', processor: 'cpu', count: 50, back: true });
    expect(read(0x10)).not.toBe(7);
    session.call('goTo', late.position);
    expect(state() === late.state).toBe(true);
    session.call('freeze', []);
    goOn(1);
    expect(read(0x14)).toBe(0x63);
    session.call('goTo', late.position);
    expect(state() === late.state).toBe(true);
  });

  it('holds in the memories of the PPU and in audio RAM', () => {
    const put = (register: number, value: number): number[] => [0xa9, value, 0x8d, register & 0xff, register >> 8];
    // In forced blank: the same words of VRAM, sprites and colours over and over.
    const loop = [
      ...[put(0x2116, 0), put(0x2117, 0), put(0x2118, 1), put(0x2119, 2)].flat(),
      ...[put(0x2102, 0), put(0x2103, 0), put(0x2104, 3), put(0x2104, 4), put(0x2102, 0), put(0x2103, 1), put(0x2104, 5)].flat(),
      ...[put(0x2121, 0), put(0x2122, 6), put(0x2122, 7)].flat(),
    ];
    const back = 256 - loop.length - 2;
    const code = [0x18, 0xfb, 0xe2, 0x30, ...put(0x2100, 0x80), ...put(0x2115, 0x80), ...loop, 0x80, back];
    const make = (): Snes => new Snes(romOf({ code }), { entropy: seededEntropy(1) });
    const session = new DebugSession({ snes: make(), input: null, replica: make }, { interval: 3 });
    const places = [
      ...[0, 1].map((address) => ({ memory: 'vram', address }) as const),
      ...[0, 1, 0x200].map((address) => ({ memory: 'oam', address }) as const),
      ...[0, 1].map((address) => ({ memory: 'cgram', address }) as const),
      { memory: 'aram', address: 0x300 } as const,
    ];
    const values = (): number[] => places.map((place) => session.call('readMemory', { ...place, length: 1 })[0]);
    session.runFrames(3);
    session.pause();
    // mov $0300,x and inc x, round and round.
    session.call('step', { kind: 'into', processor: 'smp' });
    session.debugger.edit((snes) => {
      snes.aram.set([0xc9, 0x00, 0x03, 0x3d, 0x2f, 0xfa], 0x310);
      processorOf('smp').setPc(snes, 0x310);
    });
    session.call('step', { kind: 'frame', processor: 'cpu' });
    expect(values().slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    session.call(
      'freeze',
      places.map((place, i) => ({ ...place, value: 0x40 + i })),
    );
    // At any moment of a frame.
    for (let i = 0; i < 6; i++) {
      session.call('step', { kind: 'into', processor: 'cpu', count: 97 });
      expect(values()).toEqual([0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47]);
    }
    session.call('step', { kind: 'frame', processor: 'cpu', back: true, count: 2 });
    expect(values().slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('costs nothing when it is none: no page takes the slow way', () => {
    const { session, goOn } = open();
    const { bus } = session.target.snes;
    const free = bus.writeOffset.slice();
    session.call('freeze', [FREE]);
    goOn(1);
    expect(bus.writeOffset).not.toEqual(free);
    session.call('setBreakpoints', [
      { ...NEW_BREAKPOINT, id: 1, write: true, memory: 'wram', from: 0x10, to: 0x10, stops: false },
    ]);
    session.call('freeze', []);
    session.call('setBreakpoints', []);
    expect(bus.writeOffset).toEqual(free);
    session.call('freeze', [FREE]);
    session.close();
    expect(bus.writeOffset).toEqual(free);
  });

  it('survives the load of a state, a restart and a power cycle', () => {
    const { session, read, goOn } = open();
    goOn(4);
    const kept = session.target.snes.saveState();
    session.call('freeze', [FREE]);
    goOn(2);
    const { snes } = session.target;
    for (const change of [() => snes.loadState(kept), () => snes.reset(), () => snes.power()]) {
      change();
      session.machineChanged();
      goOn(3);
      expect([read(0x10), read(0x14)]).toEqual([7, 7]);
    }
  });
});
