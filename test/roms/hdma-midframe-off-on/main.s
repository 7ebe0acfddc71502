; HDMA that is switched off for some lines goes on with the next bytes of its table, not with those that its lines would have had.
; [fullsnes: $420C; anomie: timing, HDMA]
.include "../lib/rom.inc"
title "HDMA OFF AND ON AGAIN"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $00, $80, table
  wait_line 240
  poke $420c, $01
  sleep_until 40, 10 ; ten transfers are done: lines 0 to 9
  stz $420c
  ldx $4308
  stx $00
  sleep_until 40, 50
  poke $420c, $01
  sleep_until 40, 60
  stz $420c
  ldx $4308
  stx $02
  want16 $00, .loword(table+11)
  want16 $02, .loword(table+21)
  rtl

table:
  .byte $ff
  .repeat 100, i
  .byte i
  .endrepeat
  .byte 0
