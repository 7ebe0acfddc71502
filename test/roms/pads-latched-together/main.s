; $4016 bit 0 latches both ports; with it high, every read gives the first button again.
; [fullsnes: $4016]
.include "../lib/rom.inc"
title "LATCH OF BOTH PORTS"

test:
  poke $4016, $01
  stz $4016
  ldx #$0014
@through: ; both ports to their ones behind the 16 bits
  lda $4016
  lda $4017
  dex
  bne @through
  lda $4016
  and #$01
  sta $00
  lda $4017
  and #$01
  sta $01
  poke $4016, $01
  lda $4016
  and #$01
  sta $02
  lda $4017
  and #$01
  sta $03
  lda $4017
  and #$01
  sta $04
  stz $4016
  want8 $00, 1
  want8 $01, 1
  want8 $02, 0
  want8 $03, 0
  want8 $04, 0
  rtl
