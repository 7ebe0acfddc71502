; $213E bit 6 says that a line has more than 32 sprites; it is cleared when the blank ends.
; [fullsnes: $213E]
.include "../lib/rom.inc"
title "SPRITE RANGE OVER"

test:
  jsr hide_all
  ldx #32
  ldy #$3208 ; x 8, y 50
  jsr place
  jsr flags
  sta $00
  ldx #33
  ldy #$3208
  jsr place
  jsr flags
  sta $01
  want8 $00, $00
  want8 $01, $40
  rtl

.include "../lib/sprites.inc"
