; A pad gives 16 bits and then ones; the upper bits of $4016 are open bus, bits 2-4 of $4017 are ones.
; [fullsnes: $4016, $4017; anomie: snes_registers]
.include "../lib/rom.inc"
title "PAD READ BY HAND"

test:
  poke $4016, $01
  stz $4016
  ldx #$0010
  stz $00
@bit: ; no button pressed: zeros
  lda $4016
  ora $00
  sta $00
  dex
  bne @bit
  lda $4016
  sta $01
  lda $4017
  and #$fc
  sta $02
  want8 $00, $40
  want8 $01, $41
  want8 $02, $5c
  rtl
