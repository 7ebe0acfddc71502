; DMA from work RAM to $2180 writes nothing, and the port's address stays.
; [anomie: snes_registers, $2180; fullsnes: DMA notes]
.include "../lib/rom.inc"
title "DMA FROM WRAM TO $2180"

test:
  lda #$77
  sta f:$7e3100
  lda #$11
  sta f:$7e3000
  poke16 $2181, $3000
  stz $2183
  dma $00, $80, $7e3100, 4
  lda f:$7e3000
  sta $00
  poke $2180, $22 ; where the address is now
  lda f:$7e3000
  sta $01
  want8 $00, $11
  want8 $01, $22
  rtl
