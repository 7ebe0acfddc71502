; OAM written while the screen is drawn goes to where the search for sprites is; sources disagree where that is.
; [bsnes: fixed at $218; snes9x: fixed at $10C; Mesen: as the search goes]
.include "../lib/rom.inc"
title "OAM WRITTEN WHILE DRAWING"

test:
  stz $2102
  stz $2103
  ldx #$0220
@clear:
  poke $2104, $f0
  dex
  bne @clear
  screen_on
  wait_frame
  sleep_until 60, 100
  poke16 $2102, 0
  poke $2104, $5a
  poke $2104, $a5
  screen_off
  stz $2102
  stz $2103
  poke16 $10, $ffff
  ldx #$0000
@find:
  lda $2138
  cmp #$f0
  beq @same
  stx $10
@same:
  inx
  cpx #$0220
  bne @find
  note16 $10 ; the last byte that changed; $ffff: none
  rtl
