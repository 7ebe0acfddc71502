import { describe, expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import type { DebugEventMessage } from '../../../src/session/debug-protocol.ts';
import { romOf } from '../core/machine.ts';

// rep #$20 / loop: inc $10 / jsr sub / bra loop; sub: lda $10 / sta $1234 / rts
const CODE = [0x18, 0xfb, 0xc2, 0x20, 0xe6, 0x10, 0x20, 0x0b, 0x80, 0x80, 0xf9, 0xa5, 0x10, 0x8d, 0x34, 0x12, 0x60];
const LOOP = 0x8004;
const SUB = 0x800b;

function open(): { session: DebugSession; events: DebugEventMessage[] } {
  const make = (): Snes => new Snes(romOf({ code: CODE }), { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make });
  const events: DebugEventMessage[] = [];
  session.onEvent = (event) => events.push(event);
  return { session, events };
}

const exec = (address: number) => ({ ...NEW_BREAKPOINT, id: address, execute: true, from: address, to: address });

describe('debug session', () => {
  it('steps into, over and out of a routine, and back', () => {
    const { session } = open();
    const pc = (): number => session.status().processors[0].pc;
    session.call('runTo', { target: { kind: 'address', processor: 'cpu', address: 0x8006 } });
    expect(pc()).toBe(0x8006);
    session.call('step', { kind: 'into', processor: 'cpu' });
    expect(pc()).toBe(SUB);
    expect(session.call('callStack', { processor: 'cpu' })[0]).toMatchObject({ kind: 'call', from: 0x8006, to: SUB, name: '' });
    session.call('setLabels', [{ memory: 'cpu', address: SUB, name: 'count', comment: '', length: 1 }]);
    expect(session.call('callStack', { processor: 'cpu' })[0]).toMatchObject({ name: 'count' });
    session.call('step', { kind: 'out', processor: 'cpu' });
    expect(pc()).toBe(0x8009);
    session.call('step', { kind: 'over', processor: 'cpu', back: true });
    expect(pc()).toBe(0x8006);
    session.call('step', { kind: 'over', processor: 'cpu' });
    expect(pc()).toBe(0x8009);
    session.call('step', { kind: 'into', processor: 'cpu', back: true });
    expect(pc()).toBe(0x8010);
    session.call('step', { kind: 'out', processor: 'cpu', back: true });
    expect(pc()).toBe(0x8006);
  });

  it('knows the instruction in whose middle it stands', () => {
    const { session } = open();
    const now = () => session.status().processors[0];
    session.call('runTo', { target: { kind: 'address', processor: 'cpu', address: 0x8006 } });
    expect(now()).toMatchObject({ pc: 0x8006, instruction: 0x8006 });
    session.call('step', { kind: 'cycle', processor: 'cpu', count: 3 });
    // jsr has read its operand: PC names what follows it, which is not next.
    expect(now()).toMatchObject({ pc: 0x8009, instruction: 0x8006, atInstruction: false });
    session.call('step', { kind: 'into', processor: 'cpu' });
    expect(now()).toMatchObject({ pc: SUB, instruction: SUB });
  });

  it('marks a breakpoint at each mirror of the row that it stops at, and at no other', () => {
    const { session } = open();
    const marked = (address: number, processor: 'cpu' | 'smp' = 'cpu'): readonly number[] =>
      session.call('disassemble', { processor, address, before: 0, after: 0 })[0].breakpoints;
    session.call('setBreakpoints', [
      { ...exec(0x8006), id: 1 },
      { ...exec(0x808006), id: 2, enabled: false },
      { ...exec(6), id: 3, memory: 'rom', to: 7 },
      { ...exec(0x8006), id: 4, forbid: true },
      { ...exec(0x8006), id: 5, execute: false, write: true },
      { ...exec(0x8006), id: 6, memory: 'smp', processor: 'smp' },
    ]);
    for (const address of [0x8006, 0x808006, 0x018006]) expect(marked(address)).toEqual([1, 2, 3]);
    expect(marked(0x8007)).toEqual([3]);
    expect(marked(0x7e8006)).toEqual([]);
    expect(marked(0x8006, 'smp')).toEqual([6]);
  });

  it('keeps every row of a trace for a file, and stands while too many wait', () => {
    const { session } = open();
    const options = { cpu: true, smp: false, cpuCondition: '', smpCondition: '', cpuFormat: '{pc:x4}', smpFormat: '' };
    const take = () => session.call('takeTrace', null);
    expect(() => session.call('traceFile', { ...options, cpuCondition: 'pc ==' })).toThrow();
    session.call('traceFile', options);
    session.call('step', { kind: 'into', processor: 'cpu', count: 3 });
    // The reset is a step of its own.
    expect(take()).toEqual({ text: '8000\n8001\n', total: 2 });
    expect(take()).toEqual({ text: '', total: 2 });
    session.call('traceFile', { ...options, cpuFormat: `{pc:x4}${'.'.repeat(4000)}` });
    session.run(false);
    const frame = (): number => {
      session.frame();
      return session.status().frame;
    };
    const first = frame();
    const full = frame();
    expect([frame(), frame()]).toEqual([full, full]);
    let text = '';
    for (let part = take(); part.text !== ''; part = take()) text += part.text;
    expect(full).toBeGreaterThanOrEqual(first);
    expect(text.length).toBeGreaterThan(16 << 20);
    expect(text.split('\n')).toHaveLength(take().total + 1);
    expect(frame()).toBeGreaterThan(full);
    session.call('traceFile', null);
    expect(take().text).not.toBe('');
  });

  it('says how many lines of a log were left out', () => {
    const { session, events } = open();
    session.call('setBreakpoints', [{ ...exec(LOOP), log: 'x', stops: false }]);
    session.runFrames(1);
    const lines = events.flatMap((event) => (event.event === 'debug-log' ? event.lines : []));
    const hits = session.call('breakpoints', null)[0].hits;
    expect(hits).toBeGreaterThan(1100);
    expect(lines).toHaveLength(1001);
    expect(lines.at(-1)?.text).toBe(`… +${hits - 1000}`);
  });

  it('keeps the rows of a trace that was switched off, and says what is written', () => {
    const { session } = open();
    const rows = () => session.call('traceRows', { first: 0, most: 100 });
    expect(rows()).toMatchObject({ options: null, total: 0 });
    const options = {
      cpu: true,
      smp: false,
      cpuCondition: 'pc == $8004',
      smpCondition: '',
      cpuFormat: '{pc:x4}!',
      smpFormat: '',
    };
    session.call('trace', options);
    // Steps are written as what runs.
    session.call('step', { kind: 'into', processor: 'cpu', count: 12 });
    expect(rows().options).toEqual(options);
    expect(rows().rows).toEqual(['8004!', '8004!']);
    session.call('trace', null);
    session.call('step', { kind: 'into', processor: 'cpu', count: 12 });
    expect(rows()).toMatchObject({ options: null, total: 2, rows: ['8004!', '8004!'] });
    const { places } = rows();
    for (const { processor, pc, time } of places) {
      expect([processor, pc]).toEqual(['cpu', 0x8004]);
      const { processors, stop } = session.call('goTo', { time: time ?? 0, micro: 0 });
      expect([processors[0].pc, stop?.reason]).toEqual([0x8004, 'goto']);
    }
    expect(new Set(places.map(({ time }) => time)).size).toBe(2);
    expect(() => session.call('trace', { ...options, cpuCondition: 'pc ==' })).toThrow();
  });

  it('stops at breakpoints with conditions, logs, counts and takes temporary ones away', () => {
    const { session, events } = open();
    expect(session.call('setBreakpoints', [{ ...exec(SUB), condition: '{$10} == 3 +' }])).toMatchObject({
      id: SUB,
      problem: { column: 13 },
    });
    session.call('setBreakpoints', [
      { ...exec(SUB), condition: '{$10} >= {$14} + 3 && 1 == 1 || a == $ffff', log: 'sub {pc:x6} {hits:d}', stops: false },
      { ...NEW_BREAKPOINT, id: 9, write: true, memory: 'wram', from: 0x1234, to: 0x1235, temporary: true, ignore: 2 },
    ]);
    session.runFrames(3);
    const status = session.status();
    expect(status.stop).toMatchObject({ reason: 'breakpoint' });
    expect(status.stop?.hits[0]).toMatchObject({ id: 9, kind: 'write', pc: 0x800d, address: 0x1234 });
    expect(status.processors[0].pc).toBe(0x8010);
    expect(session.call('breakpoints', null).map(({ id }) => id)).toEqual([SUB]);
    expect(events.some(({ event }) => event === 'debug-stopped')).toBe(true);
  });

  it('stops where the beam, the picture and DMA are', () => {
    const { session } = open();
    const at = (kind: 'vblank' | 'hblank'): [number, number] => {
      const { line, dot } = session.call('runTo', { target: { kind } });
      return [line, dot];
    };
    expect(at('vblank')[0]).toBe(225);
    expect(at('hblank')[1]).toBeGreaterThanOrEqual(274);
    const { line, dot } = session.call('runTo', { target: { kind: 'beam', line: 100, dot: 50 } });
    expect(line).toBe(100);
    expect(dot).toBeGreaterThanOrEqual(50);
    expect(dot).toBeLessThan(54);
    expect(session.call('step', { kind: 'scanline', processor: 'cpu', count: 3 }).line).toBe(103);
    expect(session.call('step', { kind: 'scanline', processor: 'cpu', count: 3, back: true }).line).toBe(100);
  });

  it('changes memory and registers, takes it back, and repeats it when it goes back and forth', () => {
    const { session } = open();
    session.call('runTo', { target: { kind: 'vblank' } });
    const before = session.status().position;
    session.call('writeMemory', { memory: 'wram', address: 0x10, bytes: Uint8Array.of(0x55, 0x66) });
    session.call('setRegister', { processor: 'cpu', register: 'pc', value: LOOP });
    session.call('step', { kind: 'into', processor: 'cpu', count: 50 });
    const value = session.call('readMemory', { memory: 'wram', address: 0x10, length: 2 });
    const later = session.status().position;
    session.call('step', { kind: 'into', processor: 'cpu', count: 60, back: true });
    session.call('goTo', later);
    expect(session.call('readMemory', { memory: 'wram', address: 0x10, length: 2 })).toEqual(value);
    session.call('goTo', before);
    expect(session.call('undo', null)?.text).toContain('pc');
    expect(session.call('undo', null)?.text).toContain('wram');
    expect(session.call('readMemory', { memory: 'wram', address: 0x10, length: 2 })).not.toEqual(Uint8Array.of(0x55, 0x66));
    expect(session.call('undo', null)).toBeNull();
    expect(() => session.call('writeMemory', { memory: 'oam', address: 544, bytes: Uint8Array.of(1) })).toThrow('544 bytes');
    expect(() => session.call('setRegister', { processor: 'cpu', register: 'q', value: 1 })).toThrow("no register 'q'");
  });

  it('says who wrote a byte, and disassembles with labels and widths from execution', () => {
    const { session } = open();
    session.call('setLabels', [
      { memory: 'cpu', address: SUB, name: 'copy', comment: 'copies', length: 1 },
      { memory: 'cpu', address: 0x1234, name: 'target', comment: '', length: 2 },
    ]);
    session.runFrames(2);
    session.pause();
    const write = session.call('whoWrote', { memory: 'cpu', from: 0x1234, to: 0x1234 });
    expect(write).toMatchObject({ memory: 'wram', address: 0x1234, agent: 'cpu', pc: 0x800d });
    const earlier = session.call('whoWrote', { memory: 'cpu', from: 0x1234, to: 0x1234, before: write!.position });
    expect(earlier).toMatchObject({ address: 0x1234, pc: 0x800d, value: write!.old });
    expect(earlier!.position.time).toBeLessThan(write!.position.time);
    expect(session.call('goTo', write!.position).processors[0].pc).toBe(0x800d);
    const rows = session.call('disassemble', { processor: 'cpu', address: 0x8004, before: 0, after: 6 });
    expect(rows.map(({ text }) => text)).toEqual([
      'inc $10',
      'jsr copy',
      'bra $8004',
      'lda $10',
      'sta $1234',
      'rts',
      expect.any(String),
    ]);
    expect(rows[3]).toMatchObject({
      label: 'copy',
      comment: 'copies',
      kind: 'code',
      accumulator: 16,
      effective: { address: 0x10 },
    });
    expect(rows[4]?.effective).toMatchObject({ address: 0x1234, label: 'target' });
    expect(session.call('evaluate', { text: '{target} + 1', processor: 'cpu' }).problem).toBeNull();
  });

  it('takes symbols, reads watches, assembles in place and exports what was changed', () => {
    const { session } = open();
    session.runFrames(2);
    session.pause();
    expect(session.call('importSymbols', { text: '[labels]\n00:8004 loop\n00:800b copy\n7e:0010 counter\n' })).toMatchObject({
      labels: 3,
    });
    session.call('writeMemory', { memory: 'wram', address: 0x10, bytes: Uint8Array.of(0x34, 0x12, 0x80, 0xff, 0x41, 0x42) });
    const [watch, bad] = session.call('watches', [
      { name: 'c', address: 'counter', memory: 'cpu', type: 'struct { n: u16, f: fixed16.8, t: string2, a: s8[2] }' },
      { name: 'bad', address: '0', memory: 'cpu', type: 'float' },
    ]);
    expect(watch.children.map(({ text }) => text)).toEqual(['4660 ($1234)', '-0.5000', '"AB"', '2']);
    expect(bad.text).toContain("'float' is no type");
    expect(session.call('references', { processor: 'cpu', address: SUB }).map(({ address }) => address)).toEqual([0x8006]);
    const { errors, bytes } = session.call('assemble', { processor: 'cpu', address: SUB, source: 'jmp loop', write: true });
    expect(errors).toEqual([]);
    expect([...bytes]).toEqual([0x4c, 0x04, 0x80]);
    expect([...session.call('exportRom', { as: 'ips' })].slice(5, 13)).toEqual([0, 0, 0x0b, 0, 3, 0x4c, 0x04, 0x80]);
    session.call('undo', null);
    expect(session.call('exportRom', { as: 'rom' })[SUB & 0x7fff]).toBe(0xa5);
  });
});

it('goes no further than the end of what was recorded', () => {
  const { session } = open();
  session.runFrames(2);
  session.pause();
  const { end } = session.status().history;
  session.call('step', { kind: 'frame', processor: 'cpu', back: true });
  expect(session.call('goTo', { time: 1e15, micro: 3 }).position).toEqual(end);
});

it('shows the frame that comes next after a state was loaded while it stands, and keeps the machine as it was loaded', () => {
  // Each frame: wai / stz $2121 / inc $10 / lda $10 / sta $2122 / stz $2122 / bra
  const code = [0x18, 0xfb, 0xe2, 0x30, 0xa9, 0x0f, 0x8d, 0x00, 0x21, 0xa9, 0x80, 0x8d, 0x00, 0x42];
  const loop = [0xcb, 0x9c, 0x21, 0x21, 0xe6, 0x10, 0xa5, 0x10, 0x29, 0x1f, 0x8d, 0x22, 0x21, 0x9c, 0x22, 0x21, 0x80, 0xee];
  const rom = romOf({ code: [...code, ...loop], at: { 0x9000: [0x40] }, nmi: 0x9000 });
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  const shown: number[] = [];
  const show = (snes: Snes): Snes => {
    snes.video = { frame: ({ pixels }) => void shown.push(pixels[100 * 512]) };
    return snes;
  };
  const session = new DebugSession({ snes: show(make()), input: null, replica: make });
  session.runFrames(5);
  session.pause();
  const state = session.target.snes.saveState();
  session.runFrames(7);
  session.pause();
  const other = show(make());
  other.loadState(state);
  other.runFrame();
  const next = shown.at(-1);
  session.target.snes.loadState(state);
  session.machineChanged();
  expect(shown.at(-1)).toBe(next);
  expect(session.target.snes.saveState()).toEqual(state);
  session.call('step', { kind: 'into', processor: 'cpu' });
  session.call('step', { kind: 'into', processor: 'cpu', back: true });
  expect(shown.at(-1)).toBe(next);
  expect(session.call('pixel', { x: 3, y: 100, dots: true })).toBeNull();
  session.call('step', { kind: 'frame', processor: 'cpu' });
  expect(shown.at(-1)).toBe(next);
  expect(session.call('pixel', { x: 3, y: 100, dots: true })?.colors[1].result).toBe((next ?? 0) & 0x7fff);
});
