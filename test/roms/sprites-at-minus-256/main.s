; A sprite at X = -256 counts as one on the line, others left of the screen do not.
; [fullsnes: OBJs ("X=256"); Errata]
.include "../lib/rom.inc"
title "SPRITES AT X = -256"

test:
  jsr hide_all
  ldx #33
  ldy #$3280 ; x $180 = -128
  jsr place
  jsr ninth_bits
  jsr flags
  sta $00
  ldx #33
  ldy #$3200 ; x $100 = -256
  jsr place
  jsr ninth_bits
  jsr flags
  sta $01
  want8 $00, $00
  want8 $01, $40
  rtl

.include "../lib/sprites.inc"
