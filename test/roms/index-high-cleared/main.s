; SEP #$10 clears the high bytes of X and Y; widening them again gives 0 there.
; [65816 data sheet; fullsnes: CPU Registers and Flags]
.include "../lib/rom.inc"
title "8-BIT INDEX CLEARS HIGH"

test:
  ldx #$1234
  ldy #$5678
  sep #$10
  rep #$10
  stx $00
  sty $02
  ldx #$1234
  php
  sep #$10
  plp ; back to 16 bits
.i16
  stx $04
  want16 $00, $0034
  want16 $02, $0078
  want16 $04, $0034
  rtl
