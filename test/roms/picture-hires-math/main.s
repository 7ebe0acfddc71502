; Colour math in pseudo hi-res: even half-dots are the sub screen's. [fullsnes: SNES PPU Hires; ares: dac]
.include "../lib/rom.inc"
title "HI-RES MATH"

test:
  jsr picture_begin
  poke $2105, $01
  poke $212c, $01
  poke $212d, $02
  poke $2130, $02
  poke $2132, $f0
  poke $2126, 40
  poke $2127, 210
  poke $2125, $20
  hdma_channel 0, $00, $33, half
  hdma_channel 1, $00, $31, math
  hdma_channel 2, $00, $30, clip
  hdma_channel 3, $00, $05, mode
  lda #$0f
  jmp hold_picture

half:
  .byte 20, $00
  .byte 100, $08
  .byte 104, $00
  .byte 0
math:
.repeat 14, i
  .byte 16, ($21+i*$23)&255
.endrepeat
  .byte 0
clip:
  .byte 60, $02
  .byte 60, $42
  .byte 60, $a2
  .byte 44, $00
  .byte 0
mode:
  .byte 120, $01
  .byte 104, $05
  .byte 0

.include "../lib/picture.inc"
