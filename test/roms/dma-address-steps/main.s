; DMA counts the A address up, down or not at all, leaves it behind the end and the counter at 0.
; [fullsnes: $43x0 bits 3-4, $43x2, $43x5]
.include "../lib/rom.inc"
title "DMA ADDRESS STEPS"

test:
  poke16 $2181, $3000
  stz $2183
  dma $00, $80, bytes, 4
  ldx $4302
  stx $00
  ldx $4305
  stx $02
  dma $10, $80, bytes+3, 4
  ldx $4302
  stx $04
  dma $08, $80, bytes+1, 2
  ldx $4302
  stx $06
  rep #$20
  lda f:$7e3000
  sta $08
  lda f:$7e3004
  sta $0a
  lda f:$7e3008
  sta $0c
  sep #$20
  want16 $00, .loword(bytes+4)
  want16 $02, 0
  want16 $04, .loword(bytes-1)
  want16 $06, .loword(bytes+1)
  want16 $08, $2211
  want16 $0a, $3344
  want16 $0c, $2222
  rtl

bytes: .byte $11, $22, $33, $44
