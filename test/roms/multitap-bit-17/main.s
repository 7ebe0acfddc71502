; A multitap with $4201 bit 7 high answers $FF while latched; behind the 16 bits of a pad comes a 17th that says whether one is there.
; [fullsnes: SNES Controllers Multiplayer 5; Errata]
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
  note8 $11
  want8 @expected, $ff
  rtl
@expected: .byte $ff
