; Mode 7 stretched by line, three ways beyond the map, EXTBG, direct colour. [fullsnes: SNES PPU Mode 7]
.include "../lib/rom.inc"
title "MODE 7"

test:
  jsr picture_begin
  poke $2115, $80
  vram_address $0000
  ldx #$0000
@word:
  rep #$20
  txa
  asl
  asl
  sta $2a
  txa
  lsr
  lsr
  lsr
  eor $2a
  sta $2118
  sep #$20
  inx
  cpx #$4000
  bne @word
  poke $2105, $07
  poke $212c, $03
  poke $211f, 128
  stz $211f
  poke $2120, 112
  stz $2120
  poke $211c, $40
  stz $211c
  poke $211d, $c0
  poke $211d, $ff
  hdma_channel 0, $02, $1b, stretch
  hdma_channel 1, $00, $1a, beyond
  hdma_channel 2, $00, $33, extended
  hdma_channel 3, $00, $30, direct
  lda #$0f
  jmp hold_picture

stretch:
.repeat 112, i
  .byte 2, (i*24)&255, (i*24)>>8
.endrepeat
  .byte 0
beyond:
  .byte 40, $00
  .byte 40, $80
  .byte 40, $c0
  .byte 40, $03
  .byte 40, $82
  .byte 24, $c1
  .byte 0
extended:
  .byte 100, $00
  .byte 124, $40
  .byte 0
direct:
  .byte 60, $00
  .byte 80, $01
  .byte 84, $00
  .byte 0

.include "../lib/picture.inc"
