; With overscan the vertical blank begins at line 240.
; [fullsnes: $2133 bit 2; anomie: timing]
.include "../lib/rom.inc"
title "OVERSCAN MOVES THE BLANK"

test:
  poke $2133, $04
  wait_frame
  sleep_until 40, 230
  lda $4212
  and #$80
  sta $00
  sleep_until 40, 240
  lda $4212
  and #$80
  sta $01
  stz $2133
  want8 $00, $00
  want8 $01, $80
  rtl
