import { expect, it } from 'vitest';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { run } from './source.ts';

/** Of each stretch the letter before its name says what it is: c executed, p reached by the flow alone, u neither, d data that is read. */
const SOURCE = `
.lorom
.header "FLOW"
.smart on
.org $8000
c_reset:
  clc
  xce
  sep #$30
  .a8
  .i8
  lda d_data
  lda d_data+1
  lda #$01
  bne c_taken
p_not_taken: ; the other side of a branch that was always taken
  rep #$20
  .a16
  lda #$1234
  jsr p_keeps
  lda #$5678
  jsr p_changes
  .a8
  lda #$12
  php
  rep #$30
  .a16
  .i16
  ldx #$1234
  plp
  .a8
  .i8
  ldx #$12
  jsl f:p_far
  ldx #$13
  jsr p_loses
  nop
u_lost: ; the width is lost
  lda #$34
  rts
d_data:
  .byte $a9, $01
u_data: ; never read, and nothing leads here
  .byte $a9, $02, $60, $20, $00, $80
c_taken:
  lda d_behind_branch
  lda d_behind_branch+1
  bne c_on
u_behind_branch: ; as an instruction it would take what is read as data
  .byte $ad
d_behind_branch:
  .byte $01, $02
c_on:
  lda $00
  and #$00
  tax
  jsr c_dispatch
  ldx #$06
  jsr c_dispatch
  jsr c_inline
u_inline: ; what a routine reads that does not come back here
  .byte $a9, $00
c_loop:
  bra c_loop
u_behind: ; nothing leads here
  lda #$77
  rts
c_dispatch:
  jmp (d_table,x)
d_table:
  .addr c_first
u_table:
  .addr p_second, p_third
d_table2:
  .addr c_fourth
u_table2:
  .addr u_fifth
c_first:
  rts
p_second:
  lda #$22
  bcs p_both
  rts
p_third:
  rep #$20
  .a16
  lda #$3333
  bra p_both
u_third:
  .byte $ff, $ff
c_fourth:
  rts
u_fifth:
  rts
p_both: ; reached with both widths
  nop
u_both:
  .a8
  lda #$55
  rts
c_inline:
  pla
  pla
  jmp c_loop
p_keeps:
  php
  sep #$20
  .a8
  lda #$01
  plp
  rts
p_changes:
  sep #$20
  lda #$01
  bne p_changes_too
  nop
p_changes_too:
  rts
p_far:
  phx
  ldx #$01
  plx
  rtl
p_loses:
  nop
  jmp ($0010)
p_nmi: ; never came; its widths are those of whatever is interrupted
  pha
  sep #$20
  lda #$01
  pla
  rti
u_end:
  .byte $a9
.vector reset, c_reset
.vector nmi, p_nmi
`;

function open() {
  const { rom, errors, symbols, lines } = run(SOURCE);
  expect(errors).toEqual([]);
  const make = (): Snes => new Snes(rom, { entropy: seededEntropy(1) });
  const session = new DebugSession({ snes: make(), input: null, replica: make }, { interval: 5 });
  session.runFrames(2);
  session.pause();
  const places = symbols.map(({ name, value }) => ({ name, address: value & 0xffff })).sort((a, b) => a.address - b.address);
  const kindOf = (address: number): string => places.findLast((one) => one.address <= address)!.name[0];
  return { session, places, kindOf, lines };
}

it('tells code to which code leads, with its widths, and takes no data for code', () => {
  const { session, places, kindOf } = open();
  const first = places[0].address;
  const last = places.at(-1)!.address;
  const rows = session.call('disassemble', { processor: 'cpu', address: first, before: 0, after: 200 });
  const inside = rows.filter(({ address }) => address >= first && address < last);
  const KINDS: Record<string, string> = { c: 'code', p: 'probable', u: 'unknown', d: 'data' };
  for (const { address, kind, text } of inside)
    expect(`${address.toString(16)} ${text} ${kind}`).toBe(`${address.toString(16)} ${text} ${KINDS[kindOf(address)]}`);
  const texts = inside.filter(({ kind }) => kind === 'probable').map(({ text }) => text);
  expect(texts.filter((text) => text.includes('#'))).toEqual([
    'rep #$20',
    'lda #$1234',
    'lda #$5678',
    'lda #$12',
    'rep #$30',
    'ldx #$1234',
    'ldx #$12',
    'ldx #$13',
    'lda #$22',
    'rep #$20',
    'lda #$3333',
    'sep #$20',
    'lda #$01',
    'sep #$20',
    'lda #$01',
    'ldx #$01',
    'sep #$20',
    'lda #$01',
  ]);
});

it('follows what is learned and what is changed', () => {
  const { session, places } = open();
  const at = (name: string): number => places.find((one) => one.name === name)!.address;
  const kind = (name: string): string =>
    session.call('disassemble', { processor: 'cpu', address: at(name), before: 0, after: 0 })[0].kind;
  expect(kind('p_not_taken')).toBe('probable');
  // The flow ends where the first instruction is made a return.
  const place = at('p_not_taken') & 0x7fff;
  expect(kind('p_keeps')).toBe('probable');
  session.call('writeMemory', { memory: 'rom', address: place, bytes: Uint8Array.of(0x60) });
  expect([kind('p_not_taken'), kind('p_keeps')]).toEqual(['probable', 'unknown']);
});
