; A DMA of size 0 moves 65536 bytes.
; [fullsnes: $43x5]
.include "../lib/rom.inc"
title "DMA OF SIZE ZERO"

test:
  poke16 $2181, $0000
  poke $2183, $01
  dma $08, $80, byte, 0
  lda f:$7f0000
  sta $10
  lda f:$7fffff
  sta $11
  poke $2180, $99 ; the 17-bit address has come round to $7e:0000
  lda f:$7e0000
  sta $12
  want8 $10, $c7
  want8 $11, $c7
  want8 $12, $99
  rtl

byte: .byte $c7
