; The sprite flags of $213E rise on the line that has too many, stay through the blank and are cleared at its end.
; [fullsnes: $213E; anomie: registers]
.include "../lib/rom.inc"
title "SPRITE FLAGS: WHEN"

test:
  jsr hide_all
  ldx #40
  ldy #$6408 ; x 8, y 100
  jsr place
  poke $212c, $10
  wait_line 240
  screen_on
  wait_line 90
  lda $213e
  and #$40
  sta $10
  wait_line 98
  lda $213e
  and #$40
  sta $11
  wait_line 102
  lda $213e
  and #$40
  sta $12
  wait_line 240
  lda $213e
  and #$40
  sta $13
  wait_line 260
  lda $213e
  and #$40
  sta $14
  wait_line 2
  lda $213e
  and #$40
  sta $15
  screen_off
  want8 $10, $00
  want8 $11, $00
  want8 $12, $40
  want8 $13, $40
  want8 $14, $40
  want8 $15, $00
  rtl

.include "../lib/sprites.inc"
