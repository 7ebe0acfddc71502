; What HDMA reads stays on the CPU's bus: an open-bus read right behind it gives that byte.
; [snes9x: dma.cpp ("All HDMA should read to MDR first"); SNESdev: Speedy Gonzales]
; Open-bus reads in a tight loop over two frames: most give the high byte of the address, those behind an HDMA the byte it moved.
.include "../lib/rom.inc"
title "HDMA DRIVES THE OPEN BUS"

test:
  stz $420c
  hdma_channel 0, $00, $22, table
  wait_line 240
  poke $420c, $01
  wait_line 0
  stz $10
  stz $11
  stz $12
  stz $13
@read:
  ldx #$0400
@again:
  lda $5555
  cmp #$55
  beq @usual
  cmp #$c3
  bne @other
  inc $10
  bra @usual
@other:
  inc $12
@usual:
  dex
  bne @again
  lda $4212
  bpl @read
  stz $420c
  want_range $10, 1, 223
  want_range $12, 0, 3 ; where an entry ends, the next one's header is read last
  rtl

table:
  .byte $ff
  .res 127, $c3
  .byte $e0
  .res 96, $c3
  .byte 0
