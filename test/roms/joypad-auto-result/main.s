; With a pad that nobody touches the automatic reading gives 0, and it changes only while it is switched on.
; [fullsnes: $4218-$421F]
.include "../lib/rom.inc"
title "RESULT OF THE AUTOMATIC READING"

test:
  wait_line 100
  poke $4200, $01
  wait_line 240
  ldx $4218
  stx $00
  ldx $421a
  stx $02
  stz $4200
  want16 $00, $0000
  want16 $02, $0000
  rtl
