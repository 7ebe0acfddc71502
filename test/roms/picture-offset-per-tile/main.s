; Mode 2: BG3 gives each column of 8 dots but the first its own scroll, for BG1, BG2 or both. [fullsnes: SNES PPU Offset-per-tile]
; The fine scroll of BG1 stays 3: the columns stand 3 dots to the left.
.include "../lib/rom.inc"
title "OFFSET PER TILE"

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
  and #$00f8
  sta $2a
  txa
  and #$0004
  beq @one
  lda #$4000 ; BG2 too
@one:
  ora #$2000 ; BG1
  ora $2a
  sta $2a
  sep #$20
  lda #$00
  jsr put_offset
  rep #$20
  lda $30
  asl
  and #$001f
  sta $2a
  lda $30
  and #$0002
  beq @same
  lda #$2000
@same:
  ora #$4000
  ora $2a
  sta $2a
  sep #$20
  ldx $30
  lda #$01
  jsr put_offset
  ldx $30
  inx
  cpx #$0020
  bne @column
  poke $2105, $02
  poke $212c, $03
  poke $210d, $03
  stz $210d
  poke $2110, $05
  stz $2110
  stz $2111
  stz $2111
  stz $2112
  stz $2112
  lda #$00
  jmp hold_picture

.include "../lib/picture.inc"
