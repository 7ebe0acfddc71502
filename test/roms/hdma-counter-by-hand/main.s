; HDMA switched on in the middle of a frame uses the address and line counter that the program wrote.
; [fullsnes: $43x8, $43xA; anomie: timing, HDMA]
.include "../lib/rom.inc"
title "HDMA STARTED BY HAND"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $00, $80, table
  wait_line 240
  wait_line 40
  poke16 $4308, .loword(table)
  poke $430a, $01 ; one line is left: then the table is read
  poke $420c, $01
  wait_line 200
  stz $420c
  poke $2180, $ee
  rep #$20
  lda f:$7e3000
  sta $00
  lda f:$7e3002
  sta $02
  sep #$20
  want16 $00, $a2a1
  want8 $02, $ee
  rtl

table: .byte $82, $a1, $a2, 0
