; SEP #$20 keeps the high byte of A (B): XBA finds it.
; [65816 data sheet; fullsnes: CPU Registers and Flags]
.include "../lib/rom.inc"
title "8-BIT A KEEPS B"

test:
  rep #$20
  lda #$1234
  sep #$20
  lda #$56
  xba
  sta $00
  xba
  rep #$20
  sta $02
  sep #$20
  want8 $00, $12
  want16 $02, $1256
  rtl
