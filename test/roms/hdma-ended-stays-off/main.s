; A channel that has ended does not begin again when $420C is written in the middle of the frame.
; [fullsnes: $420C; anomie: timing, HDMA]
.include "../lib/rom.inc"
title "ENDED HDMA STAYS OFF"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $00, $80, table
  wait_line 240
  poke $420c, $01
  wait_line 50
  stz $420c
  poke $2180, $e1 ; shows how far the channel came
  wait_line 60
  poke $420c, $01
  wait_line 200
  stz $420c
  poke $2180, $e2
  rep #$20
  lda f:$7e3000
  sta $00
  lda f:$7e3002
  sta $02
  sep #$20
  want16 $00, $e1a1
  want8 $02, $e2
  rtl

table: .byte 2, $a1, 0
