; Scroll registers written by HDMA: all share one latch, and BGnHOFS takes three bits of its own old value. [fullsnes: $210D; anomie: registers]
.include "../lib/rom.inc"
title "SCROLL LATCHES"

test:
  jsr picture_begin
  poke $2105, $01
  poke $212c, $03
  hdma_channel 0, $02, $0d, first
  hdma_channel 1, $03, $0f, second
  lda #$03
  jmp hold_picture

first:
.repeat 112, i
  .byte 2, (i*7)&255, i&3
.endrepeat
  .byte 0
second: ; $210f, $210f, $2110, $2110
.repeat 56, i
  .byte 4, (i*5)&255, 0, (i*3)&255, (i>>4)&1
.endrepeat
  .byte 0

.include "../lib/picture.inc"
