; HDMA can fail for a whole frame when a DMA ends as line 0 begins and its last byte was 0.
; [Errata: HDMA at scanline 0; nobody knows the exact clock]
; For 16 ends of a DMA around the beginning of the frame: how many of the two lines HDMA served.
.include "../lib/rom.inc"
title "HDMA FAILURE ON LINE 0"

test:
  poke16 $2181, $3000
  stz $2183
  stz $10
  stz $11
@try:
  hdma_channel 0, $00, $80, table
  poke16 $2181, $3000
  stz $2183
  lda #$00
  sta f:$7e3000
  sta f:$7e3001
  hdma_channel 1, $08, $22, zero ; to CGRAM
  rep #$20
  lda $10
  clc
  adc #$0078
  sta $4315
  sep #$20
  stz $2121
  wait_line 240
  poke $420c, $01
  sleep_until 20, 261
  poke $420b, $02
  wait_line 20
  stz $420c
  lda f:$7e3000
  eor #$a1
  bne @failed
  lda f:$7e3001
  eor #$a2
  beq @next
@failed:
  inc $12
@next:
  inc $10
  lda $10
  cmp #$18
  beq @done
  jmp @try
@done:
  note8 $12 ; ends after which HDMA did not run
  rtl

table: .byte $82, $a1, $a2, 0
zero: .byte 0
