; DMA modes 0-7 visit the B addresses +0, +0+1, +0+0, +0+0+1+1, +0+1+2+3, +0+1+0+1, and again as 2 and 3.
; [fullsnes: $43x0 bits 0-2]
; Read from the product of the mode 7 multiplication, whose three bytes differ.
.include "../lib/rom.inc"
title "DMA TRANSFER PATTERNS"

test:
  stz $211b
  poke $211b, $12 ; $1200 * $11 = $13200
  poke $211c, $11
  ldx #$0000
  ldy #$0400
@mode:
  txa
  ora #$80
  sta $4300
  poke $4301, $34
  sty $4302
  stz $4304
  phx
  ldx #$0008
  stx $4305
  plx
  poke $420b, $01
  rep #$20
  tya
  clc
  adc #$0008
  tay
  sep #$20
  inx
  cpx #$0008
  bne @mode
  ldx #$0000
@compare:
  lda $0400,x
  cmp expected,x
  bne @differ
  inx
  cpx #$0040
  bne @compare
@differ:
  stx $00
  want16 $00, $40 ; bytes that are right
  rtl

; +0 $00, +1 $32, +2 $01; +3 is the latch address, which reads as open bus: left as it is in mode 4
P0 = $00
P1 = $32
expected:
  .byte P0, P0, P0, P0, P0, P0, P0, P0
  .byte P0, P1, P0, P1, P0, P1, P0, P1
  .byte P0, P0, P0, P0, P0, P0, P0, P0
  .byte P0, P0, P1, P1, P0, P0, P1, P1
  .byte P0, P1, $01, $01, P0, P1, $01, $01
  .byte P0, P1, P0, P1, P0, P1, P0, P1
  .byte P0, P0, P0, P0, P0, P0, P0, P0
  .byte P0, P0, P1, P1, P0, P0, P1, P1
