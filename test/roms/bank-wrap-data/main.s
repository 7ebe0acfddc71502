; Absolute indexed reads cross into the next bank; direct and stack addresses stay in bank 0.
; [anomie: ob-wrap; fullsnes: CPU addressing]
.include "../lib/rom.inc"
title "DATA BANK WRAP"

test:
  lda #$33
  sta f:$7f0001
  lda #$44
  sta f:$7e0001
  phb
  lda #$7e
  pha
  plb
  ldx #$0002
  lda $ffff,x
  plb
  sta $00
  want8 $00, $33
  rtl
