; Mode 4: bit 15 of one word says whether it moves the column sideways or up. [fullsnes: SNES PPU Offset-per-tile]
.include "../lib/rom.inc"
title "OFFSET IN MODE 4"

test:
  jsr picture_begin
  ldx #$0000
@column:
  stx $30
  rep #$20
  txa
  asl
  asl
  asl
  and #$00ff
  ora #$2000
  sta $2a
  txa
  lsr
  bcc @sideways
  lda $2a
  ora #$8000
  sta $2a
@sideways:
  sep #$20
  lda #$00
  jsr put_offset
  ldx $30
  inx
  cpx #$0020
  bne @column
  poke $2105, $14 ; BG1 with tiles of 16 dots
  poke $212c, $01
  stz $210d
  stz $210d
  lda #$00
  jmp hold_picture

.include "../lib/picture.inc"
