; What work RAM holds when the console is switched on: it differs from console to console, so it is written down, never failed.
; [fullsnes: SNES Memory Map, power-on; CASES: Heian Fuuunden, Death Brade, Super Keiba 2 and others depend on it]
.include "../lib/rom.inc"
title "WORK RAM AT POWER-ON"

test:
  ldx #$0000
@look:
  lda f:$7f4000,x
  sta $10,x
  inx
  cpx #$0008
  bne @look
  ldx #$0000 ; how many of 4096 bytes are 0, and how many $FF
  stx $20
  stx $22
@count:
  lda f:$7f8000,x
  bne @not_zero
  ldy $20
  iny
  sty $20
@not_zero:
  inc
  bne @not_full
  ldy $22
  iny
  sty $22
@not_full:
  inx
  cpx #$1000
  bne @count
  note16 $10
  note16 $12
  note16 $14
  note16 $16
  note16 $20
  note16 $22
  rtl
