; Behind the 16 bits of a pad a multitap gives ones for a pad that is plugged in and zeros for none.
; [fullsnes: SNES Controllers Joypad (17th and up: always 1, or 0 when no pad connected); SNES Controllers Multiplayer 5]
.include "../lib/rom.inc"
title "MULTITAP"

test:
  poke $4201, $ff
  poke $4016, $01
  ldx #$0008
@detect:
  lda $4017
  lsr a
  lsr a
  rol $10
  dex
  bne @detect
  stz $4016
  ldx #$0010
@pads:
  lda $4017
  dex
  bne @pads
  lda $4017 ; the 17th bit of pads 2 and 3
  and #$03
  sta $11
  want8 $10, $ff
  want8 $11, $03 ; both plugged in
  rtl
