; Two windows by line, inverted and combined by OR, AND, XOR and XNOR, for layers and colour. [fullsnes: SNES PPU Window]
.include "../lib/rom.inc"
title "WINDOWS"

test:
  jsr picture_begin
  poke $2105, $01
  poke $212c, $07
  poke $212e, $07
  poke $2130, $12 ; the colour window shuts math out
  poke $2131, $23
  poke $2132, $ec
  hdma_channel 0, $04, $26, places
  hdma_channel 1, $01, $23, chosen
  hdma_channel 2, $00, $25, colour
  hdma_channel 3, $01, $2a, logic
  lda #$0f
  jmp hold_picture

places:
.repeat 112, i
  .byte 2, 20+i, 200-i, 60+i/2, 140+i
.endrepeat
  .byte 0
chosen:
  .byte 56, $8a, $0b
  .byte 56, $fa, $0e
  .byte 56, $af, $02
  .byte 56, $3b, $0f
  .byte 0
colour:
  .byte 112, $a0
  .byte 56, $30
  .byte 56, $f0
  .byte 0
logic:
.repeat 14, i
  .byte 16, ($1b+i*$11)&255, (i*5)&15
.endrepeat
  .byte 0

.include "../lib/picture.inc"
