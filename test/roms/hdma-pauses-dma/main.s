; A general DMA is paused by HDMA on other channels and goes on where it was.
; [fullsnes: DMA notes (HDMA has priority)]
.include "../lib/rom.inc"
title "HDMA DURING A DMA"

test:
  stz $420c
  ldx #$0ffe
  rep #$20
@fill:
  txa
  sta f:$7e4000,x
  dex
  dex
  bpl @fill
  sep #$20
  poke16 $2181, $3000
  stz $2183
  hdma_channel 7, $00, $80, table
  wait_line 240
  poke $420c, $80
  wait_line 20
  vram_address $0000
  poke $2115, $80
  dma $01, $18, $7e4000, $1000 ; about 25 lines
  stz $420c
  vram_address $0000
  ldx $2139 ; the prefetched word
  ldx #$0000
@compare:
  lda $2139
  xba
  lda $213a
  xba
  rep #$20
  sta $02
  txa
  cmp $02
  sep #$20
  bne @differ
  inx
  inx
  cpx #$1000
  bne @compare
@differ:
  stx $00
  want16 $00, $1000
  lda f:$7e3000
  sta $04
  lda f:$7e3001
  sta $05
  want16 $04, $b2b1
  rtl

table: .byte 30, $b1, $81, $b2, 0
