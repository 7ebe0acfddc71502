import { expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { CodeFlag } from '../../../src/debug/code/code-log.ts';
import type { TextQuery } from '../../../src/session/debug-protocol.ts';
import { romOf } from '../core/machine.ts';

/**
 * $8000: lda #$12, jsl $018100, bra $8000, then a byte of data that as an instruction (jmp) would run into what follows: $8009 clc, rtl, called from
 * bank 1. Never executed: $9001 sbc #$34.
 */
const ROM = romOf({
  code: [0xa9, 0x12, 0x22, 0x00, 0x81, 0x01, 0x80, 0xf8, 0x4c, 0x18, 0x6b],
  at: { 0x9001: [0xe9, 0x34, 0x60], 0x8100: [0x60] },
});

function open(): DebugSession {
  // Bank 1: jsl $008009, eor #$77, rtl.
  const rom = new Uint8Array(0x10000);
  rom.set(ROM.subarray(0, Math.min(ROM.length, rom.length)));
  rom.set([0x22, 0x09, 0x80, 0x00, 0x49, 0x77, 0x6b], 0x8100);
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make }, { interval: 5 });
  session.call('step', { kind: 'into', processor: 'cpu', count: 40 });
  session.call('pause', null);
  return session;
}

/** Asked in parts it is the same, and how much is gone through only grows. */
function find(session: DebugSession, text: string, from: number, back = false) {
  const query = { processor: 'cpu', text, from, back } as const;
  const parts = partsOf(session, query);
  const found = session.call('findText', query);
  expect(parts.at(-1)?.found).toEqual(found);
  return found;
}

function partsOf(session: DebugSession, query: TextQuery) {
  const parts = [session.call('findTextPart', { ...query, on: false })];
  while (parts.at(-1)?.found === undefined) parts.push(session.call('findTextPart', { ...query, on: true }));
  const gone = parts.slice(0, -1).map(({ part }) => part);
  expect(gone).toEqual(gone.toSorted((a, b) => a - b));
  return parts;
}

it('finds instructions, labels and comments, onward and backward, around and in banks that were executed', () => {
  const session = open();
  session.call('setLabels', [
    { memory: 'cpu', address: 0x8002, name: 'CallOut', comment: '', length: 1 },
    { memory: 'cpu', address: 0x018104, name: '', comment: 'turns the Bits', length: 1 },
  ]);
  expect(find(session, 'LDA  #$12', 0x8005)).toEqual({ address: 0x8000, wrapped: true });
  expect(find(session, 'callout', 0x8000)).toEqual({ address: 0x8002, wrapped: false });
  expect(find(session, 'callout:', 0x9000, true)).toEqual({ address: 0x8002, wrapped: false });
  // Nothing of it was executed in the bank of the chosen row.
  expect(find(session, 'sbc #$34', 0x8000)).toEqual({ address: 0x9001, wrapped: false });
  expect(find(session, 'eor #$77', 0x8000)).toEqual({ address: 0x018104, wrapped: false });
  expect(find(session, '; turns the bits', 0x8000)).toEqual({ address: 0x018104, wrapped: false });
  expect(find(session, 'eor #$77', 0x8000, true)).toEqual({ address: 0x018104, wrapped: true });
  expect(find(session, 'rtl', 0x8000)).toEqual({ address: 0x800a, wrapped: false });
  expect(find(session, 'rtl', 0x800a)).toEqual({ address: 0x018106, wrapped: false });
  expect(find(session, 'rtl', 0x018106)).toEqual({ address: 0x800a, wrapped: true });
  // The only one there is is the row itself.
  expect(find(session, 'lda #$12', 0x8000)).toEqual({ address: 0x8000, wrapped: true });
  expect(find(session, 'no such text', 0x8000)).toBe(null);
  expect(find(session, '  ', 0x8000)).toBe(null);
  // In a mirror the same code is not found twice.
  expect(find(session, 'jsl', 0x808002)).toEqual({ address: 0x018100, wrapped: true });
  expect(session.call('findText', { processor: 'smp', text: 'no such text', from: 0x200, back: false })).toBe(null);
});

it('goes through a large game in many small parts, which another question ends', () => {
  const rom = new Uint8Array(1 << 22);
  // A 4 MB HiROM of lda $7exxxx, with one eor in its last bank.
  for (let at = 0; at < rom.length; at += 4) rom.set([0xaf, at >> 8, at >> 16, 0x7e], at);
  rom.set([0x4f, 0x34, 0x12, 0x7e], 0x3f4000);
  rom.set([0x31, 0x00, 0x0c, 0x00, 0x01, 0x33, 0x00], 0xffd5);
  rom.set([0x00, 0x80], 0xfffc);
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make });
  const { flags } = session.codeLog;
  for (let bank = 0; bank < 0x40; bank++)
    for (let at = 0x4000; at < 0x6000; at += 4) flags[session.snes.wram.length + bank * 0x10000 + at] = CodeFlag.Opcode;
  const query = { processor: 'cpu', text: 'eor $7e1234', from: 0xc08000, back: false } as const;
  const parts = partsOf(session, query);
  expect(parts.at(-1)?.found).toEqual({ address: 0xff4000, wrapped: false });
  expect(parts.length).toBeGreaterThan(60);
  // Another question begins anew, and so does this one after it.
  session.call('findTextPart', { ...query, on: false });
  session.call('findTextPart', { ...query, on: true });
  const other = session.call('findTextPart', { ...query, text: 'lda', on: true });
  expect(other).toEqual({ found: undefined, part: parts[0].part });
  expect(session.call('findTextPart', { ...query, on: true })).toEqual(parts[0]);
  expect(partsOf(session, { ...query, text: 'lda' }).at(-1)?.found).toEqual({ address: 0xc08004, wrapped: false });
});

it('does not let data run into an instruction that was executed', () => {
  const session = open();
  const rows = session.call('disassemble', { processor: 'cpu', address: 0x8006, before: 0, after: 3 });
  expect(rows.map(({ address, text, kind }) => [address, text, kind])).toEqual([
    [0x8006, 'bra $8000', 'code'],
    [0x8008, '.byte $4c', 'unknown'],
    [0x8009, 'clc', 'code'],
    [0x800a, 'rtl', 'code'],
  ]);
  expect(rows[1].target).toBe(null);
});

it('tells how much of which bank is code', () => {
  const session = open();
  const banks = new Map(session.call('codeBanks', null).map(({ bank, code }) => [bank, code]));
  expect([...banks.keys()]).toEqual([0, 1, 0x7e, 0x7f]);
  // lda, jsl, bra, clc, rtl; jsl, eor, rtl.
  expect(banks.get(0)).toBe(10);
  expect(banks.get(1)).toBe(7);
  expect(banks.get(0x7e)).toBe(0);
});

it('finds rows of the trace in both directions and around', () => {
  const session = open();
  const options = { cpu: true, smp: false, cpuCondition: '', smpCondition: '', cpuFormat: '{disassembly}', smpFormat: '' };
  session.call('trace', options);
  session.call('step', { kind: 'into', processor: 'cpu', count: 30 });
  const { rows, total } = session.call('traceRows', { first: 0, most: 100 });
  const all = rows.flatMap((row, index) => (row.includes('clc') ? [index] : []));
  expect(all.length).toBeGreaterThan(1);
  const row = (from: number, back: boolean) => session.call('findTrace', { text: 'CLC', from, back });
  expect(row(-1 >>> 0, false)).toEqual({ row: all[0], wrapped: false });
  expect(row(total, true)).toEqual({ row: all.at(-1), wrapped: false });
  expect(row(all[0], false)).toEqual({ row: all[1], wrapped: false });
  expect(row(all[1], true)).toEqual({ row: all[0], wrapped: false });
  expect(row(all[0], true)).toEqual({ row: all.at(-1), wrapped: true });
  expect(row(all.at(-1) ?? 0, false)).toEqual({ row: all[0], wrapped: true });
  expect(session.call('findTrace', { text: 'nothing like it', from: 0, back: false })).toBe(null);
});
