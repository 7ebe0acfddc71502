; Bits of a mouse want 170 clocks between them and its second and third byte 336; what faster reads give nobody promises.
; [Errata: mouse timing; fullsnes: SNES Controllers Mouse]
.include "../lib/rom.inc"
title "MOUSE READ TOO FAST"

test:
  poke $4016, $01
  stz $4016
.repeat 16, i
  lda $4016
  lsr a
  rol $10 + 1 - i/8
.endrepeat
  ldx $10
  stx $20
  note16 $20
  rtl
