; A mouse sends 8 zeros, its buttons and speed, the signature 0001, and then two displacements.
; [fullsnes: SNES Controllers Mouse]
.include "../lib/rom.inc"
title "MOUSE"

test:
  poke $4016, $01
  stz $4016
  ldx #$0000
@byte:
  ldy #$0008
@bit:
  lda $4016
  lsr a
  rol $10,x
  phx
  ldx #$0010 ; more than 170 clocks between two bits
@pause:
  dex
  bne @pause
  plx
  dey
  bne @bit
  inx
  cpx #$0004
  bne @byte
  lda $11
  and #$0f
  sta $14
  lda $12
  and #$7f
  sta $15
  lda $13
  and #$7f
  sta $16
  want8 $10, $00
  want8 $14, $01
  want8 $15, 0 ; not moved
  want8 $16, 0
  rtl
