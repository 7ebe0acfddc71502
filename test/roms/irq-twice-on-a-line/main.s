; HTIME moved to the right after an H-IRQ brings another one on the same line; moved to the left, none before the next line.
; [fullsnes: $4207; Mesen: InternalRegisters.cpp]
.include "../lib/rom.inc"
title "HTIME MOVED ON THE LINE"

test:
  sleep_until 40, 60
  poke16 $4207, 200
  poke $4200, $10
  wai
  lda $4211
  latch
  ldx v_pos
  stx $00
  ldx h_pos
  stx $02
  sleep_until 120, 60
  poke16 $4207, 40
  poke $4200, $10
  wai
  lda $4211
  latch
  ldx v_pos
  stx $04
  stz $4200
  want16 $00, 60
  want_range $02, 204, 240
  want16 $04, 61
  rtl
