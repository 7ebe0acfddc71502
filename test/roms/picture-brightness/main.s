; INIDISP by HDMA and in the middle of a line: brightness and forced blank hold from the dot that is drawn. [fullsnes: $2100]
.include "../lib/rom.inc"
title "BRIGHTNESS"

test:
  jsr picture_begin
  poke $2105, $01
  poke $212c, $03
  hdma_channel 0, $00, $00, table
  on_irq darken
  cli
  poke16 $4207, 150
  poke $4200, $10 ; at dot 150 of every line
  lda #$01
  jmp hold_picture

darken:
  rep #$20
  pha
  sep #$20
  lda f:$004211
  lda f:$002137
  lda f:$00213d
  and #$38
  cmp #$18
  bne @end
  lda #$04
  sta f:$002100
@end:
  rep #$20
  pla
  rti
.a8

table:
.repeat 28, i
  .byte 4, (15-(i&15))
  .byte 4, $0f
.endrepeat
  .byte 0

.include "../lib/picture.inc"
