; Sprites of two sizes, turned over, beyond the edges, more than 34 tiles a line, the order turned by $2103. [fullsnes: SNES PPU OBJs]
.include "../lib/rom.inc"
title "SPRITES"

test:
  jsr picture_begin
  vram_address $6000
  ldx #$0000
@word:
  rep #$20
  txa
  asl
  asl
  asl
  sta $2a
  txa
  eor $2a
  sta $2118
  sep #$20
  inx
  cpx #$2000
  bne @word
  poke $2101, $63 ; 16 and 32 dots, tiles at $6000
  stz $2102
  stz $2103
  ldx #$0000
@sprite:
  stx $30
  lda $30
  asl
  asl
  asl
  clc
  adc $30
  sta $2104 ; x
  lda $30
  asl
  eor #$55
  sta $2104 ; y
  lda $30
  sta $2104 ; tile
  lda $30
  asl
  asl
  asl
  and #$fe
  sta $2104
  inx
  cpx #128
  bne @sprite
  ldx #32
@high:
  txa
  asl
  eor #$93
  sta $2104
  dex
  bne @high
  poke16 $2102, $8014 ; sprite 10 comes first
  poke $2105, $01
  poke $212c, $11
  lda #$00
  jmp hold_picture

.include "../lib/picture.inc"
