; DMA cannot read the B bus, DMA registers or $4200-$421F on its A side; what it moves instead is not promised.
; [fullsnes: DMA notes; Errata]
.include "../lib/rom.inc"
title "DMA FROM FORBIDDEN ADDRESSES"

test:
  poke16 $2181, $3000
  stz $2183
  dma $00, $80, $002134, 2
  dma $00, $80, $004300, 2
  dma $00, $80, $004210, 2
  rep #$20
  lda f:$7e3000
  sta $00
  lda f:$7e3002
  sta $02
  lda f:$7e3004
  sta $04
  sep #$20
  note16 $00
  note16 $02
  note16 $04
  rtl
