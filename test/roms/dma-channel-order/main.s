; Channels of one $420B write run one after the other, the lowest number first.
; [fullsnes: $420B]
.include "../lib/rom.inc"
title "DMA CHANNEL ORDER"

test:
  poke16 $2181, $3000
  stz $2183
.repeat 4, i
  hdma_channel i, $00, $80, order+i
  poke16 $4305+i*16, 1
.endrepeat
  poke $420b, $0f
  rep #$20
  lda f:$7e3000
  sta $00
  lda f:$7e3002
  sta $02
  sep #$20
  want16 $00, $0201
  want16 $02, $0403
  rtl

order: .byte 1, 2, 3, 4
