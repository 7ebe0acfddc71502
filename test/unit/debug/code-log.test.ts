import { describe, expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { crc32 } from '../../../src/core/state/crc32.ts';
import { OperandLog } from '../../../src/debug/code/operand-log.ts';
import { processorOf } from '../../../src/debug/processors.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { chance } from '../../debug/rig.ts';
import { romOf } from '../core/machine.ts';

const word = (value: number): number[] => [value & 0xff, value >> 8];
const bank = (value: number): number[] => [0xa9, value, 0x48, 0xab];
const direct = (value: number): number[] => [0xf4, ...word(value), 0x2b];

/** Of the same operand bytes each means another place, and the registers end elsewhere. */
const USES = [
  [...bank(0x7f), 0xad, ...word(0x1234), ...bank(0x00), 0xad, ...word(0x1234)],
  [...direct(0x0200), 0xa5, 0x10, ...direct(0x0000), 0xa5, 0x10],
  [0xa2, 0x00, 0x9d, ...word(0x0400), 0xe8, 0xe0, 0x20, 0xd0, 0xf8],
  // A pointer at $20 to $7e0500, and a jump through a table.
  [0xa9, 0x00, 0x85, 0x20, 0xa9, 0x05, 0x85, 0x21, 0xa9, 0x7e, 0x85, 0x22, 0xa7, 0x20],
  [0xa2, 0x02, 0xfc, ...word(0x9000)],
].flat();
const ROM = romOf({
  code: [
    0x18,
    0xfb,
    0xe2,
    0x30,
    ...USES,
    0xc2,
    0x20,
    0xa9,
    ...word(0x0a00),
    0x5b,
    0xe2,
    0x20,
    ...bank(0x55),
    0x5c,
    0x00,
    0xa0,
    0x00,
  ],
  at: { 0x9000: [...word(0xa100), ...word(0xa200)], 0xa200: [0x60], 0xa000: [0xea, 0x80, 0xfd] },
});

function open(idles = false): DebugSession {
  const make = (): Snes => new Snes(ROM, { entropy: seededEntropy(1) });
  return new DebugSession({ snes: make(), input: null, replica: make }, { interval: 5, idles });
}

const textOf = (session: DebugSession, address: number): string[] =>
  session.call('references', { processor: 'cpu', address }).map((row) => row.text);

/** Place and what must name it. */
const EXPECTED: readonly (readonly [number, readonly string[]])[] = [
  [0x7f1234, ['lda a:$1234']],
  [0x001234, ['lda a:$1234']],
  [0x000210, ['lda $10']],
  [0x7e0010, ['lda $10']],
  [0x000400, ['sta a:$0400,x']],
  [0x00041f, ['sta a:$0400,x']],
  [0x000420, []],
  [0x000500, ['lda [$20]']],
  [0x00a200, ['jsr ($9000,x)']],
  [0x009002, ['jsr ($9000,x)']],
  [0x000a10, []],
  [0x551234, []],
];

describe('references to an address', () => {
  it('go by what execution showed, and are the same at every stop', () => {
    const session = open();
    session.runFrames(2);
    session.pause();
    const names = EXPECTED.map(([address]) => textOf(session, address));
    const plain = (texts: readonly string[]): string[] => texts.map((text) => text.replace('a:', ''));
    expect(names.map(plain)).toEqual(EXPECTED.map(([, texts]) => plain(texts)));
    expect(textOf(session, 0x7f1234)).not.toEqual([]);
    session.call('setRegister', { processor: 'cpu', register: 'db', value: 0x7f });
    session.call('setRegister', { processor: 'cpu', register: 'd', value: 0x300 });
    expect(EXPECTED.map(([address]) => textOf(session, address))).toEqual(names);
    const [row] = session.call('references', { processor: 'cpu', address: 0x7f1234 });
    expect(row.effective?.address).toBe(0x7f1234);
    // Kept on disk with the log.
    const { bytes } = session.call('codeLog', null);
    const other = open();
    other.call('loadCodeLog', bytes);
    expect(EXPECTED.map(([address]) => textOf(other, address))).toEqual(names);
    const short = bytes.slice(0, -3);
    expect(() => open().call('loadCodeLog', short)).toThrow('operands');
  });

  it('know the sound processor’s, too', () => {
    const session = open();
    session.runFrames(1);
    session.pause();
    session.call('step', { kind: 'into', processor: 'smp' });
    // setp; mov a,$10; clrp; mov a,$10; bra
    session.debugger.edit((snes) => {
      snes.aram.set([0x40, 0xe4, 0x10, 0x20, 0xe4, 0x10, 0x2f, 0xf8], 0x300);
      processorOf('smp').setPc(snes, 0x300);
    });
    session.call('step', { kind: 'frame', processor: 'cpu' });
    const at = (address: number): number[] => session.call('references', { processor: 'smp', address }).map((row) => row.address);
    expect(at(0x110)).toEqual([0x301]);
    expect(at(0x10)).toContain(0x304);
    expect(at(0x10)).not.toContain(0x301);
  });
});

it('an operand log knows what was touched, and of very scattered places a little more', () => {
  const next = chance(9);
  const log = new OperandLog();
  const touched = new Map<number, Set<number>>();
  for (let i = 0; i < 4000; i++) {
    const place = next(8);
    const at = next(4) === 0 ? next(200) * 3 : next(60);
    const bytes = 1 + next(2);
    log.note(place, at, at, bytes, false);
    const set = touched.get(place) ?? new Set();
    touched.set(place, set);
    for (let byte = 0; byte < bytes; byte++) set.add(at + byte);
  }
  const scattered = new OperandLog();
  for (let i = 0; i < 1000; i++) scattered.note(1, i * 1000, i * 1000, 1, false);
  const copy = new OperandLog();
  expect(copy.unpack(Uint8Array.from(log.pack(0, 8)), 0, 8)).toBe(true);
  for (const one of [log, copy])
    for (const [place, set] of touched) for (const at of set) expect(one.touches(place, at), `${place} ${at}`).toBe(true);
  for (let i = 0; i < 1000; i++) expect(scattered.touches(1, i * 1000)).toBe(true);
  const few = new OperandLog();
  for (let i = 0; i < 30; i++) few.note(1, (i * 7) % 30, ((i * 7) % 30) * 4, 2, i === 29);
  for (let at = 0; at < 140; at++) expect(few.touches(1, at)).toBe(at < 120 && at % 4 < 2);
  expect(few.lastOf(1)).toBe((28 * 7) % 30);
  expect(copy.unpack(Uint8Array.of(0x80, 0x80), 0, 8)).toBe(false);
});

describe('a .cdl file', () => {
  it('has Mesen’s head and a byte for each of the ROM, and can be read again', () => {
    const session = open();
    session.runFrames(2);
    session.pause();
    const file = session.call('exportCdl', null);
    const rom = session.call('exportRom', { as: 'rom' });
    expect(file).toHaveLength(9 + rom.length);
    expect(new TextDecoder().decode(file.subarray(0, 5))).toBe('CDLv2');
    expect(new DataView(file.buffer).getUint32(5, true)).toBe(crc32(rom));
    const at = (address: number): number => file[9 + (address & 0x7fff)];
    // clc; xce in emulation, then sep #$30, 8 bits wide; data of a table; a routine; a jump's target.
    expect([at(0x8000), at(0x8001), at(0x8002), at(0x8003)]).toEqual([0x31, 0x31, 0x31, 0x31]);
    expect(at(0x9002)).toBe(0x02);
    expect(at(0xa200)).toBe(0x39);
    expect(at(0xa000)).toBe(0x35);
    expect(at(0xb000)).toBe(0);
    const { code, data, unknown } = session.call('coverage', null);
    expect(code + data + unknown).toBe(rom.length);
    expect(code).toBe(file.subarray(9).filter((byte) => (byte & 1) !== 0).length);
    const other = open();
    other.call('loadCodeLog', file);
    expect([...other.call('exportCdl', null)]).toEqual([...file]);
    expect(other.call('coverage', null)).toMatchObject({ code, data, unknown });
    file[5] ^= 1;
    expect(() => other.call('loadCodeLog', file)).toThrow('another ROM');
    expect(() => other.call('loadCodeLog', file.slice(0, 100))).toThrow('shorter');
  });
});

describe('the map of the ROM', () => {
  it('knows what DMA has read, and keeps it with the log', () => {
    const session = open();
    session.runFrames(1);
    session.pause();
    // Channel 0 reads 16 bytes of $00:B000 into VRAM.
    const put = (address: number, value: number): number[] => [0xa9, value, 0x8d, ...word(address)];
    const setup = [0x01, 0x18, 0x00, 0xb0, 0x00, 0x10, 0x00].flatMap((value, at) => put(0x4300 + at, value));
    session.debugger.edit((snes) => {
      snes.bus.wram.set([0x78, 0xe2, 0x20, ...bank(0x00), ...setup, ...put(0x420b, 0x01), 0x80, 0xfe], 0x1000);
      processorOf('cpu').setPc(snes, 0x7e1000);
    });
    session.call('step', { kind: 'frame', processor: 'cpu' });
    const map = session.call('codeMap', null);
    const rom = session.call('exportRom', { as: 'rom' });
    expect([map.flags.length, map.transferred.length]).toEqual([rom.length, rom.length]);
    expect(map.banks[0] & 0x7fff).toBe(0);
    const read = [...map.transferred.keys()].filter((at) => map.transferred[at] === 1);
    expect(read).toEqual(Array.from({ length: 16 }, (_, i) => 0x3000 + i));
    expect(map.flags[0x3000]).toBe(0x04);
    expect(map.flags[0] & 0x01).toBe(0x01);
    const other = open();
    other.call('loadCodeLog', session.call('codeLog', null).bytes);
    const again = other.call('codeMap', null);
    expect(Buffer.compare(again.transferred, map.transferred)).toBe(0);
    expect(Buffer.compare(again.flags, map.flags)).toBe(0);
  });

  it('learns a little while the machine runs', () => {
    const session = open();
    session.runFrames(40);
    const { learned } = session.call('codeMap', null);
    expect(learned).toBeGreaterThan(0);
    expect(session.call('codeMap', null).learned).toBeGreaterThan(learned);
    expect(session.call('codeMap', null).learned).toBeLessThan(0.2);
  });

  it('learns a little by itself in the first frames, so that the first pause finds its code compiled, and then no more', () => {
    const [session, other] = [open(true), open()];
    const clocks = ({ debugger: { history }, learner }: DebugSession): number =>
      learner.learned * (history.end - history.timeline.start);
    session.runFrames(30);
    other.runFrames(30);
    const early = clocks(session);
    expect(early).toBeGreaterThan(0);
    expect(session.snes.saveState()).toEqual(other.snes.saveState());
    expect(clocks(other)).toBe(0);
    session.runFrames(210);
    const learned = clocks(session);
    expect(learned).toBeGreaterThan(early * 2);
    session.runFrames(60);
    expect(clocks(session)).toBeCloseTo(learned, 0);
  });
});

describe('while nothing is asked', () => {
  it('the log becomes that of the whole history, in pieces, and nothing else changes', () => {
    const whole = open();
    const { live } = whole.debugger.history;
    live.hub.add(whole.codeLog.watcher(live.snes));
    whole.runFrames(24);
    whole.pause();
    const session = open();
    session.runFrames(24);
    session.pause();
    session.call('coverage', null);
    const { position } = session.status();
    const state = session.snes.saveState();
    expect(session.call('coverage', null).learned).toBeLessThan(0.8);
    // A clock that takes half a millisecond at each look: some looks a piece.
    let time = 0;
    let pieces = 0;
    let most = 0;
    while (session.learner.learned < 1 && pieces++ < 2000) {
      const before = time;
      session.idle(() => (time += 0.5));
      most = Math.max(most, time - before);
      if (pieces === 10) session.call('disassemble', { processor: 'cpu', address: 0x8000, before: 0, after: 3 });
    }
    expect(pieces).toBeGreaterThan(5);
    expect(most).toBeLessThan(8);
    expect(Buffer.compare(session.codeLog.flags, whole.codeLog.flags)).toBe(0);
    expect(session.status().position).toEqual(position);
    expect(Buffer.compare(session.snes.saveState(), state)).toBe(0);
    expect(EXPECTED.map(([address]) => textOf(session, address))).toEqual(EXPECTED.map(([address]) => textOf(whole, address)));
    // Another past is learned anew.
    session.call('step', { kind: 'frame', processor: 'cpu', count: 16, back: true });
    session.debugger.edit((snes) => (snes.wram[0x1000] = 1));
    expect(session.learner.learned).toBe(1);
    session.runFrames(16);
    session.pause();
    expect(session.learner.learned).toBeLessThan(1);
    for (let i = 0; i < 400; i++) session.idle(() => (time += 0.5));
    expect(session.learner.learned).toBe(1);
  });
});
