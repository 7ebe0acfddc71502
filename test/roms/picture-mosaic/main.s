; Mosaic blocks are counted from the top of the screen; a size that is written in the picture counts from there. [ares: mosaic; SNESdev wiki: MOSAIC]
.include "../lib/rom.inc"
title "MOSAIC"

test:
  jsr picture_begin
  poke $2105, $01
  poke $212c, $03
  hdma_channel 0, $00, $06, table
  lda #$01
  jmp hold_picture

table:
  .byte 40, $31
  .byte 30, $73
  .byte 25, $00
  .byte 37, $f1
  .byte 50, $52
  .byte 1, $33
  .byte 0

.include "../lib/picture.inc"
