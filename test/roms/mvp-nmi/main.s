; MVP interrupted by NMI goes on where it was: no byte is lost or moved twice.
; [fullsnes: CPU MVN/MVP; anomie: timing, NMI at the end of the instruction]
.include "../lib/rom.inc"
title "MVP INTERRUPTED BY NMI"

BYTES = $6000

test:
  rep #$20
  ldx #BYTES-2
@fill: ; the source: its own addresses
  txa
  sta f:$7e2000,x
  lda #$5aa5
  sta f:$7f2000,x
  dex
  dex
  bpl @fill
  sta f:$7f1ffe
  sep #$20
  wait_line 100
  poke $4200, $80
  phb
  rep #$20
  lda #BYTES-1
  ldx #$2000+BYTES-1
  ldy #$2000+BYTES-1
  mvp #$7e,#$7f
  sta f:$000000
  sep #$20
  plb
  stz $4200
  stx $02
  sty $04
  want16 $00, $ffff
  want16 $02, $1fff
  want16 $04, $1fff
  ldx #$0000
  ldy #$0000
  rep #$20
@compare:
  txa
  cmp f:$7f2000,x
  beq @same
  iny
@same:
  inx
  inx
  cpx #BYTES
  bne @compare
  lda f:$7f1ffe
  sta $0a
  sep #$20
  sty $08
  want16 $08, 0 ; wrong words
  want16 $0a, $5aa5 ; the word before the beginning
  want_range nmi_count, 3, 4 ; 24576 moves of 52 clocks are 3.6 frames
  rtl
