; Lines 225-239 are open to VRAM writes without overscan and shut with it.
; [fullsnes: $2133 bit 2; anomie: timing, BLANKING PERIODS]
.include "../lib/rom.inc"
title "VRAM IN THE OVERSCAN LINES"

test:
  poke $2115, $80
  vram_address $0000
  poke16 $2118, $1111
  vram_address $0100
  poke16 $2118, $1111
  screen_on
  wait_frame
  wait_line 100
  wait_line 228
  vram_address $0000
  poke16 $2118, $2222
  poke $2133, $04
  wait_frame
  wait_line 100
  wait_line 232
  vram_address $0100
  poke16 $2118, $3333
  wait_line 242
  vram_address $0200
  poke16 $2118, $4444
  wait_line 100
  screen_off
  stz $2133
  vram_address $0000
  ldx $2139
  stx $00
  vram_address $0100
  ldx $2139
  stx $02
  vram_address $0200
  ldx $2139
  stx $04
  want16 $00, $2222
  want16 $02, $1111
  want16 $04, $4444
  rtl
