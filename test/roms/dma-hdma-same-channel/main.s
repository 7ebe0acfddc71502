; A channel that HDMA uses keeps its table address and counter apart from the DMA registers $43x2 and $43x5.
; [fullsnes: $43x8, $43xA]
.include "../lib/rom.inc"
title "REGISTERS OF AN HDMA CHANNEL"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $00, $80, table
  wait_line 240
  poke $420c, $01
  sleep_until 40, 10
  stz $420c
  ldx $4302
  stx $00
  lda $430a
  sta $02
  poke $430b, $a5 ; an unused byte that keeps what is written
  lda $430f ; and its mirror
  sta $03
  want16 $00, .loword(table)
  want8 $02, $f5 ; $ff less the ten lines that are done
  want8 $03, $a5
  rtl

table:
  .byte $ff
  .res 127, $11
  .byte 0
