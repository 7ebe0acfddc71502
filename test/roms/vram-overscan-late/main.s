; Overscan switched on after line 225 of the same frame: whether VRAM is shut again differs between sources.
; [anomie: timing ("VRAM will be locked as if rendering were still proceeding")]
.include "../lib/rom.inc"
title "OVERSCAN SWITCHED ON LATE"

test:
  poke $2115, $80
  vram_address $0000
  poke16 $2118, $1111
  screen_on
  wait_frame
  wait_line 100
  wait_line 228
  poke $2133, $04
  wait_line 232
  vram_address $0000
  poke16 $2118, $2222
  wait_line 100
  screen_off
  stz $2133
  vram_address $0000
  ldx $2139
  stx $00
  note16 $00
  rtl
