; HDMA to a scroll register between the two writes of M7A spoils the value: they share the previous byte.
; [bsnes+ #252; Errata: mode 7 multiplication and HDMA]
.include "../lib/rom.inc"
title "HDMA BETWEEN TWO M7A WRITES"

test:
  stz $420c
  hdma_channel 0, $00, $0d, table ; BG1HOFS, which is M7HOFS too
  wait_line 240
  poke $420c, $01
  sleep_until 180, 100 ; returns at about dot 234; HDMA comes at dot 278
  poke $211b, $34
.repeat 20
  nop
.endrepeat
  poke $211b, $12
  poke $211c, $01
  ldx $2134
  stx $00
  sleep_until 40, 110
  poke $211b, $34 ; no HDMA between these
  poke $211b, $12
  poke $211c, $01
  ldx $2134
  stx $02
  stz $420c
  want16 $00, $1266
  want16 $02, $1234
  rtl

table:
  .byte $ff
  .res 127, $66
  .byte 0
