; VRAM writes on visible lines are dropped, but the address steps on.
; [fullsnes: SNES Memory VRAM Access; SNESdev: Hook, Kick Off]
.include "../lib/rom.inc"
title "VRAM WHILE DRAWING"

test:
  poke $2115, $80
  vram_address $0000
  poke16 $2118, $1111
  poke16 $2118, $2222
  poke16 $2118, $3333
  screen_on
  wait_frame
  sleep_until 60, 100
  vram_address $0000
  poke16 $2118, $9999
  wait_line 230
  poke16 $2118, $8888 ; word 1
  screen_off
  vram_address $0000
  ldx $2139
  stx $00
  ldx $2139
  ldx $2139
  stx $02
  want16 $00, $1111
  want16 $02, $8888
  rtl
