; $2115: steps of 1, 32 and 128 after the low or the high byte.
; [fullsnes: $2115]
.include "../lib/rom.inc"
title "VRAM STEPS"

test:
  poke $2115, $80
  vram_address $0000
  ldx #$0100
@clear:
  stz $2118
  stz $2119
  dex
  bne @clear
  poke $2115, $81
  vram_address $0000
  poke16 $2118, $0101
  poke16 $2118, $0202 ; at $0020
  poke $2115, $82
  vram_address $0000
  stz $2119
  stz $2119
  poke $2119, $03 ; the third step of 128: $0100
  poke $2115, $02
  vram_address $0010
  poke $2118, $04
  poke $2118, $05 ; low bytes, step after low: $0090
  poke $2115, $80
  vram_address $0020
  ldx $2139
  stx $00
  vram_address $0100
  ldx $2139
  stx $02
  vram_address $0090
  ldx $2139
  stx $04
  want16 $00, $0202
  want8 $03, $03
  want8 $04, $05
  rtl
