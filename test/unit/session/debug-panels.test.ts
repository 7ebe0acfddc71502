import { expect, it } from 'vitest';
import { openHeadlessDebug } from '../../../src/session/headless-debug.ts';
import { romOf } from '../core/machine.ts';
import { buildRom } from '../../roms/harness.ts';

it('lists the samples of the directory and nothing behind it, and writes them as they are', () => {
  const session = openHeadlessDebug(buildRom('apu-boot'));
  const { aram, apu } = session.snes;
  aram.fill(0, 0x2000, 0x3000);
  apu.dsp.registers[0x5d] = 0x20;
  for (let voice = 0; voice < 8; voice++) apu.dsp.registers[(voice << 4) | 4] = 0;
  // Two samples, the first one a loop of a square at full height; then bytes that look like an entry with a loop into a block.
  aram.set([0x00, 0x21, 0x00, 0x21, 0x09, 0x21, 0x09, 0x21, 0x00, 0x21, 0x01, 0x21], 0x2000);
  aram.set([0xc3, 0x77, 0x77, 0x77, 0x77, 0x88, 0x88, 0x88, 0x88], 0x2100);
  aram.set([0xb1, 0x10, 0, 0, 0, 0, 0, 0, 0], 0x2109);
  const samples = session.call('samples', null);
  expect(samples.map(({ source, start, blocks, loops }) => [source, start, blocks, loops])).toEqual([
    [0, 0x2100, 1, true],
    [1, 0x2109, 1, false],
  ]);
  const wave = session.call('sample', { start: 0x2100, blocks: 1 });
  expect([wave[0], wave[15]]).toEqual([28672, -32768]);
  const file = session.call('sampleWav', { start: 0x2100, blocks: 1, rate: 16000 });
  const view = new DataView(file.buffer, file.byteOffset);
  expect(view.getUint32(24, true)).toBe(16000);
  expect([0, 15].map((at) => view.getInt16(44 + at * 4, true))).toEqual([28672, -32768]);
});

it('samples at a line and a dot while the game runs, as when it stands', () => {
  // Over and over: the beam's line to the first palette entry.
  const code = [0x18, 0xfb, 0xe2, 0x30, 0xad, 0x37, 0x21, 0xad, 0x3d, 0x21, 0x9c, 0x21, 0x21, 0x8d, 0x22, 0x21, 0x9c, 0x22, 0x21];
  const session = openHeadlessDebug(romOf({ code: [...code, 0xad, 0x3d, 0x21, 0x80, 256 - 20] }));
  const color = (line: number): number => session.call('palette', { sample: { line, dot: 100 } })[0];
  session.run(false);
  for (let frame = 0; frame < 4; frame++) {
    session.frame();
    color(40);
    color(90);
  }
  const running = [color(40), color(90)];
  expect(running[0]).toBeGreaterThan(36);
  expect(running[0]).toBeLessThan(42);
  expect(running[1]).toBeGreaterThan(86);
  session.pause();
  expect([color(40), color(90)]).toEqual(running);
  // The frames are whole all the same.
  const frame = session.snes.frame;
  session.run(false);
  session.frame();
  session.frame();
  expect(session.snes.frame).toBe(frame + 2);
});

it('keeps moments, and states as moments', () => {
  const session = openHeadlessDebug(buildRom('apu-boot'));
  const state = session.snes.saveState();
  session.call('keepMoment', { name: 'now' });
  session.call('writeMemory', { memory: 'wram', address: 0x1234, bytes: Uint8Array.of(0xa5) });
  session.call('keepMoment', { name: 'state', state });
  expect(session.call('moments', null)).toEqual(['now', 'state']);
  expect(session.call('diff', { memory: 'wram', from: 'now', to: 'state' })).toEqual([]);
  expect(session.call('diff', { memory: 'wram', from: 'state' }).map(({ address, after }) => [address, after[0]])).toEqual([
    [0x1234, 0xa5],
  ]);
  expect(() => session.call('keepMoment', { name: 'bad', state: Uint8Array.of(1, 2, 3) })).toThrow();
});

it('says of typed watches how their numbers are written, and which letters a table has', () => {
  const session = openHeadlessDebug(buildRom('apu-boot'));
  session.call('writeMemory', { memory: 'wram', address: 0x20, bytes: Uint8Array.of(0x80, 0xff, 3) });
  const [value] = session.call('watches', [
    { name: 'hero', address: '$20', memory: 'wram', type: 'struct { x: fixed16.8, n: u8 }' },
  ]);
  expect(value.children.map(({ text, number }) => [text, number])).toEqual([
    ['-0.5000', { bytes: 2, signed: true, fraction: 8 }],
    ['3 ($03)', { bytes: 1, signed: false, fraction: 0 }],
  ]);
  // Labels are those of the memory's processor.
  session.call('setLabels', [{ memory: 'aram', address: 0x321, name: 'tempo', comment: '', length: 1 }]);
  session.call('writeMemory', { memory: 'aram', address: 0x322, bytes: Uint8Array.of(0x2a) });
  expect(session.call('watches', [{ name: '', address: 'tempo + 1', memory: 'aram', type: 'u8' }])[0].text).toContain('42');
  const { letters } = session.call('setTable', { text: '80=A\n81=B' });
  expect([letters.length, letters[0x80], letters[0x82]]).toEqual([256, 'A', '']);
  session.call('setTable', { text: '80=A\n8090=Hero' });
  session.call('writeMemory', { memory: 'wram', address: 0x40, bytes: Uint8Array.of(0x80, 0x80, 0x90, 0x21, 0x80, 0) });
  const [string] = session.call('watches', [{ name: '', address: '$40', memory: 'wram', type: 'string' }]);
  expect(string.text).toBe('"AHero!A"');
  expect(session.call('setTable', { text: '' }).letters).toEqual([]);
});
