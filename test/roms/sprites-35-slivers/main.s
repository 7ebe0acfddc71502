; $213E bit 7 says that a line has more than 34 pieces of 8 pixels of sprites.
; [fullsnes: $213E]
.include "../lib/rom.inc"
title "SPRITE TIME OVER"

test:
  jsr hide_all
  poke $2101, $60 ; small sprites are 16x16: two pieces a line
  ldx #17
  ldy #$3208
  jsr place
  jsr flags
  sta $00
  ldx #18
  ldy #$3208
  jsr place
  jsr flags
  sta $01
  want8 $00, $00
  want8 $01, $80
  rtl

.include "../lib/sprites.inc"
