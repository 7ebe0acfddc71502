; DMA takes 8 clocks a byte, 8 a channel and 8 for the whole, wherever the bytes come from.
; [anomie: timing, DMA; fullsnes: DMA timing]
.include "../lib/rom.inc"
title "DMA TAKES 8 CLOCKS A BYTE"

test:
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $08, $80, byte
  poke16 $4305, 8
  sleep_until 100, 60 ; the refresh pause is over when it returns
  poke $420b, $01
  latch
  ldx h_pos
  stx $00
  poke16 $4305, 48
  sleep_until 100, 60
  poke $420b, $01
  latch
  rep #$20
  lda h_pos
  sec
  sbc $00
  sta $02
  sep #$20
  want_range $02, 75, 85 ; 40 bytes are 80 dots; begin and end each wait for a multiple of 8 clocks
  rtl

byte: .byte 0
